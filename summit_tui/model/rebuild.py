"""Records and readings made again from the JSON types that an index keeps of them."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final, NamedTuple, TypeVar

from summit_tui.model.fields import Excerpt, Participation, Role
from summit_tui.model.kinds import Kind
from summit_tui.model.records import CLASSES, TABLE_CLASSES, Reading, Record

# `Any`: the values were valid for their class when the file was read.
Data = Mapping[str, Any]
"""A record or a reading as in its file, as JSON types."""
Made = TypeVar("Made")


def record_from(kind: Kind, data: Data) -> Record:
    """Rebuild a record from what was valid when its file was read.

    Its values are not checked again. Raises `LookupError` where a field is missing or unknown.
    """
    return _made(CLASSES[kind], data)


def reading_from(data: Data) -> Reading:
    """Rebuild a reading from what was valid when its file was read, as `record_from` does."""
    return _made(Reading, data)


class _Fields(NamedTuple):
    """The fields of a class: their names, and those that take more than to be copied."""

    all: frozenset[str]
    required: frozenset[str]
    objects: tuple[str, ...]
    """Are empty where nothing is said."""
    lists: tuple[str, ...]
    """Are tuples once they are made again, if they hold several values."""
    tables: tuple[str, ...]


def _made(cls: type[Made], data: Data) -> Made:
    """Make what `cls(**data)` would: to fill its dictionary takes a fifth of the time."""
    known = _FIELDS[cls]
    if not known.required <= data.keys() <= known.all:
        raise LookupError(f"no {cls.__name__} has these fields")
    made = cls.__new__(cls)
    values = made.__dict__
    for name in known.objects:
        values[name] = {}
    values.update(data)
    for name in known.tables:
        if value := data.get(name):
            values[name] = _TABLES[name](value)
    for name in known.lists:
        if values.get(name).__class__ is list:
            values[name] = tuple(values[name])
    return made


def _fields(cls: type[Record | Reading]) -> _Fields:
    # A dataclass has its defaults as attributes, unless they are made for each.
    own = fields(cls)
    names = {one.name for one in own}
    objects = {one.name for one in own if one.default_factory is not MISSING}
    bare = {one.name for one in own if one.default is MISSING}
    # A speaker came with one delegation, or a group with several.
    lists = {one.name for one in own if one.default == ()} | {"delegation"} & names
    return _Fields(
        frozenset(names),
        frozenset(bare - objects),
        tuple(objects),
        tuple(lists),
        tuple(_TABLES.keys() & names),
    )


def _excerpt(data: Data) -> Excerpt:
    return Excerpt(**data)


def _participations(data: list[str | Data]) -> list[str | Participation]:
    return [one if isinstance(one, str) else Participation(**one) for one in data]


def _roles(data: list[Data]) -> list[Role]:
    return [Role(**{"from_" if key == "from" else key: one[key] for key in one}) for one in data]


_TABLES: Final[Mapping[str, Callable[[Any], object]]] = {
    "excerpt": _excerpt,
    "speakers": _participations,
    "roles": _roles,
}
"""Makes the values of fields that hold tables; no two classes have one of the same name."""
_FIELDS: Final[Mapping[type, _Fields]] = {one: _fields(one) for one in TABLE_CLASSES.values()}
