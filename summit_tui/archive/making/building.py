"""Coverage files become an index file: read, checked for twins, ranked, made searchable."""

import gc
import sqlite3
from collections.abc import Sequence
from typing import Final

from summit_tui.archive.attested import Attested, Told, file_readings
from summit_tui.archive.checksums import checksum, define_checksum
from summit_tui.archive.layout import STAGE, TABLES, VERSION, listed, write_problems
from summit_tui.archive.making.completing import (
    add_days,
    add_readings,
    add_remarks,
    add_statements,
)
from summit_tui.archive.making.filing import Filing
from summit_tui.archive.making.grouping import Groups
from summit_tui.archive.making.indexing import index
from summit_tui.archive.making.ordering import rank, set_twins_aside
from summit_tui.archive.making.pieces import Pieces
from summit_tui.archive.making.shelf import Shelf
from summit_tui.archive.making.staging import Staging
from summit_tui.archive.making.telling import Telling
from summit_tui.archive.progress import Report
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile

_MANY: Final = 50_000
"""Of fewer records, looking for what can be let go takes longer than it is worth."""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
    others: Sequence[Told] = (),
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those found while the files were listed, `others` the readings of events of
    which no file is among these. Raises `sqlite3.Error` where the disk is full, and whatever
    `report` raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES + STAGE)
    define_checksum(target)
    # Records have no cycles: to look for some among a million costs a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found, groups, tied = _set_aside(files, target, report, others)
        if groups.records > _MANY:
            # What knew the names of all records holds itself in circles: a third of the memory.
            gc.collect()
        index(target, groups, tied, report)
    finally:
        if collecting:
            gc.enable()
    write_problems(target, (*problems, *found))
    meta = (("version", VERSION), ("listed", listed(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def _set_aside(
    files: Sequence[CoverageFile],
    target: sqlite3.Connection,
    report: Report,
    others: Sequence[Told],
) -> tuple[list[Problem], Groups, list[int]]:
    """Set all records aside and rank them, complete with what others add to them.

    Return what was wrong, the values of the facets, and the numbers of the records that say to be
    the same as others.
    """
    staging = Staging(target, report, len(files))
    for number, file in enumerate(files):
        staging.take(number, file)
    homes = _file_under_events(staging.filing, target)
    events = ((staging.filing.event_of(file), number) for number, file in enumerate(files))
    target.executemany("UPDATE file SET event = ? WHERE number = ?", events)
    target.execute("UPDATE file SET checksum = checksum(path, number, name, size, mtime_ns, event)")
    readings = ((homes[one[0]], *one[1:]) for one in staging.readings)
    file_readings(target, readings, others)
    twins = set_twins_aside(target)
    attested = Attested(target)
    add_readings(target, staging.gathering, attested)
    add_remarks(target, staging.gathering, staging.marks)
    pieces = Pieces(Shelf(target), staging.marks, attested)
    add_days(target, staging.naming, pieces)
    rank(target)
    telling = Telling(target)
    telling.tell(staging.naming, homes, pieces, report)
    add_statements(target, staging.gathering, staging.marks, telling.quoted)
    staging.marks.flush()
    return [*staging.filing.problems, *twins], telling.groups, staging.tied


def _file_under_events(filing: Filing, target: sqlite3.Connection) -> dict[int, int]:
    """Give every event a number, and every staged record that of its folder's event.

    Return the numbers of the events by those of the folders.
    """
    numbers = {id: number for number, id in enumerate(filing.events())}
    homes = {folder: numbers[id] for id, folder in filing.by_folder()}
    rows = ((number, id, checksum(b"", number, id)) for id, number in numbers.items())
    target.executemany("INSERT INTO event VALUES(?, ?, ?)", rows)
    target.execute("CREATE TEMP TABLE home (folder INTEGER PRIMARY KEY, event INTEGER)")
    target.executemany("INSERT INTO home VALUES(?, ?)", homes.items())
    target.execute("UPDATE stage SET event = (SELECT event FROM home WHERE folder = stage.folder)")
    filing.report_homeless()
    return homes
