"""What an index knows of many sources for one thing: readings, remarks and editions."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.archive import MOST_TOLD, Attestation, Disagreement, Entry
from summit_tui.archive.shelf import Shelf
from summit_tui.kinds import KINDS, Address
from summit_tui.rebuilding import reading_from
from summit_tui.records import Source

_Row = tuple[int, int, int, int, str, int, int, str, int]
_READING: Final = """
SELECT number, home, reading.event, reading.kind, reading.id, reading.file, reading.line,
    reading.data, rank
FROM reading LEFT JOIN record USING (id, event, kind)
"""
_AFTER: Final = _READING + "WHERE number > ? ORDER BY number LIMIT 500"
_WANTED: Final = "rank IN (SELECT value FROM json_each(?))"
# No input: the other parts stand here.
_OF: Final = _READING + f"WHERE {_WANTED} ORDER BY number"
_ACCOUNTS: Final = f"SELECT rank, first, sources FROM remark WHERE {_WANTED}"  # noqa: S608
_TOLD: Final = "SELECT rank FROM remark WHERE first = ? ORDER BY rank LIMIT ?"
_EDITIONS: Final = """
SELECT rank FROM edition WHERE first = (SELECT first FROM edition WHERE rank = ?) ORDER BY rank
"""
_DISAGREEMENTS: Final = """
SELECT rank, field, variants, numbers > 1, sources FROM disagreement
ORDER BY numbers > 1 DESC, variants DESC, sources DESC, rank
"""
"""Different numbers come first: they cannot be two wordings of the same."""


class Disputed(NamedTuple):
    """Where sources disagree."""

    weight: tuple[bool, int, int]
    """Sorts what disagrees most first."""
    entry: Entry
    told: Disagreement


class Witnesses:
    """The readings, remarks and editions of one index; records are named by their ranks."""

    def __init__(
        self, connection: sqlite3.Connection, shelf: Shelf, files: Mapping[int, str]
    ) -> None:
        self._connection = connection
        self._shelf = shelf
        self._files = files
        (are_any,) = connection.execute("SELECT EXISTS (SELECT 1 FROM reading)").fetchone()
        self._are_any = bool(are_any)

    def readings(self, after: int) -> tuple[int, list[Attestation]]:
        """Return the next readings after a number, and the number of the last of them."""
        rows: list[_Row] = self._connection.execute(_AFTER, (after,)).fetchall()
        return rows[-1][0] if rows else after, list(map(self._attestation, rows))

    def of(self, ranks: str) -> Mapping[int, Sequence[Attestation]]:
        """Return the readings of some records, whose ranks are given as JSON."""
        found: dict[int, list[Attestation]] = {}
        for row in self._connection.execute(_OF, (ranks,)) if self._are_any else ():
            found.setdefault(row[-1], []).append(self._attestation(row))
        return found

    def accounts(self, ranks: str) -> Mapping[int, tuple[int, int]]:
        """Return the first statements of the remarks of some, and in how many sources each stands.

        Ranks are given as JSON.
        """
        rows = self._connection.execute(_ACCOUNTS, (ranks,))
        return {rank: (first, sources) for rank, first, sources in rows}

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

    def editions(self, rank: int) -> list[int]:
        """Return the records of one person, organization or country; none if it is alone."""
        return [one for (one,) in self._connection.execute(_EDITIONS, (rank,))]

    def disagreements(self) -> Sequence[tuple[int, str, int, int, int]]:
        """Return rank, field, number of variants, whether numbers differ, number of sources."""
        return self._connection.execute(_DISAGREEMENTS).fetchall()

    def _attestation(self, row: _Row) -> Attestation:
        _, home, event, kind, id, file, line, text, rank = row
        reading = reading_from(json.loads(text))
        source = self._shelf.record(home, "sources", reading.source)
        address = Address(self._shelf.events[event], KINDS[kind], id) if rank is not None else None
        events = self._shelf.events
        known = source if isinstance(source, Source) else None
        return Attestation(reading, address, events[home], known, self._files[file], line)
