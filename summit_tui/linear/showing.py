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
from summit_tui.linear.conversation import MARKS, START, Answer, Conversation, Listing, Marks, Shown
from summit_tui.linear.lines import links_of, numbered, record_lines, row_line
from summit_tui.model.dates import span
from summit_tui.model.kinds import KINDS, Address

_MOST_EVENTS: Final = 5
"""Events that the start names."""


def start(conversation: Conversation) -> Answer:
    """Say what the coverage holds, and where to begin."""
    conversation.arrive(START)
    conversation.listing = conversation.rows = Listing()
    conversation.entry = None
    conversation.offer([])
    info = conversation.archive.info()
    counts = [counted(info.counts[kind], kind) for kind in KINDS if info.counts[kind]]
    if not counts and not info.problems:
        yield gettext("There are no records here yet; summit-tui new DIR begins a coverage.")
        return
    if counts:
        yield gettext("{records}.", records=INTERFACE.items(counts))
    else:
        yield gettext("No record could be read: the files have problems.")
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


def show_list(conversation: Conversation, listing: Listing) -> Answer:
    """Say how many records a list has and in which order, then its rows."""
    conversation.arrive(listing)
    conversation.listing = conversation.rows = listing
    conversation.entry, conversation.row = None, 0
    conversation.choose = lambda number: open_row(conversation, number)
    counts = conversation.archive.counts(listing.node)
    yield _heading(listing, counts[listing.kind])
    if listing.query.note:
        yield listing.query.note
    if listing.limits:
        values = INTERFACE.items(value_in_words(limit.value) for limit in listing.limits)
        yield gettext("Only {values}; clear drops that.", values=values)
    others = [counted(counts[k], k) for k in KINDS if counts[k] and k != listing.kind]
    if others and listing != Listing(listing.kind):
        yield gettext("Also {records}.", records=INTERFACE.items(others))
    yield from _suggest(conversation, listing.query.text, sum(counts.values()))
    yield from _rows(conversation, listing)


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


def _suggest(conversation: Conversation, text: str, number: int) -> Iterator[str]:
    """Yield what a query that finds little may have been meant to be, and the next step."""
    conversation.guess = None
    if text and (number <= SUGGEST_UP_TO or group_meant(text)):
        conversation.guess = conversation.archive.suggest(text)
    if conversation.guess:
        yield gettext("Did you mean “{guess}”? yes searches for it.", guess=conversation.guess)
    elif text and not number:
        yield gettext("back shows what was there before; help says all commands.")


def _rows(conversation: Conversation, listing: Listing) -> Iterator[str]:
    for start in count(0, PAGE):
        hits = conversation.archive.search(listing.search, start).hits
        for number, entry in enumerate(hits, start + 1):
            yield row_line(number, entry, marked=conversation.bookmarks.has(entry.address))
        if len(hits) < PAGE:
            return


def list_marks(conversation: Conversation) -> Answer:
    """List the marked records of this coverage, in the order of marking."""
    conversation.bookmarks.refresh()
    entries = [entry for _, entry in conversation.bookmarks.entries(conversation.archive) if entry]
    marks = Marks(entries)
    conversation.arrive(MARKS)
    conversation.rows, conversation.entry, conversation.row = marks, None, 0
    conversation.choose = lambda number: open_row(conversation, number)
    yield ngettext(
        "{number} mark, in order of marking.", "{number} marks, in order of marking.", len(entries)
    )
    if elsewhere := len(conversation.bookmarks) - len(entries):
        yield ngettext(
            "{number} other mark is of another coverage.",
            "{number} other marks are of other coverages.",
            elsewhere,
        )
    for number, entry in enumerate(entries, 1):
        yield row_line(number, entry, marked=False)


def show_record(conversation: Conversation, entry: Entry, row: int = 0) -> Answer:
    """Say all that is known of a record, then where it leads; a number follows a link.

    `row` is its number in the list, 0 where it was not opened from there.
    """
    conversation.arrive(entry.address)
    conversation.entry, conversation.row = entry, row or conversation.row
    links = links_of(conversation.archive, entry)
    conversation.offer([partial(follow, conversation, link.target) for link in links])
    yield from record_lines(entry, row, marked=conversation.bookmarks.has(entry.address))
    if links:
        yield ngettext("{number} link:", "{number} links:", len(links))
    yield from numbered(link.text for link in links)


def open_row(conversation: Conversation, number: int) -> Answer | None:
    """Return a row of the list as a record, or None where there is none of that number."""
    entry = conversation.at(number)
    return show_record(conversation, entry, number) if entry else None


def step(conversation: Conversation, step: int) -> Answer:
    """Open the row after the one that was opened last, or before it."""
    return open_row(conversation, conversation.row + step) or iter(
        [gettext("The list goes no further.")]
    )


def follow(conversation: Conversation, target: Shown) -> Answer:
    """Show a list, a record, the marks or the start."""
    match target:
        case Listing():
            return show_list(conversation, target)
        case Address():
            entry = conversation.archive.get(target)
            if entry is None:
                return iter([gettext("{address} is not in this coverage.", address=target)])
            return show_record(conversation, entry)
    return list_marks(conversation) if target == MARKS else start(conversation)


def go_back(conversation: Conversation) -> Answer:
    """Show again what was shown before."""
    if len(conversation.shown) < 2:
        return iter([gettext("There is nothing to go back to.")])
    conversation.shown.pop()
    return follow(conversation, conversation.shown[-1])
