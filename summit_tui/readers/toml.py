"""Reads TOML in sections that are parsed one by one, so that a broken one costs one record.

A section goes from a header with one name, such as `[[quotes]]`, to the next such header; headers
with dots belong to the section before them, and the text before the first header is a section too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, KeysView
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import tomli

from summit_tui.i18n import Sentence, gettext_lazy
from summit_tui.model.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.model.problem import Problem
from summit_tui.model.text import one_line
from summit_tui.readers import limits
from summit_tui.readers.encoding import UnreadableError, bad_byte, read_text
from summit_tui.readers.json_values import clean_surrogates
from summit_tui.readers.limits import too_long
from summit_tui.readers.parsed import (
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
from summit_tui.readers.toml_positions import STRING
from summit_tui.readers.validation import validate

# A quoted name counts only where it is that of a kind: `["x"]`, alone on its line within a list,
# is no header.
_QUOTED: Final = "|".join((*TABLES, *SINGULAR.values()))
_HEADER_TEXT: Final = (
    r"^[ \t]*\[\[?[ \t]*"
    rf"""(?:(?P<bare>[A-Za-z_][A-Za-z0-9_-]*)|(?P<quote>["'])(?P<quoted>{_QUOTED})(?P=quote))"""
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
class SectionError:
    """Why a section cannot be parsed."""

    line: int
    """The line within the section, counted from 0."""
    code: str
    """One of `CODES`."""
    message: Sentence
    """What is wrong."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text, from one header to the next."""

    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    header: str | None
    """The name in its header; None before the first header."""
    content: dict[str, Any] | SectionError
    """Its values, as `tomli` returns them (hence `Any`), or why it cannot be parsed."""


def sections(text: str) -> Iterator[Section]:
    """Yield the sections of a text, parsed, in order."""
    start = 0
    while start < len(text):
        header = _HEADER.match(text, start)
        body = header.end() if header else start
        end = _next_header(text, body)
        content = _too_much(text, start, end) or _parse(text[start:end])
        if isinstance(content, SectionError):
            # A string that is not closed ends at the next quotation marks, which may be in a
            # later record: in a broken section every header counts, even within a string.
            near = _HEADER.search(text, body, end)
            if near and near.start() < end:
                end = near.start()
                content = _parse(text[start:end])
        name = header["bare"] or header["quoted"] if header else None
        yield Section(start, end, name, content)
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


def _too_much(text: str, start: int, end: int) -> SectionError | None:
    """Return why a section is not parsed, because that would cost far more than its length."""
    if end - start > limits.RECORD_LIMIT:
        return SectionError(0, "E004", too_long())
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
    message = gettext_lazy(
        "has more than {limit} tables below one record, or before the first, and is not read",
        limit=limits.TABLE_LIMIT,
    )
    return SectionError(line, "E004", message)


def _parse(text: str) -> dict[str, Any] | SectionError:
    """Return the values of a section (`Any`: all types of TOML), or why it cannot be parsed."""
    text = text.rstrip(" \t\r\n")
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _section_error(text, error)
    except RecursionError:
        return SectionError(0, "E004", gettext_lazy("is nested too deeply"))
    except ValueError:
        # Python refuses to parse integers of more than a few thousand digits.
        number = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, number.start()) if number else 0
        return SectionError(line, "E004", gettext_lazy("a number is too long to be read"))


def _section_error(text: str, error: tomli.TOMLDecodeError) -> SectionError:
    line, message = error.lineno - 1, one_line(error.msg[:200])
    reason = f"{message[0].lower()}{message[1:]}"
    if any(word in message for word in ("overwrite", "twice", "Duplicate")):
        template = "a key or table occurs twice: {reason}"
        return SectionError(line, "E006", gettext_lazy(template, reason=reason))
    if message in ("Unterminated string", "Expected \"'''\"") and line == text.count("\n"):
        # The last quotation marks are those that were left open.
        line = text.count("\n", 0, max(text.rfind('"""'), text.rfind("'''"), 0))
        return SectionError(
            line, "E003", gettext_lazy("is not valid TOML: {reason}", reason=reason)
        )
    template = "is not valid TOML: {reason} (column {column})"
    return SectionError(
        line, "E003", gettext_lazy(template, reason=reason, column=str(error.colno))
    )


if TYPE_CHECKING:
    from summit_tui.readers.toml_positions import TomlPositions


def records(path: str, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    try:
        text = read_text(path, name)
    except UnreadableError as error:
        yield error.problem
    else:
        yield from records_in(text, name)


def records_in(text: str, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a text as `read_text` returns it; see `records`."""
    reader = _SectionReader(name, text)
    for section in sections(text):
        yield from reader.records(section)


class _SectionReader:
    """Turns the sections of one file into records and problems."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._counts: Counter[Table] = Counter()
        """How many records of each kind have begun."""
        self._event: tuple[int, KeysView[str]] | None = None
        """The line of the first event, and its fields."""
        self._positions: tuple[int, TomlPositions] | None = None
        """The start of a section and the positions in it, for the last that had a problem."""

    def records(self, section: Section) -> Iterable[ParsedRecord | Problem]:
        """Yield the records and problems of one section."""
        kind = table_named(section.header) if section.header else None
        location = where(kind, self._index(kind)) if kind else ""
        bad = bad_byte(self._name, self._text, section.start, section.end, self._lines, location)
        if bad is None and not isinstance(section.content, SectionError):
            for key, value in section.content.items():
                yield from self._table(section, key, value)
            return
        if kind:
            self._counts[kind] += 1
        if bad:
            yield bad
        elif isinstance(section.content, SectionError):
            error = section.content
            line = self._lines.at(section.start) + error.line
            yield Problem(self._name, line, location, error.code, error.message)

    def _index(self, kind: Table) -> int | None:
        return None if kind == "event" else self._counts[kind]

    def _table(self, section: Section, key: str, value: Any) -> Iterable[ParsedRecord | Problem]:
        """Yield the records of one key of a section; `Any`: nothing is known about its value."""
        kind = next((table for table in TABLES if table == key), None)
        if kind is None:
            yield self._table_problem(section, key, "E005", unknown_table(key, "table"))
        elif kind == "event" and self._event and self._is_repeated(section, value):
            template = "occurs twice; the event begins on line {line}: put all of its fields there"
            message = gettext_lazy(template, line=str(self._event[0]))
            yield self._table_problem(section, key, "E006", message)
        elif section.header not in (key, None) or self._is_apart(section, key, value):
            header = "[event]" if kind == "event" else f"[[{kind}]]"
            template = "stands apart; move it directly below the {header} it belongs to"
            yield self._table_problem(section, key, "E007", gettext_lazy(template, header=header))
        elif kind == "event":
            if isinstance(value, dict):
                if self._event is None:
                    line = self._line_of(section, ("event",), ())
                    self._event = line, value.keys()
                yield from self._record(section, kind, value, ("event",))
            else:
                yield self._table_problem(section, key, "E007", not_a_table("[event]"))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._record(section, kind, item, (kind, index))
        else:
            yield self._table_problem(section, key, "E007", not_a_list(kind, f"[[{kind}]]"))

    def _is_repeated(self, section: Section, value: Any) -> bool:
        """Return whether a table is the event's, or one within it, for a second time.

        `Any`: nothing is known about its value yet.
        """
        if not isinstance(value, dict) or not self._event or "id" in value:
            return False
        return section.header == "event" or not self._event[1].isdisjoint(value)

    def _is_apart(self, section: Section, key: str, value: Any) -> bool:
        """Return whether a table before the first header belongs to one that follows.

        `Any`: nothing is known about its value yet.
        """
        is_part = section.header is None and isinstance(value, dict) and "id" not in value
        headers = _HEADER.finditer(self._text, section.end) if is_part else ()
        return any(key in (header["bare"], header["quoted"]) for header in headers)

    def _record(
        self, section: Section, kind: Table, value: Any, path: Path
    ) -> Iterable[ParsedRecord | Problem]:
        """Return a record or its problems; `Any`: nothing is known about the value yet."""
        index = self._index(kind)
        self._counts[kind] += 1
        line_of = partial(self._line_of, section, path)
        line = self._lines.at(section.start) if section.header else line_of(())
        if not isinstance(value, dict):
            return [Problem(self._name, line, where(kind, index), "E007", not_a_record(kind))]
        data = clean_surrogates(dates_to_text(value), self._text, section.start, section.end)
        return validate(self._name, kind, index, data, line, line_of)

    def _table_problem(self, section: Section, key: str, code: str, message: Sentence) -> Problem:
        line = self._line_of(section, (), (key,))
        return Problem(self._name, line, display_value(key)[1:-1], code, message)

    def _line_of(self, section: Section, record: Path, path: Path) -> int:
        """Return the line of a key within the record to which a path leads."""
        from summit_tui.readers.toml_positions import TomlPositions  # few files need any

        if self._positions is None or self._positions[0] != section.start:
            text = self._text[section.start : section.end]
            self._positions = section.start, TomlPositions(text)
        return self._lines.at(section.start + self._positions[1].of((*record, *path)))


def dates_to_text(value: Any) -> Any:
    """Return a TOML value as a JSON value: dates and times as ISO 8601 text.

    `Any`: nothing is known about the value yet.
    """
    match value:
        case dict():
            return {key: dates_to_text(item) for key, item in value.items()}
        case list():
            return [dates_to_text(item) for item in value]
        case date() | time():
            return value.isoformat()
    return value
