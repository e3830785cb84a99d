"""An index is used while it tells the truth about the files, and made anew when it does not."""

import os
import shutil
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest

from summit_tui.archive import Search
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite import catalog
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.indexer import stage
from summit_tui.writing import replace_path

OPEN_ALONE = """
import sys
from types import SimpleNamespace
from pathlib import Path
from types import SimpleNamespace
from summit_tui.archive import Search
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import Catalog
archive = Catalog([Path(sys.argv[1])], Path(sys.argv[2])).fresh()
search = Search(And(), "quotes")
print(archive.search(search).total, archive.facets(And(), "quotes")["mode"][0].restriction.value)
print(archive.info().events[0].id)
print([name for name in ("pydantic", "textual", "tomli", "click") if name in sys.modules])
"""


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def read(monkeypatch):
    """Count the files that are read."""
    names = []
    original = stage.read_file

    def counted(file):
        names.append(file.path.name)
        return original(file)

    monkeypatch.setattr(stage, "read_file", counted)
    return names


@pytest.fixture
def folder_of_events(tmp_path):
    """Return a folder with ten events, of which one may change without all being read anew."""
    folder = tmp_path / "events"
    folder.mkdir()
    for number in range(10):
        text = f'event = {{id = "e{number}", name = "Event {number}"}}\n'
        (folder / f"e{number}.toml").write_text(text, "utf-8")
    return folder


def index_in(cache):
    (index,) = cache.iterdir()
    return index


def test_a_fresh_index_is_opened_without_reading_again(opened, coverage, cache, read):
    folder = coverage()
    first = opened(folder, cache=cache)
    assert len(read) == 6
    read.clear()
    second = opened(folder, cache=cache)
    assert read == []
    assert second.info() == first.info()
    assert second.search(Search(And(), "quotes")) == first.search(Search(And(), "quotes"))


def test_a_fresh_index_is_opened_without_the_validation_library(opened, coverage, cache, root):
    folder = coverage()
    opened(folder, cache=cache)
    command = [sys.executable, "-c", OPEN_ALONE, folder, cache]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    total, event, loaded = done.stdout.splitlines()
    assert total == "4 paraphrase"
    assert (event, loaded) == ("wic-2030", "[]")


def change(folder):
    file = folder / "quotes.json"
    file.write_text(file.read_text("utf-8").replace("cable", "cables"), "utf-8")


def same_size(folder):
    file = folder / "quotes.json"
    file.write_text(file.read_text("utf-8").replace("cable", "CABLE"), "utf-8")
    os.utime(file, ns=(1, 1))


def add(folder):
    (folder / "deeper").mkdir()
    (folder / "deeper" / "more.json").write_text('{"quotes": []}', "utf-8")


@pytest.mark.parametrize(
    "alter",
    [
        change,
        same_size,
        add,
        lambda folder: (folder / "sources.json").unlink(),
        lambda folder: os.utime(folder / "event.json", ns=(5, 5)),
        lambda folder: (folder / "event.json").rename(folder / "other.json"),
    ],
)
def test_what_happens_to_the_files_makes_the_index_stale(opened, coverage, cache, read, alter):
    folder = coverage()
    opened(folder, cache=cache)
    alter(folder)
    read.clear()
    assert Catalog([folder], cache).fresh() is None
    again = opened(folder, cache=cache)
    assert read
    fresh = opened(folder, cache=cache)
    assert fresh.info() == again.info()
    assert len(list(cache.iterdir())) == 1


def test_a_link_to_nowhere_is_told_without_reading_again(opened, coverage, cache, read):
    folder = coverage()
    opened(folder, cache=cache)
    read.clear()
    (folder / "lost.json").symlink_to(folder / "nowhere")
    assert Catalog([folder], cache).fresh() is None
    assert [problem.code for problem in opened(folder, cache=cache).info().problems] == ["E001"]
    assert opened(folder, cache=cache).search(Search(And(), "quotes")).total.number == 4
    assert read == []


def test_a_changed_word_is_found_and_the_old_one_is_not(opened, coverage, cache):
    folder = coverage()
    assert opened(folder, cache=cache).counts(parse('"the cable"').node)["quotes"] == 1
    change(folder)
    archive = opened(folder, cache=cache)
    assert archive.counts(parse('"the cable"').node)["quotes"] == 0
    assert archive.counts(parse('"the cables"').node)["quotes"] == 1


def test_a_path_that_is_no_longer_missing_is_no_longer_a_problem(opened, coverage, cache, tmp_path):
    paths = (coverage(), tmp_path / "later")
    assert [problem.code for problem in opened(*paths, cache=cache).info().problems] == ["E001"]
    paths[1].mkdir()
    assert opened(*paths, cache=cache).info().problems == []


