"""Questions to the archive, each with all that one painting of the screen shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from summit_tui.app.links import Edition, editions_of
from summit_tui.app.panes import PANES, pane_named
from summit_tui.app.questions import collation_of
from summit_tui.app.view import View
from summit_tui.archive import (
    PAGE,
    Archive,
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
from summit_tui.archive.query.tree import (
    MAX_SOURCES,
    And,
    Facet,
    Node,
    Not,
    RefersTo,
    SourceCount,
    Term,
    all_of,
)
from summit_tui.attribution.collation import Collation
from summit_tui.attribution.facet_values import readers_values
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Quote

Facets = Mapping[str, Sequence[FacetValue]]
_MOST_FIGURES: Final = 6
"""Records of a facet that the start shows by name; each costs a question to the archive."""

QUOTED: Final = Facet("has", "quotes")
"""Matches records with a statement, as `has:quotes` does."""
UNQUOTED: Final = Not(QUOTED)
"""Matches records without a statement, as `-has:quotes` does."""
MAX_NAMES: Final = 12
"""Speakers, or delegations, without a statement that are named."""
MAX_REMARKS: Final = 500
"""Remarks whose ids the search box completes."""
MAX_COMPLETED: Final = 2_000
"""Values of a facet whose names in another language than the index's the search box completes."""
MAX_DISAGREEMENTS: Final = 8
"""Disagreements that are listed."""
_MAX_LOOKED_AT: Final = 50
"""Disagreements among which those of the records of a query are looked for."""
MAX_STATEMENTS: Final = 3
"""Statements of the start screen."""
MAX_EVENTS: Final = 12
"""Events of the start screen."""
_TOLD_BY: Final = (10, 5, 4, 3, 2)
"""Numbers of sources from which remarks are looked for, the highest first."""


class RecordPage(NamedTuple):
    """A record and the records that refer to it."""

    entry: Entry
    neighbours: Sequence[Neighbours]
    editions: Sequence[Edition] = ()
    """The records of the same person or body in all events, this one among them."""
    is_whole: bool = True
    """Whether all of that was asked for."""


class ResultQuery(NamedTuple):
    """The query whose hits a list shows, in the order of a view."""

    view: View
    node: Node
    terms: Sequence[Term] = ()
    """The words that were searched for."""


class ResultPage(NamedTuple):
    """The page of hits to show first, and the record under the cursor."""

    page: Page
    cursor: int
    record: RecordPage | None


class Figures(NamedTuple):
    """How what a query finds divides."""

    quotes: Facets
    """The facets of its statements."""
    sessions: Facets
    """The facets of its sessions."""
    events: Sequence[Entry]
    """The first events, and the one that is asked for."""


class StartPage(NamedTuple):
    """What an archive holds, and how it divides."""

    info: Info
    figures: Figures
    """Those of all records."""


class StartDetails(NamedTuple):
    """What is said of the records that a query finds, and takes longer to find than figures."""

    disagreements: Sequence[tuple[Entry, Collation]] = ()
    """Where sources disagree: a record, and what they print of a field or report of its remark."""
    statements: Sequence[Entry] = ()
    """The first statements of the remarks that most sources have; else the newest statements."""
    named: Mapping[Address, Entry] = {}
    """The records that were asked for."""
    unquoted: Mapping[Kind, Page] = {}
    """The first speakers and delegations without a statement, and how many there are."""


def start_page(archive: Archive) -> StartPage:
    """Return what an archive holds in figures, which were counted when it was built."""
    return StartPage(archive.info(), figures(archive, And()))


def figures(archive: Archive, node: Node, event: Address | None = None) -> Figures:
    """Return how what `node` finds divides; its events are the first ones, and `event` besides."""
    events = archive.search(Search(node, "event"), limit=MAX_EVENTS).hits
    if event and all(entry.address != event for entry in events):
        events = [*events, *filter(None, [archive.get(event)])]
    quotes = united(archive, archive.facets(node, "quotes"), most=_MOST_FIGURES)
    return Figures(quotes, archive.facets(node, "sessions"), events)


