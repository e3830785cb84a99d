"""Ranked records become searchable and countable, one after the other."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Final

from summit_tui.archive.attested import Attested
from summit_tui.archive.bitmaps import Sample, write_bitmaps
from summit_tui.archive.document import COLUMNS
from summit_tui.archive.gathering import Gathering
from summit_tui.archive.grouping import Groups
from summit_tui.archive.holders import write_holders
from summit_tui.archive.layout import INDEXES
from summit_tui.archive.marks import Marks
from summit_tui.archive.ordering import Orders
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.shelf import Shelf
from summit_tui.archive.tallies import write_tallies
from summit_tui.archive.ties import Ties
from summit_tui.kinds import KINDS
from summit_tui.reading import decoder

_STRIDE: Final = 2_000
"""Records between two reports of progress."""

_MOVE: Final = """
INSERT INTO record SELECT ranked.rowid - 1, kind, event, id, file, line, data
FROM ranked CROSS JOIN stage USING (number) CROSS JOIN text USING (number)
WHERE ranked.rowid > ? AND ranked.rowid <= ? ORDER BY ranked.rowid
"""
_INSERT_WORDS: Final = (
    f"INSERT INTO findable(rowid, {', '.join(COLUMNS)}) VALUES(?{', ?' * len(COLUMNS)})"
)


def index(target: sqlite3.Connection, report: Report) -> None:
    """Move every ranked record into its table, and note all that it is found by."""
    (records,) = target.execute("SELECT count(*) FROM ranked").fetchone()
    for rank in range(0, records, _STRIDE):
        target.execute(_MOVE, (rank, rank + _STRIDE))
        report(Progress("indexing", 0, records, records))
    ties = Ties(target)
    marks, groups, orders, sample = Marks(target), Groups(), Orders(target), Sample(records)
    gathering = Gathering(Shelf(target, staged=True), marks, groups, Attested(target), ties)
    decode = decoder()

    def words() -> Iterator[tuple[object, ...]]:
        rows = target.execute("SELECT rank, kind, event, data FROM record ORDER BY rank")
        for rank, kind, event, text in rows:
            data = decode(text)
            document = gathering.document(KINDS[kind], event, data)
            ties.note(rank, kind, event, data)
            groups.note(document.codes)
            orders.note(rank, document.name)
            if rank % _STRIDE == 0:
                report(Progress("indexing", rank, records, records))
            sample.note(rank, document.columns)
            yield rank, *document.columns

    target.executemany(_INSERT_WORDS, words())
    # What follows finds room where the parts were that are merged now.
    target.execute("INSERT INTO findable(findable) VALUES('optimize')")
    years = [int(day[:4]) for day in groups.keys["time"] if day] or [1]
    span = json.dumps([min(years), max(years)])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))
    groups.write(target)
    marks.flush()
    orders.write(groups)
    target.executescript(INDEXES)
    ties.write()
    write_holders(target, groups, write_tallies(target))
    write_bitmaps(target, sample.frequent(), records)
