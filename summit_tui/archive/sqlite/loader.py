"""Loads the records of one index, with all that belongs to them, by docid or by address."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from summit_tui.archive import (
    MAX_REMARK_STATEMENTS,
    Disagreement,
    Entry,
    IndexCorruptError,
    Page,
    SourcedReading,
    Total,
)
from summit_tui.archive.describe import references
from summit_tui.archive.sqlite.checksums import only_row, verify
from summit_tui.archive.sqlite.record_store import RecordKey, RecordRow, RecordStore
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.schema import events_in
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.records import Event, Quote, Record, Source, Speaker
from summit_tui.model.references import delegations_of, speakers_of, speech_by

_Key = tuple[int, Kind, str]
"""The number of an event, a kind and an id."""

_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_LINKS_KEPT: Final = 2_048
"""Records in the cache: sources and speakers recur on every page."""


class LinkLoader:
    """Loads records of one index by address; an index never changes, so they are cached."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self.events = events_in(store.tables)
        """The ids of the events, by number."""
        self._cache: dict[_Key, Record | None] = {}

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self.records([(event, kind, id)])[event, kind, id]

    def linked(self, records: Sequence[tuple[int, Record]]) -> list[dict[tuple[Kind, str], Record]]:
        """Return the records that each of some records refers to, by kind and id.

        Each is given with its event's number. Its event is among them, the delegations of its
        speakers, those whose speech its sources are, and who made the statement that it answers.
        """
        named = [[*references(record), self._event(event)] for event, record in records]
        known = self.records(
            [
                (event, *reference)
                for (event, _), references_ in zip(records, named, strict=True)
                for reference in references_
            ]
        )
        further: list[_Key] = [
            (event, kind, id)
            for (event, _, _), record in known.items()
            if record is not None
            for kind, id in further_references(record)
        ]
        known |= self.records(further)
        return [
            _linked(event, references_, known)
            for (event, _), references_ in zip(records, named, strict=True)
        ]

    def _event(self, number: int) -> tuple[Kind, str]:
        return "event", self.events[number]

    def records(self, keys: Sequence[_Key]) -> dict[_Key, Record | None]:
        """Return the record of each key, or None where there is none."""
        cache = self._cache
        records = {key: cache[key] for key in keys if key in cache}
        if missing := {key: None for key in keys if key not in records}:
            records |= self._fetch(missing)
        return records

    def _fetch(self, keys: Iterable[_Key]) -> dict[_Key, Record | None]:
        """Fetch the records of some keys and cache them."""
        records: dict[_Key, Record | None] = dict.fromkeys(keys)
        asked = [(event, _NUMBERS[kind], id) for event, kind, id in records]
        rows = self._store.records_at(asked)
        for row, data in zip(rows, decoded(rows), strict=True):
            kind = KINDS[row.kind]
            records[row.event, kind, row.id] = record_from(kind, data)
        # The oldest ones are dropped first.
        surplus = max(0, len(self._cache) + len(records) - _LINKS_KEPT)
        for key in list(islice(self._cache, surplus)):
            del self._cache[key]
        self._cache |= records
        return records


def decoded(rows: Sequence[RecordRow]) -> Sequence[Any]:
    """Return the data of some rows (`Any`: JSON types).

    Raises `IndexCorruptError` where a row differs from what was written.
    """
    for row in rows:
        row.verify()
    # Decoded in one go, they share their keys, which saves time and memory.
    data: Sequence[Any] = json.loads(b"[%b]" % b",".join([row.data for row in rows]))
    return data


def further_references(record: Record) -> Iterator[tuple[Kind, str]]:
    """Yield what a record brings with it where another one refers to it."""
    match record:
        case Speaker():
            yield from (("delegations", id) for id in delegations_of(record))
        case Source():
            yield from (("speakers", id) for id in speech_by(record))
        case Quote():
            yield from (("speakers", id) for id in speakers_of(record))


