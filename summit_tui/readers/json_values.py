"""Decodes JSON values one by one, and finds the positions of their keys in the text."""

import json
import re
from contextlib import suppress
from enum import Enum, auto
from functools import cached_property
from typing import Any, Final

from summit_tui.i18n import gettext_lazy
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls
from summit_tui.readers import limits
from summit_tui.readers.parsed import Path, visible_data
from summit_tui.readers.schema import decode_fast

_MAX_DEPTH: Final = 4
"""No record nests deeper; what does is skipped as a whole."""

_LOOKAHEAD: Final = 1 << 14
"""The characters within which the end of a record is looked for before it is decoded."""

_DECODER: Final = json.JSONDecoder(parse_int=float)
"""Numbers are read as by `JsonValues`."""

_SPACE: Final = re.compile(r"[ \t\r\n]*")


class JsonValues:
    """Decodes values, and remembers whether the last one has an object with a key twice."""

    def __init__(self) -> None:
        self.has_duplicates = False

    @cached_property
    def _decoder(self) -> json.JSONDecoder:
        # Made only where it is needed: most files are small and sound.
        # No field is a number, so any number is as wrong as another; `float` reads all of them,
        # while `int` refuses very long ones.
        return json.JSONDecoder(object_pairs_hook=self._object, parse_int=float)

    def decode(self, text: str, start: int) -> tuple[Any, int]:
        """Return the value that begins at `start`, and the position after it.

        Raises `json.JSONDecodeError`, and `RecursionError` where it is nested too deeply.
        """
        self.has_duplicates = False
        return self._decoder.raw_decode(text, start)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.has_duplicates = True
        return members


def decode_at(text: str, start: int) -> tuple[Any, bytes, int]:
    """Return the value that begins at `start`, its JSON, and the position after it.

    Raises `ValueError` where there may be none, and `RecursionError`. Duplicate keys are not
    noticed. `Any`: nothing is known about the value yet.
    """
    if end := _likely_end(text, start):
        raw = text[start:end].encode()
        with suppress(ValueError):
            return decode_fast(raw), raw, end
    data, end = _DECODER.raw_decode(text, start)
    if end - start > limits.RECORD_LIMIT:
        raise ValueError
    return data, text[start:end].encode(), end


def _likely_end(text: str, start: int) -> int:
    """Return where a record in one of the usual layouts ends, or 0 for any other layout.

    It is on one line, or its closing brace is indented like its first line.
    """
    line_end = text.find("\n", start, start + _LOOKAHEAD)
    if line_end < 0:
        return 0
    if text[line_end - 1] != "{":
        return text.rfind("}", start, line_end) + 1
    indent = indent_at(text, start)
    if indent is None:
        return 0
    closing = f"\n{indent}}}"
    position = text.find(closing, line_end, line_end + _LOOKAHEAD)
    return position + len(closing) if position >= 0 else 0


def indent_at(text: str, position: int) -> str | None:
    """Return the white space before a position, or None if it does not begin its line."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before if not before.strip(" \t") else None


class JsonPositions:
    """The positions of the keys and items within one valid JSON value."""

    def __init__(self, text: str, start: int, values: JsonValues) -> None:
        self.duplicates: list[Path] = []
        """The keys that occur a second time."""
        self._text = text
        self._values = values
        self._positions: dict[Path, int] = {(): start}
        self._value(start, ())

    def of(self, path: Path) -> int:
        """Return where a key or item begins, or the innermost known value that holds it."""
        while path not in self._positions:
            path = path[:-1]
        return self._positions[path]

    def _value(self, position: int, path: Path) -> int:
        """Record the positions within the value at `position`; return where it ends."""
        first = self._text[position]
        if first not in "{[" or len(path) >= _MAX_DEPTH:
            return self._values.decode(self._text, position)[1]
        position = skip_space(self._text, position + 1)
        index = 0
        while self._text[position] not in "}]":
            key: str | int = index
            start = position
            if first == "{":
                name, position = self._values.decode(self._text, position)
                key = escape_controls(name)
                position = skip_space(self._text, skip_space(self._text, position) + 1)
            self._record((*path, key), start)
            position = skip_space(self._text, self._value(position, (*path, key)))
            if self._text[position] == ",":
                position = skip_space(self._text, position + 1)
            index += 1
        return position + 1

    def _record(self, path: Path, start: int) -> None:
        if path in self._positions:
            self.duplicates.append(path)
        # The later value is the one that was validated.
        self._positions[path] = start


def skip_space(text: str, position: int) -> int:
    """Return the position of the first character after white space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def clean_surrogates(data: Any, text: str, start: int, end: int) -> Any:
    """Return the value decoded from a part of a text with its control characters visible.

    Only text with an escape or a control character has to be searched. `Any`: nothing is known
    about the value yet.
    """
    raw = text[start:end]
    if "\\" in raw:
        return visible_data(data)
    # Neither TOML nor JSON allows a raw control character below the space within a string.
    is_plain = raw.isascii() and "\x7f" not in raw
    return (
        data if is_plain or raw.isprintable() or escape_controls(raw) is raw else visible_data(data)
    )


class Lost(Enum):
    """What of a JSON file is not read after a syntax error."""

    NOTHING = auto()
    REST_OF_LIST = auto()
    REST_OF_FILE = auto()


_TOO_DEEP: Final = {
    Lost.NOTHING: "is nested too deeply",
    Lost.REST_OF_LIST: "is nested too deeply; what follows it in this list was not read",
    Lost.REST_OF_FILE: "is nested too deeply; what follows it in this file was not read",
}
_NOT_JSON: Final = {
    Lost.NOTHING: "is not valid JSON: {reason} (column {column})",
    Lost.REST_OF_LIST: (
        "is not valid JSON: {reason} (column {column}); what follows it in this list was not read"
    ),
    Lost.REST_OF_FILE: (
        "is not valid JSON: {reason} (column {column}); what follows it in this file was not read"
    ),
}


def syntax_problem(
    name: str,
    line: int,
    where: str,
    error: json.JSONDecodeError | RecursionError,
    lost: Lost = Lost.NOTHING,
) -> Problem:
    """Return the problem for a value that cannot be decoded."""
    if isinstance(error, RecursionError):
        return Problem(name, line, where, "E004", gettext_lazy(_TOO_DEEP[lost]))
    reason = error.msg[0].lower() + error.msg[1:]
    message = gettext_lazy(_NOT_JSON[lost], reason=reason, column=str(error.colno))
    return Problem(name, line, where, "E003", message)