def start_details(archive: Archive, node: Node, addresses: Sequence[Address]) -> StartDetails:
    """Return what sources say of what `node` finds, and the records at some addresses."""
    is_limited = node != And()
    entries = ((address, archive.get(address)) for address in addresses)
    return StartDetails(
        list(islice(_disagreements(archive, node if is_limited else None), MAX_DISAGREEMENTS)),
        _most_told(archive, node),
        {address: entry for address, entry in entries if entry},
        {} if is_limited else _unquoted(archive),
    )


def count_saved(archive: Archive, searches: Mapping[str, View]) -> Mapping[str, tuple[View, int]]:
    """Return saved searches by name, each with the number of records of its kind that it finds."""
    counted = {}
    for name, view in searches.items():
        # As the box asks for it: what was found while typing was saved.
        node = view.limited(parse(view.query, typing=True).node)
        counted[name] = view, archive.counts(node)[view.kind]
    return counted


def _disagreements(archive: Archive, node: Node | None) -> Iterator[tuple[Entry, Collation]]:
    """Yield where sources disagree, the greatest first, of the records that a query finds."""
    limit = MAX_DISAGREEMENTS if node is None else _MAX_LOOKED_AT
    for disagreement in archive.disagreements(limit):
        address = disagreement.address
        if node is not None and archive.position(address, Search(node, address.kind)) is None:
            continue
        entry = archive.get(address)
        part = collation_of(entry, disagreement.field) if entry else None
        if entry and part:
            yield entry, part


def _most_told(archive: Archive, node: Node) -> Sequence[Entry]:
    """Return the first statements of the remarks that most sources have, else the newest."""
    for least in _TOLD_BY:
        remarks = all_of((SourceCount(least, MAX_SOURCES), node))
        page = archive.search(Search(remarks, "quotes", collapsed=True), limit=MAX_STATEMENTS)
        if len(page.hits) == MAX_STATEMENTS or (page.hits and least == _TOLD_BY[-1]):
            return sorted(page.hits, key=lambda entry: -entry.accounts)
    return archive.search(Search(node, "quotes"), limit=MAX_STATEMENTS).hits


def _unquoted(archive: Archive) -> Mapping[Kind, Page]:
    kinds: tuple[Kind, ...] = ("speakers", "delegations")
    totals = archive.counts(UNQUOTED)
    pages = {kind: archive.search(Search(UNQUOTED, kind), limit=MAX_NAMES) for kind in kinds}
    return {
        kind: page._replace(total=Total(totals[kind], exact=True)) for kind, page in pages.items()
    }


def remarks(archive: Archive) -> list[str]:
    """Return the ids of remarks, those of the newest statements first."""
    page = archive.search(
        Search(Facet("has", "remark"), "quotes", collapsed=True), limit=MAX_REMARKS
    )
    ids = (entry.record.remark for entry in page.hits if isinstance(entry.record, Quote))
    return list(dict.fromkeys(filter(None, ids)))


def labels(archive: Archive, facet: str) -> list[str]:
    """Return what may be typed for the values of a facet, the most frequent values first.

    These are the words of the reader's language, and then those of the index.
    """
    values = archive.facets(And(), "quotes").get(facet, ())
    in_words = readers_values(archive, values, MAX_COMPLETED)
    return list(dict.fromkeys(value.label for value in (*in_words, *values)))


