"""What is wrong or doubtful with a coverage beyond the shape of its records."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from summit_tui.archive import Archive, Entry, Search, Sort, iterate_hits
from summit_tui.archive.query.tree import And
from summit_tui.lint.catalog import (
    CODES,
    REPORT_FORMATS,
    ReportFormat,
    render_report,
    unknown_code_message,
    unknown_code_violations,
)
from summit_tui.lint.dates import date_violations
from summit_tui.lint.duplicates import Duplicates
from summit_tui.lint.evidence import CheckedTexts, evidence_violations, text_violations
from summit_tui.lint.people import Names, ambiguous_names, capacity_violations
from summit_tui.lint.readings import Readings, unchosen_readings
from summit_tui.lint.references import References
from summit_tui.lint.remarks import Remarks
from summit_tui.lint.rule import Rule, Violation
from summit_tui.lint.standards import standard_violations
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.readers.found import where

__all__ = [
    "CODES",
    "REPORT_FORMATS",
    "ReportFormat",
    "Rule",
    "lint",
    "render_report",
    "unknown_code_message",
]


def lint(
    archive: Archive, *, texts: Path | None = None, ignore: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield the problems of all records, kind by kind, at flat memory.

    `texts` is a folder in which the text of a source lies under its id and `.txt`; else, and where
    it has none, a text lies where its source says. Codes in `ignore` are left out everywhere, and
    those of a record's own `ignore` for that record. What was wrong when the files were read is
    not repeated here: `archive.info().problems` has it.
    """
    for code, message, _ in unknown_code_violations(ignore):
        yield Problem("ignore", 0, "", code, message)
    silent = frozenset(ignore)
    yield from (one for one in _problems(archive, texts) if one.code not in silent)


def _problems(archive: Archive, folder: Path | None) -> Iterator[Problem]:
    texts = CheckedTexts(archive, folder)
    with ExitStack() as stack:
        twins = stack.enter_context(closing(Duplicates()))
        names = stack.enter_context(closing(Names()))
        remarks = stack.enter_context(closing(Remarks()))
        readings = stack.enter_context(closing(Readings(archive)))
        checks = _Checks(References(archive), texts, names, readings)
        for kind in KINDS:
            # A source's text is prepared once if its statements come together.
            sort: Sort = Sort.SOURCE if kind == "quotes" else Sort.DEFAULT
            for entry in iterate_hits(archive, Search(And(), kind, sort)):
                editions = archive.editions(entry.address) if kind == "speakers" else ()
                twins.add(entry, editions[0].address if editions else entry.address)
                names.add(entry)
                remarks.add(entry)
                for code, message, field in checks.of(entry):
                    if code not in entry.record.ignore:
                        path = (field,) if field else ()
                        place = where(kind, None, path, entry.address.id)
                        yield Problem(entry.path, entry.line, place, code, message)
        yield from twins.found()
        yield from remarks.found()
        yield from readings.wrong(texts)


class _Checks:
    """Every check of a single record, with what they look things up in."""

    def __init__(
        self, links: References, texts: CheckedTexts, names: Names, readings: Readings
    ) -> None:
        self._links = links
        self._texts = texts
        self._names = names
        self._readings = readings

    def of(self, entry: Entry) -> Iterator[Violation]:
        """Yield what is wrong or doubtful with one record."""
        yield from unknown_code_violations(entry.record.ignore)
        yield from self._links.broken(entry)
        yield from date_violations(entry)
        yield from standard_violations(entry)
        yield from unchosen_readings(entry)
        kind: Kind = entry.address.kind
        if kind in ("speakers", "delegations"):
            yield from self._links.unlike(entry)
            yield from ambiguous_names(entry)
        elif kind == "quotes":
            yield from capacity_violations(entry)
            yield from self._names.misattributed(entry)
            yield from evidence_violations(entry, self._texts)
        elif kind == "sources":
            if not self._readings.rest_on(entry.address):
                yield from self._links.idle(entry)
            yield from text_violations(entry, self._texts)
