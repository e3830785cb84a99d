"""The panes by number, each with what it holds."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from summit_tui.app import sentences
from summit_tui.app.keys import key_names
from summit_tui.app.messages import PaneChosen
from summit_tui.app.styles import style
from summit_tui.app.view import PANES, Choice, Pane
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.archive.progress import Pace, progress_bar
from summit_tui.model.kinds import Kind

_FITS: Final = (
    (None, None, 3),
    (None, None, 2),
    *((letters, None, 1) for letters in (None, 9, 8, 7, 6, 5, 3)),
    *((3, shown, 1) for shown in (9, 7, 5, 3)),
)
"""So many letters of a name and of the one that is shown, and so many spaces behind each, are
tried until the line fits."""


class PaneBar(Static, CachedLines):
    """One line of panes; the one shown is lit, and a click shows another."""

    DEFAULT_CSS = """
    PaneBar {
        height: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, Pane]] = []
        self._panes: tuple[Pane, Mapping[Kind, int], int] | None = None

    def on_resize(self) -> None:
        """Fit the line to the new width."""
        if self._panes:
            self.show_pane(self._panes[0])

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        if self._panes:
            shown, counts, _ = self._panes
            self._panes = None
            self.show_panes(shown, counts)

    def show_pane(self, shown: Pane) -> None:
        """Show another pane, with the counts that are there."""
        if self._panes:
            self.show_panes(shown, self._panes[1])

    def show_panes(self, shown: Pane, counts: Mapping[Kind, int]) -> None:
        """Show the panes and how many records, or hits, each has, in as many letters as fit."""
        panes = (shown, dict(counts), self.content_size.width)
        if panes == self._panes:
            return
        self._panes = panes
        if not self.content_size.width:
            return  # not laid out yet: what is drawn for no room would flash up
        here = style("hit" if self.app.no_color else "shown")
        for others, own, gap in _FITS:
            line, self._edges = Content(""), []
            for number, pane in enumerate(PANES, 1):
                name = pane.capitalize()[: own if pane == shown else others]
                line += Content.styled(f"{number} ", style("muted"))
                line += Content.styled(name, here if pane == shown else "")
                if pane != "overview":
                    line += Content.styled(f" {_short(counts.get(pane, 0))}", style("muted"))
                self._edges.append((line.cell_length + gap, pane))
                line += " " * gap
            if line.cell_length - gap <= self.content_size.width:
                break
        self.update(line, layout=False)

    def on_click(self, event: events.Click) -> None:
        """Show the pane under the mouse."""
        for edge, pane in self._edges:
            if event.x < edge:
                self.post_message(PaneChosen(pane))
                return


def _short(number: int) -> str:
    """Return a count in at most five characters."""
    if number < 10_000:
        return f"{number:,}"
    return f"{number // 1_000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


class SplitLine(CachedLines):
    """A line whose right end is given up first where there is no room for both."""

    DEFAULT_CSS = """
    SplitLine {
        height: 1;
    }
    """

    def __init__(
        self, left: str = "", right: str = "", *, least: int = 20, id: str | None = None
    ) -> None:
        """Show two ends; the left one has `least` cells where it needs them."""
        super().__init__(id=id)
        self._least = least
        self._ends = (left, right)

    def say(self, left: str, right: str = "") -> None:
        """Show other words."""
        if self._ends != (left, right):
            self._ends = (left, right)
            self.refresh()

    @property
    def words(self) -> str:
        """Return what stands at the left."""
        return self._ends[0]

    def render(self) -> Content:
        """Return the line, fitted."""
        left, right = (Content(end) for end in self._ends)
        width = self.content_size.width
        room = width - right.cell_length - 2
        if room < min(left.cell_length, self._least):
            return left.truncate(width, ellipsis=True)
        return left.truncate(room, ellipsis=True, pad=True) + "  " + right.stylize(style("muted"))


class KeyLine(Static, CachedLines):
    """The keys that are shown, each with its two words; a click presses the key.

    Textual's Footer makes a widget of every key and makes them all anew whenever the focus
    moves; one line of text costs nothing.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for edge, key in self._edges:
            if event.x < edge:
                self.app.simulate_key(key)
                return

    def _show(self, screen: Screen[object]) -> None:
        line, self._edges = Content(""), []
        shown: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                named = (active.binding.description, active.binding.key)
                shown.setdefault(active.binding.action, named)
        for description, key in shown.values():
            line += Content.styled(key_names(key), style("key"))
            line += Content.styled(f" {description}   ", style("muted"))
            self._edges.append((line.cell_length, key))
        self.update(line, layout=False)


class StatusLine(SplitLine):
    """Says what just happened, and knows what to say after that."""

    def __init__(self) -> None:
        super().__init__(least=50, id="status")
        self.complaint: str | None = None
        """What is wrong with the query."""
        self.hint = ""
        """What is left to do, until another list is shown."""
        self.report = ""
        """What was done, until the reader does something; it is not lost to what is counted."""
        self.pace = ""
        """How far the reading of changes has come."""
        self.news = ""
        """What has changed since the last visit."""

    def lasting(self, choices: Sequence[Choice], problems: int) -> str:
        """Return what holds until something happens: of all that could be said, what is urgent."""
        usual = " · ".join(filter(None, (self.news, sentences.problems(problems))))
        kept = sentences.limits(choices) or usual
        reported = " · ".join(filter(None, (self.report, kept)))
        return self.complaint or self.hint or self.pace or reported


_WIDEST = 60


class ProgressView(Widget):
    """A bar, how much is done and how long it will take."""

    DEFAULT_CSS = """
    ProgressView {
        height: 1fr;
        content-align: center middle;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._pace = Pace()

    def show_pace(self, pace: Pace) -> None:
        """Show how far the work has come."""
        self._pace = pace
        self.refresh()

    def render(self) -> Content:
        """Return the lines, fitted."""
        width = max(0, min(_WIDEST, self.content_size.width - 6))
        share = f"{self._pace.share:5.0%}"
        bar = Content.styled(progress_bar(self._pace.share, width).ljust(width), style("bar"))
        lines = [
            Content("Reading the files and making them searchable"),
            Content(""),
            bar + share,
            Content.styled(self._pace.describe(), style("muted")),
            Content(""),
            Content.styled("Esc stops, q leaves.", style("muted")),
        ]
        return Content("\n").join(lines)
