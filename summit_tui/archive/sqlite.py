"""The archive on SQLite: one index file answers every question, at every size."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from itertools import chain
from threading import RLock
from typing import Any, Final

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
from summit_tui.archive.layout import RANKED
from summit_tui.archive.lexicon import Lexicon
from summit_tui.archive.query import And, Node, Reference
from summit_tui.archive.relevance import tiers
from summit_tui.archive.remarks import FoldedHits
from summit_tui.archive.shelf import Shelf
from summit_tui.archive.tallies import Tallies
from summit_tui.archive.witnesses import Witnesses
from summit_tui.problems import Problem
from summit_tui.records import (
    KINDS,
    Address,
    Event,
    Kind,
    kind_named,
    record_from,
)

CAP: Final = 1_000
"""Up to so many hits are counted while one types; the exact number comes afterwards."""

_Row = tuple[int, int, int, str, int, int, str]
_ROW: Final = "SELECT rank, kind, event, id, file, line, data FROM record"
_AT: Final = _ROW + " WHERE id = ? AND event = ? AND kind = ?"
# No input: the other part stands above.
_AMONG: Final = _ROW + " WHERE rank IN (SELECT value FROM json_each(?))"  # noqa: S608
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
            self._shelf = Shelf(connection)
            self._events = {id: number for number, id in self._shelf.events.items()}
            self._files = dict(connection.execute("SELECT number, name FROM file"))
            (years,) = connection.execute("SELECT value FROM meta WHERE key = 'years'").fetchone()
            first, last = json.loads(years)
            self._lexicon = Lexicon(connection, (first, last))
            self._ranges = self._kind_ranges()
            self._witnesses = Witnesses(connection, self._shelf, self._files)
        self._tallies = Tallies(connection)
        # A million hits take 4 MB.
        self._all_hits = lru_cache(maxsize=3)(self._find_all)
        self._sorted_hits = lru_cache(maxsize=2)(self._sort_hits)
        self._folded_hits = lru_cache(maxsize=2)(self._fold_hits)
        self._places = cache(self._load_places)
        self._remarks = cache(self._witnesses.remarks)

    # What the archive holds

    def info(self) -> Info:
        """Return what the archive holds."""
        with self._asking():
            events = [
                self._shelf.record(number, "event", id) or Event(id=id, name=id)
                for number, id in self._shelf.events.items()
            ]
            problems = self._connection.execute("SELECT * FROM problem ORDER BY rowid")
            return Info(
                events=[event for event in events if isinstance(event, Event)],
                counts={kind: len(self._ranges[kind]) for kind in KINDS},
                problems=[Problem(*row) for row in problems],
                paths=list(self._files.values()),
            )

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        with self._asking():
            row = self._at(address)
            return self._entries([row[0]])[0] if row else None

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        with self._asking():
            known = {self._events[id]: n for n, id in enumerate(events) if id in self._events}
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
            found = [Address(self._shelf.events[event], KINDS[kind], id) for event, kind in rows]
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
            return Page(self._entries(wanted), total, start)

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
            return self._tallies.count(self._of_kind(node, kind))

    def position(
        self, address: Address, node: Node, sort: Sort, *, reverse: bool, folded: bool = False
    ) -> int | None:
        """Return where among the hits of its kind a record stands, or None."""
        with self._asking():
            row = self._at(address)
            if folded and address.kind == "quotes":
                return self._folded_hits(node, sort, reverse=reverse).row(row[0]) if row else None
            hits = self._in_order(node, address.kind, sort, reverse=reverse)
            with suppress(ValueError):
                return hits.index(row[0]) if row else None
            return None

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        node = Reference(f"event={address.event}" if address.kind == "event" else f"ref={address}")
        found = []
        for kind in KINDS:
            if address.kind in (kind, "quotes"):
                continue
            page = self.search(node, kind, limit=limit)
            if page.hits:
                found.append(Neighbours(kind, node, page.total, page.hits))
        return found

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return what a query that finds hardly anything may have been meant to be, or None."""
        from summit_tui.archive.suggesting import suggestion  # most queries find enough

        with self._asking():
            return suggestion(text, typing=typing, found=self._few, known=self._lexicon.counted)

    # Where sources meet

    def readings(self) -> Iterator[Attestation]:
        """Yield all readings, in the order of the files."""
        after = -1
        while True:
            with self._asking():
                after, found = self._witnesses.readings(after)
            if not found:
                return
            yield from found

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: where their numbers do first, then the most different."""
        with self._asking():
            rows = self._witnesses.disagreements(limit)
            entries = self._entries([row[0] for row in rows])
            return [
                Disagreement(entry.address, label_of(entry.record), *row[1:])
                for row, entry in zip(rows, entries, strict=True)
            ]

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that say to be the same as this one, newest first."""
        with self._asking():
            row = self._at(address)
            return self._entries(self._witnesses.editions(row[0])) if row else []

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

    def _at(self, address: Address) -> _Row | None:
        place = (address.id, self._events.get(address.event), KINDS.index(address.kind))
        row: _Row | None = self._connection.execute(_AT, place).fetchone()
        return row

    def _kind_ranges(self) -> dict[Kind, range]:
        counted = dict(
            self._connection.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall()
        )
        ranges: dict[Kind, range] = {}
        first = 0
        for kind in RANKED:
            ranges[kind] = range(first, first := first + counted.get(KINDS.index(kind), 0))
        return ranges

    def _hits(
        self, node: Node, kind: Kind, sort: Sort, *, reverse: bool, needed: int
    ) -> tuple[Sequence[int], bool]:
        """Return at least the first `needed` hits as ranks, and whether those are all."""
        is_relevance = sort is Sort.RELEVANCE
        in_ranks = _is_curated(sort, kind) or is_relevance
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
        return Page(self._entries(rows.page(start, start + limit)), total, start)

    def _fold_hits(self, node: Node, sort: Sort, *, reverse: bool) -> FoldedHits:
        return self._fold(self._in_order(node, "quotes", sort, reverse=reverse))

    def _fold(self, hits: Sequence[int]) -> FoldedHits:
        return FoldedHits(hits, self._remarks())

    def _in_order(self, node: Node, kind: Kind, sort: Sort, *, reverse: bool) -> Sequence[int]:
        hits = self._of_kind(node, kind)
        if not _is_curated(sort, kind):
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

    def _entries(self, ranks: Sequence[int]) -> list[Entry]:
        remarks = self._witnesses.accounts(json.dumps(list(ranks)))
        told = self._witnesses.told({first for first, _ in remarks.values()})
        found = self._apart({*ranks, *chain.from_iterable(told.values())})

        def whole(rank: int) -> Entry:
            first, accounts = remarks.get(rank, (rank, 1))
            others = [found[one] for one in told.get(first, ())]
            if others and all(one != rank for one in told[first]):
                others[-1] = found[rank]
            return found[rank]._replace(accounts=accounts, told=others) if others else found[rank]

        return [whole(rank) for rank in ranks]

    def _apart(self, ranks: Iterable[int]) -> dict[int, Entry]:
        """Return records by rank, without the other statements of their remarks."""
        wanted = json.dumps(list(ranks))
        rows = self._connection.execute(_AMONG, (wanted,)).fetchall()
        # Decoded in one go, they share their keys, which saves time and memory.
        found = json.loads(f"[{','.join(row[-1] for row in rows)}]")
        readings = self._witnesses.of(wanted)
        return {
            row[0]: self._entry(row, data, readings.get(row[0], ()))
            for row, data in zip(rows, found, strict=True)
        }

    def _entry(self, row: _Row, data: Any, readings: Sequence[Attestation]) -> Entry:
        _, kind, event, id, file, line, _ = row
        record = record_from(KINDS[kind], data)
        address = Address(self._shelf.events[event], KINDS[kind], id)
        linked = self._shelf.linked(event, record)
        return Entry(address, record, data, self._files[file], line, linked, readings)


def _is_curated(sort: Sort, kind: Kind) -> bool:
    """Say whether an order is that of the ranks: statements and sources are ranked by date."""
    return sort is Sort.CURATED or (sort is Sort.DATE and kind in ("quotes", "sources"))
