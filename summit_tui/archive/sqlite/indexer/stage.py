"""The records of coverage files are set aside as they are read, with what each says itself."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.indexer.documents import Combinations, DocumentCollector
from summit_tui.archive.sqlite.indexer.events import EventRegistry
from summit_tui.archive.sqlite.ranking import place_of
from summit_tui.archive.sqlite.terms import TermNumbers
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, ParsedRecord, read_file

_STRIDE: Final = 2_000
"""Records between two reports of progress."""

_NEVER: Final = -(1 << 63)

_STAGED: Final = f"INSERT INTO staged_record VALUES(?, ?, ?, ?, ?, ?, ?, 0{', ?' * 7})"


class Staging:
    """Reads files one after the other and sets their records aside."""

    def __init__(self, target: sqlite3.Connection, report: Report, files: int) -> None:
        self.filing = EventRegistry()
        self.marks = TermNumbers(target)
        self.gathering = DocumentCollector(self.marks)
        self.naming = Combinations()
        self.readings: list[tuple[int, int, int, Mapping[str, Any]]] = []
        """The number of the folder of each reading, and of its file, its line, and itself as in
        its file; `Any`: JSON types."""
        self.tied: list[int] = []
        """The numbers of the records that say to be the same as others."""
        self._target = target
        self._report = report
        self._files = files
        self._texts: list[tuple[int, str, str, str, str, str]] = []
        """What is not written yet of the records: it stands in a table of its own."""
        self._records = 0

    def take(self, number: int, file: CoverageFile) -> None:
        """Set the records of the next file aside."""
        before = len(self.filing.problems)
        self._target.executemany(_STAGED, self._rows(number, file))
        # A file that could not be read is tried again next time: no file has this date.
        unread = any(one.code == "E001" for one in self.filing.problems[before:])
        changed = _NEVER if unread else file.mtime_ns
        row = (number, os.fsencode(file.path), file.name, file.size, changed)
        self._target.execute("INSERT INTO file VALUES(?, ?, ?, ?, ?, NULL, NULL)", row)
        self._write_texts()
        self._report(Progress("reading", number + 1, self._files, self._records))

    def _rows(self, number: int, file: CoverageFile) -> Iterator[tuple[object, ...]]:
        folder: int | None = None
        for found in read_file(file):
            if isinstance(found, Problem):
                self.filing.problems.append(found)
                continue
            if found.kind == "event" and not self.filing.take(file, found):
                continue
            folder = self.filing.folder(file) if folder is None else folder
            if found.kind == "readings":
                self.readings.append((folder, number, found.line, found.data))
                continue
            yield self._row(folder, number, found.kind, found)
            self._records += 1
            if self._records % _STRIDE == 0:
                self._report(Progress("reading", number, self._files, self._records))
                self._write_texts()

    def _row(self, folder: int, file: int, kind: Kind, found: ParsedRecord) -> tuple[object, ...]:
        """Return how the next record stands in the table of those set aside."""
        data, number = found.data, self._records
        own = self.gathering.own(kind, data)
        self._texts.append((number, found.text, own.words, own.name, own.role, own.marks))
        if data.get("same_as"):
            self.tied.append(number)
        place = (KINDS.index(kind), folder, data["id"], file, found.line, place_of(kind, data))
        return number, *place, *_account(data), *self.naming.numbers(folder, own)

    def _write_texts(self) -> None:
        self._target.executemany("INSERT INTO staged_text VALUES(?, ?, ?, ?, ?, ?)", self._texts)
        self._texts.clear()


def _account(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the remark that a record, as JSON types, is an account of, and its source."""
    remark = data.get("remark")
    return (remark, data["source"]) if remark else (None, None)