def _linked(
    event: int, named: Iterable[tuple[Kind, str]], known: Mapping[_Key, Record | None]
) -> dict[tuple[Kind, str], Record]:
    """Return those of the known records that a record of an event names, with what they bring."""
    linked: dict[tuple[Kind, str], Record] = {}
    for kind, id in named:
        if record := known[event, kind, id]:
            linked[kind, id] = record
            for reference in further_references(record):
                if further := known[event, *reference]:
                    linked[reference] = further
    return linked


_ReadingRow = tuple[int, str, int, str, int, int, bytes, int]
_READING_COLUMNS: Final = (
    "source_event, reading.event, reading.kind, reading.id, reading.file, reading.line, "
    "CAST(reading.data AS BLOB), reading.checksum"
)
_EXISTING: Final = "SELECT EXISTS (SELECT 1 FROM reading), EXISTS (SELECT 1 FROM remark)"
_READINGS_AFTER: Final = f"""
SELECT number, {_READING_COLUMNS}
FROM reading WHERE number > ? AND source_event IS NOT NULL ORDER BY number LIMIT 500
"""  # noqa: S608 - no input, here and below
_READINGS_OF: Final = f"""
SELECT {_READING_COLUMNS} FROM json_each(?) AS asked CROSS JOIN reading INDEXED BY reading_address
WHERE reading.event = json_extract(asked.value, '$[0]')
    AND reading.kind = json_extract(asked.value, '$[1]')
    AND reading.id = json_extract(asked.value, '$[2]') AND source_event IS NOT NULL
ORDER BY number
"""  # noqa: S608
_AMONG_DOCIDS: Final = "docid IN (SELECT value FROM json_each(?))"
_REMARKS: Final = f"SELECT * FROM remark WHERE {_AMONG_DOCIDS}"  # noqa: S608
_STATEMENTS: Final = "SELECT docid FROM remark WHERE first_docid = ? ORDER BY docid LIMIT ?"
_SAME: Final = """
SELECT * FROM same_as WHERE id = :id AND event = :event AND kind = :kind
UNION ALL
SELECT * FROM same_as
WHERE other_id = :id AND other_event = :event AND kind = :kind
"""
_DISAGREEMENTS: Final = """
SELECT * FROM disagreement
ORDER BY numbers > 1 DESC, variants DESC, sources DESC, docid, field
"""
"""Different numbers come first: they cannot be two wordings of the same thing."""


class RankedDisagreement(NamedTuple):
    """A disagreement with what orders it among those of other indexes."""

    weight: tuple[bool, int, int]
    """Sorts the greatest disagreement first."""
    entry: Entry
    """The record of the disagreement."""
    disagreement: Disagreement


