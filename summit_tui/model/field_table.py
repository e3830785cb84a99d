"""Reads the table of fields: the rows that the annotations of the record classes hold."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from types import NoneType
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from summit_tui.model.fields import LANGUAGE_TAG, FieldSpec, Form, Text
from summit_tui.model.kinds import KINDS, Kind, Table
from summit_tui.model.reading import TABLE_CLASSES
from summit_tui.model.records import KIND_OF, Record


@cache
def fields_of(table: Table) -> Mapping[str, FieldSpec]:
    """Return the row of each field of a table by the field's name, in the order of its class."""
    return {column.name: _spec_in(column.type) for column in fields(TABLE_CLASSES[table])}


def _spec_in(annotation: object) -> FieldSpec:
    """Return the row in a field's annotation, or one that says nothing."""
    parts = getattr(annotation, "__metadata__", ())
    return next((part for part in parts if isinstance(part, FieldSpec)), FieldSpec())


@cache
def small_tables(table: Table) -> Mapping[str, type[Any]]:
    """Return the fields that hold a small table, or a list of such, each with its class.

    `Any`: each is a dataclass of its own.
    """
    return {
        column.name: form
        for column in fields(TABLE_CLASSES[table])
        for form in _types_in(column.type)
        if is_dataclass(form) and isinstance(form, type)
    }


@cache
def list_fields(table: Table) -> frozenset[str]:
    """Return the fields whose value may be a list."""
    return frozenset(
        column.name
        for column in fields(TABLE_CLASSES[table])
        if any(_origin(form) is tuple for form in _types_in(column.type))
    )


@cache
def choice_fields(table: Table) -> frozenset[str]:
    """Return the fields whose value may be a list or a single value."""
    lists = list_fields(table)
    forms = {
        column.name: _unannotated(column.type)
        for column in fields(TABLE_CLASSES[table])
        if column.name in lists
    }
    return frozenset(
        name
        for name, form in forms.items()
        if len({_origin(part) for part in getattr(form, "__args__", ())} - {NoneType}) > 1
        and _origin(form) is not tuple
    )


@cache
def language_fields(table: Table) -> tuple[str, ...]:
    """Return the fields whose value is a language tag, or a table from language tags."""
    return tuple(column.name for column in fields(TABLE_CLASSES[table]) if _has_tag(column.type))


def _has_tag(annotation: Any) -> bool:
    """Return whether a language tag is in an annotation; `Any` as below."""
    is_tag = any(isinstance(part, Form) for part in getattr(annotation, "__metadata__", ()))
    if is_tag and annotation.__metadata__[0].pattern == LANGUAGE_TAG:
        return True
    return any(map(_has_tag, getattr(_unannotated(annotation), "__args__", ())))


def _types_in(annotation: object) -> Iterator[object]:
    """Yield an annotation and whatever is inside it."""
    form = _unannotated(annotation)
    yield form
    for part in getattr(form, "__args__", ()):
        yield from _types_in(part)


def _unannotated(annotation: Any) -> object:
    """Return a type without what is annotated to it; `Any` as below."""
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation


def _origin(annotation: object) -> object:
    """Return `tuple` for `tuple[str, ...]`, and a type without parameters itself."""
    form = _unannotated(annotation)
    return getattr(form, "__origin__", form)


class FacetField(NamedTuple):
    """A facet that follows from the row of a field."""

    kind: Kind
    """The kind of record that has the field."""
    name: str
    """The name of the field."""
    label: str
    """The label of the field."""
    choices: tuple[str, ...]
    """The words of which its value is one; none where any text is valid."""


@cache
def facet_fields() -> Mapping[str, FacetField]:
    """Return the facets that follow from rows, by name, in the order of the classes.

    Of several fields in one facet, which are of one kind, the first is its field.
    """
    facets: dict[str, FacetField] = {}
    for kind in KINDS:
        for name, spec in fields_of(kind).items():
            if spec.facet:
                # What an attribution states has no label of its own.
                label = spec.label or name.capitalize()
                facets.setdefault(spec.facet, FacetField(kind, name, label, choices_of(kind, name)))
    return facets


@cache
def has_words() -> tuple[str, ...]:
    """Return the words by which `has:` finds records that have a field."""
    specs = (spec for kind in KINDS for spec in fields_of(kind).values())
    return tuple(dict.fromkeys(spec.has for spec in specs if spec.has))


@cache
def choices_of(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the words of which the value of a field is one; none where any text is valid."""
    form = next(column.type for column in fields(TABLE_CLASSES[kind]) if column.name == name)
    words = (part for part in _types_in(form) if get_origin(part) is Literal)
    return tuple(chain.from_iterable(map(get_args, words)))


@cache
def text_fields(table: Table) -> frozenset[str]:
    """Return the fields of a table that hold one text, no word of a list, day or code."""
    forms = ((column.name, _without_spec(column.type)) for column in fields(TABLE_CLASSES[table]))
    return frozenset(name for name, form in forms if form in (Text, Text | None))


def _without_spec(annotation: Any) -> object:
    """Return the type of a field without its row; `Any`: annotations have no type of their own."""
    parts = getattr(annotation, "__metadata__", ())
    if not parts or not isinstance(parts[-1], FieldSpec):
        return annotation
    # Python joins an annotation and the one inside it: the form of a text then comes first.
    return Annotated[annotation.__origin__, *parts[:-1]] if parts[:-1] else annotation.__origin__


@cache
def name_fields(table: Table) -> tuple[str, ...]:
    """Return the fields that name a record, its main name first."""
    return tuple(name for name, spec in fields_of(table).items() if spec.is_name)


def main_name(record: Record) -> str:
    """Return the name or title of a record; for a statement, its text."""
    name: str = getattr(record, name_fields(KIND_OF[type(record)])[0])
    return name


def names_by_language(record: Record) -> Mapping[str, str]:
    """Return the names or titles of a record in other languages, by language tag (BCP 47)."""
    values = (getattr(record, name) for name in name_fields(KIND_OF[type(record)]))
    return next((value for value in values if isinstance(value, dict)), {})
