"""What an index knows of many sources for one thing: readings, remarks, what is the same."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import MOST_TOLD, Attestation, Disagreement, Entry
from summit_tui.archive.answering.links import Links
from summit_tui.archive.checksums import verify
from summit_tui.kinds import KINDS, Address
from summit_tui.rebuilding import reading_from
from summit_tui.records import Source

_Row = tuple[int, str, int, str, int, int, bytes, int]
_COLUMNS: Final = (
    "home, reading.event, reading.kind, reading.id, reading.file, reading.line, "
    "CAST(reading.data AS BLOB), reading.checksum"
)
_ARE_ANY: Final = "SELECT EXISTS (SELECT 1 FROM reading), EXISTS (SELECT 1 FROM remark)"
_AFTER: Final = f"""
SELECT number, {_COLUMNS}, EXISTS (
    SELECT 1 FROM record JOIN event ON event.number = record.event
    WHERE (record.id, event.id, record.kind) = (reading.id, reading.event, reading.kind)
)
FROM reading WHERE number > ? AND home IS NOT NULL ORDER BY number LIMIT 500
"""  # noqa: S608 - no input, here and below
_OF: Final = f"""
SELECT {_COLUMNS} FROM json_each(?) AS asked CROSS JOIN reading INDEXED BY attested
WHERE reading.event = json_extract(asked.value, '$[0]')
    AND reading.kind = json_extract(asked.value, '$[1]')
    AND reading.id = json_extract(asked.value, '$[2]') AND home IS NOT NULL
ORDER BY number
"""  # noqa: S608
_WANTED: Final = "rank IN (SELECT value FROM json_each(?))"
# No input: the other part stands here.
_ACCOUNTS: Final = f"SELECT * FROM remark WHERE {_WANTED}"  # noqa: S608
_TOLD: Final = "SELECT rank FROM remark WHERE first = ? ORDER BY rank LIMIT ?"
_SAME: Final = """
SELECT * FROM same WHERE id = ?1 AND event = ?2 AND kind = ?3
UNION ALL
SELECT * FROM same
WHERE other_id = ?1 AND other_event = ?2 AND kind = ?3
"""
_DISAGREEMENTS: Final = """
SELECT * FROM disagreement
ORDER BY numbers > 1 DESC, variants DESC, sources DESC, rank, field
"""
"""Different numbers come first: they cannot be two wordings of the same."""


class Disputed(NamedTuple):
    """Where sources disagree."""

    weight: tuple[bool, int, int]
    """Sorts what disagrees most first."""
    entry: Entry
    told: Disagreement


class Witnesses:
    """What the sources of one index say of the same thing."""

    def __init__(
        self, connection: sqlite3.Connection, links: Links, files: Mapping[int, str]
    ) -> None:
        self._connection = connection
        self._links = links
        self._files = files
        self._are_readings, self._are_remarks = map(bool, connection.execute(_ARE_ANY).fetchone())

    def readings(self, after: int) -> tuple[int, list[Attestation]]:
        """Return the next readings after a number, and the number of the last of them."""
        rows = self._connection.execute(_AFTER, (after,)).fetchall()
        told = [self._attestation(row, is_known=is_known) for _, *row, is_known in rows]
        return rows[-1][0] if rows else after, told

    def of(self, addresses: Iterable[Address]) -> Mapping[Address, Sequence[Attestation]]:
        """Return the readings of those of some records that have any."""
        found: dict[Address, list[Attestation]] = {}
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
            ranks = self._connection.execute(_TOLD, (first, MOST_TOLD)).fetchall()
            found[first] = [rank for (rank,) in ranks] if len(ranks) > 1 else []
        return found

    def remarks(self) -> dict[int, int]:
        """Return the remark of every statement that is of one."""
        return dict(self._connection.execute("SELECT rank, first FROM remark").fetchall())

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

    def _attestation(self, row: _Row, *, is_known: bool) -> Attestation:
        home, event, kind, id, file, line, text, number = row
        verify(number, text, home, event, kind, id, file, line)
        reading = reading_from(json.loads(text))
        source = self._links.record(home, "sources", reading.source)
        address = Address(event, KINDS[kind], id) if is_known else None
        known = source if isinstance(source, Source) else None
        origin = self._links.events[home]
        return Attestation(reading, address, origin, known, self._files[file], line)
