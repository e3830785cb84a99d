"""Reads JSON Lines: one record a line, its kind in `kind`; a file of any length.

A field of the record's own called `kind`, as a source has, is `source_kind` on its line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, Final

from summit_tui.model.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.model.problem import Problem
from summit_tui.model.records import TABLE_CLASSES
from summit_tui.readers.encoding import UnreadableError, lines_of, not_utf8
from summit_tui.readers.found import ParsedRecord, Path, unknown_table, where
from summit_tui.readers.json_values import JsonValues, Places, clean_surrogates, syntax_problem
from summit_tui.readers.limits import too_long
from summit_tui.readers.schema import WRONG, decode_fast, is_sound, quotation_marks
from summit_tui.readers.validation import validate

_kind_named = lru_cache(64)(table_named)

_OWN_KINDS: Final = tuple(
    f"{SINGULAR[kind]}_kind"
    for kind, cls in TABLE_CLASSES.items()
    if any(field.name == "kind" for field in fields(cls))
)
"""What lines call the field `kind` of the records that have one."""

_WORDS: Final[Mapping[str, tuple[Table, str | None]]] = {
    word: (kind, own if (own := f"{SINGULAR[kind]}_kind") in _OWN_KINDS else None)
    for kind in TABLES
    for word in (kind, SINGULAR[kind])
}
"""What `kind` is nearly always: the kind it means, and what such a line calls its own."""


def records(path: FilePath, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    values = JsonValues()
    try:
        for number, line in lines_of(path, name):
            if line is None:
                yield Problem(name, number, "", "E004", too_long())
            elif found := _sound(number, line):
                yield found
            elif line and not line.isspace():
                yield from _line(name, number, line, values)
    except UnreadableError as error:
        yield error.problem


def _sound(number: int, line: bytes) -> ParsedRecord | None:
    """Return a line's record, or None where something may be wrong with it."""
    try:
        data = decode_fast(line)
        kind, own = _WORDS[data.pop("kind")]
        if own in data:
            data = {"kind" if key == own else key: data[key] for key in data}
    except WRONG:
        return None
    # Those of `kind` were taken off.
    return is_sound(kind, data, number, quotation_marks(line) - 4)


def _line(
    name: str, number: int, line: bytes, values: JsonValues
) -> Iterable[ParsedRecord | Problem]:
    try:
        text = line.decode().strip(" \t\r\n")
        data, end = values.decode(text, 0)
        if end < len(text):
            raise json.JSONDecodeError("more follows the record on its line", text, end)
        return _record(name, number, text, data, values)
    except UnicodeDecodeError as error:
        return [Problem(name, number, "", "E002", not_utf8(line[error.start]))]
    except (json.JSONDecodeError, RecursionError) as error:
        return [syntax_problem(name, number, "", error)]


def _record(
    name: str, number: int, text: str, data: Any, values: JsonValues
) -> Iterable[ParsedRecord | Problem]:
    """Return a line's record or its problems; `Any`: nothing is known about the value yet."""
    doubled: Sequence[Path] = ()
    if values.doubled:
        doubled = Places(text, 0, values).doubled or [()]
    data = clean_surrogates(data, text, 0, len(text))
    if not isinstance(data, dict):
        wrong = 'a line must be a record: an object in braces, with its "kind"'
        return [Problem(name, number, "", "E007", wrong)]
    if "kind" not in data:
        missing = f'the field "kind" is missing; it is one of {", ".join(TABLES)}'
        return [Problem(name, number, "", "E101", missing)]
    word = data.pop("kind")
    if not isinstance(word, str):
        return [Problem(name, number, "kind", "E103", "must be text in quotation marks")]
    kind = _kind_named(word)
    if kind is None:
        return [Problem(name, number, "kind", "E005", unknown_table(word, "kind"))]
    return _with_own_kind(name, kind, data, number, doubled)


def _with_own_kind(
    name: str, kind: Table, data: dict[str, Any], number: int, doubled: Sequence[Path]
) -> Iterator[ParsedRecord | Problem]:
    """Yield a line's record with its own kind in its place, or its problems."""
    own, id = f"{SINGULAR[kind]}_kind", data.get("id")
    others = [key for key in _OWN_KINDS if key in data and key != own]
    if own not in _OWN_KINDS:
        yield from validate(name, kind, None, data, number, lambda _: number, doubled)
        return
    placed = {"kind" if key == own else key: data[key] for key in data if key not in others}
    for key in others:
        wrong = f"unknown field `{key}`; the kind of a {SINGULAR[kind]} is `{own}`"
        yield Problem(name, number, where(kind, None, (key,), id), "E102", wrong)
    for one in validate(name, kind, None, placed, number, lambda _: number, doubled):
        if isinstance(one, Problem):
            meant = where(kind, None, (own,), id)
            is_own = one.where == where(kind, None, ("kind",), id) and one.code != "E006"
            yield one._replace(where=meant) if is_own else one
        elif not others:
            yield one
