"""What can be shown and gone back to: the start, a list, the marks and a record."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Final

from summit_tui.archive import PAGE, SUGGEST_UP_TO, Entry
from summit_tui.archive.query import group_meant
from summit_tui.archive.wording import counted, order_in_words, value_in_words
from summit_tui.attribution.names import record_name
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.linear.lines import links_of, numbered, record_lines, row_line
from summit_tui.linear.session import MARKS, START, Answer, Listing, Marks, Place, Session
from summit_tui.model.dates import span
from summit_tui.model.kinds import KINDS, Address

_MOST_EVENTS: Final = 5
"""Events that the start names."""


def start(session: Session) -> Answer:
    """Say what the coverage holds, and where to begin."""
    session.arrive(START)
    session.listing = session.rows = Listing()
    session.entry = None
    session.offer([])
    info = session.archive.info()
    counts = [counted(info.counts[kind], kind) for kind in KINDS if info.counts[kind]]
    if not counts:
        yield gettext("There are no records here yet; summit-tui new DIR begins a coverage.")
        return
    yield gettext("{records}.", records=INTERFACE.items(counts))
    for event in info.events[:_MOST_EVENTS]:
        when = filter(None, (str(record_name(event)), event.place, span(event.start, event.end)))
        yield gettext("{event}.", event=INTERFACE.clauses(when))
    if problems := len(info.problems):
        yield ngettext(
            "{number} problem; problems lists it.",
            "{number} problems; problems lists them.",
            problems,
        )
    yield gettext("Type words to search, statements to list, help for all commands, q to leave.")


def show_list(session: Session, listing: Listing) -> Answer:
    """Say how many records a list has and in which order, then its rows."""
    session.arrive(listing)
    session.listing = session.rows = listing
    session.entry, session.row = None, 0
    session.choose = lambda number: open_row(session, number)
    counts = session.archive.counts(listing.node)
    yield _heading(listing, counts[listing.kind])
    if listing.query.note:
        yield listing.query.note
    if listing.limits:
        values = INTERFACE.items(value_in_words(limit.value) for limit in listing.limits)
        yield gettext("Only {values}; clear drops that.", values=values)
    others = [counted(counts[k], k) for k in KINDS if counts[k] and k != listing.kind]
    if others and listing != Listing(listing.kind):
        yield gettext("Also {records}.", records=INTERFACE.items(others))
    yield from _suggest(session, listing.query.text, sum(counts.values()))
    yield from _rows(session, listing)


def _heading(listing: Listing, number: int) -> str:
    """Return how many records there are with which query, in which order."""
    records, query = counted(number, listing.kind), listing.query.text
    if not number:
        if query:
            return gettext("{records} match “{query}”.", records=records, query=query)
        return gettext("{records}.", records=records)
    order = order_in_words(listing.kind, listing.order, reverse=listing.reverse)
    if query:
        return gettext(
            "{records} with “{query}”, {order}.", records=records, query=query, order=order
        )
    return gettext("{records}, {order}.", records=records, order=order)


def _suggest(session: Session, text: str, number: int) -> Iterator[str]:
    """Yield what a query that finds little may have been meant to be."""
    session.guess = None
    if text and (number <= SUGGEST_UP_TO or group_meant(text)):
        session.guess = session.archive.suggest(text)
    if session.guess:
        yield gettext("Did you mean “{guess}”? yes searches for it.", guess=session.guess)


def _rows(session: Session, listing: Listing) -> Iterator[str]:
    for start in count(0, PAGE):
        hits = session.archive.search(listing.search, start).hits
        for number, entry in enumerate(hits, start + 1):
            yield row_line(number, entry, marked=session.bookmarks.has(entry.address))
        if len(hits) < PAGE:
            return


def list_marks(session: Session) -> Answer:
    """List the marked records of this coverage, in the order of marking."""
    session.bookmarks.refresh()
    entries = [entry for _, entry in session.bookmarks.entries(session.archive) if entry]
    marks = Marks(entries)
    session.arrive(MARKS)
    session.rows, session.entry, session.row = marks, None, 0
    session.choose = lambda number: open_row(session, number)
    yield ngettext(
        "{number} mark, in order of marking.", "{number} marks, in order of marking.", len(entries)
    )
    if elsewhere := len(session.bookmarks) - len(entries):
        yield ngettext(
            "{number} other mark is of another coverage.",
            "{number} other marks are of other coverages.",
            elsewhere,
        )
    for number, entry in enumerate(entries, 1):
        yield row_line(number, entry, marked=False)


def show_record(session: Session, entry: Entry, row: int = 0) -> Answer:
    """Say all that is known of a record, then where it leads; a number follows a link.

    `row` is its number in the list, 0 where it was not opened from there.
    """
    session.arrive(entry.address)
    session.entry, session.row = entry, row or session.row
    links = links_of(session.archive, entry)
    session.offer([partial(follow, session, link.target) for link in links])
    yield from record_lines(entry, row, marked=session.bookmarks.has(entry.address))
    if links:
        yield ngettext("{number} link:", "{number} links:", len(links))
    yield from numbered(link.text for link in links)


def open_row(session: Session, number: int) -> Answer | None:
    """Return a row of the list as a record, or None where there is none of that number."""
    entry = session.at(number)
    return show_record(session, entry, number) if entry else None


def step(session: Session, step: int) -> Answer:
    """Open the row after the one that was opened last, or before it."""
    return open_row(session, session.row + step) or iter([gettext("The list goes no further.")])


def follow(session: Session, place: Place) -> Answer:
    """Show a list, a record, the marks or the start."""
    match place:
        case Listing():
            return show_list(session, place)
        case Address():
            entry = session.archive.get(place)
            if entry is None:
                return iter([gettext("{address} is not in this coverage.", address=place)])
            return show_record(session, entry)
    return list_marks(session) if place == MARKS else start(session)


def go_back(session: Session) -> Answer:
    """Show again what was shown before."""
    if len(session.places) < 2:
        return iter([gettext("There is nothing to go back to.")])
    session.places.pop()
    return follow(session, session.places[-1])
