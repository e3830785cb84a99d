"""Coverage files become an index file: read, checked for twins, ranked, made searchable."""

import gc
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.archive.attested import file_readings
from summit_tui.archive.filing import Filing
from summit_tui.archive.indexing import index
from summit_tui.archive.layout import STAGE, TABLES, VERSION, listed
from summit_tui.archive.ordering import place_of, rank, set_twins_aside
from summit_tui.archive.progress import Progress, Report
from summit_tui.kinds import KINDS
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile, read_file

_STRIDE: Final = 2_000
"""Records between two reports of progress."""

_NEVER: Final = -(1 << 63)

_STAGED: Final = "INSERT INTO stage VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
"""Writes a record on one line; `json.dumps` would make such a writer anew each time."""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those found while the files were listed. Raises `sqlite3.Error` where the disk
    is full, and whatever `report` raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES + STAGE)
    # Records have no cycles: to look for some among a million costs a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = [*problems, *_stage(files, target, report)]
        found += set_twins_aside(target)
        rank(target)
        index(target, report)
    finally:
        if collecting:
            gc.enable()
    target.executemany(
        "INSERT INTO problem VALUES(?, ?, ?, ?, ?)",
        ((p.path, p.line, p.where, p.code, p.message) for p in found),
    )
    target.execute("INSERT INTO findable(findable) VALUES('optimize')")
    meta = (("version", VERSION), ("listed", listed(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def _stage(
    files: Sequence[CoverageFile], target: sqlite3.Connection, report: Report
) -> list[Problem]:
    """Read every file and set its records aside; return what was wrong."""
    filing = Filing()
    readings: list[tuple[int, int, int, Mapping[str, Any]]] = []
    records, unread = 0, False
    texts: list[tuple[int, str]] = []

    def flush() -> None:
        target.executemany("INSERT INTO text VALUES(?, ?)", texts)
        texts.clear()

    def staged(number: int, file: CoverageFile) -> Iterator[tuple[object, ...]]:
        nonlocal records, unread
        folder: int | None = None
        for found in read_file(file):
            if isinstance(found, Problem):
                filing.problems.append(found)
                unread |= found.code == "E001"
            elif found.kind == "readings":
                readings.append((filing.folder(file), number, found.line, found.data))
            elif found.kind != "event" or filing.take(file, found):
                folder = filing.folder(file) if folder is None else folder
                records += 1
                texts.append((records, _write(found.data)))
                if records % _STRIDE == 0:
                    report(Progress("reading", number, len(files), records))
                    flush()
                data = found.data
                id, place = data["id"], place_of(found.kind, data)
                remark = data.get("remark")
                told = (remark, data["source"]) if remark else (None, None)
                kind = KINDS.index(found.kind)
                yield records, kind, folder, id, number, found.line, place, *told

    for number, file in enumerate(files):
        unread = False
        target.executemany(_STAGED, staged(number, file))
        # A file that could not be read is tried again next time: no file has this date.
        changed = _NEVER if unread else file.mtime_ns
        target.execute(
            "INSERT INTO file VALUES(?, ?, ?, ?, ?, NULL)",
            (number, os.fsencode(file.path), file.name, file.size, changed),
        )
        report(Progress("reading", number + 1, len(files), records))
    flush()
    _file_under_events(filing, target)
    events = ((filing.event_of(file), number) for number, file in enumerate(files))
    target.executemany("UPDATE file SET event = ? WHERE number = ?", events)
    homes = dict(target.execute("SELECT folder, event.number FROM home JOIN event USING (id)"))
    file_readings(target, ((homes[folder], *rest) for folder, *rest in readings))
    return filing.problems


def _file_under_events(filing: Filing, target: sqlite3.Connection) -> None:
    """Give every event a number, and every staged record that of its folder's event."""
    target.executemany("INSERT INTO event VALUES(?, ?)", enumerate(filing.events()))
    target.execute("CREATE TEMP TABLE home (folder INTEGER PRIMARY KEY, id TEXT)")
    target.executemany(
        "INSERT INTO home VALUES(?, ?)", ((number, id) for id, number in filing.by_folder())
    )
    target.execute(
        "UPDATE stage SET event = (SELECT event.number FROM home JOIN event USING (id) "
        "WHERE home.folder = stage.folder)"
    )
    filing.report_homeless()
