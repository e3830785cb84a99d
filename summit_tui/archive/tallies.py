"""How often the values of each facet occur among hits."""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress
from typing import Final

from summit_tui.archive import FacetValue
from summit_tui.archive.bitmaps import lanes
from summit_tui.archive.document import FACETS, GROUPS
from summit_tui.archive.holders import Holders
from summit_tui.archive.layout import RANKED
from summit_tui.kinds import KINDS, Kind

MOST: Final = 1_000
"""So many values of a facet are told of all records, the most frequent ones."""
FIRST: Final = 100
"""So many are told of hits: that each value among a million is counted takes its time."""

_MARKS: Final = "SELECT * FROM mark WHERE {} IN (SELECT value FROM json_each(?))"

Tally = dict[str, Sequence[FacetValue]]


class Tallies:
    """Counts the values of facets in one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._holders = Holders(connection)
        self._group = cache(self._load_group)
        self._facet = cache(self._load_facet)

    def count(
        self,
        hits: Sequence[int],
        wanted: Mapping[str, Sequence[str]] | None = None,
        *,
        most: int | None,
    ) -> Tally:
        """Return, for each facet, its values among the hits, most frequent first.

        Those are the first `most`, or all, and what is `wanted` besides, by facet.
        """
        counted = {group: self._counted(group, hits) for group in GROUPS}
        told = {
            name: self._values(name, counted[group], (wanted or {}).get(name, ()), most)
            for group, names in GROUPS.items()
            for name in names
        }
        return {name: told[name] for name in FACETS}

    def count_statements(self, bits: int, statements: int) -> Tally:
        """Return the first values of each facet among many hits of so many statements."""
        found, told = lanes(bits, statements), dict[str, Sequence[FacetValue]]()
        for group, names in GROUPS.items():
            counted: Counter[int] | None = None
            for name in names:
                most = self._holders.most(bits, found, name, FIRST)
                if most is not None:
                    told[name] = self._named(most)
                    continue
                counted = counted or Counter(compress(self._group(group), found))
                told[name] = self._values(name, counted, (), FIRST)
        return {name: told[name] for name in FACETS}

    def of_all(self, kind: Kind) -> Tally:
        """Return the same for all records of a kind, as counted when the index was made."""
        rows = self._connection.execute(
            "SELECT facet, counted FROM tally WHERE kind = ?", (KINDS.index(kind),)
        )
        counted = dict(rows.fetchall())
        return {name: [FacetValue(*one) for one in json.loads(counted[name])] for name in FACETS}

    def _counted(self, group: str, hits: Sequence[int]) -> Counter[int]:
        """Return how many hits have each code of a group."""
        codes = self._group(group)
        if isinstance(hits, range):
            return Counter(codes[hits.start : hits.stop])
        return Counter(map(codes.__getitem__, hits))

    def _values(
        self, name: str, numbers: Counter[int], wanted: Sequence[str], most: int | None
    ) -> list[FacetValue]:
        codes, marks, starts, several = self._facet(name)
        # Values that fold alike, such as the topics AI and ai, have one mark and are one.
        counted: dict[int, int] = {}
        chosen = map(codes.__getitem__, numbers)
        for choice, number in zip(chosen, numbers.values(), strict=True):
            if (mark := marks[choice]) >= 0:
                counted[mark] = counted.get(mark, 0) + number
            else:
                for one in several[starts[~mark] : starts[~mark + 1]]:
                    counted[one] = counted.get(one, 0) + number
        told = dict(Counter(counted).most_common(most))
        if wanted:
            rows = self._connection.execute(_MARKS.format("token"), (json.dumps(wanted),))
            told |= {row[0]: counted[row[0]] for row in rows if row[0] in counted}
        return self._named(told)

    def _named(self, told: Mapping[int, int]) -> list[FacetValue]:
        rows = self._connection.execute(_MARKS.format("number"), (json.dumps(list(told)),))
        named = {number: (token, label) for number, token, label in rows}
        return [FacetValue(*named[mark], number) for mark, number in told.items()]

    def _load_group(self, name: str) -> "array[int]":
        width, codes = self._connection.execute(
            "SELECT width, codes FROM grouped WHERE name = ?", (name,)
        ).fetchone()
        return array(width, codes)

    def _load_facet(
        self, name: str
    ) -> tuple["array[int]", "array[int]", "array[int]", "array[int]"]:
        """Return the choice of each code of a facet's group, and the mark of each choice.

        Where that is not one mark, it is the complement of where the last but one array tells
        which ones of the last they are: as lists, those of a million records take 15 MB.
        """
        width, codes, choices = self._connection.execute(
            "SELECT width, codes, choices FROM facet WHERE name = ?", (name,)
        ).fetchone()
        marks, starts, several = array("i"), array("I", (0,)), array("I")
        for choice in json.loads(choices):
            if isinstance(choice, int):
                marks.append(choice)
            else:
                marks.append(~(len(starts) - 1))
                several.extend(choice)
                starts.append(len(several))
        return array(width, codes), marks, starts, several


def write_tallies(target: sqlite3.Connection) -> int:
    """Count the facets of every kind as a whole: the first picture need not wait for it.

    Return how many statements there are.
    """
    tallies, first = Tallies(target), 0
    numbers: list[int] = []
    counts = dict(target.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    for kind in map(KINDS.index, RANKED):
        numbers.append(counts.get(kind, 0))
        span = range(first, first := first + numbers[-1])
        for name, values in tallies.count(span, most=MOST).items():
            counted = [(value.mark, value.label, value.count) for value in values]
            row = (kind, name, json.dumps(counted, ensure_ascii=False))
            target.execute("INSERT INTO tally VALUES(?, ?, ?)", row)
    target.execute("INSERT INTO meta VALUES('counts', ?)", (json.dumps(numbers),))
    return numbers[0]
