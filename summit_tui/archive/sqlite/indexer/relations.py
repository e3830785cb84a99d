"""Readings: what sources print in fields of records, as an index keeps them."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.model.kinds import KINDS, resolve_address
from summit_tui.model.reading import Reading
from summit_tui.model.rebuild import reading_from

NAMING: Final = frozenset(("name", "names", "title", "titles", "aliases"))
"""Fields whose readings are names; a record is found by each of them."""
CAPACITIES: Final = "roles"
"""The field whose readings are capacities."""

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
        """The addresses that have readings. Few records do, so that most need no query."""

    def addresses(self) -> Iterator[tuple[int, int, str]]:
        """Yield event number, kind number and id of every record that has readings."""
        for event, kind, id in self._addresses:
            if event in self._numbers:
                yield self._numbers[event], kind, id

    def of(self, event: int, kind: str, id: str) -> list[Reading]:
        """Return the readings of a record, in their order in the files."""
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
    events: Mapping[int, str],
    staged: Iterable[tuple[int, int, int, Mapping[str, Any]]],
    outside: Iterable[StagedReading],
) -> None:
    """Write readings with the address of the record that they belong to.

    `events` has the ids of events by number. `staged` are the readings of these files: event
    number, file number, line, and the reading as in its file (`Any`: JSON types). `outside` are
    readings from events that are in another index.
    """

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
    """Return the readings that files of `events` have of records of other events, sorted.

    Raises `IndexCorruptError` where a row is damaged.
    """
    rows = connection.execute(_ACROSS, (json.dumps(list(events)),))
    readings = []
    for source_event, event, kind, id, file, line, data, stored_checksum in rows:
        verify(stored_checksum, data, source_event, event, kind, id, file, line)
        readings.append(StagedReading(event, kind, id, data.decode()))
    return readings
