"""Which statements have each value of a facet, the most frequent values first.

Among many hits the values that are frequent at all are counted first, and the rest only as long
as one of them could still be among the most frequent.
"""

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush, nlargest
from itertools import chain, compress, repeat, zip_longest
from operator import getitem, itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.describe import GROUPS
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.postings import bitmap, lanes, ones
from summit_tui.archive.sqlite.schema import BLOCK_SIZE

if TYPE_CHECKING:
    from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns

_CHUNK: Final = 1 << 14
"""So many ranks stand in one row at most, unless they are of one value."""
_FEW: Final = 64
"""What fewer statements have stands in a row with others."""
_BYTE: Final = 255
"""What more statements have stands in a row alone: a number of hits is one byte."""

_MANY: Final = 8
"""What at least one in so many is a hit is counted to its end."""
_DENSE: Final = 8
"""A bitmap of so many bytes a statement is read more quickly than a list."""
_TOGETHER: Final = 32
"""So many bitmaps stand in one row at most: no more than that are read in vain."""
_FIRST: Final = tuple(range(0, BLOCK_SIZE, 8))
"""Which record of a row of `facet_column` the first bit of each byte is: numbers that are there."""

_LEFT: Final = """
SELECT sum(length(terms) / 4 * (max_count - ?)) FROM facet_posting
WHERE facet = ? AND block >= ? AND max_count > ? AND length(bitmap_spans) = 0
"""

_Row = tuple[int, bytes, bytes, bytes]


class _Bitmap(NamedTuple):
    """The statements that have a value."""

    number: int
    """How many they are."""
    mark: int
    first: int
    """The byte that `packed` begins with."""
    packed: bytes


_Listed = tuple[int, "array[int]"]
_Held = TypeVar("_Held")


class FacetPostings:
    """Counts the values of facets among many statements of one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._verified: set[tuple[str, int]] = set()

    def most(self, hits: "ManyHits", facet: str, limit: int) -> dict[int, int] | None:
        """Return the most frequent marks of a facet among hits, with their numbers.

        None is returned where to look at the hits one by one is quicker.
        """
        counted: list[tuple[int, int]] = []
        best: list[int] = []
        looked_at, is_worth_it = 0, hits.are_dense
        rows = self._connection.execute(
            "SELECT * FROM facet_posting WHERE facet = ? ORDER BY block",
            (facet,),
        )
        for expected, (_, place, most, marks, spans, held, checked) in enumerate(rows):
            if place != expected:
                raise IndexCorruptError("a row is missing")
            if (facet, place) not in self._verified:
                verify(checked, held, facet, place, most, marks, spans)
                self._verified.add((facet, place))
            least = best[0] if len(best) == limit else 0
            if least >= most:
                # No other value is in more hits than in statements.
                break
            looked_at += 0 if spans else len(held) // 4
            if looked_at * 4 > hits.number and not is_worth_it:
                if self._left(facet, place, least) > hits.number:
                    return None
                is_worth_it = True
            for mark, number in hits.counted((most, marks, spans, held), least):
                counted.append((mark, number))
                heappush(best, number)
                if len(best) > limit:
                    heappop(best)
        if not counted and (facet, 0) not in self._verified:
            self._verify_absence(facet)
        return dict(nlargest(limit, counted, key=itemgetter(1)))

    def _verify_absence(self, facet: str) -> None:
        """Raise `IndexCorruptError` where a facet has rows that its key does not lead to."""
        # The pages of the key may be damaged, and not those of the table.
        hidden = "SELECT 1 FROM facet_posting NOT INDEXED WHERE facet = ?"
        if self._connection.execute(hidden, (facet,)).fetchone():
            raise IndexCorruptError("a row is missing")
        self._verified.add((facet, 0))

    def _left(self, facet: str, place: int, least: int) -> int:
        """Return how much is to be looked up in the lists from a row on, at least."""
        (number,) = self._connection.execute(_LEFT, (least, facet, place, least)).fetchone()
        return int(number or 0)


class ManyHits:
    """Statements that were found."""

    def __init__(self, bits: int, statements: int) -> None:
        """Take them as a bitmap of so many statements."""
        self._bits = bits
        self._packed = bits.to_bytes(statements // 8 + 1, "little")
        self.number = bits.bit_count()
        """How many there are."""
        self.are_dense = self.number * _MANY >= statements
        """Are they more quickly counted value by value than hit by hit?"""
        self.statements = statements
        self._places: dict[range, Sequence[int]] = {}

    def places(self, row: range) -> Sequence[int]:
        """Return which ranks in a row of `facet_column` are hits, counted from its first one."""
        if row not in self._places:
            packed = self._packed[row.start // 8 : row.stop // 8]
            self._places[row] = ones(packed, _FIRST)
        return self._places[row]

    @cached_property
    def _lanes(self) -> bytes:
        # Shorter lists are filled up with the statement behind the last one.
        return lanes(self._bits, self.statements + 1)

    def counted(self, row: _Row, least: int) -> Iterator[tuple[int, int]]:
        """Yield each mark of a row of the table that more than `least` hits have, and how many."""
        most, marks, spans, held = row[0], array("I", row[1]), array("I", row[2]), row[3]
        if spans:
            yield from self._counted_in_bitmaps(marks, spans, held, least)
        elif len(marks) > 1:
            yield from self._counted_together(most, marks, array("I", held), least)
        elif (number := sum(self._found(array("I", held)))) > least:
            yield marks[0], number

    def _counted_in_bitmaps(
        self, marks: "array[int]", spans: "array[int]", held: bytes, least: int
    ) -> Iterator[tuple[int, int]]:
        bits, packed, number_of = self._bits, self._packed, int.from_bytes
        start = 0
        for mark, first, size in zip(marks, spans[::2], spans[1::2], strict=True):
            own = number_of(held[start : start + size], "little")
            start += size
            if size * 2 < len(packed):
                own &= number_of(packed[first : first + size], "little")
            else:
                # Making a long number of bytes takes longer than all else.
                own &= bits >> first * 8 if first else bits
            if (number := own.bit_count()) > least:
                yield mark, number

    def _counted_together(
        self, most: int, marks: "array[int]", ranks: "array[int]", least: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the same for marks of which none is in more than `most` statements.

        First come the ranks of one statement of each, then of a second one, and so on.
        """
        size, total = len(marks), 0
        layers = [ranks[start : start + size] for start in range(0, len(ranks), size)]
        # Added as numbers of `size` bytes, all marks are counted at once.
        for layer in layers[: most - least]:
            total += int.from_bytes(bytes(self._found(layer)), "little")
        numbers: Sequence[int] = total.to_bytes(size, "little")
        places = list(compress(range(size), numbers))
        numbers = list(compress(numbers, numbers))
        # What was in no hit so far is not in more than `least` any more.
        for left, layer in zip(range(least - 1, -1, -1), layers[most - least :], strict=True):
            found = self._found(map(layer.__getitem__, places))
            numbers = [number + one for number, one in zip(numbers, found, strict=True)]
            can_be = [number + left > least for number in numbers]
            places = list(compress(places, can_be))
            numbers = list(compress(numbers, can_be))
        yield from zip(map(marks.__getitem__, places), numbers, strict=True)

    def _found(self, ranks: Iterable[int]) -> Iterator[int]:
        """Return 1 or 0 for each of some ranks."""
        return map(getitem, repeat(self._lanes), ranks)


