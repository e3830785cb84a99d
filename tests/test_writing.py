"""Files are written whole or not at all, never through a link, and killed programs leave none."""

import errno
import os
import signal
import stat
import subprocess
import sys

import pytest

from summit_tui.config import remember_theme, remembered_theme
from summit_tui.writing import remove_unfinished, replace_file

unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such permissions")
LEFT = ".file.summit-tui-0123456789abcdef.tmp"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def put(path, data, mode=None):
    with replace_file(path, mode) as file:
        file.write(data)


def permissions(path):
    return stat.S_IMODE(path.lstat().st_mode)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_once_it_is_whole(folder):
    path = folder / "file"
    path.write_bytes(b"old")
    with replace_file(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
    assert (path.read_bytes(), names(folder)) == (b"new", ["file"])


@pytest.mark.parametrize("raised", [ValueError, KeyboardInterrupt, SystemExit])
def test_what_fails_leaves_everything_as_it_was(folder, raised):
    path = folder / "file"
    path.write_bytes(b"old")

    def fail():
        with replace_file(path) as file:
            file.write(b"new")
            raise raised

    with pytest.raises(raised):
        fail()
    assert (path.read_bytes(), names(folder)) == (b"old", ["file"])


@unix
def test_permissions_are_those_asked_for_from_the_beginning(folder, umask):
    with replace_file(folder / "file", 0o600) as file:
        (unfinished,) = folder.iterdir()
        assert permissions(unfinished) == 0o600
        file.write(b"x")
    assert permissions(folder / "file") == 0o600


@unix
def test_permissions_are_else_those_of_the_file_replaced_or_what_the_umask_leaves(folder, umask):
    path = folder / "file"
    put(path, b"one")
    assert permissions(path) == 0o666 & ~umask
    for mode in (0o600, 0o640, 0o664, 0o400):
        path.chmod(mode)
        with replace_file(path) as file:
            (unfinished,) = set(folder.iterdir()) - {path}
            assert permissions(unfinished) == mode
            file.write(b"two")
        assert permissions(path) == mode


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_replaced_and_its_target_untouched(folder, tmp_path, there):
    target = tmp_path / "target"
    if there:
        target.write_bytes(b"precious")
    (folder / "file").symlink_to(target)
    put(folder / "file", b"new")
    assert not (folder / "file").is_symlink()
    assert (folder / "file").read_bytes() == b"new"
    assert target.exists() is there
    assert not there or target.read_bytes() == b"precious"


def test_a_folder_that_is_a_link_is_followed(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    put(tmp_path / "link" / "file", b"new")
    assert (folder / "file").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["n" * 255, "中" * 85, "line\nend", "-", ".hidden"])
def test_every_name_that_a_file_may_have_can_be_written(folder, name):
    for data in (b"one", b"two"):
        put(folder / name, data)
    assert names(folder) == [name]
    assert (folder / name).read_bytes() == b"two"


def test_an_error_names_the_file_that_was_to_be_written(folder):
    (folder / "directory").mkdir()
    for path in (folder / "directory", folder / "nowhere" / "file", folder / ("n" * 256)):
        with pytest.raises(OSError, match=r"^\[Errno \d+\] ") as error:
            put(path, b"x")
        assert (error.value.filename, error.value.filename2) == (str(path), None)
    assert names(folder) == ["directory"]


KILLED = """
import os, signal, sys
from pathlib import Path
from summit_tui.writing import replace_file
with replace_file(Path(sys.argv[1])) as file:
    file.write(b"secret")
    file.flush()
    os.kill(os.getpid(), int(sys.argv[2]))
"""


@unix
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_a_killed_program_left_is_removed_by_the_next(folder, root, end):
    path = folder / "file"
    path.write_bytes(b"old")
    path.chmod(0o600)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, str(int(end))], cwd=root, timeout=60, check=False
    )
    assert done.returncode == -end
    (left,) = set(folder.iterdir()) - {path}
    assert left.name.startswith(".file.summit-tui-")
    assert (left.read_bytes(), permissions(left)) == (b"secret", 0o600)
    assert path.read_bytes() == b"old"
    put(folder / "other", b"new")
    assert names(folder) == ["file", "other"]


def test_what_a_living_program_writes_stays(folder):
    with replace_file(folder / "file") as file:
        file.write(b"slow")
        file.close()
        (folder / LEFT).write_bytes(b"left")
        put(folder / "file", b"quick")
        remove_unfinished(folder)
        assert not (folder / LEFT).exists()
        assert (folder / "file").read_bytes() == b"quick"
    assert ((folder / "file").read_bytes(), names(folder)) == (b"slow", ["file"])


FOREIGN = ["file", "notes.tmp", ".file.summit-tui-0123.tmp", ".summit-tui.tmp", LEFT[1:]]


@unix
def test_nothing_else_is_removed(folder, tmp_path):
    for name in FOREIGN:
        (folder / name).write_bytes(b"mine")
    (tmp_path / "target").write_bytes(b"precious")
    (folder / LEFT.replace("0", "1")).symlink_to(tmp_path / "target")
    (folder / LEFT.replace("0", "2")).mkdir()
    os.mkfifo(folder / LEFT.replace("0", "3"))
    before = names(folder)
    remove_unfinished(folder)
    remove_unfinished(folder / "nowhere")
    remove_unfinished(folder / "file")
    assert names(folder) == before
    assert (tmp_path / "target").read_bytes() == b"precious"


@unix
def test_the_theme_is_kept_for_the_user_alone_and_not_through_a_link(folder, tmp_path, umask):
    precious = tmp_path / "precious"
    precious.write_text("keep me", "utf-8")
    (folder / "state.json").symlink_to(precious)
    remember_theme(folder, "nord")
    assert remembered_theme(folder) == "nord"
    assert (precious.read_text("utf-8"), names(folder)) == ("keep me", ["state.json"])
    assert permissions(folder / "state.json") == 0o600


@pytest.mark.parametrize("has_links", [True, False])
def test_what_appears_meanwhile_is_not_overwritten_unless_that_is_wanted(
    folder, monkeypatch, has_links
):
    if not has_links:

        def refuse(*_):
            raise OSError(errno.EPERM, "no links")

        monkeypatch.setattr(os, "link", refuse)
    path = folder / "file"
    with replace_file(path, overwrite=False) as file:
        file.write(b"first")
    assert (path.read_bytes(), names(folder)) == (b"first", ["file"])
    with (
        pytest.raises(FileExistsError) as error,
        replace_file(path, overwrite=False) as file,
    ):
        file.write(b"second")
    assert (error.value.filename, error.value.filename2) == (str(path), None)
    assert (path.read_bytes(), names(folder)) == (b"first", ["file"])


KILLED_AT_THE_END = """
import os, signal, sys
from pathlib import Path
from summit_tui.writing import replace_file

def kill(event, _):
    if event in ("os.rename", "os.remove"):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
with replace_file(Path(sys.argv[1]), overwrite=False) as file:
    file.write(b"all of it")
"""


@unix
def test_a_program_that_is_killed_at_the_very_end_leaves_no_empty_file(folder, root):
    path = folder / "file"
    command = [sys.executable, "-c", KILLED_AT_THE_END, path]
    done = subprocess.run(command, cwd=root, timeout=60, check=False)
    assert (done.returncode, path.read_bytes()) == (-signal.SIGKILL, b"all of it")
    put(folder / "other", b"new")
    assert names(folder) == ["file", "other"]
