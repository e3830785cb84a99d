"""References that lead nowhere, sources that nothing leads to, and codes that are none."""

from collections import Counter
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Final

from summit_tui.archive import Archive, Entry, every_hit
from summit_tui.archive.document import references
from summit_tui.archive.query import Reference
from summit_tui.checking.codes import CODES, no_code
from summit_tui.checking.finding import Finding
from summit_tui.kinds import KINDS, SINGULAR, Address, Kind
from summit_tui.records import Delegation, Speaker

_MOST: Final = 20_000
"""Among so many ids of an event the nearest is looked for."""
_COMPARED: Final = 20
"""So many ids that share most of these pairs with the wrong one are compared with it."""
_RAREST: Final = 8
"""So many pairs of neighbouring characters, the rarest of an id, lead to those like it."""
_REFERRING: Final[tuple[Kind, ...]] = ("quotes", "sessions", "speakers", "delegations", "event")
"""Kinds that refer to sources, those first that do most."""


class Links:
    """The references of an archive's records."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._events = {event.id for event in archive.info().events}
        self._nearest = lru_cache(maxsize=1_024)(self._find_nearest)
        self._pairs = lru_cache(maxsize=len(KINDS))(self._index_pairs)

    def broken(self, entry: Entry) -> Iterator[Finding]:
        """Yield each reference to a record that does not exist, once."""
        for kind, id in dict.fromkeys(references(entry.record)):
            if entry.link(kind, id) is None:
                is_basis = entry.address.kind == "quotes" and kind == "sources"
                near = self._nearest(entry.address.event, kind, id)
                hint = f"did you mean ‘{near}’?" if near else "correct the id, or add the record"
                message = f"there is no {SINGULAR[kind]} ‘{id}’; {hint}"
                yield Finding("E202" if is_basis else "E201", message)

    def unlike(self, entry: Entry) -> Iterator[Finding]:
        """Yield each `same_as` that names no other record of the same kind."""
        record = entry.record
        for address in record.same_as if isinstance(record, Speaker | Delegation) else ():
            *event, kind, id = address.split("/")
            there = Address(event[0] if event else entry.address.event, entry.address.kind, id)
            if kind != there.kind:
                yield Finding("E209", f"‘{address}’ is no record of {there.kind}", "same_as")
            elif there == entry.address:
                yield Finding("E209", f"‘{address}’ is this record itself", "same_as")
            elif there.event in self._events and self._archive.get(there) is None:
                message = f"there is no record ‘{address}’; correct the address"
                yield Finding("E209", message, "same_as")

    def idle(self, entry: Entry) -> Iterator[Finding]:
        """Yield a source that no record of its event refers to."""
        if entry.address.kind != "sources":
            return
        node = Reference(f"ref={entry.address}")
        if not any(self._archive.search(node, kind, limit=1).hits for kind in _REFERRING):
            yield Finding("W203", "nothing rests on this source; name it where it was used")

    def _find_nearest(self, event: str, kind: Kind, id: str) -> str | None:
        """Return the id most like `id`, or None where none is like it.

        To compare two ids is slow: it is done with those that share its rarest characters.
        """
        pairs = self._pairs(event, kind)
        alike = [pairs[pair] for pair in _pairs_of(id) if pair in pairs]
        shared: Counter[str] = Counter()
        for ids in sorted(alike, key=len)[:_RAREST]:
            shared.update(ids)
        likely = [one for one, _ in shared.most_common(_COMPARED)]
        return next(iter(get_close_matches(id, likely, 1)), None)

    def _index_pairs(self, event: str, kind: Kind) -> dict[str, list[str]]:
        pairs: dict[str, list[str]] = {}
        of_event = every_hit(self._archive, Reference(f"event={event}"), kind)
        for entry in islice(of_event, _MOST):
            for pair in _pairs_of(entry.address.id):
                pairs.setdefault(pair, []).append(entry.address.id)
        return pairs


def _pairs_of(id: str) -> set[str]:
    padded = f" {id[:100]} "
    return {padded[place : place + 2] for place in range(len(padded) - 1)}


def unknown_codes(codes: Collection[str]) -> Iterator[Finding]:
    """Yield each of `codes` that is no code of a check."""
    for code in codes:
        if code not in CODES:
            yield Finding("E205", no_code(code), "ignore")
