"""The statements that have each value of a facet, the most frequent values first.

Among many hits the values that are frequent at all are counted first, and the rest only as long
as one of them could still be among the most frequent.
"""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush, nlargest
from itertools import chain, compress, repeat, zip_longest
from operator import getitem, itemgetter
from typing import Final, NamedTuple, TypeVar

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.describe import GROUPS
from summit_tui.archive.sqlite.bitmaps import bitmap, lanes, set_bits
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.archive.sqlite.schema import BLOCK_SIZE
from summit_tui.archive.sqlite.term_postings import TermDocids, counting_sort

_CHUNK: Final = 1 << 14
"""Docids in one row at most, unless they are of one value."""
_FEW: Final = 64
"""A value that fewer statements have shares a row with others."""
_BYTE: Final = 255
"""A value that more statements have is alone in its row: a count of hits is one byte."""

_MANY: Final = 8
"""If at least one in this many statements is a hit, every value is counted."""
_DENSE: Final = 8
"""A bitmap of up to this many bytes a statement is read more quickly than a list."""
_TOGETHER: Final = 32
"""Bitmaps in one row at most: no more than that are read in vain."""
_FIRST: Final = tuple(range(0, BLOCK_SIZE, 8))
"""The first record of each byte in a row of `facet_column`, counted from that of the row."""

_REMAINING: Final = """
SELECT sum(length(terms) / 4 * (max_count - ?)) FROM facet_posting
WHERE facet = ? AND block >= ? AND max_count > ? AND length(bitmap_spans) = 0
"""

_Row = tuple[int, bytes, bytes, bytes]
"""The columns `max_count`, `terms`, `bitmap_spans` and `postings` of the table `facet_posting`."""


class _Bitmap(NamedTuple):
    """The statements that have a value, as a bitmap."""

    size: int
    """The number of statements."""
    term: int
    first: int
    """The byte that `packed` begins with."""
    packed: bytes


_List = tuple[int, "array[int]"]
"""A term and the docids of the statements that have it."""
_Posting = TypeVar("_Posting")


