"""The order of relevance: who is asked for comes first, then whole words, then the rest.

A score such as BM25 has to look at every hit, which for a common word among a million records
takes over a second; three tiers cost what three searches cost, and a reader sees why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from summit_tui.archive import Entry, Sort, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import day_of, names_of, references
from summit_tui.archive.query.tree import And, Node, Not, Or, Term, terms
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Event, Record, Source, Speaker


def relevance_tiers(node: Node) -> list[Node]:
    """Return queries that find the hits of `node` between them, the most relevant ones first.

    No record is found by two of them. The hits of each come in the curated order.
    """
    named = Or(tuple(replace(one, field="speaker") for one in terms(node) if one.field is None))
    wholly = _whole(node)
    found: list[Node] = []
    before: list[Node] = []
    for better in (*([named] if named.parts else ()), *([wholly] if wholly != node else ())):
        found.append(And((node, better, *before)))
        before.append(Not(better))
    return [*found, And((node, *before)) if before else node]


def _whole(node: Node) -> Node:
    """Return what asks for whole words where `node` is content with their beginnings."""
    match node:
        case Term(prefix=True):
            return replace(node, prefix=False)
        case And(parts):
            return And(tuple(map(_whole, parts)))
        case Or(parts):
            return Or(tuple(map(_whole, parts)))
        case _:
            # What is unwanted stays unwanted: nothing may be found that `node` does not find.
            return node


LAST: Final = "\U0010ffff"
"""Sorts after every date and every folded name."""

_NINES_COMPLEMENT: Final = str.maketrans("0123456789", "9876543210")
_YEAR_ONE: Final = datetime(1, 1, 1, tzinfo=UTC)


def place_of(kind: Kind, data: Mapping[str, Any]) -> str | None:
    """Return what sorts a record within its kind in the curated order.

    None stands for a statement whose day only other records can tell.
    """
    match kind:
        case "quotes":
            return newest_first(data["date"]) if data.get("date") else None
        case "sources":
            return newest_first(data.get("published"))
        case "sessions":
            return _earliest_first(data.get("date"), data.get("start"))
    return ""


@lru_cache(4_096)
def newest_first(day: str | None) -> str:
    """Return a key that sorts later days first and unknown ones last."""
    return day.translate(_NINES_COMPLEMENT) if day else LAST


def _earliest_first(day: str | None, start: str | None) -> str:
    """Return a key that sorts sessions by day, then by the moment, unknown ones last."""
    if start is None:
        return day or LAST
    # Moments in different zones are compared by what is between them and a common one.
    moment = (datetime.fromisoformat(start) - _YEAR_ONE + timedelta(days=1)).total_seconds()
    return f"{day or start[:10]} {moment:016.3f}"


Key = tuple[Any, ...]
"""Compares with any record's of the same kind in the same order (`Any`: texts and numbers)."""


class SortKeys:
    """The orders of the records of some files."""

    def __init__(self, files: Sequence[str], events: Sequence[Event]) -> None:
        """Take all files and all events in their order."""
        self._files = {name: place for place, name in enumerate(files)}
        self._events = {event.id: place for place, event in enumerate(events)}

    def key(self, entry: Entry, sort: Sort) -> Key:
        """Return what sorts a record within its kind; two of one file may have the same."""
        kind, record = entry.address.kind, entry.record
        around = {**entry.linked, (kind, entry.address.id): record}
        day = day_of(record, entry.linked)
        if kind == "quotes":
            curated: Key = (newest_first(day), self._files[entry.path])
        elif kind == "sources":
            curated = (place_of(kind, entry.data), self._files[entry.path])
        else:
            event = self._events[entry.address.event]
            curated = (event, place_of(kind, entry.data), self._files[entry.path])
        match sort:
            case Sort.DATE:
                return newest_first(day), *curated
            case Sort.SPEAKER:
                speaker = _first("speakers", entry, around)
                return _name(speaker.name if isinstance(speaker, Speaker) else ""), *curated
            case Sort.SOURCE:
                match _first("sources", entry, around):
                    case Source(publisher=publisher, title=title):
                        return _name(f"{publisher} {title}"), *curated
                return LAST, *curated
            case Sort.NAME:
                return _name(names_of(record)[0]), *curated
        return curated

    def rank(self, entry: Entry) -> Key:
        """Return what sorts records of all kinds, as their ranks do."""
        return DOCID_ORDER.index(entry.address.kind), *self.key(entry, Sort.DEFAULT)

    def of_file(self, attestation: SourcedReading) -> int:
        """Return what sorts readings of different files."""
        return self._files[attestation.path]


def in_order(events: Iterable[Event], of_files: Sequence[str | None]) -> list[Event]:
    """Return events newest first, those without a date last, equals as their files come.

    `of_files` holds, for each file, the id of the event of its records.
    """
    first = {id: -place for place, id in reversed(list(enumerate(of_files)))}
    found = sorted(events, key=lambda event: first.get(event.id, 1), reverse=True)
    found.sort(key=lambda event: event.start or "", reverse=True)
    return found


def _first(kind: Kind, entry: Entry, around: Mapping[tuple[Kind, str], Record]) -> Record | None:
    """Return the first record of a kind that a record is or refers to, of those that there are."""
    places = ((entry.address.kind, entry.address.id), *references(entry.record))
    known = (around[place] for place in places if place[0] == kind and place in around)
    return next(known, None)


def _name(text: str) -> str:
    return normalize(text) or LAST
