"""Delegations by country: how many statements each has, and where it lies on the map.

Delegations of several events with the code of one country are one place. What has no code, such
as a company or a continent, has no place on the map; it is listed all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Search, iterate_hits
from summit_tui.archive.query.tree import And, Node, RefersTo, Restriction, all_of, any_of
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.model.records import Delegation

MAX_DELEGATIONS: Final = 2_000
"""Delegations that are looked at; there are some 250 countries and regions."""
_MAX_FACETS: Final = 100
"""Values that an archive counts among hits at least, before it leaves some out."""
_FOLDER: Final = Path(__file__).parent

_Group = list[tuple[Address, Delegation]]

Point = tuple[float, float]
"""Degrees east and north."""


@dataclass(frozen=True, slots=True)
class Represented:
    """A country, region or other body that delegations came from."""

    name: str
    region: str
    """Its region; \"\" where none is stated."""
    count: int
    """The number of statements of its members."""
    addresses: tuple[Address, ...]
    """Its delegations, of one or several events."""
    point: Point | None = None
    summary: str = ""

    @property
    def node(self) -> Node:
        """Return the query for its statements."""
        return any_of(RefersTo(address) for address in self.addresses)


@dataclass(frozen=True, slots=True)
class World:
    """Everybody who was represented, by region, and how many delegations were left out."""

    represented: tuple[Represented, ...]
    left_out: int

    @property
    def placed(self) -> Sequence[int]:
        """Return the indexes of those that have a place on the map."""
        return [at for at, each in enumerate(self.represented) if each.point]


def world(archive: Archive, scope: Node) -> World:
    """Return who was represented, with the number of their statements among what `scope` finds."""
    hits = islice(iterate_hits(archive, Search(And(), "delegations")), MAX_DELEGATIONS)
    groups: dict[str, _Group] = {}
    for entry in hits:
        if isinstance(entry.record, Delegation):
            key = _identity(entry.address, entry.record)
            groups.setdefault(key, []).append((entry.address, entry.record))
    values = archive.facets(scope, "quotes")["delegation"]
    counted = {value.restriction: value.count for value in values}
    is_whole = len(values) < _MAX_FACETS
    represented = [
        _represented(archive, scope, group, counted, is_whole=is_whole) for group in groups.values()
    ]
    total = archive.counts(And())["delegations"]
    number = sum(map(len, groups.values()))
    return World(tuple(_by_region(represented)), max(0, total - number))


def _identity(address: Address, delegation: Delegation) -> str:
    """Return the code of a country or region, or the address of anything else."""
    has_place = delegation.code and delegation.kind in ("country", "region", None)
    return delegation.code if has_place and delegation.code else str(address)


def _represented(
    archive: Archive,
    scope: Node,
    group: _Group,
    counted: Mapping[Restriction, int],
    *,
    is_whole: bool,
) -> Represented:
    address, first = group[0]
    addresses = tuple(address for address, _ in group)
    restrictions = [RefersTo(address) for address in addresses]
    if len(group) == 1 and (is_whole or restrictions[0] in counted):
        count = counted.get(restrictions[0], 0)
    else:
        count = archive.counts(all_of((scope, any_of(restrictions))))["quotes"]
    region = next((each.region for _, each in group if each.region), None)
    point = points().get(_identity(address, first))
    return Represented(first.name, region or "", count, addresses, point, first.summary or "")


def _by_region(represented: Iterable[Represented]) -> list[Represented]:
    """Return all by region, that with most statements first; what has no place comes last."""
    numbers: dict[str, int] = {}
    for each in represented:
        key = region_title(each)
        numbers[key] = numbers.get(key, 0) + each.count
    return sorted(
        represented,
        key=lambda each: (
            each.point is None,
            -numbers[region_title(each)],
            region_title(each),
            -each.count,
            each.name,
        ),
    )


def region_title(of: Represented) -> str:
    """Return the heading under which somebody is listed."""
    if of.point is None:
        return gettext("WITHOUT A PLACE")
    return of.region.upper() or gettext("region not stated").upper()


@cache
def points() -> Mapping[str, Point]:
    """Return a point within each country by its code of ISO 3166-1."""
    rows = (_FOLDER / "points.txt").read_text("utf-8").split("\n")
    parts = (row.split() for row in rows if row)
    return {code: (float(east), float(north)) for code, east, north in parts}


@cache
def land_rings() -> Sequence[Sequence[Point]]:
    """Return the outlines of the land, each a closed ring."""
    rows = (_FOLDER / "land.txt").read_text("utf-8").split("\n")
    return [
        [(int(east) / 10, int(north) / 10) for east, north in (p.split(",") for p in row.split())]
        for row in rows
        if row
    ]
