"""Rebuilds records and readings from the JSON types that an index keeps of them."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final, NamedTuple, TypeVar

from summit_tui.model.fields import Excerpt, Locator, Participation, PersonName, Role, Syndication
from summit_tui.model.kinds import Kind
from summit_tui.model.records import CLASSES, TABLE_CLASSES, Reading, Record

# `Any`: the values were valid for their class when the file was read.
Data = Mapping[str, Any]
"""A record or a reading as in its file, as JSON types."""
Rebuilt = TypeVar("Rebuilt")


def record_from(kind: Kind, data: Data) -> Record:
    """Rebuild a record from what was valid when its file was read.

    Its values are not checked again. Raises `LookupError` where a field is missing or unknown.
    """
    return _rebuild(CLASSES[kind], data)


def reading_from(data: Data) -> Reading:
    """Rebuild a reading from what was valid when its file was read, as `record_from` does."""
    return _rebuild(Reading, data)


class _Fields(NamedTuple):
    """The fields of a class, and those whose values are not simply copied."""

    all: frozenset[str]
    required: frozenset[str]
    objects: tuple[str, ...]
    """An empty dictionary where the file has no such field."""
    lists: tuple[str, ...]
    """Tuples in a record, where the index has lists."""
    tables: tuple[str, ...]


def _rebuild(cls: type[Rebuilt], data: Data) -> Rebuilt:
    """Return what `cls(**data)` would: filling its dictionary takes a fifth of the time."""
    known = _FIELDS[cls]
    if not known.required <= data.keys() <= known.all:
        raise LookupError(f"no {cls.__name__} has these fields")
    record = cls.__new__(cls)
    values = record.__dict__
    for name in known.objects:
        values[name] = {}
    values.update(data)
    for name in known.tables:
        if value := data.get(name):
            values[name] = _TABLES[name](value)
    for name in known.lists:
        if values.get(name).__class__ is list:
            values[name] = tuple(values[name])
    return record


def _fields(cls: type[Record | Reading]) -> _Fields:
    # A dataclass has its defaults as attributes, unless a factory makes them for each record.
    every = fields(cls)
    names = {field.name for field in every}
    objects = {field.name for field in every if field.default_factory is not MISSING}
    bare = {field.name for field in every if field.default is MISSING}
    lists = {field.name for field in every if field.default == ()} | _IDS & names
    return _Fields(
        frozenset(names),
        frozenset(bare - objects),
        tuple(objects),
        tuple(lists),
        tuple(_TABLES.keys() & names),
    )


def _excerpt(data: Data) -> Excerpt:
    return Excerpt(**data)


def _locator(data: Data) -> Locator:
    return Locator(**data)


def _syndication(data: Data) -> Syndication:
    return Syndication(**data)


def _person_names(data: str | list[Data]) -> str | tuple[PersonName, ...]:
    return data if isinstance(data, str) else tuple(PersonName(**name) for name in data)


def _participations(data: list[str | Data]) -> list[str | Participation]:
    return [item if isinstance(item, str) else Participation(**item) for item in data]


def _roles(data: list[Data]) -> list[Role]:
    return [
        Role(**{"from_" if key == "from" else key: value for key, value in role.items()})
        for role in data
    ]


_TABLES: Final[Mapping[str, Callable[[Any], object]]] = {
    "excerpt": _excerpt,
    "speakers": _participations,
    "roles": _roles,
    "author": _person_names,
    "interviewer": _person_names,
    "locator": _locator,
    "syndicated_from": _syndication,
}
"""What makes the value of a field that holds tables; a field of that name holds the same in every
class."""
_IDS: Final = frozenset(("delegation", "speech_by"))
"""Fields that hold one id or a list of ids."""
_FIELDS: Final[Mapping[type, _Fields]] = {cls: _fields(cls) for cls in TABLE_CLASSES.values()}
