"""What the screen asks the archive for at once, so that it paints once."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from summit_tui.app.links import Edition, editions_of
from summit_tui.app.view import PANES, View
from summit_tui.archive import (
    PAGE,
    Archive,
    Disagreement,
    Entry,
    FacetValue,
    Info,
    Neighbours,
    Page,
    Search,
    Total,
    iterate_hits,
)
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Facet, Node, Not
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Quote

Facets = Mapping[str, Sequence[FacetValue]]

QUOTED: Final = Facet("has", "quotes")
"""Finds what has a statement, as `has:quotes` does."""
UNQUOTED: Final = Not(QUOTED)
"""Finds what has no statement, as `-has:quotes` does."""
MOST_NAMES: Final = 12
"""So many of those without a statement are named."""
MOST_REMARKS: Final = 500
"""So many remarks are known to the search box."""
MOST_DISAGREEMENTS: Final = 8
"""So many disagreements are listed."""


class RecordPage(NamedTuple):
    """A record and what refers to it."""

    entry: Entry
    neighbours: Sequence[Neighbours]
    editions: Sequence[Edition] = ()
    """The same one in all events, this one among them."""


class ResultPage(NamedTuple):
    """The page of hits to show first, and the record under the cursor."""

    page: Page
    cursor: int
    record: RecordPage | None


class StartPage(NamedTuple):
    """What the first picture of an archive needs."""

    info: Info
    quotes: Facets
    """How all statements divide."""
    sessions: Facets
    """How all sessions divide."""


class Disagreements(NamedTuple):
    """Where sources disagree, and of whom they say nothing."""

    disagreements: Sequence[Disagreement]
    """The most different ones."""
    unquoted: Mapping[Kind, Page]
    """The first speakers and delegations without a statement, and how many there are."""


def opening(archive: Archive) -> StartPage:
    """Return what an archive holds, in figures."""
    everything = And()
    return StartPage(
        archive.info(),
        archive.facets(everything, "quotes"),
        archive.facets(everything, "sessions"),
    )


def witnesses(archive: Archive) -> Disagreements:
    """Return what an archive knows of many sources for one thing."""
    kinds: tuple[Kind, ...] = ("speakers", "delegations")
    totals = archive.counts(UNQUOTED)
    pages = {kind: archive.search(Search(UNQUOTED, kind), limit=MOST_NAMES) for kind in kinds}
    return Disagreements(
        archive.disagreements(MOST_DISAGREEMENTS),
        {
            kind: page._replace(total=Total(totals[kind], exact=True))
            for kind, page in pages.items()
        },
    )


def remarks(archive: Archive) -> list[str]:
    """Return the ids of remarks, those of the newest statements first."""
    page = archive.search(
        Search(Facet("has", "remark"), "quotes", collapsed=True), limit=MOST_REMARKS
    )
    found = (one.record.remark for one in page.hits if isinstance(one.record, Quote))
    return list(dict.fromkeys(filter(None, found)))


def hits(archive: Archive, view: View, node: Node) -> ResultPage:
    """Return the page on which the view's record stands, or the first one."""
    cursor = 0
    address = view.address or (_present(archive) if view.pane == "overview" else None)
    if address is not None:
        cursor = archive.position(address, view.search(node)) or 0
    page = rows(archive, view, node, cursor // PAGE * PAGE)
    at = cursor - page.start
    return ResultPage(page, cursor, _with_neighbours(archive, page.hits[at]) if page.hits else None)


def rows(archive: Archive, view: View, node: Node, start: int) -> Page:
    """Return the rows of a view from `start` on."""
    return archive.search(view.search(node), start, PAGE)


def totals(archive: Archive, view: View, node: Node) -> tuple[Mapping[Kind, int], int]:
    """Return how many hits each kind has, and in how many rows the view shows its own."""
    counts = archive.counts(node)
    rows = archive.counts(node, collapsed=True) if view.collapsed else counts
    return counts, rows[view.kind]


def facets(archive: Archive, view: View, node: Node) -> Facets:
    """Return how the hits divide.

    The values of a facet with choices are those of the hits that there were without them: one
    sees what a further choice would add.
    """
    told = archive.facets(node, view.kind)
    if not view.choices:
        return told
    told, asked = dict(told), parse(view.query, typing=True).node
    for name in {choice.facet for choice in view.choices} & told.keys():
        all_values = archive.facets(view.without(name).wanted(asked), view.kind)[name]
        there = {value.restriction for value in all_values}
        # Of very many only the most frequent are told: a chosen one may not be among them.
        told[name] = [*all_values, *(one for one in told[name] if one.restriction not in there)]
    return told


def addresses(archive: Archive, view: View, node: Node, first: int, last: int) -> list[Address]:
    """Return the addresses of the rows `first` to `last` of a view, both included."""
    found = iterate_hits(archive, view.search(node))
    return [entry.address for entry in islice(found, first, last + 1)]


def hit_beyond(archive: Archive, view: View, node: Node, step: int) -> View | None:
    """Return the view of the nearest pane after (`step` 1) or before (-1) that has a hit, at it."""
    now = PANES.index(view.pane)
    counts = archive.counts(node, collapsed=view.collapsed)
    for pane in [*PANES[now + 1 :], *PANES[1:now]][::step]:
        if pane != "overview" and counts[pane]:
            there = view.in_pane(pane)
            start = 0 if step > 0 else counts[pane] - 1
            (hit,) = rows(archive, there, node, start).hits[:1]
            return there._replace(address=hit.address)
    return None


def record(archive: Archive, address: Address) -> RecordPage | None:
    """Return a record with what refers to it, or None where it is not in the coverage."""
    entry = archive.get(address)
    return _with_neighbours(archive, entry) if entry else None


def _present(archive: Archive) -> Address | None:
    """Return the newest event with statements; one that was only announced has none."""
    page = archive.search(Search(QUOTED, "event"), limit=1)
    return page.hits[0].address if page.hits else None


def _with_neighbours(archive: Archive, entry: Entry) -> RecordPage:
    return RecordPage(entry, archive.neighbours(entry.address), editions_of(archive, entry))
