"""Three states of a record become one, field by field: the editor's change always wins.

The base is what was imported last, mine is what the folder has now, theirs is what the file has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

# `Any`, here and below: a field holds whatever JSON its class allows.
Fields = Mapping[str, Any]

UNKNOWN: Final[Fields] = {}
"""The base of a record of which the ledger knows nothing: every difference is a conflict."""


class Conflict(NamedTuple):
    """A field that both the editor and the file have changed, to different values."""

    field: str
    """Its name."""
    mine: Any
    """The editor's value, which stays; None where they took it away."""
    theirs: Any
    """The file's value; None where it has none any more."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge makes of a record."""

    fields: dict[str, Any]
    """The fields that it has from now on, in the order of mine and then theirs."""
    base: dict[str, Any]
    """What counts as imported from now on; in conflict it is what did before."""
    conflicts: tuple[Conflict, ...]
    """Where mine was kept although the file has something else and new."""


def merge(base: Fields, mine: Fields, theirs: Fields) -> Merged:
    """Return what becomes of a record; the three states have no `id` and no value None."""
    fields: dict[str, Any] = {}
    new_base: dict[str, Any] = {}
    conflicts = []
    for name in {**mine, **theirs, **base}:
        old, own, other = base.get(name), mine.get(name), theirs.get(name)
        chosen, next_base = own, other
        if own == old:
            chosen = other
        elif other not in (old, own):
            conflicts.append(Conflict(name, own, other))
            next_base = old
        if chosen is not None:
            fields[name] = chosen
        if next_base is not None:
            new_base[name] = next_base
    return Merged(fields, new_base, tuple(conflicts))
