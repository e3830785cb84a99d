"""The file that always holds the last copy: whole, private, and never written through a link."""

import os
import stat

import pytest

from summit_tui.clipboard.outcome import last_copy_path, save_last_copy


@pytest.fixture
def folder(tmp_path):
    """Return a folder that is not there yet, nor the one above it."""
    return tmp_path / "above" / "state"


@pytest.fixture
def open_umask():
    """Let every permission through that the program does not hold back itself."""
    before = os.umask(0)
    yield
    os.umask(before)


def permissions(path):
    """Return who may do what with a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_holds_every_text_byte_for_byte(folder, any_text):
    path = save_last_copy(folder, any_text.encode())
    assert path == last_copy_path(folder)
    assert path.read_bytes() == any_text.encode()


def test_only_the_user_can_read_the_file_and_its_folder(folder, open_umask):
    path = save_last_copy(folder, b"text")
    assert (permissions(path), permissions(folder)) == (0o600, 0o700)


def test_a_folder_and_a_file_that_stood_open_are_closed(folder, open_umask):
    folder.mkdir(parents=True, mode=0o777)
    last_copy_path(folder).touch(mode=0o666)
    path = save_last_copy(folder, b"text")
    assert (permissions(path), permissions(folder)) == (0o600, 0o700)


def test_a_link_in_the_files_place_is_replaced_and_not_followed(folder, tmp_path):
    folder.mkdir(parents=True)
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    last_copy_path(folder).symlink_to(precious)
    path = save_last_copy(folder, b"text")
    assert precious.read_text() == "keep me"
    assert not path.is_symlink()
    assert path.read_bytes() == b"text"


def test_a_second_name_of_the_file_keeps_the_older_text(folder, tmp_path):
    (tmp_path / "other name").hardlink_to(save_last_copy(folder, b"old"))
    save_last_copy(folder, b"new")
    assert (tmp_path / "other name").read_bytes() == b"old"


def test_a_link_in_the_folders_place_is_refused(folder, tmp_path):
    target = tmp_path / "target"
    target.mkdir(mode=0o755)
    folder.parent.mkdir()
    folder.symlink_to(target)
    with pytest.raises(NotADirectoryError):
        save_last_copy(folder, b"text")
    assert list(target.iterdir()) == []
    assert permissions(target) == 0o755


def test_someone_elses_folder_is_refused(folder, monkeypatch):
    folder.mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(PermissionError):
        save_last_copy(folder, b"text")
    assert list(folder.iterdir()) == []


def test_nothing_but_the_last_copy_stays_in_the_folder(folder):
    for text in (b"one", b"two", b"three"):
        save_last_copy(folder, text)
    assert [path.name for path in folder.iterdir()] == ["last-copy"]
    assert last_copy_path(folder).read_bytes() == b"three"


def test_a_failed_write_leaves_nothing_behind(folder):
    last_copy_path(folder).mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        save_last_copy(folder, b"text")
    assert [path.name for path in folder.iterdir()] == ["last-copy"]


@pytest.mark.parametrize("mode", ["auto", "file", "tool", "osc52"])
def test_the_last_copy_lies_in_the_file_whatever_the_route(copied, bare, tmp_path, mode):
    outcome, _ = copied("text", bare, mode=mode)
    assert outcome.path == last_copy_path(tmp_path / "state")
    assert outcome.path.read_text() == "text"


def test_a_copy_arrives_even_where_the_file_cannot_be_written(copied, bare, stand_in, tmp_path):
    (tmp_path / "state").touch()
    kept = stand_in("pbcopy")
    outcome, _ = copied("text", bare)
    assert (outcome.arrived, outcome.route, outcome.path) == (True, "pbcopy", None)
    assert kept.read_bytes() == b"text"


@pytest.mark.parametrize("mode", ["file", "tool"])
def test_a_text_that_went_nowhere_is_said_to_have_gone_nowhere(copied, bare, tmp_path, mode):
    (tmp_path / "state").touch()
    outcome, _ = copied("text", bare, mode=mode)
    assert (outcome.arrived, outcome.path) == (False, None)
    assert outcome.sentence("text", 4).startswith("Could not copy or save 4 characters as text: ")
    assert "the file could not be written" in outcome.sentence("text", 4)
