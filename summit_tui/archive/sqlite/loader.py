"""The records of one index with all that belongs to them, by rank or by address."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from summit_tui.archive import (
    MAX_REMARK_STATEMENTS,
    Disagreement,
    Entry,
    IndexCorruptError,
    SourcedReading,
)
from summit_tui.archive.describe import references
from summit_tui.archive.sqlite.checksums import verify
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.schema import events_in
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.records import Record, Source, Speaker, delegations_of

Place = tuple[int, Kind, str]
"""The number of an event, a kind and an id."""

_KINDS: Final = len(KINDS)
# What is asked for comes as an object: its keys are ids, its values event and kind as one number.
_LINKS_AT: Final = f"""
SELECT asked.value, asked.key, docid, file, line, CAST(data AS BLOB), checksum
FROM json_each(?) AS asked CROSS JOIN record INDEXED BY record_address
WHERE record.id = asked.key AND record.event = asked.value / {_KINDS}
    AND record.kind = asked.value % {_KINDS}
"""  # noqa: S608 - no input
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_LINKS_KEPT: Final = 2_048
"""Sources and speakers recur on every page."""


class LinkLoader:
    """Fetches records of one index by address; an index never changes, so they can be kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.events = events_in(connection)
        """The ids of the events, by number."""
        self._kept: dict[Place, Record | None] = {}

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self._around([(event, kind, id)])[event, kind, id]

    def of(self, records: Sequence[tuple[int, Record]]) -> list[dict[tuple[Kind, str], Record]]:
        """Return what each of some records refers to; each is given with its event's number.

        That is its event, too, and its speakers' delegations.
        """
        named = [[*references(one), self._event(event)] for event, one in records]
        around = self._around(
            [(event, *one) for (event, _), ones in zip(records, named, strict=True) for one in ones]
        )
        homes: list[Place] = [
            (event, "delegations", home)
            for (event, _, _), one in around.items()
            if isinstance(one, Speaker)
            for home in delegations_of(one)
        ]
        around |= self._around(homes)
        return [
            _linked(event, ones, around) for (event, _), ones in zip(records, named, strict=True)
        ]

    def _event(self, number: int) -> tuple[Kind, str]:
        return "event", self.events[number]

    def _around(self, places: Sequence[Place]) -> dict[Place, Record | None]:
        """Return what is at some places, or None where nothing is."""
        kept = self._kept
        found = {place: kept[place] for place in places if place in kept}
        if wanted := {place: None for place in places if place not in found}:
            found |= self._fetched(wanted)
        return found

    def _fetched(self, places: Iterable[Place]) -> dict[Place, Record | None]:
        """Fetch what is at some places, and keep it."""
        found: dict[Place, Record | None] = dict.fromkeys(places)
        # No id has to be escaped.
        asked = (f'"{id}":{event * _KINDS + _NUMBERS[kind]}' for event, kind, id in found)
        rows = self._connection.execute(_LINKS_AT, (f"{{{','.join(asked)}}}",)).fetchall()
        for place, id, rank, file, line, text, number in rows:
            event, kind_number = divmod(place, _KINDS)
            verify(number, text, rank, kind_number, event, id, file, line)
        # Decoded in one go, they share their keys, which saves time and memory.
        decoded = json.loads(b"[%b]" % b",".join([row[-2] for row in rows]))
        for (number, id, *_), data in zip(rows, decoded, strict=True):
            event, kind = number // _KINDS, KINDS[number % _KINDS]
            found[event, kind, id] = record_from(kind, data)
        # The oldest ones go first.
        for place in list(islice(self._kept, max(0, len(self._kept) + len(found) - _LINKS_KEPT))):
            del self._kept[place]
        self._kept |= found
        return found


def _linked(
    event: int, named: Iterable[tuple[Kind, str]], around: Mapping[Place, Record | None]
) -> dict[tuple[Kind, str], Record]:
    """Return those of the records around that one of an event names, speakers with their homes."""
    found: dict[tuple[Kind, str], Record] = {}
    for kind, id in named:
        if one := around[event, kind, id]:
            found[kind, id] = one
            for home in delegations_of(one) if isinstance(one, Speaker) else ():
                if delegation := around[event, "delegations", home]:
                    found["delegations", home] = delegation
    return found


