"""Topics by speakers: how many statements there are of each speaker on each topic.

Rows and columns are values of two facets, the most frequent first. Records of one person in
several events are one value. Nothing is counted but what is asked for: a row at a time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from summit_tui.archive import Archive, Entry, FacetValue, Search
from summit_tui.archive.query.tree import (
    And,
    Facet,
    Node,
    Not,
    RefersTo,
    Restriction,
    all_of,
    any_of,
)
from summit_tui.attribution.facet_values import readers_values
from summit_tui.model.kinds import Address

Dimension = Literal["topic", "speaker"]

MAX_VALUES: Final = 100
"""Values of a dimension: as many as an archive counts among hits; the rest are `others`."""


@dataclass(frozen=True, slots=True)
class Value:
    """A topic, or a speaker in all events that declare the record the same."""

    label: str
    restrictions: tuple[Restriction, ...]
    """What finds its statements, any of them."""
    count: int

    @property
    def node(self) -> Node:
        """Return the query for its statements."""
        return any_of(self.restrictions)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: the hits of a query, of chosen topics and speakers."""

    node: Node = field(default_factory=And)
    chosen: Mapping[Dimension, tuple[Restriction, ...]] | None = None
    """The topics and the speakers to which the rows and columns are limited, where they are."""

    def limit(self, dimension: Dimension) -> Node:
        """Return the query for the chosen values of a dimension, or for everything."""
        chosen = (self.chosen or {}).get(dimension, ())
        return any_of(chosen) if chosen else And()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and columns of a table, without its numbers."""

    scope: Scope
    row_facet: Dimension
    """What the rows are; the columns are the other dimension."""
    rows: tuple[Value, ...]
    columns: tuple[Value, ...]
    total: int
    """The number of all statements in the scope."""
    year: str = ""
    """The year of the only event that they are of; empty where they are of several."""

    @property
    def column_facet(self) -> Dimension:
        """What the columns are."""
        return "speaker" if self.row_facet == "topic" else "topic"

    def row_node(self, row: int) -> Node:
        """Return the query for the statements of a row."""
        return all_of((self.scope.node, self.rows[row].node, self.scope.limit(self.column_facet)))

    def cell_node(self, row: int, column: int) -> Node:
        """Return the query for the statements of a cell."""
        return all_of((self.scope.node, self.rows[row].node, self.columns[column].node))


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a row."""

    cells: Mapping[int, int]
    """The number of each column that was asked for."""
    others: int
    """Statements of the row in none of these columns."""
    total: int
    """All statements of the row; less than the sum where some are in several columns."""


def table(
    archive: Archive, scope: Scope, down: Dimension, years: Mapping[str, str] | None = None
) -> Table:
    """Return the rows and columns of a table of a scope.

    `years` has the year of each event by its id, which tells people of one name apart.
    """
    node = all_of((scope.node, scope.limit("topic"), scope.limit("speaker")))
    facets = archive.facets(node, "quotes")
    total = archive.counts(node)["quotes"]
    values: dict[Dimension, tuple[Value, ...]] = {}
    dimensions: tuple[Dimension, ...] = ("topic", "speaker")
    for dimension in dimensions:
        chosen = (scope.chosen or {}).get(dimension)
        counted = [
            value
            for value in facets[dimension][:MAX_VALUES]
            if not chosen or value.restriction in chosen
        ]
        values[dimension] = _values(archive, counted, years or {})
    across: Dimension = "speaker" if down == "topic" else "topic"
    events = [value.restriction for value in facets.get("event", ())]
    only = events[0] if len(events) == 1 else None
    year = (years or {}).get(only.value, "") if isinstance(only, Facet) else ""
    return Table(scope, down, values[down], values[across], total, year)


def _values(
    archive: Archive, counted: Sequence[FacetValue], years: Mapping[str, str]
) -> tuple[Value, ...]:
    """Return facet values with the editions of a speaker as one, the most frequent first."""
    grouped: dict[object, list[FacetValue]] = {}
    for value in counted:
        grouped.setdefault(_identity(archive, value.restriction), []).append(value)
    values = [
        Value(
            readers_values(archive, group[:1])[0].label,
            tuple(value.restriction for value in group),
            sum(value.count for value in group),
        )
        for group in grouped.values()
    ]
    labels = Counter(value.label for value in values)
    named = (_with_year(each, years) if labels[each.label] > 1 else each for each in values)
    return tuple(sorted(named, key=lambda value: -value.count))


def _identity(archive: Archive, restriction: Restriction) -> object:
    if not isinstance(restriction, RefersTo):
        return restriction
    return min(_editions(archive, restriction.address))


def _editions(archive: Archive, address: Address) -> Iterable[Address]:
    return [entry.address for entry in archive.editions(address)] or [address]


def _with_year(value: Value, years: Mapping[str, str]) -> Value:
    """Return a value whose label says of which year its records are."""
    events = [each.address.event for each in value.restrictions if isinstance(each, RefersTo)]
    known = sorted(years[event] for event in events if event in years)
    return Value(" ".join((value.label, *known[:1])), value.restrictions, value.count)


def row_counts(archive: Archive, of: Table, row: int, columns: Sequence[int]) -> Counts:
    """Return the numbers of a row in some columns."""

    def count(node: Node) -> int:
        return archive.counts(node)["quotes"]

    node = of.row_node(row)
    cells = {column: count(of.cell_node(row, column)) for column in columns}
    others = Not(any_of(of.columns[column].node for column in columns))
    return Counts(cells, count(all_of((node, others))), count(node))


def statements(archive: Archive, of: Table, row: int, column: int, limit: int) -> Sequence[Entry]:
    """Return the first statements of a cell."""
    return archive.search(Search(of.cell_node(row, column), "quotes"), limit=limit).hits
