"""The docids that an expression finds, by bitmaps where there are some, and else by FTS5.

The hits of FTS5 are fetched as one value: row by row they take several times as long as finding
them.
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
    docids,
    first_docids,
    within,
)

_WITHIN: Final = f"{MATCHING} AND rowid BETWEEN ? AND ? ORDER BY rowid"
_FORWARDS: Final = TOGETHER.format(f"{_WITHIN} LIMIT ?")
_BACKWARDS: Final = TOGETHER.format(f"{_WITHIN} DESC LIMIT ?")
_COUNT: Final = "SELECT count(*) FROM document WHERE document MATCH ? AND rowid BETWEEN ? AND ?"
_COUNT_UP_TO: Final = "SELECT count(*) FROM (SELECT 1 FROM document WHERE document MATCH ? LIMIT ?)"
_AT_ONCE: Final = 1 << 16
"""Hits that are fetched at once: more would take megabytes."""
_BEGINNINGS: Final = (1 << 15, 1 << 17)
"""Records at the beginning among which a frequent word mostly has as many hits as are counted."""


class Matches:
    """Finds the records of one index that match an expression."""

    def __init__(self, connection: sqlite3.Connection, records: int) -> None:
        """Search an index; `records` is the number of its records."""
        self._connection = connection
        self._records = records
        self._postings = Postings(connection, records)

    def split(self, expression: Expression | None) -> tuple[int, Expression | None]:
        """Return a bitmap that has all hits and the expression that is left; see `Postings`."""
        return self._postings.split(expression)

    def first(
        self, expression: Expression | None, span: range, limit: int, most: int, *, reverse: bool
    ) -> tuple[Sequence[int], int]:
        """Return the first hits in a span of docids, or the last in reverse, and their number.

        At most `limit` hits are returned and at most `most` are counted.
        """
        if not most:
            return [], 0
        bits, rest = self._postings.split(expression, _BEGINNINGS[0])
        if rest is None:
            return self._first_of_bitmap(expression, span, limit, most, reverse=reverse)
        if bits == ALL:
            text = self._fetch(rest, span, most, reverse=reverse)
            numbers = text.split(",", limit)[:limit] if text else []
            return list(map(int, numbers)), text.count(",") + 1 if text else 0
        # A frequent word in the expression would make FTS5 read all of its postings.
        hits: list[int] = []
        for batch in self._batches(expression, span, most, reverse=reverse):
            hits += batch
            if len(hits) >= most:
                break
        return hits[:limit], min(len(hits), most)

    def _first_of_bitmap(
        self, expression: Expression | None, span: range, limit: int, most: int, *, reverse: bool
    ) -> tuple[Sequence[int], int]:
        """Do the same as `first` for an expression that has bitmaps."""
        for width in (None,) if reverse or span.start else (*_BEGINNINGS, None):
            beginning = span[:width]
            bits, _ = self._postings.split(expression, width)
            count = within(bits, beginning).bit_count()
            if count >= most:
                break
        return first_docids(bits, beginning, limit, reverse=reverse), min(count, most)

    def all(self, expression: Expression, span: range) -> "array[int]":
        """Return all hits in a span of docids."""
        bits, rest = self.split(expression)
        if rest is None:
            return docids(bits, span)
        hits = array("I")
        for batch in self._batches(expression, span, _AT_ONCE):
            hits.fromlist(batch)
        return hits

    def counts(self, expression: Expression | None, spans: Sequence[range]) -> list[int]:
        """Return the number of hits in each span of docids."""
        bits, rest = self.split(expression)
        if expression is None or rest is None:
            return [within(bits, span).bit_count() for span in spans]
        if bits == ALL:
            return [self._count(rest, span) for span in spans]
        hits = self.all(expression, range(self._records))
        return [bisect_left(hits, span.stop) - bisect_left(hits, span.start) for span in spans]

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return the number of hits, at most `most`."""
        row = self._connection.execute(_COUNT_UP_TO, (str(expression), most)).fetchone()
        count: int = row[0]
        return count

    def _batches(
        self, expression: Expression | None, span: range, needed: int, *, reverse: bool = False
    ) -> Iterator[list[int]]:
        """Yield the hits in a span of docids batch by batch.

        The first batch has about as many as are `needed`, the further ones more.
        """
        bits, rest = self.split(expression)
        flags, limit = b"", needed
        if bits != ALL:
            flags = within(bits, range(self._records)).to_bytes(self._records // 8 + 1, "little")
            # To begin each further batch takes long: some too many are fetched instead.
            limit += limit * len(span) // max(1, within(bits, span).bit_count())
        while rest:
            limit = min(limit, _AT_ONCE)
            text = self._fetch(rest, span, limit, reverse=reverse)
            hits: list[int] = json.loads(f"[{text}]")
            yield [hit for hit in hits if flags[hit >> 3] >> (hit & 7) & 1] if flags else hits
            if len(hits) < limit:
                return
            last = hits[-1]
            span = range(span.start, last) if reverse else range(last + 1, span.stop)
            limit *= 4

    def _fetch(self, expression: Expression, span: range, limit: int, *, reverse: bool) -> str:
        """Return the first docids that an expression finds in a span, or the last in reverse."""
        row = self._connection.execute(
            _BACKWARDS if reverse else _FORWARDS,
            (str(expression), span.start, span.stop - 1, limit),
        ).fetchone()
        text: str = row[0] or ""
        return text

    def _count(self, expression: Expression, span: range) -> int:
        if not span:
            return 0
        row = self._connection.execute(_COUNT, (str(expression), span.start, span.stop - 1))
        count: int = row.fetchone()[0]
        return count
