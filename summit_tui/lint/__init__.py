"""What is wrong or doubtful with a coverage beyond the shape of its records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import product
from pathlib import Path

from summit_tui.archive import Archive, Entry, Search, Sort, SourcedReading, iterate_hits
from summit_tui.archive.query.tree import And
from summit_tui.lint.catalog import CODES, RULES, unknown_code_message
from summit_tui.lint.evidence import Excerpts
from summit_tui.lint.readings import ReadingNotInSource
from summit_tui.lint.report import REPORT_FORMATS, ReportFormat, render_report
from summit_tui.lint.rule import (
    CodeDescription,
    RecordDoubts,
    Rule,
    RuleContext,
    Violation,
    reading_location,
    record_location,
)
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.model.text import one_line

__all__ = [
    "CODES",
    "REPORT_FORMATS",
    "CodeDescription",
    "ReportFormat",
    "Rule",
    "lint",
    "lint_reading",
    "lint_record",
    "render_report",
    "unknown_code_message",
]

_Check = tuple[str, Callable[[Entry], Iterable[Violation]]]
"""The code of a rule and its hook for one record."""
_ReadingCheck = tuple[str, Callable[[SourcedReading], Iterable[Violation]]]
"""The code of a rule and its hook for one reading."""


class _Checks:
    """The checks of records of one kind, without those that have nothing to say of a record."""

    def __init__(self, context: RuleContext, rules: Sequence[Rule]) -> None:
        self._doubts = context.resource(RecordDoubts)
        self._excerpts = context.resource(Excerpts)
        checking = [rule for rule in rules if type(rule).check is not Rule.check]
        self._by_needs: dict[tuple[bool, bool], Sequence[_Check]] = {}
        for with_doubts, with_text in product((False, True), repeat=2):
            has = {"record": True, "doubts": with_doubts, "text": with_text}
            self._by_needs[with_doubts, with_text] = [
                (rule.code, rule.check) for rule in checking if has[rule.needs]
            ]

    def of(self, entry: Entry) -> Sequence[_Check]:
        """Return those that may have something to say of a record."""
        with_doubts = bool(self._doubts.of(entry))
        return self._by_needs[with_doubts, self._excerpts.text(entry) is not None]


def lint(
    archive: Archive, *, texts: Path | None = None, ignore: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield the problems of all records, kind by kind, then those of many records together.

    Memory stays flat. The problems of one record come in the order of their codes.

    `texts` is a folder in which the text of a source lies under its id and `.txt`; else, and where
    it has none, a text lies where its source says. Codes in `ignore` are left out everywhere, and
    those of a record's own `ignore` for that record. What was wrong when the files were read is
    not repeated here: `archive.info().problems` has it.
    """
    for code in ignore:
        if code not in CODES:
            yield Problem("ignore", 0, "", "E205", unknown_code_message(code))
    with closing(RuleContext(archive, texts, CODES)) as context:
        rules = [rule(context) for code, rule in RULES.items() if code not in ignore]
        for problem in _problems(context, rules):
            # A message repeats what is in a file, as it is there.
            yield problem._replace(sentence=one_line(problem.message))


def _problems(context: RuleContext, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Yield what the rules find in each record, in each reading, and in all of them together."""
    for kind in KINDS:
        yield from _check_records(context, kind, [rule for rule in rules if kind in rule.kinds])
    yield from _check_readings(context.archive, rules)
    for rule in rules:
        yield from rule.report()


def lint_record(
    archive: Archive, entry: Entry, *, texts: Path | None = None, ignore: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield the problems that one record has by itself; the archive need not hold it yet.

    What only many records together show is left out. `texts` and `ignore` are those of `lint`.
    """
    with closing(RuleContext(archive, texts, CODES)) as context:
        rules = [rule(context) for code, rule in RULES.items() if code not in ignore]
        own = [rule for rule in rules if entry.address.kind in rule.kinds]
        yield from _check_record(entry, _Checks(context, own).of(entry))


def lint_reading(
    archive: Archive, sourced: SourcedReading, *, texts: Path | None = None
) -> Iterator[Problem]:
    """Yield the problems that one reading has by itself; the archive need not hold it yet."""
    with closing(RuleContext(archive, texts, CODES)) as context:
        rules = [rule(context) for rule in RULES.values()]
        yield from _check_reading(sourced, _reading_checks(rules))
        in_source = (rule for rule in rules if isinstance(rule, ReadingNotInSource))
        for rule in in_source:
            yield from rule.problems(sourced.event, sourced.reading, sourced.path, sourced.line)


def _check_records(context: RuleContext, kind: Kind, rules: Sequence[Rule]) -> Iterator[Problem]:
    collectors = [rule.collect for rule in rules if type(rule).collect is not Rule.collect]
    checks = _Checks(context, rules)
    # A source's text is prepared once if its statements come together.
    sort: Sort = Sort.SOURCE if kind == "quotes" else Sort.DEFAULT
    for entry in iterate_hits(context.archive, Search(And(), kind, sort)):
        for collect in collectors:
            collect(entry)
        yield from _check_record(entry, checks.of(entry))


def _check_record(entry: Entry, checks: Sequence[_Check]) -> Iterator[Problem]:
    if ignored := entry.record.ignore:
        checks = [(code, check) for code, check in checks if code not in ignored]
    for code, check in checks:
        for message, field, edit in check(entry):
            location = record_location(entry, field)
            yield Problem(entry.path, entry.line, location, code, message, edit)


def _check_readings(archive: Archive, rules: Sequence[Rule]) -> Iterator[Problem]:
    checks = _reading_checks(rules)
    for sourced in archive.readings():
        yield from _check_reading(sourced, checks)


def _reading_checks(rules: Sequence[Rule]) -> Sequence[_ReadingCheck]:
    return [
        (rule.code, rule.check_reading)
        for rule in rules
        if type(rule).check_reading is not Rule.check_reading
    ]


def _check_reading(sourced: SourcedReading, checks: Sequence[_ReadingCheck]) -> Iterator[Problem]:
    for code, check in checks:
        if code not in sourced.reading.ignore:
            for message, field, edit in check(sourced):
                location = reading_location(sourced.reading, field)
                yield Problem(sourced.path, sourced.line, location, code, message, edit)
