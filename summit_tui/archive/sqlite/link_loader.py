"""Loads what records of one index refer to: all of it, or what their rows name."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from summit_tui.archive.describe import references
from summit_tui.archive.sqlite.record_store import RecordRow, RecordStore
from summit_tui.archive.sqlite.schema import events_in
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Quote, Record, Source, Speaker
from summit_tui.model.references import delegations_of, speakers_of, speech_by

LinkKey = tuple[int, Kind, str]
"""The number of an event, a kind and an id."""

_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_LINKS_KEPT: Final = 2_048
"""Records in the cache: sources and speakers recur on every page."""


class LinkLoader:
    """Loads records of one index by address; an index never changes, so they are cached."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self.events = events_in(store.tables)
        """The ids of the events, by number."""
        self._cache: dict[LinkKey, Record | None] = {}

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self.records([(event, kind, id)])[event, kind, id]

    def linked(self, records: Sequence[tuple[int, Record]]) -> list[dict[tuple[Kind, str], Record]]:
        """Return the records that each of some records refers to, by kind and id.

        Each is given with its event's number. Its event is among them, the delegations of its
        speakers, those whose speech its sources are, and who made the statement that it answers.
        """
        named = [[*references(record), self._event(event)] for event, record in records]
        known = self._known(records, named)
        further: list[LinkKey] = [
            (event, kind, id)
            for (event, _, _), record in known.items()
            if record is not None
            for kind, id in further_references(record)
        ]
        known |= self.records(further)
        return [
            _linked(event, references_, known)
            for (event, _), references_ in zip(records, named, strict=True)
        ]

    def in_rows(
        self, records: Sequence[tuple[int, Record]]
    ) -> list[dict[tuple[Kind, str], Record]]:
        """Return the records that the row of each of some records names, by kind and id.

        Each is given with its event's number, and its event is among them.
        """
        named = [[*_row_references(record), self._event(event)] for event, record in records]
        known = self._known(records, named)
        return [
            {
                reference: linked
                for reference in references_
                if (linked := known[event, *reference]) is not None
            }
            for (event, _), references_ in zip(records, named, strict=True)
        ]

    def _known(
        self,
        records: Sequence[tuple[int, Record]],
        named: Sequence[Sequence[tuple[Kind, str]]],
    ) -> dict[LinkKey, Record | None]:
        """Return the records that each of some records names, None where there is none."""
        return self.records(
            [
                (event, *reference)
                for (event, _), references_ in zip(records, named, strict=True)
                for reference in references_
            ]
        )

    def _event(self, number: int) -> tuple[Kind, str]:
        return "event", self.events[number]

    def records(self, keys: Sequence[LinkKey]) -> dict[LinkKey, Record | None]:
        """Return the record of each key, or None where there is none."""
        cache = self._cache
        records = {key: cache[key] for key in keys if key in cache}
        if missing := {key: None for key in keys if key not in records}:
            records |= self._fetch(missing)
        return records

    def _fetch(self, keys: Iterable[LinkKey]) -> dict[LinkKey, Record | None]:
        """Fetch the records of some keys and cache them."""
        records: dict[LinkKey, Record | None] = dict.fromkeys(keys)
        asked = [(event, _NUMBERS[kind], id) for event, kind, id in records]
        rows = self._store.records_at(asked)
        for row, data in zip(rows, decoded(rows), strict=True):
            kind = KINDS[row.kind]
            records[row.event, kind, row.id] = record_from(kind, data)
        # The oldest ones are dropped first.
        surplus = max(0, len(self._cache) + len(records) - _LINKS_KEPT)
        for key in list(islice(self._cache, surplus)):
            del self._cache[key]
        self._cache |= records
        return records


def decoded(rows: Sequence[RecordRow]) -> Sequence[Any]:
    """Return the data of some rows (`Any`: JSON types).

    Raises `IndexCorruptError` where a row differs from what was written.
    """
    for row in rows:
        row.verify()
    # Decoded in one go, they share their keys, which saves time and memory.
    data: Sequence[Any] = json.loads(b"[%b]" % b",".join([row.data for row in rows]))
    return data


def further_references(record: Record) -> Iterator[tuple[Kind, str]]:
    """Yield what a record brings with it where another one refers to it."""
    match record:
        case Speaker():
            yield from (("delegations", id) for id in delegations_of(record))
        case Source():
            yield from (("speakers", id) for id in speech_by(record))
        case Quote():
            yield from (("speakers", id) for id in speakers_of(record))


def _row_references(record: Record) -> Iterator[tuple[Kind, str]]:
    """Yield what the row of a record names, where it does: of a statement, mostly two records."""
    if not isinstance(record, Quote):
        yield from references(record)
        return
    yield "sources", record.source
    for id in speakers_of(record):
        yield "speakers", id
    if record.session and not record.date:
        # Its day is that of the statement.
        yield "sessions", record.session


def _linked(
    event: int, named: Iterable[tuple[Kind, str]], known: Mapping[LinkKey, Record | None]
) -> dict[tuple[Kind, str], Record]:
    """Return those of the known records that a record of an event names, with what they bring."""
    linked: dict[tuple[Kind, str], Record] = {}
    for kind, id in named:
        if record := known[event, kind, id]:
            linked[kind, id] = record
            for reference in further_references(record):
                if further := known[event, *reference]:
                    linked[reference] = further
    return linked
