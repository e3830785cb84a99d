"""Records as lines: one in a list, all of what is known of one, and the links of one."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from summit_tui.archive import Archive, Entry, FacetValue, Neighbours
from summit_tui.archive.describe import label_of, parts_in, references
from summit_tui.archive.wording import counted, kind_in_words
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.collation import (
    accounts_in_words,
    comparable,
    in_sources,
    label_of_field,
)
from summit_tui.attribution.names import record_name
from summit_tui.attribution.summary import facts_of, summarize
from summit_tui.formats.lines import (
    fact_lines,
    passage_line,
    printed_attribution,
    source_line,
)
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.linear.conversation import Limit, Listing
from summit_tui.model.dates import in_words
from summit_tui.model.kinds import SINGULAR, Address
from summit_tui.model.records import KIND_OF, Delegation, Event, Quote
from summit_tui.model.text import one_line

_LONGEST: Final = 240
"""Characters of a text in a list."""
_MOST_LINKS: Final = 5
"""Records of one kind that refer to a record and are links of their own."""


def shorten(text: str) -> str:
    """Return a text as it stands in a list: on one line, cut at a word where it is long."""
    line = one_line(text[: 2 * _LONGEST])
    if len(line) <= _LONGEST:
        return line
    head, _, rest = line[:_LONGEST].rpartition(" ")
    return gettext("{text} …", text=head if len(rest) < _LONGEST // 2 else line[:_LONGEST])


def numbered(lines: Iterable[str], first: int = 1) -> Iterator[str]:
    """Yield lines that begin with their numbers."""
    for number, line in enumerate(lines, first):
        yield gettext("{number}. {line}", number=str(number), line=line)


def row_line(number: int, entry: Entry, *, marked: bool) -> str:
    """Return a record as a row of a list: of a statement who, how, when and where, then the words.

    So nothing is heard before it is known whose words they are, and that they are a paraphrase.
    """
    flags = [gettext("marked")] if marked else []
    if not isinstance(entry.record, Quote):
        return gettext(
            "{number}. {record}",
            number=str(number),
            record=INTERFACE.clauses([shorten(summarize(entry).gist), *flags]),
        )
    parts = attribution(entry)
    if parts.doubts:
        flags.append(gettext("doubtful"))
    if entry.accounts > 1:
        flags.append(in_sources(entry.accounts))
    heard_first = [_who(parts), parts.mode_in_words, _day(parts), parts.outlet, *flags]
    return gettext(
        "{number}. {attribution}: {said}",
        number=str(number),
        attribution=INTERFACE.clauses(heard_first),
        said=shorten(parts.said),
    )


def _who(parts: Attribution) -> str:
    """Return who made a statement, all of a joint one."""
    return INTERFACE.items(name.text for name in parts.speakers)


def _day(parts: Attribution) -> str:
    """Return the day of a statement, or the one by which it was said."""
    if parts.day:
        return in_words(parts.day)
    if parts.source.published:
        return gettext("by {day}", day=in_words(parts.source.published))
    return gettext("no day")


def title_of(entry: Entry) -> str:
    """Return the name or title of a record; of a statement who made it, how, and its beginning."""
    if not isinstance(entry.record, Quote):
        return str(record_name(entry.record))
    parts = attribution(entry)
    return gettext(
        "{speaker}, {mode}: {said}",
        speaker=_who(parts),
        mode=parts.mode_in_words,
        said=shorten(parts.said),
    )


def record_lines(entry: Entry, row: int, *, marked: bool) -> Iterator[str]:
    """Yield all that is known of a record: what it is, who said it, the words, and the source.

    `row` is its number in the list, 0 where it is in none.
    """
    parts = attribution(entry) if isinstance(entry.record, Quote) else None
    head = [
        kind_in_words(entry.address.kind).capitalize(),
        *([gettext("row {number}", number=row)] if row else []),
        *([parts.mode_in_words] if parts else []),
        *([gettext("marked")] if marked else []),
    ]
    yield gettext("{heading}.", heading=INTERFACE.clauses(head))
    if parts:
        yield gettext("{speaker}{credit}:", speaker=parts.speaker, credit=parts.credit)
        yield parts.said
        passage = passage_line(parts)
        yield source_line(parts.words, str(parts.source), None if passage else parts.locator)
        if passage:
            yield passage
        yield from printed_attribution(entry, parts.words)
        # Its locator was said with the source.
        for label, value in facts_of(entry, without=("locator",)):
            yield gettext("{label}: {value}", label=label, value=value)
    else:
        summary = summarize(entry)
        yield str(summary.heading)
        yield from fact_lines(summary)
        for source in summary.sources:
            yield source_line(summary.words, str(source))
    yield gettext("Record: {address}", address=entry.address)
    if comparable(entry):
        accounts = accounts_in_words(entry) or gettext("sources print it in their own ways")
        yield gettext("To compare: {accounts}.", accounts=accounts)


class Link(NamedTuple):
    """Something that a record leads to."""

    text: str
    target: Address | Listing


def links_of(archive: Archive, entry: Entry) -> list[Link]:
    """Return links to the records that a record names, then to those that name it."""
    event, parts = entry.address.event, parts_in(entry.record)
    named = dict.fromkeys(references(entry.record))
    around = (
        (KIND_OF[type(record)], record.id)
        for record in entry.linked.values()
        if record != entry.record and isinstance(record, Delegation | Event)
    )
    links = []
    for kind, id in dict.fromkeys((*named, *around)):
        address = Address(event, kind, id)
        part = parts.get((kind, id))
        label = label_of_field("quotes", part).lower() if part else kind_in_words(kind)
        links.append(Link(_link_text(label, archive.get(address), id), address))
    links += _tellings(entry)
    known = {link.target for link in links} | {entry.address}
    for neighbours in archive.neighbours(entry.address, _MOST_LINKS):
        links += (link for link in _back(entry, neighbours) if link.target not in known)
    return links + _editions(archive, entry)


def _link_text(label: str, target: Entry | None, id: str) -> str:
    name = title_of(target) if target else gettext("{id} (not in this coverage)", id=id)
    return gettext("{label}: {name}", label=label, name=name)


def _tellings(entry: Entry) -> list[Link]:
    """Return a link to each other statement of the remark."""
    links = []
    for other in entry.statements:
        if other.address != entry.address:
            parts = attribution(other)
            text = gettext(
                "the same remark, {mode}: {source}", mode=parts.mode_in_words, source=parts.outlet
            )
            links.append(Link(text, other.address))
    return links


def _back(entry: Entry, neighbours: Neighbours) -> list[Link]:
    """Return links to the records of a kind that name this one, or one link to all of them."""
    kind, total = neighbours.kind, neighbours.total
    if kind == "event":
        return []
    if total.number <= len(neighbours.entries):
        return [
            Link(_link_text(kind_in_words(kind), other, other.address.id), other.address)
            for other in neighbours.entries
        ]
    value = FacetValue(neighbours.node, label_of(entry.record), total.number)
    listing = Listing(kind, limits=(Limit(SINGULAR[entry.address.kind], value),))
    return [Link(counted(total.number, kind), listing)]


def _editions(archive: Archive, entry: Entry) -> list[Link]:
    """Return a link to each record of another event that is the same person or body."""
    if entry.address.kind not in ("speakers", "delegations"):
        return []
    links = []
    for edition in archive.editions(entry.address):
        event: Event | None = edition.link("event", edition.address.event)
        if edition.address != entry.address:
            name = str(record_name(event)) if event else edition.address.event
            links.append(Link(gettext("at another event: {event}", event=name), edition.address))
    return links
