"""The marks: kept by address, shared by several programs, read back from anything."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summit_tui import bookmarks
from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import KINDS, Address

A, B, C = (Address("wic-2030", kind, "x.1") for kind in ("quotes", "speakers", "event"))
EVENTS = {"wic-2030"}
unix = pytest.mark.skipif(os.name == "nt", reason="the system has no such files")
not_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state" / "summit-tui"


def test_nothing_is_marked_and_nothing_written_at_first(folder):
    marks = Bookmarks(folder)
    assert (list(marks), len(marks), marks.is_saved, marks.has(A)) == ([], 0, True, False)
    marks.unmark([A])
    marks.clear(EVENTS)
    assert not folder.exists()


def test_marks_come_in_the_order_of_marking_and_survive_the_program(folder):
    marks = Bookmarks(folder)
    marks.mark([B, A])
    marks.mark([C, B])
    assert list(marks) == list(Bookmarks(folder)) == [B, A, C]
    marks.unmark([B])
    marks.mark([B])
    assert list(marks) == list(Bookmarks(folder)) == [A, C, B]
    assert len(marks) == 3


def test_a_mark_is_toggled(folder):
    marks = Bookmarks(folder)
    assert [marks.toggle(A), marks.has(A), marks.toggle(A), marks.has(A)] == [
        True,
        True,
        False,
        False,
    ]


def test_clearing_leaves_no_trace_on_the_disk(folder):
    marks = Bookmarks(folder)
    marks.mark([A, B])
    marks.clear(EVENTS)
    assert (list(marks), list(Bookmarks(folder))) == ([], [])
    assert (folder / "clippings").read_bytes() == b""


def test_clearing_leaves_the_marks_of_other_events_and_can_be_undone(folder):
    other = Address("wic-2029", "quotes", "x.1")
    marks = Bookmarks(folder)
    marks.mark([A, other, B])
    assert marks.clear(EVENTS) == 2
    assert list(marks) == list(Bookmarks(folder)) == [other]
    assert marks.clear(EVENTS) == 0
    marks.mark([B])
    assert marks.undo()[1:] == ([], [B])
    assert marks.undo()[1:] == ([A, B], [])
    assert list(marks) == list(Bookmarks(folder)) == [other, A, B]


def test_every_change_is_undone_one_by_one_and_nothing_of_another_program(folder):
    marks = Bookmarks(folder)
    assert (marks.undo(), marks.last_change) == (None, 0)
    marks.mark([A, B])
    marks.toggle(A)
    marks.mark([B])
    Bookmarks(folder).mark([C])
    assert marks.last_change > 0
    assert marks.undo()[1:] == ([A], [])
    assert marks.undo()[1:] == ([], [A, B])
    assert list(marks) == [C]
    assert marks.undo() is None


def test_several_programs_share_their_marks(folder):
    first, second = Bookmarks(folder), Bookmarks(folder)
    first.mark([A])
    second.mark([B])
    first.mark([C])
    assert list(first) == [A, B, C]
    assert second.refresh() is True
    assert second.refresh() is False
    second.unmark([A])
    first.refresh()
    assert list(first) == list(second) == [B, C]
    first.clear(EVENTS)
    second.mark([C])
    assert list(Bookmarks(folder)) == []
    second.mark([A])
    assert list(Bookmarks(folder)) == [A]


def test_programs_that_write_at_once_lose_no_mark(folder, root):
    code = (
        "import sys; from pathlib import Path; from summit_tui.bookmarks import Bookmarks;"
        "from summit_tui.model.kinds import Address; marks = Bookmarks(Path(sys.argv[1]));"
        "[marks.mark([Address('e', 'quotes', f'{sys.argv[2]}-{n}')]) for n in range(150)]"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), name], cwd=root)
        for name in "abc"
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    ids = [address.id for address in Bookmarks(folder)]
    assert len(ids) == 450
    for name in "abc":
        assert [id for id in ids if id[0] == name] == [f"{name}-{n}" for n in range(150)]


@unix
def test_nobody_else_can_read_the_marks(folder):
    Bookmarks(folder).mark([A])
    path = folder / "clippings"
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    Bookmarks(folder)
    assert path.stat().st_mode & 0o777 == 0o600


ADDRESSES = st.builds(
    Address,
    st.sampled_from(["a", "b-2030"]),
    st.sampled_from(KINDS),
    st.sampled_from(["a", "0", "a.b_c-d"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["mark", "unmark"]), st.lists(ADDRESSES, max_size=4))
        | st.tuples(st.just("clear"), st.sets(st.sampled_from(["a", "b-2030"])))
        | st.tuples(st.just("toggle"), ADDRESSES),
        max_size=12,
    )
)
def test_the_disk_always_holds_what_the_program_shows(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("marks")
    marks, memory, expected = Bookmarks(folder), Bookmarks(None), []
    for name, given_ in steps:
        for kept in (marks, memory):
            getattr(kept, name)(given_)
        match name:
            case "clear":
                expected = [address for address in expected if address.event not in given_]
            case "mark":
                expected = list(dict.fromkeys([*expected, *given_]))
            case "unmark":
                expected = [address for address in expected if address not in given_]
            case "toggle" if given_ in expected:
                expected.remove(given_)
            case "toggle":
                expected.append(given_)
        assert list(marks) == list(memory) == list(Bookmarks(folder)) == expected


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_file_is_read_and_can_be_added_to(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("marks")
    (folder / "clippings").write_bytes(data)
    marks = Bookmarks(folder)
    marks.mark([A])
    assert marks.is_saved
    assert list(Bookmarks(folder)) == list(marks)
    assert marks.has(A)


GARBLED = {
    b"+wic-2030/quotes/x.1": [A],
    b"+wic-2030/quo": [],
    b"+wic-2030/quotes/x.1\r\n": [],
    b"+wic-2030/nonsense/x.1\n+wic-2030/quotes/x.1\n": [A],
    b"+../quotes/x\n+a/quotes/../../x\n+A/quotes/x\n+a/quotes/\x1b[31m\n": [],
    b"\x00\xff\xfe+wic-2030/quotes/x.1\n": [],
    b"-wic-2030/quotes/x.1\nclear\n\n\n+wic-2030/quotes/x.1": [A],
    b'{"marks": ["wic-2030/quotes/x.1"]}': [],
}


@pytest.mark.parametrize(("data", "marks"), GARBLED.items(), ids=repr)
def test_only_whole_lines_that_name_a_record_count(folder, data, marks):
    folder.mkdir(parents=True)
    (folder / "clippings").write_bytes(data)
    assert list(Bookmarks(folder)) == marks


def test_a_line_that_a_full_disk_cut_short_swallows_no_other(folder):
    Bookmarks(folder).mark([B])
    with (folder / "clippings").open("ab") as file:
        file.write(b"+wic-2030/sess")
    Bookmarks(folder).mark([A])
    assert list(Bookmarks(folder)) == [B, A]


def test_of_a_journal_without_end_the_last_marks_count(folder, monkeypatch):
    monkeypatch.setattr(bookmarks, "MAX_BYTES", 100)
    marks = Bookmarks(folder)
    marks.mark(Address("e", "quotes", f"q{n:04}") for n in range(50))
    ids = [address.id for address in Bookmarks(folder)]
    assert ids == [f"q{n:04}" for n in range(50)][-len(ids) :]
    assert 0 < len(ids) < 10


def lay_link(path):
    path.symlink_to(path.parent / "elsewhere")


def lay_link_to_file(path):
    (path.parent / "elsewhere").write_text("precious", "utf-8")
    path.symlink_to(path.parent / "elsewhere")


@unix
@pytest.mark.parametrize(
    "lay", [os.mkdir, os.mkfifo, lay_link, lay_link_to_file], ids=lambda make: make.__name__
)
def test_what_is_no_file_is_left_alone_and_the_marks_stay_in_memory(folder, lay):
    folder.mkdir(parents=True)
    lay(folder / "clippings")
    before = sorted((path.name, path.lstat().st_mode) for path in folder.iterdir())
    marks = Bookmarks(folder)
    marks.mark([A, B])
    marks.toggle(A)
    assert (list(marks), marks.is_saved) == ([B], False)
    assert sorted((path.name, path.lstat().st_mode) for path in folder.iterdir()) == before
    assert not any(path.is_file() and path.stat().st_size != 8 for path in folder.iterdir())
    marks.clear(EVENTS)
    assert list(marks) == []


def test_marks_that_could_not_be_written_are_written_with_the_next(folder):
    folder.parent.mkdir()
    folder.write_text("a file where a folder should be", "utf-8")
    marks = Bookmarks(folder)
    marks.mark([A])
    marks.clear(EVENTS)
    marks.mark([B])
    assert (list(marks), marks.is_saved) == ([B], False)
    folder.unlink()
    marks.mark([C])
    assert (list(marks), marks.is_saved) == ([B, C], True)
    assert list(Bookmarks(folder)) == [B, C]


@not_root
def test_a_folder_that_cannot_be_written_keeps_the_marks_in_memory(folder):
    folder.mkdir(parents=True, mode=0o500)
    marks = Bookmarks(folder)
    marks.mark([A])
    assert (list(marks), marks.is_saved) == ([A], False)


def test_a_mark_whose_record_is_gone_comes_without_an_entry(folder, coverage):
    here, gone = Address("wic-2030", "quotes", "direct"), Address("wic-2029", "quotes", "gone")
    marks = Bookmarks(folder)
    marks.mark([gone, here])
    archive = open_archive([coverage()], None)
    entries = list(marks.entries(archive))
    assert [address for address, _ in entries] == [gone, here]
    assert entries[0][1] is None
    assert entries[1][1].address == here
    archive.close()
