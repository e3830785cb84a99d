"""The records of one index with all that belongs to them, by rank or by address."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, islice
from typing import Final

from summit_tui.archive import BrokenIndexError, Entry
from summit_tui.archive.answering.links import Links
from summit_tui.archive.answering.witnesses import Witnesses
from summit_tui.archive.checksums import verify
from summit_tui.archive.roots import Roots
from summit_tui.kinds import KINDS, Address
from summit_tui.rebuilding import record_from

_Row = tuple[int, int, int, str, int, int, bytes, int]
_AT: Final = "SELECT rank FROM record WHERE id = ? AND event = ? AND kind = ?"
_COLUMNS: Final = "rank, kind, event, record.id, file, line, CAST(data AS BLOB), checksum"
_NAMED: Final = f"SELECT {_COLUMNS} FROM record WHERE id = ? ORDER BY kind, rank"  # noqa: S608
_AMONG: Final = f"""
SELECT {_COLUMNS}
FROM json_each(?) AS asked CROSS JOIN record ON rank = asked.value
"""  # noqa: S608 - no input, here and above
_KEPT: Final = 1_000
"""The hits of a word are to a large part those of the word before its last letter."""


class Entries:
    """Fetches records of one index; an index never changes, so they can be kept."""

    def __init__(self, connection: sqlite3.Connection, roots: Roots) -> None:
        self._connection = connection
        self.links = Links(connection)
        self.events = {id: number for number, id in self.links.events.items()}
        """The numbers of the events, by id."""
        self.files: dict[int, str] = {}
        """The names of the files, by number."""
        for number, path, *others, checked in connection.execute("SELECT * FROM file"):
            verify(checked, path, number, *others)
            self.files[number] = roots.spelled(others[0])
        self.witnesses = Witnesses(connection, self.links, self.files)
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
            raise BrokenIndexError("an address leads to another record")
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
            raise BrokenIndexError("a record is missing")
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
