"""Facet columns: for every record the ordinal of its combination of values in a group of facets."""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from summit_tui.archive.describe import GROUPS
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.schema import BLOCK_SIZE, typecode_below
from summit_tui.archive.sqlite.sort_orders import RANKED_BY_GROUP

Terms = tuple[int, ...]
"""The numbers of terms of one facet."""


class TermLists:
    """Terms of many combinations, in two arrays: tuples of them take ten times the memory."""

    def __init__(self) -> None:
        self._terms, self._ends = array("I"), array("I", (0,))

    def append(self, terms: Terms) -> None:
        """Add the terms of the next combination."""
        self._terms.extend(terms)
        self._ends.append(len(self._terms))

    def __len__(self) -> int:
        """Return how many combinations there are."""
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> Terms:
        """Return the terms of a combination; raise `IndexError` behind the last."""
        return tuple(self._terms[self._ends[number] : self._ends[number + 1]])

    def __iter__(self) -> Iterator[Terms]:
        """Yield the terms of each combination."""
        return map(self.__getitem__, range(len(self)))


class FacetColumns:
    """The facet columns of an index that is being built, group by group.

    Each record has the number of a combination in each group; each combination has terms in each
    facet of the group.
    """

    def __init__(self, numbers: Mapping[str, "array[int]"], statements: int) -> None:
        """Take the number of each record's combination in each group, by docid.

        The first `statements` records are the statements.
        """
        self._numbers = numbers
        self.statements = statements
        """The number of all statements."""
        self._terms = {group: [TermLists() for _ in facets] for group, facets in GROUPS.items()}
        orders = chain.from_iterable(RANKED_BY_GROUP.values())
        self.sort_keys: dict[str, list[str]] = {order: [] for order in orders}
        """For each order the sort key of the records of each combination; empty where there is
        none."""
        self.combinations: dict[str, array[int]] = {}
        """The combination of each code of a group, once the group is written."""
        self.records = len(numbers["time"])
        """The number of all records."""

    def add(self, group: str, terms: tuple[Terms, ...], sort_keys: tuple[str, ...]) -> None:
        """Add the next combination of a group: its terms in each facet, its key in each order.

        One that no record has is in no order, and has no keys.
        """
        for of_facet, of_combination in zip(self._terms[group], terms, strict=True):
            of_facet.append(of_combination)
        for order, key in zip_longest(RANKED_BY_GROUP.get(group, ()), sort_keys, fillvalue=""):
            self.sort_keys[order].append(key)

    def numbers(self, group: str) -> "array[int]":
        """Return the number of each record's combination in a group, by docid."""
        return self._numbers[group]

    def terms(self, group: str) -> Sequence[TermLists]:
        """Return the terms of each combination in each facet of a group."""
        return self._terms[group]

    def write(self, target: sqlite3.Connection) -> None:
        """Write the tables `facet_column` and `facet`."""
        for group, facets in GROUPS.items():
            statement_ordinals, order = self._order(group)
            self.combinations[group] = array("I", order)
            self._write_column(target, group, order)
            for facet, of_facet in zip(facets, self._terms[group], strict=True):
                terms = [of_facet[number] for number in order]
                arrays = [items.tobytes() for items in _facet_arrays(terms)]
                row = (facet, statement_ordinals, int(_are_single(terms[:statement_ordinals])))
                stored_checksum = checksum(b"".join(arrays), *row, *map(len, arrays))
                target.execute(
                    "INSERT INTO facet VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                    (*row, *arrays, stored_checksum),
                )

    def _write_column(self, target: sqlite3.Connection, group: str, order: Sequence[int]) -> None:
        """Write each record's ordinal, the position of its combination in `order`."""
        ordinals = array("I", bytes(4 * len(order)))
        for ordinal, number in enumerate(order):
            ordinals[number] = ordinal
        typecode, column = _pack(map(ordinals.__getitem__, self.numbers(group)), len(order))
        for block, start in enumerate(range(0, len(column), BLOCK_SIZE)):
            packed = column[start : start + BLOCK_SIZE].tobytes()
            row = (group, block, typecode)
            target.execute(
                "INSERT INTO facet_column VALUES(?, ?, ?, ?, ?)",
                (*row, packed, checksum(packed, *row)),
            )

    def _order(self, group: str) -> tuple[int, list[int]]:
        """Return how many combinations of a group occur in statements, and the order of all.

        The most frequent ones come first, since values with equal counts are shown by ordinal.
        """
        counts = Counter(self.numbers(group)[: self.statements])
        others = (number for number in range(len(self._terms[group][0])) if number not in counts)
        return len(counts), [*(number for number, _ in counts.most_common()), *others]


def _pack(ordinals: Iterable[int], limit: int) -> tuple[str, "array[int]"]:
    """Return ordinals below `limit` as an array, and the type code of its items."""
    typecode = typecode_below(limit)
    return typecode, array(typecode, ordinals)


def _facet_arrays(combinations: Iterable[Terms]) -> tuple["array[int]", ...]:
    """Return the four arrays of a row of `facet`: terms, positions, starts and multi-terms."""
    positions_of: dict[int, int] = {}
    multi: dict[Terms, int] = {}
    positions, starts, multi_terms = array("i"), array("I", (0,)), array("I")
    for terms in combinations:
        term_positions = [positions_of.setdefault(term, len(positions_of)) for term in terms]
        if len(term_positions) == 1:
            positions.append(term_positions[0])
            continue
        if terms not in multi:
            multi[terms] = len(multi)
            multi_terms.extend(term_positions)
            starts.append(len(multi_terms))
        positions.append(~multi[terms])
    return array("I", positions_of), positions, starts, multi_terms


def _are_single(combinations: Sequence[Terms]) -> bool:
    """Say whether each combination has at most one term, and a term that no other one has."""
    return len(set(combinations)) == len(combinations) and all(
        len(terms) < 2 for terms in combinations
    )
