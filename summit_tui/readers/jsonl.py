"""Reads JSON Lines: one record a line, its table in `kind`; a file of any length.

A field `kind` of the record itself, as a source has, is called `source_kind` on its line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from summit_tui.i18n import gettext_lazy
from summit_tui.model.kinds import SINGULAR, TABLES, Table, table_named
from summit_tui.model.problem import Problem
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.readers.encoding import UnreadableError, not_utf8, read_lines
from summit_tui.readers.json_values import (
    JsonPositions,
    JsonValues,
    clean_surrogates,
    syntax_problem,
)
from summit_tui.readers.limits import too_long
from summit_tui.readers.parsed import ParsedRecord, Path, unknown_table, where
from summit_tui.readers.schema import DECODE_ERRORS, count_quotes, decode_fast, parse_valid
from summit_tui.readers.validation import validate

_kind_named = lru_cache(64)(table_named)

_KIND_FIELDS: Final = tuple(
    f"{SINGULAR[kind]}_kind"
    for kind, cls in TABLE_CLASSES.items()
    if any(field.name == "kind" for field in fields(cls))
)
"""The names on lines of the field `kind` of the records that have one."""

_KINDS_BY_WORD: Final[Mapping[str, tuple[Table, str | None]]] = {
    word: (kind, field if (field := f"{SINGULAR[kind]}_kind") in _KIND_FIELDS else None)
    for kind in TABLES
    for word in (kind, SINGULAR[kind])
}
"""The usual words in `kind`: the table they mean, and the name of its own field `kind`."""

_OTHER_KIND_FIELD: Final[Mapping[Table, str]] = {
    "speakers": "unknown field `{key}`; the kind of a speaker is `{field}`",
    "delegations": "unknown field `{key}`; the kind of a delegation is `{field}`",
    "sources": "unknown field `{key}`; the kind of a source is `{field}`",
}


def records(path: str, name: str) -> Iterator[ParsedRecord | Problem]:
    """Yield the records and problems of a file; `name` is what problems call it.

    Raises `OSError` where the file cannot be read.
    """
    values, events = JsonValues(), list[str]()
    try:
        for number, line in read_lines(path, name):
            if line is None:
                yield Problem(name, number, "", "E004", too_long())
            elif record := _valid_record(number, line, events):
                yield record
            elif line and not line.isspace():
                yield from _line(name, number, line, values, events)
    except UnreadableError as error:
        yield error.problem


def _valid_record(number: int, line: bytes, events: list[str]) -> ParsedRecord | None:
    """Return a line's record by the fast path, or None where something may be wrong with it."""
    try:
        data = decode_fast(line)
        quotes = count_quotes(line) - _without_origin(data, events)
        kind, kind_field = _KINDS_BY_WORD[data.pop("kind")]
        if kind_field in data:
            data = {"kind" if key == kind_field else key: data[key] for key in data}
    except DECODE_ERRORS:
        return None
    # The four of `kind` and its value were taken off.
    return parse_valid(kind, data, number, quotes - 4)


def _without_origin(data: Any, events: list[str]) -> int:
    """Take address and event off a record as `export` writes it, where they agree with it.

    `events` holds the first event that a file names: its records all belong to one. Return how
    many quotation marks they had. `Any`: nothing is known about the value yet.
    """
    if "address" not in data:
        return 0
    event = data.get("event")
    origin = f"{event}/{data.get('kind')}/{data.get('id')}"
    if not isinstance(event, str) or data["address"] != origin or events[:1] not in ([], [event]):
        return 0
    events[:] = [event]
    del data["address"], data["event"]
    return 8


def _line(
    name: str, number: int, line: bytes, values: JsonValues, events: list[str]
) -> Iterable[ParsedRecord | Problem]:
    try:
        # Files that were joined have brought their byte order marks along.
        text = line.decode().strip(" \t\r\n\ufeff")
        if not text:
            return []
        data, end = values.decode(text, 0)
        if end < len(text):
            template = "is not valid JSON: more follows the record on its line (column {column})"
            return [Problem(name, number, "", "E003", gettext_lazy(template, column=str(end + 1)))]
        return exported_record(name, number, text, data, values, events)
    except UnicodeDecodeError as error:
        return [Problem(name, number, "", "E002", not_utf8(line[error.start]))]
    except (json.JSONDecodeError, RecursionError) as error:
        return [syntax_problem(name, number, "", error)]


def exported_record(
    name: str, number: int, text: str, data: Any, values: JsonValues, events: list[str]
) -> Iterable[ParsedRecord | Problem]:
    """Return the record of a line, or of an exported list, or its problems.

    `text` is its JSON, `values` decoded it, `events` is empty or holds the event of the records
    before it. `Any`: nothing is known about the value yet.
    """
    duplicates: Sequence[Path] = ()
    if values.has_duplicates:
        duplicates = JsonPositions(text, 0, values).duplicates or [()]
    data = clean_surrogates(data, text, 0, len(text))
    if not isinstance(data, dict):
        message = gettext_lazy('a line must be a record: an object in braces, with its "kind"')
        return [Problem(name, number, "", "E007", message)]
    if "kind" not in data:
        template = 'the field "kind" is missing; it is one of {tables}'
        message = gettext_lazy(template, tables=TABLES)
        return [Problem(name, number, "", "E101", message)]
    readings = _without_readings(data) if _without_origin(data, events) else []
    word = data.pop("kind")
    if not isinstance(word, str):
        message = gettext_lazy("must be text in quotation marks")
        return [Problem(name, number, "kind", "E103", message)]
    kind = _kind_named(word)
    if kind is None:
        return [Problem(name, number, "kind", "E005", unknown_table(word, "kind"))]
    items = _with_kind_field(name, kind, data, number, duplicates)
    return chain(
        items,
        *(
            validate(name, "readings", None, reading, number, lambda _: number)
            for reading in readings
        ),
    )


def _without_readings(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Take its readings off a record as `export` writes it, and return them."""
    readings = data.get("readings")
    if not isinstance(readings, list) or not all(isinstance(reading, dict) for reading in readings):
        return []
    del data["readings"]
    return readings


def _with_kind_field(
    name: str, kind: Table, data: dict[str, Any], number: int, duplicates: Sequence[Path]
) -> Iterator[ParsedRecord | Problem]:
    """Yield a line's record with its own field `kind`, or its problems."""
    kind_field, id = f"{SINGULAR[kind]}_kind", data.get("id")
    others = [key for key in _KIND_FIELDS if key in data and key != kind_field]
    if kind_field not in _KIND_FIELDS:
        yield from validate(name, kind, None, data, number, lambda _: number, duplicates)
        return
    renamed = {"kind" if key == kind_field else key: data[key] for key in data if key not in others}
    for key in others:
        message = gettext_lazy(_OTHER_KIND_FIELD[kind], key=key, field=kind_field)
        yield Problem(name, number, where(kind, None, (key,), id), "E102", message)
    location, on_line = where(kind, None, ("kind",), id), where(kind, None, (kind_field,), id)
    for item in validate(name, kind, None, renamed, number, lambda _: number, duplicates):
        if isinstance(item, Problem):
            is_renamed = item.where == location and item.code != "E006"
            yield item._replace(where=on_line) if is_renamed else item
        elif not others:
            yield item
