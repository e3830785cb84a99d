"""A byte that changed anywhere in an index is noticed, also where SQLite notices nothing."""

import json
import os
import sqlite3
import threading
from contextlib import closing
from random import Random

import pytest

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.query import parse
from summit_tui.archive.sqlite import integrity
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.index_file import part_of


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def damage(index, position, byte):
    """Change a byte of an index, and not its date."""
    date = index.stat().st_mtime_ns
    with index.open("r+b") as file:
        file.seek(position)
        file.write(byte)
    os.utime(index, ns=(date, date))


def number(archive, text="cable"):
    return archive.counts(parse(text).node)["quotes"]


def await_verification():
    """Wait until no index is verified any more."""
    for thread in threading.enumerate():
        if thread.name == "integrity":
            thread.join(10)


@pytest.fixture
def at_once(monkeypatch):
    """Let an index be verified on a thread, as a large one is, and without delay."""
    monkeypatch.setattr(integrity, "_SMALL", 0)
    monkeypatch.setattr(integrity, "_DELAY", 0)
    monkeypatch.setattr(integrity, "_PAUSE", 0)


def test_a_hit_that_a_changed_byte_hides_is_not_missed(opened, coverage, cache):
    folder = coverage()
    expected = number(opened(folder, cache=cache))
    (index,) = cache.glob("*.index")
    with closing(sqlite3.connect(index)) as connection:
        blocks = [bytes(row[0]) for row in connection.execute("SELECT block FROM document_data")]
    whole = index.read_bytes()
    # A letter of the word itself: FTS5 reads on, and finds another word.
    block = next(block for block in blocks if b"able" in block and len(block) > 50)
    position = whole.index(block[:50]) + block.index(b"able")
    damage(index, position, b"q")
    archive = Catalog([folder], cache).fresh()
    with closing(archive), pytest.raises(IndexCorruptError):
        number(archive)
    Catalog([folder], cache).discard()
    assert number(opened(folder, cache=cache)) == expected > 0


def test_no_byte_of_an_index_can_change_unseen(opened, coverage, cache):
    folder, random = coverage(), Random(3)
    opened(folder, cache=cache)
    (index,) = cache.glob("*.index")
    whole = index.read_bytes()
    for _ in range(100):
        position = random.randrange(len(whole))
        damage(index, position, bytes([whole[position] ^ random.randrange(1, 256)]))
        if archive := Catalog([folder], cache).fresh():
            with closing(archive), pytest.raises(IndexCorruptError):
                number(archive)
        damage(index, position, whole[position : position + 1])
    with closing(Catalog([folder], cache).fresh()) as archive:
        assert number(archive) > 0


def test_a_large_index_answers_until_it_is_known_to_be_damaged(
    opened, coverage, cache, at_once, monkeypatch
):
    folder, gate, compute = coverage(), threading.Event(), integrity._checksums

    def compute_late(*arguments):
        gate.wait(10)
        return compute(*arguments)

    opened(folder, cache=cache)
    (index,) = cache.glob("*.index")
    # The last page holds nothing that is asked for.
    damage(index, index.stat().st_size - 1, b"\xff")
    archive = Catalog([folder], cache).fresh()
    monkeypatch.setattr(integrity, "_checksums", compute_late)
    with closing(archive):
        assert number(archive) > 0
        gate.set()
        await_verification()
        with pytest.raises(IndexCorruptError):
            number(archive)


def test_a_large_index_is_verified_before_a_command_answers(opened, coverage, cache, at_once):
    folder = coverage()
    opened(folder, cache=cache).close()
    with closing(Catalog([folder], cache).fresh(verified=True)) as archive:
        assert number(archive) > 0
    (index,) = cache.glob("*.index")
    damage(index, index.stat().st_size - 1, b"\xff")
    assert Catalog([folder], cache).fresh(verified=True) is None
    with closing(Catalog([folder], cache).build()) as archive:
        assert number(archive) > 0
    with closing(Catalog([folder], cache).fresh(verified=True)) as archive:
        assert number(archive) > 0


def test_a_large_index_that_is_sound_or_closed_early_or_gone_is_not_damaged(
    opened, coverage, cache, at_once
):
    folder = coverage()
    opened(folder, cache=cache)
    archive = Catalog([folder], cache).fresh()
    with closing(archive):
        number(archive)
        await_verification()
        assert number(archive) > 0
    closed = Catalog([folder], cache).fresh()
    closed.close()
    gone = Catalog([folder], cache).fresh()
    with closing(gone):
        next(cache.glob("*.index")).unlink()
        assert number(gone) > 0
        await_verification()
        assert number(gone) > 0


def test_what_changed_since_is_verified_too(opened, tmp_path, cache):
    folder = tmp_path / "both"
    for event, size in (("a", 60), ("b", 1)):
        (folder / event).mkdir(parents=True)
        (folder / event / "event.toml").write_text(f'[event]\nid = "{event}"\nname = "E"\n')
        speakers = [{"id": f"s{n}", "name": f"Name {n}"} for n in range(size)]
        (folder / event / "s.json").write_text(json.dumps({"speakers": speakers}))
    opened(folder, cache=cache).close()
    (index,) = cache.glob("*.index")
    (folder / "b" / "s.json").write_text('{"speakers": [{"id": "s", "name": "Another"}]}')
    opened(folder, cache=cache).close()
    part = part_of(index)
    damage(part, part.stat().st_size - 1, b"\xff")
    assert Catalog([folder], cache).fresh() is Catalog([folder], cache).stale() is None
    assert opened(folder, cache=cache).counts(parse("another").node)["speakers"] == 1


def test_what_changed_is_not_added_to_a_damaged_index(opened, tmp_path, cache, at_once):
    folder = tmp_path / "both"
    for event in ("a", "b"):
        (folder / event).mkdir(parents=True)
        (folder / event / "event.toml").write_text(f'[event]\nid = "{event}"\nname = "E"\n')
    speakers = [{"id": f"s{n}", "name": f"Name {n}"} for n in range(60)]
    (folder / "a" / "s.json").write_text(json.dumps({"speakers": speakers}))
    opened(folder, cache=cache).close()
    (index,) = cache.glob("*.index")
    damage(index, index.stat().st_size - 1, b"\xff")
    (folder / "b" / "s.json").write_text('{"speakers": [{"id": "s", "name": "Another"}]}')
    with closing(Catalog([folder], cache).build()) as archive:
        assert archive.counts(parse("name").node)["speakers"] == 60
    assert not part_of(index).exists()
