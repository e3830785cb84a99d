"""What changed between two coverages, record by record, told apart by how grave it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, get_args

from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import fields_of

ChangeType = Literal["text", "capacity", "source", "gone", "new", "other"]
CHANGE_TYPES: Final[tuple[ChangeType, ...]] = get_args(ChangeType)
"""Every sort of change, the gravest first."""

TITLES: Final[Mapping[ChangeType, str]] = {
    "text": "Text changed",
    "capacity": "Capacity changed",
    "source": "Source changed",
    "gone": "Gone",
    "new": "New",
    "other": "Other changes",
}
"""What a reader calls each sort."""

READINGS: Final = "readings"
"""The name under which a record has, as a table, what sources print of its fields."""


class Field(NamedTuple):
    """A field that says something else than before."""

    name: str
    """Its name; the parts of a table inside the record are fields: `excerpt.exact`, `names.zh`,
    `readings.countries.mo-0420` for what a source prints."""
    old: Any
    """What it said, as JSON types; None where it said nothing. `Any`: fields differ in type."""
    new: Any
    """What it says now, likewise."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is new, gone, or no longer the same."""

    address: Address
    """Where it is; for a record that is gone, where it was."""
    what: ChangeType
    """The gravest change of its fields."""
    label: str
    """What it is called, on one line; for a statement, who said it and in which capacity."""
    said: str
    """The statement, in quotation marks if it is direct speech; empty for other records."""
    fields: tuple[Field, ...]
    """What differs, the gravest first; of a new record all it says, of one that is gone all that
    it said."""
    unread: str = ""
    """Why the record may only seem to be gone or new: what could not be read on the side on which
    it is missing."""
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

    A field that is empty says as much as one that is not there.
    """
    before, after = dict(_flat(old)), dict(_flat(new))
    found = (Field(name, before.get(name), after.get(name)) for name in {**before, **after})
    differing = (one for one in found if one.old != one.new)
    return tuple(
        sorted(differing, key=lambda one: CHANGE_TYPES.index(change_type_of(kind, one.name)))
    )


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record but its id, and those of the tables in it, unless empty."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", inner) for part, inner in value.items() if inner)
        elif value and name != "id":
            yield name, value
