"""Facet columns: for every record the ordinal of its combination of values in a group of facets."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from operator import eq

from summit_tui.archive.describe import GROUPS
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.schema import BLOCK_SIZE, typecode_below

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

    @property
    def limit(self) -> int:
        """Return the first number that is above those of all terms."""
        return max(self._terms, default=-1) + 1

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
        self.combinations: dict[str, array[int]] = {}
        """The combination of each code of a group, once the group is written."""
        self.records = len(numbers["time"])
        """The number of all records."""

    def add(self, group: str, terms: tuple[Terms, ...]) -> None:
        """Add the next combination of a group: its terms in each facet."""
        for of_facet, of_combination in zip(self._terms[group], terms, strict=True):
            of_facet.append(of_combination)

    def numbers(self, group: str) -> "array[int]":
        """Return the number of each record's combination in a group, by docid."""
        return self._numbers[group]

    def size(self, group: str) -> int:
        """Return how many combinations a group has."""
        return len(self._terms[group][0])

    def terms(self, group: str) -> Sequence[TermLists]:
        """Return the terms of each combination in each facet of a group."""
        return self._terms[group]

    def forget(self) -> None:
        """Free the terms of all combinations."""
        self._terms.clear()

    def write(self, target: sqlite3.Connection) -> None:
        """Write the tables `facet_column` and `facet`."""
        for group, facets in GROUPS.items():
            statement_ordinals, order = self._order(group)
            self.combinations[group] = order
            self._write_column(target, group, order)
            for facet, of_facet in zip(facets, self._terms[group], strict=True):
                arrays = _facet_arrays(map(of_facet.__getitem__, order), of_facet.limit)
                is_single = _are_single(arrays[1][:statement_ordinals], arrays[2])
                packed = [items.tobytes() for items in arrays]
                row = (facet, statement_ordinals, int(is_single))
                stored_checksum = checksum(b"".join(packed), *row, *map(len, packed))
                target.execute(
                    "INSERT INTO facet VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                    (*row, *packed, stored_checksum),
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

    def _order(self, group: str) -> tuple[int, "array[int]"]:
        """Return how many combinations of a group occur in statements, and the order of all.

        The most frequent ones come first, since values with equal counts are shown by ordinal; of
        those that are as frequent, the one of the first statement does.
        """
        counts = array("I", bytes(4 * self.size(group)))
        order = array("I")
        for number in islice(self.numbers(group), self.statements):
            if not counts[number]:
                order.append(number)
            counts[number] += 1
        of_statements = len(order)
        order = array("I", sorted(order, key=counts.__getitem__, reverse=True))
        order.extend(number for number, size in enumerate(counts) if not size)
        return of_statements, order


def _pack(ordinals: Iterable[int], limit: int) -> tuple[str, "array[int]"]:
    """Return ordinals below `limit` as an array, and the type code of its items."""
    typecode = typecode_below(limit)
    return typecode, array(typecode, ordinals)


def _facet_arrays(combinations: Iterable[Terms], terms: int) -> tuple["array[int]", ...]:
    """Return the four arrays of a row of `facet`: terms, positions, starts and multi-terms.

    The numbers of terms are below `terms`. Where there are none, all arrays are empty but `starts`.
    """
    positions_of, facet_terms = array("I", bytes(4 * terms)), array("I")
    multi: dict[Terms, int] = {}
    positions, starts, multi_terms = array("i"), array("I", (0,)), array("I")
    for of_combination in combinations:
        for term in of_combination:
            if not positions_of[term]:
                facet_terms.append(term)
                positions_of[term] = len(facet_terms)
        if len(of_combination) == 1:
            positions.append(positions_of[of_combination[0]] - 1)
            continue
        if of_combination not in multi:
            multi[of_combination] = len(multi)
            multi_terms.extend(positions_of[term] - 1 for term in of_combination)
            starts.append(len(multi_terms))
        positions.append(~multi[of_combination])
    return facet_terms, positions if facet_terms else array("i"), starts, multi_terms


def _are_single(positions: Iterable[int], starts: Sequence[int]) -> bool:
    """Say whether combinations have at most one term each, and one that no other one has.

    `positions` and `starts` are as in a row of `facet`.
    """
    others = list(islice((~position for position in positions if position < 0), 2))
    if len(others) == 2 or any(starts[index] < starts[index + 1] for index in others):
        return False
    # Positions are counted as terms come.
    return all(map(eq, (position for position in positions if position >= 0), count()))
