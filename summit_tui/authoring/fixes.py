"""Problems that carry the change that mends them, as changes of their files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from summit_tui.authoring.destination import writable
from summit_tui.authoring.revision import Data, Revision, revise
from summit_tui.model.kinds import Table
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, read_file, shown_path
from summit_tui.readers.parsed import ParsedRecord


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends the problems of one record."""

    path: str
    """The file that holds it."""
    table: Table
    record: Data
    """The record as it was read."""
    problems: Sequence[Problem]
    """Those that are mended, each with its edit."""

    def revision(self) -> Revision:
        """Return the change of the file as it is now.

        Raises `RefusedError` where the file cannot be changed so, and `OSError` where it cannot be
        read.
        """
        edits = (problem.edit for problem in self.problems)
        changes = {edit.field: edit.value for edit in edits if edit}
        return revise(writable(self.path), self.table, self.record, changes)


def fixes(problems: Iterable[Problem]) -> Iterator[Fix]:
    """Yield what mends problems, record by record, in the order of files and lines.

    Every record is looked up before the first fix is given, because a fix moves the lines below.
    Where two problems of a record would write the same field, the first one is mended; `check`
    finds the other again. What is no longer where it was reported is left out.
    """
    editable = sorted(
        (problem for problem in problems if problem.edit),
        key=lambda problem: (problem.path, problem.line),
    )
    result: list[Fix] = []
    for path, of_file in groupby(editable, key=lambda problem: problem.path):
        records = _records_by_line(path)
        for line, of_line in groupby(of_file, key=lambda problem: problem.line):
            result += _of_line(path, records.get(line, []), list(of_line))
    yield from result


def _of_line(path: str, records: list[ParsedRecord], problems: list[Problem]) -> Iterator[Fix]:
    for record in records:
        # A line may hold a whole list: the location of a problem ends with the record's id.
        own = [problem for problem in problems if _is_of(problem, record) or len(records) == 1]
        by_field: dict[str, Problem] = {}
        for problem in own:
            if problem.edit:
                by_field.setdefault(problem.edit.field, problem)
        if by_field:
            yield Fix(path, record.kind, record.data, tuple(by_field.values()))


def _is_of(problem: Problem, record: ParsedRecord) -> bool:
    return problem.where.startswith(record.kind) and problem.where.endswith(
        f" {record.data.get('id')}"
    )


def _records_by_line(path: str) -> Mapping[int, list[ParsedRecord]]:
    """Return the records of a file by the lines on which they begin."""
    folder = shown_path(Path(path).parent)
    lines: dict[int, list[ParsedRecord]] = {}
    for item in read_file(CoverageFile(path, path, folder, folder, 0, 0)):
        if isinstance(item, ParsedRecord):
            lines.setdefault(item.line, []).append(item)
    return lines
