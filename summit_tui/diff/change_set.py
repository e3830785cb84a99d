"""Changes in the order of their gravity, in a temporary database while they are shown."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Final
from weakref import finalize

from summit_tui.diff import CHANGE_TYPES, Change, ChangeType, Field
from summit_tui.model.kinds import Address

_TABLES: Final = """
CREATE TABLE unsorted (gravity INTEGER NOT NULL, marked INTEGER NOT NULL, change TEXT NOT NULL);
CREATE TABLE change (number INTEGER PRIMARY KEY, change TEXT NOT NULL);
"""
_IN_ORDER: Final = """
INSERT INTO change(change) SELECT change FROM unsorted ORDER BY marked DESC, gravity, rowid;
"""


class ChangeSet:
    """What changed: marked records first, then the gravest changes, each type by address.

    Few changes stay in memory; many go to a temporary file, which nobody else can see.
    """

    def __init__(
        self,
        changes: Iterable[Change] = (),
        unread: tuple[Sequence[str], Sequence[str]] = ((), ()),
        *,
        lost: bool = False,
    ) -> None:
        """Take in `changes`, which come in the order of addresses.

        `unread` are the problems that kept records of the old and the new side from being
        compared; `lost` says whether the two sides differ in them.
        """
        self.unread = unread
        self._lost = lost
        # An empty name is a database that SQLite keeps in memory until it is large.
        self._database = sqlite3.connect("", check_same_thread=False)
        # A set that others have replaced may still be on a screen.
        finalize(self, self._database.close)
        with ExitStack() as stack:
            stack.callback(self.close)
            self._database.executescript(_TABLES)
            self._database.executemany("INSERT INTO unsorted VALUES(?, ?, ?)", map(_row, changes))
            self.counts: Mapping[ChangeType, int] = {
                CHANGE_TYPES[gravity]: number
                for gravity, number in self._database.execute(
                    "SELECT gravity, count(*) FROM unsorted GROUP BY gravity ORDER BY gravity"
                )
            }
            """The number of changes of each type that occurs, the gravest first."""
            row = self._database.execute("SELECT total(marked) FROM unsorted").fetchone()
            self.marked = int(row[0])
            """The number of changes of marked records."""
            self._database.executescript(_IN_ORDER + "DROP TABLE unsorted;")
            # Reading the changes may fail, or be stopped; else whoever asked for them closes it.
            stack.pop_all()

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def differ(self) -> bool:
        """Whether the sides differ, if only in what cannot be read."""
        return bool(self.counts) or self._lost

    def __iter__(self) -> Iterator[Change]:
        rows = self._database.execute("SELECT change FROM change ORDER BY number")
        return (_change(text) for (text,) in rows)

    def __getitem__(self, index: int) -> Change:
        """Return the change at an index from 0; raise `IndexError` where there is none."""
        query = "SELECT change FROM change WHERE number = ?"
        row = self._database.execute(query, (index + 1,)).fetchone()
        if row is None:
            raise IndexError(index)
        return _change(row[0])

    def close(self) -> None:
        """Close the database, which is deleted with that."""
        self._database.close()


def _row(change: Change) -> tuple[int, bool, str]:
    values = (change.address, change.type, change.label, change.said, change.fields, change.unread)
    return CHANGE_TYPES.index(change.type), change.marked, json.dumps((*values, change.marked))


def _change(text: str) -> Change:
    address, change_type, label, said, values, unread, marked = json.loads(text)
    fields = tuple(Field(*value) for value in values)
    return Change(Address(*address), change_type, label, said, fields, unread, marked)
