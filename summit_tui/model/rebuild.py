"""Rebuilds records and readings from the JSON types that an index keeps of them."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, NamedTuple, TypeVar

from summit_tui.model.field_table import list_fields, small_tables
from summit_tui.model.kinds import Kind, Table
from summit_tui.model.reading import TABLE_CLASSES, Reading
from summit_tui.model.records import CLASSES, Record

# `Any`: the values were valid for their class when the file was read.
Data = Mapping[str, Any]
"""A record or a reading as in its file, as JSON types."""
Rebuilt = TypeVar("Rebuilt")


def record_from(kind: Kind, data: Data) -> Record:
    """Rebuild a record from what was valid when its file was read.

    Its values are not checked again. Raises `LookupError` where a field is missing or unknown.
    """
    return _rebuild(CLASSES[kind], kind, data)


def reading_from(data: Data) -> Reading:
    """Rebuild a reading from what was valid when its file was read, as `record_from` does."""
    return _rebuild(Reading, "readings", data)


class _Fields(NamedTuple):
    """The fields of a class, and those whose values are not simply copied."""

    all: frozenset[str]
    required: frozenset[str]
    objects: tuple[str, ...]
    """An empty dictionary where the file has no such field."""
    remake: Mapping[str, Callable[[Any], object]]
    """What makes the values of some fields again: small tables, and tuples where the index has
    lists."""


def _rebuild(cls: type[Rebuilt], table: Table, data: Data) -> Rebuilt:
    """Return what `cls(**data)` would: filling its dictionary takes a fifth of the time."""
    known = _fields(table)
    if not known.required <= data.keys() <= known.all:
        raise LookupError(f"no {cls.__name__} has these fields")
    record = cls.__new__(cls)
    values = record.__dict__
    for name in known.objects:
        values[name] = {}
    values.update(data)
    remake = known.remake
    # Of what a record has: it has few of the fields that it may have.
    for name, value in data.items():
        if value.__class__ is not str and name in remake:
            values[name] = remake[name](value)
    return record


@cache
def _fields(table: Table) -> _Fields:
    # A dataclass has its defaults as attributes, unless a factory makes them for each record.
    every = fields(TABLE_CLASSES[table])
    objects = {field.name for field in every if field.default_factory is not MISSING}
    bare = {field.name for field in every if field.default is MISSING}
    return _Fields(
        frozenset(field.name for field in every),
        frozenset(bare - objects),
        tuple(objects),
        dict.fromkeys(list_fields(table), _tuple)
        | {name: _remake(cls) for name, cls in small_tables(table).items()},
    )


def _tuple(value: Any) -> object:
    return tuple(value) if value.__class__ is list else value


def _remake(cls: type[Any]) -> Callable[[Any], object]:
    """Return what makes a value again: a table of a class, a list of them, or no table at all."""
    names = {column.name.rstrip("_"): column.name for column in fields(cls)}
    is_renamed = any(key != name for key, name in names.items())

    def remake(value: Any) -> object:
        match value:
            case dict() if is_renamed:
                return cls(**{names[key]: item for key, item in value.items()})
            case dict():
                return cls(**value)
            case list():
                return tuple(map(remake, value))
        return value

    return remake
