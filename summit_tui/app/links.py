"""The links of a record: to the records that it names and from those that name it."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.app.panes import PANES, pane_of
from summit_tui.app.rows import title_of, year_of
from summit_tui.app.screen_text import screen_line
from summit_tui.app.view import Choice, View
from summit_tui.archive import Archive, Entry, Neighbours
from summit_tui.archive.describe import label_of, names_of, parts_in, references
from summit_tui.archive.query.tree import Facet, RefersTo
from summit_tui.archive.wording import choice_in_words, kind_in_words, mode_in_words
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.collation import label_of_field
from summit_tui.attribution.names import record_name
from summit_tui.attribution.summary import roles_in_words
from summit_tui.i18n import INTERFACE, READER, gettext, ngettext
from summit_tui.model.dates import in_short
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import KIND_OF, Delegation, Event, Quote, Record, Speaker


class Link(NamedTuple):
    """A link to a view, with its label and its text."""

    label: str
    """The kind of its target, or its part in a statement: `speaker`, `3 quotes`, `relayed by`."""
    text: str
    """The title of its target, or nothing."""
    view: View
    note: str = ""
    """The day on which a telling was printed."""
    is_telling: bool = False
    """Is it to another statement of the same remark? Its label is the mode then."""

    @property
    def opens_list(self) -> bool:
        """Whether it leads to many records, which its label counts."""
        return self.view.address is None


def links_of(entry: Entry, neighbours: Sequence[Neighbours]) -> list[Link]:
    """Return the links to the records that a record names, then to those that name it.

    Sources come last but for a statement, which has only one.
    """
    event = entry.address.event
    links, parts = [], parts_in(entry.record)
    for kind, id in dict.fromkeys(references(entry.record)):
        target = entry.link(kind, id)
        text = _name(target) if target else gettext("{id} (not in this coverage)", id=id)
        part = parts.get((kind, id))
        label = label_of_field("quotes", part).lower() if part else kind_in_words(kind)
        links.append(Link(label, text, view_of(Address(event, kind, id))))
    for record in entry.linked.values():
        if record == entry.record:
            continue
        if isinstance(record, Delegation | Event) and not _named(entry, record):
            kind = KIND_OF[type(record)]
            links.append(
                Link(
                    kind_in_words(kind),
                    record_name(record, READER).text,
                    view_of(Address(event, kind, record.id)),
                )
            )
    views = {link.view for link in links}
    back = [link for each in neighbours for link in _back(entry, each) if link.view not in views]
    last = () if entry.address.kind == "quotes" else ("sources",)
    return sorted(links + back, key=lambda link: link.view.pane in last)


def _name(record: Record) -> str:
    """Return the name or title of a record in the reader's language; of a statement, its text."""
    is_statement = isinstance(record, Quote)
    return names_of(record)[0] if is_statement else record_name(record, READER).text


def tellings_of(entry: Entry) -> list[Link]:
    """Return a link to each other statement of a statement's remark, the first printed first."""
    links: dict[Link, str] = {}
    for other in entry.statements:
        if other.address != entry.address and isinstance(other.record, Quote):
            source = attribution(other).source
            day, year = source.published or "", year_of(entry) or "-"
            note = in_short(day, has_year=not day.startswith(year)) if day else gettext("no day")
            name, mode = source.publisher or source.title, mode_in_words(other.record.mode).upper()
            link = Link(mode, name, view_of(other.address), note, is_telling=True)
            links[link] = day or "~"
    return sorted(links, key=links.__getitem__)


def view_of(address: Address) -> View:
    """Return the view that shows a record among all of its kind."""
    return View(pane=pane_of(address.kind).name, address=address)


def _named(entry: Entry, record: Record) -> bool:
    return (KIND_OF[type(record)], record.id) in set(references(entry.record))


