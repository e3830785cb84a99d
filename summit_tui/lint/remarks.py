"""Statements of one remark that cannot be one, or of which there is but one."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.archive.describe import day_of
from summit_tui.model.dates import is_before
from summit_tui.model.problem import Problem
from summit_tui.model.records import Quote, Session
from summit_tui.readers.found import where

_TABLE: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;
CREATE TABLE told (event, remark, path, line, id, speaker, day, ignored);
"""
_TOLD: Final = "SELECT * FROM told ORDER BY event, remark, path, line, id"


class _Told(NamedTuple):
    """A statement of a remark."""

    event: str
    remark: str
    path: str
    line: int
    id: str
    speaker: str
    day: str | None
    """The day it was said; that of publication says too little."""
    ignored: str
    """The codes it ignores, as JSON."""

    def problem(self, code: str, message: str, field: str) -> Problem:
        place = where("quotes", None, (field,), self.id)
        return Problem(self.path, self.line, place, code, message)

    def minds(self, code: str) -> bool:
        return code not in json.loads(self.ignored)


class Remarks:
    """The statements of all remarks, on disk."""

    def __init__(self) -> None:
        # An unnamed database is a temporary file of SQLite's, gone when it is closed.
        self._database = sqlite3.connect("")
        self._database.executescript(_TABLE)

    def add(self, entry: Entry) -> None:
        """Note a statement that says of which remark it is."""
        quote = entry.record
        if not isinstance(quote, Quote) or not quote.remark:
            return
        session: Session | None = entry.link("sessions", quote.session)
        told = _Told(
            entry.address.event,
            quote.remark,
            entry.path,
            entry.line,
            quote.id,
            quote.speaker,
            quote.date or (session and day_of(session, {})) or None,
            json.dumps(quote.ignore),
        )
        self._database.execute("INSERT INTO told VALUES(?, ?, ?, ?, ?, ?, ?, ?)", told)

    def found(self) -> Iterator[Problem]:
        """Yield what is wrong with each remark, in the order of the files."""
        rows = map(_Told._make, self._database.execute(_TOLD))
        for _, told in groupby(rows, itemgetter(0, 1)):
            yield from _differing(told)

    def close(self) -> None:
        """Let go of the disk's room."""
        self._database.close()


def _differing(statements: Iterator[_Told]) -> Iterator[Problem]:
    """Yield a problem for each statement of a remark that does not go with those before it."""
    first = next(statements)
    is_alone = True
    by = first if first.minds("E211") else None
    dated = first if first.day and first.minds("W505") else None
    for told in statements:
        is_alone = False
        if told.minds("E211"):
            by = by or told
            if told.speaker != by.speaker:
                message = f"the remark at {by.path}:{by.line} is by ‘{by.speaker}’; correct one"
                yield told.problem("E211", message, "speaker")
        if told.day and told.minds("W505"):
            dated = dated or told
            if is_before(dated.day, told.day) or is_before(told.day, dated.day):
                message = f"the remark at {dated.path}:{dated.line} was made on {dated.day}"
                yield told.problem("W505", f"{message}, not on {told.day}; correct one", "date")
            elif len(told.day) > len(dated.day or ""):
                dated = told
    if is_alone and first.minds("W210"):
        message = f"no other statement is of the remark ‘{first.remark}’; leave it out, or name it"
        yield first.problem("W210", f"{message} there too", "remark")
