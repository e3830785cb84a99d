"""The archive of one index, which answers every query at every size."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import RLock

from summit_tui.archive import (
    PAGE,
    Digest,
    Disagreement,
    Entry,
    FacetValue,
    Info,
    InterruptedSearchError,
    Neighbours,
    Page,
    Search,
    SourcedReading,
)
from summit_tui.archive.describe import label_of
from summit_tui.archive.query.tree import And, Node, RefersTo, Restriction
from summit_tui.archive.relations import editions_of, neighbour_queries, neighbours_in
from summit_tui.archive.sqlite.checksums import only_row
from summit_tui.archive.sqlite.facets import MAX_OF_HITS, FacetCounts
from summit_tui.archive.sqlite.integrity import Integrity
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.loader import RankedDisagreement, RecordLoader
from summit_tui.archive.sqlite.problems import problems_in
from summit_tui.archive.sqlite.record_store import RecordStore
from summit_tui.archive.sqlite.results import ResultSet
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.model.kinds import KINDS, Address, Kind, kind_named
from summit_tui.model.records import Speaker


class StoreArchive:
    """An `Archive` over an index that `archive.sqlite.indexer` wrote, wherever its records are."""

    def __init__(
        self, store: RecordStore, roots: Roots, integrity: Integrity | None = None
    ) -> None:
        """Take over `store`, which may come from another thread.

        `roots` are the paths that the index was built from, as the user spells them. `integrity`
        is that of the index, unless it was built just now; the first question asks for it.
        """
        self._integrity: Integrity | None = None
        self._store = store
        self.is_far = not store.is_local
        self._roots = roots
        self._closed = False
        # Any thread may call any method; SQLite's own lock does not guard our caches.
        self._lock = RLock()
        with self._guarded():
            store.tables.executescript(
                "PRAGMA query_only=1; PRAGMA mmap_size=0; PRAGMA cache_size=-4000"
            )
            self._loader = RecordLoader(store, roots)
            query = "SELECT value FROM meta WHERE key = 'years'"
            (years,) = only_row(store.tables.execute(query))
            first, last = json.loads(years)
            dictionary = TermDictionary(store, (first, last))
            load_remarks = self._loader.readings.remarks
            self._results = ResultSet(store, dictionary, load_remarks)
        self._facet_counts = FacetCounts(store.tables)
        self._integrity = integrity

    # What the archive holds

    def info(self) -> Info:
        """Return what the archive holds."""
        with self._guarded():
            return Info(
                events=self._loader.all_events(),
                counts={kind: len(self._results.ranges[kind]) for kind in KINDS},
                problems=list(map(self._roots.spell_problem, problems_in(self._store.tables))),
                paths=list(self._loader.files.values()),
            )

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        with self._guarded():
            return self._loader.at(address)

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        with self._guarded():
            numbers = self._loader.events
            ordinals = {numbers[id]: ordinal for ordinal, id in enumerate(events) if id in numbers}
            batches = self._store.digests(ordinals)
        while True:
            with self._guarded():
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""
        *path, id = text.split("/")
        kind = kind_named(path[-1]) if path else None
        # Ids are ASCII; SQLite refuses what is no text, such as a lone surrogate.
        if len(path) > 2 or (path and kind is None) or not text.isascii():
            return []
        with self._guarded():
            addresses = self._loader.named(id)
        return [
            address
            for address in addresses
            if kind in (None, address.kind) and (len(path) < 2 or path[0] == address.event)
        ]

    # Searching

    def search(
        self, search: Search, start: int = 0, limit: int = PAGE, *, whole: bool = True
    ) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""
        with self._guarded():
            docids, total = self._results.page(search, start, start + limit)
            # A server sends all at once, and what was sent can be copied when it is gone.
            is_whole = whole or not self._store.is_local
            return self._loader.page(docids, total, start, whole=is_whole)

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        with self._guarded():
            return self._results.counts(node, collapsed=collapsed)

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        with self._guarded():
            if node == And():
                values = self._facet_counts.of_all(kind)
            elif kind == "quotes" and (bits := self._results.dense_statements(node)):
                statements = len(self._results.ranges[kind])
                values = self._facet_counts.count_statements(bits, statements)
            else:
                hits = self._results.of_kind(node, kind)
                values = self._facet_counts.count(hits, limit=MAX_OF_HITS)
            if self.is_far:
                self._loader.prefetch(_namesakes(values))
            return values

    def facet_counts(
        self,
        node: Node,
        kind: Kind,
        required: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        limit: int | None,
    ) -> Mapping[str, Sequence[FacetValue]]:
        """Return the first `limit` values of each facet, or all, and those `required` besides."""
        with self._guarded():
            hits = self._results.of_kind(node, kind)
            return self._facet_counts.count(hits, required, limit=limit)

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        with self._guarded():
            docid = self._loader.docid(address)
            return None if docid is None else self._results.position(docid, search)

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        if self.is_far:
            nodes = dict.fromkeys(node for _, node in neighbour_queries(address))
            with self._guarded():
                self._results.prepare_kinds(nodes, limit)
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return `text` with its misspelt words corrected, or None where nothing is better."""
        from summit_tui.archive.sqlite.suggest import suggest  # most queries find enough

        with self._guarded():
            return suggest(
                text,
                typing=typing,
                count_hits=self._results.count_few,
                frequencies=self.frequencies,
            )

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""
        with self._guarded():
            return self._store.frequencies(words)

    # Readings, disagreements and editions

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        after = -1
        while True:
            with self._guarded():
                after, readings = self._loader.readings.readings(after)
            if not readings:
                return
            yield from readings

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: different numbers first, then by number of variants."""
        return [ranked.disagreement for ranked in islice(self.ranked_disagreements(), limit)]

    def ranked_disagreements(self) -> Iterator[RankedDisagreement]:
        """Yield the disagreements with what orders them, each loaded when it is reached."""
        with self._guarded():
            rows = self._loader.readings.disagreements()
        for docid, field, variants, are_numbers, sources in rows:
            with self._guarded():
                (entry,) = self._loader.load([docid])
            label = label_of(entry.record)
            disagreement = Disagreement(entry.address, label, field, variants, sources)
            yield RankedDisagreement((not are_numbers, -variants, -sources), entry, disagreement)

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that are declared the same as this one, newest first."""
        return self.load(editions_of(address, self.has_editions, self.same))

    # What `MultiArchive` asks of each of its indexes

    def has_editions(self, address: Address) -> bool:
        """Say whether there is a record that may be the same as others: no unnamed speaker is."""
        with self._guarded():
            record = self._loader.record(address)
        return record is not None and not (
            isinstance(record, Speaker) and record.naming == "unnamed"
        )

    def load(self, addresses: Iterable[Address]) -> Sequence[Entry]:
        """Return those of some records that exist, in the order of their docids."""
        with self._guarded():
            return self._loader.load(sorted(self._loader.docids(addresses)))

    def same(self, address: Address) -> Sequence[tuple[Address, Address]]:
        """Return the pairs of records declared the same of which this one is either."""
        with self._guarded():
            return self._loader.readings.same(address)

    def readings_of(
        self, addresses: Iterable[Address]
    ) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any, in this index or not."""
        with self._guarded():
            return self._loader.readings.of(addresses)

    def verify(self) -> None:
        """Raise `IndexCorruptError` unless the index is as it was written."""
        if self._integrity is not None:
            self._integrity.verify()

    def interrupt(self) -> None:
        """Stop the running operation, from any thread: it raises `InterruptedSearchError`."""
        self._store.interrupt()

    def close(self) -> None:
        """Release the file."""
        with self._lock:
            self._closed = True
            self._store.close()
            if self._integrity is not None:
                self._integrity.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Hold the lock, and raise the protocol's errors for those of the engine."""
        with self._lock:
            if self._closed:
                raise InterruptedSearchError
            if self._integrity is not None:
                self._integrity.check()
            with self._store.guarded():
                yield


def _namesakes(facets: Mapping[str, Sequence[FacetValue]]) -> Iterator[Address]:
    """Yield the records of values of a facet that have one label: they may be the same."""
    for values in facets.values():
        labels = Counter(value.label for value in values)
        for value in values:
            if labels[value.label] > 1 and isinstance(value.restriction, RefersTo):
                yield value.restriction.address
