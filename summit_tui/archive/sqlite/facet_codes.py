"""The codes of records in each group of facets: the combination of values that each record has."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import getitem
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.checksums import verify
from summit_tui.archive.sqlite.schema import BLOCK_SIZE

_CODES: Final = """
SELECT block, typecode, ordinals, checksum FROM facet_column
WHERE facet_group = ? AND block BETWEEN ? AND ? ORDER BY block
"""


class FacetCodes:
    """Reads the table `facet_column` of one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the index of `connection`."""
        self._connection = connection
        self._verified: set[tuple[str, int]] = set()
        """Rows whose checksum was verified, which is done once."""

    def of(self, group: str, hits: Sequence[int]) -> Iterator[Iterable[int]]:
        """Yield the codes of a group that hits have, which are ascending docids, row by row."""
        for number, codes in self.rows(group, hits[0], hits[-1]) if hits else ():
            offsets = _offsets(hits, docids_of_row(number))
            if isinstance(offsets, range):
                yield codes[offsets.start : offsets.stop]
            else:
                yield map(getitem, repeat(codes), offsets)

    def rows(self, group: str, first: int, last: int) -> "Iterator[tuple[int, memoryview[int]]]":
        """Yield number and codes of each row of a group, from one docid to another.

        Raises `IndexCorruptError` where a row is damaged or missing.
        """
        bounds = (first // BLOCK_SIZE, last // BLOCK_SIZE)
        missing = {*range(bounds[0], bounds[1] + 1)}
        for number, width, codes, expected in self._connection.execute(_CODES, (group, *bounds)):
            if (group, number) not in self._verified:
                verify(expected, codes, group, number, width)
                self._verified.add((group, number))
            missing.discard(number)
            # A copy would take longer than to look up even many hits.
            yield number, memoryview(codes).cast(width)
        if missing:
            raise IndexCorruptError("a row is missing")


def docids_of_row(number: int) -> range:
    """Return the docids of the records in a row."""
    return range(number * BLOCK_SIZE, (number + 1) * BLOCK_SIZE)


def _offsets(hits: Sequence[int], span: range) -> Sequence[int]:
    """Return the hits in a span of docids, counted from its first one."""
    inside = hits[bisect_left(hits, span.start) : bisect_left(hits, span.stop)]
    if isinstance(inside, range):
        return range(inside.start - span.start, inside.stop - span.start)
    return [docid - span.start for docid in inside]