def result_page(archive: Archive, view: View, node: Node) -> ResultPage:
    """Return the page with the view's record, or the first page.

    Where each question goes a long way, what refers to the record is left for later.
    """
    cursor = 0
    address = view.address or (_present_event(archive) if view.kind == "event" else None)
    if address is not None:
        cursor = archive.position(address, view.search(node)) or 0
    page = rows(archive, view, node, cursor // PAGE * PAGE)
    hit = page.hits[cursor - page.start] if page.hits else None
    if hit is None:
        return ResultPage(page, cursor, None)
    alone = RecordPage(hit, (), is_whole=False)
    return ResultPage(page, cursor, alone if archive.is_far else record(archive, hit.address))


def rows(archive: Archive, view: View, node: Node, start: int) -> Page:
    """Return the rows of a view from `start` on."""
    return archive.search(view.search(node), start, PAGE, whole=False)


def totals(archive: Archive, view: View, node: Node) -> tuple[Mapping[Kind, int], int]:
    """Return how many hits each kind has, and in how many rows the view shows its own."""
    counts = archive.counts(node)
    rows = archive.counts(node, collapsed=True) if view.collapsed else counts
    return counts, rows[view.kind]


def facets(archive: Archive, view: View, node: Node) -> Facets:
    """Return how the hits divide.

    The values of a facet with choices are those of the hits without these choices, so that they
    show what a further choice would add.
    """
    facets = archive.facets(node, view.kind)
    if not view.choices:
        return united(archive, facets)
    facets, query = dict(facets), parse(view.query, typing=True).node
    for name in {choice.facet for choice in view.choices} & facets.keys():
        values = archive.facets(view.without(name).limited(query), view.kind)[name]
        known = {value.restriction for value in values}
        # Archives return only the most frequent values: a chosen one may not be among them.
        chosen = (value for value in facets[name] if value.restriction not in known)
        facets[name] = [*values, *chosen]
    return united(archive, facets)


def united(archive: Archive, facets: Facets, most: int | None = None) -> Facets:
    """Return facets in the reader's words, a person or body with one value through all events.

    Records are united that have one label and are declared the same (`same_as`). `most` is as in
    `readers_values`.
    """
    people = ("speaker", "delegation")
    return {
        name: readers_values(archive, _unite(archive, values) if name in people else values, most)
        for name, values in facets.items()
    }


def _unite(archive: Archive, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    labels = Counter(value.label for value in values)
    if len(labels) == len(values):
        return values
    units: dict[object, FacetValue] = {}
    for value in values:
        key: object = value.restriction
        if labels[value.label] > 1 and isinstance(value.restriction, RefersTo):
            address = value.restriction.address
            key = min((entry.address for entry in archive.editions(address)), default=address)
        if (unit := units.get(key)) is None:
            units[key] = value
        else:
            others = (*unit.others, value.restriction)
            units[key] = replace(unit, count=unit.count + value.count, others=others)
    return sorted(units.values(), key=lambda value: -value.count)


def addresses(archive: Archive, view: View, node: Node, first: int, last: int) -> list[Address]:
    """Return the addresses of the rows `first` to `last` of a view, both included."""
    entries = iterate_hits(archive, view.search(node))
    return [entry.address for entry in islice(entries, first, last + 1)]


def hit_beyond(archive: Archive, view: View, node: Node, step: int) -> View | None:
    """Return the view of the nearest pane after (`step` 1) or before (-1) that has a hit, at it."""
    lists = [pane for pane in PANES if pane.is_list]
    now = PANES.index(pane_named(view.pane))
    after = [pane for pane in PANES[now + 1 :] if pane.is_list]
    before = [pane for pane in lists if pane not in after and pane.name != view.pane]
    counts = archive.counts(node, collapsed=view.collapsed)
    for pane in [*after, *before][::step]:
        if counts[pane.kind]:
            there = view.in_pane(pane.name)
            start = 0 if step > 0 else counts[pane.kind] - 1
            (hit,) = rows(archive, there, node, start).hits[:1]
            return there._replace(address=hit.address)
    return None


def record(archive: Archive, address: Address) -> RecordPage | None:
    """Return a record with those that refer to it; None where it is not in the coverage."""
    entry = archive.get(address)
    return _with_neighbours(archive, entry) if entry else None


def _present_event(archive: Archive) -> Address | None:
    """Return the newest event with statements; an event that was only announced has none."""
    page = archive.search(Search(QUOTED, "event"), limit=1)
    return page.hits[0].address if page.hits else None


def _with_neighbours(archive: Archive, entry: Entry) -> RecordPage:
    return RecordPage(entry, archive.neighbours(entry.address), editions_of(archive, entry))
