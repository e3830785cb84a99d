"""The lines that a record takes in a list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content, Span

from summit_tui.app.styles import style
from summit_tui.app.wrap import wrap
from summit_tui.archive import Entry, FacetValue
from summit_tui.archive.analysis.highlight import highlight
from summit_tui.archive.describe import names_of
from summit_tui.archive.query.tree import Facet, RefersTo, Term
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.names import Name, name_of
from summit_tui.attribution.summary import dated_role_in_words
from summit_tui.model.dates import in_words
from summit_tui.model.records import (
    Delegation,
    Event,
    Quote,
    Record,
    Session,
    Source,
    Speaker,
    delegations_of,
    participations,
)
from summit_tui.model.text import one_line


def year_of(entry: Entry) -> str | None:
    """Return the year of a record's event as four digits; None where it is not known."""
    event: Event | None = entry.link("event", entry.address.event)
    return _year_of_event(event) if event else None


def _year_of_event(event: Event) -> str | None:
    """Return the year of an event as four digits; None where it is not known."""
    day = event.start or event.end
    return day[:4] if day else None


def years_of(events: Iterable[Event]) -> dict[str, str]:
    """Return the year of each event by its id, as far as it is known."""
    return {event.id: year for event in events if (year := _year_of_event(event))}


def add_year(line: Content, year: str | None, width: int) -> Content:
    """Return a line with a year at its right end, if there is room behind what it says."""
    gap = width - line.cell_length - len(year or "")
    if not year or gap < 2:
        return line
    return line + Content.styled(f"{' ' * gap}{year}", style("muted"))


def distinguishing_years(values: Sequence[FacetValue], years: Mapping[str, str]) -> list[str]:
    """Return, for each value of a facet, the year of its event if another is called the same.

    `years` has the year of each event by its id; what needs no year, or has none, has "".
    """
    alike = Counter(value.label for value in values)
    return [_year_in(value, years) if alike[value.label] > 1 else "" for value in values]


def label_with_year(label: str, year: str, width: int) -> Content:
    """Return a label, and its year if it has one, in exactly `width` cells."""
    room = max(1, width - len(year) - bool(year))
    return Content(label).truncate(room, ellipsis=True, pad=True) + Content(
        f" {year}" if year else ""
    )


def _year_in(value: FacetValue, years: Mapping[str, str]) -> str:
    """Return the year of the event that a facet's value is, or is a record of."""
    match value.restriction:
        case RefersTo(address):
            return years.get(address.event, "")
        case Facet("event", event):
            return years.get(event, "")
    return ""


ROW_HEIGHT = {"quotes": 3}
"""Lines a row by kind; two for all others."""

_LEAST_WITH_YEAR = 20
"""Cells of a row that has room for a year."""

_BRIEF = 2_000
"""Characters of a text that a row looks at: a field may hold a whole book."""


def lit(text: str, terms: Sequence[Term]) -> Content:
    """Return `text` on one line with the words that were searched for lit."""
    plain = one_line(text)
    return Content(plain, _hits(plain, terms), strip_control_codes=False)


def _hits(plain: str, terms: Sequence[Term], at: int = 0) -> list[Span]:
    """Return where a text is lit that stands at a place of a line."""
    found = highlight(plain, terms) if terms else ()
    return [Span(at + start, at + end, style("hit")) for start, end in found]


def clipped_line(text: str) -> str:
    """Return the beginning of `text` on one line, more than any line of a screen can hold."""
    return one_line(text[:_BRIEF])


def record_lines(
    entry: Entry,
    width: int,
    terms: Sequence[Term],
    *,
    collapsed: bool = False,
    several: bool = False,
) -> list[Content]:
    """Return the lines of a record: what it says or is called, then what places it.

    A statement that is `collapsed` stands for all of its remark. Among records of `several` events,
    a line without a date ends with the year of its event.
    """
    match entry.record:
        case Quote() as quote:
            said = wrap(lit(clipped_line(title_of(entry)), terms), max(1, width))
            if len(said) > 2:
                said[1] = (said[1].rstrip() + " …").truncate(width, ellipsis=True)
            placed = _placed(entry, quote, terms, width, collapsed=collapsed)
            return [*said[:2], *[Content("")] * (2 - len(said)), placed]
        case _:
            title = lit(clipped_line(heading_of(entry)), terms)
            below = lit(clipped_line(_below(entry)), terms).stylize_before(style("muted"))
            year = year_of(entry) if several and _is_undated(entry.record) else None
            if year and width >= _LEAST_WITH_YEAR:
                below = add_year(below.truncate(width - len(year) - 2, ellipsis=True), year, width)
            return [title, below]


