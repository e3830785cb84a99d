"""Delegations by country: how many statements each has, and where it lies on the map.

Delegations of all events with the code of one country are one place, a company with it among them.
What has no code, such as a continent, has no place on the map; it is listed all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.describe import names_of
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node, Not, RefersTo, all_of, any_of
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address
from summit_tui.model.records import Delegation

MAX_PLACELESS: Final = 300
"""Delegations without a place that are listed."""
_MOST_NAMES: Final = 5
"""Delegations of a country among which the one that names it is looked for."""
_FOLDER: Final = Path(__file__).parent

Point = tuple[float, float]
"""Degrees east and north."""


@dataclass(frozen=True, slots=True)
class Represented:
    """A country, region or other body that delegations came from."""

    name: str
    region: str
    """Its region; "" where none is stated."""
    count: int
    """The number of statements of its members."""
    node: Node
    """The query for its delegations and statements."""
    code: str | None = None
    """Its code of ISO 3166-1; None for what has none, which is a single delegation then."""
    address: Address | None = None
    """The delegation that names it."""
    summary: str = ""

    @property
    def point(self) -> Point | None:
        """Return where it lies, if it has a place."""
        return points().get(self.code) if self.code else None


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
    represented = []
    for code in points():
        node = of_country(code)
        if archive.counts(node)["delegations"]:
            first = _naming(archive.search(Search(node, "delegations"), limit=_MOST_NAMES).hits)
            represented.append(_represented(archive, scope, node, first, code))
    placeless = Not(any_of(each.node for each in represented))
    hits = archive.search(Search(placeless, "delegations"), limit=MAX_PLACELESS).hits
    for entry in hits:
        node = RefersTo(entry.address)
        represented.append(_represented(archive, scope, node, entry, None))
    # Not to count what a page has whole is most of the time that all this takes.
    is_whole = len(hits) < MAX_PLACELESS
    total = len(hits) if is_whole else archive.counts(placeless)["delegations"]
    return World(tuple(_by_region(represented)), total - len(hits))


def of_country(code: str) -> Node:
    """Return the query for the delegations with a code of ISO 3166-1, and their statements."""
    return parse(country_query(code)).node


def country_query(code: str) -> str:
    """Return the same as it is typed."""
    return f"country:{code.lower()}"


def _naming(hits: Sequence[Entry]) -> Entry:
    """Return the delegation that names a country: one that is a country or region, if any is."""
    named = (
        entry
        for entry in hits
        if isinstance(entry.record, Delegation) and entry.record.kind in ("country", "region")
    )
    return next(named, hits[0])


def _represented(
    archive: Archive, scope: Node, node: Node, entry: Entry, code: str | None
) -> Represented:
    count = archive.counts(all_of((scope, node)))["quotes"]
    region = summary = None
    if isinstance(entry.record, Delegation):
        region, summary = entry.record.region, entry.record.summary
    name = names_of(entry.record)[0]
    return Represented(name, region or "", count, node, code, entry.address, summary or "")


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
