"""What is shown of files before all of them are read is as it will be, and filed as it will be."""

import json
import os
from contextlib import closing

import pytest

from summit_tui.archive import Search
from summit_tui.archive.progress import StoppedError
from summit_tui.archive.query.tree import And
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.indexer import glimpse, stage


@pytest.fixture(autouse=True)
def any_size(monkeypatch):
    """Let there be glimpses of any coverage, of ten records at a time, then of a hundred."""
    extents = (glimpse.Extent(1_000, 10), glimpse.Extent(10_000, 100))
    monkeypatch.setattr(glimpse, "EXTENTS", extents)
    monkeypatch.setattr(glimpse, "_WORTH", 0)
    monkeypatch.setattr(stage, "_RECORDS", 5)


@pytest.fixture
def written(tmp_path, quote):
    """Return a function that writes a file of statements, with an event or without, and its age."""

    def write(name, number, age, event=None, last=None):
        lines = [{"kind": "event", "id": event, "name": event}] if event else []
        lines += [{"kind": "quotes", **quote(f"q{count}")} for count in range(number)]
        lines += [{"kind": "event", "id": last, "name": last}] if last else []
        file = tmp_path / "coverage" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(map(json.dumps, lines)))
        os.utime(file, (1_000_000 - age, 1_000_000 - age))

    return write


def glimpsed(folder):
    """Return the addresses of the statements that each glimpse has."""
    shown = []
    for archive in Catalog([folder], None).glimpses(lambda _: None):
        with closing(archive):
            hits = archive.search(Search(And(), "quotes"), limit=1_000).hits
            shown.append({str(hit.address) for hit in hits})
    return shown


def test_the_newest_come_first_then_more(written, tmp_path):
    written("new/a.jsonl", 3, 0, "new")
    written("old/a.jsonl", 20, 10, "old")
    first, second = glimpsed(tmp_path / "coverage")
    assert first == {f"new/quotes/q{number}" for number in range(3)}
    assert second == first | {f"old/quotes/q{number}" for number in range(20)}


def test_a_long_file_is_read_in_part(written, tmp_path):
    written("a.jsonl", 50, 0, "one")
    first, second = glimpsed(tmp_path / "coverage")
    assert (len(first), len(second)) == (9, 50)


def test_records_whose_event_is_further_down_are_not_shown_until_it_is_read(written, tmp_path):
    written("event.jsonl", 0, 100, "above")
    written("day/a.jsonl", 50, 0, last="own")
    (only,) = glimpsed(tmp_path / "coverage")
    assert only == {f"own/quotes/q{number}" for number in range(50)}


def test_the_event_of_the_folder_above_comes_along(written, tmp_path):
    written("event.jsonl", 0, 100, "above")
    written("day/a.jsonl", 2, 0)
    written("other/a.jsonl", 2, 50)
    assert glimpsed(tmp_path / "coverage")[0] >= {"above/quotes/q0", "above/quotes/q1"}


def test_small_coverages_need_none(written, tmp_path, monkeypatch):
    monkeypatch.setattr(glimpse, "_WORTH", 100)
    written("a.jsonl", 50, 0, "one")
    assert glimpsed(tmp_path / "coverage") == []


def test_whoever_stops_the_reading_stops_a_glimpse(written, tmp_path):
    def stop(_):
        raise StoppedError

    written("a.jsonl", 50, 0, "one")
    with pytest.raises(StoppedError):
        next(Catalog([tmp_path / "coverage"], None).glimpses(stop))
