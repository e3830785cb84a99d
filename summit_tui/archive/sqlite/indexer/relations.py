"""What ties records to each other beyond their references.

Statements of one remark in several sources; one person or organization in several events; and
where sources disagree.
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
    """A reading of another event's record, as an index keeps it."""

    event: str
    """Id of the record's event."""
    kind: int
    """The number of its kind."""
    id: str
    """Its own id."""
    data: str
    """The reading, as JSON."""


class ReadingResolver:
    """The readings of each record, by its event's number, its kind and its id."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._events = dict(target.execute("SELECT number, id FROM event"))
        self._numbers = {id: number for number, id in self._events.items()}
        self._places = dict.fromkeys(target.execute("SELECT event, kind, id FROM reading"))
        """What has readings, which few records have: asking for each would take long."""

    def places(self) -> Iterator[tuple[int, int, str]]:
        """Yield the event's number, the kind's and the id of all that may have readings."""
        for event, kind, id in self._places:
            if event in self._numbers:
                yield self._numbers[event], kind, id

    def of(self, event: int, kind: str, id: str) -> list[Reading]:
        """Return what sources print of a record."""
        if not self._places:
            return []
        place = (self._events[event], KINDS.index(kind), id)
        if place not in self._places:
            return []
        rows = self._target.execute(
            "SELECT data FROM reading WHERE event = ? AND kind = ? AND id = ? ORDER BY number",
            place,
        )
        return [reading_from(json.loads(data)) for (data,) in rows]

    def names(self, event: int, kind: str, id: str) -> list[str]:
        """Return every name that sources print of a record."""
        return [one.value for one in self.of(event, kind, id) if one.field in NAMING]


def file_readings(
    target: sqlite3.Connection,
    staged: Iterable[tuple[int, int, int, Mapping[str, Any]]],
    others: Iterable[StagedReading],
) -> None:
    """Write readings under the records they are of.

    `staged` has, for each, the number of its event, of its file, its line, and the reading as in
    its file (`Any`: JSON types). `others` are those of events that stand in another index.
    """
    events = dict(target.execute("SELECT number, id FROM event"))

    def row(*columns: Any) -> tuple[object, ...]:
        *others, text = columns
        return *columns, checksum(text.encode(), *others)

    def rows() -> Iterable[tuple[object, ...]]:
        for home, file, line, data in staged:
            event, kind, id = resolve_address(data["record"], events[home])
            text = _write(data)
            yield row(home, event, KINDS.index(kind), id, file, line, text)
        about = set(events.values())
        for other in others:
            if other.event in about:
                yield row(None, other.event, other.kind, other.id, 0, 0, other.data)

    columns = "source_event, event, kind, id, file, line, data, checksum"
    target.executemany(
        f"INSERT INTO reading({columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",  # no input
        rows(),
    )
    target.execute("CREATE INDEX reading_address ON reading (id, event, kind)")


def readings_across(connection: sqlite3.Connection, homes: Collection[str]) -> list[StagedReading]:
    """Return what the sources of some events print of the records of others, in one order."""
    rows = connection.execute(_ACROSS, (json.dumps(list(homes)),))
    told = []
    for home, event, kind, id, file, line, data, checked in rows:
        verify(checked, data, home, event, kind, id, file, line)
        told.append(StagedReading(event, kind, id, data.decode()))
    return told


class Variance(NamedTuple):
    """How different the readings of one field are."""

    values: int
    """How many different values there are; 1 where the sources agree."""
    numbers: int
    """How many different numbers, or groups of numbers, the values name."""


def variance(readings: Sequence[Reading]) -> Variance:
    """Return how different the readings of one field are.

    Case, accents and the script of Chinese make no difference. Values in different languages are
    not compared but for the numbers in them: "30" and "over 50" differ in any language.
    """
    told = {(primary_language(one.language), normalize(one.value) or one.value) for one in readings}
    numbers = {found for one in readings if (found := _numbers(one.value))}
    values = max(most_of_one(language for language, _ in told), len(numbers), 1)
    return Variance(values, len(numbers))


def _numbers(text: str) -> tuple[str, ...]:
    # Digits and no `int`: Python refuses to read more than a few thousand of them.
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return tuple(_digits(one).lstrip("0") for one in found)


def _digits(number: str) -> str:
    return "".join(str(unicodedata.decimal(one)) for one in number if one.isdecimal())


def most_of_one(things: Iterable[object]) -> int:
    """Return how often the most frequent of some things occurs; 0 if there are none."""
    return max(Counter(things).values(), default=0)


_TOLD: Final = """
SELECT staged_record.event, remark, docid, record.data
FROM staged_record JOIN record USING (id, event, kind)
WHERE remark IS NOT NULL ORDER BY staged_record.event, remark, docid
"""
_SAYING: Final = (
    "SELECT event, kind, data FROM staged_record JOIN staged_text USING (number) WHERE number = ?"
)
_DISAGREES: Final = "INSERT INTO disagreement VALUES(?, ?, ?, ?, ?, ?)"
_RANK: Final = "SELECT docid FROM record WHERE id = ? AND event = ? AND kind = ?"

Place = tuple[int, int, str]
"""The number of a record's event and of its kind, and its id."""


