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
    meta = (("version", VERSION), ("listed", listed(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


class _Staging:
    """Reads files one after the other and sets their records aside."""

    def __init__(self, target: sqlite3.Connection, report: Report, files: int) -> None:
        self.filing = Filing()
        self._target = target
        self._report = report
        self._files = files
        self._readings: list[tuple[int, int, int, Mapping[str, Any]]] = []
        self._texts: list[tuple[int, str]] = []
        """The records that are not written yet: they stand in a table of their own."""
        self._records = 0

    def take(self, number: int, file: CoverageFile) -> None:
        """Set the records of the next file aside."""
        before = len(self.filing.problems)
        self._target.executemany(_STAGED, self._rows(number, file))
        # A file that could not be read is tried again next time: no file has this date.
        unread = any(one.code == "E001" for one in self.filing.problems[before:])
        changed = _NEVER if unread else file.mtime_ns
        row = (number, os.fsencode(file.path), file.name, file.size, changed)
        self._target.execute("INSERT INTO file VALUES(?, ?, ?, ?, ?, NULL)", row)
        self._write_texts()
        self._report(Progress("reading", number + 1, self._files, self._records))

    def _rows(self, number: int, file: CoverageFile) -> Iterator[tuple[object, ...]]:
        folder: int | None = None
        for found in read_file(file):
            if isinstance(found, Problem):
                self.filing.problems.append(found)
            elif found.kind == "readings":
                home = self.filing.folder(file)
                self._readings.append((home, number, found.line, found.data))
            elif found.kind != "event" or self.filing.take(file, found):
                folder = self.filing.folder(file) if folder is None else folder
                kind, data = found.kind, found.data
                self._texts.append((self._records, _write(data)))
                place = (KINDS.index(kind), folder, data["id"], number, found.line)
                yield self._records, *place, place_of(kind, data), *_account(data)
                self._records += 1
                if self._records % _STRIDE == 0:
                    self._report(Progress("reading", number, self._files, self._records))
                    self._write_texts()

    def _write_texts(self) -> None:
        self._target.executemany("INSERT INTO text VALUES(?, ?)", self._texts)
        self._texts.clear()

    def file_readings(self) -> None:
        """Write the readings, once it is known which folder holds which event."""
        query = "SELECT folder, event.number FROM home JOIN event USING (id)"
        homes = dict(self._target.execute(query))
        file_readings(self._target, ((homes[folder], *rest) for folder, *rest in self._readings))


def _account(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the remark that a record, as JSON types, is an account of, and its source."""
    remark = data.get("remark")
    return (remark, data["source"]) if remark else (None, None)


def _stage(
    files: Sequence[CoverageFile], target: sqlite3.Connection, report: Report
) -> list[Problem]:
    """Read every file and set its records aside; return what was wrong."""
    staging = _Staging(target, report, len(files))
    for number, file in enumerate(files):
        staging.take(number, file)
    filing = staging.filing
    _file_under_events(filing, target)
    events = ((filing.event_of(file), number) for number, file in enumerate(files))
    target.executemany("UPDATE file SET event = ? WHERE number = ?", events)
    staging.file_readings()
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
