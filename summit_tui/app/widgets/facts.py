"""Labels and values in two columns."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.geometry import Size

from summit_tui.app.rows import lit
from summit_tui.app.styles import style
from summit_tui.app.widgets.fitted import Fitted
from summit_tui.app.wrapping import wrapped
from summit_tui.archive.query import Term

Fact = tuple[str, str]
"""A label and its value."""


def noted(words: str) -> Content:
    """Return a word of ours on a value, told from it by its style."""
    return Content.styled(words, style("shown"))


class Facts(Fitted):
    """Facts one below the other; a long value wraps within its own column."""

    DEFAULT_CSS = """
    Facts {
        height: auto;
        text-wrap: nowrap;
    }
    """

    def __init__(self, facts: Sequence[Fact] = ()) -> None:
        super().__init__()
        self._facts = facts
        self._terms: Sequence[Term] = ()
        self._notes: Mapping[str, str] = {}
        self._wrapped: dict[int, list[Content]] = {}

    def show_facts(
        self, facts: Sequence[Fact], terms: Sequence[Term], notes: Mapping[str, str] | None = None
    ) -> None:
        """Show other facts; `notes` has a word of ours on some of them, by label."""
        self._facts, self._terms, self._notes = facts, terms, notes or {}
        self._wrapped.clear()
        self.fit()

    def change_fact(self, label: str, value: str) -> None:
        """Give one of the facts another value."""
        self._facts = [(one, value if one == label else old) for one, old in self._facts]
        self._wrapped.clear()
        self.fit()

    def notify_style_update(self) -> None:
        """Wrap anew with the new styles."""
        super().notify_style_update()
        self._wrapped.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the facts take in `width` cells."""
        return len(self._lines_of(width))

    def render(self) -> Content:
        """Return the facts, wrapped."""
        return Content("\n").join(self._lines_of(self.content_size.width))

    def _lines_of(self, width: int) -> list[Content]:
        """Return the lines for a width; height and picture need the same ones."""
        if width not in self._wrapped:
            self._wrapped[width] = self._lines(width)
        return self._wrapped[width]

    def _lines(self, width: int) -> list[Content]:
        column = max((len(label) for label, _ in self._facts), default=0) + 2
        lines = []
        last = {label: at for at, (label, _) in enumerate(self._facts)}
        for at, (label, value) in enumerate(self._facts):
            head = Content.styled(label.ljust(column), style("muted"))
            shown = lit(value, self._terms)
            if last[label] == at and label in self._notes:
                shown += Content("  " if value else "") + noted(self._notes[label])
            for line in wrapped(shown, max(8, width - column)):
                lines.append(head + line)
                head = Content(" " * column)
        return lines
