"""What pydantic's core needs to know of the tables of records to validate them.

pydantic itself would say the same of these classes (a test holds this), but to load it and to let
it look at them takes several times as long as to read a small coverage.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic_core import SchemaValidator, ValidationError

from summit_tui.kinds import Table
from summit_tui.records import TABLE_CLASSES
from summit_tui.values import CONFIG

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
