"""One line with something at its left end and something at its right."""

from textual.content import Content

from summit_tui.app.styles import style
from summit_tui.app.widgets.still import Still


class TwoEnds(Still):
    """A line whose right end is given up first where there is no room for both."""

    DEFAULT_CSS = """
    TwoEnds {
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
