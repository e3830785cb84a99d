"""Which values of the facets every record has, noted once for all records that share them."""

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from summit_tui.archive.document import GROUPS

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
            chosen = self._choices[group]
            width, codes = _packed(self.noted(group), len(chosen))
            target.execute("INSERT INTO grouped VALUES(?, ?, ?)", (group, width, codes))
            for place, facet in enumerate(facets):
                choices: dict[Marks, int] = {}
                said = [choices.setdefault(marks[place], len(choices)) for marks in chosen]
                width, codes = _packed(said, len(choices))
                meant = json.dumps([one[0] if len(one) == 1 else one for one in choices])
                row = (facet, group, width, meant, codes)
                target.execute("INSERT INTO facet VALUES(?, ?, ?, ?, ?)", row)


WIDTHS: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
"""The type codes of arrays, each with the first number that does not fit."""


def _packed(codes: Sequence[int], most: int) -> tuple[str, bytes]:
    """Return codes below `most` as an array, and the type code of its numbers."""
    width = next(width for width, above in WIDTHS if most <= above)
    return width, array(width, codes).tobytes()
