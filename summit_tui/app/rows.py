"""The lines that a record has in a list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content, Span

from summit_tui.app.screen_text import screen_line
from summit_tui.app.styles import style
from summit_tui.app.wrap import wrap
from summit_tui.archive import Entry, FacetValue
from summit_tui.archive.analysis.highlight import highlight
from summit_tui.archive.describe import names_of
from summit_tui.archive.query.tree import Facet, RefersTo, Term
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.names import Name, name_of
from summit_tui.attribution.summary import dated_role_in_words
from summit_tui.i18n import ngettext
from summit_tui.model.dates import in_words
from summit_tui.model.records import Delegation, Event, Quote, Record, Session, Source, Speaker
from summit_tui.model.references import delegations_of, participations, speakers_of


def year_of(entry: Entry) -> str | None:
    """Return the year of a record's event as four digits; None where it is not known."""
    event: Event | None = entry.link("event", entry.address.event)
    return _year_of_event(event) if event else None


def _year_of_event(event: Event) -> str | None:
    """Return the year of an event as four digits; None where it is not known."""
    day = event.start or event.end
    return day[:4] if day else None


def years_of(events: Iterable[Event]) -> dict[str, str]:
    """Return the year of each event by its id; events without a known year are left out."""
    return {event.id: year for event in events if (year := _year_of_event(event))}


def add_year(line: Content, year: str | None, width: int) -> Content:
    """Return a line of `width` cells with a year at its right end, or as it is without room."""
    gap = width - line.cell_length - len(year or "")
    if not year or gap < 2:
        return line
    return line + Content.styled(f"{' ' * gap}{year}", style("muted"))


def distinguishing_years(values: Sequence[FacetValue], years: Mapping[str, str]) -> list[str]:
    """Return, for each value of a facet, the year of its event if another has the same label.

    `years` has the year of each event by its id. A value that needs no year, or has none, gets "".
    """
    labels = Counter(value.label for value in values)
    return [_year_in(value, years) if labels[value.label] > 1 else "" for value in values]


def label_with_year(label: str, year: str, width: int) -> Content:
    """Return a label and its year, which may be "", in exactly `width` cells."""
    room = max(1, width - len(year) - bool(year))
    return Content(label).truncate(room, ellipsis=True, pad=True) + Content(
        f" {year}" if year else ""
    )


def _year_in(value: FacetValue, years: Mapping[str, str]) -> str:
    """Return the year of the event that a facet's value names or belongs to."""
    match value.restriction:
        case RefersTo(address):
            return years.get(address.event, "")
        case Facet("event", event):
            return years.get(event, "")
    return ""


ROW_HEIGHT = {"quotes": 3}
"""Lines of a row by kind; two for all others."""

_MIN_WIDTH_WITH_YEAR = 20
"""The width in cells from which a row shows a year."""

_MAX_CHARACTERS = 2_000
"""Characters of a text that a row looks at: a field may hold a whole book."""


_MAX_LISTED = 160
"""Characters of a text that is one of many."""


def highlighted_line(text: str, terms: Sequence[Term]) -> Content:
    """Return `text` on one line with the terms of the query highlighted."""
    plain = screen_line(text)
    return Content(plain, _hit_spans(plain, terms), strip_control_codes=False)


def _hit_spans(plain: str, terms: Sequence[Term], offset: int = 0) -> list[Span]:
    """Return the highlights of a text that begins at `offset` in its line."""
    ranges = highlight(plain, terms) if terms else ()
    return [Span(offset + start, offset + end, style("hit")) for start, end in ranges]


def clipped_line(text: str) -> str:
    """Return the beginning of `text` on one line, longer than any line of a screen."""
    return screen_line(text[:_MAX_CHARACTERS])


