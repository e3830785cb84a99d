"""The ranks that an expression finds, by bitmaps where there are some, and else by FTS5.

FTS5 gives its hits as one value: as rows, each would cost several times what it takes to find it.
"""

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from summit_tui.archive.sqlite.compiler import Expression
from summit_tui.archive.sqlite.postings import (
    ALL,
    MATCHING,
    TOGETHER,
    Postings,
    ranks,
    some_ranks,
    within,
)

_AMONG: Final = f"{MATCHING} AND rowid BETWEEN ? AND ? ORDER BY rowid"
_FORWARDS: Final = TOGETHER.format(f"{_AMONG} LIMIT ?")
_BACKWARDS: Final = TOGETHER.format(f"{_AMONG} DESC LIMIT ?")
_COUNTING: Final = "SELECT count(*) FROM document WHERE document MATCH ? AND rowid BETWEEN ? AND ?"
_A_FEW: Final = "SELECT count(*) FROM (SELECT 1 FROM document WHERE document MATCH ? LIMIT ?)"
_AT_ONCE: Final = 1 << 16
"""So many hits are fetched in one go: more would take megabytes."""
_BEGINNINGS: Final = (1 << 15, 1 << 17)
"""Among so many records at the beginning, what is frequent mostly has as many hits as are told."""


class Matches:
    """Finds the records of one index that an expression is about."""

    def __init__(self, connection: sqlite3.Connection, records: int) -> None:
        """Search the index of so many records."""
        self._connection = connection
        self._records = records
        self._bitmaps = Postings(connection, records)

    def split(self, expression: Expression | None) -> tuple[int, Expression | None]:
        """Return a bitmap that all hits are in, and what else finds them, as `Bitmaps` does."""
        return self._bitmaps.split(expression)

    def first(
        self, expression: Expression | None, span: range, needed: int, most: int, *, reverse: bool
    ) -> tuple[Sequence[int], int]:
        """Return the first hits in a span of ranks, or the last in reverse, and their number.

        Of the hits, `needed` are returned, and `most` are counted.
        """
        if not most:
            return [], 0
        bits, rest = self._bitmaps.split(expression, _BEGINNINGS[0])
        if rest is None:
            return self._first_known(expression, span, needed, most, reverse=reverse)
        if bits == ALL:
            text = self._matching(rest, span, most, reverse=reverse)
            numbers = text.split(",", needed)[:needed] if text else []
            return list(map(int, numbers)), text.count(",") + 1 if text else 0
        # What many records have is no help to FTS5, which would read all of it.
        found: list[int] = []
        for more in self._walked(expression, span, most, reverse=reverse):
            found += more
            if len(found) >= most:
                break
        return found[:needed], min(len(found), most)

    def _first_known(
        self, expression: Expression | None, span: range, needed: int, most: int, *, reverse: bool
    ) -> tuple[Sequence[int], int]:
        """Return the same as `first` of what has bitmaps."""
        for width in (None,) if reverse or span.start else (*_BEGINNINGS, None):
            some = span[:width]
            bits, _ = self._bitmaps.split(expression, width)
            number = within(bits, some).bit_count()
            if number >= most:
                break
        return some_ranks(bits, some, needed, reverse=reverse), min(number, most)

    def all(self, expression: Expression, span: range) -> "array[int]":
        """Return all hits in a span of ranks."""
        bits, rest = self.split(expression)
        if rest is None:
            return ranks(bits, span)
        found = array("I")
        for some in self._walked(expression, span, _AT_ONCE):
            found.fromlist(some)
        return found

    def counts(self, expression: Expression | None, spans: Sequence[range]) -> list[int]:
        """Return how many hits there are in each of some spans of ranks."""
        bits, rest = self.split(expression)
        if expression is None or rest is None:
            return [within(bits, span).bit_count() for span in spans]
        if bits == ALL:
            return [self._counted(rest, span) for span in spans]
        found = self.all(expression, range(self._records))
        return [bisect_left(found, span.stop) - bisect_left(found, span.start) for span in spans]

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return how many hits there are, at most so many."""
        row = self._connection.execute(_A_FEW, (str(expression), most)).fetchone()
        number: int = row[0]
        return number

    def _walked(
        self, expression: Expression | None, span: range, wanted: int, *, reverse: bool = False
    ) -> Iterator[list[int]]:
        """Yield the ranks in a span that an expression finds, as far as wanted.

        The first list has about as many as are `wanted`, the further ones more.
        """
        bits, rest = self.split(expression)
        flags, most = b"", wanted
        if bits != ALL:
            flags = within(bits, range(self._records)).to_bytes(self._records // 8 + 1, "little")
            # Each further list costs what it takes to begin: rather ask for some too many.
            most += most * len(span) // max(1, within(bits, span).bit_count())
        while rest:
            most = min(most, _AT_ONCE)
            text = self._matching(rest, span, most, reverse=reverse)
            found: list[int] = json.loads(f"[{text}]")
            yield [one for one in found if flags[one >> 3] >> (one & 7) & 1] if flags else found
            if len(found) < most:
                return
            last = found[-1]
            span = range(span.start, last) if reverse else range(last + 1, span.stop)
            most *= 4

    def _matching(self, expression: Expression, span: range, most: int, *, reverse: bool) -> str:
        """Return the first of some ranks that an expression finds, or the last in reverse."""
        found = self._connection.execute(
            _BACKWARDS if reverse else _FORWARDS,
            (str(expression), span.start, span.stop - 1, most),
        ).fetchone()
        text: str = found[0] or ""
        return text

    def _counted(self, expression: Expression, span: range) -> int:
        if not span:
            return 0
        row = self._connection.execute(_COUNTING, (str(expression), span.start, span.stop - 1))
        number: int = row.fetchone()[0]
        return number