def title_of(entry: Entry) -> str:
    """Return what a record is called; a statement is called as it may be shown to a reader."""
    if isinstance(entry.record, Quote):
        return attribution(entry).said
    return names_of(entry.record)[0]


def _is_undated(record: Record) -> bool:
    """Return whether the lines of a record bear no day by which its event may be known."""
    match record:
        case Session():
            return not (record.start or record.date)
        case Speaker() | Delegation():
            return True
    return False


def _placed(
    entry: Entry, quote: Quote, terms: Sequence[Term], width: int, *, collapsed: bool
) -> Content:
    """Return mode, speaker and source of a statement on one line.

    A day behind the speaker is when it was said, one behind the publisher when it was printed.
    In how many sources its remark stands comes first where it is collapsed, else if there is room.
    """
    speaker = entry.link("speakers", quote.speaker)
    source = entry.link("sources", quote.source)
    said = f" · {in_words(quote.date)}" if quote.date else ""
    printed = f", {in_words(source.published)}" if source and source.published else ""
    publisher = source.publisher if source else quote.source
    who = clipped_line(speaker.name if speaker else quote.speaker)
    told = f" · {entry.accounts:,} sources" if collapsed and entry.accounts > 1 else ""
    where = clipped_line(f"{told}{said} · {publisher}{printed}")
    mode = f"{quote.mode.upper():<11}"
    line = f"{mode}{who} {where}"
    behind = len(line) - len(where)
    lit_up = [
        Span(0, len(mode), style("label")),
        *_hits(who, terms, len(mode)),
        Span(behind, len(line), style("muted")),
        *_hits(where, terms, behind),
    ]
    placed = Content(line, lit_up, strip_control_codes=False)
    if collapsed or entry.accounts < 2:
        return placed
    marker = Content.styled(f"  ×{entry.accounts:,}", style("label"))
    return placed + marker if placed.cell_length + marker.cell_length <= width else placed


def heading_of(entry: Entry) -> str:
    """Return what heads a record: a name in both its scripts, or what it is called."""
    match entry.record:
        case Speaker() | Delegation() | Event() as one:
            return join_scripts(name_of(one.name, one.names))
        case Session() | Source() | Quote():
            return title_of(entry)


def join_scripts(name: Name) -> str:
    """Return a name followed by its other script, set apart by space alone."""
    return f"{name.text}  {name.other}" if name.other else name.text


def _below(entry: Entry) -> str:
    """Return what places a record, in a few words."""
    parts: list[str | None]
    match entry.record:
        case Session() as session:
            who = [entry.link("speakers", one.speaker) for one in participations(session)]
            parts = [session.type, _time(session), ", ".join(one.name for one in who if one)]
        case Speaker() as speaker:
            homes = [entry.link("delegations", id) for id in delegations_of(speaker)]
            # Each capacity with its time: the first alone may be one of another year.
            capacities = "; ".join(dated_role_in_words(role) for role in speaker.roles)
            parts = [capacities or speaker.kind, *(home.name for home in homes if home)]
        case Delegation() as delegation:
            parts = [delegation.kind, delegation.region]
        case Source() as source:
            parts = [
                source.publisher,
                source.published and in_words(source.published),
                source.kind,
            ]
        case Event() as event:
            parts = [event.place, event.start and in_words(event.start)]
        case Quote():
            parts = []
    return " · ".join(part for part in parts if part) or "—"


def _time(session: Session) -> str | None:
    if session.start:
        return f"{in_words(session.start[:10])} {session.start[11:16]}"
    return in_words(session.date) if session.date else None
