"""The overview: the coverage in figures, where sources disagree and who has not been quoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content

from summit_tui.app.links import view_of
from summit_tui.app.messages import Follow
from summit_tui.app.panes import OVERVIEW, pane_of
from summit_tui.app.queries import Disagreements
from summit_tui.app.rows import (
    clipped_line,
    distinguishing_years,
    label_with_year,
    title_of,
    year_of,
    years_of,
)
from summit_tui.app.sentences import counted
from summit_tui.app.styles import style
from summit_tui.app.view import Choice, View
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Disagreement, Entry, FacetValue, Info, Page
from summit_tui.archive.progress import progress_bar
from summit_tui.archive.query.tree import Facet, On
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address, Kind

Facets = Mapping[str, Sequence[FacetValue]]

_MODES: tuple[Mode, ...] = ("direct", "partial", "paraphrase")
_MAX_BARS = 12
"""Bars of one group; facets and queries reach the other values."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its number of records as a bar."""

    label: str
    year: str
    """The year of its event where another value has the same label, else \"\"."""
    count: int
    view: View | None
    """The view that it opens; None where the count is 0."""


class Line(NamedTuple):
    """A line of text."""

    text: str
    view: View | None = None
    """The view that it opens, if any."""


Row = str | Bar | Line
"""A row of the overview; a string is a heading."""


def disagreement_rows(disagreements: Sequence[Disagreement]) -> list[Row]:
    """Return a heading and a row for each field and each remark on which sources differ."""
    numbers = [
        gettext("{variants} ways, {sources} sources", variants=each.variants, sources=each.sources)
        for each in disagreements
    ]
    field_width = max((len(each.field) for each in disagreements), default=0)
    number_width = max(map(len, numbers), default=0)
    rows: list[Row] = [gettext("WHERE SOURCES DISAGREE")] if disagreements else []
    for each, number in zip(disagreements, numbers, strict=True):
        label = clipped_line(each.label)
        text = f"{each.field:<{field_width}}  {number:<{number_width}}  {label}"
        rows.append(Line(text, view_of(each.address)))
    return rows


def unquoted_rows(pages: Mapping[Kind, Page], *, events: int) -> list[Row]:
    """Return a heading, a row for the speakers and one for the delegations without a statement.

    In a coverage of several `events`, each name has the year of its event.
    """
    counts = {counted(page.total.number, kind): page for kind, page in pages.items() if page.hits}
    count_width = max(map(len, counts), default=0)
    rows: list[Row] = []
    if counts:
        rows.append(gettext("WHO HAS NOT BEEN QUOTED"))
        rows.append(Line(gettext("Silence in these sources is not silence.")))
    for count, page in counts.items():
        name = _title_with_year if events > 1 else title_of
        names = ", ".join(map(name, page.hits))
        ellipsis = " …" if page.total.number > len(page.hits) else ""
        view = View(pane_of(page.hits[0].address.kind).name, query="-has:quotes")
        rows.append(Line(f"{count:<{count_width}}  {clipped_line(names)}{ellipsis}", view))
    return rows


def _title_with_year(entry: Entry) -> str:
    return f"{title_of(entry)} ({year_of(entry) or entry.address.event})"


def bar_rows(info: Info, quotes: Facets, sessions: Facets) -> list[Row]:
    """Return headings and bars for the facets of all statements and of all sessions."""
    modes = {value.restriction: value for value in quotes.get("mode", ())}
    years = years_of(info.events)
    rows: list[Row] = []
    if len(info.events) > 1:
        rows.append(gettext("EVENTS"))
        rows += [_event_bar(event.id, event.name, quotes) for event in info.events[:_MAX_BARS]]
    rows.append(gettext("STATEMENTS BY MODE"))
    for mode in _MODES:
        restriction = Facet("mode", mode)
        value = modes.get(restriction, FacetValue(restriction, mode, 0))
        rows.append(_bar("quotes", value))
    for heading, pane, values in (
        (gettext("STATEMENTS BY REGION"), "quotes", quotes.get("region", ())),
        (gettext("STATEMENTS BY TOPIC"), "quotes", quotes.get("topic", ())),
        (gettext("STATEMENTS BY SPEAKER"), "quotes", quotes.get("speaker", ())),
        (gettext("STATEMENTS BY SOURCE"), "quotes", quotes.get("source", ())),
    ):
        rows += _group(heading, pane, values, years)
    days = sorted(sessions.get("day", ()), key=_day_of)
    return rows + _group(gettext("SESSIONS BY DAY"), "sessions", days, years)


