"""The JSON Schema (2020-12) of records and of whole JSON coverage files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from summit_tui.kinds import TABLES, Table
from summit_tui.records import TABLE_CLASSES
from summit_tui.values import CONFIG

# To look for plugins among all installed packages takes a while.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_MODE: Final[JsonSchemaMode] = "validation"


def record_schema(kind: Table) -> dict[str, Any]:
    """Return the schema of one record of `kind`."""
    with _described():
        strict: dict[str, Any] = _strict(TypeAdapter(TABLE_CLASSES[kind]).json_schema())
    return {"$schema": _DIALECT} | strict


def file_schema() -> dict[str, Any]:
    """Return the schema of a JSON file: one event, and a list for each other kind of record."""
    with _described():
        adapters = [(kind, _MODE, TypeAdapter(TABLE_CLASSES[kind])) for kind in TABLES]
    by_kind, shared = TypeAdapter.json_schemas(adapters)
    properties: dict[str, Any] = {"$schema": {"type": "string"}}
    for kind in TABLES:
        record = by_kind[kind, _MODE]
        properties[kind] = record if kind == "event" else {"type": "array", "items": record}
    return {
        "$schema": _DIALECT,
        "title": "Coverage",
        "description": "Coverage of one summit, or part of it.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _strict(shared)["$defs"],
    }


@contextmanager
def _described() -> Iterator[None]:
    """Let the docstrings of fields become their descriptions.

    pydantic reads them from the source code, which takes longer than all else of a validator:
    whoever only reads files goes without.
    """
    CONFIG["use_attribute_docstrings"] = True
    try:
        yield
    finally:
        del CONFIG["use_attribute_docstrings"]


def _strict(schema: Any) -> Any:
    """Return a schema in which keys that fit no pattern are not allowed either, as in reading.

    `Any`: a schema is a tree of JSON values.
    """
    match schema:
        case list():
            return [_strict(one) for one in schema]
        case dict():
            strict = {key: _strict(one) for key, one in schema.items()}
            return (
                strict | {"additionalProperties": False}
                if "patternProperties" in schema
                else strict
            )
    return schema
