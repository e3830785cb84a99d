"""The docids that an expression finds, by bitmaps where there are some, and else by the store."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from summit_tui.archive.sqlite.bitmaps import ALL, docids, first_docids, within
from summit_tui.archive.sqlite.expressions import Expression
from summit_tui.archive.sqlite.postings import Postings
from summit_tui.archive.sqlite.record_store import RecordStore

_AT_ONCE: Final = 1 << 16
"""Hits that are fetched at once: more would take megabytes."""
_BEGINNINGS: Final = (1 << 15, 1 << 17)
"""Records at the beginning among which a frequent word mostly has as many hits as are counted."""


class Matches:
    """Finds the records of one index that match an expression."""

    def __init__(self, store: RecordStore, records: int) -> None:
        """Search an index; `records` is the number of its records."""
        self._store = store
        self._records = records
        self._postings = Postings(store, records)

    def split(self, expression: Expression | None) -> tuple[int, Expression | None]:
        """Return a bitmap that has all hits and the expression that is left; see `Postings`."""
        return self._postings.split(expression)

    def prepare(
        self,
        expressions: Sequence[Expression | None],
        span: range,
        shown: range,
        most: int,
        *,
        reverse: bool,
    ) -> None:
        """Let a store that is far away answer at once what `first` asks of each expression.

        `shown` are the positions of the hits whose records are wanted.
        """
        if self._store.is_local:
            return
        known: list[int] = []
        unknown: list[Expression] = []
        for expression in expressions:
            _, rest = self._postings.split(expression, _BEGINNINGS[0])
            if rest is not None:
                unknown.append(rest)
            elif len(known) < shown.stop:
                limit = shown.stop - len(known)
                hits, _ = self._first_of_bitmap(expression, span, limit, limit, reverse=reverse)
                known += hits
        self._store.prepare(
            unknown, span, most, reverse=reverse, shown=shown, known=known[shown.start :]
        )

    def prepare_spans(
        self,
        expressions: Sequence[Expression | None],
        spans: Sequence[range],
        limit: int,
        most: int,
    ) -> None:
        """Let a store that is far away answer at once what `first` asks in each of some spans.

        The records of the first `limit` hits of each are wanted; at most `most` are counted.
        """
        rests = (self._postings.split(each, _BEGINNINGS[0])[1] for each in expressions)
        if unknown := [rest for rest in rests if rest is not None]:
            self._store.prepare_spans(unknown, spans, limit, most)

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
        if not (reverse or span.start) and (
            newest := self._first_of_newest(expression, span, most)
        ):
            return newest[:limit], most
        if bits == ALL:
            text = self._store.matching(rest, span, most, reverse=reverse)
            numbers = text.split(",", limit)[:limit] if text else []
            return list(map(int, numbers)), text.count(",") + 1 if text else 0
        # A frequent word in the expression would make the store read all of its postings.
        hits: list[int] = []
        for batch in self._batches(expression, span, most, reverse=reverse):
            hits += batch
            if len(hits) >= most:
                break
        return hits[:limit], min(len(hits), most)

    def _first_of_newest(
        self, expression: Expression | None, span: range, most: int
    ) -> Sequence[int]:
        """Return the first `most` hits if so many are known to be among the newest statements."""
        known = self._postings.newest(expression)
        if known is None:
            return ()
        size, bits = known
        newest = span[:size]
        count = within(bits, newest).bit_count()
        return first_docids(bits, newest, most, reverse=False) if count >= most else ()

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
            return self._store.counts(rest, spans)
        hits = self.all(expression, range(self._records))
        return [bisect_left(hits, span.stop) - bisect_left(hits, span.start) for span in spans]

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return how many records match, at most `most`."""
        bits, rest = self.split(expression)
        if bits == ALL and rest is not None:
            return self._store.count_up_to(rest, most)
        _, count = self.first(expression, range(self._records), 0, most, reverse=False)
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
            text = self._store.matching(rest, span, limit, reverse=reverse)
            hits: list[int] = json.loads(f"[{text}]")
            yield [hit for hit in hits if flags[hit >> 3] >> (hit & 7) & 1] if flags else hits
            if len(hits) < limit:
                return
            last = hits[-1]
            span = range(span.start, last) if reverse else range(last + 1, span.stop)
            limit *= 4
