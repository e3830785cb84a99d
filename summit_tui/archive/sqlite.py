"""The archive on SQLite: one index file answers every question, at every size."""

import json
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from itertools import chain, islice
from threading import RLock
from typing import Final

from summit_tui.archive import (
    FEW,
    Attestation,
    BrokenIndexError,
    Disagreement,
    Entry,
    FacetValue,
    Info,
    InterruptedSearchError,
    Neighbours,
    Page,
    Sort,
    Total,
)
from summit_tui.archive.compiling import compiled
from summit_tui.archive.digests import Digest, sorted_digests
from summit_tui.archive.document import label_of
from summit_tui.archive.entries import Entries
from summit_tui.archive.layout import RANKED
from summit_tui.archive.lexicon import Lexicon
from summit_tui.archive.neighbouring import neighbours_in
from summit_tui.archive.query import And, Node
from summit_tui.archive.relevance import tiers
from summit_tui.archive.remarks import FoldedHits
from summit_tui.archive.tallies import Tallies
from summit_tui.archive.witnesses import Disputed
from summit_tui.problems import Problem
from summit_tui.records import (
    KINDS,
    Address,
    Event,
    Kind,
    kind_named,
)

CAP: Final = 1_000
"""Up to so many hits are counted while one types; the exact number comes afterwards."""

_MATCHING: Final = "SELECT rowid FROM findable WHERE findable MATCH ?"
_A_FEW: Final = f"{_MATCHING} LIMIT ?"
_COUNTING: Final = "SELECT count(*) FROM findable WHERE findable MATCH ? AND rowid BETWEEN ? AND ?"
_MANY: Final = 20_000
"""From so many hits on, sorting them takes longer than a walk over all records."""


