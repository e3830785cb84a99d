"""What pydantic's core needs to know of the tables of records to validate them.

pydantic itself would say the same of these classes (a test holds this), but to load it and to let
it look at them takes several times as long as to read a small coverage.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, Field, fields
from functools import cache, partial
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode
from pydantic_core import SchemaValidator, ValidationError, from_json, to_json

from summit_tui.model.fields import CONFIG
from summit_tui.model.kinds import TABLES, Table
from summit_tui.model.records import TABLE_CLASSES
from summit_tui.model.text import escape_controls
from summit_tui.readers.found import ParsedRecord, visible_data

Schema = Any
"""A core schema, which is a tree of dictionaries, typed `Any` as in `values`."""

Validate = Callable[[object], object]
"""Raises `pydantic_core.ValidationError` for what is not valid."""

_BY_NAMES: Final[dict[tuple[Table, tuple[str, ...]], Validate]] = {}
"""Validators of the values of records that have the same fields as one that was valid.

To look for all the fields that a record may have takes as long as to validate those it has, and
few records of a coverage have others than those before.
"""
_MOST_NAMES: Final = 128
"""Each takes up to 70 kB."""


@cache
def validator(kind: Table) -> Validate:
    """Return what raises `pydantic_core.ValidationError` for what is no record of `kind`."""
    return SchemaValidator(_schema(kind)).validate_python


def is_valid(kind: Table, data: dict[str, Any]) -> bool:
    """Say whether nothing is wrong with a record of `kind`, given as JSON types."""
    names = kind, tuple(data)
    try:
        if known := _BY_NAMES.get(names):
            known(tuple(data.values()))
        else:
            validator(kind)(data)
            if len(_BY_NAMES) < _MOST_NAMES:
                _BY_NAMES[names] = _values_validator(kind, names[1])
    except ValidationError:
        return False
    return True


def schemas_of(kind: Table) -> Mapping[str, Schema]:
    """Return the schema of each field of a record of `kind`."""
    return {field["validation_alias"]: field["schema"] for field in _schema(kind)["fields"]}


def _values_validator(kind: Table, names: Sequence[str]) -> Validate:
    """Return the validator of the values of all records that have these fields in this order."""
    schemas = schemas_of(kind)
    values = [schemas[name] for name in names]
    return SchemaValidator({"type": "tuple", "items_schema": values}).validate_python


@cache
def _schema(kind: Table) -> Schema:
    return table_schema(TABLE_CLASSES[kind])


def table_schema(cls: type[Any]) -> Schema:
    """Return the schema of a dataclass, given as a table of its fields; none is made of it."""
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
        # Nobody looks at what validation returns: any default will do.
        schema = {"type": "default", "schema": schema, "default": None}
    return {
        "type": "dataclass-field",
        "name": field.name,
        "schema": schema,
        "validation_alias": field.name.rstrip("_"),
    }


def _value(form: Any) -> Schema:
    """Return the schema of one annotation, of the sorts that records have."""
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
        one = choices[0] if len(choices) == 1 else {"type": "union", "choices": choices}
        return {"type": "nullable", "schema": one} if NoneType in parts else one
    return {"type": "str"} if form is str else table_schema(form)


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


WRONG: Final = (ValueError, LookupError, TypeError, AttributeError)
"""What decoding a value, and taking it for a record, raises where something may be wrong."""
_found = partial(tuple.__new__, ParsedRecord)
"""Makes what `Found` makes of the same values, in half the time."""
_BACKSLASH: Final = ord("\\")
"""A number is looked for among bytes in a fifth of the time that bytes take."""


def decode_fast(json: str | bytes) -> Any:
    """Return the value that JSON holds; raises `ValueError` where there may be none.

    That an object has a key twice is not seen. `Any`: nothing is known about the value yet.
    """
    # Several times as quick as `json`, and pickier: it knows no lone surrogates. Not to look
    # whether it met a text before saves nearly half.
    return from_json(json, cache_strings="keys")


def is_sound(kind: Table, data: Any, line: int, marks: int) -> ParsedRecord | None:
    """Return a record that was decoded, or None where something may be wrong with it.

    `line` is where it begins; `marks` is how many quotation marks of its JSON begin or end a
    string. `Any`: nothing is known about its values yet.
    """
    if data.__class__ is not dict or not is_valid(kind, data):
        return None
    json = to_json(data)
    text = json.decode()
    if not _is_visible(text) and (seen := visible_data(data)) != data:
        if not is_valid(kind, seen):
            return None
        data, json = seen, to_json(seen)
        text = json.decode()
    # Of a key that stands there twice, one is lost with its marks.
    return _found((kind, data, line, text)) if quotation_marks(json) == marks else None


def quotation_marks(json: bytes) -> int:
    """Return how many quotation marks in JSON begin or end a string."""
    if _BACKSLASH in json:
        json = json.replace(rb"\\", b"").replace(rb"\"", b"")
    return json.count(b'"')


def _is_visible(json: str) -> bool:
    """Say whether no character of a value, as JSON on one line, can be one to be made visible."""
    if "\\" in json:
        return False
    if json.isascii():
        return "\x7f" not in json
    return json.isprintable() or escape_controls(json) is json