class FacetPostings:
    """Counts the values of facets among many statements of one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._verified: set[tuple[str, int]] = set()

    def most_frequent(self, hits: "DenseHits", facet: str, limit: int) -> dict[int, int] | None:
        """Return the most frequent terms of a facet among hits, with their counts.

        Returns None where it is quicker to look at the hits one by one.
        """
        counts: list[tuple[int, int]] = []
        best: list[int] = []
        examined, is_worth_it = 0, hits.are_dense
        rows = self._connection.execute(
            "SELECT * FROM facet_posting WHERE facet = ? ORDER BY block",
            (facet,),
        )
        for ordinal, (_, number, most, terms, spans, packed, expected) in enumerate(rows):
            if number != ordinal:
                raise IndexCorruptError("a row is missing")
            if (facet, number) not in self._verified:
                verify(expected, packed, facet, number, most, terms, spans)
                self._verified.add((facet, number))
            least = best[0] if len(best) == limit else 0
            if least >= most:
                # No other value has as many statements, be they hits or not.
                break
            examined += 0 if spans else len(packed) // 4
            if examined * 4 > hits.count and not is_worth_it:
                if self._remaining(facet, number, least) > hits.count:
                    return None
                is_worth_it = True
            for term, count in hits.count_row((most, terms, spans, packed), least):
                counts.append((term, count))
                heappush(best, count)
                if len(best) > limit:
                    heappop(best)
        if not counts and (facet, 0) not in self._verified:
            self._verify_absence(facet)
        return dict(nlargest(limit, counts, key=itemgetter(1)))

    def _verify_absence(self, facet: str) -> None:
        """Raise `IndexCorruptError` where a facet has rows that its key does not lead to."""
        # The pages of the key may be damaged, and not those of the table.
        hidden = "SELECT 1 FROM facet_posting NOT INDEXED WHERE facet = ?"
        if self._connection.execute(hidden, (facet,)).fetchone():
            raise IndexCorruptError("a row is missing")
        self._verified.add((facet, 0))

    def _remaining(self, facet: str, number: int, least: int) -> int:
        """Return how many docids at least are to be looked up in the lists from a row on."""
        parameters = (least, facet, number, least)
        (remaining,) = self._connection.execute(_REMAINING, parameters).fetchone()
        return int(remaining or 0)


class DenseHits:
    """Many hits among the statements of an index."""

    def __init__(self, bits: int, statements: int) -> None:
        """Take the hits as a bitmap; `statements` is the number of all statements."""
        self._bits = bits
        self._packed = bits.to_bytes(statements // 8 + 1, "little")
        self.count = bits.bit_count()
        """The number of hits."""
        self.are_dense = self.count * _MANY >= statements
        """Whether they are more quickly counted value by value than hit by hit."""
        self.statements = statements
        self._offsets: dict[range, Sequence[int]] = {}

    def offsets(self, row: range) -> Sequence[int]:
        """Return the hits in a row of `facet_column`, counted from its first record."""
        if row not in self._offsets:
            packed = self._packed[row.start // 8 : row.stop // 8]
            self._offsets[row] = set_bits(packed, _FIRST)
        return self._offsets[row]

    @cached_property
    def _lanes(self) -> bytes:
        # Shorter lists are padded with the docid behind that of the last statement.
        return lanes(self._bits, self.statements + 1)

    def count_row(self, row: _Row, least: int) -> Iterator[tuple[int, int]]:
        """Yield each term of a row that more than `least` hits have, and their number."""
        most, terms, spans, packed = row[0], array("I", row[1]), array("I", row[2]), row[3]
        if spans:
            yield from self._count_bitmaps(terms, spans, packed, least)
        elif len(terms) > 1:
            yield from self._count_lists(most, terms, array("I", packed), least)
        elif (count := sum(self._are_hits(array("I", packed)))) > least:
            yield terms[0], count

    def _count_bitmaps(
        self, terms: "array[int]", spans: "array[int]", packed: bytes, least: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the terms of a row of bitmaps, each with its first byte and length in `spans`."""
        bits, all_packed, from_bytes = self._bits, self._packed, int.from_bytes
        start = 0
        for term, first, size in zip(terms, spans[::2], spans[1::2], strict=True):
            matches = from_bytes(packed[start : start + size], "little")
            start += size
            if size * 2 < len(all_packed):
                matches &= from_bytes(all_packed[first : first + size], "little")
            else:
                # To make a long number of bytes takes longer than all else.
                matches &= bits >> first * 8 if first else bits
            if (count := matches.bit_count()) > least:
                yield term, count

    def _count_lists(
        self, most: int, terms: "array[int]", docids: "array[int]", least: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the terms of a row of lists, of which none has more than `most` statements.

        First come the docids of one statement of each term, then of a second one, and so on.
        """
        size, total = len(terms), 0
        layers = [docids[start : start + size] for start in range(0, len(docids), size)]
        # Added as numbers of `size` bytes, the hits of all terms are counted at once.
        for layer in layers[: most - least]:
            total += int.from_bytes(bytes(self._are_hits(layer)), "little")
        counts: Sequence[int] = total.to_bytes(size, "little")
        indexes = list(compress(range(size), counts))
        counts = list(compress(counts, counts))
        # A term without a hit so far cannot have more than `least` any more.
        for left, layer in zip(range(least - 1, -1, -1), layers[most - least :], strict=True):
            hits = self._are_hits(map(layer.__getitem__, indexes))
            counts = [count + hit for count, hit in zip(counts, hits, strict=True)]
            can_be = [count + left > least for count in counts]
            indexes = list(compress(indexes, can_be))
            counts = list(compress(counts, can_be))
        yield from zip(map(terms.__getitem__, indexes), counts, strict=True)

    def _are_hits(self, docids: Iterable[int]) -> Iterator[int]:
        """Return 1 for each docid that is a hit, and 0 for the others."""
        return map(getitem, repeat(self._lanes), docids)


FacetColumn = tuple[int, Sequence[Iterable[tuple[int, ...]]], "array[int]"]
"""The number of codes of a group, the terms that each stands for, facet by facet, and each record's
code."""


def write_facet_postings(
    target: sqlite3.Connection, columns: Mapping[str, FacetColumn], statements: int
) -> None:
    """Write the statements that have each value of the facets.

    `columns` are by group; the first records in them are the statements.
    """
    for group, facets in GROUPS.items():
        size, terms_of_facets, codes = columns[group]
        docids, starts = counting_sort(codes[:statements], range(statements), size)
        for facet, terms_by_code in zip(facets, terms_of_facets, strict=True):
            terms = 1 + max(chain.from_iterable(terms_by_code), default=-1)
            by_term = TermDocids(docids, starts, terms_by_code, terms)
            rows = sorted(_rows(by_term, statements), key=lambda row: -row[0])
            target.executemany(
                "INSERT INTO facet_posting VALUES(?, ?, ?, ?, ?, ?, ?)",
                (
                    (facet, number, *row, checksum(row[-1], facet, number, *row[:-1]))
                    for number, row in enumerate(rows)
                ),
            )


def _rows(postings: TermDocids, statements: int) -> Iterator[_Row]:
    """Yield rows of the table `facet_posting` from the statements that have each term."""
    listed = array("I")
    bitmaps: list[_Bitmap] = []
    # Of values with equal counts, the one of the first statement comes first.
    for term in sorted(postings.terms(), key=lambda term: postings.span(term)[0]):
        count, span = postings.count(term), postings.span(term)
        first, last = span[0] // 8, span[1] // 8
        if count >= _FEW and last - first < count * _DENSE:
            docids = chain.from_iterable(postings.arrays(term))
            bits = bitmap(docids, (last + 1) * 8, first * 8)
            packed = bits.to_bytes(last - first + 1, "little")
            bitmaps.append(_Bitmap(count, term, first, packed))
        elif count > _BYTE:
            yield _list_row([(term, _ascending(postings.arrays(term)))], statements)
        else:
            listed.append(term)
    bitmaps.sort(key=lambda posting: -posting.size)
    yield from map(_bitmap_row, _batches(bitmaps, _has_room))
    # There are as many of them as speakers: of few the statements are at hand at any time.
    lists = (
        (term, _ascending(postings.arrays(term)))
        for term in sorted(listed, key=postings.count, reverse=True)
    )
    for batch in _batches(lists, _is_similar):
        yield _list_row(batch, statements)


def _batches(
    postings: Iterable[_Posting], fits: Callable[[Sequence[_Posting], _Posting], bool]
) -> Iterator[Sequence[_Posting]]:
    """Yield the postings of each row, in the order given."""
    batch: list[_Posting] = []
    for posting in postings:
        if batch and not fits(batch, posting):
            yield batch
            batch = []
        batch.append(posting)
    if batch:
        yield batch


def _ascending(parts: Sequence["array[int]"]) -> "array[int]":
    return parts[0] if len(parts) == 1 else array("I", sorted(chain.from_iterable(parts)))


def _is_similar(batch: Sequence[_List], posting: _List) -> bool:
    """Say whether a list fits into a row with others, of which the first is the longest."""
    longest = len(batch[0][1])
    return len(batch) * longest < _CHUNK and len(posting[1]) * 8 >= longest * 7


def _list_row(postings: Sequence[_List], statements: int) -> _Row:
    """Return a row of lists: the first statement of each term, the second of each, and so on."""
    most = len(postings[0][1])
    layers = zip_longest(*(docids for _, docids in postings), fillvalue=statements)
    packed = array("I", chain.from_iterable(layers))
    return most, array("I", (term for term, _ in postings)).tobytes(), b"", packed.tobytes()


def _has_room(batch: Sequence[_Bitmap], _: _Bitmap) -> bool:
    """Say whether a row has room for one more bitmap."""
    return len(batch) < _TOGETHER and sum(len(posting.packed) for posting in batch) < _CHUNK


def _bitmap_row(postings: Sequence[_Bitmap]) -> _Row:
    """Return a row of bitmaps, each with its first byte and its length."""
    terms = array("I", (posting.term for posting in postings))
    spans = array("I", chain.from_iterable((post.first, len(post.packed)) for post in postings))
    packed = b"".join(posting.packed for posting in postings)
    return postings[0].size, terms.tobytes(), spans.tobytes(), packed
