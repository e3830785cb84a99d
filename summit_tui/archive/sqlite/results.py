"""Which records of one index a query finds, in which order, and how many they are."""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from summit_tui.archive import SUGGEST_UP_TO, Search, Sort, Total
from summit_tui.archive.query.tree import Node
from summit_tui.archive.sqlite.bitmaps import bitmap, within
from summit_tui.archive.sqlite.checksums import only_row
from summit_tui.archive.sqlite.compiler import compile_query
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.matcher import Matches
from summit_tui.archive.sqlite.ranking import relevance_tiers
from summit_tui.archive.sqlite.record_store import RecordStore
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.archive.sqlite.sort_orders import SortOrders, order_name
from summit_tui.model.kinds import Kind


class CollapsedHits:
    """Hits in their order, of which only the first statement of each remark is a row."""

    def __init__(self, hits: Sequence[int], remarks: Mapping[int, int]) -> None:
        """Collapse `hits`, which are docids; `remarks` has the remark of a statement by docid."""
        self._hits = hits
        self._remarks = remarks
        self._first: dict[int, int] = {}
        """The position among the hits of the first statement of each remark."""
        self._dropped: list[int] = []
        """The positions of the other statements, in order."""
        for position in _remark_positions(hits, remarks):
            if self._first.setdefault(remarks[hits[position]], position) != position:
                self._dropped.append(position)
        self._rows = [position - count for count, position in enumerate(self._dropped)]
        """The row that follows each dropped statement."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._hits) - len(self._dropped)

    def page(self, start: int, stop: int) -> list[int]:
        """Return the docids in the rows from `start` up to `stop`, which is not included."""
        rows = range(start, min(stop, len(self)))
        return [self._hits[row + bisect_right(self._rows, row)] for row in rows]

    def row(self, docid: int) -> int | None:
        """Return the row of a hit, or of the statement shown for it; None where it is no hit."""
        with suppress(ValueError):
            position = self._hits.index(docid)
            if docid in self._remarks:
                position = self._first[self._remarks[docid]]
            return position - bisect_left(self._dropped, position)
        return None


def _remark_positions(hits: Sequence[int], remarks: Mapping[int, int]) -> Iterable[int]:
    """Return the positions of the hits that are statements of a remark, in order."""
    if isinstance(hits, range):
        # All statements: few of them are of a remark.
        return sorted(hits.index(docid) for docid in remarks if docid in hits)
    return [position for position, docid in enumerate(hits) if docid in remarks]


CAP: Final = 1_000
"""Hits that are counted while one types; the exact number comes afterwards."""

_FEW: Final = 64
"""If fewer than one in this many statements is a hit, facets are counted hit by hit."""


class ResultSet:
    """Finds records of one index by docid; an index never changes, so results are cached."""

    def __init__(
        self,
        store: RecordStore,
        dictionary: TermDictionary,
        load_remarks: Callable[[], Mapping[int, int]],
    ) -> None:
        """Search the index of `dictionary`; `load_remarks` is called for collapsed hits only."""
        self._store = store
        self._compiled = lru_cache(64)(lambda node: compile_query(node, dictionary))
        self.ranges = self._kind_ranges()
        """The docids of the records of each kind."""
        self._matches = Matches(store, sum(map(len, self.ranges.values())))
        # A million hits take 4 MB.
        self._all_matches = lru_cache(maxsize=2)(self._matches.all)
        self._sorted = lru_cache(maxsize=2)(self._sort)
        self._collapsed = lru_cache(maxsize=2)(self._collapse_all)
        self._orders = SortOrders(store.tables, len(self.ranges["quotes"]))
        self._remarks = cache(load_remarks)

    def of_kind(self, node: Node, kind: Kind) -> Sequence[int]:
        """Return the docids of the hits of a kind, ascending."""
        span = self.ranges[kind]
        expression = self._compiled(node)
        return span if expression is None else self._all_matches(expression, span)

    def dense_statements(self, node: Node) -> int | None:
        """Return the bitmap of the statements that are hits, or None where they are few."""
        span = self.ranges["quotes"]
        bits, rest = self._matches.split(self._compiled(node))
        if rest is not None:
            hits = self.of_kind(node, "quotes")
            bits = bitmap(hits, len(span)) if len(hits) * _FEW >= len(span) else 0
        bits = within(bits, span)
        return bits if bits.bit_count() * _FEW >= len(span) else None

    def page(self, search: Search, start: int, stop: int) -> tuple[Sequence[int], Total]:
        """Return the docids of hits `start` to `stop`, and how many hits there are."""
        if search.collapsed and search.kind == "quotes":
            return self._collapsed_page(search, start, stop)
        hits, count, exact = self._first(search, range(start, stop))
        return hits[start:stop], Total(count, exact)

    def prepare_kinds(self, nodes: Iterable[Node], limit: int) -> None:
        """Let a store that is far away fetch at once the first `limit` hits of each kind."""
        expressions = list(map(self._compiled, nodes))
        self._matches.prepare_spans(expressions, list(self.ranges.values()), limit, CAP + 1)

    def position(self, docid: int, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        if search.collapsed and search.kind == "quotes":
            return self._collapsed(search).row(docid)
        with suppress(ValueError):
            return self._in_order(search).index(docid)
        return None

    def counts(self, node: Node, *, collapsed: bool) -> dict[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        numbers = self._matches.counts(self._compiled(node), list(self.ranges.values()))
        counts = dict(zip(self.ranges, numbers, strict=True))
        if collapsed:
            counts["quotes"] = len(self._collapsed(Search(node, "quotes", collapsed=True)))
        return counts

    def count_few(self, node: Node) -> int:
        """Return how many hits there are of any kind, at most `SUGGEST_UP_TO + 1`."""
        expression = self._compiled(node)
        return (
            SUGGEST_UP_TO + 1
            if expression is None
            else self._matches.count_up_to(expression, SUGGEST_UP_TO + 1)
        )

    def _kind_ranges(self) -> dict[Kind, range]:
        ranges: dict[Kind, range] = {}
        first = 0
        # To count a million records takes longer than the rest of opening the index.
        query = "SELECT value FROM meta WHERE key = 'counts'"
        (counts,) = only_row(self._store.tables.execute(query))
        for kind, count in zip(DOCID_ORDER, json.loads(counts), strict=True):
            ranges[kind] = range(first, first := first + count)
        return ranges

    def _collapsed_page(self, search: Search, start: int, stop: int) -> tuple[Sequence[int], Total]:
        hits, _, exact = self._first(search, range(start, stop), fetched=CAP + 1)
        rows = self._collapsed(search) if exact else self._collapse(hits)
        if not exact and len(rows) < stop:
            # The first hits, of which many are of one remark, do not fill the page.
            rows, exact = self._collapsed(search), True
        return rows.page(start, stop), Total(len(rows) if exact else min(len(rows), CAP), exact)

    def _first(
        self, search: Search, shown: range, *, fetched: int | None = None
    ) -> tuple[Sequence[int], int, bool]:
        """Return the first hits, how many there are, and whether that is exact.

        At least those at the positions `shown` are among them. Of many hits, `fetched` are returned
        where more are of use.
        """
        node, kind, reverse = search.node, search.kind, search.reverse
        is_relevance = search.sort is Sort.RELEVANCE
        by_docid = is_docid_order(search.sort, kind) or is_relevance
        if self._compiled(node) is None or not by_docid or shown.stop > CAP:
            hits = self._in_order(search)
            return hits, len(hits), True
        first, count, limit = list[int](), 0, fetched or shown.stop
        tiers = relevance_tiers(node) if is_relevance else [node]
        span, expressions = self.ranges[kind], list(map(self._compiled, tiers))
        if reverse:
            expressions.reverse()
        self._matches.prepare(expressions, span, shown, CAP + 1, reverse=reverse)
        for expression in expressions:
            docids, number = self._matches.first(
                expression, span, limit - len(first), CAP + 1 - count, reverse=reverse
            )
            first += docids
            count += number
        return first, min(count, CAP), count <= CAP

    def _in_order(self, search: Search) -> Sequence[int]:
        """Return the docids of all hits in the order asked for."""
        if is_docid_order(search.sort, search.kind):
            hits = self.of_kind(search.node, search.kind)
        else:
            order = order_name(search.kind, search.sort, search.language)
            hits = self._sorted(search.node, search.kind, order)
        return hits[::-1] if search.reverse else hits

    def _sort(self, node: Node, kind: Kind, order: str) -> Sequence[int]:
        if order == Sort.RELEVANCE:
            tiers = (self.of_kind(tier, kind) for tier in relevance_tiers(node))
            return array("I", chain.from_iterable(tiers))
        return self._orders.sort(self.of_kind(node, kind), order)

    def _collapse_all(self, search: Search) -> CollapsedHits:
        return self._collapse(self._in_order(search))

    def _collapse(self, hits: Sequence[int]) -> CollapsedHits:
        return CollapsedHits(hits, self._remarks())


def is_docid_order(sort: Sort, kind: Kind) -> bool:
    """Say whether an order is that of the docids: statements and sources are numbered by date."""
    return sort is Sort.DEFAULT or (sort is Sort.DATE and kind in ("quotes", "sources"))