class ReadingLoader:
    """Loads what the sources of one index print of records, and which records are the same."""

    def __init__(self, store: RecordStore, links: LinkLoader, files: Mapping[int, str]) -> None:
        self._store = store
        self._tables = store.tables
        self._links = links
        self._files = files
        self._has_readings, self._has_remarks = map(bool, only_row(self._tables.execute(_EXISTING)))

    def readings(self, after: int) -> tuple[int, list[SourcedReading]]:
        """Return the next readings after a number, and the number of the last of them."""
        rows = self._tables.execute(_READINGS_AFTER, (after,)).fetchall()
        numbers = {id: number for number, id in self._links.events.items()}
        asked = [(numbers.get(event, -1), kind, id) for _, _, event, kind, id, *_ in rows]
        known = self._store.docids(asked) if rows else {}
        readings = [
            self._reading(row, is_known=key in known)
            for (_, *row), key in zip(rows, asked, strict=True)
        ]
        return rows[-1][0] if rows else after, readings

    def of(self, addresses: Iterable[Address]) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any."""
        readings: dict[Address, list[SourcedReading]] = {}
        if self._has_readings:
            asked = [(event, KINDS.index(kind), id) for event, kind, id in addresses]
            for row in self._tables.execute(_READINGS_OF, (json.dumps(asked),)):
                reading = self._reading(row, is_known=True)
                if reading.address:
                    readings.setdefault(reading.address, []).append(reading)
        return readings

    def remarks_of(self, docids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
        """Return the remark of each of some statements and the number of its sources.

        A remark is named by the docid of its first statement. What is no statement of a remark is
        left out.
        """
        if not self._has_remarks:
            return {}
        rows = self._tables.execute(_REMARKS, (json.dumps(list(docids)),))
        remarks = {}
        for docid, first, sources, checksum in rows:
            verify(checksum, b"", docid, first, sources)
            remarks[docid] = (first, sources)
        return remarks

    def statements(self, remarks: Iterable[int]) -> Mapping[int, list[int]]:
        """Return the docids of the statements of each remark; none where there is only one."""
        statements = {}
        for first in remarks:
            rows = self._tables.execute(_STATEMENTS, (first, MAX_REMARK_STATEMENTS)).fetchall()
            statements[first] = [docid for (docid,) in rows] if len(rows) > 1 else []
        return statements

    def remarks(self) -> dict[int, int]:
        """Return the remark of every statement that is of one, by docid."""
        return dict(self._tables.execute("SELECT docid, first_docid FROM remark").fetchall())

    def same(self, address: Address) -> list[tuple[Address, Address]]:
        """Return the pairs of records declared the same of which a given one is either."""
        event, kind, id = address
        named = {"id": id, "event": event, "kind": KINDS.index(kind)}
        rows = self._tables.execute(_SAME, named)
        pairs = []
        for event, kind_number, id, other_event, other_id, checksum in rows:
            verify(checksum, b"", event, kind_number, id, other_event, other_id)
            pairs.append((Address(event, kind, id), Address(other_event, kind, other_id)))
        return pairs

    def disagreements(self) -> Sequence[tuple[int, str, int, bool, int]]:
        """Return docid, field, number of variants, whether numbers differ, number of sources."""
        disagreements = []
        for docid, field, variants, numbers, sources, checksum in self._tables.execute(
            _DISAGREEMENTS
        ):
            verify(checksum, b"", docid, field, variants, numbers, sources)
            disagreements.append((docid, field, variants, numbers > 1, sources))
        return disagreements

    def _reading(self, row: _ReadingRow, *, is_known: bool) -> SourcedReading:
        home, event, kind, id, file, line, text, checksum = row
        verify(checksum, text, home, event, kind, id, file, line)
        data = json.loads(text)
        reading = reading_from(data)
        source = self._links.record(home, "sources", reading.source)
        return SourcedReading(
            reading,
            data,
            Address(event, KINDS[kind], id) if is_known else None,
            self._links.events[home],
            source if isinstance(source, Source) else None,
            self._files[file],
            line,
        )


_KEPT: Final = 1_000
"""Entries in the cache: most hits of a word were hits before its last letter was typed."""


class RecordLoader:
    """Loads the records of one index as entries; an index never changes, so they are cached."""

    def __init__(self, store: RecordStore, roots: Roots) -> None:
        self._store = store
        self.links = LinkLoader(store)
        self.events = {id: number for number, id in self.links.events.items()}
        """The numbers of the events, by id."""
        self.files: dict[int, str] = {}
        """The names of the files, by number."""
        for number, path, *others, checksum in store.tables.execute("SELECT * FROM file"):
            verify(checksum, path, number, *others)
            self.files[number] = roots.spell(others[0])
        self.readings = ReadingLoader(store, self.links, self.files)
        self._cache: dict[int, Entry] = {}
        self._doubtful: set[int] = set()
        """Those in the cache about which the records leave a doubt."""

    def docid(self, address: Address) -> int | None:
        """Return the docid of the record at an address, or None."""
        return next(iter(self.docids([address])), None)

    def docids(self, addresses: Iterable[Address]) -> Iterable[int]:
        """Return the docids of those of some records that there are."""
        keys = self.fetch(addresses)
        return self._store.docids(keys).values() if keys else ()

    def fetch(self, addresses: Iterable[Address]) -> Sequence[RecordKey]:
        """Let a store that is far away fetch some records at once; return their keys."""
        keys = [
            (self.events[event], _NUMBERS[kind], id)
            for event, kind, id in addresses
            if event in self.events
        ]
        self._store.fetch(keys)
        return keys

    def record(self, address: Address) -> Record | None:
        """Return the record at an address without what belongs to it, or None."""
        event = self.events.get(address.event)
        return None if event is None else self.links.record(event, address.kind, address.id)

    def all_events(self) -> list[Event]:
        """Return all events, newest first; one without a record has its id only."""
        keys: list[_Key] = [(number, "event", id) for id, number in self.events.items()]
        records = self.links.records(keys)
        events = (records[key] or Event(id=key[2], name=key[2]) for key in keys)
        return [event for event in events if isinstance(event, Event)]

    def at(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        docid = self.docid(address)
        entry = None if docid is None else self.load([docid])[0]
        if entry is not None and entry.address != address:
            raise IndexCorruptError("an address leads to another record")
        return entry

    def named(self, id: str) -> list[Address]:
        """Return the addresses of all records of an id, kind by kind in the order of docids."""
        rows = self._store.named(id)
        for row in rows:
            row.verify()
        return list(map(self._address, rows))

    def load(self, docids: Sequence[int]) -> list[Entry]:
        """Return the records of some docids, in the order given."""
        remarks = self.readings.remarks_of(docids)
        statements = self.readings.statements({first for first, _ in remarks.values()})
        entries = self._cached({*docids, *chain.from_iterable(statements.values())})

        def complete(docid: int) -> Entry:
            first, accounts = remarks.get(docid, (docid, 1))
            others = [entries[statement] for statement in statements.get(first, ())]
            if not others:
                return entries[docid]
            if docid not in statements[first]:
                others[-1] = entries[docid]
            return entries[docid]._replace(accounts=accounts, statements=others)

        if not remarks:
            return [entries[docid] for docid in docids]
        return [complete(docid) for docid in docids]

    def page(self, docids: Sequence[int], total: Total, start: int) -> Page:
        """Return the records of some docids as hits, of which the first is at `start`."""
        hits = self.load(docids)
        pairs = zip(docids, hits, strict=True)
        doubtful = frozenset(hit.address for docid, hit in pairs if docid in self._doubtful)
        return Page(hits, total, start, doubtful)

    def _cached(self, docids: Collection[int]) -> Mapping[int, Entry]:
        """Return entries by docid, without the other statements of their remarks."""
        # The oldest ones are dropped first, and never many at once.
        for docid in list(islice(self._cache, max(0, len(self._cache) - _KEPT))):
            del self._cache[docid]
            self._doubtful.discard(docid)
        if missing := [docid for docid in docids if docid not in self._cache]:
            self._fetch(missing)
        return self._cache

    def _fetch(self, docids: Sequence[int]) -> None:
        """Load entries into the cache."""
        rows = self._store.records(docids)
        if len(rows) < len(docids):
            raise IndexCorruptError("a record is missing")
        data = decoded(rows)
        records = [
            record_from(KINDS[row.kind], values) for row, values in zip(rows, data, strict=True)
        ]
        linked = self.links.linked(
            [(row.event, record) for row, record in zip(rows, records, strict=True)]
        )
        readings = self.readings.of(map(self._address, rows))
        for row, values, record, links in zip(rows, data, records, linked, strict=True):
            address, path = self._address(row), self.files[row.file]
            entry = Entry(address, record, values, path, row.line, links, readings.get(address, ()))
            self._cache[row.docid] = entry
            if row.doubtful:
                self._doubtful.add(row.docid)

    def _address(self, row: RecordRow) -> Address:
        return Address(self.links.events[row.event], KINDS[row.kind], row.id)
