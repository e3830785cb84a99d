"""One person, organization or country through several events: what its page says of each."""

from collections.abc import Sequence
from typing import NamedTuple

from summit_tui.app.links import view_of
from summit_tui.app.view import Choice, View
from summit_tui.app.widgets.link_list import Link
from summit_tui.app.years import year_of
from summit_tui.archive import Archive, Entry
from summit_tui.archive.document import label_of
from summit_tui.archive.query import Reference
from summit_tui.controls import one_line
from summit_tui.records import Delegation, Event, Speaker
from summit_tui.wording.card import held

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
        Edition(one, archive.counts(Reference(f"ref={one.address}"))["quotes"])
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
        Choice(f"ref={one.entry.address}", f"{label_of(one.entry.record)} {one.year}")
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
            return one_line("; ".join(map(held, roles))) or None
        case Delegation(kind=kind):
            return kind
    return None