def _back(entry: Entry, neighbours: Neighbours) -> list[Link]:
    """Return a link to each of at most five records that name this one, or one link to all."""
    kind, number = neighbours.kind, neighbours.total
    if kind == "event":
        return []
    if number.number <= len(neighbours.entries) and number.number <= 5:
        return [
            Link(kind_in_words(kind), title_of(other), view_of(other.address))
            for other in neighbours.entries
        ]
    choice = Choice(neighbours.node, label_of(entry.record))
    view = View(pane=pane_of(kind).name, choices=(choice,))
    label = gettext(_MANY[kind], number=number)
    of = ""
    if isinstance(neighbours.node, Facet) and neighbours.node.name == "involves":
        of = gettext("that involve {title}", title=title_of(entry))
    return [Link(label, of, view)]


_MANY: Final[Mapping[Kind, str]] = {
    "sessions": "{number} sessions",
    "speakers": "{number} speakers",
    "quotes": "{number} quotes",
    "delegations": "{number} delegations",
    "sources": "{number} sources",
}

MAX_EDITIONS = 20
"""Editions that are shown."""


class Edition(NamedTuple):
    """A record of one event, and how many statements it has there."""

    entry: Entry
    statements: int

    @property
    def event(self) -> str:
        """The name of its event."""
        event: Event | None = self.entry.link("event", self.entry.address.event)
        return screen_line(record_name(event, READER).text) if event else self.entry.address.event

    @property
    def year(self) -> str:
        """The year of its event."""
        return year_of(self.entry) or gettext("undated")


def editions_of(archive: Archive, entry: Entry) -> list[Edition]:
    """Return the editions of a record, newest first; none where it is of one event alone."""
    if entry.address.kind not in ("speakers", "delegations"):
        return []
    return [
        Edition(edition, archive.counts(RefersTo(edition.address))["quotes"])
        for edition in archive.editions(entry.address)[:MAX_EDITIONS]
    ]


def edition_facts(entry: Entry, editions: Sequence[Edition]) -> list[tuple[str, str]]:
    """Return year, event, capacity and number of statements of each edition, as label and value.

    The capacity is that of the edition's own record, never one of another year.
    """
    facts = []
    for edition in editions:
        statements = ngettext("{number} statement", "{number} statements", edition.statements)
        here = gettext("shown here") if edition.entry.address == entry.address else None
        parts = (edition.event, _capacity(edition.entry), statements, here)
        facts.append((edition.year, " · ".join(part for part in parts if part)))
    return facts


def edition_links(entry: Entry, editions: Sequence[Edition]) -> list[Link]:
    """Return a link to each other edition, and one to the statements of all, newest first.

    A speaker has one besides to what they said in the order of time, through all events.
    """
    if not editions:
        return _in_time(entry, (Choice(RefersTo(entry.address), label_of(entry.record)),))
    choices = tuple(
        Choice(RefersTo(edition.entry.address), f"{label_of(edition.entry.record)} {edition.year}")
        for edition in editions
    )
    number = sum(edition.statements for edition in editions)
    links = [
        Link(edition.year, edition.event, view_of(edition.entry.address))
        for edition in editions
        if edition.entry.address != entry.address
    ]
    if number:
        label = ngettext("{number} quote", "{number} quotes", number)
        links.append(Link(label, gettext("of all years"), View("quotes", choices=choices)))
    return [*links, *_in_time(entry, choices)]


def _in_time(entry: Entry, choices: tuple[Choice, ...]) -> list[Link]:
    """Return a link to what a speaker said day by day, where there is a pane for it."""
    if entry.address.kind != "speakers" or all(pane.name != "days" for pane in PANES):
        return []
    return [Link(gettext("what they said, day by day"), "", View("days", "", choices))]


def _capacity(entry: Entry) -> str | None:
    match entry.record:
        case Speaker(roles=roles):
            return screen_line(INTERFACE.groups(roles_in_words(roles))) or None
        case Delegation(kind=kind):
            return choice_in_words("delegations", "kind", kind) or None
    return None
