"""The coverage in figures and where its sources disagree; every row opens what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from summit_tui.app.links import pane_of, view_of
from summit_tui.app.messages import Follow
from summit_tui.app.queries import Disagreements
from summit_tui.app.rows import brief, called, label_of_year, year_of, years_beside, years_of
from summit_tui.app.sentences import counted
from summit_tui.app.styles import style
from summit_tui.app.view import Choice, Pane, View
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Disagreement, Entry, FacetValue, Info, Page
from summit_tui.archive.progress import progress_bar
from summit_tui.archive.query.tree import Facet, On
from summit_tui.model.dates import in_words
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address, Kind

Facets = Mapping[str, Sequence[FacetValue]]

_MODES: tuple[Mode, ...] = ("direct", "partial", "paraphrase")
_SHOWN = 12
"""Bars of one group; facets and queries reach the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    year: str
    """The year of its event where another is called the same, else nothing."""
    count: int
    view: View | None
    """What it opens; nothing is behind a count of nothing."""


class Line(NamedTuple):
    """A line of words."""

    words: str
    view: View | None = None
    """What it opens, if anything."""


Row = str | Bar | Line
"""A row of the overview; a text by itself is a heading."""


def disagreements(told: Sequence[Disagreement]) -> list[Row]:
    """Return a heading and a row for each field and remark of which sources differ."""
    numbers = [f"{one.variants:,} ways, {one.sources:,} sources" for one in told]
    field = max((len(one.field) for one in told), default=0)
    column = max(map(len, numbers), default=0)
    rows: list[Row] = ["WHERE SOURCES DISAGREE"] if told else []
    for one, number in zip(told, numbers, strict=True):
        words = f"{one.field:<{field}}  {number:<{column}}  {brief(one.label)}"
        rows.append(Line(words, view_of(one.address)))
    return rows


def unquoted(pages: Mapping[Kind, Page], *, events: int) -> list[Row]:
    """Return a heading, a row for the speakers and one for the delegations without a statement.

    Of several `events`, the year says at which one they were silent.
    """
    found = {counted(page.total.number, kind): page for kind, page in pages.items() if page.hits}
    column = max(map(len, found), default=0)
    rows: list[Row] = []
    if found:
        rows += ["WHO HAS NOT BEEN QUOTED", Line("Silence in these sources is not silence.")]
    for number, page in found.items():
        name = _called_with_year if events > 1 else called
        names = ", ".join(map(name, page.hits))
        rest = " …" if page.total.number > len(page.hits) else ""
        view = View(pane_of(page.hits[0].address.kind), query="-has:quotes")
        rows.append(Line(f"{number:<{column}}  {brief(names)}{rest}", view))
    return rows


def _called_with_year(entry: Entry) -> str:
    return f"{called(entry)} ({year_of(entry) or entry.address.event})"


def bars(info: Info, quotes: Facets, sessions: Facets) -> list[Row]:
    """Return headings and bars for the facets of all statements and all sessions."""
    modes = {value.restriction: value for value in quotes.get("mode", ())}
    years = years_of(info.events)
    rows: list[Row] = []
    if len(info.events) > 1:
        rows.append("EVENTS")
        rows += [_event_bar(event.id, event.name, quotes) for event in info.events[:_SHOWN]]
    rows.append("STATEMENTS BY MODE")
    for mode in _MODES:
        restriction = Facet("mode", mode)
        value = modes.get(restriction, FacetValue(restriction, mode, 0))
        rows.append(_bar("quotes", value))
    for heading, pane, values in (
        ("STATEMENTS BY REGION", "quotes", quotes.get("region", ())),
        ("STATEMENTS BY TOPIC", "quotes", quotes.get("topic", ())),
        ("STATEMENTS BY SPEAKER", "quotes", quotes.get("speaker", ())),
        ("STATEMENTS BY SOURCE", "quotes", quotes.get("source", ())),
    ):
        rows += _group(heading, pane, values, years)
    days = sorted(sessions.get("day", ()), key=_day_of)
    return rows + _group("SESSIONS BY DAY", "sessions", days, years)


def _day_of(value: FacetValue) -> str:
    """Return what sorts the values of the facet of days, the one without a day last."""
    return (value.restriction.day if isinstance(value.restriction, On) else None) or "~"


def _group(
    heading: str, pane: str, values: Sequence[FacetValue], years: Mapping[str, str]
) -> list[Row]:
    shown = values[:_SHOWN]
    told = zip(shown, years_beside(shown, years), strict=True)
    return [heading, *(_bar(pane, value, year) for value, year in told)] if shown else []


def _bar(pane: Pane | str, value: FacetValue, year: str = "") -> Bar:
    is_day = isinstance(value.restriction, On) and value.restriction.day
    label = in_words(value.label) if is_day else value.label
    choice = Choice(value.restriction, f"{label} {year}".rstrip())
    view = View(pane="sessions" if pane == "sessions" else "quotes", choices=(choice,))
    return Bar(label, year, value.count, view if value.count else None)


def _event_bar(id: str, name: str, quotes: Facets) -> Bar:
    counted = {value.restriction: value.count for value in quotes.get("event", ())}
    view = View(pane="overview", address=Address(id, "event", id))
    return Bar(name, "", counted.get(Facet("event", id), 0), view)


class Overview(RowList):
    """The bars of the overview, between where sources disagree and of whom they say nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._bars: list[Row] = []
        self._events = 0

    def show_bars(self, rows: list[Row], *, events: int) -> None:
        """Show bars under their headings, of so many events."""
        self._bars, self._events = rows, events
        self._show(rows)

    def show_witnesses(self, told: Disagreements) -> None:
        """Show where sources disagree before the bars, and who has not been quoted after them."""
        silent = unquoted(told.unquoted, events=self._events)
        self._show([*disagreements(told.disagreements), *self._bars, *silent])

    def _show(self, rows: list[Row]) -> None:
        """Show rows, groups set apart by an empty line; the cursor stays at its row."""
        spaced: list[Row] = []
        for row in rows:
            if isinstance(row, str) and spaced:
                spaced.append("")
            spaced.append(row)
        lit = self._rows[self.cursor] if self._moved else None
        self._rows = spaced
        self.set_count(len(spaced), spaced.index(lit) if lit in spaced else 0)

    @property
    def _moved(self) -> bool:
        """Whether the cursor is at another row than the first that it can rest on."""
        return self.cursor > self._resting_place(0, 1)

    def can_rest(self, row: int) -> bool:
        """Return whether a row opens something."""
        one = self._rows[row] if 0 <= row < len(self._rows) else ""
        return not isinstance(one, str) and one.view is not None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, words, or a label, its bar and the number at the end of the bar."""
        bar = self._rows[row]
        if isinstance(bar, str):
            return [Content.styled(bar, style("label"))]
        if isinstance(bar, Line):
            return [Content(bar.words) if bar.view else Content.styled(bar.words, style("muted"))]
        column = min(28, max(10, width - 20))
        label = label_of_year(brief(bar.label), bar.year, column)
        number = f" {bar.count:,}"
        room = max(0, width - column - 2 - len(number))
        longest = max(one.count for one in self._rows if isinstance(one, Bar)) or 1
        drawn = Content.styled(progress_bar(bar.count / longest, room), style("bar"))
        return [label + "  " + drawn + Content.styled(number, style("muted"))]

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open what a bar counts."""
        event.stop()
        row = self._rows[event.row]
        if not isinstance(row, str) and row.view:
            self.post_message(Follow(row.view))
