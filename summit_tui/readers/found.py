"""What every format hands on: a valid record where it stands, or what is wrong with it."""

import re
from typing import Any, Final, NamedTuple, get_args

from summit_tui.model.fields import Id
from summit_tui.model.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.model.text import escape_controls, one_line

Path = tuple[str | int, ...]
"""The keys and indexes that lead from a record to a value inside it."""

SURROGATE: Final = re.compile("[\udc80-\udcff]")
"""A byte that was not UTF-8, as Python's `surrogateescape` keeps it."""

_ID: Final = re.compile(get_args(Id)[1].pattern)
_SHOWN: Final = 60


class ParsedRecord(NamedTuple):
    """A valid record where it stands."""

    kind: Table
    """What sort of record it is, or that it is a reading."""
    data: dict[str, Any]
    """The record as in its file, as JSON types; dates are ISO 8601 text, control characters in
    keys and values are visible. `Any`: the values are those of its kind's class."""
    line: int
    """The line on which it begins, counted from 1."""
    text: str
    """`data` as JSON on one line and without spaces."""


class FieldError(NamedTuple):
    """One thing wrong inside a record, before it is known on which line that is."""

    path: Path
    """Where in the record; empty for the record as a whole."""
    code: str
    """One of `CODES`."""
    message: str
    """A sentence that says what is wrong and what to do."""


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
    """Return text from a file as it may stand in a message: marked off, on one line, short."""
    text = one_line(text[: 4 * _SHOWN])
    return f"`{text}`" if len(text) <= _SHOWN else f"`{text[:_SHOWN]}…`"


def visible_data(value: Any) -> Any:
    """Return a JSON value with the control characters in its keys and texts visible.

    `Any`: nothing is known about the value yet.
    """
    match value:
        case str():
            # Nothing printable has to change, and to know that is quicker.
            return value if value.isprintable() else escape_controls(value)
        case list():
            return [visible_data(one) for one in value]
        case dict():
            return {escape_controls(key): visible_data(one) for key, one in value.items()}
    return value


def where(kind: str, index: int | None, path: Path = (), id: object = None) -> str:
    """Return how a problem names a place: a path as in `jq`, then the record's id if it has one."""
    parts = [kind, "" if index is None else f"[{index}]"]
    parts += [
        f"[{key}]" if isinstance(key, int) else f".{display_value(key)[1:-1]}" for key in path
    ]
    if isinstance(id, str) and _ID.fullmatch(id):
        parts.append(f" {display_value(id)[1:-1]}")
    return "".join(parts)


def unknown_table(word: str, noun: str) -> str:
    """Return the message for a table whose name is no kind; `noun` is what the format calls it."""
    from difflib import get_close_matches  # most files have no such slip

    meant = table_named(word)
    near = [meant] if meant else get_close_matches(word[:40].casefold(), TABLES, 1)
    question = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(TABLES)}"
    return f"unknown {noun} {display_value(word)}; {question}"


def not_a_record(kind: Table) -> str:
    """Return the message for a value of a list that is no record."""
    first = "record" if kind == "readings" else "id"
    return f"each of the {kind} must be a table of fields, such as {first}"


def not_a_list(kind: Table, written: str) -> str:
    """Return the message for a list of records that is something else; `written` is how it is."""
    return f"must be a list, one table for each {SINGULAR[kind]}: write {written}"


def not_a_table(written: str) -> str:
    """Return the message for an event that is something else than one table."""
    return f"must be one table, because a file has one event: write {written}"
