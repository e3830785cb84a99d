"""The rows of the start screen: what the coverage is, what was said, and where to begin."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from textual.content import Content

from summit_tui.app import sentences
from summit_tui.app.links import view_of
from summit_tui.app.panes import pane_of
from summit_tui.app.queries import Facets, Figures, StartDetails
from summit_tui.app.questions import question, summarize_answers
from summit_tui.app.rows import clipped_line, distinguishing_years, title_of, year_of, years_of
from summit_tui.app.view import Choice, View
from summit_tui.archive import Entry, FacetValue, Info
from summit_tui.archive.query.tree import Facet, On, RefersTo
from summit_tui.archive.wording import counted, mode_in_words
from summit_tui.attribution.collation import REMARK, Collation, in_sources
from summit_tui.attribution.names import record_name
from summit_tui.i18n import INTERFACE, READER, gettext, ngettext
from summit_tui.model.dates import in_short, in_words, span
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address
from summit_tui.model.records import Event, Quote
from summit_tui.model.text import ellipsis_behind
from summit_tui.model.value import Value, immutable

Opens = View | Literal["record", "answers", "changes", "problems"]
"""What Enter opens: a view, the row's record, what its sources answer, or a sheet."""

_MODES: Final[tuple[Mode, ...]] = ("direct", "partial", "paraphrase")
_MOST_BARS: Final = 12
_MOST_SPEAKERS: Final = 6
MOST_ENTRIES: Final = 6
"""Records that the rows of one group name; facets and queries reach the others."""


class Heading(NamedTuple):
    """The heading of a group of rows."""

    text: str
    note: str = ""


class Sentence(NamedTuple):
    """A sentence on what is shown; the cursor passes it by."""

    text: str


@immutable()
class Row(Value):
    """A row that the cursor may be on: keys act on what it is about."""

    label: str
    opens: Opens
    note: str = ""
    """What is behind the label, muted."""
    year: str = ""
    """The year of its event where another row has the same label, else \"\"."""
    count: int | None = None
    """The number of records that it counts, drawn as a bar; None where it counts none."""
    entry: Entry | None = field(default=None, compare=False)
    """The record that it is about, as far as there is one and it is read."""
    collation: Collation | None = field(default=None, compare=False)
    """What sources answer, where the row asks."""
    is_text: bool = False
    """Is the label a text, which has the room that the note leaves?"""

    @property
    def about(self) -> tuple[object, ...]:
        """What it is about: the same in every language, and whether its record is read or not."""
        if isinstance(self.opens, View):
            choices = tuple((each.restriction, each.is_excluded) for each in self.opens.choices)
            return self.opens._replace(choices=()), choices
        return self.opens, self.address, self.collation.label if self.collation else None

    @property
    def address(self) -> Address | None:
        """The address of the record that it is about, if there is one and it is read."""
        return self.entry.address if self.entry else None

    @property
    def title(self) -> str:
        """The label with the year, if it needs one."""
        return f"{self.label} {self.year}".rstrip()

    @property
    def listed(self) -> View | None:
        """The view of the records that it counts, where it is about no single record."""
        return self.opens if isinstance(self.opens, View) and self.entry is None else None


class Preview(NamedTuple):
    """What the panel beside shows of a row that is about no single record."""

    heading: tuple[str, str]
    """A word for what it is, and how much of it there is."""
    text: Content
    title: str


StartRow = Heading | Sentence | Row


class Start(NamedTuple):
    """What the start screen is made from."""

    info: Info
    view: View
    """The view, whose query and choices limit what is counted."""
    figures: Figures
    details: StartDetails | None = None
    """What takes longer to find; None until it is there."""
    saved: Mapping[str, tuple[View, int]] = MappingProxyType({})
    """The saved searches by name, each with the number of records that it finds."""
    news: str = ""
    """What came in since the last visit."""
    is_first: bool = False
    """Is it the reader's first visit?"""


