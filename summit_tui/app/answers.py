"""What the screen asks the archive for at once, so that it paints once."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from summit_tui.app.view import PANES, View
from summit_tui.app.widgets.record_list import PAGE
from summit_tui.archive import Archive, Entry, FacetValue, Info, Neighbours, Page, every_hit
from summit_tui.archive.query import And, Node
from summit_tui.records import Address

Facets = Mapping[str, Sequence[FacetValue]]


class Record(NamedTuple):
    """A record and what refers to it."""

    entry: Entry
    neighbours: Sequence[Neighbours]


class Hits(NamedTuple):
    """The page of hits to show first, and the record under the cursor."""

    page: Page
    cursor: int
    record: Record | None


class Opening(NamedTuple):
    """What the first picture of an archive needs."""

    info: Info
    quotes: Facets
    """How all statements divide."""
    sessions: Facets
    """How all sessions divide."""


def opening(archive: Archive) -> Opening:
    """Return what an archive holds, in figures."""
    everything = And()
    return Opening(
        archive.info(),
        archive.facets(everything, "quotes"),
        archive.facets(everything, "sessions"),
    )


def hits(archive: Archive, view: View, node: Node) -> Hits:
    """Return the page on which the view's record stands, or the first one."""
    cursor = 0
    if view.address is not None:
        cursor = archive.position(view.address, node, view.sort, reverse=view.reverse) or 0
    page = rows(archive, view, node, cursor // PAGE * PAGE)
    at = cursor - page.start
    return Hits(page, cursor, _with_neighbours(archive, page.hits[at]) if page.hits else None)


def rows(archive: Archive, view: View, node: Node, start: int) -> Page:
    """Return the rows of a view from `start` on."""
    return archive.search(node, view.kind, view.sort, reverse=view.reverse, start=start, limit=PAGE)


def addresses(archive: Archive, view: View, node: Node, first: int, last: int) -> list[Address]:
    """Return the addresses of the rows `first` to `last` of a view, both included."""
    found = every_hit(archive, node, view.kind, view.sort, reverse=view.reverse)
    return [entry.address for entry in islice(found, first, last + 1)]


def hit_beyond(archive: Archive, view: View, node: Node, step: int) -> View | None:
    """Return the view of the nearest pane after (`step` 1) or before (-1) that has a hit, at it."""
    now = PANES.index(view.pane)
    counts = archive.counts(node)
    for pane in [*PANES[now + 1 :], *PANES[1:now]][::step]:
        if pane != "overview" and counts[pane]:
            there = view.in_pane(pane)
            start = 0 if step > 0 else counts[pane] - 1
            (hit,) = rows(archive, there, node, start).hits[:1]
            return there._replace(address=hit.address)
    return None


def record(archive: Archive, address: Address) -> Record | None:
    """Return a record with what refers to it, or None where it is not in the coverage."""
    entry = archive.get(address)
    return _with_neighbours(archive, entry) if entry else None


def _with_neighbours(archive: Archive, entry: Entry) -> Record:
    return Record(entry, archive.neighbours(entry.address))
