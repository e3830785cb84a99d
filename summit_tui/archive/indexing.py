"""Ranked records become searchable and countable, one after the other."""

import json
import sqlite3
from array import array
from collections.abc import Iterator
from typing import Final

from summit_tui.archive.attested import Attested
from summit_tui.archive.document import COLUMNS, FACETS
from summit_tui.archive.gathering import Gathering
from summit_tui.archive.layout import INDEXES
from summit_tui.archive.marks import Marks
from summit_tui.archive.ordering import Orders
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.shelf import Shelf
from summit_tui.archive.tallies import write_tallies
from summit_tui.archive.ties import Ties
from summit_tui.records import KINDS

_STRIDE: Final = 2_000
"""Records between two reports of progress."""

_IN_ORDER: Final = """
SELECT ranked.rowid - 1, kind, event, id, file, line, data
FROM ranked CROSS JOIN stage USING (number) CROSS JOIN text USING (number) ORDER BY ranked.rowid
"""
_INSERT_WORDS: Final = (
    f"INSERT INTO findable(rowid, {', '.join(COLUMNS)}) VALUES(?{', ?' * len(COLUMNS)})"
)


class _Facets:
    """Which choice of each facet every record has, noted in the order of their ranks."""

    def __init__(self) -> None:
        self._codes = [array("I") for _ in FACETS]
        self._choices: list[dict[tuple[int, ...], int]] = [{} for _ in FACETS]

    def note(self, values: tuple[tuple[int, ...], ...]) -> None:
        """Note the marks that the next record has in each facet."""
        for codes, choices, marks in zip(self._codes, self._choices, values, strict=True):
            code = choices.get(marks)
            codes.append(choices.setdefault(marks, len(choices)) if code is None else code)

    def write(self, target: sqlite3.Connection) -> None:
        """Write all facets."""
        for name, codes, choices in zip(FACETS, self._codes, self._choices, strict=True):
            width = "B" if len(choices) < 1 << 8 else "H" if len(choices) < 1 << 16 else "I"
            chosen = json.dumps([one[0] if len(one) == 1 else one for one in choices])
            row = (name, width, chosen, array(width, codes).tobytes())
            target.execute("INSERT INTO facet VALUES(?, ?, ?, ?)", row)


def index(target: sqlite3.Connection, report: Report) -> None:
    """Move every ranked record into its table, and note all that it is found by."""
    marks, facets, orders = Marks(target), _Facets(), Orders(target)
    ties = Ties(target)
    gathering = Gathering(Shelf(target, staged=True), marks, Attested(target), ties)
    (records,) = target.execute("SELECT count(*) FROM ranked").fetchone()
    years: set[str] = set()

    def words() -> Iterator[tuple[object, ...]]:
        for row in target.execute(_IN_ORDER):
            rank, kind, event, _, _, _, text = row
            data = json.loads(text)
            document = gathering.document(KINDS[kind], event, data)
            ties.note(rank, kind, event, data)
            facets.note(document.facets)
            orders.note(rank, document.day, document.speaker, document.source, document.name)
            if document.day:
                years.add(document.day[:4])
            if rank % _STRIDE == 0:
                report(Progress("indexing", rank, records, records))
            target.execute("INSERT INTO record VALUES(?, ?, ?, ?, ?, ?, ?)", row)
            yield rank, *document.columns

    target.executemany(_INSERT_WORDS, words())
    span = json.dumps([int(min(years, default="1")), int(max(years, default="1"))])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))
    for table in ("stage", "text", "ranked"):
        target.execute(f"DROP TABLE {table}")
    facets.write(target)
    marks.flush()
    orders.write()
    target.executescript(INDEXES)
    ties.write()
    write_tallies(target)
