"""Rows of equal height, of which only those in sight are drawn."""

from collections.abc import Iterable

from rich.segment import Segment
from textual.color import TRANSPARENT
from textual.content import Content
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from summit_tui.app.styles import cursor, style
from summit_tui.app.widgets.painting import CachedLines, CachedScrollBars

_KEPT = 200
"""Rows of which the lines are kept, more than a tall screen holds."""


class DrawnRows(ScrollView, CachedScrollBars, CachedLines):
    """Draws rows and keeps their lines; a subclass says what they show and where the cursor is."""

    row_height = 1
    """Lines a row."""
    marker_width = 0
    """Cells before a row for a sign."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._count = 0
        self._drawn: dict[tuple[int, int, bool], list[Strip]] = {}

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the lines of a row, at most `row_height`, to be fitted to `width` cells."""
        raise NotImplementedError

    def marker(self, row: int) -> str:
        """Return what stands in a narrow column before a row, `marker_width` cells wide."""
        return ""

    def is_highlighted(self, row: int) -> bool:
        """Return whether the cursor is to be seen on a row."""
        return False

    def forget(self) -> None:
        """Draw every row anew."""
        self._drawn.clear()

    def redraw(self) -> None:
        """Draw every row anew at once."""
        self.forget()
        self.refresh()

    def forget_cursor(self) -> None:
        """Draw the cursor anew wherever it comes to be."""
        self._drawn = {place: strips for place, strips in self._drawn.items() if not place[2]}

    def draw_rows(self, rows: range) -> None:
        """Draw some rows anew."""
        self._drawn = {
            place: strips for place, strips in self._drawn.items() if place[0] not in rows
        }
        top = max(0, rows.start * self.row_height - self.scroll_offset.y)
        bottom = min(self.size.height, rows.stop * self.row_height - self.scroll_offset.y)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    def draw_ahead(self, rows: Iterable[int], *, lit: bool = False) -> None:
        """Draw rows that are not in sight yet, or not in this way."""
        width = self.scrollable_content_region.width
        for row in rows:
            self._strips(row, width, lit=lit)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the screen; rows have no frame that would have to be put around them."""
        if self.styles.gutter or crop.width != self.size.width:
            return super().render_lines(crop)
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, self._drawn_lines(crop.y, crop.height))
        return self._kept[1]

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        return self._drawn_lines(y, 1)[0]

    def _drawn_lines(self, y: int, number: int) -> list[Strip]:
        """Return so many lines of the screen from `y` on."""
        width = self.scrollable_content_region.width
        first, above = divmod(self.scroll_offset.y + y, self.row_height)
        last = first + (above + number - 1) // self.row_height
        lines: list[Strip] = []
        for row in range(first, last + 1):
            there = min(row, self._count)  # one empty row stands for all behind the last
            lines += self._strips(there, width, lit=self.is_highlighted(there))
        return lines[above : above + number]

    def _strips(self, row: int, width: int, *, lit: bool) -> list[Strip]:
        """Return the lines of a row, drawn unless they are kept."""
        strips = self._drawn.get((row, width, lit))
        if strips is None:
            if len(self._drawn) >= _KEPT:
                del self._drawn[next(iter(self._drawn))]
            strips = self._drawn[row, width, lit] = self._draw(row, width, lit=lit)
        return strips

    def _draw(self, row: int, width: int, *, lit: bool) -> list[Strip]:
        base = self.visual_style + cursor(focused=self.has_focus) if lit else self.visual_style
        if row == self._count:
            return [self._strip([], width, base)] * self.row_height
        room = max(0, width - 2 - self.marker_width)
        lines = self.lines(row, room)[: self.row_height]
        lines += [Content("")] * (self.row_height - len(lines))
        beside = (base + style("gutter")).rich_style
        # Without colours, a place that is kept would be told by a shade of grey alone.
        kept = "▏" if lit and self.app.no_color else " "
        gutter = Segment("▌" if lit and self.has_focus else kept, beside)
        sign = Segment(self.marker(row).ljust(self.marker_width), beside)
        strips = []
        for line in lines:
            words = line.truncate(room, ellipsis=True).render_segments(base)
            strips.append(self._strip([gutter, sign, *words], width, base))
            sign = Segment(" " * self.marker_width, base.rich_style)
        return strips

    def _strip(self, segments: list[Segment], width: int, base: Style) -> Strip:
        """Return a line as the terminal is to show it."""
        there = Segment.get_line_length(segments)
        if there < width:
            segments.append(Segment(" " * (width - there), base.rich_style))
        for one in self.get_line_filters():
            segments = one.apply(segments, base.background or TRANSPARENT)
        return Strip(segments, max(width, there)).adjust_cell_length(width)

    def notify_style_update(self) -> None:
        """Draw anew with the new styles."""
        super().notify_style_update()
        self.forget()

    def _refresh_rows(self, *rows: int) -> None:
        """Have rows painted that are or were under the cursor."""
        for row in rows:
            top = row * self.row_height - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self.row_height))
