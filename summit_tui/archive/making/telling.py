"""What records name is told once: its words for all that name it, its marks for the facets."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, count
from typing import Final

from summit_tui.archive.document import GROUPS
from summit_tui.archive.making.grouping import Groups
from summit_tui.archive.making.naming import Naming
from summit_tui.archive.making.pieces import Piece, Pieces
from summit_tui.archive.progress import Progress, Report
from summit_tui.kinds import KINDS

_QUOTES: Final = KINDS.index("quotes")
NAMED: Final = (*GROUPS, "session")
"""What records name, as the columns of the stage are called and the tables of what it adds."""
_NUMBERS: Final = f"""
SELECT {", ".join(NAMED)} FROM ranked CROSS JOIN stage USING (number) ORDER BY ranked.rowid
"""  # noqa: S608 - no input
_STATEMENTS: Final = "SELECT count(*) FROM stage WHERE kind = ?"
_STRIDE: Final = 2_000
"""Pieces between two reports of progress."""

_Makers = Iterable[Callable[[], Piece]]


class Telling:
    """Tells what each number stands for that records have of what they name."""

    def __init__(self, target: sqlite3.Connection) -> None:
        """Take the numbers of all ranked records."""
        numbers = array("I", chain.from_iterable(target.execute(_NUMBERS)))
        self._target = target
        self._numbers = {one: numbers[place :: len(NAMED)] for place, one in enumerate(NAMED)}
        (self._statements,) = target.execute(_STATEMENTS, (_QUOTES,)).fetchone()
        self.groups = Groups({group: self._numbers[group] for group in GROUPS}, self._statements)
        self.quoted: set[int] = set()
        """The marks of all that statements refer to."""

    def tell(
        self, naming: Naming, homes: Mapping[int, int], pieces: Pieces, report: Report
    ) -> None:
        """Write what each number stands for; `homes` are the numbers of the events of folders."""
        told: Mapping[str, tuple[int, _Makers]] = {
            "people": (
                3,
                (partial(pieces.people, homes[folder], *ids) for folder, *ids in naming.people),
            ),
            "source": (
                2,
                (partial(pieces.sources, homes[folder], ids) for folder, ids in naming.sources),
            ),
            "topic": (2, (partial(pieces.topics, topics) for topics in naming.topics)),
            "time": (1, (partial(pieces.time, *time) for time in naming.times)),
            "session": (
                2,
                (partial(pieces.sessions, homes[folder], ids) for folder, ids in naming.sessions),
            ),
        }
        everything, done = naming.count(), count()

        def hear() -> None:
            if (number := next(done)) % _STRIDE == 0:
                report(Progress("naming", number, everything, self.groups.records))

        for sort, (columns, makers) in told.items():
            rows = self._rows(sort, makers, hear)
            self._target.executemany(f"INSERT INTO {sort} VALUES(?{', ?' * columns})", rows)

    def _rows(
        self, sort: str, makers: _Makers, hear: Callable[[], None]
    ) -> Iterator[tuple[object, ...]]:
        """Yield rows of the table of what one sort adds, and note its marks."""
        numbers = self._numbers[sort]
        used, of_statements = set(numbers), set(numbers[: self._statements])
        nothing = Piece((), tuple(() for _ in GROUPS.get(sort, ())))
        for number, piece_of in enumerate(makers):
            hear()
            # What a twin named that was set aside is named by no record.
            piece = piece_of() if number in used else nothing
            if sort in GROUPS:
                self.groups.tell(sort, piece.facets, piece.key)
            if number in of_statements:
                self.quoted.update(piece.named)
            if number in used:
                yield number, *piece.columns
