"""The schemas by which pydantic's core validates records, and the JSON Schemas of coverage files.

pydantic itself would build the same schemas from these classes (a test holds this), but importing
it and letting it inspect them takes several times as long as reading a small coverage.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, Field, fields
from functools import cache, partial
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import SchemaValidator, ValidationError, from_json, to_json

from summit_tui.model.fields import CONFIG
from summit_tui.model.kinds import TABLES, Table
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.model.text import escape_controls
from summit_tui.readers.parsed import ParsedRecord, visible_data

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaMode

Schema = Any
"""A core schema: a tree of dictionaries, typed `Any` as in `model.fields`."""

Validate = Callable[[object], object]
"""Raises `pydantic_core.ValidationError` for what is not valid."""

_VALIDATORS: Final[dict[tuple[Table, tuple[str, ...]], Validate]] = {}
"""Validators of the values of records, by kind and the names of their fields.

Looking up all fields that a record may have takes as long as validating those it has, and most
records of a coverage have the same fields as one before.
"""
_MAX_VALIDATORS: Final = 128
"""Each takes up to 70 kB."""


@cache
def validator(kind: Table) -> Validate:
    """Return the function that raises `ValidationError` for what is no valid record of `kind`."""
    return SchemaValidator(_schema(kind)).validate_python


def is_valid(kind: Table, data: dict[str, Any]) -> bool:
    """Tell whether a record of `kind`, given as JSON types, is valid."""
    names = kind, tuple(data)
    try:
        if known := _VALIDATORS.get(names):
            known(tuple(data.values()))
        else:
            validator(kind)(data)
            if len(_VALIDATORS) < _MAX_VALIDATORS:
                _VALIDATORS[names] = _values_validator(kind, names[1])
    except ValidationError:
        return False
    return True


def field_schemas(kind: Table) -> Mapping[str, Schema]:
    """Return the schema of each field of a record of `kind`."""
    return {field["validation_alias"]: field["schema"] for field in _schema(kind)["fields"]}


def _values_validator(kind: Table, names: Sequence[str]) -> Validate:
    """Return the validator of the values of all records that have these fields in this order."""
    schemas = field_schemas(kind)
    values = [schemas[name] for name in names]
    return SchemaValidator({"type": "tuple", "items_schema": values}).validate_python


@cache
def _schema(kind: Table) -> Schema:
    return table_schema(TABLE_CLASSES[kind])


def table_schema(cls: type[Any]) -> Schema:
    """Return the schema of a table with the fields of a dataclass; no instance is made of it."""
    forms = get_type_hints(cls, include_extras=True)
    return {
        "type": "dataclass-args",
        "dataclass_name": cls.__name__,
        "fields": [_field(field, forms[field.name]) for field in fields(cls)],
        "extra_behavior": CONFIG["extra"],
    }


def _field(field: "Field[Any]", form: object) -> Schema:
    schema = _value(form)
    if field.default is not MISSING or field.default_factory is not MISSING:
        # The result of validation is not used: any default will do.
        schema = {"type": "default", "schema": schema, "default": None}
    return {
        "type": "dataclass-field",
        "name": field.name,
        "schema": schema,
        "validation_alias": field.name.rstrip("_"),
    }


def _value(form: Any) -> Schema:
    """Return the schema of one annotation, of those that occur in records."""
    origin, parts = get_origin(form), get_args(form)
    if origin is Annotated:
        return parts[1].__get_pydantic_core_schema__(parts[0], _value)
    if origin is Literal:
        return {"type": "literal", "expected": list(parts)}
    if origin is dict:
        keys, values = map(_value, parts)
        return {"type": "dict", "keys_schema": keys, "values_schema": values}
    if origin is tuple:
        return {"type": "tuple", "items_schema": [_value(parts[0])], "variadic_item_index": 0}
    if parts:
        choices = [_value(part) for part in parts if part is not NoneType]
        schema = choices[0] if len(choices) == 1 else {"type": "union", "choices": choices}
        return {"type": "nullable", "schema": schema} if NoneType in parts else schema
    return {"type": "str"} if form is str else table_schema(form)


# Searching all installed packages for plugins is slow.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ID: Final = "https://github.com/summit-tui/summit-tui/schema/{}.json"
"""The name of a schema, by which editors and registries know it; nothing is fetched from there."""
_MODE: "Final[JsonSchemaMode]" = "validation"


def record_schema(kind: Table) -> dict[str, Any]:
    """Return the schema of one record of `kind`."""
    from pydantic import TypeAdapter  # takes ten times as long to load as its core

    with _field_descriptions():
        strict: dict[str, Any] = _strict(TypeAdapter(TABLE_CLASSES[kind]).json_schema())
    return {"$schema": _DIALECT, "$id": _ID.format(kind)} | strict


def file_schema() -> dict[str, Any]:
    """Return the schema of a JSON file: one event, and a list for each other kind of record."""
    from pydantic import TypeAdapter

    with _field_descriptions():
        adapters = [(kind, _MODE, TypeAdapter(TABLE_CLASSES[kind])) for kind in TABLES]
    by_kind, shared = TypeAdapter.json_schemas(adapters)
    properties: dict[str, Any] = {"$schema": {"type": "string"}}
    for kind in TABLES:
        record = by_kind[kind, _MODE]
        properties[kind] = record if kind == "event" else {"type": "array", "items": record}
    return {
        "$schema": _DIALECT,
        "$id": _ID.format("coverage"),
        "title": "Coverage",
        "description": "Coverage of one summit, or part of it.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _strict(shared)["$defs"],
    }


@contextmanager
def _field_descriptions() -> Iterator[None]:
    """Make pydantic take the docstrings of fields as their descriptions.

    It reads them from the source code, which takes longer than the rest of a validator: reading
    files goes without.
    """
    CONFIG["use_attribute_docstrings"] = True
    try:
        yield
    finally:
        del CONFIG["use_attribute_docstrings"]


def _strict(schema: Any) -> Any:
    """Return a schema that allows no keys that fit no pattern, as the validators do not.

    `Any`: a schema is a tree of JSON values.
    """
    match schema:
        case list():
            return [_strict(item) for item in schema]
        case dict():
            strict = {key: _strict(item) for key, item in schema.items()}
            return (
                strict | {"additionalProperties": False}
                if "patternProperties" in schema
                else strict
            )
    return schema


DECODE_ERRORS: Final = (ValueError, LookupError, TypeError, AttributeError)
"""What decoding a value, and using it as a record, raises where something may be wrong."""
_parsed_record = partial(tuple.__new__, ParsedRecord)
"""Makes a `ParsedRecord` of a tuple of its values, in half the time of the class."""
_BACKSLASH: Final = ord("\\")
"""Searching bytes for a number takes a fifth of the time of searching them for bytes."""


def decode_fast(json: str | bytes) -> Any:
    """Return the value that JSON holds; raises `ValueError` where there may be none.

    Duplicate keys are not noticed. `Any`: nothing is known about the value yet.
    """
    # Several times as fast as `json`, and stricter: it rejects lone surrogates. Caching keys only,
    # not every string, saves nearly half.
    return from_json(json, cache_strings="keys")


def parse_valid(kind: Table, data: Any, line: int, quotes: int) -> ParsedRecord | None:
    """Return a decoded record by the fast path, or None where something may be wrong with it.

    `line` is where it begins; `quotes` is the `count_quotes` of its JSON. `Any`: nothing is known
    about its values yet.
    """
    if data.__class__ is not dict or not is_valid(kind, data):
        return None
    try:
        json = to_json(data)
    except ValueError:  # a lone surrogate where any text is valid
        return None
    text = json.decode()
    if not _is_visible(text) and (visible := visible_data(data)) != data:
        if not is_valid(kind, visible):
            return None
        data, json = visible, to_json(visible)
        text = json.decode()
    # Of a duplicate key, one is lost with its quotation marks.
    return _parsed_record((kind, data, line, text)) if count_quotes(json) == quotes else None


def count_quotes(json: bytes) -> int:
    """Return the number of quotation marks in JSON that begin or end a string."""
    if _BACKSLASH in json:
        json = json.replace(rb"\\", b"").replace(rb"\"", b"")
    return json.count(b'"')


def _is_visible(json: str) -> bool:
    """Tell whether no character of a value, as JSON on one line, is a control character."""
    if "\\" in json:
        return False
    if json.isascii():
        return "\x7f" not in json
    return json.isprintable() or escape_controls(json) is json
