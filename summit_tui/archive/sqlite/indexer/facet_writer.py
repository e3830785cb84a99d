"""Which values of the facets every record has, noted once for all records that share them."""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from summit_tui.archive.describe import GROUPS
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.schema import BLOCK_SIZE

Marks = tuple[int, ...]


class FacetColumns:
    """The values of the facets in an index that is being made, group by group.

    What a record has of a group is a number; which marks it stands for is told for each number.
    """

    def __init__(self, noted: Mapping[str, "array[int]"], statements: int) -> None:
        """Take the number of each record in each group, in the order of ranks.

        The first records are so many statements.
        """
        self._noted = noted
        self._statements = statements
        self._choices: dict[str, list[tuple[Marks, ...]]] = {group: [] for group in GROUPS}
        self.keys: dict[str, list[str]] = {group: [] for group in GROUPS}
        """What the records of each number are sorted by, or nothing."""
        self.records = len(noted["time"])
        """How many there are."""

    def tell(self, group: str, marks: tuple[Marks, ...], key: str) -> None:
        """Tell the marks in each facet of a group that its next number stands for.

        `key` is what sorts the records that have it.
        """
        self._choices[group].append(marks)
        self.keys[group].append(key)

    def noted(self, group: str) -> "array[int]":
        """Return the number that each record has in a group, in the order of ranks."""
        return self._noted[group]

    def choices(self, group: str) -> Sequence[tuple[Marks, ...]]:
        """Return the marks in each facet of a group that each number stands for."""
        return self._choices[group]

    def write(self, target: sqlite3.Connection) -> None:
        """Write the number of every record in each group, and what each says of a facet."""
        for group, facets in GROUPS.items():
            stated, order = self._order(group)
            codes = array("I", bytes(4 * len(order)))
            for code, number in enumerate(order):
                codes[number] = code
            width, packed = _packed(map(codes.__getitem__, self.noted(group)), len(order))
            rows = enumerate(
                packed[at : at + BLOCK_SIZE] for at in range(0, len(packed), BLOCK_SIZE)
            )
            target.executemany(
                "INSERT INTO facet_column VALUES(?, ?, ?, ?, ?)",
                (
                    (
                        group,
                        number,
                        width,
                        some.tobytes(),
                        checksum(some.tobytes(), group, number, width),
                    )
                    for number, some in rows
                ),
            )
            for place, facet in enumerate(facets):
                choices = [self.choices(group)[number][place] for number in order]
                arrays = [one.tobytes() for one in _choices(choices)]
                row = (facet, stated, int(_are_alone(choices[:stated])))
                number = checksum(b"".join(arrays), *row, *map(len, arrays))
                target.execute(
                    "INSERT INTO facet VALUES(?, ?, ?, ?, ?, ?, ?, ?)", (*row, *arrays, number)
                )

    def _order(self, group: str) -> tuple[int, list[int]]:
        """Return how many numbers of a group statements have, and all numbers in their order.

        What most statements have comes first, for what is frequent to be told first.
        """
        stated = Counter(self.noted(group)[: self._statements])
        others = (number for number in range(len(self.choices(group))) if number not in stated)
        return len(stated), [*(number for number, _ in stated.most_common()), *others]


WIDTHS: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
"""The type codes of arrays, each with the first number that does not fit."""


def _packed(codes: Iterable[int], most: int) -> tuple[str, "array[int]"]:
    """Return codes below `most` as an array, and the type code of its numbers."""
    width = next(width for width, above in WIDTHS if most <= above)
    return width, array(width, codes)


def _choices(choices: Iterable[Marks]) -> tuple["array[int]", ...]:
    """Return all marks; the place of each choice among them, or the complement of another place.

    That one is where the last two arrays tell the start of what a choice of several marks has.
    """
    marks: dict[int, int] = {}
    several: dict[Marks, int] = {}
    places, starts, rest = array("i"), array("I", (0,)), array("I")
    for choice in choices:
        own = [marks.setdefault(mark, len(marks)) for mark in choice]
        if len(own) == 1:
            places.append(own[0])
            continue
        if choice not in several:
            several[choice] = len(several)
            rest.extend(own)
            starts.append(len(rest))
        places.append(~several[choice])
    return array("I", marks), places, starts, rest


def _are_alone(choices: Sequence[Marks]) -> bool:
    """Say whether each choice is one mark at most, which no other one has."""
    return len(set(choices)) == len(choices) and all(len(one) < 2 for one in choices)
