"""The problems of an index, kept so that they are shown in the language of whoever opens it."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.i18n import Sentence, SentenceValue
from summit_tui.model.problem import Problem


def write_problems(target: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    """Write the problems of the files, in the order given."""
    target.executemany(
        "INSERT INTO problem VALUES(?, ?, ?, ?, ?, ?)",
        ((*row, checksum(b"", *row)) for row in map(_row, problems)),
    )


def problems_in(connection: sqlite3.Connection) -> list[Problem]:
    """Return the problems of the files; raise `IndexCorruptError` where the table is damaged."""
    problems = []
    for *row, stored_checksum in connection.execute("SELECT * FROM problem ORDER BY rowid"):
        verify(stored_checksum, b"", *row)
        path, line, where, code, sentence = row
        problems.append(Problem(path, line, where, code, _sentence(json.loads(sentence))))
    return problems


def format_listing(problems: Iterable[Problem]) -> str:
    """Return the problems of listing the files as `meta` keeps them, each on a line."""
    return "\n".join(json.dumps(_row(problem)) for problem in problems)


def _row(problem: Problem) -> tuple[str, int, str, str, str]:
    sentence = json.dumps(_as_json(problem.sentence))
    return problem.path, problem.line, problem.where, problem.code, sentence


def _as_json(value: SentenceValue) -> object:
    """Return a sentence as an object of its template and values; a text is one, too."""
    if isinstance(value, Sentence):
        values = {name: _as_json(inner) for name, inner in value.values}
        return {"template": value.template, "values": values}
    return value


def _sentence(stored: Any) -> Sentence | str:
    """Return what `_as_json` was given; `Any`: the JSON of an index, whose checksum is right."""
    if isinstance(stored, str):
        return stored
    values = ((name, _value(inner)) for name, inner in stored["values"].items())
    return Sentence(stored["template"], tuple(values))


def _value(stored: Any) -> SentenceValue:
    match stored:
        case dict():
            return _sentence(stored)
        case list():
            return tuple(stored)
    number_or_text: int | str = stored
    return number_or_text