def test_a_file_that_could_not_be_read_is_tried_again(opened, coverage, cache, monkeypatch):
    folder = coverage()

    def refused(path, name):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("summit_tui.readers.json.read_text", refused)
        archive = opened(folder / "quotes.json", cache=cache)
    assert [problem.code for problem in archive.info().problems] == ["E001"]
    assert opened(folder / "quotes.json", cache=cache).info().counts["quotes"] == 4


def test_every_set_of_paths_has_an_index_of_its_own(opened, coverage, cache, read):
    first, second = coverage(folder="a"), coverage(folder="b")
    for paths in ((first,), (second,), (first, second), (second, first)):
        opened(*paths, cache=cache)
    assert len(list(cache.iterdir())) == 4
    read.clear()
    opened(second, first, cache=cache)
    assert read == []


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_without_a_writable_cache_the_index_lives_in_memory(opened, coverage, tmp_path, name):
    (tmp_path / "file").write_text("no folder")
    archive = opened(coverage(), cache=tmp_path / name)
    assert archive.info().counts["quotes"] == 4
    assert (tmp_path / "file").read_text() == "no folder"


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left")]
)
def test_on_a_full_disk_the_index_lives_in_memory(opened, coverage, cache, monkeypatch, error):
    real, built = catalog._build, []

    def full(files, problems, connection, report):
        built.append(connection.execute("PRAGMA database_list").fetchone()[2])
        real(files, problems, connection, report)
        if len(built) == 1:
            raise error

    monkeypatch.setattr(catalog, "_build", full)
    archive = opened(coverage(), cache=cache)
    assert archive.info().counts["quotes"] == 4
    assert built[0].endswith(".tmp")
    assert built[1:] == [""]
    assert list(cache.iterdir()) == []


def test_a_large_index_that_does_not_fit_the_disk_is_refused_before_it_is_begun(
    coverage, cache, monkeypatch, read
):
    monkeypatch.setattr(catalog, "_LARGE", 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    with pytest.raises(catalog.NoRoomError, match=r"that takes 0 MB, .* has 0 MB"):
        open_archive([coverage()], cache)
    assert read == []
    assert list(cache.iterdir()) == []


def test_a_build_that_is_stopped_leaves_the_old_index_and_nothing_else(opened, coverage, cache):
    folder = coverage()
    opened(folder, cache=cache)
    before = index_in(cache).read_bytes()
    change(folder)

    def stop(progress):
        if progress.step == "indexing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_archive([folder], cache, stop)
    assert index_in(cache).read_bytes() == before
    assert Catalog([folder], cache).fresh() is None


def is_open(connection):
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


@pytest.fixture
def connections(monkeypatch):
    """Return the connections to databases that are made from now on."""
    made = []
    connect = sqlite3.connect

    def noted(*arguments, **settings):
        made.append(connect(*arguments, **settings))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    return made


@pytest.mark.parametrize("kept", [None, "nothing", "an older index"])
def test_a_build_that_is_stopped_leaves_no_database_open(
    opened, folder_of_events, cache, connections, kept
):
    if kept == "an older index":
        open_archive([folder_of_events], cache).close()
        (folder_of_events / "e1.toml").write_text('event = {id = "e1", name = "New"}\n', "utf-8")

    def stop(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_archive([folder_of_events], cache if kept else None, stop)
    assert connections
    assert not any(map(is_open, connections))


def test_progress_is_told_by_files(coverage, monkeypatch):
    monkeypatch.setattr("summit_tui.archive.sqlite.indexer.stage._FILES", 1)
    steps = []
    open_archive([coverage()], None, steps.append).close()
    read = [(progress.done, progress.total) for progress in steps if progress.step == "reading"]
    assert read == [(number, 6) for number in range(1, 7)]
    assert steps[-1].step == "finishing"
    assert steps[-1].records == 14


def test_what_a_killed_build_left_is_removed_and_what_another_writes_is_not(
    opened, coverage, cache
):
    folder = coverage()
    opened(folder, cache=cache)
    index = index_in(cache)
    left = cache / f".{index.name}.summit-tui-0123456789abcdef.tmp"
    foreign = cache / "thesis.tmp"
    for path in (left, foreign):
        path.write_text("half an index")
    change(folder)
    with replace_path(cache / "dddddddd-0001.index", 0o600) as growing:
        opened(folder, cache=cache)
        assert (left.exists(), growing.exists(), foreign.exists()) == (False, True, True)
    assert not growing.exists()
