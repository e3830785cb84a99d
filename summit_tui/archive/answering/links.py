"""The records that others refer to, fetched together: a page of statements names over a hundred."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

from summit_tui.archive.checksums import verify
from summit_tui.archive.document import references
from summit_tui.archive.layout import events_in
from summit_tui.kinds import KINDS, Kind
from summit_tui.rebuilding import record_from
from summit_tui.records import Record, Speaker, delegations_of

Place = tuple[int, Kind, str]
"""The number of an event, a kind and an id."""

_KINDS: Final = len(KINDS)
# What is asked for comes as an object: its keys are ids, its values event and kind as one number.
_AT: Final = f"""
SELECT asked.value, asked.key, rank, file, line, CAST(data AS BLOB), checksum
FROM json_each(?) AS asked CROSS JOIN record INDEXED BY address
WHERE record.id = asked.key AND record.event = asked.value / {_KINDS}
    AND record.kind = asked.value % {_KINDS}
"""  # noqa: S608 - no input
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_KEPT: Final = 2_048
"""Sources and speakers recur on every page."""


class Links:
    """Fetches records of one index by address; an index never changes, so they can be kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.events = events_in(connection)
        """The ids of the events, by number."""
        self._kept: dict[Place, Record | None] = {}

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self._around([(event, kind, id)])[event, kind, id]

    def of(self, records: Sequence[tuple[int, Record]]) -> list[dict[tuple[Kind, str], Record]]:
        """Return what each of some records refers to; each is given with its event's number.

        That is its event, too, and its speakers' delegations.
        """
        named = [[*references(one), self._event(event)] for event, one in records]
        around = self._around(
            [(event, *one) for (event, _), ones in zip(records, named, strict=True) for one in ones]
        )
        homes: list[Place] = [
            (event, "delegations", home)
            for (event, _, _), one in around.items()
            if isinstance(one, Speaker)
            for home in delegations_of(one)
        ]
        around |= self._around(homes)
        return [
            _linked(event, ones, around) for (event, _), ones in zip(records, named, strict=True)
        ]

    def _event(self, number: int) -> tuple[Kind, str]:
        return "event", self.events[number]

    def _around(self, places: Sequence[Place]) -> dict[Place, Record | None]:
        """Return what is at some places, or None where nothing is."""
        kept = self._kept
        found = {place: kept[place] for place in places if place in kept}
        if wanted := {place: None for place in places if place not in found}:
            found |= self._fetched(wanted)
        return found

    def _fetched(self, places: Iterable[Place]) -> dict[Place, Record | None]:
        """Fetch what is at some places, and keep it."""
        found: dict[Place, Record | None] = dict.fromkeys(places)
        # No id has to be escaped.
        asked = (f'"{id}":{event * _KINDS + _NUMBERS[kind]}' for event, kind, id in found)
        rows = self._connection.execute(_AT, (f"{{{','.join(asked)}}}",)).fetchall()
        for place, id, rank, file, line, text, number in rows:
            event, kind_number = divmod(place, _KINDS)
            verify(number, text, rank, kind_number, event, id, file, line)
        # Decoded in one go, they share their keys, which saves time and memory.
        decoded = json.loads(b"[%b]" % b",".join([row[-2] for row in rows]))
        for (number, id, *_), data in zip(rows, decoded, strict=True):
            event, kind = number // _KINDS, KINDS[number % _KINDS]
            found[event, kind, id] = record_from(kind, data)
        # The oldest ones go first.
        for place in list(islice(self._kept, max(0, len(self._kept) + len(found) - _KEPT))):
            del self._kept[place]
        self._kept |= found
        return found


def _linked(
    event: int, named: Iterable[tuple[Kind, str]], around: Mapping[Place, Record | None]
) -> dict[tuple[Kind, str], Record]:
    """Return those of the records around that one of an event names, speakers with their homes."""
    found: dict[tuple[Kind, str], Record] = {}
    for kind, id in named:
        if one := around[event, kind, id]:
            found[kind, id] = one
            for home in delegations_of(one) if isinstance(one, Speaker) else ():
                if delegation := around[event, "delegations", home]:
                    found["delegations", home] = delegation
    return found
