"""Ranked records become searchable and countable, joined to what those add that they name."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from summit_tui.archive.answering.bitmaps import ASKED, frequent, write_bitmaps
from summit_tui.archive.answering.holders import write_holders
from summit_tui.archive.answering.tallies import write_tallies
from summit_tui.archive.document import COLUMNS
from summit_tui.archive.layout import INDEXES
from summit_tui.archive.making.grouping import Groups
from summit_tui.archive.making.ordering import write_orders
from summit_tui.archive.making.telling import NAMED
from summit_tui.archive.making.ties import write_ties
from summit_tui.archive.progress import Progress, Report
from summit_tui.kinds import KINDS

_STRIDE: Final = 10_000
"""Records in one statement: at its end, FTS5 writes what it gathered as a part to be merged."""
_QUOTES: Final = KINDS.index("quotes")

_MOVE: Final = """
INSERT INTO record SELECT ranked.rowid - 1, kind, event, id, file, line, data,
    checksum(CAST(data AS BLOB), ranked.rowid - 1, kind, event, id, file, line)
FROM ranked CROSS JOIN stage USING (number) CROSS JOIN text USING (number)
WHERE ranked.rowid > ? AND ranked.rowid <= ? ORDER BY ranked.rowid
"""
# A statement is found by its text, which stands behind its other words.
_DOCUMENTS: Final = f"""
SELECT
    ranked.rowid - 1,
    CASE kind WHEN {_QUOTES} THEN text.words || ' = ' || name ELSE text.words END,
    speaker, role, delegation, session.words, topic.words, publisher,
    text.marks || ' ' || time.marks || ' ' || topic.marks || ' ' || people.marks || ' '
        || session.marks || ' ' || source.marks
FROM ranked CROSS JOIN stage USING (number) CROSS JOIN text USING (number)
{" ".join(f"CROSS JOIN {one} ON {one}.number = stage.{one}" for one in NAMED)}
"""  # noqa: S608
_FIND: Final = f"""
INSERT INTO findable(rowid, {", ".join(COLUMNS)}) {_DOCUMENTS}
WHERE ranked.rowid > ? AND ranked.rowid <= ? ORDER BY ranked.rowid
"""


def index(target: sqlite3.Connection, groups: Groups, tied: Iterable[int], report: Report) -> None:
    """Move every ranked record into its table, and note all that it is found by.

    `groups` are the values of the facets, `tied` the numbers of the records that say to be the
    same as others.
    """
    records = groups.records
    for rank in range(0, records, _STRIDE):
        report(Progress("indexing", rank, records, records))
        target.execute(_MOVE, (rank, rank + _STRIDE))
        target.execute(_FIND, (rank, rank + _STRIDE))
    finishing: Sequence[Callable[[], object]] = (
        # What follows finds room where the parts were that are merged now.
        lambda: target.execute("INSERT INTO findable(findable) VALUES('optimize')"),
        lambda: target.executescript(INDEXES),
        lambda: _note_years(target, groups),
        lambda: groups.write(target),
        lambda: write_orders(target, groups),
        lambda: write_ties(target, tied),
        lambda: write_holders(target, groups, write_tallies(target)),
        lambda: _write_bitmaps(target, records),
    )
    for number, finish in enumerate(finishing):
        report(Progress("finishing", number, len(finishing), records))
        finish()


def _write_bitmaps(target: sqlite3.Connection, records: int) -> None:
    """Write which records have what seems frequent among some of them."""
    step = max(1, records // ASKED)
    some = target.execute(f"{_DOCUMENTS} WHERE (ranked.rowid - 1) % ? = 0", (step,))
    write_bitmaps(target, frequent((columns for _, *columns in some), records), records)


def _note_years(target: sqlite3.Connection, groups: Groups) -> None:
    """Note the first and the last year of any day."""
    years = [int(day[:4]) for day in groups.keys["time"] if day] or [1]
    span = json.dumps([min(years), max(years)])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))