_ReadingRow = tuple[int, str, int, str, int, int, bytes, int]
_READING_COLUMNS: Final = (
    "source_event, reading.event, reading.kind, reading.id, reading.file, reading.line, "
    "CAST(reading.data AS BLOB), reading.checksum"
)
_ARE_ANY: Final = "SELECT EXISTS (SELECT 1 FROM reading), EXISTS (SELECT 1 FROM remark)"
_AFTER: Final = f"""
SELECT number, {_READING_COLUMNS}, EXISTS (
    SELECT 1 FROM record JOIN event ON event.number = record.event
    WHERE (record.id, event.id, record.kind) = (reading.id, reading.event, reading.kind)
)
FROM reading WHERE number > ? AND source_event IS NOT NULL ORDER BY number LIMIT 500
"""  # noqa: S608 - no input, here and below
_OF: Final = f"""
SELECT {_READING_COLUMNS} FROM json_each(?) AS asked CROSS JOIN reading INDEXED BY reading_address
WHERE reading.event = json_extract(asked.value, '$[0]')
    AND reading.kind = json_extract(asked.value, '$[1]')
    AND reading.id = json_extract(asked.value, '$[2]') AND source_event IS NOT NULL
ORDER BY number
"""  # noqa: S608
_WANTED: Final = "docid IN (SELECT value FROM json_each(?))"
# No input: the other part stands here.
_ACCOUNTS: Final = f"SELECT * FROM remark WHERE {_WANTED}"  # noqa: S608
_TOLD: Final = "SELECT docid FROM remark WHERE first_docid = ? ORDER BY docid LIMIT ?"
_SAME: Final = """
SELECT * FROM same_as WHERE id = ?1 AND event = ?2 AND kind = ?3
UNION ALL
SELECT * FROM same_as
WHERE other_id = ?1 AND other_event = ?2 AND kind = ?3
"""
_DISAGREEMENTS: Final = """
SELECT * FROM disagreement
ORDER BY numbers > 1 DESC, variants DESC, sources DESC, docid, field
"""
"""Different numbers come first: they cannot be two wordings of the same."""


class Disputed(NamedTuple):
    """Where sources disagree."""

    weight: tuple[bool, int, int]
    """Sorts what disagrees most first."""
    entry: Entry
    told: Disagreement


