"""The lines that a record has in a list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size
from textual.content import Content, Span

from summit_tui.app.screen_text import screen_line
from summit_tui.app.styles import Meaning, style
from summit_tui.app.wrap import column, cut, wrap
from summit_tui.archive import Entry, FacetValue
from summit_tui.archive.query.terms import highlight
from summit_tui.archive.query.tree import Facet, RefersTo, Term
from summit_tui.archive.wording import choice_in_words, mode_in_words, region_in_words
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.names import Name, name_of, record_name
from summit_tui.attribution.publications import publication_of
from summit_tui.attribution.summary import roles_in_words
from summit_tui.i18n import INTERFACE, READER, ngettext
from summit_tui.model.dates import in_short, in_words
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Delegation, Event, Quote, Record, Session, Source, Speaker
from summit_tui.model.references import delegations_of, participations
from summit_tui.model.text import ellipsis_behind, rejoin


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


def distinguishing_years(values: Sequence[FacetValue], years: Mapping[str, str]) -> list[str]:
    """Return, for each value of a facet, the year of its event if another has the same label.

    `years` has the year of each event by its id. A value that needs no year, or has none, gets "".
    """
    labels = Counter(value.label for value in values)
    return [_year_in(value, years) if labels[value.label] > 1 else "" for value in values]


def label_with_year(label: str, year: str, width: int) -> Content:
    """Return a label and its year, which may be "", in exactly `width` cells."""
    room = max(1, width - len(year) - bool(year))
    return column(Content(label), room) + Content(f" {year}" if year else "")


def _year_in(value: FacetValue, years: Mapping[str, str]) -> str:
    """Return the year of the event that a facet's value names or belongs to, or its years."""
    known = set()
    for restriction in value.restrictions:
        match restriction:
            case RefersTo(address):
                known.add(years.get(address.event))
            case Facet("event", event):
                known.add(years.get(event))
    ends = sorted(filter(None, known))
    return "–".join(dict.fromkeys([*ends[:1], *ends[-1:]]))


RowLayout = Literal["line", "dense", "card"]
"""One line a record, or all of its lines, without a blank line below or with one."""


MEDIUM: Final = 80
WIDE: Final = 120
"""Columns of a screen from which the record stands below the list, and beside it."""
TALL: Final = 20
"""Lines of a screen from which there is air between its parts."""


def row_layout(size: tuple[int, int]) -> RowLayout:
    """Return the layout of rows on a screen of so many columns and lines."""
    width, height = size
    if MEDIUM <= width < WIDE:
        return "line"
    return "card" if height >= TALL else "dense"


def row_height(kind: Kind, layout: RowLayout) -> int:
    """Return the lines of a row."""
    if layout == "line":
        return 1
    return (3 if kind == "quotes" else 2) + (layout == "card")


_MIN_WIDTH_WITH_DAY: Final = 20
"""The width in cells from which the details of a record have room for a day or a year."""

_MAX_CHARACTERS = 2_000
"""Characters of a text that a row looks at: a field may hold a whole book."""


_MAX_LISTED = 160
"""Characters of a text that is one of many."""

MODE: Final = 12
"""Cells of the column of the mode."""
_DAY: Final = len("by Apr 2025")
_DAY_WITH_YEAR: Final = len("by 20 Apr 2025")
_LINE_SPEAKER: Final = 18
"""Cells of the speaker where a statement has one line, at most."""
_LINE_NAME: Final = 26
_LINE_TITLE: Final = 36
"""Cells of the name of any other record that has one line, and of the title of one with a day."""
_ANY_YEAR: Final = "-"
"""No year: each one is another."""
_MIN_SPEAKER: Final = 4
"""Cells in which a speaker is shown, if only in part."""
_MIN_PUBLISHER: Final = 8
"""Cells in which a publisher is shown, if only in part."""
_HIT_MARGIN: Final = 4
"""Characters at the end of the last line in which a hit would be cut."""
_OPENING_MARKS: Final = "“„«「『"


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
    lines: int = 2,
    collapsed: bool = False,
    shows_year: bool = False,
) -> list[Content]:
    """Return the lines of a record, which may be longer than `width` cells: title, then details.

    A statement has its first `lines` lines; a `collapsed` one represents all statements of its
    remark. The details end with the day of the record. With `shows_year`, for a coverage of several
    events, each day has its year, and a record without a day ends with that of its event.
    """
    if isinstance(entry.record, Quote):
        parts = attribution(entry, words=READER)
        words = _words(parts.said, terms, max(1, width), lines=lines)
        return [*words, _statement_details(entry, parts, terms, width, collapsed, shows_year)]
    title = highlighted_line(clipped_line(heading_of(entry)), terms)
    return [title, _dated_details(entry, terms, width, shows_year=shows_year)]


