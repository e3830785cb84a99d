"""How often the values of each facet occur among hits."""

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, repeat
from operator import getitem
from typing import Final, NamedTuple

from summit_tui.archive import FacetValue
from summit_tui.archive.answering.holders import Holders, ManyHits
from summit_tui.archive.document import FACETS, GROUPS
from summit_tui.archive.layout import RANKED, STRIDE
from summit_tui.kinds import KINDS, Kind

MOST: Final = 1_000
"""So many values of a facet are told of all records, the most frequent ones."""
FIRST: Final = 100
"""So many are told of hits: that each value among a million is counted takes its time."""

_FEW: Final = 16
"""What fewer than one in so many records of a row has is looked up where it is."""
_KEPT: Final = 4_000
"""So many names of values stay in memory: those that many hits have are mostly the same."""

_EACH: Final = "SELECT value FROM json_each(?)"
_CODES: Final = """
SELECT number, width, codes FROM grouped
WHERE name = ? AND number BETWEEN ? AND ? ORDER BY number
"""
_MARKS: Final = "SELECT * FROM mark WHERE {} IN (SELECT value FROM json_each(?))"

_Places = Callable[[range], Sequence[int]]
"""Tells which of some ranks are hits, counted from the first of them."""

Tally = dict[str, Sequence[FacetValue]]


class Tallies:
    """Counts the values of facets in one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._holders = Holders(connection)
        self._names: dict[int, tuple[str, str]] = {}
        self._facet = cache(self._load_facet)

    def count(
        self,
        hits: Sequence[int],
        wanted: Mapping[str, Sequence[str]] | None = None,
        *,
        most: int | None,
    ) -> Tally:
        """Return, for each facet, its values among the hits, most frequent first.

        Those are the first `most`, or all, and what is `wanted` besides, by facet. Hits are ranks
        in their order.
        """
        told = dict[str, Sequence[FacetValue]]()
        span = range(hits[0], hits[-1] + 1) if hits else range(0)
        for group in self._groups():
            counted = self._counted(group, span, partial(_places, hits))
            for name in GROUPS[group]:
                told[name] = self._values(name, counted, (wanted or {}).get(name, ()), most)
        return {name: told[name] for name in FACETS}

    def count_statements(self, bits: int, statements: int) -> Tally:
        """Return the first values of each facet among many hits of so many statements."""
        hits, span = ManyHits(bits, statements), range(statements)
        told = dict[str, Sequence[FacetValue]]()
        for group in self._groups():
            counted: Counter[int] | None = None
            for name in GROUPS[group]:
                most = None if counted else self._holders.most(hits, name, FIRST)
                if most is not None:
                    told[name] = self._named(most)
                    continue
                counted = counted or self._counted(group, span, hits.places)
                told[name] = self._values(name, counted, (), FIRST)
        return {name: told[name] for name in FACETS}

    def of_all(self, kind: Kind) -> Tally:
        """Return the same for all records of a kind, as counted when the index was made."""
        rows = self._connection.execute(
            "SELECT facet, counted FROM tally WHERE kind = ?", (KINDS.index(kind),)
        )
        counted = dict(rows.fetchall())
        return {name: [FacetValue(*one) for one in json.loads(counted[name])] for name in FACETS}

    def _groups(self) -> Iterator[str]:
        """Yield the groups, so that all that is done between them can be interrupted."""
        # SQLite does not interrupt what comes after a statement, only what comes within one.
        return chain.from_iterable(self._connection.execute(_EACH, (json.dumps(list(GROUPS)),)))

    def _counted(self, group: str, span: range, places: _Places) -> Counter[int]:
        """Return how many hits among a span of ranks have each code of a group."""
        return Counter(chain.from_iterable(self._codes(group, span, places)))

    def _codes(self, group: str, span: range, places: _Places) -> Iterator[Iterable[int]]:
        among = (span.start // STRIDE, (span.stop - 1) // STRIDE)
        for number, width, codes in self._connection.execute(_CODES, (group, *among)):
            found = places(_row(number))
            if isinstance(found, range):
                yield array(width, codes)[found.start : found.stop]
            elif len(found) * _FEW < STRIDE:
                # For so few it is not copied.
                yield map(getitem, repeat(memoryview(codes).cast(width)), found)
            else:
                yield map(getitem, repeat(array(width, codes)), found)

    def _values(
        self, name: str, numbers: Counter[int], wanted: Sequence[str], most: int | None
    ) -> list[FacetValue]:
        facet = self._facet(name)
        if facet.is_alone and most is not None and not wanted:
            # One code may stand for no mark.
            best = numbers.most_common(most + 1)
            marked = ((facet.marks[code], number) for code, number in best)
            return self._named(dict([one for one in marked if one[0] >= 0][:most]))
        counted = facet.counted(numbers)
        told = dict(Counter(counted).most_common(most))
        if wanted:
            rows = self._connection.execute(_MARKS.format("token"), (json.dumps(wanted),))
            told |= {row[0]: counted[row[0]] for row in rows if row[0] in counted}
        return self._named(told)

    def _named(self, told: Mapping[int, int]) -> list[FacetValue]:
        if len(self._names) > _KEPT:
            self._names.clear()
        unknown = json.dumps([mark for mark in told if mark not in self._names])
        rows = self._connection.execute(_MARKS.format("number"), (unknown,))
        self._names |= {number: (token, label) for number, token, label in rows}
        return [FacetValue(*self._names[mark], number) for mark, number in told.items()]

    def _load_facet(self, name: str) -> "_Facet":
        is_alone, marks, starts, several = self._connection.execute(
            "SELECT alone, marks, starts, several FROM facet WHERE name = ?", (name,)
        ).fetchone()
        return _Facet(is_alone, array("i", marks), array("I", starts), array("I", several))


class _Facet(NamedTuple):
    """What the codes of its group mean in a facet, as the table has it."""

    is_alone: int
    """Does each code mean one mark at most, and no other code the same one?"""
    marks: "array[int]"
    starts: "array[int]"
    several: "array[int]"

    def counted(self, numbers: Mapping[int, int]) -> dict[int, int]:
        """Return how often each mark occurs; `numbers` say how often each code does."""
        # Values that fold alike, such as the topics AI and ai, have one mark and are one.
        counted: dict[int, int] = {}
        marks = map(self.marks.__getitem__, numbers)
        for mark, number in zip(marks, numbers.values(), strict=True):
            if mark >= 0:
                counted[mark] = counted.get(mark, 0) + number
            else:
                for one in self.several[self.starts[~mark] : self.starts[~mark + 1]]:
                    counted[one] = counted.get(one, 0) + number
        return counted


def _row(number: int) -> range:
    """Return the ranks of the records in a row of `grouped`."""
    return range(number * STRIDE, (number + 1) * STRIDE)


def _places(hits: Sequence[int], span: range) -> Sequence[int]:
    """Return which of a span of ranks are hits, counted from its first one."""
    among = hits[bisect_left(hits, span.start) : bisect_left(hits, span.stop)]
    if isinstance(among, range):
        return range(among.start - span.start, among.stop - span.start)
    return [rank - span.start for rank in among]


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
