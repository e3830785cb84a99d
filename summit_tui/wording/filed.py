"""A record as it stands in its file, fit to leave."""

from typing import Any

from summit_tui.archive import Entry
from summit_tui.controls import visible
from summit_tui.kinds import SINGULAR


# `Any`: a record is whatever JSON its file held.
def as_filed(entry: Entry) -> dict[str, Any]:
    """Return the record as in its file, its control characters visible, absent fields left out."""
    record: dict[str, Any] = clean(dict(entry.data))
    return record


def with_address(entry: Entry) -> dict[str, Any]:
    """Return the record as in its file behind what says where it belongs.

    `kind` there is the record's. A field of that name, as a source has, is called `source_kind`.
    """
    kind = entry.address.kind
    placed = {"address": str(entry.address), "kind": kind, "event": entry.address.event}
    record = as_filed(entry)
    own = {f"{SINGULAR[kind]}_kind" if key == "kind" else key: record[key] for key in record}
    return {visible(key): visible(text) for key, text in placed.items()} | own


def clean(value: Any) -> Any:
    """Return a JSON value with its control characters visible and without what is null."""
    match value:
        case str():
            return visible(value)
        case dict():
            return {visible(key): clean(part) for key, part in value.items() if part is not None}
        case list() | tuple():
            return [clean(part) for part in value if part is not None]
    return value
