"""How often the values of each facet occur among hits."""

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, compress, repeat
from operator import getitem, itemgetter
from typing import Final, NamedTuple

from summit_tui.archive import FacetValue, IndexCorruptError
from summit_tui.archive.describe import FACETS, GROUPS
from summit_tui.archive.query.tree import Restriction
from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.facet_postings import FacetPostings, ManyHits
from summit_tui.archive.sqlite.schema import BLOCK_SIZE, DOCID_ORDER
from summit_tui.archive.sqlite.tokens import decode_token, encode_token
from summit_tui.model.kinds import KINDS, Kind

MOST: Final = 1_000
"""So many values of a facet are told of all records, the most frequent ones."""
FIRST: Final = 100
"""So many are told of hits: that each value among a million is counted takes its time."""

_AT_HAND: Final = ("event", "mode", "day", "source")
"""Facets of which the bitmaps are short, or where it is soon known that lists are too long."""
_SOME: Final = 4_096
"""So many numbers are sorted to learn how frequent a value has to be."""
_KEPT: Final = 4_000
"""So many names of values stay in memory: those that many hits have are mostly the same."""

_EACH: Final = "SELECT value FROM json_each(?)"
_CODES: Final = """
SELECT block, typecode, ordinals, checksum FROM facet_column
WHERE facet_group = ? AND block BETWEEN ? AND ? ORDER BY block
"""
_MARKS: Final = "SELECT * FROM term WHERE {} IN (SELECT value FROM json_each(?))"

FacetCount = dict[str, Sequence[FacetValue]]


