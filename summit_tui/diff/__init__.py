"""What changed between two coverages, record by record, by how grave each change is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, get_args

from summit_tui.i18n import gettext, gettext_noop
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import Address, Kind

ChangeType = Literal["text", "capacity", "source", "gone", "new", "other"]
CHANGE_TYPES: Final[tuple[ChangeType, ...]] = get_args(ChangeType)
"""Every type of change, the gravest first."""

_NAMES: Final[Mapping[ChangeType, str]] = {
    "text": gettext_noop("text"),
    "capacity": gettext_noop("capacity"),
    "source": gettext_noop("source"),
    "gone": gettext_noop("gone"),
    "new": gettext_noop("new"),
    "other": gettext_noop("other"),
}


def change_in_words(change: ChangeType) -> str:
    """Return a type of change in one word."""
    return gettext(_NAMES[change])


TITLES: Final[Mapping[ChangeType, str]] = {
    "text": gettext_noop("Text changed"),
    "capacity": gettext_noop("Capacity changed"),
    "source": gettext_noop("Source changed"),
    "gone": gettext_noop("Gone"),
    "new": gettext_noop("New"),
    "other": gettext_noop("Other changes"),
}
"""What a reader calls each type."""

COUNTED: Final[Mapping[ChangeType, str]] = {
    "text": gettext_noop("{number} text"),
    "capacity": gettext_noop("{number} capacity"),
    "source": gettext_noop("{number} source"),
    "gone": gettext_noop("{number} gone"),
    "new": gettext_noop("{number} new"),
    "other": gettext_noop("{number} other"),
}
"""A number of changes of each type, as an item of a list."""

READINGS: Final = "readings"
"""The name under which a record has, as a table, what sources print of its fields."""


class Field(NamedTuple):
    """A field whose value differs between two coverages."""

    name: str
    """Its name; the parts of a table inside the record are fields: `excerpt.exact`, `names.zh`,
    `readings.countries.mo-0420` for what a source prints."""
    old: Any
    """The value before, as JSON types; None where there was none. `Any`: fields differ in type."""
    new: Any
    """The value now, likewise."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is new, gone, or different."""

    address: Address
    """Its address; for a record that is gone, the one it had."""
    type: ChangeType
    """New, gone, or the gravest change of its fields."""
    label: str
    """Its name on one line; for a statement, who said it and in which capacity."""
    said: str
    """The statement, in quotation marks if it is direct speech; empty for other records."""
    fields: tuple[Field, ...]
    """The fields that differ, the gravest first; of a record that is new or gone, all of them."""
    unread: str = ""
    """Why the record may only seem to be new or gone: the problem that may have kept it from being
    read on the side that lacks it. Else empty."""
    marked: bool = False
    """Did the reader mark it?"""


def change_type_of(kind: Kind, field: str) -> ChangeType:
    """Return the type of change if a field of a record of `kind` says something else.

    `field` is named as in `Field`; one that the kind does not have is of the type `other`.
    """
    name = field.partition(".")[0]
    if name == READINGS:
        return "source"
    spec = fields_of(kind).get(name)
    return spec.change if spec else "other"


def changed_fields(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields in which two states of a record differ, the gravest first.

    An empty field equals one that is not there.
    """
    before, after = dict(_flat(old)), dict(_flat(new))
    every = (Field(name, before.get(name), after.get(name)) for name in {**before, **after})
    differing = (field for field in every if field.old != field.new)
    return tuple(
        sorted(differing, key=lambda field: CHANGE_TYPES.index(change_type_of(kind, field.name)))
    )


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record except its id, and those of the tables in it, unless empty."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", inner) for part, inner in value.items() if inner)
        elif value and name != "id":
            yield name, value
