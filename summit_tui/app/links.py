"""The links of a record: forward to what it names, back from what names it."""

from collections.abc import Sequence

from summit_tui.app.rows import called
from summit_tui.app.view import Choice, Pane, View
from summit_tui.app.widgets.link_list import Link
from summit_tui.archive import Entry, Neighbours
from summit_tui.archive.document import label_of, names_of, references
from summit_tui.kinds import SINGULAR, Address, Kind
from summit_tui.records import KIND_OF, Delegation, Event, Record


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
    return View(pane=pane_of(address.kind), address=address)


def pane_of(kind: Kind) -> Pane:
    """Return the pane that lists a kind."""
    return "overview" if kind == "event" else kind


def _named(entry: Entry, record: Record) -> bool:
    return (KIND_OF[type(record)], record.id) in set(references(entry.record))


def _back(entry: Entry, neighbours: Neighbours) -> list[Link]:
    """Return a link to each record that names this one, or a single one to many."""
    kind, number = neighbours.kind, neighbours.total
    if kind == "event":
        return []
    if number.number <= len(neighbours.entries) and number.number <= 5:
        return [
            Link(SINGULAR[kind], called(one), view_of(one.address)) for one in neighbours.entries
        ]
    mark = (
        f"event={entry.address.event}" if entry.address.kind == "event" else f"ref={entry.address}"
    )
    view = View(pane=pane_of(kind), choices=(Choice(mark, label_of(entry.record)),))
    return [Link(f"{number} {kind}", f"of {called(entry)}", view)]
