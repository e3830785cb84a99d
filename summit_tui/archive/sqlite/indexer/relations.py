"""The relations of records beyond their references.

Statements of one remark in several sources, one person or organization in several events, and
fields of which sources print different things.
"""

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.model.fields import primary_language
from summit_tui.model.kinds import KINDS, Kind, resolve_address
from summit_tui.model.rebuild import reading_from
from summit_tui.model.records import Reading

NAMING: Final = frozenset(("name", "names", "title", "titles", "aliases"))
"""Fields whose readings are names: their record is found by all of them."""
CAPACITIES: Final = "roles"
"""The field whose readings are capacities."""

_NUMBER: Final = re.compile(r"\d{1,3}(?:[ ,.\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+")
"""A whole number, its thousands set apart or not."""

_write = json.JSONEncoder(ensure_ascii=False).encode

_ACROSS: Final = """
SELECT source_event, reading.event, kind, reading.id, file, line, CAST(data AS BLOB),
    reading.checksum
FROM reading JOIN event ON event.number = source_event
WHERE reading.event <> event.id AND event.id IN (SELECT value FROM json_each(?))
ORDER BY reading.event, kind, reading.id, data
"""


class StagedReading(NamedTuple):
    """A reading of another event's record, as an index stores it.

    A tuple because many of them are counted and compared.
    """

    event: str
    """Id of the record's event."""
    kind: int
    """The number of its kind."""
    id: str
    """Its own id."""
    data: str
    """The reading, as JSON."""


class ReadingResolver:
    """Finds the readings of a record by its event's number, its kind and its id."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._events = dict(target.execute("SELECT number, id FROM event"))
        self._numbers = {id: number for number, id in self._events.items()}
        self._addresses = dict.fromkeys(target.execute("SELECT event, kind, id FROM reading"))
        """The addresses that have readings. Few records do: to query for each would take long."""

    def addresses(self) -> Iterator[tuple[int, int, str]]:
        """Yield the event's number, the kind's and the id of all that may have readings."""
        for event, kind, id in self._addresses:
            if event in self._numbers:
                yield self._numbers[event], kind, id

    def of(self, event: int, kind: str, id: str) -> list[Reading]:
        """Return what sources print of a record."""
        if not self._addresses:
            return []
        address = (self._events[event], KINDS.index(kind), id)
        if address not in self._addresses:
            return []
        rows = self._target.execute(
            "SELECT data FROM reading WHERE event = ? AND kind = ? AND id = ? ORDER BY number",
            address,
        )
        return [reading_from(json.loads(data)) for (data,) in rows]

    def names(self, event: int, kind: str, id: str) -> list[str]:
        """Return every name that sources print of a record."""
        return [reading.value for reading in self.of(event, kind, id) if reading.field in NAMING]


def write_readings(
    target: sqlite3.Connection,
    staged: Iterable[tuple[int, int, int, Mapping[str, Any]]],
    outside: Iterable[StagedReading],
) -> None:
    """Write readings with the address of the record that they belong to.

    `staged` has, for each, the number of its event, of its file, its line, and the reading as in
    its file (`Any`: JSON types). `outside` are those of events that are in another index.
    """
    events = dict(target.execute("SELECT number, id FROM event"))

    def row(*columns: Any) -> tuple[object, ...]:
        *others, text = columns
        return *columns, checksum(text.encode(), *others)

    def rows() -> Iterable[tuple[object, ...]]:
        for source_event, file, line, data in staged:
            event, kind, id = resolve_address(data["record"], events[source_event])
            text = _write(data)
            yield row(source_event, event, KINDS.index(kind), id, file, line, text)
        event_ids = set(events.values())
        for reading in outside:
            if reading.event in event_ids:
                yield row(None, reading.event, reading.kind, reading.id, 0, 0, reading.data)

    columns = "source_event, event, kind, id, file, line, data, checksum"
    target.executemany(
        f"INSERT INTO reading({columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",  # no input
        rows(),
    )
    target.execute("CREATE INDEX reading_address ON reading (id, event, kind)")


def readings_across(connection: sqlite3.Connection, events: Collection[str]) -> list[StagedReading]:
    """Return what the sources of some events print of the records of others, sorted.

    Raises `IndexCorruptError` where a row is damaged.
    """
    rows = connection.execute(_ACROSS, (json.dumps(list(events)),))
    readings = []
    for source_event, event, kind, id, file, line, data, stored_checksum in rows:
        verify(stored_checksum, data, source_event, event, kind, id, file, line)
        readings.append(StagedReading(event, kind, id, data.decode()))
    return readings


class Variance(NamedTuple):
    """How different the readings of one field are. A tuple: its parts become columns of a row."""

    values: int
    """How many different values there are; 1 where the sources agree."""
    numbers: int
    """How many different numbers, or groups of numbers, the values name."""


def variance(readings: Sequence[Reading]) -> Variance:
    """Return how different the readings of one field are.

    Case, accents and the script of Chinese make no difference. Values in different languages are
    not compared but for the numbers in them: "30" and "over 50" differ in any language.
    """
    values = {
        (primary_language(reading.language), normalize(reading.value) or reading.value)
        for reading in readings
    }
    numbers = {in_value for reading in readings if (in_value := numbers_in(reading.value))}
    count = max(highest_count(language for language, _ in values), len(numbers), 1)
    return Variance(count, len(numbers))


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a text in ASCII digits, without their separators."""
    # Digits and no `int`: Python refuses to read more than a few thousand of them.
    matches = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return tuple(_digits(number).lstrip("0") for number in matches)


