"""Changes in the order of their gravity, kept in a database of their own while they are shown."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from summit_tui.diff import CHANGE_TYPES, Change, ChangeType, Field
from summit_tui.model.kinds import Address

_TABLES: Final = """
CREATE TABLE found (gravity INTEGER NOT NULL, marked INTEGER NOT NULL, change TEXT NOT NULL);
CREATE TABLE change (number INTEGER PRIMARY KEY, change TEXT NOT NULL);
"""
_IN_ORDER: Final = """
INSERT INTO change(change) SELECT change FROM found ORDER BY marked DESC, gravity, rowid;
"""


class ChangeSet:
    """What changed: the marked ones first, then the gravest, each sort by address.

    Few changes lie in memory; many go to a temporary file, which nobody else can see.
    """

    def __init__(
        self,
        found: Iterable[Change] = (),
        unread: tuple[Sequence[str], Sequence[str]] = ((), ()),
        *,
        lost: bool = False,
    ) -> None:
        """Take in what was `found`, in the order of addresses.

        `unread` are the problems that kept records of the old and the new side from being
        compared; `lost` says whether they are others on the one side than on the other.
        """
        self.unread = unread
        self._lost = lost
        # An empty name is a database that SQLite keeps in memory until it is large.
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.executescript(_TABLES)
        self._database.executemany("INSERT INTO found VALUES(?, ?, ?)", map(_row, found))
        self.counts: Mapping[ChangeType, int] = {
            CHANGE_TYPES[gravity]: number
            for gravity, number in self._database.execute(
                "SELECT gravity, count(*) FROM found GROUP BY gravity ORDER BY gravity"
            )
        }
        """How many changes of each sort there are, the gravest first; no sort without one."""
        row = self._database.execute("SELECT total(marked) FROM found").fetchone()
        self.marked = int(row[0])
        """How many of them are marked."""
        self._database.executescript(_IN_ORDER + "DROP TABLE found;")

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def differ(self) -> bool:
        """Whether the sides differ, be it in what cannot be read."""
        return bool(self.counts) or self._lost

    def __iter__(self) -> Iterator[Change]:
        rows = self._database.execute("SELECT change FROM change ORDER BY number")
        return (_change(text) for (text,) in rows)

    def __getitem__(self, place: int) -> Change:
        """Return the change at a place counted from 0; raise `IndexError` where there is none."""
        asked = "SELECT change FROM change WHERE number = ?"
        row = self._database.execute(asked, (place + 1,)).fetchone()
        if row is None:
            raise IndexError(place)
        return _change(row[0])

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _row(change: Change) -> tuple[int, bool, str]:
    told = (change.address, change.what, change.label, change.said, change.fields, change.unread)
    return CHANGE_TYPES.index(change.what), change.marked, json.dumps((*told, change.marked))


def _change(text: str) -> Change:
    address, what, label, said, fields, unread, marked = json.loads(text)
    told = tuple(Field(*one) for one in fields)
    return Change(Address(*address), what, label, said, told, unread, marked)
