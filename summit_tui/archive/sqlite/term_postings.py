"""Which records have each term: the terms are in no document, as an engine would keep positions.

Those that a good part of the records has are bitmaps beside those of frequent words (`postings`);
the others are here, a row each.
"""

import json
import sqlite3
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, count, pairwise, repeat
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.bitmaps import set_bits
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.schema import typecode_below

_DENSE: Final = 32
"""A bitmap of up to this many bytes a record takes less room than a list, and less time."""
_BITMAP: Final = ""
"""The type code of what is no list."""
_LEVEL: Final = 1
"""The level of zlib."""

_Row = tuple[int, int, str, bytes, int]
"""A row of the table `term_posting`."""


class TermDocids:
    """The docids that have each term, in a few arrays: there are as many terms as speakers."""

    def __init__(
        self,
        docids: "array[int]",
        starts: "array[int]",
        terms_of_combinations: Iterable[Collection[int]],
        terms: int,
    ) -> None:
        """Take the docids of each combination, which begin at `starts`, and its terms.

        There are so many `terms` in all.
        """
        self._docids, self._starts = docids, starts
        keys, combinations = array("I"), array("I")
        for combination, of_combination in enumerate(terms_of_combinations):
            if starts[combination] < starts[combination + 1]:
                keys.extend(of_combination)
                combinations.extend(repeat(combination, len(of_combination)))
        self._combinations, self._firsts = counting_sort(keys, combinations, terms)

    @classmethod
    def of_columns(
        cls, columns: Iterable[tuple["array[int]", int, Iterable[Collection[int]]]], terms: int
    ) -> "TermDocids":
        """Invert columns, of so many `terms` in all.

        A column has the number of each record's combination by docid, how many combinations there
        are, and the terms of each.
        """
        docids, starts = array("I"), array("I", (0,))
        combinations = []
        for numbers, size, of_column in columns:
            of_combinations, its_starts = counting_sort(numbers, range(len(numbers)), size)
            starts.extend(len(docids) + start for start in its_starts[1:])
            docids.extend(of_combinations)
            combinations.append(of_column)
        return cls(docids, starts, chain.from_iterable(combinations), terms)

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._firsts) - 1

    def terms(self) -> "array[int]":
        """Return the terms that records have, ascending."""
        firsts = self._firsts
        return array("I", (term for term in range(len(self)) if firsts[term] < firsts[term + 1]))

    def count(self, term: int) -> int:
        """Return how many docids the arrays of a term have together."""
        starts = self._starts
        return sum(starts[number + 1] - starts[number] for number in self._numbers(term))

    def span(self, term: int) -> tuple[int, int]:
        """Return the first and the last docid of a term that some record has."""
        docids, starts, numbers = self._docids, self._starts, self._numbers(term)
        last = max(docids[starts[number + 1] - 1] for number in numbers)
        return min(docids[starts[number]] for number in numbers), last

    def arrays(self, term: int) -> Sequence["array[int]"]:
        """Return the docids of a term in arrays, each ascending, which may overlap."""
        return [
            self._docids[self._starts[number] : self._starts[number + 1]]
            for number in self._numbers(term)
        ]

    def _numbers(self, term: int) -> "array[int]":
        """Return the numbers of the combinations that have a term, of those that records have."""
        return self._combinations[self._firsts[term] : self._firsts[term + 1]]


def counting_sort(
    keys: Sequence[int], items: Iterable[int], number_of_keys: int
) -> tuple["array[int]", "array[int]"]:
    """Return items sorted by their keys, and where those of each key start, at last the end.

    Items of one key keep their order (Seward 1954).
    """
    sizes = counts_of(keys, number_of_keys)
    starts = array("I", accumulate(sizes, initial=0))
    ordered, ends = array("I", bytes(4 * len(keys))), starts[:]
    for key, item in zip(keys, items, strict=True):
        ordered[ends[key]] = item
        ends[key] += 1
    return ordered, starts


def counts_of(keys: Iterable[int], number_of_keys: int) -> "array[int]":
    """Return how often each key occurs: a `Counter` of a million takes a hundred megabytes."""
    counts = array("I", bytes(4 * number_of_keys))
    for key in keys:
        counts[key] += 1
    return counts


def write_term_postings(
    target: sqlite3.Connection, terms: Iterable[tuple[int, Sequence["array[int]"]]]
) -> None:
    """Write the docids of terms, each in arrays as those of `TermDocids`."""
    rows = ((number, *_packed(merged(parts))) for number, parts in terms)
    target.executemany(
        "INSERT INTO term_posting VALUES(?, ?, ?, ?, ?)",
        ((*row, checksum(row[-1], *row[:-1])) for row in rows),
    )


def merged(parts: Sequence["array[int]"]) -> Sequence[int]:
    """Return the docids of a term, ascending."""
    return parts[0] if len(parts) == 1 else sorted(set(chain.from_iterable(parts)))


def _packed(docids: Sequence[int]) -> tuple[int, str, bytes]:
    """Return docids as `first`, `typecode` and `packed` of the table `term_posting`."""
    if not docids:
        return -1, "B", b""
    first, last = docids[0], docids[-1]
    size = last // 8 - first // 8 + 1
    if size <= len(docids) * _DENSE:
        bits = bytearray(size)
        _set_bits(bits, docids, first // 8 * 8)
        return first // 8, _BITMAP, zlib.compress(bits, _LEVEL)
    steps = [after - before for before, after in pairwise(docids)]
    typecode = typecode_below(max(steps, default=0) + 1)
    return first, typecode, array(typecode, steps).tobytes()


def _set_bits(bits: bytearray, docids: Iterable[int], start: int = 0) -> None:
    """Set the bits of docids in a bitmap that begins with the docid `start`, one of a byte."""
    for docid in docids:
        bits[(docid - start) >> 3] |= 1 << (docid & 7)


class TermPostings:
    """The records that have terms of one index which are not frequent."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def bitmap(self, terms: Sequence[int], records: int) -> int:
        """Return the bitmap of those of so many records that have any of some terms."""
        bits, dense = bytearray(records // 8 + 1), 0
        for _, first, typecode, packed in self._rows(terms):
            if typecode == _BITMAP:
                dense |= int.from_bytes(zlib.decompress(packed), "little") << first * 8
            elif first >= 0:
                _set_bits(bits, accumulate(array(typecode, packed), initial=first))
        return int.from_bytes(bits, "little") | dense

    def all(self) -> Iterator[tuple[int, "array[int]"]]:
        """Yield all terms, each with the docids of its records, ascending."""
        rows = self._connection.execute("SELECT * FROM term_posting")
        for number, first, typecode, packed in self._verified(rows):
            docids = array("I")
            if typecode == _BITMAP:
                docids.extend(set_bits(zlib.decompress(packed), count(first * 8, 8)))
            elif first >= 0:
                docids.extend(accumulate(array(typecode, packed), initial=first))
            yield number, docids

    def _rows(self, terms: Sequence[int]) -> Iterator[tuple[int, int, str, bytes]]:
        """Yield the rows of some terms, each of which has one."""
        query = "SELECT * FROM term_posting WHERE number IN (SELECT value FROM json_each(?))"
        missing = set(terms)
        for row in self._verified(self._connection.execute(query, (json.dumps(terms),))):
            missing.discard(row[0])
            yield row
        if missing:
            raise IndexCorruptError("a row is missing")

    def _verified(self, rows: Iterable[_Row]) -> Iterator[tuple[int, int, str, bytes]]:
        """Yield rows without their checksums."""
        for number, first, typecode, packed, expected in rows:
            verify(expected, packed, number, first, typecode)
            yield number, first, typecode, packed