class ReadingLoader:
    """What the sources of one index say of the same thing."""

    def __init__(
        self, connection: sqlite3.Connection, links: LinkLoader, files: Mapping[int, str]
    ) -> None:
        self._connection = connection
        self._links = links
        self._files = files
        self._are_readings, self._are_remarks = map(bool, connection.execute(_ARE_ANY).fetchone())

    def readings(self, after: int) -> tuple[int, list[SourcedReading]]:
        """Return the next readings after a number, and the number of the last of them."""
        rows = self._connection.execute(_AFTER, (after,)).fetchall()
        told = [self._attestation(row, is_known=is_known) for _, *row, is_known in rows]
        return rows[-1][0] if rows else after, told

    def of(self, addresses: Iterable[Address]) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any."""
        found: dict[Address, list[SourcedReading]] = {}
        if self._are_readings:
            asked = [(one.event, KINDS.index(one.kind), one.id) for one in addresses]
            for row in self._connection.execute(_OF, (json.dumps(asked),)):
                one = self._attestation(row, is_known=True)
                if one.address:
                    found.setdefault(one.address, []).append(one)
        return found

    def accounts(self, ranks: Sequence[int]) -> Mapping[int, tuple[int, int]]:
        """Return the first statements of the remarks of some, and in how many sources each stands.

        What is no statement of a remark is left out.
        """
        if not self._are_remarks:
            return {}
        rows = self._connection.execute(_ACCOUNTS, (json.dumps(list(ranks)),))
        found = {}
        for rank, first, sources, number in rows:
            verify(number, b"", rank, first, sources)
            found[rank] = (first, sources)
        return found

    def told(self, firsts: Iterable[int]) -> Mapping[int, list[int]]:
        """Return the statements of some remarks by the first of each; none where it is alone."""
        found = {}
        for first in firsts:
            ranks = self._connection.execute(_TOLD, (first, MAX_REMARK_STATEMENTS)).fetchall()
            found[first] = [rank for (rank,) in ranks] if len(ranks) > 1 else []
        return found

    def remarks(self) -> dict[int, int]:
        """Return the remark of every statement that is of one."""
        return dict(self._connection.execute("SELECT docid, first_docid FROM remark").fetchall())

    def same(self, address: Address) -> list[tuple[Address, Address]]:
        """Return which record says to be the same as which, where this one is either."""
        event, kind, id = address
        rows = self._connection.execute(_SAME, (id, event, KINDS.index(kind)))
        found = []
        for event, kind_number, id, other_event, other_id, number in rows:
            verify(number, b"", event, kind_number, id, other_event, other_id)
            found.append((Address(event, kind, id), Address(other_event, kind, other_id)))
        return found

    def disagreements(self) -> Sequence[tuple[int, str, int, bool, int]]:
        """Return rank, field, number of variants, whether numbers differ, number of sources."""
        found = []
        for rank, field, variants, numbers, sources, number in self._connection.execute(
            _DISAGREEMENTS
        ):
            verify(number, b"", rank, field, variants, numbers, sources)
            found.append((rank, field, variants, numbers > 1, sources))
        return found

    def _attestation(self, row: _ReadingRow, *, is_known: bool) -> SourcedReading:
        home, event, kind, id, file, line, text, number = row
        verify(number, text, home, event, kind, id, file, line)
        reading = reading_from(json.loads(text))
        source = self._links.record(home, "sources", reading.source)
        address = Address(event, KINDS[kind], id) if is_known else None
        known = source if isinstance(source, Source) else None
        origin = self._links.events[home]
        return SourcedReading(reading, address, origin, known, self._files[file], line)


_Row = tuple[int, int, int, str, int, int, bytes, int]
_AT: Final = "SELECT docid FROM record WHERE id = ? AND event = ? AND kind = ?"
_COLUMNS: Final = "docid, kind, event, record.id, file, line, CAST(data AS BLOB), checksum"
_NAMED: Final = f"SELECT {_COLUMNS} FROM record WHERE id = ? ORDER BY kind, docid"  # noqa: S608
_AMONG: Final = f"""
SELECT {_COLUMNS}
FROM json_each(?) AS asked CROSS JOIN record ON docid = asked.value
"""  # noqa: S608 - no input, here and above
_KEPT: Final = 1_000
"""The hits of a word are to a large part those of the word before its last letter."""


class RecordLoader:
    """Fetches records of one index; an index never changes, so they can be kept."""

    def __init__(self, connection: sqlite3.Connection, roots: Roots) -> None:
        self._connection = connection
        self.links = LinkLoader(connection)
        self.events = {id: number for number, id in self.links.events.items()}
        """The numbers of the events, by id."""
        self.files: dict[int, str] = {}
        """The names of the files, by number."""
        for number, path, *others, checked in connection.execute("SELECT * FROM file"):
            verify(checked, path, number, *others)
            self.files[number] = roots.spelled(others[0])
        self.witnesses = ReadingLoader(connection, self.links, self.files)
        self._kept: dict[int, Entry] = {}

    def rank(self, address: Address) -> int | None:
        """Return the rank of the record at an address, or None."""
        place = (address.id, self.events.get(address.event), KINDS.index(address.kind))
        row = self._connection.execute(_AT, place).fetchone()
        return row[0] if row else None

    def at(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        rank = self.rank(address)
        entry = None if rank is None else self.of([rank])[0]
        if entry is not None and entry.address != address:
            raise IndexCorruptError("an address leads to another record")
        return entry

    def named(self, id: str) -> list[Address]:
        """Return the addresses of all records of an id, kind by kind in the order of ranks."""
        rows = self._connection.execute(_NAMED, (id,)).fetchall()
        _verify(rows)
        return [self._address(row) for row in rows]

    def of(self, ranks: Sequence[int]) -> list[Entry]:
        """Return the records of some ranks, in the order given."""
        remarks = self.witnesses.accounts(ranks)
        told = self.witnesses.told({first for first, _ in remarks.values()})
        found = self._apart({*ranks, *chain.from_iterable(told.values())})

        def whole(rank: int) -> Entry:
            first, accounts = remarks.get(rank, (rank, 1))
            others = [found[one] for one in told.get(first, ())]
            if others and all(one != rank for one in told[first]):
                others[-1] = found[rank]
            return found[rank]._replace(accounts=accounts, told=others) if others else found[rank]

        return [whole(rank) for rank in ranks] if remarks else [found[rank] for rank in ranks]

    def _apart(self, ranks: Collection[int]) -> Mapping[int, Entry]:
        """Return records by rank, without the other statements of their remarks."""
        # The oldest ones go first, and never many at once.
        for rank in list(islice(self._kept, max(0, len(self._kept) - _KEPT))):
            del self._kept[rank]
        if wanted := [rank for rank in ranks if rank not in self._kept]:
            self._keep(wanted)
        return self._kept

    def _keep(self, ranks: Sequence[int]) -> None:
        """Fetch what is not kept already."""
        rows: list[_Row] = self._connection.execute(_AMONG, (json.dumps(ranks),)).fetchall()
        _verify(rows)
        if len(rows) < len(ranks):
            raise IndexCorruptError("a record is missing")
        # Decoded in one go, they share their keys, which saves time and memory.
        found = json.loads(b"[%b]" % b",".join([row[-2] for row in rows]))
        records = [record_from(KINDS[row[1]], data) for row, data in zip(rows, found, strict=True)]
        linked = self.links.of([(row[2], one) for row, one in zip(rows, records, strict=True)])
        readings = self.witnesses.of(map(self._address, rows))
        for row, data, record, others in zip(rows, found, records, linked, strict=True):
            address, path = self._address(row), self.files[row[4]]
            told = readings.get(address, ())
            self._kept[row[0]] = Entry(address, record, data, path, row[5], others, told)

    def _address(self, row: _Row) -> Address:
        _, kind, event, id, *_ = row
        return Address(self.links.events[event], KINDS[kind], id)


def _verify(rows: Sequence[_Row]) -> None:
    """Raise `BrokenIndexError` where a record is not as it was written."""
    for rank, kind, event, id, file, line, text, number in rows:
        verify(number, text, rank, kind, event, id, file, line)