def write_relations(target: sqlite3.Connection, tied: Iterable[int]) -> None:
    """Write all ties, once every record stands in its table.

    `tied` are the numbers, in the stage, of records that say to be the same as others.
    """
    told = target.execute(_TOLD)
    for _, accounts in groupby(told, itemgetter(0, 1)):
        _write_remark(target, [(rank, json.loads(data)) for _, _, rank, data in accounts])
    _write_fields(target)
    events = dict(target.execute("SELECT number, id FROM event"))
    for number in tied:
        # A twin is no longer there.
        for event, kind, data in target.execute(_SAYING, (number,)).fetchall():
            _write_same(target, events[event], KINDS[kind], json.loads(data))


def _write_remark(
    target: sqlite3.Connection, told: Sequence[tuple[int, Mapping[str, Any]]]
) -> None:
    """Write one remark; `told` are the ranks and the JSON types of all its statements."""
    first, count = told[0][0], len({data["source"] for _, data in told})
    rows = [(rank, first, count, checksum(b"", rank, first, count)) for rank, _ in told]
    target.executemany("INSERT INTO remark VALUES(?, ?, ?, ?)", rows)
    differing = _wordings([data for _, data in told])
    if differing > 1:
        row = (first, "remark", differing, 0, count)
        target.execute(_DISAGREES, (*row, checksum(b"", *row)))


def _write_same(
    target: sqlite3.Connection, event: str, kind: Kind, data: Mapping[str, Any]
) -> None:
    """Write which records one says to be the same as: only its own kind can be."""
    for other in (resolve_address(one, event) for one in data["same_as"]):
        if other.kind == kind:
            row = (event, KINDS.index(kind), data["id"], other.event, other.id)
            target.execute(
                "INSERT INTO same_as VALUES(?, ?, ?, ?, ?, ?)", (*row, checksum(b"", *row))
            )


def _write_fields(target: sqlite3.Connection) -> None:
    """Write the fields of which sources print different things."""
    fields: dict[tuple[Place, str], list[Reading]] = {}
    rows = target.execute(
        "SELECT event.number, kind, reading.id, data FROM reading "
        "JOIN event ON event.id = reading.event ORDER BY reading.number"
    )
    for event, kind, id, text in rows:
        reading = reading_from(json.loads(text))
        fields.setdefault(((event, kind, id), reading.field), []).append(reading)
    for ((event, kind, id), field), readings in fields.items():
        differing = variance(readings)
        row = target.execute(_RANK, (id, event, kind)).fetchone()
        if differing.values > 1 and row:
            told = (*row, field, *differing, len({one.source for one in readings}))
            target.execute(_DISAGREES, (*told, checksum(b"", *told)))


def _wordings(told: Sequence[Mapping[str, Any]]) -> int:
    """Return in how many different ways sources tell a remark; 1 where they agree.

    `Any`: values of a statement as JSON types. Wordings in different languages are not compared,
    only whether they are direct speech.
    """
    modes = {one["mode"] for one in told}
    texts = {
        (primary_language(one.get("language")), one["mode"], normalize(one["text"])) for one in told
    }
    return max(len(modes), most_of_one(language for language, _, _ in texts))
