"""The orders of hits: tiers of relevance, and the keys by which records are sorted.

Relevance is four tiers: a speaker's name that has all words, one that has some, whole words, the
rest. A score such as BM25 has to look at every hit, which for a common word among a million records
takes over a second; the tiers cost as much as four searches, and a reader understands them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from summit_tui.archive import Entry, Sort, SourcedReading
from summit_tui.archive.describe import day_of, references
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import And, Node, Not, Or, Term
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Event, Record, Source


def relevance_tiers(node: Node) -> list[Node]:
    """Return queries that together find the hits of `node`, the most relevant ones first.

    No record is found by two of them. The hits of each come in the default order.
    """
    anywhere = [term for term in terms(node) if term.field is None]
    tiers: list[Node] = []
    excluded: list[Node] = []
    if anywhere:
        # What is found in a speaker's name is found anywhere.
        tiers.append(named := _of_speaker(node))
        excluded.append(Not(named))
    whole_words = _whole_words(node)
    for preferred in (
        *([Or(tuple(map(_of_speaker, anywhere)))] if len(anywhere) > 1 else ()),
        *([whole_words] if whole_words != node else ()),
    ):
        tiers.append(And((node, preferred, *excluded)))
        excluded.append(Not(preferred))
    return [*tiers, And((node, *excluded)) if excluded else node]


def _of_speaker(node: Node) -> Node:
    """Return `node` with every word of any field searched in the speaker's name."""
    match node:
        case Term(field=None):
            return replace(node, field="speaker")
        case And(parts):
            return And(tuple(map(_of_speaker, parts)))
        case Or(parts):
            return Or(tuple(map(_of_speaker, parts)))
        case _:
            return node


def _whole_words(node: Node) -> Node:
    """Return `node` with every prefix outside a `Not` as a whole word."""
    match node:
        case Term(prefix=True):
            return replace(node, prefix=False)
        case And(parts):
            return And(tuple(map(_whole_words, parts)))
        case Or(parts):
            return Or(tuple(map(_whole_words, parts)))
        case _:
            # What a `Not` excludes stays: nothing may be found that `node` does not find.
            return node


LAST: Final = "\U0010ffff"
"""Sorts after every date and every normalized name."""

_NINES_COMPLEMENT: Final = str.maketrans("0123456789", "9876543210")
_YEAR_ONE: Final = datetime(1, 1, 1, tzinfo=UTC)


def default_key(kind: Kind, data: Mapping[str, Any]) -> str | None:
    """Return the sort key of a record within its kind in the default order.

    None for a statement whose day only other records have.
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
    # Moments in different time zones are compared by their distance from a common one.
    moment = (datetime.fromisoformat(start) - _YEAR_ONE + timedelta(days=1)).total_seconds()
    return f"{day or start[:10]} {moment:016.3f}"


Key = tuple[Any, ...]
"""Compares with the key of any record of the same kind in the same order: texts and numbers."""


class SortKeys:
    """The sort keys of the records of some files."""

    def __init__(self, files: Sequence[str], events: Sequence[Event]) -> None:
        """Take all files and all events in their order."""
        self._files = {name: ordinal for ordinal, name in enumerate(files)}
        self._events = {event.id: ordinal for ordinal, event in enumerate(events)}

    def key(self, entry: Entry, sort: Sort, language: str = "") -> Key:
        """Return the sort key of a record within its kind; two of one file may have the same.

        `language` is the reader's, as in `Search`.
        """
        kind, record = entry.address.kind, entry.record
        known = {**entry.linked, (kind, entry.address.id): record}
        day = day_of(record, entry.linked)
        if kind == "quotes":
            default: Key = (newest_first(day), self._files[entry.path])
        elif kind == "sources":
            default = (default_key(kind, entry.data), self._files[entry.path])
        else:
            event = self._events[entry.address.event]
            default = (event, default_key(kind, entry.data), self._files[entry.path])
        match sort:
            case Sort.DATE:
                return newest_first(day), *default
            case Sort.SPEAKER:
                speaker = _first("speakers", entry, known)
                return _name(speaker, language), *default
            case Sort.SOURCE:
                source = _first("sources", entry, known)
                return _publisher(source), *default
            case Sort.NAME:
                return _name(record, language), *default
        return default

    def docid_key(self, entry: Entry) -> Key:
        """Return the sort key of a record among those of all kinds, in the order of docids."""
        return DOCID_ORDER.index(entry.address.kind), *self.key(entry, Sort.DEFAULT)

    def file_ordinal(self, reading: SourcedReading) -> int:
        """Return the sort key of a reading among those of other files."""
        return self._files[reading.path]


def order_events(events: Iterable[Event], of_files: Sequence[str | None]) -> list[Event]:
    """Return events newest first, those without a date last, equal ones in the order of files.

    `of_files` holds, for each file, the id of the event of its records.
    """
    first = {id: -ordinal for ordinal, id in reversed(list(enumerate(of_files)))}
    ordered = sorted(events, key=lambda event: first.get(event.id, 1), reverse=True)
    ordered.sort(key=lambda event: event.start or "", reverse=True)
    return ordered


def _first(kind: Kind, entry: Entry, known: Mapping[tuple[Kind, str], Record]) -> Record | None:
    """Return the first record of a kind that a record is or refers to, of those that exist."""
    referred = references(entry.record, with_involved=False)
    keys = ((entry.address.kind, entry.address.id), *referred)
    return next((known[key] for key in keys if key[0] == kind and key in known), None)


def _publisher(source: Record | None) -> str:
    from summit_tui.archive.name_order import publisher_sort_key

    return (publisher_sort_key(source) if isinstance(source, Source) else "") or LAST


def _name(record: Record | None, language: str) -> str:
    # Loaded here: opening an archive sorts nothing.
    from summit_tui.archive.name_order import name_sort_key

    return (name_sort_key(record, language) if record else "") or LAST
