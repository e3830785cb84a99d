"""The hits of two archives as one list: counted in both, and merged in the order asked for."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from heapq import merge
from itertools import islice

from summit_tui.archive import Entry, Page, Search, Sort, Total
from summit_tui.archive.query.tree import And, Facet, Node, Not, RefersTo, all_of, any_of
from summit_tui.archive.sqlite.multi_records import MultiRecords, Part
from summit_tui.archive.sqlite.ranking import SortKeys, relevance_tiers
from summit_tui.archive.sqlite.results import CAP, is_docid_order
from summit_tui.model.kinds import KINDS, Address, Kind


class MultiHits:
    """Searches an older archive, without the events that are hidden in it, and a newer one."""

    def __init__(
        self, archives: tuple[Part, Part], records: MultiRecords, sort_keys: SortKeys
    ) -> None:
        self._older, self._newer = archives
        self._records = records
        self._home = records.home
        self._has_hidden = bool(records.hidden)
        self._hidden = any_of(Facet("event", id) for id in sorted(records.hidden))
        self._sort_keys = sort_keys
        self._counted = lru_cache(64)(self._count)

    def search(self, search: Search, start: int, limit: int, *, whole: bool) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""
        before = self._before(search, start)
        older = self._page(self._older, search, before, limit, whole=whole)
        newer = self._page(self._newer, search, start - before, limit, whole=whole)
        merged = merge(
            older.hits,
            newer.hits,
            key=lambda entry: self._key(entry, search),
            reverse=search.reverse,
        )
        count = older.total.number + newer.total.number
        by_docid = is_docid_order(search.sort, search.kind) or search.sort is Sort.RELEVANCE
        if search.node == And() or not by_docid or start + limit > CAP:
            counts = self.counts(search.node, collapsed=search.collapsed)
            total = Total(counts[search.kind], exact=True)
        elif older.total.exact and newer.total.exact and count <= CAP:
            total = Total(count, exact=True)
        else:
            total = Total(min(count, CAP), exact=False)
        hits = list(islice(merged, limit))
        if whole:
            hits = self._records.complete(hits)
        else:
            # The other archive may have readings of what is whole in its own.
            hits = [hit._replace(is_whole=False) for hit in hits]
        doubtful = {*(older.doubtful or ()), *(newer.doubtful or ())}
        return Page(hits, total, start, doubtful.intersection(hit.address for hit in hits))

    def counts(self, node: Node, *, collapsed: bool) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        older, newer = self._counted(node, collapsed=collapsed)
        return {kind: older[kind] + newer[kind] for kind in KINDS}

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        home = self._home(address)
        position = home.position(address, self._limited(home, search))
        if position is None:
            return None
        # Where hits are collapsed, that is the statement which is shown for it.
        entry = self._hit(home, search, position)
        other = self._older if home is self._newer else self._newer
        counts = self._counted(search.node, collapsed=search.collapsed)
        among = range(counts[other is self._newer][address.kind])

        def is_behind(position: int) -> bool:
            return self._precedes(entry, self._hit(other, search, position), search)

        return position + bisect(among, 0, key=is_behind)

    def visible(self, node: Node) -> Node:
        """Return the query for the hits that are not hidden in the older archive."""
        return all_of((node, Not(self._hidden))) if self._has_hidden else node

    def _count(
        self, node: Node, *, collapsed: bool
    ) -> tuple[Mapping[Kind, int], Mapping[Kind, int]]:
        """Return the counts of the older and of the newer archive."""
        newer = self._newer.counts(node, collapsed=collapsed)
        if node != And() or collapsed or not self._has_hidden:
            return self._older.counts(self.visible(node), collapsed=collapsed), newer
        # Counting what is hidden is quicker than counting all the rest.
        hidden = self._older.counts(self._hidden)
        older = self._older.counts(node)
        return {kind: older[kind] - hidden[kind] for kind in KINDS}, newer

    def _before(self, search: Search, start: int) -> int:
        """Return how many of the first `start` hits are the older archive's."""
        if not start:
            return 0
        counts = self._counted(search.node, collapsed=search.collapsed)
        older, newer = (counted[search.kind] for counted in counts)
        start = min(start, older + newer)
        among = range(max(0, start - newer), min(start, older))

        def is_behind(position: int) -> bool:
            entry = self._hit(self._older, search, position)
            other = self._hit(self._newer, search, start - position - 1)
            return self._precedes(other, entry, search)

        return among.start + bisect(among, 0, key=is_behind)

    def _precedes(self, entry: Entry, other: Entry, search: Search) -> bool:
        key, other_key = self._key(entry, search), self._key(other, search)
        return other_key < key if search.reverse else key < other_key

    def _key(self, entry: Entry, search: Search) -> tuple[object, ...]:
        """Return what sorts a hit among those of both archives."""
        if search.sort is not Sort.RELEVANCE:
            return (self._sort_keys.key(entry, search.sort, search.language),)
        itself = RefersTo(entry.address)
        home = self._home(entry.address)
        tier = next(
            number
            for number, part in enumerate(relevance_tiers(search.node))
            if home.search(Search(And((part, itself)), search.kind), limit=1).total.number
        )
        return tier, self._sort_keys.key(entry, Sort.DEFAULT)

    def _hit(self, archive: Part, search: Search, position: int) -> Entry:
        """Return the hit of one archive at a position, which it has to have."""
        return self._page(archive, search, position, 1, whole=False).hits[0]

    def _page(self, archive: Part, search: Search, start: int, limit: int, *, whole: bool) -> Page:
        return archive.search(self._limited(archive, search), start, limit, whole=whole)

    def _limited(self, archive: Part, search: Search) -> Search:
        """Return a search without the hits that are hidden in an archive."""
        if archive is self._newer:
            return search
        return replace(search, node=self.visible(search.node))