def start_rows(start: Start) -> list[StartRow]:
    """Return the rows of the start screen, in the order of the questions that a reader has."""
    info, view, figures = start.info, start.view, start.figures
    is_limited = bool(view.query or view.choices)
    rows: list[StartRow] = []
    if start.is_first and any(info.counts.values()):
        rows.append(Sentence(gettext("Enter open · d compare · y copy · / search · ? help")))
    if is_limited:
        rows.append(Sentence(sentences.limited(view)))
    if not is_limited and not any(info.counts.values()):
        rows += [Sentence(text) for text in sentences.no_records(len(info.problems))]
    elif not is_limited and not info.counts["quotes"]:
        next_steps = sentences.no_statements(len(info.problems), info.counts["sources"])
        rows += map(Sentence, next_steps)
    rows += _event_rows(start)
    if start.news:
        rows.append(Row(gettext("New since last time"), "changes", start.news))
    if info.problems:
        rows.append(_problem_row(info))
    rows += saved_rows(start)
    years = years_of(info.events)
    details = start.details
    if details:
        rows += disagreement_rows(details, several=len(info.events) > 1)
        rows += statement_rows(details)
    rows += day_rows(figures, view)
    rows += speaker_rows(figures, details, view, years)
    if details and not is_limited:
        rows += unquoted_rows(details, several=len(info.events) > 1)
    return [*rows, *figure_rows(figures, details, view, years)]


def _event_rows(start: Start) -> list[StartRow]:
    info, entries = start.info, start.figures.events
    if len(info.events) == 1:
        note = " · ".join(
            counted(info.counts[kind], kind)
            for kind in ("sessions", "speakers", "quotes", "sources")
            if info.counts[kind]
        )
        return [Row(gettext("The event"), "record", note, entry=entry) for entry in entries]
    counts = {value.restriction: value.count for value in start.figures.quotes.get("event", ())}
    rows: list[StartRow] = [Heading(gettext("EVENTS"), _more(len(info.events), len(entries)))]
    are_editions = bool(sentences.common_name(info.events))
    for entry in entries:
        count = counts.get(Facet("event", entry.address.id), 0)
        days = _edition(entry)
        if are_editions and days:
            rows.append(Row(days, "record", count=count, entry=entry))
        else:
            label, note = clipped_line(title_of(entry)), counted(count, "quotes")
            if day := isinstance(entry.record, Event) and (entry.record.start or entry.record.end):
                begins = in_short(day, has_year=True)
                note = gettext("{name} · {note}", name=begins, note=note)
            rows.append(Row(label, "record", note, entry=entry, is_text=True))
    return rows if entries else []


def _edition(entry: Entry) -> str | None:
    """Return what distinguishes an event from others of its name; None where nothing does."""
    event = entry.record
    return span(event.start, event.end) if isinstance(event, Event) else None


def _more(number: int, shown: int) -> str:
    """Return how many there are of which some are shown; nothing where all are."""
    return gettext("{shown} of {number}", shown=shown, number=number) * (number > shown)


def _problem_row(info: Info) -> Row:
    note = ngettext("{number} problem", "{number} problems", len(info.problems))
    return Row(gettext("What is wrong with the files"), "problems", note)


def saved_rows(start: Start) -> list[StartRow]:
    """Return the saved searches, each with what it finds and what it is."""
    rows: list[StartRow] = []
    for name, (view, number) in start.saved.items():
        sentence = sentences.search_in_words(counted(number, view.kind), view)
        rows.append(Row(f"@{name}", view, clipped_line(sentence)))
    return [Heading(gettext("SAVED SEARCHES")), *rows] if rows else []


def disagreement_rows(details: StartDetails, *, several: bool) -> list[StartRow]:
    """Return a heading and a row for each question that sources answer differently.

    In a coverage of `several` events each question about one has its year.
    """
    rows: list[StartRow] = []
    for entry, part in details.disagreements:
        label = clipped_line(question(entry, part.label))
        year = (year_of(entry) or "") if several and entry.address.kind == "event" else ""
        rows.append(
            Row(
                label,
                "answers",
                summarize_answers(part),
                year,
                entry=part.entry,
                collation=part,
                is_text=part.label == REMARK,
            )
        )
    return [Heading(gettext("WHERE SOURCES DISAGREE")), *rows] if rows else []


def statement_rows(details: StartDetails) -> list[StartRow]:
    """Return the statements that most sources have, or else the latest."""
    if not details.statements:
        return []
    is_told = details.statements[0].accounts > 1
    rows: list[StartRow] = [Heading(gettext("MOST TOLD") if is_told else gettext("LATEST"))]
    for entry in details.statements:
        if not isinstance(entry.record, Quote):
            continue
        speaker, day = entry.link("speakers", entry.record.speaker), entry.record.date
        name = record_name(speaker, READER).text if speaker else entry.record.speaker
        when = in_words(day) if day else gettext("no day")
        last = in_sources(entry.accounts) if is_told else when
        note = gettext("{name} · {note}", name=clipped_line(name), note=last)
        label = clipped_line(title_of(entry))
        rows.append(Row(label, view_of(entry.address), note, entry=entry, is_text=True))
    return rows


