"""The witnesses of a comparison, one below the other, each with as many lines as it needs."""

from collections.abc import Sequence

from textual import events
from textual.content import Content

from summit_tui.app.comparison_lines import ComparedWitness, Line, lines_of
from summit_tui.app.widgets.row_list import RowList


class WitnessList(RowList):
    """Values and statements as lines; the cursor goes from witness to witness."""

    always_shows_cursor = True

    def __init__(
        self, parts: Sequence[Sequence[ComparedWitness]], *, id: str | None = None
    ) -> None:
        """Show what is compared, which is not nothing."""
        super().__init__(id=id)
        self._parts = parts
        self._lines: list[Line] = []

    @property
    def present(self) -> ComparedWitness:
        """Return the witness under the cursor."""
        one = self._lines[self.cursor].witness if self._lines else None
        return one or self._parts[0][0]

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew and stay at the witness."""
        self._break_lines()

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        if self._lines:
            self._break_lines()

    def _break_lines(self) -> None:
        present = self.present
        # The bar beside the cursor, and the scroll bar, which may come or go.
        self._lines = lines_of(self._parts, self.size.width - 3)
        rows = [row for row, line in enumerate(self._lines) if line.witness is present]
        self.set_count(len(self._lines), rows[0])

    def is_selectable(self, row: int) -> bool:
        """Return whether a witness begins in a row."""
        return 0 <= row < len(self._lines) and self._lines[row].witness is not None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return one line."""
        return [self._lines[row].content]

    def go_to_part(self, step: int) -> bool:
        """Go to the first witness of the next part (1) or of the one before (-1), if there is."""
        now = [part[0].part for part in self._parts].index(self.present.part) + step
        if not 0 <= now < len(self._parts):
            return False
        wanted = self._parts[now][0]
        row = next(row for row, line in enumerate(self._lines) if line.witness is wanted)
        self.scroll_to(y=self._above(row), animate=False, force=True, immediate=True)
        self.cursor = row
        return True

    def _above(self, row: int) -> int:
        """Return where that begins of which a row is the first witness: its heading, its value."""
        while row > 0 and not (self.is_selectable(row - 1) or self._lines[row - 1].inside):
            row -= 1
        return row

    def _bring_into_sight(self) -> None:
        """Scroll so that all of the witness is seen, and the value that it prints."""
        height, offset = self.scrollable_content_region.height, self.scroll_offset.y
        first, last = self._above(self.cursor), self.cursor
        while last + 1 < self.count and self._lines[last + 1].inside:
            last += 1
        wanted = min(offset, first)
        if last >= wanted + height:
            wanted = last - height + 1
        # Where there is no room for all of it, it is the witness itself that must be seen.
        wanted = max(self.cursor - height + 1, min(wanted, self.cursor))
        if wanted != offset:
            self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
