"""Which statements have each value of a facet, the most frequent values first.

Among many hits the values that are frequent at all are counted first, and the rest only as long
as one of them could still be among the most frequent.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from heapq import heappush, heappushpop, nlargest
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from summit_tui.archive.bitmaps import bitmap
from summit_tui.archive.document import GROUPS

if TYPE_CHECKING:
    from summit_tui.archive.grouping import Groups

_CHUNK: Final = 1 << 14
"""So many ranks stand in one row at least."""
_FEW: Final = 64
"""What fewer statements have stands in a row with others."""

_MANY: Final = 8
"""What at least one in so many is a hit is counted to its end."""
_DENSE: Final = 8
"""A bitmap of so many bytes a statement is read more quickly than a list."""
_IN_LISTS: Final = -1

_Row = tuple[int, bytes, bytes, int, bytes]


class Holders:
    """Counts the values of facets among many statements of one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def most(self, bits: int, lanes: bytes, facet: str, limit: int) -> dict[int, int] | None:
        """Return the most frequent marks of a facet among hits, with their numbers.

        Hits are given as a bitmap and as bytes that are 0 or 1. None is returned where to look at
        the hits one by one is quicker.
        """
        hits = _Hits(bits, lanes)
        counted: list[tuple[int, int]] = []
        best: list[int] = []
        rows = self._connection.execute(
            "SELECT most, marks, sizes, first, held FROM holder WHERE facet = ? ORDER BY number",
            (facet,),
        )
        for row in rows:
            if len(best) == limit and best[0] >= row[0]:
                # No other value is in more hits than in statements.
                break
            if hits.looked_at > hits.number and hits.number * _MANY < len(lanes):
                return None
            for mark, number in hits.counted(row):
                counted.append((mark, number))
                if len(best) < limit:
                    heappush(best, number)
                elif number > best[0]:
                    heappushpop(best, number)
        return {mark: n for mark, n in nlargest(limit, counted, key=itemgetter(1)) if n}


class _Hits:
    """Statements that were found."""

    def __init__(self, bits: int, lanes: bytes) -> None:
        self._bits = bits.to_bytes(len(lanes) // 8 + 1, "little")
        self._lanes = lanes
        self.number = bits.bit_count()
        """How many there are."""
        self.looked_at = 0
        """How many statements of lists were looked at."""

    def counted(self, row: _Row) -> Iterator[tuple[int, int]]:
        """Yield each mark of a row of the table, and how many hits have it."""
        _, marks, sizes, first, held = row
        if first != _IN_LISTS:
            both = int.from_bytes(held, "little")
            both &= int.from_bytes(self._bits[first : first + len(held)], "little")
            yield array("I", marks)[0], both.bit_count()
            return
        found = bytes(map(self._lanes.__getitem__, array("I", held)))
        self.looked_at += len(found)
        start = 0
        for mark, size in zip(array("I", marks), array("I", sizes), strict=True):
            yield mark, found.count(1, start, start := start + size)


def write_holders(target: sqlite3.Connection, groups: "Groups", statements: int) -> None:
    """Write which of so many statements have each value of the facets."""
    for group, facets in GROUPS.items():
        codes = groups.noted(group)[:statements]
        for facet, choices in zip(facets, zip(*groups.choices(group), strict=True), strict=False):
            held: dict[int, array[int]] = {}
            for rank, code in enumerate(codes):
                for mark in choices[code]:
                    if mark not in held:
                        held[mark] = array("I")
                    held[mark].append(rank)
            by_size = sorted(held.items(), key=lambda one: -len(one[1]))
            rows = sorted(_rows(by_size), key=lambda row: -row[0])
            target.executemany(
                "INSERT INTO holder VALUES(?, ?, ?, ?, ?, ?, ?)",
                ((facet, number, *row) for number, row in enumerate(rows)),
            )


def _rows(held: Sequence[tuple[int, "array[int]"]]) -> Iterator[_Row]:
    """Yield rows of the table; `held` are marks with the ranks of their statements."""
    marks, sizes, together = array("I"), array("I"), array("I")
    for mark, ranks in held:
        first, last = ranks[0] // 8, ranks[-1] // 8
        if len(ranks) >= _FEW and last - first < len(ranks) * _DENSE:
            bits = bitmap((rank - first * 8 for rank in ranks), (last - first + 1) * 8)
            packed = bits.to_bytes(last - first + 1, "little")
            yield len(ranks), array("I", (mark,)).tobytes(), b"", first, packed
            continue
        marks.append(mark)
        sizes.append(len(ranks))
        together.extend(ranks)
        if len(together) >= _CHUNK:
            yield _lists(marks, sizes, together)
            marks, sizes, together = array("I"), array("I"), array("I")
    if marks:
        yield _lists(marks, sizes, together)


def _lists(marks: "array[int]", sizes: "array[int]", ranks: "array[int]") -> _Row:
    return sizes[0], marks.tobytes(), sizes.tobytes(), _IN_LISTS, ranks.tobytes()
