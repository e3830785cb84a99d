"""Reads a JSON file: one object that holds an event and lists of records."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, cast

from summit_tui.i18n import Sentence, gettext_lazy
from summit_tui.model.kinds import TABLES, Table
from summit_tui.model.problem import Problem
from summit_tui.readers import limits
from summit_tui.readers.encoding import UnreadableError, bad_byte, read_text
from summit_tui.readers.json_values import (
    JsonPositions,
    JsonValues,
    Lost,
    clean_surrogates,
    decode_at,
    indent_at,
    skip_space,
    syntax_problem,
)
from summit_tui.readers.jsonl import exported_record
from summit_tui.readers.limits import LISTED_PROBLEMS, too_long, too_many_objects
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
from summit_tui.readers.schema import DECODE_ERRORS, count_quotes, parse_valid
from summit_tui.readers.validation import validate

_MAX_SYNTAX_ERRORS: Final = LISTED_PROBLEMS - 1
"""After one more a file is given up: resuming once more would be guesswork, and slow."""

_SEPARATOR: Final = re.compile(r"[ \t\r\n]*,[ \t\r\n]*(?=\{)")
"""The comma between two records, with its white space."""

_FIRST_LIST: Final = re.compile(
    rf'\{{[ \t\r\n]*"({"|".join(table for table in TABLES if table != "event")})"'
    r"[ \t\r\n]*:[ \t\r\n]*\[[ \t\r\n]*"
)
"""The beginning of a file whose first member is a list of records."""

_END: Final = re.compile(r"\][ \t\r\n]*\}[ \t\r\n]*\Z")
"""The end of a file whose last member is a list."""

_LINE_START: Final = re.compile(r'^([ \t]*)([{"\]])', re.MULTILINE)


def records(path: str, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    try:
        text = read_text(path, name)
        if "\n" not in text:
            # A carriage return is white space and nothing else in JSON, here the end of a line.
            text = text.replace("\r", "\n")
    except UnreadableError as error:
        yield error.problem
        return
    refused = too_many_objects(text, name)
    if refused:
        yield refused
    else:
        yield from _Parser(name, text).parse()


class _Parser:
    """Parses the text of one file, value by value."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._values = JsonValues()
        self._position = skip_space(text, 0)
        """Where the next value, comma or bracket begins."""
        self._kind: Table | None = None
        """The list that is parsed; None between the members of the outermost object."""
        self._index = 0
        """The index of the latest record in that list."""
        self._item_start = 0
        """Where the latest record of that list begins."""
        self._key_indent: str | None = None
        """The white space before the latest key of the outermost object, if it begins a line."""
        self._is_comma_due = False
        """Whether a value was just parsed, so that a comma or the end must follow."""
        self._syntax_errors = 0

    def parse(self) -> Iterator[ParsedRecord | Problem]:
        """Yield all records and problems."""
        if not self._next():
            message = gettext_lazy('is empty; a JSON file holds at least {"quotes": []}')
            yield self._problem("E003", message, 0)
        elif self._next() == "{":
            yield from self._members(self._begin())
        elif items := self._exported():
            yield from items
        else:
            try:
                self._position = self._values.decode(self._text, self._position)[1]
            except (json.JSONDecodeError, RecursionError) as error:
                yield self._syntax_problem(error, self._position)
            else:
                message = gettext_lazy(
                    'the file must be one object of named lists, such as {"quotes": [...]}'
                )
                yield self._problem("E007", message, 0)

    def _exported(self) -> list[ParsedRecord | Problem]:
        """Return the records and problems of a list as `export` writes it; none of another one."""
        position, events = self._position, list[str]()
        items: list[ParsedRecord | Problem] = []
        try:
            while self._text[position : position + 1] == ("," if items else "["):
                start = skip_space(self._text, position + 1)
                value, end = self._values.decode(self._text, start)
                if not isinstance(value, dict) or not {"address", "kind", "event"} <= value.keys():
                    return []
                line, text = self._lines.at(start), self._text[start:end]
                items += exported_record(self._name, line, text, value, self._values, events)
                position = skip_space(self._text, end)
        except (json.JSONDecodeError, RecursionError):
            return []
        return items if self._text[position:].strip() == "]" else []

    def _begin(self) -> set[str]:
        """Go into the outermost object, and into its first list; return the keys that were read.

        Many files are small, and hold one list: its key need not be decoded.
        """
        first = _FIRST_LIST.match(self._text, self._position)
        if first is None:
            self._advance(1)
            return set()
        self._key_indent = indent_at(self._text, first.start(1) - 1)
        self._kind, self._index = cast(Table, first[1]), -1
        self._position = first.end()
        return {first[1]}

    def _members(self, seen: set[str]) -> Iterator[ParsedRecord | Problem]:
        """Yield the records and problems of the outermost object; `seen` has the keys so far."""
        while self._next():
            closing = "]" if self._kind else "}"
            start = self._position
            try:
                if self._is_comma_due:
                    if self._kind and _END.match(self._text, start):
                        return
                    yield from self._comma(closing)
                elif self._next() != closing:
                    if self._kind:
                        yield from self._valid_items(self._kind)
                    if self._position == start:
                        yield from self._item(self._kind) if self._kind else self._member(seen)
                elif self._kind:
                    self._kind, self._is_comma_due = None, True
                    self._advance(1)
                else:
                    yield from self._end()
                    return
            except (json.JSONDecodeError, RecursionError) as error:
                yield self._syntax_problem(error, start)
        if self._position == len(self._text):
            template = "is not valid JSON: the closing {bracket} is missing"
            message = gettext_lazy(template, bracket="]" if self._kind else "}")
            yield self._problem("E003", message)

    def _end(self) -> Iterable[Problem]:
        self._advance(1)
        if not self._next():
            return ()
        message = gettext_lazy("is not valid JSON: text follows the last brace")
        return [self._problem("E003", message)]

    def _comma(self, closing: str) -> Iterable[Problem]:
        """Skip the comma after a value; one too many or too few harms no record."""
        self._is_comma_due = False
        self._advance(0)
        comma = self._position
        if self._next() == ",":
            self._advance(1)
            if self._next() == closing:
                template = "is not valid JSON: take away the comma before {bracket}"
                return [self._problem("E003", gettext_lazy(template, bracket=closing), comma)]
        elif self._next() == ("{" if self._kind else '"'):
            message = gettext_lazy("is not valid JSON: a comma is missing before this")
            return [self._problem("E003", message)]
        elif self._next() != closing:
            raise json.JSONDecodeError(f"Expecting ',' or '{closing}'", self._text, comma)
        return ()

    def _member(self, seen: set[str]) -> Iterable[ParsedRecord | Problem]:
        """Read a key of the outermost object and its value, or go into the list it names."""
        start = self._position
        self._key_indent = indent_at(self._text, start)
        key = self._key()
        problems = []
        if key in seen:
            message = gettext_lazy("the key occurs twice; join the two")
            problems = [self._table_problem("E006", message, key, start)]
        seen.add(key)
        kind = next((table for table in TABLES if table == key), None)
        if kind and kind != "event" and self._next() == "[":
            self._kind, self._index = kind, -1
            self._advance(1)
            return problems
        return [*problems, *self._value(key, kind, start)]

    def _value(self, key: str, kind: Table | None, start: int) -> Iterable[ParsedRecord | Problem]:
        """Read the value of a key that names no list; `start` is where the key begins."""
        value_start = self._position
        value, self._position = self._values.decode(self._text, value_start)
        self._is_comma_due = True
        if kind == "event" and isinstance(value, dict):
            return self._record(kind, None, value, value_start)
        if kind == "event":
            return [self._table_problem("E007", not_a_table('"event": {...}'), key, start)]
        if kind:
            example = f'"{kind}": [{{...}}, {{...}}]'
            return [self._table_problem("E007", not_a_list(kind, example), key, start)]
        if key == "$schema" and isinstance(value, str):
            return ()
        return [self._table_problem("E005", unknown_table(key, "table"), key, start)]

    def _key(self) -> str:
        """Read a key and the colon after it."""
        if self._next() != '"':
            reason = "Expecting a key in quotation marks"
            raise json.JSONDecodeError(reason, self._text, self._position)
        key, self._position = self._values.decode(self._text, self._position)
        self._advance(0)
        if self._next() != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", self._text, self._position)
        self._advance(1)
        return str(key)

    def _item(self, kind: Table) -> Iterable[ParsedRecord | Problem]:
        """Read one record of a list."""
        self._index += 1
        start = self._item_start = self._position
        value, self._position = self._values.decode(self._text, start)
        self._is_comma_due = True
        return self._record(kind, self._index, value, start)

    def _valid_items(self, kind: Table) -> Iterator[ParsedRecord]:
        """Yield the records of a list by the fast path, until something may be wrong with one."""
        while record := self._valid_record(kind, self._position):
            yield record
            separator = _SEPARATOR.match(self._text, self._position)
            if separator is None:
                self._is_comma_due = True
                self._advance(0)
                return
            self._position = separator.end()

    def _valid_record(self, kind: Table, start: int) -> ParsedRecord | None:
        """Skip the record at `start` and return it; None where something may be wrong."""
        try:
            data, raw, end = decode_at(self._text, start)
        except (*DECODE_ERRORS, RecursionError):
            return None
        record = parse_valid(kind, data, self._lines.at(start), count_quotes(raw))
        if record:
            self._index += 1
            self._item_start, self._position = start, end
        return record

    def _record(
        self, kind: Table, index: int | None, value: Any, start: int
    ) -> Iterable[ParsedRecord | Problem]:
        """Return a record or its problems; `Any`: nothing is known about the value yet."""
        text, end, has_duplicates = self._text, self._position, self._values.has_duplicates
        self._advance(0)
        if end - start > limits.RECORD_LIMIT:
            # Every further step would take its length in memory once more.
            return [self._problem("E004", too_long(), start, where(kind, index))]
        data = clean_surrogates(value, text, start, end)
        if data is not value:
            bad = bad_byte(self._name, text, start, end, self._lines, where(kind, index))
            if bad:
                return [bad]
        if not isinstance(data, dict):
            return [self._problem("E007", not_a_record(kind), start, where(kind, index))]
        duplicates: Sequence[Path] = ()
        if has_duplicates:
            duplicates = JsonPositions(text, start, self._values).duplicates or [()]
        line_of = partial(self._line_of, start, [])
        line = self._lines.at(start)
        return validate(self._name, kind, index, data, line, line_of, duplicates)

    def _line_of(self, start: int, positions: list[JsonPositions], path: Path) -> int:
        """Return the line of a key of the record at `start`; `positions` is filled at first use."""
        if not positions:
            positions.append(JsonPositions(self._text, start, self._values))
        return self._lines.at(positions[0].of(path))

    def _syntax_problem(self, error: json.JSONDecodeError | RecursionError, start: int) -> Problem:
        """Return the problem of a value that cannot be decoded, and resume after it."""
        position = start if isinstance(error, RecursionError) else error.pos
        location = where(self._kind, self._index) if self._kind else ""
        lost = self._resume(start)
        bad = bad_byte(self._name, self._text, start, position + 1, self._lines, location)
        return bad or syntax_problem(self._name, self._lines.at(position), location, error, lost)

    def _resume(self, start: int) -> Lost:
        """Go to where parsing can certainly resume after the value that began at `start`.

        That is the next line which begins a record, indented as this one, or ends the list or
        begins a key, indented as the list's own key. Return what is left out.
        """
        self._is_comma_due = False
        self._syntax_errors += 1
        item, key = indent_at(self._text, self._item_start), self._key_indent
        is_clear = not self._kind or item is None or key is None or len(item) > len(key)
        for line_start in _LINE_START.finditer(self._text, start + 1):
            if self._syntax_errors > _MAX_SYNTAX_ERRORS:
                break
            self._position = line_start.start(2)
            match line_start.groups():
                case indent, "{" if self._kind and indent == item:
                    return Lost.NOTHING
                case indent, "]" if self._kind and indent == key and is_clear:
                    return Lost.NOTHING if item is not None else Lost.REST_OF_LIST
                case indent, '"' if indent == key and is_clear:
                    is_rest_lost = self._kind and item is None
                    self._kind = None
                    return Lost.REST_OF_LIST if is_rest_lost else Lost.NOTHING
        # Beyond the end, so that no closing bracket is missed there.
        self._position = len(self._text) + 1
        return Lost.REST_OF_FILE

    def _next(self) -> str:
        return self._text[self._position : self._position + 1]

    def _advance(self, count: int) -> None:
        self._position = skip_space(self._text, self._position + count)

    def _table_problem(self, code: str, message: Sentence, key: str, start: int) -> Problem:
        return self._problem(code, message, start, display_value(key)[1:-1])

    def _problem(
        self, code: str, message: Sentence, position: int | None = None, location: str = ""
    ) -> Problem:
        line = self._lines.at(self._position if position is None else position)
        return Problem(self._name, line, location, code, message)
