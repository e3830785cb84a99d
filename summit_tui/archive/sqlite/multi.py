"""One archive of two: an older index and a newer one of what changed since, or two coverages.

Which of both has a record is decided event by event: the records of an event that both have are
hidden in the older one, and the newer one has all of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
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
    SourcedReading,
)
from summit_tui.archive.query.tree import (
    And,
    Node,
    Restriction,
)
from summit_tui.archive.relations import neighbours_in
from summit_tui.archive.sqlite.facets import MAX_OF_ALL, MAX_OF_HITS
from summit_tui.archive.sqlite.loader import RankedDisagreement
from summit_tui.archive.sqlite.multi_hits import MultiHits
from summit_tui.archive.sqlite.multi_records import MultiRecords, Part
from summit_tui.archive.sqlite.ranking import SortKeys, order_events
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.problem import Problem


class MultiArchive:
    """An `Archive` over two others, in which the events of the newer one hide those of the older.

    It is itself what such an archive may consist of.
    """

    def __init__(
        self,
        archives: tuple[Part, Part],
        changed: Sequence[str],
        files: Mapping[str, str | None],
        problems: Sequence[Problem],
    ) -> None:
        """Merge an older archive and a newer one; both are closed with this one.

        `changed` are the ids of the events that are hidden in the older one; `files` has the name
        of every file with the id of its event, as far as that decides the order of events, in the
        order of the files; `problems` are those of all files.
        """
        self._older, self._newer = archives
        self.is_far = any(archive.is_far for archive in archives)
        self._changed = frozenset(changed)
        kept = [event for event in self._older.info().events if event.id not in self._changed]
        self._events = order_events([*self._newer.info().events, *kept], list(files.values()))
        self._sort_keys = SortKeys(list(files), self._events)
        self._records = MultiRecords(archives, self._changed, self._sort_keys)
        self._home = self._records.home
        self._hits = MultiHits(archives, self._records, self._sort_keys)
        self._files, self._problems = list(files), problems

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

    def search(
        self, search: Search, start: int = 0, limit: int = PAGE, *, whole: bool = True
    ) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""
        return self._hits.search(search, start, limit, whole=whole)

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        return self._hits.counts(node, collapsed=collapsed)

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        return self.facet_counts(node, kind, limit=MAX_OF_ALL if node == And() else MAX_OF_HITS)

    def facet_counts(
        self,
        node: Node,
        kind: Kind,
        required: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        limit: int | None,
    ) -> Mapping[str, Sequence[FacetValue]]:
        """Return the first `limit` values of each facet, or all, and those `required` besides."""
        required = required or {}
        newer = self._newer.facet_counts(node, kind, limit=None)
        wanted = {
            name: [*required.get(name, ()), *(value.restriction for value in values)]
            for name, values in newer.items()
        }
        older = self._older.facet_counts(self._hits.visible(node), kind, wanted, limit=limit)
        return {
            name: _sum(older[name], newer[name], limit, frozenset(required.get(name, ())))
            for name in older
        }

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        return self._hits.position(address, search)

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return `text` with its misspelt words corrected, or None where nothing is better."""
        from summit_tui.archive.sqlite.suggest import suggest  # most queries find enough

        def count_hits(node: Node) -> int:
            return sum(self.counts(node).values())

        return suggest(text, typing=typing, count_hits=count_hits, frequencies=self.frequencies)

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""
        older, newer = (part.frequencies(words) for part in (self._older, self._newer))
        return Counter(older) + Counter(newer)

    # Readings, disagreements and editions

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        return self._records.readings()

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: different numbers first, then by number of variants."""
        return [ranked.disagreement for ranked in islice(self.ranked_disagreements(), limit)]

    def ranked_disagreements(self) -> Iterator[RankedDisagreement]:
        """Yield the disagreements with what orders them, each loaded when it is reached."""
        older = (
            ranked
            for ranked in self._older.ranked_disagreements()
            if ranked.entry.address.event not in self._changed
        )
        yield from merge(
            older,
            self._newer.ranked_disagreements(),
            key=lambda ranked: (ranked.weight, self._sort_keys.docid_key(ranked.entry)),
        )

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that are declared the same as this one, newest first."""
        return self._records.editions(address)

    def has_editions(self, address: Address) -> bool:
        """Say whether there is a record that may be the same as others: no unnamed speaker is."""
        return self._home(address).has_editions(address)

    def load(self, addresses: Iterable[Address]) -> Sequence[Entry]:
        """Return those of some records that exist, in the order of their docids."""
        return self._records.load(addresses)

    def same(self, address: Address) -> Sequence[tuple[Address, Address]]:
        """Return the pairs of records declared the same of which this one is either."""
        return list(self._records.same(address))

    def readings_of(
        self, addresses: Iterable[Address]
    ) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any, in these archives or not."""
        return self._records.readings_of(addresses)

    def verify(self) -> None:
        """Raise `IndexCorruptError` unless both indexes are as they were written."""
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


def _sum(
    older: Sequence[FacetValue],
    newer: Sequence[FacetValue],
    limit: int | None,
    required: AbstractSet[Restriction],
) -> Sequence[FacetValue]:
    """Return the `limit` most frequent values of a facet, or all, and those `required` besides."""
    values = {value.restriction: value for value in older}
    for value in newer:
        known = values.get(value.restriction)
        count = value.count + (known.count if known else 0)
        values[value.restriction] = replace(known or value, count=count)
    first = nlargest(limit or len(values), values.values(), key=attrgetter("count"))
    behind = (value for value in values.values() if value.restriction in required)
    return [*first, *(value for value in behind if required and value not in first)]