class SqliteArchive:
    """An `Archive` over an index that `building` wrote."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take over `connection`, which may come from another thread."""
        self._connection = connection
        self._closed = False
        # A question may be asked from any thread; SQLite's own lock does not guard our caches.
        self._lock = RLock()
        with self._asking():
            connection.executescript(
                "PRAGMA query_only=1; PRAGMA mmap_size=0; PRAGMA cache_size=-16000"
            )
            self._entries = Entries(connection)
            (years,) = connection.execute("SELECT value FROM meta WHERE key = 'years'").fetchone()
            first, last = json.loads(years)
            self._lexicon = Lexicon(connection, (first, last))
            self._ranges = self._kind_ranges()
        self._tallies = Tallies(connection)
        # A million hits take 4 MB.
        self._all_hits = lru_cache(maxsize=3)(self._find_all)
        self._sorted_hits = lru_cache(maxsize=2)(self._sort_hits)
        self._folded_hits = lru_cache(maxsize=2)(self._fold_hits)
        self._places = cache(self._load_places)
        self._remarks = cache(self._entries.witnesses.remarks)

    # What the archive holds

    def info(self) -> Info:
        """Return what the archive holds."""
        with self._asking():
            events = [
                self._entries.shelf.record(number, "event", id) or Event(id=id, name=id)
                for id, number in self._entries.events.items()
            ]
            problems = self._connection.execute("SELECT * FROM problem ORDER BY rowid")
            return Info(
                events=[event for event in events if isinstance(event, Event)],
                counts={kind: len(self._ranges[kind]) for kind in KINDS},
                problems=[Problem(*row) for row in problems],
                paths=list(self._entries.files.values()),
            )

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        with self._asking():
            rank = self._entries.rank(address)
            return None if rank is None else self._entries.of([rank])[0]

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        with self._asking():
            numbers = self._entries.events
            known = {numbers[id]: place for place, id in enumerate(events) if id in numbers}
            rows = sorted_digests(self._connection, known)
        while True:
            with self._asking():
                some: list[Digest] = rows.fetchmany(1_000)
            if not some:
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
            rows = self._connection.execute(
                "SELECT event, kind FROM record WHERE id = ? ORDER BY kind, rank", (id,)
            ).fetchall()
            events = self._entries.shelf.events
            found = [Address(events[event], KINDS[kind], id) for event, kind in rows]
        return [
            one
            for one in found
            if named in (None, one.kind) and (len(place) < 2 or place[0] == one.event)
        ]

    # Searching

    def search(
        self,
        node: Node,
        kind: Kind,
        sort: Sort = Sort.CURATED,
        *,
        reverse: bool = False,
        folded: bool = False,
        start: int = 0,
        limit: int = 50,
    ) -> Page:
        """Return hits `start` to `start + limit` of one kind, and how many there are."""
        with self._asking():
            if folded and kind == "quotes":
                return self._folded_page(node, sort, start, limit, reverse=reverse)
            hits, exact = self._hits(node, kind, sort, reverse=reverse, needed=start + limit)
            total = Total(len(hits) if exact else CAP, exact)
            wanted = hits[start : start + limit]
            return Page(self._entries.of(wanted), total, start)

    def counts(self, node: Node, *, folded: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has."""
        with self._asking():
            expression = compiled(node, self._lexicon)
            counts = {kind: self._counted(expression, self._ranges[kind]) for kind in KINDS}
            if folded:
                counts["quotes"] = len(self._folded_hits(node, Sort.CURATED, reverse=False))
            return counts

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        with self._asking():
            if node == And():
                return self._tallies.of_all(kind)
            return self._tallies.count(self._of_kind(node, kind), {})

    def tallied(
        self, node: Node, kind: Kind, wanted: Mapping[str, Sequence[str]] | None
    ) -> Mapping[str, Sequence[FacetValue]]:
        """Return the most frequent values of each facet and those `wanted`, or else all."""
        with self._asking():
            return self._tallies.count(self._of_kind(node, kind), wanted)

    def position(
        self, address: Address, node: Node, sort: Sort, *, reverse: bool, folded: bool = False
    ) -> int | None:
        """Return where among the hits of its kind a record stands, or None."""
        with self._asking():
            rank = self._entries.rank(address)
            if folded and address.kind == "quotes" and rank is not None:
                return self._folded_hits(node, sort, reverse=reverse).row(rank)
            hits = self._in_order(node, address.kind, sort, reverse=reverse)
            with suppress(ValueError):
                return None if rank is None else hits.index(rank)
            return None

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return what a query that finds hardly anything may have been meant to be, or None."""
        from summit_tui.archive.suggesting import suggestion  # most queries find enough

        with self._asking():
            return suggestion(text, typing=typing, found=self._few, known=self.known_words)

    def known_words(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some folded words occurs, of those that do."""
        with self._asking():
            return self._lexicon.counted(words)

    # Where sources meet

    def readings(self) -> Iterator[Attestation]:
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
        with self._asking():
            rank = self._entries.rank(address)
            ranks = [] if rank is None else self._entries.witnesses.editions(rank)
            return self._entries.of(ranks)

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

    # How it is found

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise InterruptedSearchError
            try:
                yield
            except (sqlite3.DatabaseError, ValueError, LookupError, TypeError) as error:
                # What is wrong inside a damaged index need not be SQL: texts and numbers are too.
                if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
                    raise InterruptedSearchError from error
                raise BrokenIndexError from error

    def _kind_ranges(self) -> dict[Kind, range]:
        ranges: dict[Kind, range] = {}
        first = 0
        # To count a million records takes longer than all else that opening does.
        query = "SELECT value FROM meta WHERE key = 'counts'"
        (counts,) = self._connection.execute(query).fetchone()
        for kind, count in zip(RANKED, json.loads(counts), strict=True):
            ranges[kind] = range(first, first := first + count)
        return ranges

    def _hits(
        self, node: Node, kind: Kind, sort: Sort, *, reverse: bool, needed: int
    ) -> tuple[Sequence[int], bool]:
        """Return at least the first `needed` hits as ranks, and whether those are all."""
        is_relevance = sort is Sort.RELEVANCE
        in_ranks = is_curated(sort, kind) or is_relevance
        if compiled(node, self._lexicon) is None or not in_ranks or needed > CAP:
            return self._in_order(node, kind, sort, reverse=reverse), True
        span, hits = self._ranges[kind], list[int]()
        for part in (tiers(node) if is_relevance else [node])[:: -1 if reverse else 1]:
            rows = self._connection.execute(
                f"{_MATCHING} AND rowid BETWEEN ? AND ? "
                f"ORDER BY rowid {'DESC' if reverse else 'ASC'} LIMIT ?",
                (compiled(part, self._lexicon), span.start, span.stop - 1, CAP + 1 - len(hits)),
            )
            hits += (rank for (rank,) in rows)
        return hits, len(hits) <= CAP

    def _folded_page(
        self, node: Node, sort: Sort, start: int, limit: int, *, reverse: bool
    ) -> Page:
        """Return a page of rows of which each stands for a remark, and how many rows there are."""
        hits, exact = self._hits(node, "quotes", sort, reverse=reverse, needed=start + limit)
        rows = self._folded_hits(node, sort, reverse=reverse) if exact else self._fold(hits)
        if not exact and len(rows) < start + limit:
            # The first hits, of which many are of one remark, do not fill the page.
            rows, exact = self._folded_hits(node, sort, reverse=reverse), True
        total = Total(len(rows) if exact else min(len(rows), CAP), exact)
        return Page(self._entries.of(rows.page(start, start + limit)), total, start)

    def _fold_hits(self, node: Node, sort: Sort, *, reverse: bool) -> FoldedHits:
        return self._fold(self._in_order(node, "quotes", sort, reverse=reverse))

    def _fold(self, hits: Sequence[int]) -> FoldedHits:
        return FoldedHits(hits, self._remarks())

    def _in_order(self, node: Node, kind: Kind, sort: Sort, *, reverse: bool) -> Sequence[int]:
        hits = self._of_kind(node, kind)
        if not is_curated(sort, kind):
            hits = self._sorted_hits(node, kind, sort)
        return hits[::-1] if reverse else hits

    def _counted(self, expression: str | None, span: range) -> int:
        if expression is None or not span:
            return len(span)
        row = self._connection.execute(_COUNTING, (expression, span.start, span.stop - 1))
        number: int = row.fetchone()[0]
        return number

    def _few(self, node: Node) -> int:
        """Return how many hits there are of any kind, or that they are more than a few."""
        expression = compiled(node, self._lexicon)
        if expression is None:
            return FEW + 1
        return len(self._connection.execute(_A_FEW, (expression, FEW + 1)).fetchall())

    def _of_kind(self, node: Node, kind: Kind) -> Sequence[int]:
        span = self._ranges[kind]
        expression = compiled(node, self._lexicon)
        return span if expression is None else self._all_hits(expression, span)

    def _find_all(self, expression: str, span: range) -> "array[int]":
        rows = self._connection.execute(
            f"{_MATCHING} AND rowid BETWEEN ? AND ? ORDER BY rowid",
            (expression, span.start, span.stop - 1),
        )
        return array("I", chain.from_iterable(rows))

    def _sort_hits(self, node: Node, kind: Kind, sort: Sort) -> Sequence[int]:
        if sort is Sort.RELEVANCE:
            return array("I", chain.from_iterable(self._of_kind(one, kind) for one in tiers(node)))
        hits, places = self._of_kind(node, kind), self._places(sort)
        if len(hits) < _MANY:
            return array("I", sorted(hits, key=places.__getitem__))
        # Putting every record in its place and leaving out what was not found is quicker.
        order = array("I", bytes(4 * len(places)))
        for rank in hits:
            order[places[rank]] = rank + 1
        return array("I", (rank - 1 for rank in order if rank))

    def _load_places(self, sort: Sort) -> "array[int]":
        (places,) = self._connection.execute(
            "SELECT places FROM sort WHERE name = ?", (sort,)
        ).fetchone()
        return array("I", places)


def is_curated(sort: Sort, kind: Kind) -> bool:
    """Say whether an order is that of the ranks: statements and sources are ranked by date."""
    return sort is Sort.CURATED or (sort is Sort.DATE and kind in ("quotes", "sources"))