def record_lines(
    entry: Entry,
    width: int,
    terms: Sequence[Term],
    *,
    collapsed: bool = False,
    shows_year: bool = False,
) -> list[Content]:
    """Return the lines of a record, which may be longer than `width` cells: title, then details.

    A `collapsed` statement represents all statements of its remark. With `shows_year`, for a
    coverage of several events, a record without a date ends with the year of its event.
    """
    match entry.record:
        case Quote() as quote:
            text = wrap(highlighted_line(clipped_line(title_of(entry)), terms), max(1, width))
            if len(text) > 2:
                text[1] = (text[1].rstrip() + " …").truncate(width, ellipsis=True)
            details = _statement_details(entry, quote, terms, width, collapsed=collapsed)
            return [*text[:2], *[Content("")] * (2 - len(text)), details]
        case _:
            title = highlighted_line(clipped_line(heading_of(entry)), terms)
            details = highlighted_line(clipped_line(_details(entry)), terms)
            details = details.stylize_before(style("muted"))
            year = year_of(entry) if shows_year and _is_undated(entry.record) else None
            if year and width >= _MIN_WIDTH_WITH_YEAR:
                details = details.truncate(width - len(year) - 2, ellipsis=True)
                details = add_year(details, year, width)
            return [title, details]


def list_entries(entries: Sequence[Entry]) -> Content:
    """Return records as paragraphs: the beginning of what each says, and its details."""
    paragraphs = []
    for entry in entries:
        title = clipped_line(heading_of(entry))
        if len(title) > _MAX_LISTED:
            # At a whole word, where the script has any.
            title = f"{title[:_MAX_LISTED].rpartition(' ')[0] or title[:_MAX_LISTED]} …"
        text = Content(title)
        details = record_lines(entry, _MAX_LISTED, ())[-1]
        paragraphs.append(text + "\n" + details.stylize_before(style("muted")))
    return Content("\n\n").join(paragraphs)


def title_of(entry: Entry) -> str:
    """Return the name or title of a record; of a statement, its text as it may be shown."""
    if isinstance(entry.record, Quote):
        return attribution(entry).said
    return names_of(entry.record)[0]


def _is_undated(record: Record) -> bool:
    """Return whether the lines of a record show no day that tells its event."""
    match record:
        case Session():
            return not (record.start or record.date)
        case Speaker() | Delegation():
            return True
    return False


def _statement_details(
    entry: Entry, quote: Quote, terms: Sequence[Term], width: int, *, collapsed: bool
) -> Content:
    """Return mode, speaker and source of a statement on one line.

    A day after the speaker is that of the statement, one after the publisher that of printing.
    The number of sources of its remark comes first where it is collapsed, else if there is room.
    """
    speakers = ((id, entry.link("speakers", id)) for id in speakers_of(quote))
    source = entry.link("sources", quote.source)
    said = f" · {in_words(quote.date)}" if quote.date else ""
    printed = f", {in_words(source.published)}" if source and source.published else ""
    publisher = source.publisher if source else quote.source
    name = clipped_line(", ".join(each.name if each else id for id, each in speakers))
    sources = f" · {_sources(entry)}" if collapsed and entry.accounts > 1 else ""
    origin = clipped_line(f"{sources}{said} · {publisher}{printed}")
    mode = f"{quote.mode.upper():<11}"
    line = f"{mode}{name} {origin}"
    start = len(line) - len(origin)
    spans = [
        Span(0, len(mode), style("label")),
        *_hit_spans(name, terms, len(mode)),
        Span(start, len(line), style("muted")),
        *_hit_spans(origin, terms, start),
    ]
    details = Content(line, spans, strip_control_codes=False)
    if collapsed or entry.accounts < 2:
        return details
    count = Content.styled(f"  ×{entry.accounts:,}", style("label"))
    return details + count if details.cell_length + count.cell_length <= width else details


def _sources(entry: Entry) -> str:
    return ngettext("{number} source", "{number} sources", entry.accounts)


def heading_of(entry: Entry) -> str:
    """Return the heading of a record: its name in both scripts, or its title."""
    match entry.record:
        case Speaker() | Delegation() | Event() as record:
            return join_scripts(name_of(record.name, record.names))
        case Session() | Source() | Quote():
            return title_of(entry)


def join_scripts(name: Name) -> str:
    """Return a name followed by that in its other script, if any, after two spaces."""
    return f"{name.text}  {name.other}" if name.other else name.text


def _details(entry: Entry) -> str:
    """Return the details of a record that is no statement, or a dash."""
    parts: list[str | None]
    match entry.record:
        case Session() as session:
            speakers = [entry.link("speakers", part.speaker) for part in participations(session)]
            names = ", ".join(speaker.name for speaker in speakers if speaker)
            parts = [session.type, _time(session), names]
        case Speaker() as speaker:
            homes = [entry.link("delegations", id) for id in delegations_of(speaker)]
            # All capacities, each with its time: the first may be one of another year.
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
