"""The panes by number, each with what it holds."""

from collections.abc import Mapping
from typing import Final

from textual import events
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.messages import PaneChosen
from summit_tui.app.styles import style
from summit_tui.app.view import PANES, Pane
from summit_tui.app.widgets.still import Still
from summit_tui.kinds import Kind

_FITS: Final = (
    (None, None, 3),
    (None, None, 2),
    *((letters, None, 1) for letters in (None, 9, 8, 7, 6, 5, 3)),
    *((3, shown, 1) for shown in (9, 7, 5, 3)),
)
"""So many letters of a name and of the one that is shown, and so many spaces behind each, are
tried until the line fits."""


class PaneBar(Static, Still):
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
