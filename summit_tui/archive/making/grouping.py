"""Which values of the facets every record has, noted once for all records that share them."""

import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from summit_tui.archive.document import GROUPS
from summit_tui.archive.layout import STRIDE

Marks = tuple[int, ...]


class Groups:
    """The values of the facets in an index that is being made, group by group.

    What a record has of a group is a number; which marks it stands for is told for each number.
    """

    def __init__(self, noted: Mapping[str, "array[int]"]) -> None:
        """Take the number of each record in each group, in the order of ranks."""
        self._noted = noted
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
            width, codes = _packed(self.noted(group), len(self.choices(group)))
            rows = enumerate(codes[at : at + STRIDE] for at in range(0, len(codes), STRIDE))
            target.executemany(
                "INSERT INTO grouped VALUES(?, ?, ?, ?)",
                ((group, number, width, some.tobytes()) for number, some in rows),
            )
            for place, facet in enumerate(facets):
                choices = [marks[place] for marks in self.choices(group)]
                packed = (one.tobytes() for one in _choices(choices))
                row = (facet, _are_alone(choices), *packed)
                target.execute("INSERT INTO facet VALUES(?, ?, ?, ?, ?)", row)


WIDTHS: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
"""The type codes of arrays, each with the first number that does not fit."""


def _packed(codes: Sequence[int], most: int) -> tuple[str, "array[int]"]:
    """Return codes below `most` as an array, and the type code of its numbers."""
    width = next(width for width, above in WIDTHS if most <= above)
    return width, array(width, codes)


def _choices(choices: Iterable[Marks]) -> tuple["array[int]", "array[int]", "array[int]"]:
    """Return the mark of each choice, or the complement of a place; the start of each; the rest."""
    marks, starts, several = array("i"), array("I", (0,)), array("I")
    places: dict[Marks, int] = {}
    for choice in choices:
        if len(choice) == 1:
            marks.append(choice[0])
            continue
        if choice not in places:
            places[choice] = len(places)
            several.extend(choice)
            starts.append(len(several))
        marks.append(~places[choice])
    return marks, starts, several


def _are_alone(choices: Sequence[Marks]) -> bool:
    """Say whether each choice is one mark at most, which no other one has."""
    return len(set(choices)) == len(choices) and all(len(one) < 2 for one in choices)
