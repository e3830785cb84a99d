"""One-line widgets (panes, keys, status, two texts) and the view of the build's progress."""

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
from summit_tui.app.panes import PANES
from summit_tui.app.screen_text import screen_text
from summit_tui.app.styles import style
from summit_tui.app.view import Choice
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.archive.progress import Pace, progress_bar
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Kind

_LAYOUTS: Final = (
    (None, None, 3),
    (None, None, 2),
    *((letters, None, 1) for letters in (None, 9, 8, 7, 6, 5, 3)),
    *((3, shown, 1) for shown in (9, 7, 5, 3)),
)
"""Letters of each name, letters of the shown pane's name, and spaces after each pane (None: all
letters), in the order in which they are tried until the line fits: with all counts while names
have more than three letters, else with that of the shown pane."""


class PaneBar(Static, CachedLines):
    """One line with all panes, of which the shown one is highlighted; a click shows another."""

    DEFAULT_CSS = """
    PaneBar {
        height: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, str]] = []
        """The column at which each pane ends."""
        self._drawn_state: tuple[str, Mapping[Kind, int], int] | None = None

    def on_resize(self) -> None:
        """Fit the line to the new width."""
        if self._drawn_state:
            self.show_pane(self._drawn_state[0])

    def notify_style_update(self) -> None:
        """Draw the line in the new styles."""
        super().notify_style_update()
        if self._drawn_state:
            shown, counts, _ = self._drawn_state
            self._drawn_state = None
            self.show_panes(shown, counts)

    def show_pane(self, shown: str) -> None:
        """Highlight another pane and keep the counts."""
        if self._drawn_state:
            self.show_panes(shown, self._drawn_state[1])

    def show_panes(self, shown: str, counts: Mapping[Kind, int]) -> None:
        """Draw the panes with the number of records or hits of each, in as many letters as fit."""
        state = (shown, dict(counts), self.content_size.width)
        if state == self._drawn_state:
            return
        self._drawn_state = state
        if not self.content_size.width:
            return  # not laid out yet: a line drawn for no width would flash up
        shown_style = style("hit" if self.app.no_color else "shown")
        for letters, shown_letters, gap in _LAYOUTS:
            line, self._edges = Content(""), []
            for pane in PANES:
                is_shown = pane.name == shown
                title = pane.title[: shown_letters if is_shown else letters]
                line += Content.styled(f"{pane.key} ", style("muted"))
                line += Content.styled(title, shown_style if is_shown else "")
                if pane.is_list and (is_shown or letters != 3):
                    line += Content.styled(f" {_short(counts.get(pane.kind, 0))}", style("muted"))
                self._edges.append((line.cell_length + gap, pane.name))
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
    """A line with a left and a right text; without room for both, the right one is left out."""

    DEFAULT_CSS = """
    SplitLine {
        height: 1;
    }
    """

    def __init__(
        self, left: str = "", right: str = "", *, min_left: int = 20, id: str | None = None
    ) -> None:
        """Show two texts; the left one has at least `min_left` cells where it needs them."""
        super().__init__(id=id)
        self._min_left = min_left
        self._ends = (left, right)

    def say(self, left: str, right: str = "") -> None:
        """Show other texts."""
        if self._ends != (left, right):
            self._ends = (left, right)
            self.refresh()

    @property
    def left(self) -> str:
        """The text at the left."""
        return self._ends[0]

    def render(self) -> Content:
        """Return the line, cut to the width."""
        left, right = (Content(screen_text(end)) for end in self._ends)
        width = self.content_size.width
        room = width - right.cell_length - 2
        if room < min(left.cell_length, self._min_left):
            return left.truncate(width, ellipsis=True)
        return left.truncate(room, ellipsis=True, pad=True) + "  " + right.stylize(style("muted"))


class KeyLine(Static, CachedLines):
    """The keys of the footer, each with its description; a click presses the key.

    Textual's Footer has a widget for each key and creates all of them anew whenever the focus
    moves, which costs much more than one line of text.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, str]] = []
        """The column at which each key ends."""

    def on_mount(self) -> None:
        """Draw the line whenever the bindings of the screen or the colours change."""
        self.screen.bindings_updated_signal.subscribe(self, self._draw_keys)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw_keys(self.screen))

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for edge, key in self._edges:
            if event.x < edge:
                self.app.simulate_key(key)
                return

    def _draw_keys(self, screen: Screen[object]) -> None:
        line, self._edges = Content(""), []
        shown: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                labelled_key = (active.binding.description, active.binding.key)
                shown.setdefault(active.binding.action, labelled_key)
        for description, key in shown.values():
            line += Content.styled(key_names(key), style("key"))
            line += Content.styled(f" {description}   ", style("muted"))
            self._edges.append((line.cell_length, key))
        self.update(line, layout=False)


class StatusLine(SplitLine):
    """The status line: what just happened, and otherwise the most urgent of its standing texts."""

    def __init__(self) -> None:
        super().__init__(min_left=50, id="status")
        self.complaint: str | None = None
        """What is wrong with the query."""
        self.hint = ""
        """What the user may do next, until another list is shown."""
        self.report = ""
        """The outcome of an action, until the next one; it stands before the limits."""
        self.pace = ""
        """The progress of rereading changed files."""
        self.news = ""
        """The number of changes since the last visit."""

    def standing_text(self, choices: Sequence[Choice], problems: int) -> str:
        """Return what the line shows until something happens: the most urgent text."""
        usual = " · ".join(filter(None, (self.news, sentences.problems(problems))))
        state = sentences.limits(choices) or usual
        reported = " · ".join(filter(None, (self.report, state)))
        return self.complaint or self.hint or self.pace or reported


_MAX_BAR_WIDTH = 60
"""Cells of the progress bar."""


class ProgressView(Widget):
    """A progress bar, the share that is done and the time left."""

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
        """Show another state of the progress."""
        self._pace = pace
        self.refresh()

    def render(self) -> Content:
        """Return the lines, cut to the width."""
        width = max(0, min(_MAX_BAR_WIDTH, self.content_size.width - 6))
        share = f"{self._pace.share:5.0%}"
        bar = Content.styled(progress_bar(self._pace.share, width).ljust(width), style("bar"))
        lines = [
            Content(gettext("Reading the files and making them searchable")),
            Content(""),
            bar + share,
            Content.styled(self._pace.describe(), style("muted")),
            Content(""),
            Content.styled(gettext("Esc stops, q leaves."), style("muted")),
        ]
        return Content("\n").join(lines)
