"""Loads the records of one index, with all that belongs to them, by docid or by address."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from summit_tui.archive import (
    MAX_REMARK_STATEMENTS,
    Disagreement,
    Entry,
    IndexCorruptError,
    Page,
    SourcedReading,
    Total,
)
from summit_tui.archive.sqlite.checksums import only_row, verify
from summit_tui.archive.sqlite.link_loader import LinkKey, LinkLoader, decoded
from summit_tui.archive.sqlite.record_store import RecordKey, RecordRow, RecordStore
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.model.kinds import KINDS, Address
from summit_tui.model.rebuild import reading_from, record_from
from summit_tui.model.records import Event, Record, Source

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
        """By docid, whole or not."""
        self._doubtful: set[int] = set()
        """Those in the cache about which the records leave a doubt."""

    def docid(self, address: Address) -> int | None:
        """Return the docid of the record at an address, or None."""
        return next(iter(self.docids([address])), None)

    def docids(self, addresses: Iterable[Address]) -> Iterable[int]:
        """Return the docids of those of some records that there are."""
        keys = self.prefetch(addresses)
        return self._store.docids(keys).values() if keys else ()

    def prefetch(self, addresses: Iterable[Address]) -> Sequence[RecordKey]:
        """Let a store that is far away fetch some records at once; return their keys."""
        keys = [
            (self.events[event], KINDS.index(kind), id)
            for event, kind, id in addresses
            if event in self.events
        ]
        self._store.prefetch(keys)
        return keys

    def record(self, address: Address) -> Record | None:
        """Return the record at an address without what belongs to it, or None."""
        event = self.events.get(address.event)
        return None if event is None else self.links.record(event, address.kind, address.id)

    def all_events(self) -> list[Event]:
        """Return all events, newest first; one without a record has its id only."""
        keys: list[LinkKey] = [(number, "event", id) for id, number in self.events.items()]
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

    def _rows(self, docids: Sequence[int]) -> list[Entry]:
        """Return the records of some docids with what a row shows, in the order given."""
        entries = self._cached(docids, whole=False)
        remarks = self.readings.remarks_of(docids)
        return [
            # The cache has none with the other statements of its remark.
            entries[docid]._replace(accounts=remarks[docid][1], is_whole=False)
            if docid in remarks
            else entries[docid]
            for docid in docids
        ]

    def page(self, docids: Sequence[int], total: Total, start: int, *, whole: bool) -> Page:
        """Return the records of some docids as hits, of which the first is at `start`.

        Unless they are to be `whole`, they have what a row of a list shows.
        """
        hits = self.load(docids) if whole else self._rows(docids)
        pairs = zip(docids, hits, strict=True)
        doubtful = frozenset(hit.address for docid, hit in pairs if docid in self._doubtful)
        return Page(hits, total, start, doubtful)

    def _cached(self, docids: Collection[int], *, whole: bool = True) -> Mapping[int, Entry]:
        """Return entries by docid, without the other statements of their remarks."""
        # The oldest ones are dropped first, and never many at once.
        for docid in list(islice(self._cache, max(0, len(self._cache) - _KEPT))):
            del self._cache[docid]
            self._doubtful.discard(docid)
        cache = self._cache
        missing = [
            docid for docid in docids if docid not in cache or (whole and not cache[docid].is_whole)
        ]
        if missing:
            self._fetch(missing, whole=whole)
        return cache

    def _fetch(self, docids: Sequence[int], *, whole: bool) -> None:
        """Load entries into the cache."""
        rows = self._store.records(docids)
        if len(rows) < len(docids):
            raise IndexCorruptError("a record is missing")
        data = decoded(rows)
        records = [
            record_from(KINDS[row.kind], values) for row, values in zip(rows, data, strict=True)
        ]
        of_events = [(row.event, record) for row, record in zip(rows, records, strict=True)]
        linked = self.links.linked(of_events) if whole else self.links.in_rows(of_events)
        readings = self.readings.of(map(self._address, rows)) if whole else {}
        for row, values, record, links in zip(rows, data, records, linked, strict=True):
            address, path = self._address(row), self.files[row.file]
            self._cache[row.docid] = Entry(
                address,
                record,
                values,
                path,
                row.line,
                links,
                readings.get(address, ()),
                is_whole=whole,
            )
            if row.doubtful:
                self._doubtful.add(row.docid)

    def _address(self, row: RecordRow) -> Address:
        return Address(self.links.events[row.event], KINDS[row.kind], row.id)
