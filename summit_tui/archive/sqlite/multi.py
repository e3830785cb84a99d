"""One archive of an older index and a small newer one of what changed since.

What changed is kept event by event: the records of an event whose files changed are hidden in the
older index, and the newer one has all of them.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import merge, nlargest
from itertools import islice
from operator import attrgetter

from summit_tui.archive import (
    PAGE,
    Digest,
    Disagreement,
    Entry,
    FacetValue,
    Info,
    Neighbours,
    Page,
    Search,
    Sort,
    SourcedReading,
    Total,
)
from summit_tui.archive.query.tree import And, Facet, Node, Not, RefersTo, all_of, any_of
from summit_tui.archive.relations import neighbours_in
from summit_tui.archive.sqlite.facets import MAX_OF_ALL, MAX_OF_HITS
from summit_tui.archive.sqlite.multi_records import MultiRecords
from summit_tui.archive.sqlite.ranking import SortKeys, order_events, relevance_tiers
from summit_tui.archive.sqlite.results import CAP, is_docid_order
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.problem import Problem


class MultiArchive:
    """An `Archive` over an older index and one of the events that changed."""

    def __init__(
        self,
        archives: tuple[StoreArchive, StoreArchive],
        changed: Sequence[str],
        files: Mapping[str, str | None],
        problems: Sequence[Problem],
    ) -> None:
        """Merge an older archive and a newer one; both are closed with this one.

        `changed` are the ids of the events that are hidden in the older one; `files` has the name
        of every file with the id of its event, in their order; `problems` are those of all files.
        """
        self._older, self._newer = archives
        self._changed = frozenset(changed)
        self._hidden = any_of(Facet("event", id) for id in changed)
        kept = [event for event in self._older.info().events if event.id not in self._changed]
        self._events = order_events([*kept, *self._newer.info().events], list(files.values()))
        self._sort_keys = SortKeys(list(files), self._events)
        self._records = MultiRecords(archives, self._changed, self._sort_keys)
        self._home = self._records.home
        self._files, self._problems = list(files), problems
        self._counted = lru_cache(64)(self._count)

    def info(self) -> Info:
        """Return what the archive holds."""
        return Info(self._events, self.counts(And()), self._problems, self._files)

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        entry = self._home(address).get(address)
        return self._records.complete([entry])[0] if entry else None

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        # No event has an empty id: the others keep their ordinals.
        older = ["" if id in self._changed else id for id in events]
        yield from merge(self._older.digests(older), self._newer.digests(events))

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""
        older = (
            address for address in self._older.resolve(text) if address.event not in self._changed
        )
        entries = map(self.get, (*older, *self._newer.resolve(text)))
        known = [entry for entry in entries if entry]
        known.sort(key=self._sort_keys.docid_key)
        known.sort(key=lambda entry: KINDS.index(entry.address.kind))
        return [entry.address for entry in known]

    # Searching

    def search(self, search: Search, start: int = 0, limit: int = PAGE) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""
        before = self._before(search, start)
        older = self._page(self._older, search, before, limit)
        newer = self._page(self._newer, search, start - before, limit)
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
        return Page(self._records.complete(islice(merged, limit)), total, start)

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        older, newer = self._counted(node, collapsed=collapsed)
        return {kind: older[kind] + newer[kind] for kind in KINDS}

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        limit = MAX_OF_ALL if node == And() else MAX_OF_HITS
        newer = self._newer.facet_counts(node, kind, limit=None)
        required = {name: [value.restriction for value in values] for name, values in newer.items()}
        older = self._older.facet_counts(self._visible(node), kind, required, limit=limit)
        return {name: _sum(older[name], newer[name], limit) for name in older}

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

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return `text` with its misspelt words corrected, or None where nothing is better."""
        from summit_tui.archive.sqlite.suggest import suggest  # most queries find enough

        def frequencies(words: Sequence[str]) -> Mapping[str, int]:
            older, newer = (side.frequencies(words) for side in (self._older, self._newer))
            return Counter(older) + Counter(newer)

        def count_hits(node: Node) -> int:
            return sum(self.counts(node).values())

        return suggest(text, typing=typing, count_hits=count_hits, frequencies=frequencies)

    # Readings, disagreements and editions

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        return self._records.readings()

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: different numbers first, then by number of variants."""
        older = (
            ranked
            for ranked in self._older.ranked_disagreements()
            if ranked.entry.address.event not in self._changed
        )
        merged = merge(
            older,
            self._newer.ranked_disagreements(),
            key=lambda ranked: (ranked.weight, self._sort_keys.docid_key(ranked.entry)),
        )
        return [ranked.disagreement for ranked in islice(merged, limit)]

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that are declared the same as this one, newest first."""
        return self._records.editions(address)

    def verify(self) -> None:
        """Go on where both indexes are as they were written; else raise `IndexCorruptError`."""
        self._older.verify()
        self._newer.verify()

    def interrupt(self) -> None:
        """Stop the running operation, from any thread: it raises `InterruptedSearchError`."""
        self._older.interrupt()
        self._newer.interrupt()

    def close(self) -> None:
        """Release the files of both."""
        self._older.close()
        self._newer.close()

    # Merging

    def _visible(self, node: Node) -> Node:
        """Return the query for the hits that are not hidden in the older archive."""
        return all_of((node, Not(self._hidden))) if self._changed else node

    def _count(
        self, node: Node, *, collapsed: bool
    ) -> tuple[Mapping[Kind, int], Mapping[Kind, int]]:
        """Return the counts of the older and of the newer archive."""
        newer = self._newer.counts(node, collapsed=collapsed)
        if node != And() or collapsed or not self._changed:
            return self._older.counts(self._visible(node), collapsed=collapsed), newer
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
            return (self._sort_keys.key(entry, search.sort),)
        itself = RefersTo(entry.address)
        home = self._home(entry.address)
        tier = next(
            number
            for number, part in enumerate(relevance_tiers(search.node))
            if home.search(Search(And((part, itself)), search.kind), limit=1).total.number
        )
        return tier, self._sort_keys.key(entry, Sort.DEFAULT)

    def _hit(self, archive: StoreArchive, search: Search, position: int) -> Entry:
        """Return the hit of one archive at a position, which it has to have."""
        return self._page(archive, search, position, 1).hits[0]

    def _page(self, archive: StoreArchive, search: Search, start: int, limit: int) -> Page:
        return archive.search(self._limited(archive, search), start, limit)

    def _limited(self, archive: StoreArchive, search: Search) -> Search:
        """Return a search without the hits that are hidden in an archive."""
        if archive is self._newer:
            return search
        return replace(search, node=self._visible(search.node))


def _sum(
    older: Sequence[FacetValue], newer: Sequence[FacetValue], limit: int
) -> Sequence[FacetValue]:
    """Return the `limit` most frequent values of a facet, counted in both."""
    values = {value.restriction: value for value in older}
    for value in newer:
        known = values.get(value.restriction)
        count = value.count + (known.count if known else 0)
        values[value.restriction] = replace(known or value, count=count)
    return nlargest(limit, values.values(), key=attrgetter("count"))
