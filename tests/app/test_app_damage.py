"""An index that is damaged while it is shown is made anew once; a slip of ours is no damage."""

import os
import sqlite3
import zlib
from contextlib import closing

import pytest
from textual.worker import WorkerFailed

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.loader import RecordLoader


@pytest.fixture
def made(monkeypatch):
    """Count the indexes that are made."""
    indexes, original = [], Catalog.build

    def counted(coverage, *arguments):
        indexes.append(coverage.index)
        return original(coverage, *arguments)

    monkeypatch.setattr(Catalog, "build", counted)
    return indexes


def flip(index, text):
    """Change a bit of the compressed statements that have a text, and not the date."""
    date, whole = index.stat().st_mtime_ns, index.read_bytes()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(whole)
        rows = [
            packed for (packed,) in connection.execute("SELECT statements FROM statement_block")
        ]
    (packed,) = (row for row in rows if text in zlib.decompress(row))
    offset = whole.index(packed[:100]) + 60
    index.write_bytes(whole[:offset] + bytes([whole[offset] ^ 1]) + whole[offset + 1 :])
    os.utime(index, ns=(date, date))


async def test_a_flipped_bit_is_never_shown_and_the_index_is_made_anew(
    browsing, coverage, made, tmp_path
):
    folder, cache = coverage(), tmp_path / "cache"
    Catalog([folder], cache).build().close()
    made.clear()
    (index,) = cache.iterdir()
    flip(index, b"Repairs should not become")
    async with browsing(folder, pane=4, cache=cache) as reader:
        await reader.press("j", "j")
        assert "Repairs should not become" in reader.screen
        assert made == [index]
    assert index.exists()


@pytest.mark.parametrize("pane", [1, 4])
async def test_an_index_that_fails_again_is_told_and_not_made_for_ever(
    browsing, coverage, made, monkeypatch, tmp_path, pane
):
    folder = coverage()

    def fail(*_):
        raise IndexCorruptError("disk image is malformed")

    async with browsing(folder, pane=4, cache=tmp_path / "cache") as reader:
        made.clear()
        with monkeypatch.context() as patch:
            patch.setattr(RecordLoader, "load", fail)
            for _ in range(3):
                await reader.press(str(pane), "j", "s")
            assert len(made) == 1
            assert "was made anew and cannot be read even so: disk image is malformed" in (
                reader.status
            )
        await reader.press("r")
        assert len(made) == 2
        assert reader.status == "Read again."
        await reader.press("g")
        assert reader.shown is not None


async def test_a_slip_of_ours_ends_in_its_own_error(browsing, coverage, made, monkeypatch):
    def fail(*_):
        raise KeyError("slip")

    async def read():
        async with browsing(coverage(), pane=4) as reader:
            made.clear()
            monkeypatch.setattr(RecordLoader, "load", fail)
            await reader.press("2")

    with pytest.raises(WorkerFailed, match="KeyError"):
        await read()
    assert made == []