def day_rows(figures: Figures, view: View) -> list[StartRow]:
    """Return the days in their order, each with its statements, or else with its sessions."""
    pane, values = "quotes", figures.quotes.get("day", ())
    if not values:
        pane, values = "sessions", figures.sessions.get("day", ())
    shown = sorted(values[:_MOST_BARS], key=_day_of)
    bars = [_bar(pane, value, view) for value in shown]
    note = _more(len(values), len(shown))
    return [Heading(gettext("THE DAYS"), note), *bars] if bars else []


def _day_of(value: FacetValue) -> str:
    """Return the sort key of a value of the facet of days: the one without a day is last."""
    return (value.restriction.day if isinstance(value.restriction, On) else None) or "~"


def speaker_rows(
    figures: Figures, details: StartDetails | None, view: View, years: dict[str, str]
) -> list[StartRow]:
    """Return who spoke most."""
    values = figures.quotes.get("speaker", ())
    return _group(gettext("WHO SPOKE MOST"), values[:_MOST_SPEAKERS], details, view, years)


def figure_rows(
    figures: Figures, details: StartDetails | None, view: View, years: dict[str, str]
) -> list[StartRow]:
    """Return how the statements divide by mode, topic, region and source."""
    quotes = figures.quotes
    modes = {value.restriction: value for value in quotes.get("mode", ())}
    values = [
        modes.get(Facet("mode", mode), FacetValue(Facet("mode", mode), mode_in_words(mode), 0))
        for mode in (_MODES if modes else ())
    ]
    rows = _group(gettext("BY MODE"), values, details, view, years)
    rows += _group(gettext("BY TOPIC"), quotes.get("topic", ())[:_MOST_BARS], details, view, years)
    rows += _group(
        gettext("BY REGION"), quotes.get("region", ())[:_MOST_BARS], details, view, years
    )
    sources = quotes.get("source", ())[:MOST_ENTRIES]
    return rows + _group(gettext("BY SOURCE"), sources, details, view, years)


def unquoted_rows(details: StartDetails, *, several: bool) -> list[StartRow]:
    """Return how many speakers, and how many delegations, are without a statement.

    In a coverage of `several` events, each name has the year of its event.
    """
    rows: list[StartRow] = []
    for kind, page in details.unquoted.items():
        if page.hits:
            titles = map(_title_with_year if several else title_of, page.hits)
            names = clipped_line(INTERFACE.items(titles))
            if page.total.number > len(page.hits):
                names += ellipsis_behind(names)
            view = View(pane_of(kind).name, query="-has:quotes")
            number = counted(page.total.number, kind)
            rows.append(Row(number, view, names))
    note = gettext("silence in these sources is not silence")
    return [Heading(gettext("NOT QUOTED"), note), *rows] if rows else []


def _title_with_year(entry: Entry) -> str:
    return f"{title_of(entry)} ({year_of(entry) or entry.address.event})"


def _group(
    heading: str,
    values: Sequence[FacetValue],
    details: StartDetails | None,
    view: View,
    years: dict[str, str],
) -> list[StartRow]:
    entries = details.named if details else {}
    rows: list[StartRow] = [Heading(heading)]
    for value, year in zip(values, distinguishing_years(values, years), strict=True):
        match value.restriction:
            case RefersTo(address):
                rows.append(_bar("quotes", value, view, year, entries.get(address)))
            case _:
                rows.append(_bar("quotes", value, view, year))
    return rows if values else []


def _bar(
    pane: str, value: FacetValue, view: View, year: str = "", entry: Entry | None = None
) -> Row:
    """Return a value of a facet as a bar that opens its records, within what `view` limits."""
    is_day = isinstance(value.restriction, On)
    day = value.restriction.day if isinstance(value.restriction, On) else None
    label = in_words(day) if day else gettext("No day stated") if is_day else value.label
    choices = [Choice(each, f"{label} {year}".rstrip()) for each in value.restrictions]
    there = View(pane, view.query, (*view.without(choices[0].facet).choices, *choices))
    return Row(clipped_line(label), there, "", year, value.count, entry)


def addresses_of(figures: Figures) -> list[Address]:
    """Return the records that the rows of figures name."""
    quotes: Facets = figures.quotes
    values = [*quotes.get("speaker", ())[:_MOST_SPEAKERS], *quotes.get("source", ())[:MOST_ENTRIES]]
    return [v.restriction.address for v in values if isinstance(v.restriction, RefersTo)]
