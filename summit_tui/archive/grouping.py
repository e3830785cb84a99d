"""Which values of the facets every record has, noted once for all records that share them."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from summit_tui.archive.document import GROUPS
from summit_tui.archive.layout import STRIDE

Marks = tuple[int, ...]


class Groups:
    """The values of the facets in an index that is being made, group by group."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[tuple[Marks, ...], int]] = {group: {} for group in GROUPS}
        self.keys: dict[str, list[str]] = {group: [] for group in GROUPS}
        """What the records of each code are sorted by, or nothing."""
        self._noted = array("I")

    def code(self, group: str, marks: tuple[Marks, ...], key: str = "") -> int:
        """Return the number that stands for the marks in each facet of a group.

        `key` is what sorts the records that have them.
        """
        codes = self._codes[group]
        code = codes.setdefault(marks, len(codes))
        if code == len(self.keys[group]):
            self.keys[group].append(key)
        return code

    def note(self, codes: Sequence[int]) -> None:
        """Note the codes that the next record has, one for each of `GROUPS`."""
        self._noted.extend(codes)

    def noted(self, group: str) -> "array[int]":
        """Return the code that each record has in a group, in the order in which it was noted."""
        return self._noted[tuple(GROUPS).index(group) :: len(GROUPS)]

    def choices(self, group: str) -> Sequence[tuple[Marks, ...]]:
        """Return the marks in each facet of a group that each code stands for."""
        return list(self._codes[group])

    def write(self, target: sqlite3.Connection) -> None:
        """Write the code of every record in each group, and what each code says of a facet."""
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
