"""The coverage in figures: bars on one scale, each of which opens what it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from summit_tui.app.messages import Follow
from summit_tui.app.rows import brief
from summit_tui.app.styles import style
from summit_tui.app.view import Choice, Pane, View
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import FacetValue, Info
from summit_tui.records import Address, Mode
from summit_tui.wording.days import in_words

Facets = Mapping[str, Sequence[FacetValue]]

_MODES: tuple[Mode, ...] = ("direct", "partial", "paraphrase")
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_SHOWN = 12
"""Bars of one group; facets and queries reach the rest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar."""

    label: str
    count: int
    view: View | None
    """What it opens; nothing is behind a count of nothing."""


def bars(info: Info, quotes: Facets, sessions: Facets) -> list[str | Bar]:
    """Return headings and bars for the facets of all statements and all sessions."""
    modes = {value.mark: value for value in quotes.get("mode", ())}
    rows: list[str | Bar] = []
    if len(info.events) > 1:
        rows.append("EVENTS")
        rows += [_event_bar(event.id, event.name, quotes) for event in info.events[:_SHOWN]]
    rows.append("STATEMENTS BY MODE")
    for mode in _MODES:
        value = modes.get(f"mode={mode}", FacetValue(f"mode={mode}", mode, 0))
        rows.append(_bar("quotes", value))
    for heading, pane, values in (
        ("STATEMENTS BY REGION", "quotes", quotes.get("region", ())),
        ("STATEMENTS BY TOPIC", "quotes", quotes.get("topic", ())),
        ("STATEMENTS BY SPEAKER", "quotes", quotes.get("speaker", ())),
    ):
        rows += _group(heading, pane, values)
    days = sorted(sessions.get("day", ()), key=lambda value: value.mark)
    return rows + _group("SESSIONS BY DAY", "sessions", days)


def _group(heading: str, pane: str, values: Sequence[FacetValue]) -> list[str | Bar]:
    return [heading, *(_bar(pane, value) for value in values[:_SHOWN])] if values else []


def _bar(pane: Pane | str, value: FacetValue) -> Bar:
    label = in_words(value.label) if value.mark.startswith(("d=", "m=", "y=")) else value.label
    choice = Choice(value.mark, label)
    view = View(pane="sessions" if pane == "sessions" else "quotes", choices=(choice,))
    return Bar(label, value.count, view if value.count else None)


def _event_bar(id: str, name: str, quotes: Facets) -> Bar:
    counted = {value.mark: value.count for value in quotes.get("event", ())}
    view = View(pane="overview", address=Address(id, "event", id))
    return Bar(name, counted.get(f"event={id}", 0), view)


class Overview(RowList):
    """The bars of the overview."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[str | Bar] = []

    def show_bars(self, rows: list[str | Bar]) -> None:
        """Show bars under their headings, groups set apart by an empty line."""
        spaced: list[str | Bar] = []
        for row in rows:
            if isinstance(row, str) and spaced:
                spaced.append("")
            spaced.append(row)
        kept = self.cursor if spaced == self._rows else 0
        self._rows = spaced
        self.set_count(len(spaced), kept)

    def can_rest(self, row: int) -> bool:
        """Return whether a row is a bar that opens something."""
        bar = self._rows[row] if 0 <= row < len(self._rows) else ""
        return isinstance(bar, Bar) and bar.view is not None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, or a label, its bar and the number at the end of the bar."""
        bar = self._rows[row]
        if isinstance(bar, str):
            return [Content.styled(bar, style("label"))]
        column = min(28, max(10, width - 20))
        label = Content(brief(bar.label)).truncate(column, ellipsis=True, pad=True)
        number = f" {bar.count:,}"
        room = max(0, width - column - 2 - len(number))
        longest = max(one.count for one in self._rows if isinstance(one, Bar)) or 1
        drawn = Content.styled(drawn_bar(bar.count / longest, room), style("bar"))
        return [label + "  " + drawn + Content.styled(number, style("muted"))]

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open what a bar counts."""
        event.stop()
        bar = self._rows[event.row]
        if isinstance(bar, Bar) and bar.view:
            self.post_message(Follow(bar.view))


def drawn_bar(share: float, width: int) -> str:
    """Return a bar of `share` (0 to 1) of `width` cells in eighths; what is there is seen."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")
