"""The records that others refer to, fetched together: a page of statements names over a hundred."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from summit_tui.archive import BrokenIndexError
from summit_tui.archive.document import references
from summit_tui.kinds import KINDS, Kind
from summit_tui.rebuilding import record_from
from summit_tui.records import Record

Place = tuple[int, Kind, str]
"""The number of an event, a kind and an id."""

_KINDS: Final = len(KINDS)
# What is asked for comes as an object: its keys are ids, its values event and kind as one number.
_AT: Final = f"""
SELECT asked.value, asked.key, data FROM json_each(?) AS asked CROSS JOIN record INDEXED BY address
WHERE record.id = asked.key AND record.event = asked.value / {_KINDS}
    AND record.kind = asked.value % {_KINDS}
"""  # noqa: S608 - no input
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_KEPT: Final = 2_048
"""Sources and speakers recur on every page."""


_Data = Mapping[str, Any]
"""A record as JSON types, hence `Any`."""


class Linked(Mapping[tuple[Kind, str], Record]):
    """The records that a record refers to, its event and its speakers' delegations.

    They are made when they are first asked for: of a long page, most are never looked at.
    """

    __slots__ = ("_around", "_event", "_made", "_named")

    def __init__(
        self, event: int, named: Sequence[tuple[Kind, str]], around: Mapping[Place, _Data | None]
    ) -> None:
        """Take the number of an event, what a record of it names, and what is around it."""
        self._event = event
        self._named = named
        self._around = around
        self._made: dict[tuple[Kind, str], Record | None] | None = None

    def __getitem__(self, named: tuple[Kind, str]) -> Record:
        made = self._known()
        if (record := made[named]) is None:
            kind, id = named
            data = self._around[self._event, kind, id]
            try:
                record = made[named] = record_from(kind, data or {})
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise BrokenIndexError from error
        return record

    def __iter__(self) -> Iterator[tuple[Kind, str]]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def _known(self) -> dict[tuple[Kind, str], Record | None]:
        """Return what there is of all that is named, as far as it is made."""
        if self._made is None:
            known: dict[tuple[Kind, str], Record | None] = {}
            for kind, id in self._named:
                if data := self._around[self._event, kind, id]:
                    known[kind, id] = None
                    for home in _homes(data) if kind == "speakers" else ():
                        if self._around[self._event, "delegations", home]:
                            known["delegations", home] = None
            self._made = known
        return self._made


class Links:
    """Fetches records of one index by address; an index never changes, so they can be kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.events: dict[int, str] = dict(connection.execute("SELECT number, id FROM event"))
        """The ids of the events, by number."""
        self._kept: dict[Place, _Data | None] = {}

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        data = self._around([(event, kind, id)])[event, kind, id]
        return record_from(kind, data) if data else None

    def of(self, records: Sequence[tuple[int, Record]]) -> list[Linked]:
        """Return what each of some records refers to; each is given with its event's number."""
        named = [[*references(one), self._event(event)] for event, one in records]
        events = [event for event, _ in records]
        pairs = list(zip(events, named, strict=True))
        around = self._around([(event, *one) for event, ones in pairs for one in ones])
        homes: list[Place] = [
            (event, "delegations", home)
            for (event, kind, _), data in around.items()
            if kind == "speakers" and data
            for home in _homes(data)
        ]
        around |= self._around(homes)
        return [Linked(event, ones, around) for event, ones in pairs]

    def _event(self, number: int) -> tuple[Kind, str]:
        return "event", self.events[number]

    def _around(self, places: Sequence[Place]) -> dict[Place, _Data | None]:
        """Return what is at some places, or None where nothing is."""
        kept = self._kept
        found = {place: kept[place] for place in places if place in kept}
        if wanted := {place: None for place in places if place not in found}:
            found |= self._fetched(wanted)
        return found

    def _fetched(self, places: Iterable[Place]) -> dict[Place, _Data | None]:
        """Fetch what is at some places, and keep it."""
        found: dict[Place, _Data | None] = dict.fromkeys(places)
        # No id has to be escaped.
        asked = (f'"{id}":{event * _KINDS + _NUMBERS[kind]}' for event, kind, id in found)
        rows = self._connection.execute(_AT, (f"{{{','.join(asked)}}}",)).fetchall()
        # Decoded in one go, they share their keys, which saves time and memory.
        decoded = json.loads(f"[{','.join([text for _, _, text in rows])}]")
        for (number, id, _), data in zip(rows, decoded, strict=True):
            event, kind = divmod(number, _KINDS)
            found[event, KINDS[kind], id] = data
        # The oldest ones go first.
        for place in list(islice(self._kept, max(0, len(self._kept) + len(found) - _KEPT))):
            del self._kept[place]
        self._kept |= found
        return found


def _homes(speaker: _Data) -> Sequence[str]:
    """Return the ids of the delegations that a speaker came with."""
    homes: str | Sequence[str] = speaker.get("delegation") or ()
    return (homes,) if isinstance(homes, str) else homes
