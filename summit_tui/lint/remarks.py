"""Rules for the statements of one remark, as several sources have it."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from summit_tui.archive import Entry
from summit_tui.archive.describe import day_of
from summit_tui.i18n import gettext
from summit_tui.lint.rule import DiskResource, Rule, RuleContext
from summit_tui.model.dates import is_before
from summit_tui.model.problem import Problem
from summit_tui.model.records import Quote, Session
from summit_tui.model.references import speakers_of
from summit_tui.readers.parsed import where


class _Statement(NamedTuple):
    """A statement of a remark, as a row."""

    event: str
    remark: str
    path: str
    line: int
    id: str
    speakers: str
    """The ids of all who made it, the first of a joint statement first, with spaces between."""
    day: str | None
    """The day it was said; that of publication says too little."""
    ignored: str
    """The codes it ignores, as JSON."""

    @property
    def location(self) -> str:
        """Where it is."""
        return f"{self.path}:{self.line}"

    def ignores(self, code: str) -> bool:
        """Tell whether the record ignores a rule."""
        return code in json.loads(self.ignored)


class RemarkStatements(DiskResource):
    """The statements of all remarks."""

    schema = (
        "CREATE TABLE statement (event, remark, path, line, id, speakers, day, ignored,"
        "PRIMARY KEY (event, remark, path, line, id)) WITHOUT ROWID;"
    )

    def add(self, entry: Entry, quote: Quote) -> None:
        """Note a statement that says of which remark it is; a second time changes nothing."""
        session: Session | None = entry.link("sessions", quote.session)
        statement = _Statement(
            entry.address.event,
            quote.remark or "",
            entry.path,
            entry.line,
            quote.id,
            " ".join(speakers_of(quote)),
            quote.date or (session and day_of(session, {})) or None,
            json.dumps(quote.ignore),
        )
        self.database.execute(
            "INSERT OR IGNORE INTO statement VALUES(?, ?, ?, ?, ?, ?, ?, ?)", statement
        )

    def by_remark(self) -> Iterator[Iterator[_Statement]]:
        """Yield the statements of each remark, in the order of the files."""
        rows = self.database.execute(
            "SELECT * FROM statement ORDER BY event, remark, path, line, id"
        )
        for _, statements in groupby(map(_Statement._make, rows), itemgetter(0, 1)):
            yield statements


class _RemarkRule(Rule):
    """A rule for statements of one remark."""

    kinds = ("quotes",)

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._remarks = context.resource(RemarkStatements)

    def collect(self, entry: Entry) -> None:
        if isinstance(entry.record, Quote) and entry.record.remark:
            self._remarks.add(entry, entry.record)

    def report(self) -> Iterator[Problem]:
        for statements in self._remarks.by_remark():
            yield from self.check_remark(statements)

    def check_remark(self, statements: Iterator[_Statement]) -> Iterator[Problem]:
        """Yield what is wrong with the statements of one remark, of which there is one at least."""
        raise NotImplementedError

    def problem(self, statement: _Statement, message: str, field: str) -> Problem:
        """Return a problem of a statement."""
        location = where("quotes", None, (field,), statement.id)
        return Problem(statement.path, statement.line, location, self.code, message)


class LoneRemarkStatement(_RemarkRule):
    """A remark has one statement only."""

    code = "W210"
    title = "The remark has one statement only."
    explanation = (
        "`remark` says that several statements are the same remark as different sources have it. "
        'Give the others the same id, or leave it out. Example: `remark = "on-trade"` on one '
        'statement, `remark = "trade"` on the other.'
    )
    bad = """
quotes.direct.remark = "on-trade"

[quotes.again]
speaker = "diaz"
mode = "paraphrase"
text = "We do not want it closed."
source = "wire"
"""
    good = f'{bad}remark = "on-trade"'

    def check_remark(self, statements: Iterator[_Statement]) -> Iterator[Problem]:
        first = next(statements)
        if next(statements, None) is None and not first.ignores(self.code):
            template = (
                "no other statement is of the remark ‘{remark}’; leave it out, or name it there too"
            )
            yield self.problem(first, gettext(template, remark=first.remark), "remark")


class RemarkBySeveralSpeakers(_RemarkRule):
    """The statements of a remark name different speakers."""

    code = "E211"
    title = "The statements of one remark are by different speakers."
    explanation = (
        "What two people said are two remarks. Correct `speaker`, or give each a remark of its "
        'own. Example: `remark = "on-trade"` on a statement by the minister and on one by her '
        "spokesman."
    )
    bad = """
quotes.direct.remark = "on-trade"

[quotes.again]
speaker = "lindqvist"
mode = "paraphrase"
text = "We do not want it closed."
source = "wire"
remark = "on-trade"
"""
    good = bad.replace("lindqvist", "diaz")

    def check_remark(self, statements: Iterator[_Statement]) -> Iterator[Problem]:
        first: _Statement | None = None
        for statement in statements:
            if statement.ignores(self.code):
                continue
            first = first or statement
            if set(statement.speakers.split()).isdisjoint(first.speakers.split()):
                template = "the remark at {location} is by ‘{speaker}’; correct one"
                message = gettext(
                    template, location=first.location, speaker=first.speakers.split()[0]
                )
                yield self.problem(statement, message, "speaker")


class RemarkOnSeveralDays(_RemarkRule):
    """The statements of a remark were made on different days."""

    code = "W505"
    title = "The statements of one remark were made on different days."
    explanation = (
        "Then they are two remarks. Correct `date` or `session`, or give each a remark of its own. "
        "The day is that of the statement or its session, not that of publication; `2025-04` and "
        '`2025-04-14` do not differ. Example: `date = "2025-04-14"` on one and `date = '
        '"2025-04-15"` on the other.'
    )
    bad = """
quotes.direct.remark = "on-trade"

[quotes.again]
speaker = "diaz"
mode = "paraphrase"
text = "We do not want it closed."
source = "wire"
date = "2025-04-15"
remark = "on-trade"
"""
    good = bad.replace("2025-04-15", "2025-04")

    def check_remark(self, statements: Iterator[_Statement]) -> Iterator[Problem]:
        dated: _Statement | None = None
        for statement in statements:
            day = statement.day
            if not day or statement.ignores(self.code):
                continue
            dated = dated or statement
            known = dated.day or ""
            if is_before(known, day) or is_before(day, known):
                template = "the remark at {location} was made on {day}, not on {other}; correct one"
                message = gettext(template, location=dated.location, day=known, other=day)
                yield self.problem(statement, message, "date")
            elif len(day) > len(known):
                dated = statement
