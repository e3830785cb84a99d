"""What a back end needs not answer itself: it follows from its events, its hits and its records.

An index knows all of this sooner. A back end without one, whose records are few or whose source
can only be searched, is a subclass of `BaseArchive`, opened by one of `BaseStore`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from summit_tui.archive import (
    Archive,
    Digest,
    Disagreement,
    Entry,
    Neighbours,
    Search,
    SourcedReading,
    iterate_hits,
)
from summit_tui.archive.openers import Store
from summit_tui.archive.progress import Report
from summit_tui.archive.query.tree import And, Facet, Node
from summit_tui.archive.relations import neighbours_in
from summit_tui.model.kinds import KINDS, Address, Kind, kind_named
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile


class BaseArchive(Archive):
    """An `Archive` of which a subclass answers `info`, `search`, `facets` and `get`.

    Where sources disagree, which records are the same, and what a misspelt word may mean takes an
    index to know: here there is no answer.
    """

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""
        searches = {kind: Search(node, kind, collapsed=collapsed) for kind in KINDS}
        return {kind: self.search(searches[kind], limit=0).total.number for kind in KINDS}

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted as `Digest` is."""
        from hashlib import blake2b  # only comparisons need it

        for ordinal, event in enumerate(events):
            for number, kind in enumerate(KINDS):
                hits = iterate_hits(self, Search(Facet("event", event), kind))
                for entry in sorted(hits, key=lambda hit: hit.address.id):
                    printed = [sourced.reading for sourced in entry.readings]
                    content = f"{json.dumps(entry.data)}{printed or ''}".encode()
                    digest = blake2b(content, digest_size=16).digest()
                    yield ordinal, number, entry.address.id, digest

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""
        *path, id = text.split("/")
        kinds = [kind_named(path[-1])] if path else KINDS
        events = path[:-1] or [event.id for event in self.info().events]
        addresses = [Address(event, kind, id) for kind in kinds if kind for event in events]
        known = [address for address in addresses if len(path) < 3 and self.get(address)]
        if len(known) > 1:
            known.sort(key=self._number_in_kind)
            known.sort(key=lambda address: KINDS.index(address.kind))
        return known

    def _number_in_kind(self, address: Address) -> int:
        return self.position(address, Search(And(), address.kind)) or 0

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None."""
        hits = (hit.address for hit in iterate_hits(self, replace(search, collapsed=False)))
        position = next((at for at, hit in enumerate(hits) if hit == address), None)
        entry = self.get(address)
        if position is None or entry is None or not search.collapsed:
            return position
        remark = (address.event, getattr(entry.record, "remark", None))
        for at, hit in enumerate(iterate_hits(self, search)):
            theirs = (hit.address.event, getattr(hit.record, "remark", None))
            if hit.address == address or (remark[1] and remark == theirs):
                return at
        return None

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""
        return neighbours_in(self, address, limit)

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings of records that are there, kind by kind."""
        for kind in KINDS:
            for entry in iterate_hits(self, Search(And(), kind)):
                yield from entry.readings

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return nothing."""
        return ()

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return nothing."""
        return ()

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return None."""
        return None

    def interrupt(self) -> None:
        """Do nothing: no question takes long."""

    def close(self) -> None:
        """Do nothing: nothing is held."""


class BaseStore(Store):
    """A `Store` whose records are in no file here; a subclass says in `build` what it opens."""

    paths: Sequence[Path] = ()
    index: Path | None = None
    is_new = False
    is_small = False
    version = ""

    @property
    def files(self) -> Sequence[CoverageFile]:
        """Return no files."""
        return ()

    @property
    def problems(self) -> Sequence[Problem]:
        """Return none."""
        return ()

    def list_files(self, report: Report | None = None) -> None:
        """Do nothing: there are no files."""

    def fresh(self, *, verified: bool = False) -> Archive | None:
        """Return the archive: without an index it is never older than its records."""
        return self.build()

    def stale(self) -> Archive | None:
        """Return None: an older archive is not shown while a newer one is made."""
        return None

    def glimpses(self, report: Report) -> Iterator[Archive]:
        """Yield nothing: there is no part that is ready before all is."""
        return iter(())

    def discard(self) -> bool:
        """Return whether what was damaged is gone: not without an index."""
        return False

    def spell(self, text: str) -> str:
        """Return the name of a file as it is."""
        return text