def _digits(number: str) -> str:
    return "".join(
        str(unicodedata.decimal(character)) for character in number if character.isdecimal()
    )


def highest_count(items: Iterable[object]) -> int:
    """Return how often the most frequent of some items occurs; 0 if there are none."""
    return max(Counter(items).values(), default=0)


_REMARKS: Final = """
SELECT staged_record.event, remark, docid, record.data
FROM staged_record JOIN record USING (id, event, kind)
WHERE remark IS NOT NULL ORDER BY staged_record.event, remark, docid
"""
_STAGED: Final = (
    "SELECT event, kind, data FROM staged_record JOIN staged_text USING (number) WHERE number = ?"
)
_INSERT_DISAGREEMENT: Final = "INSERT INTO disagreement VALUES(?, ?, ?, ?, ?, ?)"
_DOCID: Final = "SELECT docid FROM record WHERE id = ? AND event = ? AND kind = ?"

RecordKey = tuple[int, int, str]
"""The number of a record's event and of its kind, and its id."""


def write_relations(target: sqlite3.Connection, same_as: Iterable[int]) -> None:
    """Write all relations, once every record is in its table.

    `same_as` has the numbers of the staged records that declare to be the same as others.
    """
    rows = target.execute(_REMARKS)
    for _, statements in groupby(rows, itemgetter(0, 1)):
        _write_remark(target, [(docid, json.loads(data)) for _, _, docid, data in statements])
    _write_disagreements(target)
    events = dict(target.execute("SELECT number, id FROM event"))
    for number in same_as:
        # A duplicate is no longer staged.
        for event, kind, data in target.execute(_STAGED, (number,)).fetchall():
            _write_same_as(target, events[event], KINDS[kind], json.loads(data))


def _write_remark(
    target: sqlite3.Connection, statements: Sequence[tuple[int, Mapping[str, Any]]]
) -> None:
    """Write a remark; `statements` are the docids of its statements and these as JSON types."""
    first, sources = statements[0][0], len({data["source"] for _, data in statements})
    rows = [
        (docid, first, sources, checksum(b"", docid, first, sources)) for docid, _ in statements
    ]
    target.executemany("INSERT INTO remark VALUES(?, ?, ?, ?)", rows)
    variants = _wording_count([data for _, data in statements])
    if variants > 1:
        row = (first, "remark", variants, 0, sources)
        target.execute(_INSERT_DISAGREEMENT, (*row, checksum(b"", *row)))


def _write_same_as(
    target: sqlite3.Connection, event: str, kind: Kind, data: Mapping[str, Any]
) -> None:
    """Write the records of its own kind that a record declares to be the same as."""
    for other in (resolve_address(text, event) for text in data["same_as"]):
        if other.kind == kind:
            row = (event, KINDS.index(kind), data["id"], other.event, other.id)
            target.execute(
                "INSERT INTO same_as VALUES(?, ?, ?, ?, ?, ?)", (*row, checksum(b"", *row))
            )


def _write_disagreements(target: sqlite3.Connection) -> None:
    """Write the fields of which sources print different things."""
    fields: dict[tuple[RecordKey, str], list[Reading]] = {}
    rows = target.execute(
        "SELECT event.number, kind, reading.id, data FROM reading "
        "JOIN event ON event.id = reading.event ORDER BY reading.number"
    )
    for event, kind, id, text in rows:
        reading = reading_from(json.loads(text))
        fields.setdefault(((event, kind, id), reading.field), []).append(reading)
    for ((event, kind, id), field), readings in fields.items():
        difference = variance(readings)
        record = target.execute(_DOCID, (id, event, kind)).fetchone()
        if difference.values > 1 and record:
            sources = len({reading.source for reading in readings})
            row = (*record, field, *difference, sources)
            target.execute(_INSERT_DISAGREEMENT, (*row, checksum(b"", *row)))


def _wording_count(statements: Sequence[Mapping[str, Any]]) -> int:
    """Return in how many ways sources word a remark; 1 where they agree.

    `Any`: values of a statement as JSON types. Wordings in different languages are not compared,
    only whether they are direct speech.
    """
    modes = {quote["mode"] for quote in statements}
    texts = {
        (primary_language(quote.get("language")), quote["mode"], normalize(quote["text"]))
        for quote in statements
    }
    return max(len(modes), highest_count(language for language, _, _ in texts))
