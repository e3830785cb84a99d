"""The list of the witnesses of a comparison, each with as many lines as it needs."""

from collections.abc import Sequence

from textual import events
from textual.content import Content

from summit_tui.app.comparison_lines import ComparedWitness, Line, layout_lines
from summit_tui.app.widgets.row_list import RowList


class WitnessList(RowList):
    """Values and statements as lines; the cursor moves from witness to witness."""

    always_shows_cursor = True

    def __init__(
        self, parts: Sequence[Sequence[ComparedWitness]], *, id: str | None = None
    ) -> None:
        """Show the witnesses of each part; neither is empty."""
        super().__init__(id=id)
        self._parts = parts
        self._lines: list[Line] = []

    @property
    def present(self) -> ComparedWitness:
        """Return the witness under the cursor."""
        witness = self._lines[self.cursor].witness if self._lines else None
        return witness or self._parts[0][0]

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines for the new width and stay at the witness."""
        self._break_lines()

    def notify_style_update(self) -> None:
        """Draw the lines in the new styles."""
        super().notify_style_update()
        if self._lines:
            self._break_lines()

    def _break_lines(self) -> None:
        present = self.present
        # Two cells for the gutter, one for the scroll bar, whether or not it is shown.
        self._lines = layout_lines(self._parts, self.size.width - 3, self.size.height)
        rows = [row for row, line in enumerate(self._lines) if line.witness is present]
        self.set_count(len(self._lines), rows[0])

    def is_selectable(self, row: int) -> bool:
        """Return whether a witness begins on a row."""
        return 0 <= row < len(self._lines) and self._lines[row].witness is not None

    def is_highlighted(self, row: int) -> bool:
        """Return whether a row is the cursor's, or continues it."""
        return self.cursor <= row <= self._last_row(self.cursor) and self.is_selectable(self.cursor)

    def _last_row(self, row: int) -> int:
        """Return the last row of the witness that begins on a row."""
        while row + 1 < len(self._lines) and self._lines[row + 1].inside:
            row += 1
        return row

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint all rows of both witnesses."""
        super().watch_cursor(old, new)
        self.refresh()

    def lines(self, row: int, width: int) -> list[Content]:
        """Return one line."""
        return [self._lines[row].content]

    def go_to_part(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) part; return whether there is one."""
        number = [part[0].part for part in self._parts].index(self.present.part) + step
        if not 0 <= number < len(self._parts):
            return False
        first = self._parts[number][0]
        row = next(row for row, line in enumerate(self._lines) if line.witness is first)
        self.scroll_to(y=self._first_row_of_group(row), animate=False, force=True, immediate=True)
        self.cursor = row
        return True

    def _first_row_of_group(self, row: int) -> int:
        """Return the row of the heading or value above a witness, or that of the witness."""
        while row > 0 and not (self.is_selectable(row - 1) or self._lines[row - 1].inside):
            row -= 1
        return row

    def _scroll_to_cursor(self) -> None:
        """Scroll so that all of the witness is visible, with the value that it prints."""
        height, offset = self.scrollable_content_region.height, self.scroll_offset.y
        first, last = self._first_row_of_group(self.cursor), self._last_row(self.cursor)
        target = min(offset, first)
        if last >= target + height:
            target = last - height + 1
        # Without room for all of it, the first row of the witness must be visible.
        target = max(self.cursor - height + 1, min(target, self.cursor))
        if target != offset:
            self.scroll_to(y=target, animate=False, force=True, immediate=True)
