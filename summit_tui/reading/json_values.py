"""Decodes JSON values one by one, and says where in the text their keys stand."""

import json
import re
from typing import Any, Final

from pydantic_core import from_json

from summit_tui.controls import visible
from summit_tui.problems import Problem
from summit_tui.reading.found import Path, visible_data

_DEPTH: Final = 4
"""No record nests deeper; what does is skipped as a whole."""

_SPACE: Final = re.compile(r"[ \t\r\n]*")

TOO_DEEP: Final = "is nested too deeply"
NOT_JSON: Final = "is not valid JSON"


def plain(line: bytes) -> Any:
    """Return the value that JSON in UTF-8 holds; raises `ValueError` where there may be none.

    Control characters are visible in it. That an object has a key twice is not seen. `Any`:
    nothing is known about the value yet.
    """
    # Several times as quick as `json`, and pickier: it knows no lone surrogates.
    data = from_json(line)
    if b"\\" not in line and line.isascii() and b"\x7f" not in line:
        return data
    text = line.decode().strip()
    return cleaned(data, text, 0, len(text))


def quotation_marks(text: bytes) -> int:
    """Return how many quotation marks in JSON begin or end a string."""
    if b"\\" in text:
        text = text.replace(rb"\\", b"").replace(rb"\"", b"")
    return text.count(b'"')


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
                key = visible(name)
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


def cleaned(data: Any, text: str, start: int, end: int) -> Any:
    """Return the value decoded from a part of a text with its control characters visible.

    Only text with an escape or a control character has to be looked through. `Any`: nothing is
    known about the value yet.
    """
    raw = text[start:end]
    if "\\" in raw:
        return visible_data(data)
    # Neither TOML nor JSON allows a raw control character below the space within a string.
    is_plain = raw.isascii() and "\x7f" not in raw
    return data if is_plain or raw.isprintable() or visible(raw) is raw else visible_data(data)


def syntax_problem(
    name: str, line: int, where: str, error: json.JSONDecodeError | RecursionError, after: str = ""
) -> Problem:
    """Return the problem for a value that cannot be decoded; `after` ends its sentence."""
    if isinstance(error, RecursionError):
        return Problem(name, line, where, "E004", TOO_DEEP + after)
    reason = error.msg[0].lower() + error.msg[1:]
    message = f"{NOT_JSON}: {reason} (column {error.colno})"
    return Problem(name, line, where, "E003", message + after)
