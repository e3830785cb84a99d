"""The archive on SQLite: one index file answers every question, at every size."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
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
from summit_tui.archive.query.tree import And, Node, Restriction
from summit_tui.archive.relations import editions_of, neighbours_in
from summit_tui.archive.sqlite.checksums import damage_told, only_row
from summit_tui.archive.sqlite.digests import sorted_digests
from summit_tui.archive.sqlite.facets import FIRST, FacetCounts
from summit_tui.archive.sqlite.lexicon import TermDictionary
from summit_tui.archive.sqlite.loader import Disputed, RecordLoader
from summit_tui.archive.sqlite.results import ResultSet
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.schema import problems_in
from summit_tui.model.kinds import KINDS, Address, Kind, kind_named
from summit_tui.model.records import Event


class SqliteArchive:
    """An `Archive` over an index that `building` wrote."""

    def __init__(self, connection: sqlite3.Connection, roots: Roots) -> None:
        """Take over `connection`, which may come from another thread.

        `roots` say how the user spells the paths that it was made from.
        """
        self._connection = connection
        self._roots = roots
        self._closed = False
        # A question may be asked from any thread; SQLite's own lock does not guard our caches.
        self._lock = RLock()
        with self._asking():
            connection.executescript(
                "PRAGMA query_only=1; PRAGMA mmap_size=0; PRAGMA cache_size=-4000"
            )
            self._entries = RecordLoader(connection, roots)
            query = "SELECT value FROM meta WHERE key = 'years'"
            (years,) = only_row(connection.execute(query))
            first, last = json.loads(years)
            self._lexicon = TermDictionary(connection, (first, last))
            self._hits = ResultSet(connection, self._lexicon, self._entries.witnesses.remarks)
        self._tallies = FacetCounts(connection)

    # What the archive holds

    def info(self) -> Info:
        """Return what the archive holds."""
        with self._asking():
            events = [
                self._entries.links.record(number, "event", id) or Event(id=id, name=id)
                for id, number in self._entries.events.items()
            ]
            return Info(
                events=[event for event in events if isinstance(event, Event)],
                counts={kind: len(self._hits.ranges[kind]) for kind in KINDS},
                problems=list(map(self._roots.spelled_problem, problems_in(self._connection))),
                paths=list(self._entries.files.values()),
            )

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        with self._asking():
            return self._entries.at(address)

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        with self._asking():
            numbers = self._entries.events
            known = {numbers[id]: place for place, id in enumerate(events) if id in numbers}
            rows = sorted_digests(self._connection, known)
        while True:
            with self._asking():
                some = next(rows, None)
            if some is None:
                return
            yield from some

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""
        *place, id = text.split("/")
        named = kind_named(place[-1]) if place else None
        # Ids are ASCII; SQLite refuses what is no text, such as a lone surrogate.
        if len(place) > 2 or (place and named is None) or not text.isascii():
            return []
        with self._asking():
            found = self._entries.named(id)
        return [
            one
            for one in found
            if named in (None, one.kind) and (len(place) < 2 or place[0] == one.event)
        ]

    # Searching

    def search(self, search: Search, start: int = 0, limit: int = PAGE) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""
        with self._asking():
            ranks, total = self._hits.page(search, start, start + limit)
            return Page(self._entries.of(ranks), total, start)

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        with self._asking():
            return self._hits.counts(node, collapsed=collapsed)

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        with self._asking():
            if node == And():
                return self._tallies.of_all(kind)
            if kind == "quotes" and (bits := self._hits.dense_statements(node)):
                return self._tallies.count_statements(bits, len(self._hits.ranges[kind]))
            return self._tallies.count(self._hits.of_kind(node, kind), most=FIRST)

    def tallied(
        self,
        node: Node,
        kind: Kind,
        wanted: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        most: int | None,
    ) -> Mapping[str, Sequence[FacetValue]]:
        """Return the first values of each facet, or all, and those `wanted` besides."""
        with self._asking():
            return self._tallies.count(self._hits.of_kind(node, kind), wanted, most=most)

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        with self._asking():
            rank = self._entries.rank(address)
            return None if rank is None else self._hits.position(rank, search)

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return what a query that finds hardly anything may have been meant to be, or None."""
        from summit_tui.archive.sqlite.suggest import suggestion  # most queries find enough

        with self._asking():
            return suggestion(
                text, typing=typing, found=self._hits.count_few, known=self.known_words
            )

    def known_words(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some folded words occurs, of those that do."""
        with self._asking():
            return self._lexicon.counted(words)

    # Where sources meet

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        after = -1
        while True:
            with self._asking():
                after, found = self._entries.witnesses.readings(after)
            if not found:
                return
            yield from found

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: where their numbers do first, then the most different."""
        return [one.told for one in islice(self.disputed(), limit)]

    def disputed(self) -> Iterator[Disputed]:
        """Yield the same with what it is sorted by, as far as wanted."""
        with self._asking():
            rows = self._entries.witnesses.disagreements()
        for rank, field, variants, are_numbers, sources in rows:
            with self._asking():
                (entry,) = self._entries.of([rank])
            label = label_of(entry.record)
            told = Disagreement(entry.address, label, field, variants, sources)
            yield Disputed((not are_numbers, -variants, -sources), entry, told)

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that say to be the same as this one, newest first."""
        return self.ranked(editions_of(address, self.has, self.same))

    # What another index asks that is the rest of this one

    def has(self, address: Address) -> bool:
        """Say whether there is a record at an address."""
        with self._asking():
            return self._entries.rank(address) is not None

    def ranked(self, addresses: Iterable[Address]) -> Sequence[Entry]:
        """Return those of some records that there are, in the order of their ranks."""
        with self._asking():
            ranks = (self._entries.rank(one) for one in addresses)
            return self._entries.of(sorted(rank for rank in ranks if rank is not None))

    def same(self, address: Address) -> Sequence[tuple[Address, Address]]:
        """Return which record says to be the same as which, where this one is either."""
        with self._asking():
            return self._entries.witnesses.same(address)

    def attested(self, addresses: Iterable[Address]) -> Mapping[Address, Sequence[SourcedReading]]:
        """Return the readings of those of some records that have any, be they here or not."""
        with self._asking():
            return self._entries.witnesses.of(addresses)

    def interrupt(self) -> None:
        """Stop the answer being made, from any thread: its asker gets an error."""
        # A closed archive makes no answer.
        with suppress(sqlite3.ProgrammingError):
            self._connection.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._closed = True
            self._connection.close()

    # What guards the answers

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise InterruptedSearchError
            with damage_told():
                try:
                    yield
                except sqlite3.OperationalError as error:
                    if "interrupted" in str(error):
                        raise InterruptedSearchError from error
                    raise
