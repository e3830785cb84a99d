"""An older index and a small one of what changed since answer as one archive.

What changed is kept event by event: the records of an event whose files changed are hidden in the
older index, and all of them stand in the small one.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import merge, nlargest
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from summit_tui.archive import (
    PAGE,
    Disagreement,
    Entry,
    FacetValue,
    Info,
    Neighbours,
    Page,
    Sort,
    SourcedReading,
    Total,
)
from summit_tui.archive.query.tree import And, Node, Not, Reference, all_of, any_of
from summit_tui.archive.relations import neighbours_in
from summit_tui.archive.sqlite.digests import Digest
from summit_tui.archive.sqlite.facets import FIRST, MOST
from summit_tui.archive.sqlite.multi_records import MultiRecords
from summit_tui.archive.sqlite.ranking import SortKeys, in_order, relevance_tiers
from summit_tui.archive.sqlite.results import CAP, is_curated
from summit_tui.archive.sqlite.searcher import SqliteArchive
from summit_tui.model.kinds import KINDS, Address, Kind
from summit_tui.model.problem import Problem


class _Question(NamedTuple):
    """What is searched, and in which order."""

    node: Node
    kind: Kind
    sort: Sort
    reverse: bool
    folded: bool
    """Are the statements of a remark one hit? A remark is of one event, so of one archive."""


class MultiArchive:
    """An `Archive` over an older index and one of the events that changed."""

    def __init__(
        self,
        archives: tuple[SqliteArchive, SqliteArchive],
        changed: Sequence[str],
        files: Mapping[str, str | None],
        problems: Sequence[Problem],
    ) -> None:
        """Join an older archive and a newer one; both are closed with this one.

        `changed` are the ids of the events that are hidden in the older one, `files` all files by
        name, in their order, each with the id of its event; `problems` are those of all files.
        """
        self._older, self._newer = archives
        self._changed = frozenset(changed)
        self._hidden = any_of(Reference(f"event={id}") for id in changed)
        kept = [one for one in self._older.info().events if one.id not in self._changed]
        self._events = in_order([*kept, *self._newer.info().events], list(files.values()))
        self._standing = SortKeys(list(files), self._events)
        self._across = MultiRecords(archives, self._changed, self._standing)
        self._home = self._across.home
        self._files, self._problems = list(files), problems
        self._counted = lru_cache(64)(self._count)

    def info(self) -> Info:
        """Return what the archive holds."""
        return Info(self._events, self.counts(And()), self._problems, self._files)

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""
        found = self._home(address).get(address)
        return self._across.entries([found])[0] if found else None

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted."""
        # No event has an empty id: the others keep their places.
        older = ["" if id in self._changed else id for id in events]
        yield from merge(self._older.digests(older), self._newer.digests(events))

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""
        older = (one for one in self._older.resolve(text) if one.event not in self._changed)
        entries = (self.get(one) for one in (*older, *self._newer.resolve(text)))
        known = [one for one in entries if one]
        known.sort(key=self._standing.rank)
        known.sort(key=lambda one: KINDS.index(one.address.kind))
        return [one.address for one in known]

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
        limit: int = PAGE,
    ) -> Page:
        """Return hits `start` to `start + limit` of one kind, and how many there are."""
        question = _Question(node, kind, sort, reverse, folded)
        before = self._before(question, start)
        older = self._page(self._older, question, before, limit)
        newer = self._page(self._newer, question, start - before, limit)
        merged = merge(
            older.hits,
            newer.hits,
            key=lambda entry: self._key(entry, question),
            reverse=reverse,
        )
        number = older.total.number + newer.total.number
        in_ranks = is_curated(sort, kind) or sort is Sort.RELEVANCE
        if node == And() or not in_ranks or start + limit > CAP:
            total = Total(self.counts(node, folded=folded)[kind], exact=True)
        elif older.total.exact and newer.total.exact and number <= CAP:
            total = Total(number, exact=True)
        else:
            total = Total(min(number, CAP), exact=False)
        return Page(self._across.entries(islice(merged, limit)), total, start)

    def counts(self, node: Node, *, folded: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has."""
        older, newer = self._counted(node, folded=folded)
        return {kind: older[kind] + newer[kind] for kind in KINDS}

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""
        most = MOST if node == And() else FIRST
        newer = self._newer.tallied(node, kind, most=None)
        wanted = {name: [value.mark for value in values] for name, values in newer.items()}
        older = self._older.tallied(self._shown(node), kind, wanted, most=most)
        return {name: _summed(older[name], newer[name], most) for name in older}

    def position(
        self, address: Address, node: Node, sort: Sort, *, reverse: bool, folded: bool = False
    ) -> int | None:
        """Return where among the hits of its kind a record stands, or None."""
        question = _Question(node, address.kind, sort, reverse, folded)
        own = self._home(address)
        asked = self._shown(node) if own is self._older else node
        place = own.position(address, asked, sort, reverse=reverse, folded=folded)
        if place is None:
            return None
        # Where hits are folded, that is the statement which stands for it.
        entry = self._hit(own, question, place)
        other = self._older if own is self._newer else self._newer
        among = range(self._counted(node, folded=folded)[other is self._newer][address.kind])

        def is_behind(place: int) -> bool:
            return self._precedes(entry, self._hit(other, question, place), question)

        return place + bisect(among, 0, key=is_behind)

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return what a query that finds hardly anything may have been meant to be, or None."""
        from summit_tui.archive.sqlite.suggest import suggestion  # most queries find enough

        def known(words: Sequence[str]) -> Mapping[str, int]:
            older, newer = (one.known_words(words) for one in (self._older, self._newer))
            return Counter(older) + Counter(newer)

        def found(node: Node) -> int:
            return sum(self.counts(node).values())

        return suggestion(text, typing=typing, found=found, known=known)

    # Where sources meet

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""
        return self._across.readings()

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: where their numbers do first, then the most different."""
        older = (
            one for one in self._older.disputed() if one.told.address.event not in self._changed
        )
        merged = merge(
            older,
            self._newer.disputed(),
            key=lambda one: (one.weight, self._standing.rank(one.entry)),
        )
        return [one.told for one in islice(merged, limit)]

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that say to be the same as this one, newest first."""
        return self._across.editions(address)

    def interrupt(self) -> None:
        """Stop the answer being made, from any thread: its asker gets an error."""
        self._older.interrupt()
        self._newer.interrupt()

    def close(self) -> None:
        """Let go of the files."""
        self._older.close()
        self._newer.close()

    # How two become one

    def _shown(self, node: Node) -> Node:
        """Return what asks the older archive for the hits that are not hidden in it."""
        return all_of((node, Not(self._hidden))) if self._changed else node

    def _count(self, node: Node, *, folded: bool) -> tuple[Mapping[Kind, int], Mapping[Kind, int]]:
        newer = self._newer.counts(node, folded=folded)
        if node != And() or folded or not self._changed:
            return self._older.counts(self._shown(node), folded=folded), newer
        # Counting what is hidden is quicker than counting all the rest.
        hidden = self._older.counts(self._hidden)
        older = self._older.counts(node)
        return {kind: older[kind] - hidden[kind] for kind in KINDS}, newer

    def _before(self, question: _Question, start: int) -> int:
        """Return how many of the first `start` hits are the older archive's."""
        if not start:
            return 0
        older, newer = (
            one[question.kind] for one in self._counted(question.node, folded=question.folded)
        )
        start = min(start, older + newer)
        among = range(max(0, start - newer), min(start, older))

        def is_behind(place: int) -> bool:
            one = self._hit(self._older, question, place)
            other = self._hit(self._newer, question, start - place - 1)
            return self._precedes(other, one, question)

        return among.start + bisect(among, 0, key=is_behind)

    def _precedes(self, one: Entry, other: Entry, question: _Question) -> bool:
        one_key, other_key = (self._key(entry, question) for entry in (one, other))
        return other_key < one_key if question.reverse else one_key < other_key

    def _key(self, entry: Entry, question: _Question) -> tuple[object, ...]:
        """Return what sorts a hit among those of both archives."""
        if question.sort is not Sort.RELEVANCE:
            return (self._standing.key(entry, question.sort),)
        own, kind = Reference(f"ref={entry.address}"), question.kind
        home, parts = self._home(entry.address), relevance_tiers(question.node)
        tier = next(n for n, part in enumerate(parts) if self._has(home, And((part, own)), kind))
        return tier, self._standing.key(entry, Sort.CURATED)

    def _has(self, archive: SqliteArchive, node: Node, kind: Kind) -> bool:
        return archive.search(node, kind, limit=1).total.number > 0

    def _hit(self, archive: SqliteArchive, question: _Question, place: int) -> Entry:
        """Return the hit of one archive at a place that it has."""
        return self._page(archive, question, place, 1).hits[0]

    def _page(self, archive: SqliteArchive, question: _Question, start: int, limit: int) -> Page:
        node = self._shown(question.node) if archive is self._older else question.node
        _, kind, sort, reverse, folded = question
        return archive.search(
            node, kind, sort, reverse=reverse, folded=folded, start=start, limit=limit
        )


def _summed(
    older: Sequence[FacetValue], newer: Sequence[FacetValue], most: int
) -> Sequence[FacetValue]:
    """Return the most frequent values of a facet, counted in both."""
    values = {value.mark: value for value in older}
    for value in newer:
        known = values.get(value.mark)
        count = value.count + (known.count if known else 0)
        values[value.mark] = replace(known or value, count=count)
    return nlargest(most, values.values(), key=attrgetter("count"))
