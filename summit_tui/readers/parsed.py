"""What every reader yields: valid records with their lines, and the names and texts of problems."""

import re
from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple, get_args

from summit_tui.i18n import Sentence, gettext_lazy
from summit_tui.model.fields import Id
from summit_tui.model.invisible import show_hidden
from summit_tui.model.kinds import TABLES, Table, table_named
from summit_tui.model.text import escape_controls, one_line

Path = tuple[str | int, ...]
"""The keys and indexes that lead from a record to a value inside it."""

SURROGATE: Final = re.compile("[\udc80-\udcff]")
"""A byte that was not UTF-8, as Python's `surrogateescape` keeps it."""

_ID: Final = re.compile(get_args(Id)[1].pattern)
_MAX_SHOWN: Final = 60
"""The most characters of a text from a file that a message repeats."""


class ParsedRecord(NamedTuple):
    """A valid record and where it is."""

    kind: Table
    """The record's kind, or `readings`."""
    data: dict[str, Any]
    """The record as in its file, as JSON types; dates are ISO 8601 text, control characters in
    keys and values are visible. `Any`: the values are those of its kind's class."""
    line: int
    """The line on which it begins, counted from 1."""
    text: str
    """`data` as JSON on one line and without spaces."""


class FieldError(NamedTuple):
    """One thing wrong inside a record, before its line is known."""

    path: Path
    """Where in the record; empty for the record as a whole."""
    code: str
    """One of `CODES`."""
    message: Sentence | str
    """What is wrong and what to do."""


class Lines:
    """The line on which a position of a text lies; fast for positions near the last one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._line = 1

    def at(self, position: int) -> int:
        """Return the line of a position, both counted as in editors and Python: from 1, from 0."""
        if position >= self._position:
            self._line += self._text.count("\n", self._position, position)
        else:
            self._line -= self._text.count("\n", position, self._position)
        self._position = position
        return self._line


def display_value(text: str) -> str:
    """Return text from a file as messages repeat it: in backticks, on one line, short."""
    text = one_line(text[: 4 * _MAX_SHOWN])
    return f"`{text}`" if len(text) <= _MAX_SHOWN else f"`{show_hidden(text[:_MAX_SHOWN])}…`"


def visible_data(value: Any) -> Any:
    """Return a JSON value with the control characters in its keys and texts visible.

    `Any`: nothing is known about the value yet.
    """
    match value:
        case str():
            # Nothing printable has to change, and that test is quicker.
            return value if value.isprintable() else escape_controls(value)
        case list():
            return [visible_data(item) for item in value]
        case dict():
            return {escape_controls(key): visible_data(item) for key, item in value.items()}
    return value


def where(kind: str, index: int | None, path: Path = (), id: object = None) -> str:
    """Return a problem's location: a path as in `jq`, then the record's id if it has one."""
    parts = [kind, "" if index is None else f"[{index}]"]
    parts += [
        f"[{key}]" if isinstance(key, int) else f".{display_value(key)[1:-1]}" for key in path
    ]
    if isinstance(id, str) and _ID.fullmatch(id):
        parts.append(f" {display_value(id)[1:-1]}")
    return "".join(parts)


_UNKNOWN: Final = {
    "table": "unknown table {name}; known are {tables}",
    "kind": "unknown kind {name}; known are {tables}",
}
_UNKNOWN_BUT_NEAR: Final = {
    "table": "unknown table {name}; did you mean `{near}`?",
    "kind": "unknown kind {name}; did you mean `{near}`?",
}


def unknown_table(word: str, noun: Literal["table", "kind"]) -> Sentence:
    """Return the message for a table whose name is no kind; `noun` is what the format calls it."""
    from difflib import get_close_matches  # most files have no such slip

    table = table_named(word)
    near = [table] if table else get_close_matches(word[:40].casefold(), TABLES, 1)
    name = display_value(word)
    if near:
        return gettext_lazy(_UNKNOWN_BUT_NEAR[noun], name=name, near=near[0])
    return gettext_lazy(_UNKNOWN[noun], name=name, tables=TABLES)


def not_a_record(kind: Table) -> Sentence:
    """Return the message for a value of a list that is no record."""
    first = "record" if kind == "readings" else "id"
    template = "each of the {kind} must be a table of fields, such as {field}"
    return gettext_lazy(template, kind=kind, field=first)


_NOT_A_LIST: Final[Mapping[Table, str]] = {
    "sessions": "must be a list, one table for each session: write {example}",
    "speakers": "must be a list, one table for each speaker: write {example}",
    "quotes": "must be a list, one table for each quote: write {example}",
    "delegations": "must be a list, one table for each delegation: write {example}",
    "sources": "must be a list, one table for each source: write {example}",
    "readings": "must be a list, one table for each reading: write {example}",
}


def not_a_list(kind: Table, example: str) -> Sentence:
    """Return the message for a list of records that is something else; `example` shows a list."""
    return gettext_lazy(_NOT_A_LIST[kind], example=example)


def not_a_table(example: str) -> Sentence:
    """Return the message for an event that is something else than one table, as `example` is."""
    template = "must be one table, because a file has one event: write {example}"
    return gettext_lazy(template, example=example)
