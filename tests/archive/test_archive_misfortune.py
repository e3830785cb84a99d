"""A build that is killed, a full disk, a folder that is read-only: the answers are right."""

import os
import signal
import warnings
from contextlib import closing
from random import Random

import pytest

from summit_tui.archive import Search, progress
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite.catalog import Catalog, open_archive

resource = pytest.importorskip("resource")

RECORDS = 400
KILLED, DONE = -signal.SIGKILL, 0


@pytest.fixture
def folder(coverage, quote, monkeypatch):
    """Return a folder with many records in few files; a build of it is heard often."""
    monkeypatch.setattr(progress, "_INSTRUCTIONS", 1_000)
    quotes = [quote(f"q{n}", text=f"Statement {n} on topic {n % 40}") for n in range(RECORDS)]
    return coverage({"event": {"id": "e", "name": "E"}, "quotes": quotes})


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def change(folder):
    file = folder / "quotes.json"
    file.write_text(file.read_text("utf-8").replace("on topic", "about topic"), "utf-8")


def is_right(archive, word="on"):
    """Tell whether an archive holds all records, of which each has a word."""
    with closing(archive):
        counts = [archive.counts(parse(text).node)["quotes"] for text in (word, '"topic 39"', "q7")]
        last = archive.search(Search(parse(f"q{RECORDS - 1}").node, "quotes")).hits[0].record.text
        return (counts, last) == (
            [RECORDS, RECORDS // 40, 1],
            f"Statement {RECORDS - 1} {word} topic 39",
        )


def begun(task):
    """Begin a task in a process of its own and return the number of that."""
    with warnings.catch_warnings():
        # What other tests have left running is nothing to the child.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        code = 1
        try:
            code = DONE if task() else 2
        finally:
            os._exit(code)
    return child


def ended(child):
    """Return how a process ended."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def beats(folder, cache):
    """Return how often a build is heard from."""
    heard = []
    open_archive([folder], cache, heard.append).close()
    return len(heard)


def build_killed(folder, cache, moment):
    """Kill a build when it is heard for the time `moment`, counted from 1."""
    heard = 0

    def report(made):
        nonlocal heard
        heard += 1
        if heard == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return ended(begun(lambda: open_archive([folder], cache, report)))


def test_a_build_killed_at_any_of_twenty_moments_is_never_taken_for_an_index(
    folder, cache, tmp_path
):
    every = beats(folder, tmp_path / "other")
    assert every > 40
    for moment in sorted(Random(11).sample(range(1, every + 1), 20)):
        assert build_killed(folder, cache, moment) == KILLED
        assert Catalog([folder], cache).fresh() is None
        assert Catalog([folder], cache).stale() is None
        # Each build removes what the one before has left.
        assert len(list(cache.glob("*.tmp"))) == 1
    assert is_right(open_archive([folder], cache))
    assert [path.suffix for path in cache.iterdir()] == [".index"]
    assert is_right(Catalog([folder], cache).fresh())


def test_a_build_killed_beside_an_older_index_leaves_that_one(folder, cache, tmp_path):
    open_archive([folder], cache).close()
    (index,) = cache.glob("*.index")
    before = index.read_bytes()
    change(folder)
    every = beats(folder, tmp_path / "other")
    for moment in sorted(Random(12).sample(range(1, every + 1), 6)):
        assert build_killed(folder, cache, moment) == KILLED
        assert index.read_bytes() == before
        assert Catalog([folder], cache).fresh() is None
        assert is_right(Catalog([folder], cache).stale())
    assert is_right(open_archive([folder], cache), "about")
    assert is_right(Catalog([folder], cache).fresh(), "about")


@pytest.mark.parametrize("pages", [0, 1, 3, 17, 40])
@pytest.mark.parametrize("older", [False, True])
def test_on_a_disk_that_is_full_the_index_lives_in_memory(folder, cache, pages, older):
    word = "on"
    if older:
        open_archive([folder], cache).close()
        change(folder)
        word = "about"
    there = sorted(cache.glob("*"))

    def build():
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * 4_096, most))
        return is_right(open_archive([folder], cache), word)

    assert ended(begun(build)) == DONE
    assert sorted(cache.glob("*")) == there
    assert Catalog([folder], cache).fresh() is None
    assert is_right(open_archive([folder], cache), word)


def test_a_folder_that_is_read_only_is_read(folder, cache, monkeypatch):
    open_archive([folder], cache).close()
    before = {path: path.read_bytes() for path in cache.iterdir()}

    def refused(*_, **__):
        raise PermissionError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        for name in (
            "summit_tui.writing.replace_path",
            "os.utime",
            "pathlib.Path.unlink",
            "pathlib.Path.mkdir",
        ):
            patch.setattr(name, refused)
        # A use that lies long back is noted, which fails.
        patch.setattr("summit_tui.archive.sqlite.catalog._HOUR", -10)
        assert is_right(Catalog([folder], cache).fresh())
        change(folder)
        assert is_right(Catalog([folder], cache).stale())
        assert is_right(open_archive([folder], cache), "about")
    assert {path: path.read_bytes() for path in cache.iterdir()} == before
    assert is_right(open_archive([folder], cache), "about")


def test_many_programs_may_open_a_folder_at_once(folder, cache):
    children = [begun(lambda: is_right(open_archive([folder], cache))) for _ in range(4)]
    assert [ended(child) for child in children] == [DONE] * 4
    assert [path.suffix for path in cache.iterdir()] == [".index"]
    assert is_right(Catalog([folder], cache).fresh())
