"""JSON, JSON Lines and TOML: records as in their files, with control characters visible.

With each record come its readings: what sources print of its fields.

What could hide or turn around other text is written as an escape, and is read again as it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomli_w

from summit_tui.archive import Entry
from summit_tui.i18n import gettext
from summit_tui.model.invisible import escape_hidden
from summit_tui.model.json_text import dump_json
from summit_tui.model.kinds import SINGULAR, Table
from summit_tui.model.text import escape_controls


# `Any`: a record is whatever JSON its file held.
def as_in_file(entry: Entry) -> dict[str, Any]:
    """Return the record as in its file, its control characters visible, absent fields left out."""
    record: dict[str, Any] = without_controls(dict(entry.data))
    return record


def with_address(entry: Entry) -> dict[str, Any]:
    """Return the record as in its file, preceded by its address, kind and event.

    `kind` there is the record's. A field of that name, as a source has, is called `source_kind`.
    """
    kind = entry.address.kind
    origin = {"address": str(entry.address), "kind": kind, "event": entry.address.event}
    visible = {escape_controls(key): escape_controls(text) for key, text in origin.items()}
    return visible | fields_on_line(kind, as_in_file(entry))


def _with_readings(entry: Entry) -> dict[str, Any]:
    """Return the same followed by the record's readings, if it has any, in `readings`.

    Those of a source of another event begin with that event, as the source's id means nothing here.
    """
    readings = [
        ({} if sourced.event == entry.address.event else {"event": sourced.event})
        | without_controls(sourced.data)
        for sourced in entry.readings
    ]
    return with_address(entry) | ({"readings": readings} if readings else {})


def fields_on_line(table: Table, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record as a line of JSON Lines has them, its table in `kind`.

    A field of that name, as a source has, is called `source_kind`.
    """
    name = f"{SINGULAR[table]}_kind"
    return {"kind": table} | {name if key == "kind" else key: record[key] for key in record}


def without_controls(value: Any) -> Any:
    """Return a JSON value with its control characters visible and without what is null."""
    match value:
        case str():
            return escape_controls(value)
        case dict():
            return {
                escape_controls(key): without_controls(part)
                for key, part in value.items()
                if part is not None
            }
        case list() | tuple():
            return [without_controls(part) for part in value if part is not None]
    return value


def toml_escape(character: str) -> str:
    """Return the escape of a character in a TOML string."""
    return f"\\U{ord(character):08X}"


def write_json(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list, record by record."""
    start = "[\n"
    for entry in entries:
        yield start + dump_json(_with_readings(entry))
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


def write_jsonl(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield dump_json(_with_readings(entry), None) + "\n"


def write_toml(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one table for each record and each of its readings by a source of its event.

    Raises `ValueError` at the first record of a second event: a file's records all belong to one.
    """
    gap, event, has_event = "", None, False
    for entry in entries:
        if event not in (None, entry.address.event):
            raise ValueError(
                gettext(
                    "A coverage file holds one event's records, and these belong to several: "
                    "{event} and {other}. Take each event's records on their own.",
                    event=event,
                    other=entry.address.event,
                )
            )
        event = entry.address.event
        if entry.address.kind == "event":
            if has_event:  # a list may name it twice, a document may not
                continue
            has_event = True
        yield gap + toml_table(entry.address.kind, as_in_file(entry))
        gap = "\n"
        for sourced in entry.readings:
            # A file's readings are those of its own event's sources.
            if sourced.event == event:
                yield gap + toml_table("readings", without_controls(sourced.data))


def toml_table(table: Table, record: Mapping[str, Any]) -> str:
    """Return a record as a table of a coverage file, from its header to its last line."""
    # All of its strings, and all keys but those of plain letters, are of the kind with escapes.
    text = escape_hidden(tomli_w.dumps({table: record}), toml_escape)
    # The library writes a list of small tables within one line, to which none can be added, so the
    # record is written as a single table and its heading made that of a list.
    return text if table == "event" else text.replace(f"[{table}]", f"[[{table}]]", 1)
