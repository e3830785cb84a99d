"""Records fetched by address, with those they refer to."""

import json
import sqlite3
from functools import lru_cache
from typing import Final

from summit_tui.archive.document import references
from summit_tui.kinds import KINDS, Kind
from summit_tui.reading import decoder
from summit_tui.rebuilding import record_from
from summit_tui.records import Record, Speaker, delegations_of

_STORED: Final = "SELECT data FROM record WHERE id = ? AND event = ? AND kind = ?"
_STAGED: Final = (
    "SELECT data FROM stage CROSS JOIN text USING (number) WHERE id = ? AND event = ? AND kind = ?"
)


class Shelf:
    """The records of an index, or of one that is being made, by address."""

    def __init__(self, connection: sqlite3.Connection, *, staged: bool = False) -> None:
        self._connection = connection
        self._select = _STAGED if staged else _STORED
        # Whoever opens an index that was made goes without the library that is quicker.
        self._decode = decoder() if staged else json.loads
        self.events: dict[int, str] = dict(connection.execute("SELECT number, id FROM event"))
        # Sources and speakers recur on every page; a statement's own record is not looked up here.
        self._record = lru_cache(maxsize=4_096)(self._fetch)
        self._with_homes = lru_cache(maxsize=1_024)(self._together)

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self._record(event, kind, id)

    def linked(self, event: int, record: Record) -> dict[tuple[Kind, str], Record]:
        """Return the records that `record` refers to, its event and its speakers' delegations."""
        found: dict[tuple[Kind, str], Record] = {}
        for kind, id in references(record):
            found.update(self._with_homes(event, kind, id))
        found.update(self._with_homes(event, "event", self.events[event]))
        return found

    def _together(self, event: int, kind: Kind, id: str) -> dict[tuple[Kind, str], Record]:
        """Return a record, unless there is none, and if it is a speaker its delegations."""
        one = self._record(event, kind, id)
        if one is None:
            return {}
        found: dict[tuple[Kind, str], Record] = {(kind, id): one}
        for home in delegations_of(one) if isinstance(one, Speaker) else ():
            if delegation := self._record(event, "delegations", home):
                found["delegations", home] = delegation
        return found

    def _fetch(self, event: int, kind: Kind, id: str) -> Record | None:
        row = self._connection.execute(self._select, (id, event, KINDS.index(kind))).fetchone()
        return record_from(kind, self._decode(row[0])) if row else None