class FacetCounts:
    """Counts the values of facets in one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._holders = FacetPostings(connection)
        self._names: dict[int, tuple[Restriction, str]] = {}
        self._verified: set[tuple[str, int]] = set()
        """Rows of `facet_column` whose checksum was verified: once each is enough."""
        self._facet = cache(self._load_facet)

    def count(
        self,
        hits: Sequence[int],
        wanted: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        most: int | None,
    ) -> FacetCount:
        """Return, for each facet, its values among the hits, most frequent first.

        Those are the first `most`, or all, and what is `wanted` besides, by facet. Hits are ranks
        in their order.
        """
        told = dict[str, Sequence[FacetValue]]()
        for group in self._groups():
            counted = Counter(chain.from_iterable(self._codes(group, hits)))
            numbers = _Numbers(list(counted), list(counted.values()))
            for name in GROUPS[group]:
                told[name] = self._values(name, numbers, (wanted or {}).get(name, ()), most)
        return {name: told[name] for name in FACETS}

    def count_statements(self, bits: int, statements: int) -> FacetCount:
        """Return the first values of each facet among many hits of so many statements."""
        hits, told = ManyHits(bits, statements), dict[str, Sequence[FacetValue]]()
        for group in self._groups():
            numbers: _Numbers | None = None
            for name in GROUPS[group]:
                is_at_hand = hits.are_dense or name in _AT_HAND
                most = self._holders.most(hits, name, FIRST) if is_at_hand else None
                if most is not None:
                    told[name] = self._named(most)
                    continue
                numbers = numbers or self._numbers(group, hits)
                told[name] = self._values(name, numbers, (), FIRST)
        return {name: told[name] for name in FACETS}

    def of_all(self, kind: Kind) -> FacetCount:
        """Return the same for all records of a kind, as counted when the index was made."""
        return {name: self._of_all(KINDS.index(kind), name) for name in FACETS}

    def _of_all(self, kind: int, facet: str) -> list[FacetValue]:
        query = (
            "SELECT CAST(counts AS BLOB), checksum FROM facet_count WHERE (kind, facet) = (?, ?)"
        )
        counted, number = only_row(self._connection.execute(query, (kind, facet)))
        verify(number, counted, kind, facet)
        return [
            FacetValue(decode_token(token), label, count)
            for token, label, count in json.loads(counted)
        ]

    def _groups(self) -> Iterator[str]:
        """Yield the groups, so that all that is done between them can be interrupted."""
        # SQLite does not interrupt what comes after a statement, only what comes within one.
        return chain.from_iterable(self._connection.execute(_EACH, (json.dumps(list(GROUPS)),)))

    def _codes(self, group: str, hits: Sequence[int]) -> Iterator[Iterable[int]]:
        """Yield the codes of a group that hits have, row by row."""
        for number, codes in self._rows(group, hits[0], hits[-1]) if hits else ():
            found = _places(hits, _row(number))
            if isinstance(found, range):
                yield codes[found.start : found.stop]
            else:
                yield map(getitem, repeat(codes), found)

    def _rows(self, group: str, first: int, last: int) -> "Iterator[tuple[int, memoryview[int]]]":
        """Yield the rows of a group from one rank to another one: their numbers and codes."""
        among = (first // BLOCK_SIZE, last // BLOCK_SIZE)
        missing = {*range(among[0], among[1] + 1)}
        for number, width, codes, checked in self._connection.execute(_CODES, (group, *among)):
            if (group, number) not in self._verified:
                verify(checked, codes, group, number, width)
                self._verified.add((group, number))
            missing.discard(number)
            # Not even what many hits are looked up in is worth a copy.
            yield number, memoryview(codes).cast(width)
        if missing:
            raise IndexCorruptError("a row is missing")

    def _numbers(self, group: str, hits: ManyHits) -> "_Numbers":
        """Return how many statements among many hits have each code of a group."""
        numbers = [0] * self._facet(GROUPS[group][0]).stated
        for number, codes in self._rows(group, 0, hits.statements - 1):
            # A loop over a list takes half the time of a `Counter`.
            for place in hits.places(_row(number)):
                numbers[codes[place]] += 1
        return _Numbers(list(compress(range(len(numbers)), numbers)), list(filter(None, numbers)))

    def _values(
        self, name: str, numbers: "_Numbers", wanted: Sequence[Restriction], most: int | None
    ) -> list[FacetValue]:
        facet = self._facet(name)
        if most is not None and not wanted and facet.are_alone(numbers.codes):
            # One code may stand for no mark.
            best = _first(*numbers, most + 1)
            marked = ((facet.places[code], number) for code, number in best)
            told = {facet.marks[at]: number for at, number in marked if at >= 0}
            return self._named(dict(list(told.items())[:most]))
        counted = facet.counted(numbers)
        told = dict(_first(facet.marks, counted, most))
        if wanted:
            tokens = json.dumps(list(map(encode_token, wanted)))
            rows = self._connection.execute(_MARKS.format("token"), (tokens,))
            known = dict(zip(facet.marks, counted, strict=True))
            told |= {row[0]: known[row[0]] for row in rows if known.get(row[0])}
        return self._named(told)

    def _named(self, told: Mapping[int, int]) -> list[FacetValue]:
        if len(self._names) > _KEPT:
            self._names.clear()
        unknown = json.dumps([mark for mark in told if mark not in self._names])
        for number, token, label, checked in self._connection.execute(
            _MARKS.format("number"), (unknown,)
        ):
            verify(checked, b"", number, token, label)
            self._names[number] = (decode_token(token), label)
        if not told.keys() <= self._names.keys():
            raise IndexCorruptError("a row is missing")
        return [FacetValue(*self._names[mark], number) for mark, number in told.items()]

    def _load_facet(self, name: str) -> "_Facet":
        query = "SELECT * FROM facet WHERE name = ?"
        row = only_row(self._connection.execute(query, (name,)))
        _, stated, is_alone, marks, places, starts, several, number = row
        packed = (marks, places, starts, several)
        if not all(isinstance(one, bytes) for one in packed):
            raise IndexCorruptError("a row of numbers is something else")
        verify(number, b"".join(packed), name, stated, is_alone, *map(len, packed))
        arrays = array("I", marks), array("i", places), array("I", starts), array("I", several)
        return _Facet(stated, is_alone, *arrays)


class _Numbers(NamedTuple):
    """How many hits have which codes."""

    codes: Sequence[int]
    numbers: Sequence[int]


class _Facet(NamedTuple):
    """What the codes of its group mean in a facet, as the table has it."""

    stated: int
    """So many codes are those of statements, and come first."""
    is_alone: int
    """Does each of those mean one mark at most, and no other one the same?"""
    marks: "array[int]"
    places: "array[int]"
    starts: "array[int]"
    several: "array[int]"

    def are_alone(self, codes: Sequence[int]) -> bool:
        """Say whether each of some codes means one mark at most, and no other one the same."""
        return bool(self.is_alone) and max(codes, default=0) < self.stated

    def counted(self, numbers: _Numbers) -> list[int]:
        """Return how often each mark occurs, of which `numbers` say how often each code does."""
        # Values that fold alike, such as the topics AI and ai, have one mark and are one.
        counted = [0] * len(self.marks)
        places = map(self.places.__getitem__, numbers.codes)
        for place, number in zip(places, numbers.numbers, strict=True):
            if place >= 0:
                counted[place] += number
            else:
                for one in self.several[self.starts[~place] : self.starts[~place + 1]]:
                    counted[one] += number
        return counted


def _first(keys: Sequence[int], numbers: Sequence[int], most: int | None) -> list[tuple[int, int]]:
    """Return the keys with the highest numbers above 0, at most so many, and their numbers."""
    some = sorted(numbers[:_SOME], reverse=True)
    # What is among the first of all is not less than the last of the first of some.
    least = max(1, 1 if most is None or most > len(some) else some[most - 1])
    found = [(key, number) for key, number in zip(keys, numbers, strict=True) if number >= least]
    return sorted(found, key=itemgetter(1), reverse=True)[:most]


def _row(number: int) -> range:
    """Return the ranks of the records in a row of `facet_column`."""
    return range(number * BLOCK_SIZE, (number + 1) * BLOCK_SIZE)


def _places(hits: Sequence[int], span: range) -> Sequence[int]:
    """Return which of a span of ranks are hits, counted from its first one."""
    among = hits[bisect_left(hits, span.start) : bisect_left(hits, span.stop)]
    if isinstance(among, range):
        return range(among.start - span.start, among.stop - span.start)
    return [rank - span.start for rank in among]


def write_facet_counts(target: sqlite3.Connection) -> int:
    """Count the facets of every kind as a whole: the first picture need not wait for it.

    Return how many statements there are.
    """
    tallies, first = FacetCounts(target), 0
    numbers: list[int] = []
    counts = dict(target.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    for kind in map(KINDS.index, DOCID_ORDER):
        numbers.append(counts.get(kind, 0))
        span = range(first, first := first + numbers[-1])
        for name, values in tallies.count(span, most=MOST).items():
            counted = [
                (encode_token(value.restriction), value.label, value.count) for value in values
            ]
            text = json.dumps(counted, ensure_ascii=False)
            row = (kind, name, text, checksum(text.encode(), kind, name))
            target.execute("INSERT INTO facet_count VALUES(?, ?, ?, ?)", row)
    target.execute("INSERT INTO meta VALUES('counts', ?)", (json.dumps(numbers),))
    return numbers[0]
