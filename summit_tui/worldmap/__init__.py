"""Delegations by country: how many statements each has, and where it lies on the map.

The delegations of a country or region in all events are one place, by its code. What has none, such
as a company or a continent, has no place on the map; it is listed all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, Entry, Search
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
from summit_tui.archive.wording import region_in_words
from summit_tui.attribution.names import record_name
from summit_tui.i18n import READER, gettext
from summit_tui.model.records import Delegation

MAX_PLACELESS: Final = 300
"""Delegations without a place that are listed."""
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
    node: Restriction
    """What finds its delegations and their statements."""
    code: str | None = None
    """Its code of ISO 3166-1; None for what is no country or region: a single delegation."""
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
    is_limited: bool = False
    """Whether only the statements of a query are counted."""

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
            (first, *_) = archive.search(Search(node, "delegations"), limit=1).hits
            represented.append(_represented(archive, scope, node, first, code))
    placeless = Not(any_of(each.node for each in represented))
    hits = archive.search(Search(placeless, "delegations"), limit=MAX_PLACELESS).hits
    for entry in hits:
        refers = RefersTo(entry.address)
        represented.append(_represented(archive, scope, refers, entry, None))
    # Not to count what a page has whole is most of the time that all this takes.
    is_whole = len(hits) < MAX_PLACELESS
    total = len(hits) if is_whole else archive.counts(placeless)["delegations"]
    return World(tuple(_by_region(represented)), total - len(hits), scope != And())


def of_country(code: str) -> Restriction:
    """Return the query for the delegations with a code of ISO 3166-1, and their statements."""
    return Facet("code", code.lower())


def _represented(
    archive: Archive, scope: Node, node: Restriction, entry: Entry, code: str | None
) -> Represented:
    count = archive.counts(all_of((scope, node)))["quotes"]
    region = summary = None
    if isinstance(entry.record, Delegation):
        region, summary = entry.record.region, entry.record.summary
    name = record_name(entry.record, READER).text
    return Represented(name, region or "", count, node, code, summary or "")


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
    return (region_in_words(of.region) or gettext("region not stated")).upper()


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
