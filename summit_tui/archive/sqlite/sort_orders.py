"""The orders of an index other than that of the docids: written to it, and hits sorted by them.

By date, speaker or source, records are sorted by the combination of values that they have in a
group of facets: the table `sort_order` has the rank of each combination, and records of one rank
stay in the default order. By name or text it has the ordinal of each record.
"""

import sqlite3
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from summit_tui.archive import NAME_LANGUAGES, Sort
from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.facet_codes import FacetCodes
from summit_tui.archive.sqlite.term_postings import counting_sort
from summit_tui.model.kinds import Kind

_MANY: Final = 20_000
"""Hits from which on sorting them takes longer than a pass over all records."""


def localized(order: str) -> tuple[str, ...]:
    """Return an order by names for readers of any language, and those of `NAME_LANGUAGES`."""
    return (order, *(f"{order}/{language}" for language in NAME_LANGUAGES))


RANKED_BY_GROUP: Final = {
    "time": ("date",),
    "people": localized("speaker"),
    "source": ("source",),
}
"""The groups of facets by whose combinations records are sorted, each with its orders."""
_GROUP_OF: Final = {order: group for group, orders in RANKED_BY_GROUP.items() for order in orders}
BY_NAME: Final = localized("name")
"""The orders of all records that are no statements by their names."""
BY_TEXT: Final = "text"
"""The order of statements by their texts."""


def order_name(kind: Kind, sort: Sort, language: str) -> str:
    """Return the name of an order in the index. `language` is the reader's, as in `Search`."""
    if kind == "quotes" and sort is Sort.NAME:
        return BY_TEXT
    name = f"{sort.value}/{language}"
    return name if name in _GROUP_OF or name in BY_NAME else sort.value


class SortOrders:
    """Sorts hits by the orders of one index."""

    def __init__(self, tables: sqlite3.Connection, statements: int) -> None:
        """Read the index of `tables`, whose first `statements` records are the statements."""
        self._tables = tables
        self._statements = statements
        self._codes = FacetCodes(tables)
        self._load = lru_cache(maxsize=1)(self._load_numbers)

    def sort(self, hits: Sequence[int], order: str) -> "array[int]":
        """Return hits, which are ascending docids of one kind, in an order."""
        numbers = self._load(order)
        if order in _GROUP_OF:
            return self._by_rank(hits, numbers, _GROUP_OF[order])
        first = 0 if order == BY_TEXT else self._statements
        if len(hits) < _MANY:
            return array("I", sorted(hits, key=lambda docid: numbers[docid - first]))
        # To put every record at its ordinal and leave out what is no hit is quicker.
        ordered = array("I", bytes(4 * len(numbers)))
        for docid in hits:
            ordered[numbers[docid - first]] = docid + 1
        return array("I", (number - 1 for number in ordered if number))

    def _by_rank(self, hits: Sequence[int], ranks: "array[int]", group: str) -> "array[int]":
        """Return hits in the order of the ranks of their combinations in a group."""
        codes = chain.from_iterable(self._codes.of(group, hits))
        keys = array("I", map(ranks.__getitem__, codes))
        if len(hits) < _MANY:
            return array("I", (docid for _, docid in sorted(zip(keys, hits, strict=True))))
        # A counting sort takes half the time of any other.
        ordered, _ = counting_sort(keys, hits, max(keys) + 1)
        return ordered

    def _load_numbers(self, order: str) -> "array[int]":
        """Return the ranks or the ordinals of an order; raise `IndexCorruptError` if damaged."""
        query = "SELECT numbers, checksum FROM sort_order WHERE name = ?"
        packed, expected = only_row(self._tables.execute(query, (order,)))
        verify(expected, packed, order)
        return array("I", packed)


def write_order(target: sqlite3.Connection, order: str, numbers: "array[int]") -> None:
    """Write the ranks or the ordinals of an order."""
    packed = numbers.tobytes()
    row = (order, packed, checksum(packed, order))
    target.execute("INSERT INTO sort_order VALUES(?, ?, ?)", row)
