"""Labels and values in two columns."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from summit_tui.app.rows import lit
from summit_tui.app.styles import style
from summit_tui.archive.query import Term

Fact = tuple[str, str]
"""A label and its value."""


class Facts(Widget):
    """Facts one below the other; a long value wraps within its own column."""

    DEFAULT_CSS = """
    Facts {
        height: auto;
    }
    """

    def __init__(self, facts: Sequence[Fact] = ()) -> None:
        super().__init__()
        self._facts = facts
        self._terms: Sequence[Term] = ()

    def show_facts(self, facts: Sequence[Fact], terms: Sequence[Term]) -> None:
        """Show other facts."""
        self._facts, self._terms = facts, terms
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the facts take in `width` cells."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the facts, wrapped."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        column = max((len(label) for label, _ in self._facts), default=0) + 2
        lines = []
        for label, value in self._facts:
            head = Content.styled(label.ljust(column), style("muted"))
            wrapped = lit(value, self._terms).wrap(max(8, width - column))
            for line in wrapped:
                lines.append(head + line.rstrip())
                head = Content(" " * column)
        return lines
