"""Rules that compare readings with their records, their excerpts and the texts of their sources."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from difflib import get_close_matches
from typing import Final

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.wording import true_wording
from summit_tui.evidence.locate import SourceText, Status
from summit_tui.i18n import gettext
from summit_tui.lint.rule import (
    DiskResource,
    Rule,
    RuleContext,
    Violation,
    reading_location,
    shorten,
)
from summit_tui.lint.source_texts import SourceTexts
from summit_tui.model.field_table import fields_of, text_fields
from summit_tui.model.fields import Excerpt
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.problem import FieldEdit, Problem
from summit_tui.model.reading import Reading
from summit_tui.model.rebuild import reading_from
from summit_tui.readers.parsed import display_value

_MISSING: Final[Mapping[Kind, str]] = {
    "event": "there is no event ‘{id}’; correct the id, or add the record",
    "sessions": "there is no session ‘{id}’; correct the id, or add the record",
    "speakers": "there is no speaker ‘{id}’; correct the id, or add the record",
    "quotes": "there is no quote ‘{id}’; correct the id, or add the record",
    "delegations": "there is no delegation ‘{id}’; correct the id, or add the record",
    "sources": "there is no source ‘{id}’; correct the id, or add the record",
}
"""What is said of a record of each kind that does not exist."""


def missing_sentence(kind: Kind, id: str) -> str:
    """Return what is said of a record that does not exist."""
    return gettext(_MISSING[kind], id=id)


_MISSING_IN_EVENT: Final[Mapping[Kind, str]] = {
    "event": "there is no event ‘{id}’ in the event ‘{event}’; correct the id, or add the record",
    "sessions": (
        "there is no session ‘{id}’ in the event ‘{event}’; correct the id, or add the record"
    ),
    "speakers": (
        "there is no speaker ‘{id}’ in the event ‘{event}’; correct the id, or add the record"
    ),
    "quotes": "there is no quote ‘{id}’ in the event ‘{event}’; correct the id, or add the record",
    "delegations": (
        "there is no delegation ‘{id}’ in the event ‘{event}’; correct the id, or add the record"
    ),
    "sources": (
        "there is no source ‘{id}’ in the event ‘{event}’; correct the id, or add the record"
    ),
}


class SourcesOfReadings(DiskResource):
    """The readings of an archive, on disk, by their sources."""

    schema = "CREATE TABLE reading (event, source, path, line, data);"

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self.database.executemany("INSERT INTO reading VALUES(?, ?, ?, ?, ?)", self._rows())
        self.database.execute("CREATE INDEX by_source ON reading (event, source)")

    def has(self, source: Address) -> bool:
        """Tell whether any reading is of that source."""
        cursor = self.database.execute(
            "SELECT 1 FROM reading WHERE (event, source) = (?, ?)", (source.event, source.id)
        )
        return cursor.fetchone() is not None

    def by_source(self) -> Iterator[tuple[str, str, str, int, Reading]]:
        """Yield event, source, path and line of every reading, and the reading itself.

        Those of one source come together, so that its text is prepared once.
        """
        for event, source, path, line, data in self.database.execute(
            "SELECT * FROM reading ORDER BY event, source, rowid"
        ):
            yield event, source, path, line, reading_from(json.loads(data))

    def _rows(self) -> Iterator[tuple[str, str, str, int, str]]:
        for sourced in self.context.archive.readings():
            data = json.dumps(asdict(sourced.reading))
            yield sourced.event, sourced.reading.source, sourced.path, sourced.line, data


class MissingReadingRecord(Rule):
    """A reading is of a record that does not exist."""

    code = "E206"
    title = "The record of a reading does not exist."
    explanation = (
        "Its `record` must be the kind and id of a record of the same event, or event, kind and "
        "id. A record of an event that is not open is not looked for. Example: `record = "
        '"speakers/wang"` where it is `speakers/wang-yong`.'
    )
    bad = """
[[readings]]
record = "speakers/dias"
field = "name"
value = "Anna Diaz"
source = "wire"
"""
    good = bad.replace("dias", "diaz")
    kinds = ()

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._open_events = {event.id for event in context.archive.info().events}

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        if sourced.address is not None:
            return
        *event, kind, id = sourced.reading.record.split("/")
        if not event:
            yield Violation(missing_sentence(_kind(kind), id), "record")
        elif event[0] in self._open_events:
            message = gettext(_MISSING_IN_EVENT[_kind(kind)], id=id, event=event[0])
            yield Violation(message, "record")


class MissingReadingSource(Rule):
    """A reading is from a source that does not exist."""

    code = "E207"
    title = "The source of a reading does not exist."
    explanation = (
        "A reading is what one source prints. Correct the id, or describe the publication in "
        '`sources`. Example: `source = "gia"` where it is `gia-ce`.'
    )
    bad = """