def _day_of(value: FacetValue) -> str:
    """Return the sort key of a value of the facet of days: the one without a day is last."""
    return (value.restriction.day if isinstance(value.restriction, On) else None) or "~"


def _group(
    heading: str, pane: str, values: Sequence[FacetValue], years: Mapping[str, str]
) -> list[Row]:
    shown = values[:_MAX_BARS]
    labelled = zip(shown, distinguishing_years(shown, years), strict=True)
    return [heading, *(_bar(pane, value, year) for value, year in labelled)] if shown else []


def _bar(pane: str, value: FacetValue, year: str = "") -> Bar:
    is_day = isinstance(value.restriction, On) and value.restriction.day
    label = in_words(value.label) if is_day else value.label
    choice = Choice(value.restriction, f"{label} {year}".rstrip())
    view = View(pane=pane, choices=(choice,))
    return Bar(label, year, value.count, view if value.count else None)


def _event_bar(id: str, name: str, quotes: Facets) -> Bar:
    counts = {value.restriction: value.count for value in quotes.get("event", ())}
    view = View(pane=OVERVIEW, address=Address(id, "event", id))
    return Bar(name, "", counts.get(Facet("event", id), 0), view)


class Overview(RowList):
    """The rows of the overview; Enter opens the view of a row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._bars: list[Row] = []
        self._events = 0

    def show_rows(self, rows: list[Row], *, events: int) -> None:
        """Show bars under their headings, of a coverage with this number of events."""
        self._bars, self._events = rows, events
        self._show(rows)

    def show_disagreements(self, answer: Disagreements) -> None:
        """Show where sources disagree before the bars, and who has not been quoted after them."""
        before = disagreement_rows(answer.disagreements)
        self._show([*before, *self._bars, *unquoted_rows(answer.unquoted, events=self._events)])

    def _show(self, rows: list[Row]) -> None:
        """Show rows with an empty line before each heading; the cursor stays at its row."""
        spaced: list[Row] = []
        for row in rows:
            if isinstance(row, str) and spaced:
                spaced.append("")
            spaced.append(row)
        current = self._rows[self.cursor] if self._has_moved else None
        self._rows = spaced
        self.set_count(len(spaced), spaced.index(current) if current in spaced else 0)

    @property
    def _has_moved(self) -> bool:
        """Whether the cursor is past the first selectable row."""
        return self.cursor > self._nearest_selectable(0, 1)

    def is_selectable(self, row: int) -> bool:
        """Return whether a row opens something."""
        content = self._rows[row] if 0 <= row < len(self._rows) else ""
        return not isinstance(content, str) and content.view is not None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, a line of text, or a label with its bar and its number."""
        bar = self._rows[row]
        if isinstance(bar, str):
            return [Content.styled(bar, style("label"))]
        if isinstance(bar, Line):
            return [Content(bar.text) if bar.view else Content.styled(bar.text, style("muted"))]
        column = min(28, max(10, width - 20))
        label = label_with_year(clipped_line(bar.label), bar.year, column)
        number = f" {bar.count:,}"
        room = max(0, width - column - 2 - len(number))
        longest = max(other.count for other in self._rows if isinstance(other, Bar)) or 1
        drawn = Content.styled(progress_bar(bar.count / longest, room), style("bar"))
        return [label + "  " + drawn + Content.styled(number, style("muted"))]

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open the view of a row."""
        event.stop()
        row = self._rows[event.row]
        if not isinstance(row, str) and row.view:
            self.post_message(Follow(row.view))
