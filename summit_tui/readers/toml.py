"""Cuts TOML text into pieces that can be parsed alone, so that a broken one costs one record.

A piece goes from a header with one name, such as `[[quotes]]`, to the next such header; headers
with dots belong to the piece before them, and what stands before the first header is a piece too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

import tomli

from summit_tui.model.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.model.problem import Problem
from summit_tui.model.text import one_line
from summit_tui.readers import limits
from summit_tui.readers.encoding import UnreadableError, bad_byte, text_of
from summit_tui.readers.found import (
    Lines,
    ParsedRecord,
    Path,
    display_value,
    not_a_list,
    not_a_record,
    not_a_table,
    unknown_table,
    where,
)
from summit_tui.readers.json_values import clean_surrogates
from summit_tui.readers.limits import too_long
from summit_tui.readers.toml_positions import STRING
from summit_tui.readers.validation import validate

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
_TABLE_OR_OPAQUE: Final = re.compile(
    rf"(?P<opaque>{STRING}|#[^\n]*)|^[ \t]*\[", re.MULTILINE | re.DOTALL
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
        content = _too_much(text, start, end) or _parsed(text[start:end])
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


def _too_much(text: str, start: int, end: int) -> Broken | None:
    """Return why a piece is not parsed, because that would cost far more than its length."""
    if end - start > limits.RECORD_LIMIT:
        return Broken(0, "E004", too_long())
    if end - start <= len("[a]") * limits.TABLE_LIMIT:
        return None
    headers = (
        match.start()
        for match in _TABLE_OR_OPAQUE.finditer(text, start, end)
        if match["opaque"] is None
    )
    first_beyond = next(islice(headers, limits.TABLE_LIMIT, None), None)
    if first_beyond is None:
        return None
    line = text.count("\n", start, first_beyond)
    message = (
        f"has more than {limits.TABLE_LIMIT:,} tables below one record, "
        "or before the first, and is not read"
    )
    return Broken(line, "E004", message)


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


if TYPE_CHECKING:
    from summit_tui.readers.toml_positions import Places


def records(path: FilePath, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    try:
        text = text_of(path, name)
    except UnreadableError as error:
        yield error.problem
        return
    reader = _Reader(name, text)
    for piece in pieces(text):
        yield from reader.piece(piece)


class _Reader:
    """Finds the records in the pieces of one file."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._counts: Counter[Table] = Counter()
        """How many records of each kind have begun."""
        self._places: tuple[int, Places] | None = None
        """The places in the piece that begins here; made where something is wrong."""

    def piece(self, piece: Piece) -> Iterable[ParsedRecord | Problem]:
        """Yield the records and problems of one piece."""
        kind = table_named(piece.header) if piece.header else None
        named = where(kind, self._index(kind)) if kind else ""
        bad = bad_byte(self._name, self._text, piece.start, piece.end, self._lines, named)
        if bad is None and not isinstance(piece.content, Broken):
            for key, value in piece.content.items():
                yield from self._table(piece, key, value)
            return
        if kind:
            self._counts[kind] += 1
        if bad:
            yield bad
        elif isinstance(piece.content, Broken):
            broken = piece.content
            line = self._lines.at(piece.start) + broken.line
            yield Problem(self._name, line, named, broken.code, broken.message)

    def _index(self, kind: Table) -> int | None:
        return None if kind == "event" else self._counts[kind]

    def _table(self, piece: Piece, key: str, value: Any) -> Iterable[ParsedRecord | Problem]:
        """Yield the records of one key of a piece; `Any`: nothing is known about its value."""
        kind = next((one for one in TABLES if one == key), None)
        if kind is None:
            yield self._wrong(piece, key, "E005", unknown_table(key, "table"))
        elif piece.header not in (key, None):
            owner = "[event]" if kind == "event" else f"[[{kind}]]"
            apart = f"stands apart; move it directly below the {owner} it belongs to"
            yield self._wrong(piece, key, "E007", apart)
        elif kind == "event":
            if isinstance(value, dict):
                yield from self._record(piece, kind, value, ("event",))
            else:
                yield self._wrong(piece, key, "E007", not_a_table("[event]"))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                yield from self._record(piece, kind, one, (kind, index))
        else:
            yield self._wrong(piece, key, "E007", not_a_list(kind, f"[[{kind}]]"))

    def _record(
        self, piece: Piece, kind: Table, value: Any, path: Path
    ) -> Iterable[ParsedRecord | Problem]:
        """Return a record or its problems; `Any`: nothing is known about the value yet."""
        index = self._index(kind)
        self._counts[kind] += 1
        line_of = partial(self._line_of, piece, path)
        line = self._lines.at(piece.start) if piece.header else line_of(())
        if not isinstance(value, dict):
            return [Problem(self._name, line, where(kind, index), "E007", not_a_record(kind))]
        data = clean_surrogates(_without_dates(value), self._text, piece.start, piece.end)
        return validate(self._name, kind, index, data, line, line_of)

    def _wrong(self, piece: Piece, key: str, code: str, message: str) -> Problem:
        line = self._line_of(piece, (), (key,))
        return Problem(self._name, line, display_value(key)[1:-1], code, message)

    def _line_of(self, piece: Piece, record: Path, path: Path) -> int:
        """Return the line of a key within the record to which a path leads."""
        from summit_tui.readers.toml_positions import Places  # few files need any

        if self._places is None or self._places[0] != piece.start:
            self._places = piece.start, Places(self._text[piece.start : piece.end])
        return self._lines.at(piece.start + self._places[1].of((*record, *path)))


def _without_dates(value: Any) -> Any:
    """Return a TOML value as a JSON value: dates and times as ISO 8601 text.

    `Any`: nothing is known about the value yet.
    """
    match value:
        case dict():
            return {key: _without_dates(one) for key, one in value.items()}
        case list():
            return [_without_dates(one) for one in value]
        case date() | time():
            return value.isoformat()
    return value
