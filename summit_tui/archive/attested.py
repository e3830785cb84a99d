"""Readings of an index that is being made: what sources print of the fields of its records."""

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from summit_tui.archive.checksums import checksum, verify
from summit_tui.archive.words.folding import fold
from summit_tui.kinds import KINDS, meant
from summit_tui.rebuilding import reading_from
from summit_tui.records import Reading
from summit_tui.values import primary_language

NAMING: Final = frozenset(("name", "names", "title", "titles", "aliases"))
"""Fields whose readings are names: their record is found by all of them."""
CAPACITIES: Final = "roles"
"""The field whose readings are capacities."""

_NUMBER: Final = re.compile(r"\d{1,3}(?:[ ,.\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+")
"""A whole number, its thousands set apart or not."""

_write = json.JSONEncoder(ensure_ascii=False).encode

_ACROSS: Final = """
SELECT home, reading.event, kind, reading.id, file, line, CAST(data AS BLOB), reading.checksum
FROM reading JOIN event ON event.number = home
WHERE reading.event <> event.id AND event.id IN (SELECT value FROM json_each(?))
ORDER BY reading.event, kind, reading.id, data
"""


class Told(NamedTuple):
    """A reading of another event's record, as an index keeps it."""

    event: str
    """Id of the record's event."""
    kind: int
    """The number of its kind."""
    id: str
    """Its own id."""
    data: str
    """The reading, as JSON."""


class Attested:
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
    others: Iterable[Told],
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
            event, kind, id = meant(data["record"], events[home])
            text = _write(data)
            yield row(home, event, KINDS.index(kind), id, file, line, text)
        about = set(events.values())
        for other in others:
            if other.event in about:
                yield row(None, other.event, other.kind, other.id, 0, 0, other.data)

    columns = "home, event, kind, id, file, line, data, checksum"
    target.executemany(
        f"INSERT INTO reading({columns}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",  # no input
        rows(),
    )
    target.execute("CREATE INDEX attested ON reading (id, event, kind)")


def told_across(connection: sqlite3.Connection, homes: Collection[str]) -> list[Told]:
    """Return what the sources of some events print of the records of others, in one order."""
    rows = connection.execute(_ACROSS, (json.dumps(list(homes)),))
    told = []
    for home, event, kind, id, file, line, data, checked in rows:
        verify(checked, data, home, event, kind, id, file, line)
        told.append(Told(event, kind, id, data.decode()))
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
    told = {(primary_language(one.language), fold(one.value) or one.value) for one in readings}
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
