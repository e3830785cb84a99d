"""Which records of one index a query finds, in which order, and how many they are."""

import json
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from summit_tui.archive import FEW, Sort, Total
from summit_tui.archive.query.tree import Node
from summit_tui.archive.sqlite.checksums import only_row, verify
from summit_tui.archive.sqlite.compiler import compile_query
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.matcher import Matches
from summit_tui.archive.sqlite.postings import bitmap, within
from summit_tui.archive.sqlite.ranking import relevance_tiers
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.model.kinds import Kind


class CollapsedHits:
    """Some hits in their order; of each remark the first alone is a row."""

    def __init__(self, hits: Sequence[int], remarks: Mapping[int, int]) -> None:
        """Fold `hits`, which are ranks; `remarks` has the remark of each that is of one."""
        self._hits = hits
        self._remarks = remarks
        self._shown: dict[int, int] = {}
        """Where among the hits the statement stands that is shown for a remark."""
        self._dropped: list[int] = []
        """Where the others stand."""
        for place in _places(hits, remarks):
            if self._shown.setdefault(remarks[hits[place]], place) != place:
                self._dropped.append(place)
        self._rows = [place - number for number, place in enumerate(self._dropped)]
        """The rows before which they would stand."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._hits) - len(self._dropped)

    def page(self, start: int, stop: int) -> list[int]:
        """Return the ranks in the rows from `start` up to `stop`."""
        rows = range(start, min(stop, len(self)))
        return [self._hits[row + bisect_right(self._rows, row)] for row in rows]

    def row(self, rank: int) -> int | None:
        """Return the row that a hit is in or that stands for it, or None where it is no hit."""
        with suppress(ValueError):
            place = self._hits.index(rank)
            if rank in self._remarks:
                place = self._shown[self._remarks[rank]]
            return place - bisect_left(self._dropped, place)
        return None


def _places(hits: Sequence[int], remarks: Mapping[int, int]) -> Iterable[int]:
    """Return where statements of remarks stand among the hits, in order."""
    if isinstance(hits, range):
        # All statements: remarks are few beside them.
        return sorted(hits.index(rank) for rank in remarks if rank in hits)
    return [place for place, rank in enumerate(hits) if rank in remarks]


CAP: Final = 1_000
"""Up to so many hits are counted while one types; the exact number comes afterwards."""

_MANY: Final = 20_000
"""From so many hits on, sorting them takes longer than a walk over all records."""
_FEW: Final = 64
"""What fewer than one in so many statements has is few: its facets are counted hit by hit."""


class ResultSet:
    """Finds records of one index, as ranks; an index never changes, so hits can be kept."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lexicon: TermDictionary,
        load_remarks: Callable[[], Mapping[int, int]],
    ) -> None:
        """Search the index that `lexicon` is of; remarks are loaded when hits are first folded."""
        self._connection = connection
        self._compiled = lru_cache(64)(lambda node: compile_query(node, lexicon))
        self.ranges = self._kind_ranges()
        """The ranks of the records of each kind."""
        self._records = sum(map(len, self.ranges.values()))
        self._matches = Matches(connection, self._records)
        # A million hits take 4 MB, and so do their places in an order.
        self._all_found = lru_cache(maxsize=2)(self._matches.all)
        self._sorted = lru_cache(maxsize=2)(self._sort)
        self._folded = lru_cache(maxsize=2)(self._fold_all)
        self._places = lru_cache(maxsize=1)(self._load_places)
        self._remarks = cache(load_remarks)

    def of_kind(self, node: Node, kind: Kind) -> Sequence[int]:
        """Return the hits of a kind, in the order of the ranks."""
        span = self.ranges[kind]
        expression = self._compiled(node)
        return span if expression is None else self._all_found(expression, span)

    def many(self, node: Node) -> int | None:
        """Return the bitmap of the statements that are hits, or None where they are few."""
        span = self.ranges["quotes"]
        bits, rest = self._matches.parted(self._compiled(node))
        if rest is not None:
            hits = self.of_kind(node, "quotes")
            bits = bitmap(hits, len(span)) if len(hits) * _FEW >= len(span) else 0
        bits = within(bits, span)
        return bits if bits.bit_count() * _FEW >= len(span) else None

    def page(
        self, node: Node, kind: Kind, sort: Sort, start: int, stop: int, *, reverse: bool
    ) -> tuple[Sequence[int], Total]:
        """Return hits `start` to `stop` of a kind, and how many there are."""
        hits, number, exact = self._first(node, kind, sort, reverse=reverse, needed=stop)
        return hits[start:stop], Total(number, exact)

    def folded_page(
        self, node: Node, sort: Sort, start: int, stop: int, *, reverse: bool
    ) -> tuple[Sequence[int], Total]:
        """Return rows of which each stands for a remark, and how many rows there are."""
        hits, _, exact = self._first(
            node, "quotes", sort, reverse=reverse, needed=stop, fetched=CAP + 1
        )
        rows = self._folded(node, sort, reverse=reverse) if exact else self._fold(hits)
        if not exact and len(rows) < stop:
            # The first hits, of which many are of one remark, do not fill the page.
            rows, exact = self._folded(node, sort, reverse=reverse), True
        return rows.page(start, stop), Total(len(rows) if exact else min(len(rows), CAP), exact)

    def place(self, rank: int, node: Node, kind: Kind, sort: Sort, *, reverse: bool) -> int | None:
        """Return where among the hits of its kind a record stands, or None."""
        with suppress(ValueError):
            return self._in_order(node, kind, sort, reverse=reverse).index(rank)
        return None

    def folded_place(self, rank: int, node: Node, sort: Sort, *, reverse: bool) -> int | None:
        """Return the row that a statement is in or that stands for it, or None."""
        return self._folded(node, sort, reverse=reverse).row(rank)

    def counts(self, node: Node, *, folded: bool) -> dict[Kind, int]:
        """Return how many hits each kind has; where they are folded, how many rows."""
        numbers = self._matches.counts(self._compiled(node), list(self.ranges.values()))
        counts = dict(zip(self.ranges, numbers, strict=True))
        if folded:
            counts["quotes"] = len(self._folded(node, Sort.CURATED, reverse=False))
        return counts

    def few(self, node: Node) -> int:
        """Return how many hits there are of any kind, or that they are more than a few."""
        expression = self._compiled(node)
        return FEW + 1 if expression is None else self._matches.few(expression, FEW + 1)

    def _kind_ranges(self) -> dict[Kind, range]:
        ranges: dict[Kind, range] = {}
        first = 0
        # To count a million records takes longer than all else that opening does.
        query = "SELECT value FROM meta WHERE key = 'counts'"
        (counts,) = only_row(self._connection.execute(query))
        for kind, count in zip(DOCID_ORDER, json.loads(counts), strict=True):
            ranges[kind] = range(first, first := first + count)
        return ranges

    def _first(
        self,
        node: Node,
        kind: Kind,
        sort: Sort,
        *,
        reverse: bool,
        needed: int,
        fetched: int | None = None,
    ) -> tuple[Sequence[int], int, bool]:
        """Return at least the first `needed` hits, how many there are, and whether that is all.

        Of many hits, `fetched` are returned where more are of use than are needed.
        """
        is_relevance = sort is Sort.RELEVANCE
        in_ranks = is_curated(sort, kind) or is_relevance
        if self._compiled(node) is None or not in_ranks or needed > CAP:
            hits = self._in_order(node, kind, sort, reverse=reverse)
            return hits, len(hits), True
        first, number, wanted = list[int](), 0, fetched or needed
        for part in (relevance_tiers(node) if is_relevance else [node])[:: -1 if reverse else 1]:
            at_most = wanted - len(first), CAP + 1 - number
            some, more = self._matches.first(
                self._compiled(part), self.ranges[kind], *at_most, reverse=reverse
            )
            first += some
            number += more
        return first, min(number, CAP), number <= CAP

    def _in_order(self, node: Node, kind: Kind, sort: Sort, *, reverse: bool) -> Sequence[int]:
        hits = self.of_kind(node, kind)
        if not is_curated(sort, kind):
            hits = self._sorted(node, kind, sort)
        return hits[::-1] if reverse else hits

    def _sort(self, node: Node, kind: Kind, sort: Sort) -> Sequence[int]:
        if sort is Sort.RELEVANCE:
            return array(
                "I", chain.from_iterable(self.of_kind(one, kind) for one in relevance_tiers(node))
            )
        hits, places = self.of_kind(node, kind), self._places(sort)
        if len(hits) < _MANY:
            return array("I", sorted(hits, key=places.__getitem__))
        # Putting every record in its place and leaving out what was not found is quicker.
        order = array("I", bytes(4 * len(places)))
        for rank in hits:
            order[places[rank]] = rank + 1
        return array("I", (rank - 1 for rank in order if rank))

    def _load_places(self, sort: Sort) -> "array[int]":
        query = "SELECT ordinals, checksum FROM sort_order WHERE name = ?"
        places, number = only_row(self._connection.execute(query, (sort,)))
        verify(number, places, str(sort))
        return array("I", places)

    def _fold_all(self, node: Node, sort: Sort, *, reverse: bool) -> CollapsedHits:
        return self._fold(self._in_order(node, "quotes", sort, reverse=reverse))

    def _fold(self, hits: Sequence[int]) -> CollapsedHits:
        return CollapsedHits(hits, self._remarks())


def is_curated(sort: Sort, kind: Kind) -> bool:
    """Say whether an order is that of the ranks: statements and sources are ranked by date."""
    return sort is Sort.CURATED or (sort is Sort.DATE and kind in ("quotes", "sources"))
