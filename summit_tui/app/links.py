"""The links of a record: forward to what it names, back from what names it."""

from collections.abc import Sequence
from typing import NamedTuple

from summit_tui.app.panes import pane_of
from summit_tui.app.rows import title_of, year_of
from summit_tui.app.view import Choice, View
from summit_tui.archive import Archive, Entry, Neighbours
from summit_tui.archive.describe import label_of, names_of, references
from summit_tui.archive.query.tree import RefersTo
from summit_tui.archive.relations import restriction_to
from summit_tui.attribution.summary import dated_role_in_words
from summit_tui.model.kinds import SINGULAR, Address
from summit_tui.model.records import KIND_OF, Delegation, Event, Record, Speaker
from summit_tui.model.text import one_line


class Link(NamedTuple):
    """Where a link leads and what it says."""

    label: str
    """What kind of thing is there: `speaker`, `3 quotes`."""
    text: str
    """What it is called, or nothing."""
    view: View


def links_of(entry: Entry, neighbours: Sequence[Neighbours]) -> list[Link]:
    """Return the links of a record: those it has itself, then those that lead to it.

    A statement has one source; the many that other records rest on come last.
    """
    event = entry.address.event
    links = []
    for kind, id in dict.fromkeys(references(entry.record)):
        target = entry.link(kind, id)
        text = names_of(target)[0] if target else f"{id} (not in this coverage)"
        links.append(Link(SINGULAR[kind], text, view_of(Address(event, kind, id))))
    for record in entry.linked.values():
        if record == entry.record:
            continue
        if isinstance(record, Delegation | Event) and not _named(entry, record):
            kind = KIND_OF[type(record)]
            links.append(
                Link(SINGULAR[kind], record.name, view_of(Address(event, kind, record.id)))
            )
    there = {link.view for link in links}
    back = [link for one in neighbours for link in _back(entry, one) if link.view not in there]
    late = () if entry.address.kind == "quotes" else ("sources",)
    return sorted(links + back, key=lambda link: link.view.pane in late)


def view_of(address: Address) -> View:
    """Return the view that shows a record among all of its kind."""
    return View(pane=pane_of(address.kind).name, address=address)


def _named(entry: Entry, record: Record) -> bool:
    return (KIND_OF[type(record)], record.id) in set(references(entry.record))


def _back(entry: Entry, neighbours: Neighbours) -> list[Link]:
    """Return a link to each record that names this one, or a single one to many."""
    kind, number = neighbours.kind, neighbours.total
    if kind == "event":
        return []
    if number.number <= len(neighbours.entries) and number.number <= 5:
        return [
            Link(SINGULAR[kind], title_of(one), view_of(one.address)) for one in neighbours.entries
        ]
    choice = Choice(restriction_to(entry.address), label_of(entry.record))
    view = View(pane=pane_of(kind).name, choices=(choice,))
    return [Link(f"{number} {kind}", f"of {title_of(entry)}", view)]


MOST = 20
"""So many editions are shown."""


class Edition(NamedTuple):
    """A record of one event, and how many statements it has there."""

    entry: Entry
    statements: int

    @property
    def event(self) -> str:
        """The name of its event."""
        event: Event | None = self.entry.link("event", self.entry.address.event)
        return one_line(event.name) if event else self.entry.address.event

    @property
    def year(self) -> str:
        """The year of its event."""
        return year_of(self.entry) or "undated"


def editions_of(archive: Archive, entry: Entry) -> list[Edition]:
    """Return the editions of a record, newest first; none where it is of one event alone."""
    if entry.address.kind not in ("speakers", "delegations"):
        return []
    return [
        Edition(one, archive.counts(RefersTo(one.address))["quotes"])
        for one in archive.editions(entry.address)[:MOST]
    ]


def edition_facts(entry: Entry, editions: Sequence[Edition]) -> list[tuple[str, str]]:
    """Return year, event, capacity at that time and number of statements of each edition.

    A capacity is that of the edition's own record: nobody is said to have held another year's.
    """
    facts = []
    for one in editions:
        statements = f"{one.statements:,} statement{'' if one.statements == 1 else 's'}"
        here = "shown here" if one.entry.address == entry.address else None
        parts = (one.event, _capacity(one.entry), statements, here)
        facts.append((one.year, " · ".join(part for part in parts if part)))
    return facts


def edition_links(entry: Entry, editions: Sequence[Edition]) -> list[Link]:
    """Return a link to each other edition, and one to the statements of all, newest first."""
    if not editions:
        return []
    choices = tuple(
        Choice(RefersTo(one.entry.address), f"{label_of(one.entry.record)} {one.year}")
        for one in editions
    )
    number = sum(one.statements for one in editions)
    links = [
        Link(one.year, one.event, view_of(one.entry.address))
        for one in editions
        if one.entry.address != entry.address
    ]
    if number:
        links.append(Link(f"{number:,} quotes", "of all years", View("quotes", choices=choices)))
    return links


def _capacity(entry: Entry) -> str | None:
    match entry.record:
        case Speaker(roles=roles):
            return one_line("; ".join(map(dated_role_in_words, roles))) or None
        case Delegation(kind=kind):
            return kind
    return None
