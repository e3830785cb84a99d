"""The panes by number, each with what it holds."""

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.messages import PaneChosen
from summit_tui.app.view import PANES, Pane
from summit_tui.records import Kind


class PaneBar(Static):
    """One line of panes; the one shown is lit, and a click shows another."""

    DEFAULT_CSS = """
    PaneBar {
        height: 1;
        & > .pane-bar--number { color: $text-muted; }
        & > .pane-bar--count { color: $text-muted; }
        & > .pane-bar--shown { text-style: bold; color: $text-accent; }
    }
    """
    COMPONENT_CLASSES = {"pane-bar--number", "pane-bar--count", "pane-bar--shown"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, Pane]] = []

    def show_panes(self, shown: Pane, counts: Mapping[Kind, int], *, exact: bool = True) -> None:
        """Show the panes and how many records, or hits, each has."""
        style = {
            part: self.get_visual_style(f"pane-bar--{part}", partial=True)
            for part in ("number", "count", "shown")
        }
        narrow = self.app.size.width < 80
        line = Content("")
        self._edges = []
        for number, pane in enumerate(PANES, 1):
            name = pane.capitalize()
            if narrow and pane != shown:
                name = name[:4] if self.app.size.width < 70 else name[:5]
            part = Content.styled(f"{number} ", style["number"])
            part += Content.styled(name, style["shown"]) if pane == shown else Content(name)
            if pane != "overview":
                part += Content.styled(f" {_short(counts.get(pane, 0))}", style["count"])
            line += part + ("  " if narrow else "   ")
            self._edges.append((line.cell_length, pane))
        self.update(line)

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