def record_line(
    entry: Entry, width: int, terms: Sequence[Term], *, shows_year: bool = False
) -> Content:
    """Return a record on one line of `width` cells: what is scanned for in columns, then the rest.

    Of a statement the columns are day, mode and speaker, of any other record its name.
    """
    if not isinstance(entry.record, Quote):
        title = highlighted_line(clipped_line(heading_of(entry)), terms)
        heading = _column(title, _LINE_NAME if _day_of(entry.record) is None else _LINE_TITLE)
        room = width - heading.cell_length - 2
        return heading + "  " + _dated_details(entry, terms, room, shows_year=shows_year)
    parts = attribution(entry, words=READER)
    day = _day(entry, parts, shows_year=shows_year)
    gap = " " * ((_DAY_WITH_YEAR if shows_year else _DAY) - cell_len(day))
    head = Content.styled(f"{gap}{day}  ", style("muted")) + mode_label(parts.mode)
    speaker = max(14, min(_LINE_SPEAKER, (width - head.cell_length) // 4))
    name = clipped_line(INTERFACE.items(each.text for each in parts.speakers))
    shown = column(highlighted_line(name, terms), speaker)
    head += shown + "  "
    (words, *_) = _words(parts.said, terms, max(1, width - head.cell_length), lines=1)
    return head + words


def mode_label(mode: Mode | None) -> Content:
    """Return how a statement is given, as wide as its column; spaces for no statement."""
    return label_column(mode_in_words(mode) if mode else "")


def label_column(label: str, meaning: Meaning = "label", width: int = MODE) -> Content:
    """Return a label in capitals, where its script has them, in a column of `width` cells."""
    return Content.styled(set_cell_size(label.upper(), width), style(meaning))


def _column(content: Content, width: int) -> Content:
    """Return a text in exactly `width` cells."""
    text = cut(content, width)
    return text + " " * (width - text.cell_length)


def _words(said: str, terms: Sequence[Term], width: int, *, lines: int = 2) -> list[Content]:
    """Return `lines` lines of what was said; they begin a little before the first hit.

    Where they do not begin with the beginning, an ellipsis says so, within the quotation mark.
    """
    text = clipped_line(said)
    hit = min((start for start, _ in highlight(text, terms)), default=0) if terms else 0
    wrapped = wrap(highlighted_line(text, terms), width)
    if hit and hit >= sum(len(line) + 1 for line in wrapped[:lines]) - _HIT_MARGIN:
        text = _from_hit(text, hit, width * lines)
        wrapped = wrap(highlighted_line(text, terms), width)
    if len(wrapped) > lines:
        last, following = wrapped[lines - 1 : lines + 1]
        joined = rejoin((last.plain, following.plain))
        gap = " " * (len(joined) - len(last) - len(following))
        wrapped[lines - 1 :] = [cut(last + gap + following, width)]
    return [*wrapped, *[Content("")] * (lines - len(wrapped))]


def _from_hit(text: str, hit: int, room: int) -> str:
    """Return a text of about `room` cells from a little before a hit on, at a whole word."""
    opening = text[0] if text[0] in _OPENING_MARKS else ""
    first = max(len(opening), min(hit - room // 4, len(text) - room * 7 // 8))
    space = text.find(" ", first, hit)
    first = space + 1 if space >= 0 else first
    return f"{opening}… {text[first:]}" if first > len(opening) else text


def list_entries(entries: Sequence[Entry]) -> Content:
    """Return records as paragraphs: the beginning of what each says, and its details."""
    paragraphs = []
    for entry in entries:
        title = clipped_line(heading_of(entry))
        if len(title) > _MAX_LISTED:
            # At a whole word, where the script has any.
            title = title[:_MAX_LISTED].rpartition(" ")[0] or title[:_MAX_LISTED]
            title += ellipsis_behind(title)
        details = _listed_details(entry).stylize_before(style("muted"))
        paragraphs.append(Content(f"{title}\n") + details)
    return Content("\n\n").join(paragraphs)


def _listed_details(entry: Entry) -> Content:
    """Return the details of a record whose lines have no edge: what gives way stands last."""
    if not isinstance(entry.record, Quote):
        parts = [_short_day(entry, shows_year=False), _details(entry, _MAX_LISTED)]
        return Content(clipped_line(" · ".join(filter(None, parts))))
    statement = attribution(entry, words=READER)
    speakers = INTERFACE.items(each.text for each in statement.speakers)
    parts = [_day(entry, statement, shows_year=False), speakers, statement.outlet]
    return mode_label(statement.mode) + clipped_line(" · ".join(filter(None, parts)))


def bar(number: int, longest: int, width: int) -> Content:
    """Return a line as long as a number is high, where `longest` has `width` cells."""
    halves = min(2 * width, round(2 * width * number / longest) or bool(number))
    return Content.styled("━" * (halves // 2) + "╸" * (halves % 2), style("tint"))


def title_of(entry: Entry) -> str:
    """Return the name or title of a record; of a statement, its text as it may be shown."""
    if isinstance(entry.record, Quote):
        return attribution(entry).said
    return record_name(entry.record, READER).text


def _day_of(record: Record) -> str | None:
    """Return the day of a record that is no statement, "" if not known; None where it has none."""
    match record:
        case Session():
            return (record.start or record.date or "")[:10]
        case Source():
            return record.published or ""
    return None


def _statement_details(
    entry: Entry,
    parts: Attribution,
    terms: Sequence[Term],
    width: int,
    collapsed: bool,  # noqa: FBT001
    shows_year: bool,  # noqa: FBT001
) -> Content:
    """Return mode, speaker and publisher of a statement, and at the right edge its day.

    The publisher gives way first, then the speaker; mode and day never do. The number of sources
    of its remark comes before the publisher where it is collapsed, else behind it if there is room.
    """
    day = _day(entry, parts, shows_year=shows_year)
    room = max(0, width - MODE - cell_len(day) - 2)
    name = clipped_line(INTERFACE.items(each.text for each in parts.speakers))
    middle = highlighted_line(name, terms)
    if middle.cell_length > room:
        # An ellipsis alone names nobody.
        middle = cut(middle, room) if room >= _MIN_SPEAKER else Content("")
    else:
        sources = f"{_sources(entry)} · " if collapsed and entry.accounts > 1 else ""
        origin = " · " + highlighted_line(clipped_line(f"{sources}{parts.outlet}"), terms)
        origin = origin.stylize_before(style("muted"))
        count = f"  ×{entry.accounts:,}" if entry.accounts > 1 and not collapsed else ""
        if middle.cell_length + origin.cell_length + len(count) <= room:
            origin += Content.styled(count, style("label"))
        left = room - middle.cell_length
        if left >= min(origin.cell_length, _MIN_PUBLISHER):
            middle += cut(origin, left)
    gap = max(1, width - MODE - middle.cell_length - cell_len(day))
    return mode_label(parts.mode) + middle + Content.styled(" " * gap + day, style("muted"))


def _day(entry: Entry, parts: Attribution, *, shows_year: bool) -> str:
    """Return the day of a statement, or by which it was said; its year unless that of its event."""
    return parts.day_in_short(_ANY_YEAR if shows_year else year_of(entry) or _ANY_YEAR)


def _sources(entry: Entry) -> str:
    return ngettext("{number} source", "{number} sources", entry.accounts)


def heading_of(entry: Entry) -> str:
    """Return the heading of a record: its name in both scripts, or its title."""
    match entry.record:
        case Speaker() | Delegation() | Event() as record:
            return join_scripts(name_of(record.name, record.names, READER))
        case Session() | Source() as record:
            return record_name(record, READER).text
        case Quote():
            return title_of(entry)


def join_scripts(name: Name) -> str:
    """Return a name followed by that in its other script, if any, after two spaces."""
    return f"{name.text}  {name.other}" if name.other else name.text


def _dated_details(entry: Entry, terms: Sequence[Term], width: int, *, shows_year: bool) -> Content:
    """Return the details of a record that is no statement, and its day as the end of the line."""
    day = _short_day(entry, shows_year=shows_year) if width >= _MIN_WIDTH_WITH_DAY else ""
    room = width - cell_len(day) - 2 * bool(day)
    line = highlighted_line(clipped_line(_details(entry, room)), terms)
    if day:
        line = _column(line, room) + f"  {day}"
    return line.stylize_before(style("muted"))


def _short_day(entry: Entry, *, shows_year: bool) -> str:
    """Return the day of a record, with its hour; of one without, the year of its event, or ""."""
    day, year = _day_of(entry.record), year_of(entry)
    if not day:
        return (shows_year and year) or ""
    short = in_short(day, has_year=shows_year or not day.startswith(year or _ANY_YEAR))
    session = entry.record
    hour = session.start[11:16] if isinstance(session, Session) and session.start else ""
    return f"{short} {hour}".rstrip()


def _details(entry: Entry, width: int) -> str:
    """Return the details of a record that is no statement, but for its day, or a dash.

    The publisher of a source leaves of `width` cells what its kind needs.
    """
    parts: list[str | None]
    match entry.record:
        case Session() as session:
            speakers = [entry.link("speakers", part.speaker) for part in participations(session)]
            names = READER.items(record_name(each, READER).text for each in speakers if each)
            parts = [choice_in_words("sessions", "type", session.type), names]
        case Speaker() as speaker:
            homes = [entry.link("delegations", id) for id in delegations_of(speaker)]
            # All capacities, each with its time: the first may be one of another year.
            capacities = INTERFACE.groups(roles_in_words(speaker.roles, READER))
            kind = choice_in_words("speakers", "kind", speaker.kind)
            delegations = (record_name(home, READER).text for home in homes if home)
            parts = [capacities or kind, *delegations]
        case Delegation() as delegation:
            kind = choice_in_words("delegations", "kind", delegation.kind)
            parts = [kind, region_in_words(delegation.region)]
        case Source() as source:
            kind = choice_in_words("sources", "kind", source.kind)
            room = width - cell_len(f" · {kind}")
            publication = publication_of(entry.address.event, source.id, source, READER)
            publisher = Content(clipped_line(publication.publisher or ""))
            parts = [cut(publisher, max(_MIN_PUBLISHER, room)).plain, kind]
        case Event() as event:
            parts = [event.place, event.start and in_words(event.start)]
        case Quote():
            parts = []
    return " · ".join(part for part in parts if part) or "—"
