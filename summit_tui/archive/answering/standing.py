"""Where a record stands among others, told from the record alone.

An index knows it as a rank. Records of two indexes are compared by what the ranks came from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from summit_tui.archive import Attestation, Entry, Sort
from summit_tui.archive.curated import LAST, newest_first, place_of
from summit_tui.archive.document import day_of, names_of, references
from summit_tui.archive.layout import RANKED
from summit_tui.archive.words.folding import fold
from summit_tui.kinds import Kind
from summit_tui.records import Event, Record, Source, Speaker

Key = tuple[Any, ...]
"""Compares with any record's of the same kind in the same order (`Any`: texts and numbers)."""


class Standing:
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
        return RANKED.index(entry.address.kind), *self.key(entry, Sort.CURATED)

    def of_file(self, attestation: Attestation) -> int:
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
    return fold(text) or LAST
