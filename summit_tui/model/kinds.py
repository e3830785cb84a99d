"""The kinds of record, and the addresses that name records by them."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Kind = Literal["event", "sessions", "speakers", "quotes", "delegations", "sources"]
KINDS: Final[tuple[Kind, ...]] = (
    "event",
    "sessions",
    "speakers",
    "quotes",
    "delegations",
    "sources",
)
Table = Kind | Literal["readings"]
TABLES: Final[tuple[Table, ...]] = (*KINDS, "readings")
"""What a coverage file may hold: the kinds of record, and readings of their fields."""
SINGULAR: Final[Mapping[Table, str]] = {table: table.removesuffix("s") for table in TABLES}


class Address(NamedTuple):
    """What names one record among all: `event/kind/id`."""

    event: str
    """Id of the event."""
    kind: Kind
    """The record's kind."""
    id: str
    """The record's own id."""

    def __str__(self) -> str:
        return "/".join(self)


def resolve_address(text: str, event: str) -> Address:
    """Return what `event/kind/id` or `kind/id` names for a record of the event `event`."""
    *other, kind, id = text.split("/")
    return Address(other[0] if other else event, KINDS[KINDS.index(kind)], id)


def table_named(word: str) -> Table | None:
    """Return the table that `word` names, in the plural or the singular, or None."""
    word = word.casefold()
    return next((table for table in TABLES if word in (table, SINGULAR[table])), None)


def kind_named(word: str) -> Kind | None:
    """Return the kind that `word` names, in the plural or the singular, or None."""
    table = table_named(word)
    return None if table == "readings" else table
