"""Reads a JSON file: one object that holds an event and lists of records."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import Any, Final

from summit_tui.model.kinds import TABLES, Table
from summit_tui.model.problem import Problem
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
from summit_tui.readers.json_values import (
    JsonValues,
    Places,
    clean_surrogates,
    decoded_at,
    indent_at,
    space,
    syntax_problem,
)
from summit_tui.readers.limits import LISTED_PROBLEMS, too_long, too_many_objects
from summit_tui.readers.schema import WRONG, is_sound, quotation_marks
from summit_tui.readers.validation import validate

_MOST_BROKEN: Final = LISTED_PROBLEMS - 1
"""The next syntax error ends the reading: what follows would be guesswork, and slow."""

_REST_LOST: Final = "; what follows it in this file was not read"
_LIST_LOST: Final = "; what follows it in this list was not read"

_FOLLOWING: Final = re.compile(r"[ \t\r\n]*,[ \t\r\n]*(?=\{)")
"""What stands between two records."""

_LINE_START: Final = re.compile(r'^([ \t]*)([{"\]])', re.MULTILINE)


def records(path: FilePath, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    try:
        text = text_of(path, name)
    except UnreadableError as error:
        yield error.problem
        return
    refused = too_many_objects(text, name)
    if refused:
        yield refused
    else:
        yield from _Reader(name, text).file()


class _Reader:
    """Walks through the text of one file, from value to value."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text
        self._lines = Lines(text)
        self._values = JsonValues()
        self._position = space(text, 0)
        """Where the next value, comma or bracket begins."""
        self._kind: Table | None = None
        """The list that is being read; None between the members of the outermost object."""
        self._index = 0
        """The place in that list."""
        self._item_start = 0
        """Where the latest record of that list begins."""
        self._key_indent: str | None = None
        """The white space before the latest key of the outermost object, if it begins a line."""
        self._is_comma_due = False
        """Was a value just read, so that a comma or the end must follow?"""
        self._broken = 0
        """How many syntax errors there were."""

    def file(self) -> Iterator[ParsedRecord | Problem]:
        """Yield all records and problems."""
        if not self._next():
            yield self._problem("E003", 'is empty; a JSON file holds at least {"quotes": []}', 0)
        elif self._next() == "{":
            self._advance(1)
            yield from self._members()
        else:
            try:
                self._position = self._values.decode(self._text, self._position)[1]
            except (json.JSONDecodeError, RecursionError) as error:
                yield self._lost(error, self._position)
            else:
                wrong = 'the file must be one object of named lists, such as {"quotes": [...]}'
                yield self._problem("E007", wrong, 0)

    def _members(self) -> Iterator[ParsedRecord | Problem]:
        """Yield what the outermost object holds, from behind its brace."""
        seen: set[str] = set()
        while self._next():
            closing = "]" if self._kind else "}"
            start = self._position
            try:
                if self._is_comma_due:
                    yield from self._comma(closing)
                elif self._next() != closing:
                    if self._kind:
                        yield from self._sound_items(self._kind)
                    if self._position == start:
                        yield from self._item(self._kind) if self._kind else self._member(seen)
                elif self._kind:
                    self._kind, self._is_comma_due = None, True
                    self._advance(1)
                else:
                    yield from self._end()
                    return
            except (json.JSONDecodeError, RecursionError) as error:
                yield self._lost(error, start)
        if self._position == len(self._text):
            missing = "]" if self._kind else "}"
            yield self._problem("E003", f"is not valid JSON: the closing {missing} is missing")

    def _end(self) -> Iterable[Problem]:
        self._advance(1)
        if not self._next():
            return ()
        return [self._problem("E003", "is not valid JSON: text follows the last brace")]

    def _comma(self, closing: str) -> Iterable[Problem]:
        """Step over the comma after a value; one too many or too few harms no record."""
        self._is_comma_due = False
        self._advance(0)
        comma = self._position
        if self._next() == ",":
            self._advance(1)
            if self._next() == closing:
                extra = f"is not valid JSON: take away the comma before {closing}"
                return [self._problem("E003", extra, comma)]
        elif self._next() == ("{" if self._kind else '"'):
            return [self._problem("E003", "is not valid JSON: a comma is missing before this")]
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
            problems = [
                self._table_problem("E006", "the key occurs twice; join the two", key, start)
            ]
        seen.add(key)
        kind = next((one for one in TABLES if one == key), None)
        if kind and kind != "event" and self._next() == "[":
            self._kind, self._index = kind, -1
            self._advance(1)
            return problems
        return [*problems, *self._value(key, kind, start)]

    def _value(self, key: str, kind: Table | None, start: int) -> Iterable[ParsedRecord | Problem]:
        """Read the value of a key that names no list; `start` is where the key begins."""
        at = self._position
        value, self._position = self._values.decode(self._text, at)
        self._is_comma_due = True
        if kind == "event" and isinstance(value, dict):
            return self._record(kind, None, value, at)
        if kind == "event":
            return [self._table_problem("E007", not_a_table('"event": {...}'), key, start)]
        if kind:
            written = f'"{kind}": [{{...}}, {{...}}]'
            return [self._table_problem("E007", not_a_list(kind, written), key, start)]
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

    def _sound_items(self, kind: Table) -> Iterator[ParsedRecord]:
        """Yield the records of a list from here on, until something may be wrong with one."""
        while found := self._sound(kind, self._position):
            yield found
            following = _FOLLOWING.match(self._text, self._position)
            if following is None:
                self._is_comma_due = True
                self._advance(0)
                return
            self._position = following.end()

    def _sound(self, kind: Table, start: int) -> ParsedRecord | None:
        """Step over the record at `start` and return it; None where something may be wrong."""
        try:
            data, raw, end = decoded_at(self._text, start)
        except (*WRONG, RecursionError):
            return None
        found = is_sound(kind, data, self._lines.at(start), quotation_marks(raw))
        if found:
            self._index += 1
            self._item_start, self._position = start, end
        return found

    def _record(
        self, kind: Table, index: int | None, value: Any, start: int
    ) -> Iterable[ParsedRecord | Problem]:
        """Return a record or its problems; `Any`: nothing is known about the value yet."""
        text, end, is_doubled = self._text, self._position, self._values.doubled
        self._advance(0)
        if end - start > limits.RECORD_LIMIT:
            # To say more of it would take its length in memory several times.
            return [self._problem("E004", too_long(), start, where(kind, index))]
        data = clean_surrogates(value, text, start, end)
        if data is not value:
            bad = bad_byte(self._name, text, start, end, self._lines, where(kind, index))
            if bad:
                return [bad]
        if not isinstance(data, dict):
            return [self._problem("E007", not_a_record(kind), start, where(kind, index))]
        doubled: Sequence[Path] = ()
        if is_doubled:
            doubled = Places(text, start, self._values).doubled or [()]
        line_of = partial(self._line_of, start, [])
        line = self._lines.at(start)
        return validate(self._name, kind, index, data, line, line_of, doubled)

    def _line_of(self, start: int, places: list[Places], path: Path) -> int:
        """Return the line of a key of the record at `start`; `places` keeps what was found out."""
        if not places:
            places.append(Places(self._text, start, self._values))
        return self._lines.at(places[0].of(path))

    def _lost(self, error: json.JSONDecodeError | RecursionError, start: int) -> Problem:
        """Return the problem of a value that cannot be decoded, and go to the next sound place."""
        at = start if isinstance(error, RecursionError) else error.pos
        named = where(self._kind, self._index) if self._kind else ""
        after = self._resume(start)
        bad = bad_byte(self._name, self._text, start, at + 1, self._lines, named)
        return bad or syntax_problem(self._name, self._lines.at(at), named, error, after)

    def _resume(self, start: int) -> str:
        """Go to where reading can certainly go on after what began at `start`.

        That is the next line which begins a record, indented as this one, or ends the list or
        begins a key, indented as the list's own key. Return what to say of the part left out.
        """
        self._is_comma_due = False
        self._broken += 1
        item, key = indent_at(self._text, self._item_start), self._key_indent
        is_clear = not self._kind or item is None or key is None or len(item) > len(key)
        for found in _LINE_START.finditer(self._text, start + 1):
            if self._broken > _MOST_BROKEN:
                break
            self._position = found.start(2)
            match found.groups():
                case indent, "{" if self._kind and indent == item:
                    return ""
                case indent, "]" if self._kind and indent == key and is_clear:
                    return "" if item is not None else _LIST_LOST
                case indent, '"' if indent == key and is_clear:
                    lost = _LIST_LOST if self._kind and item is None else ""
                    self._kind = None
                    return lost
        # Behind the end, so that nobody misses a closing bracket there.
        self._position = len(self._text) + 1
        return _REST_LOST

    def _next(self) -> str:
        return self._text[self._position : self._position + 1]

    def _advance(self, count: int) -> None:
        self._position = space(self._text, self._position + count)

    def _table_problem(self, code: str, message: str, key: str, start: int) -> Problem:
        return self._problem(code, message, start, display_value(key)[1:-1])

    def _problem(self, code: str, message: str, at: int | None = None, named: str = "") -> Problem:
        line = self._lines.at(self._position if at is None else at)
        return Problem(self._name, line, named, code, message)