[[readings]]
record = "speakers/diaz"
field = "name"
value = "Anna Diaz"
source = "wires"
"""
    good = bad.replace("wires", "wire")
    kinds = ()

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        if sourced.source is None:
            yield Violation(missing_sentence("sources", sourced.reading.source), "source")


class UnknownReadingField(Rule):
    """A reading is of a field that its record's kind does not have."""

    code = "E208"
    title = "The record of a reading has no such field."
    explanation = (
        "Its `field` must be one that the record's kind has. Example: `field = "
        '"title"` on a speaker, whose capacities are `roles`.'
    )
    bad = """
[[readings]]
record = "speakers/diaz"
field = "title"
value = "Minister of Trade"
source = "wire"
"""
    good = bad.replace('"title"', '"roles"')
    kinds = ()

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        reading = sourced.reading
        kind = _kind(reading.record.split("/")[-2])
        known = list(fields_of(kind))
        if reading.field in known:
            return
        names = {"kind": kind, "field": display_value(reading.field)}
        if near := get_close_matches(reading.field[:40], known, 1):
            template = "a record of {kind} has no field {field}; did you mean ‘{near}’?"
            yield Violation(gettext(template, **names, near=near[0]), "field")
        else:
            template = "a record of {kind} has no field {field}; correct the field"
            yield Violation(gettext(template, **names), "field")


class ReadingNotInSource(Rule):
    """The text of a reading's source is at hand, and does not have what the reading says."""

    code = "E310"
    title = "What a reading says does not stand in its source."
    explanation = (
        "Its excerpt, or without one its value, must stand in the source's text word for word, in "
        "whatever language the source has. Copy it again. Example: `over 50 countries` where the "
        "source prints `30 countries`."
    )
    bad = """
[[readings]]
record = "speakers/diaz"
field = "aliases"
value = "Ana Diaz"
source = "wire"
"""
    good = bad.replace("Ana", "Anna")
    kinds = ()

    def report(self) -> Iterator[Problem]:
        readings = self.context.resource(SourcesOfReadings)
        for event, _, path, line, reading in readings.by_source():
            yield from self.problems(event, reading, path, line)

    def problems(self, event: str, reading: Reading, path: str, line: int) -> Iterator[Problem]:
        """Yield what is wrong with one reading of an event; the archive need not hold it."""
        texts = self.context.resource(SourceTexts)
        text = None if self.code in reading.ignore else texts.prepared(event, reading.source)
        if text is None:
            return
        evidence = text.text.find(reading.excerpt or Excerpt(exact=reading.value))
        if evidence.status is not Status.MISSING:
            return
        field = "excerpt" if reading.excerpt else "value"
        location = reading_location(reading, field)
        edit = None
        words = reading.excerpt.exact if reading.excerpt else reading.value
        if wording := true_wording(text.text, words):
            template = "the {field} is not in the source; copy it exactly; nearest is ‘{passage}’"
            message = gettext(template, field=field, passage=shorten(wording.text))
            if wording.is_sure:
                name = "excerpt.exact" if reading.excerpt else "value"
                edit = FieldEdit(name, wording.text)
        else:
            message = gettext("the {field} is not in the source; copy it exactly", field=field)
        yield Problem(path, line, location, self.code, message, edit)


class ReadingNotInExcerpt(Rule):
    """The excerpt of a reading does not have its value."""

    code = "E311"
    title = "The value of a reading does not stand in its excerpt."
    explanation = (
        "The excerpt shows where the source prints the value. Copy more of the passage, or correct "
        'the value. Example: `value = "Chief Executive"` with `exact = "said John Lee"`.'
    )
    bad = """
[[readings]]
record = "speakers/diaz"
field = "aliases"
value = "Ana"
source = "wire"
excerpt = {exact = "Anna Diaz"}
"""
    good = bad.replace('"Ana"', '"Anna"')
    kinds = ()

    def check_reading(self, sourced: SourcedReading) -> Iterator[Violation]:
        value, excerpt = sourced.reading.value, sourced.reading.excerpt
        if excerpt and SourceText(excerpt.exact).find_words(value).status is Status.MISSING:
            yield Violation(gettext("the value is not in the excerpt; copy more of it"), "value")


class UnchosenReading(Rule):
    """A field of a record has readings, and its own value is none of them."""

    code = "W312"
    title = "No reading of the field has the record's own value."
    explanation = (
        "The record's own field is the editor's choice among what sources print; its readings hold "
        "what each source has, the chosen one too. Case, accents and the script of Chinese make "
        "no difference. Add the reading it was taken from, or choose one. Example: `countries = "
        '"about 50"` where the readings have `over 50` and `30`.'
    )
    bad = """
[[readings]]
record = "speakers/diaz"
field = "name"
value = "Anna"
source = "wire"
"""
    good = bad.replace("Anna", "Anna Diaz")

    def check(self, entry: Entry) -> Iterator[Violation]:
        if not entry.readings:
            return
        printed: dict[str, set[str]] = {}
        for sourced in entry.readings:
            value = _comparable(sourced.reading.value)
            printed.setdefault(sourced.reading.field, set()).add(value)
        plain_fields = text_fields(entry.address.kind)
        for field in fields_of(entry.address.kind):
            if field not in printed or field not in plain_fields:
                continue
            value = getattr(entry.record, field)
            if value and _comparable(value) not in printed[field]:
                template = "no reading has ‘{value}’; add the one it was taken from"
                yield Violation(gettext(template, value=shorten(value)), field)


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)


def _comparable(value: str) -> str:
    return normalize(value) or value
