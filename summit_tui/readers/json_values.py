"""Decodes JSON values one by one, and says where in the text their keys stand."""

import json
import re
from contextlib import suppress
from typing import Any, Final

from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls
from summit_tui.readers import limits
from summit_tui.readers.found import Path, visible_data
from summit_tui.readers.schema import decode_fast

_DEPTH: Final = 4
"""No record nests deeper; what does is skipped as a whole."""

_FAR: Final = 1 << 14
"""Characters within which the end of a record is looked for before it is decoded."""

_DECODER: Final = json.JSONDecoder(parse_int=float)
"""Numbers are read as by `JsonValues`."""

_SPACE: Final = re.compile(r"[ \t\r\n]*")

TOO_DEEP: Final = "is nested too deeply"
NOT_JSON: Final = "is not valid JSON"


class JsonValues:
    """Decodes values, and remembers whether the last one has an object with a key twice."""

    def __init__(self) -> None:
        # No field is a number, so any number is as wrong as another; `float` reads all of them,
        # while `int` gives up on very long ones.
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_int=float)
        self.doubled = False

    def decode(self, text: str, start: int) -> tuple[Any, int]:
        """Return the value that begins at `start`, and the position after it.

        Raises `json.JSONDecodeError`, and `RecursionError` where it is nested too deeply.
        """
        self.doubled = False
        return self._decoder.raw_decode(text, start)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self.doubled = True
        return found


def decoded_at(text: str, start: int) -> tuple[Any, bytes, int]:
    """Return the value that begins at `start`, how it is written, and the position after it.

    Raises `ValueError` where there may be none, and `RecursionError`. That an object has a key
    twice is not seen. `Any`: nothing is known about the value yet.
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
    """Return where a record ends that is written like most, 0 where that is not seen at once.

    It has a line of its own, or goes on to a brace that is indented like its first.
    """
    line_end = text.find("\n", start, start + _FAR)
    if line_end < 0:
        return 0
    if text[line_end - 1] != "{":
        return text.rfind("}", start, line_end) + 1
    indent = indent_at(text, start)
    if indent is None:
        return 0
    closing = f"\n{indent}}}"
    found = text.find(closing, line_end, line_end + _FAR)
    return found + len(closing) if found >= 0 else 0


def indent_at(text: str, position: int) -> str | None:
    """Return the white space before a position, or None if it does not begin its line."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before if not before.strip(" \t") else None


class Places:
    """The positions of the keys and items within one valid JSON value."""

    def __init__(self, text: str, start: int, values: JsonValues) -> None:
        self.doubled: list[Path] = []
        """The keys that stand there a second time."""
        self._text = text
        self._values = values
        self._positions: dict[Path, int] = {(): start}
        self._value(start, ())

    def of(self, path: Path) -> int:
        """Return where a key or item begins, or the nearest thing around it."""
        while path not in self._positions:
            path = path[:-1]
        return self._positions[path]

    def _value(self, position: int, path: Path) -> int:
        """Note where everything in the value at `position` stands; return where it ends."""
        first = self._text[position]
        if first not in "{[" or len(path) >= _DEPTH:
            return self._values.decode(self._text, position)[1]
        position = space(self._text, position + 1)
        index = 0
        while self._text[position] not in "}]":
            key: str | int = index
            start = position
            if first == "{":
                name, position = self._values.decode(self._text, position)
                key = escape_controls(name)
                position = space(self._text, space(self._text, position) + 1)
            self._note((*path, key), start)
            position = space(self._text, self._value(position, (*path, key)))
            if self._text[position] == ",":
                position = space(self._text, position + 1)
            index += 1
        return position + 1

    def _note(self, path: Path, start: int) -> None:
        if path in self._positions:
            self.doubled.append(path)
        # The later value is the one that was validated.
        self._positions[path] = start


def space(text: str, position: int) -> int:
    """Return the position of the first character after white space."""
    match = _SPACE.match(text, position)
    return match.end() if match else position


def clean_surrogates(data: Any, text: str, start: int, end: int) -> Any:
    """Return the value decoded from a part of a text with its control characters visible.

    Only text with an escape or a control character has to be looked through. `Any`: nothing is
    known about the value yet.
    """
    raw = text[start:end]
    if "\\" in raw:
        return visible_data(data)
    # Neither TOML nor JSON allows a raw control character below the space within a string.
    is_plain = raw.isascii() and "\x7f" not in raw
    return (
        data if is_plain or raw.isprintable() or escape_controls(raw) is raw else visible_data(data)
    )


def syntax_problem(
    name: str, line: int, where: str, error: json.JSONDecodeError | RecursionError, after: str = ""
) -> Problem:
    """Return the problem for a value that cannot be decoded; `after` ends its sentence."""
    if isinstance(error, RecursionError):
        return Problem(name, line, where, "E004", TOO_DEEP + after)
    reason = error.msg[0].lower() + error.msg[1:]
    message = f"{NOT_JSON}: {reason} (column {error.colno})"
    return Problem(name, line, where, "E003", message + after)
