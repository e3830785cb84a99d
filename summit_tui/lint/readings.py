"""Readings held against their records, their excerpts and the words of their sources."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from difflib import get_close_matches
from typing import Final

from summit_tui.archive import Archive, Entry, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.evidence import SourceText, Status
from summit_tui.lint.catalog import unknown_code_violations
from summit_tui.lint.evidence import CheckedTexts, nearest, short
from summit_tui.lint.rule import Violation
from summit_tui.lint.standards import unknown_languages
from summit_tui.model.fields import Excerpt
from summit_tui.model.kinds import KINDS, SINGULAR, Address, Kind
from summit_tui.model.problem import Problem
from summit_tui.model.rebuild import reading_from
from summit_tui.model.records import Reading, fields_of, text_fields
from summit_tui.readers.found import display_value, where

_TABLE: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
CREATE TABLE told (event, source, path, line, reading);
"""


class Readings:
    """The readings of an archive, on disk in the order of their sources."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        # An unnamed database is a temporary file of SQLite's, gone when it is closed.
        self._database = sqlite3.connect("")
        self._database.executescript(_TABLE)
        self._database.executemany("INSERT INTO told VALUES(?, ?, ?, ?, ?)", self._rows())
        self._database.execute("CREATE INDEX witness ON told (event, source)")

    def rest_on(self, source: Address) -> bool:
        """Tell whether any reading is of that source."""
        row = (source.event, source.id)
        found = self._database.execute("SELECT 1 FROM told WHERE (event, source) = (?, ?)", row)
        return found.fetchone() is not None

    def wrong(self, texts: CheckedTexts) -> Iterator[Problem]:
        """Yield what is wrong with each reading, and then what their sources do not print."""
        events = {event.id for event in self._archive.info().events}
        for told in self._archive.readings():
            yield from _problems(told.reading, told.path, told.line, _wrong(told, events))
        # A source's text is prepared once as its readings come together.
        for event, source, path, line, text in self._database.execute(
            "SELECT * FROM told ORDER BY event, source, rowid"
        ):
            reading = reading_from(json.loads(text))
            yield from _problems(reading, path, line, _unprinted(reading, event, source, texts))

    def close(self) -> None:
        """Let go of the disk's room."""
        self._database.close()

    def _rows(self) -> Iterator[tuple[str, str, str, int, str]]:
        for told in self._archive.readings():
            text = json.dumps(asdict(told.reading))
            yield told.event, told.reading.source, told.path, told.line, text


def unchosen_readings(entry: Entry) -> Iterator[Violation]:
    """Yield each plain field of a record of which no reading has the record's own value."""
    printed: dict[str, set[str]] = {}
    for one in entry.readings:
        printed.setdefault(one.reading.field, set()).add(_told(one.reading.value))
    plain = text_fields(entry.address.kind)
    for field in fields_of(entry.address.kind):
        own = getattr(entry.record, field) if field in printed and field in plain else None
        if own and _told(own) not in printed[field]:
            message = f"no reading has ‘{short(own)}’; add the one it was taken from"
            yield Violation("W312", message, field)


def _problems(
    reading: Reading, path: str, line: int, findings: Iterable[Violation]
) -> Iterator[Problem]:
    """Yield what was found with a reading, under the name of its field: it has no id."""
    about = f"{reading.record}.{display_value(reading.field)[1:-1]}"
    for code, message, field in findings:
        if code not in reading.ignore:
            place = where("readings", None, (field,))
            yield Problem(path, line, f"{place} {about}", code, message)


def _wrong(told: SourcedReading, events: Collection[str]) -> Iterator[Violation]:
    """Yield what is wrong with a reading by itself; `events` are those that are open."""
    reading = told.reading
    yield from unknown_code_violations(reading.ignore)
    yield from unknown_languages(reading)
    yield from _lost(told, events)
    yield from _unknown_field(reading)
    if reading.excerpt and not _stands_in(reading.value, reading.excerpt):
        yield Violation("E311", "the value is not in the excerpt; copy more of it", "value")


def _unprinted(
    reading: Reading, event: str, source: str, texts: CheckedTexts
) -> Iterator[Violation]:
    """Yield a finding if the source's text is at hand and does not have what the reading says."""
    text = texts.prepared(event, source)
    if text is None:
        return
    evidence = text.text.find(reading.excerpt or Excerpt(exact=reading.value))
    if evidence.status is Status.MISSING:
        field = "excerpt" if reading.excerpt else "value"
        message = f"the {field} is not in the source; copy it exactly{nearest(evidence, text)}"
        yield Violation("E310", message, field)


def _lost(told: SourcedReading, events: Collection[str]) -> Iterator[Violation]:
    """Yield the record and the source of a reading that do not exist."""
    *event, kind, id = told.reading.record.split("/")
    if told.address is None and (not event or event[0] in events):
        there = f" in the event ‘{event[0]}’" if event else ""
        singular = SINGULAR[_kind(kind)]
        message = f"there is no {singular} ‘{id}’{there}; correct the id, or add the record"
        yield Violation("E206", message, "record")
    if told.source is None:
        message = f"there is no source ‘{told.reading.source}’; correct the id, or add the record"
        yield Violation("E207", message, "source")


def _unknown_field(reading: Reading) -> Iterator[Violation]:
    kind = _kind(reading.record.split("/")[-2])
    known = list(fields_of(kind))
    if reading.field not in known:
        near = get_close_matches(reading.field[:40], known, 1)
        hint = f"did you mean ‘{near[0]}’?" if near else "correct the field"
        message = f"a record of {kind} has no field {display_value(reading.field)}; {hint}"
        yield Violation("E208", message, "field")


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)


def _stands_in(value: str, excerpt: Excerpt) -> bool:
    return SourceText(excerpt.exact).find_words(value).status is not Status.MISSING


def _told(value: str) -> str:
    return normalize(value) or value
