"""Coverage files are read, and their records staged with the fields of their documents."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from summit_tui.archive.describe import References, involved_in
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.indexer.documents import Combinations, DocumentCollector
from summit_tui.archive.sqlite.indexer.events import EventRegistry
from summit_tui.archive.sqlite.ranking import default_key
from summit_tui.archive.sqlite.terms import TermNumbers
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, ParsedRecord, read_file

_REPORT_EVERY: Final = 2_000
"""Records between two reports of progress."""

_NEVER: Final = -(1 << 63)
"""Nanoseconds: a date that no file has."""

_INSERT: Final = f"INSERT INTO staged_record VALUES(?, ?, ?, ?, ?, ?, ?, 0{', ?' * 8})"


class Staging:
    """Reads files one after the other and stages their records."""

    def __init__(self, target: sqlite3.Connection, report: Report, file_count: int) -> None:
        self.events = EventRegistry()
        self.terms = TermNumbers(target)
        self.documents = DocumentCollector(self.terms)
        self.combinations = Combinations()
        self.readings: list[tuple[int, int, int, Mapping[str, Any]]] = []
        """Of each reading the number of its folder, of its file, its line, and the reading as in
        its file; `Any`: JSON types."""
        self.same_as: list[int] = []
        """The numbers of the records that declare to be the same as others."""
        self.involved: list[tuple[int, References]] = []
        """The number of each statement that involves others than its speaker, and their ids."""
        self._target = target
        self._report = report
        self._file_count = file_count
        self._texts: list[tuple[int, str, str, str, str, str]] = []
        """Rows of `staged_text` that are not written yet."""
        self._record_count = 0

    def add(self, number: int, file: CoverageFile) -> None:
        """Stage the records of the next file."""
        before = len(self.events.problems)
        self._target.executemany(_INSERT, self._rows(number, file))
        # A file that could not be read is tried again next time: no file has this date.
        problems = self.events.problems[before:]
        is_unread = any(problem.code == "E001" for problem in problems)
        mtime_ns = _NEVER if is_unread else file.mtime_ns
        row = (number, os.fsencode(file.path), file.name, file.size, mtime_ns)
        self._target.execute("INSERT INTO file VALUES(?, ?, ?, ?, ?, NULL, NULL)", row)
        self._write_texts()
        self._report(Progress("reading", number + 1, self._file_count, self._record_count))

    def _rows(self, number: int, file: CoverageFile) -> Iterator[tuple[object, ...]]:
        folder: int | None = None
        for parsed in read_file(file):
            if isinstance(parsed, Problem):
                self.events.problems.append(parsed)
                continue
            if parsed.kind == "event" and not self.events.add(file, parsed):
                continue
            folder = self.events.folder(file) if folder is None else folder
            if parsed.kind == "readings":
                self.readings.append((folder, number, parsed.line, parsed.data))
                continue
            yield self._row(folder, number, parsed.kind, parsed)
            self._record_count += 1
            if self._record_count % _REPORT_EVERY == 0:
                self._report(Progress("reading", number, self._file_count, self._record_count))
                self._write_texts()

    def _row(self, folder: int, file: int, kind: Kind, parsed: ParsedRecord) -> tuple[object, ...]:
        """Return the row of the next record in the table `staged_record`."""
        data, number = parsed.data, self._record_count
        fields = self.documents.fields(kind, data)
        self._texts.append(
            (number, parsed.text, fields.words, fields.name, fields.role, fields.terms)
        )
        if data.get("same_as"):
            self.same_as.append(number)
        if kind == "quotes" and (involved := involved_in(data)):
            self.involved.append((number, involved))
        record = (KINDS.index(kind), folder, data["id"], file, parsed.line, default_key(kind, data))
        return number, *record, *_remark_and_source(data), *self.combinations.add(folder, fields)

    def _write_texts(self) -> None:
        self._target.executemany("INSERT INTO staged_text VALUES(?, ?, ?, ?, ?, ?)", self._texts)
        self._texts.clear()


def _remark_and_source(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the remark of a statement, given as JSON types, and its source, or None twice."""
    remark = data.get("remark")
    return (remark, data["source"]) if remark else (None, None)