def write_facet_postings(
    target: sqlite3.Connection, groups: "FacetColumns", statements: int
) -> None:
    """Write which of so many statements have each value of the facets."""
    for group, facets in GROUPS.items():
        choices = groups.choices(group)
        having = [array("I") for _ in choices]
        for rank, code in enumerate(groups.noted(group)[:statements]):
            having[code].append(rank)
        for facet, marks in zip(facets, zip(*choices, strict=True), strict=False):
            held: dict[int, list[array[int]]] = defaultdict(list)
            for some, ranks in zip(marks, having, strict=True):
                if ranks:
                    for mark in some:
                        held[mark].append(ranks)
            rows = sorted(_rows(held, statements), key=lambda row: -row[0])
            target.executemany(
                "INSERT INTO facet_posting VALUES(?, ?, ?, ?, ?, ?, ?)",
                (
                    (facet, number, *row, checksum(row[-1], facet, number, *row[:-1]))
                    for number, row in enumerate(rows)
                ),
            )


def _rows(held: Mapping[int, Sequence["array[int]"]], statements: int) -> Iterator[_Row]:
    """Yield rows of the table; `held` are marks with the ranks of their statements, in parts."""
    listed: list[_Listed] = []
    dense: list[_Bitmap] = []
    # Those that come first among equals are told first.
    for mark, parts in sorted(held.items(), key=lambda one: min(part[0] for part in one[1])):
        number = sum(map(len, parts))
        first, last = min(one[0] for one in parts) // 8, max(one[-1] for one in parts) // 8
        if number >= _FEW and last - first < number * _DENSE:
            bits = bitmap(chain.from_iterable(parts), (last + 1) * 8, first * 8)
            packed = bits.to_bytes(last - first + 1, "little")
            dense.append(_Bitmap(number, mark, first, packed))
        elif number > _BYTE:
            yield _lists([(mark, _in_order(parts))], statements)
        else:
            listed.append((mark, _in_order(parts)))
    dense.sort(key=lambda one: -one.number)
    yield from map(_bitmaps, _grouped(dense, _can_join))
    listed.sort(key=lambda one: -len(one[1]))
    for some in _grouped(listed, _is_like):
        yield _lists(some, statements)


def _grouped(
    sorted_: Iterable[_Held], has_room: Callable[[Sequence[_Held], _Held], bool]
) -> Iterator[Sequence[_Held]]:
    """Yield what stands in a row together."""
    together: list[_Held] = []
    for one in sorted_:
        if together and not has_room(together, one):
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def _in_order(parts: Sequence["array[int]"]) -> "array[int]":
    return parts[0] if len(parts) == 1 else array("I", sorted(chain.from_iterable(parts)))


def _is_like(together: Sequence[_Listed], one: _Listed) -> bool:
    """Say whether a list has its place beside others, of which the first is the longest."""
    longest = len(together[0][1])
    return len(together) * longest < _CHUNK and len(one[1]) * 8 >= longest * 7


def _lists(held: Sequence[_Listed], statements: int) -> _Row:
    """Return a row of marks: the first statement of each, the second of each, and so on."""
    most = len(held[0][1])
    layers = zip_longest(*(ranks for _, ranks in held), fillvalue=statements)
    ranks = array("I", chain.from_iterable(layers))
    return most, array("I", (mark for mark, _ in held)).tobytes(), b"", ranks.tobytes()


def _can_join(together: Sequence[_Bitmap], _: _Bitmap) -> bool:
    """Say whether a row has room for one more bitmap."""
    return len(together) < _TOGETHER and sum(len(one.packed) for one in together) < _CHUNK


def _bitmaps(some: Sequence[_Bitmap]) -> _Row:
    """Return a row of marks with a bitmap each."""
    marks = array("I", (one.mark for one in some))
    spans = array("I", chain.from_iterable((one.first, len(one.packed)) for one in some))
    return some[0].number, marks.tobytes(), spans.tobytes(), b"".join(o.packed for o in some)
