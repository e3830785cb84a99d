"""What lies in the folder of the indexes: listed, pruned, cleared, and nothing else touched."""

import os
import sqlite3
import time
from contextlib import closing

import pytest

from summit_tui.archive.sqlite import cache as keeping
from summit_tui.archive.sqlite.cache import clear, indexes, prune
from summit_tui.archive.sqlite.catalog import Catalog, open_archive
from summit_tui.archive.sqlite.schema import VERSION
from summit_tui.writing import replace_path

DAY = 86_400
FOREIGN = [
    "thesis.index",
    "thesis.tmp",
    "notes",
    "0123abcd-0001.index.bak",
    "a.part",
    "ABCDEF01-0001.index",
]
OURS = ["0123abcd-0001.index", "0123abcd01234567abcdef00.index"]
HALVES = [
    ".0123abcd-0001.index.summit-tui-0123456789abcdef.tmp",
    "0123abcd-0001.index-x7.tmp",
    "0123abcd-0001.part-x7.tmp",
    "0123abcd-0001.index-wal",
]
PART = "0123abcd-0001.part"


@pytest.fixture
def cache(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder


def put(cache, name, *, days=0.0, size=1):
    """Write a file that was last used some days ago."""
    path = cache / name
    path.write_bytes(b"x" * size)
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def names(cache):
    return {path.name for path in cache.iterdir()}


def test_an_index_says_what_it_was_made_from_how_large_it_is_and_when_it_was_used(
    opened, coverage, cache
):
    first, second = coverage(folder="a"), coverage(folder="b")
    opened(first, cache=cache)
    (older,) = cache.iterdir()
    opened(second, first, cache=cache)
    (newer,) = set(cache.iterdir()) - {older}
    os.utime(older, (1_000_000, older.stat().st_mtime))
    kept = indexes(cache)
    assert [entry.source_paths for entry in kept] == [(str(second), str(first)), (str(first),)]
    assert [entry.path for entry in kept] == [newer, older]
    assert [entry.size for entry in kept] == [newer.stat().st_size, older.stat().st_size]
    assert kept[1].last_use == 1_000_000
    assert all(entry.version == VERSION and entry.is_readable for entry in kept)


def test_looking_is_no_use_and_opening_is(opened, coverage, cache):
    folder = coverage()
    opened(folder, cache=cache)
    (index,) = cache.iterdir()
    os.utime(index, (5 * DAY, index.stat().st_mtime))
    indexes(cache)
    assert indexes(cache)[0].last_use == 5 * DAY
    fresh = Catalog([folder], cache).fresh()
    fresh.close()
    assert indexes(cache)[0].last_use > time.time() - DAY
    again = Catalog([folder], cache).fresh()
    assert again is not None
    again.close()


def test_an_index_that_cannot_be_read_is_listed_as_such(opened, coverage, cache):
    opened(coverage(), cache=cache)
    (index,) = cache.iterdir()
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("UPDATE meta SET value = '0.1' WHERE key = 'version'")
        connection.execute("DELETE FROM meta WHERE key = 'paths'")
        connection.commit()
    for name in OURS:
        put(cache, name, size=100)
    with closing(sqlite3.connect(put(cache, "00000000-0001.index", size=0))) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
        connection.execute("INSERT INTO meta VALUES('version', '1'), ('paths', 'no JSON')")
        connection.commit()
    by_name = {entry.path.name: entry for entry in indexes(cache)}
    assert by_name.keys() == {index.name, "00000000-0001.index", *OURS}
    assert by_name[index.name].version == "0.1"
    assert [by_name[name].version for name in OURS] == [None, None]
    assert not any(entry.is_readable or entry.source_paths for entry in by_name.values())


def test_what_has_changed_since_counts_with_its_index(cache):
    put(cache, OURS[0], size=100)
    put(cache, PART, size=11)
    assert [(entry.path.name, entry.size) for entry in indexes(cache)] == [(OURS[0], 111)]


def test_clear_removes_everything_of_ours_and_nothing_else(cache, tmp_path):
    for name in FOREIGN:
        put(cache, name, days=999)
    (cache / "ffffffff-0001.index").mkdir()
    (cache / "eeeeeeee-0001.index").symlink_to(put(tmp_path, "elsewhere"))
    with replace_path(cache / "dddddddd-0001.index", 0o600) as growing:
        for name in [*OURS, *HALVES, PART]:
            put(cache, name, days=1)
        gone = clear(cache)
        assert growing.exists()
    assert {path.name for path in gone} == {*OURS, *HALVES, PART}
    kept = {*FOREIGN, "dddddddd-0001.index", "ffffffff-0001.index", "eeeeeeee-0001.index"}
    assert names(cache) == kept
    assert (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_where_there_is_no_folder_there_is_no_index(tmp_path, name):
    put(tmp_path, "file")
    assert indexes(tmp_path / name) == []
    assert clear(tmp_path / name) == []
    prune(tmp_path / name, tmp_path / name / "00000000-0001.index")


def test_what_nobody_has_used_for_ninety_days_is_pruned(cache):
    kept = [put(cache, f"0000000{n}-0001.index", days=n * 20) for n in range(5)]
    mine = put(cache, "aaaaaaaa-0001.index", days=900)
    put(cache, "bbbbbbbb-0001.index", days=91)
    put(cache, "bbbbbbbb-0001.part", days=2)
    put(cache, "thesis.index", days=900)
    prune(cache, keep=mine)
    assert names(cache) == {mine.name, "thesis.index", *(path.name for path in kept)}


def test_of_too_much_what_was_used_last_is_kept_and_what_may_be_in_use(cache, monkeypatch):
    monkeypatch.setattr(keeping, "MAX_BYTES", 250)
    for name, days in {"a": 0, "b": 0.5, "c": 2, "d": 3, "e": 4}.items():
        put(cache, f"{name * 8}-0001.index", days=days, size=100)
    prune(cache, keep=cache / f"{'e' * 8}-0001.index")
    assert {name[0] for name in names(cache)} == {"a", "b", "e"}
    monkeypatch.setattr(keeping, "MAX_BYTES", 0)
    prune(cache, keep=cache / f"{'e' * 8}-0001.index")
    assert {name[0] for name in names(cache)} == {"a", "b", "e"}


def test_building_prunes_and_opening_does_not(coverage, cache):
    old = put(cache, "bbbbbbbb-0001.index", days=100)
    folder = coverage()
    open_archive([folder], cache).close()
    assert not old.exists()
    put(cache, old.name, days=100)
    open_archive([folder], cache).close()
    assert old.exists()
