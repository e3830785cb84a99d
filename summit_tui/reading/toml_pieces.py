"""Cuts TOML text into pieces that can be parsed alone, so that a broken one costs one record.

A piece goes from a header with one name, such as `[[quotes]]`, to the next such header; headers
with dots belong to the piece before them, and what stands before the first header is a piece too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import tomli

from summit_tui.controls import one_line
from summit_tui.kinds import SINGULAR, TABLES

STRING: Final = (
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\[^\n])*+"'
    r"|'[^'\n]*'"
)
"""A TOML string of any of the four sorts, closed; needs `re.DOTALL`."""

# A quoted name counts only where it is that of a kind: `["x"]`, alone on its line within a list,
# is no header.
_QUOTED: Final = "|".join((*TABLES, *SINGULAR.values()))
_HEADER_TEXT: Final = (
    r"^[ \t]*\[\[?[ \t]*"
    rf"""(?:(?P<bare>[A-Za-z_][A-Za-z0-9_-]*)|(?P<mark>["'])(?P<quoted>{_QUOTED})(?P=mark))"""
    r"[ \t]*\]"
)
_HEADER: Final = re.compile(_HEADER_TEXT, re.MULTILINE)
_HEADER_OR_OPAQUE: Final = re.compile(
    rf"(?P<opaque>{STRING}|#[^\n]*)|{_HEADER_TEXT}", re.MULTILINE | re.DOTALL
)
_LONG_NUMBER: Final = re.compile(r"[0-9_]{4000,}")


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a piece cannot be parsed."""

    line: int
    """On which of its lines, counted from 0."""
    code: str
    """One of `CODES`."""
    message: str
    """A sentence that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text, from one header to the next."""

    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    header: str | None
    """The name in its header; None before the first header."""
    content: dict[str, Any] | Broken
    """What it holds, as `tomli` gives it (hence `Any`), or why it cannot be parsed."""


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text, parsed, in order."""
    start = 0
    while start < len(text):
        header = _HEADER.match(text, start)
        body = header.end() if header else start
        end = _next_header(text, body)
        content = _parsed(text[start:end])
        if isinstance(content, Broken):
            # A string that is not closed ends at the next quotation marks, which may stand in a
            # later record: in a broken piece every header counts, even within a string.
            near = _HEADER.search(text, body, end)
            if near and near.start() < end:
                end = near.start()
                content = _parsed(text[start:end])
        name = header["bare"] or header["quoted"] if header else None
        yield Piece(start, end, name, content)
        start = end


def _next_header(text: str, position: int) -> int:
    """Return where the next header begins that is in no string or comment, or the text's end."""
    near = _HEADER.search(text, position)
    end = near.start() if near else len(text)
    if text.find('"""', position, end) < 0 and text.find("'''", position, end) < 0:
        # Only a string of several lines can hold a line that looks like a header.
        return end
    for match in _HEADER_OR_OPAQUE.finditer(text, position):
        if match["opaque"] is None:
            return match.start()
    return len(text)


def _parsed(text: str) -> dict[str, Any] | Broken:
    """Return what a piece holds (`Any`: whatever TOML can say), or why it cannot be parsed."""
    text = text.rstrip(" \t\r\n")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _broken(text, error)
    except RecursionError:
        return Broken(0, "E004", "is nested too deeply")
    except ValueError:
        # Python refuses to read integers of more than a few thousand digits.
        number = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, number.start()) if number else 0
        return Broken(line, "E004", "a number is too long to be read")


def _broken(text: str, error: tomli.TOMLDecodeError) -> Broken:
    line, column, reason = error.lineno - 1, f" (column {error.colno})", one_line(error.msg[:200])
    if any(word in reason for word in ("overwrite", "twice", "Duplicate")):
        return Broken(line, "E006", f"a key or table occurs twice: {reason[0].lower()}{reason[1:]}")
    if reason in ("Unterminated string", "Expected \"'''\"") and line == text.count("\n"):
        # The last quotation marks are those that were left open.
        line = text.count("\n", 0, max(text.rfind('"""'), text.rfind("'''"), 0))
        column = ""
    return Broken(line, "E003", f"is not valid TOML: {reason[0].lower()}{reason[1:]}{column}")
