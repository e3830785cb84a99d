"""Records fetched by address while an index is being made."""

import sqlite3
from functools import lru_cache
from typing import Final

from summit_tui.kinds import KINDS, Kind
from summit_tui.reading import decoder
from summit_tui.rebuilding import record_from
from summit_tui.records import Record

_STAGED: Final = (
    "SELECT data FROM stage CROSS JOIN text USING (number) WHERE id = ? AND event = ? AND kind = ?"
)


class Shelf:
    """The records that are set aside, by address."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._decode = decoder()
        self.events: dict[int, str] = dict(connection.execute("SELECT number, id FROM event"))
        # Sources and speakers recur; a statement's own record is not looked up here.
        self._record = lru_cache(maxsize=4_096)(self._fetch)

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self._record(event, kind, id)

    def _fetch(self, event: int, kind: Kind, id: str) -> Record | None:
        row = self._connection.execute(_STAGED, (id, event, KINDS.index(kind))).fetchone()
        return record_from(kind, self._decode(row[0])) if row else None
