"""What stands in the place of the records while there is no index of them yet."""

from textual.content import Content
from textual.widget import Widget

from summit_tui.app.styles import style
from summit_tui.archive.progress import Pace, drawn_bar

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
        bar = Content.styled(drawn_bar(self._pace.share, width).ljust(width), style("bar"))
        lines = [
            Content("Reading the files and making them searchable"),
            Content(""),
            bar + share,
            Content.styled(self._pace.words(), style("muted")),
            Content(""),
            Content.styled("Esc stops, q leaves.", style("muted")),
        ]
        return Content("\n").join(lines)
