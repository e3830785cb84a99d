"""Rows of equal height, of which only the visible ones are drawn."""

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from textual.color import TRANSPARENT
from textual.content import Content
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from summit_tui.app.styles import cursor, style
from summit_tui.app.widgets.painting import CachedLines, CachedScrollBars
from summit_tui.app.wrap import cut, wrap

_CACHE_SIZE = 200
"""Rows whose lines are cached, more than a tall screen holds."""


class DrawnRows(ScrollView, CachedScrollBars, CachedLines):
    """Draws rows and caches their lines; a subclass gives their text and the cursor."""

    row_height = 1
    """Lines of a row."""
    air = 0
    """Lines at the end of a row that are no part of it: the cursor is not drawn there."""
    marker_width = 0
    """Cells of the column for markers before each row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._count = 0
        self._empty: Sequence[tuple[str, str]] = ()
        """What is said where there are no rows: sentences, and the keys that do what they say."""
        self._row_cache: dict[tuple[int, int, bool], list[Strip]] = {}
        """The lines of rows by row, width and whether they are highlighted."""

    def show_empty(self, *lines: tuple[str, str]) -> None:
        """Show sentences where there are no rows, each with the key that does it, or ""."""
        self._empty = lines
        self.refresh()

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the lines of a row, at most `row_height`; they are cut to `width` cells."""
        raise NotImplementedError

    def marker(self, row: int) -> str:
        """Return the marker before a row, at most `marker_width` cells wide, or nothing."""
        return ""

    def is_highlighted(self, row: int) -> bool:
        """Return whether a row shows the cursor."""
        return False

    def clear_row_cache(self) -> None:
        """Draw every row anew when it is painted next."""
        self._row_cache.clear()

    def redraw(self) -> None:
        """Draw every row anew and repaint."""
        self.clear_row_cache()
        self.refresh()

    def clear_highlighted_rows(self) -> None:
        """Draw highlighted rows anew when they are painted next."""
        self._row_cache = {key: strips for key, strips in self._row_cache.items() if not key[2]}

    def redraw_rows(self, rows: range) -> None:
        """Draw some rows anew and repaint those of them that are visible."""
        self._row_cache = {
            key: strips for key, strips in self._row_cache.items() if key[0] not in rows
        }
        top = max(0, rows.start * self.row_height - self.scroll_offset.y)
        bottom = min(self.size.height, rows.stop * self.row_height - self.scroll_offset.y)
        if top < bottom:
            self.refresh(Region(0, top, self.size.width, bottom - top))

    def draw_ahead(self, rows: Iterable[int], *, highlighted: bool = False) -> None:
        """Fill the cache with rows that are expected to be painted soon."""
        width = self.scrollable_content_region.width
        for row in rows:
            self._row_strips(row, width, highlighted=highlighted)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region; without a frame they need none of Textual's composing."""
        if self.styles.gutter or crop.width != self.size.width:
            return super().render_lines(crop)
        if self._cached_lines is None or self._cached_lines[0] != crop:
            self._cached_lines = (crop, self._visible_lines(crop.y, crop.height))
        return self._cached_lines[1]

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        return self._visible_lines(y, 1)[0]

    def _visible_lines(self, y: int, number: int) -> list[Strip]:
        """Return `number` lines of the widget from line `y` on."""
        width = self.scrollable_content_region.width
        if self._empty and not self._count:
            return self._empty_lines(width, self.size.height)[y : y + number]
        first, skipped = divmod(self.scroll_offset.y + y, self.row_height)
        last = first + (skipped + number - 1) // self.row_height
        lines: list[Strip] = []
        for row in range(first, last + 1):
            drawn = min(row, self._count)  # all rows after the last share one empty row
            lines += self._row_strips(drawn, width, highlighted=self.is_highlighted(drawn))
        return lines[skipped : skipped + number]

    def _empty_lines(self, width: int, height: int) -> list[Strip]:
        """Return what is said where there are no rows: sentences, then keys, not quite halfway."""
        room = max(1, width - 4)
        column = max((len(key) + 2 for _, key in self._empty if key), default=0)
        texts = [line for text, key in self._empty if not key for line in wrap(Content(text), room)]
        texts += [Content("")] * bool(column)
        for text, key in self._empty:
            if key:
                head = Content.styled(f"{key:<{column}}", style("key"))
                texts.append(head + Content.styled(text, style("muted")))
        above = [Content("")] * max(0, (height - len(texts)) // 3)
        base = self.visual_style
        margin = Segment("  ", base.rich_style)
        drawn = [*above, *texts, *[Content("")] * height][:height]
        return [
            self._make_strip([margin, *cut(line, room).render_segments(base)], width, base)
            for line in drawn
        ]

    def _row_strips(self, row: int, width: int, *, highlighted: bool) -> list[Strip]:
        """Return the lines of a row, from the cache where they are in it."""
        strips = self._row_cache.get((row, width, highlighted))
        if strips is None:
            if len(self._row_cache) >= _CACHE_SIZE:
                del self._row_cache[next(iter(self._row_cache))]
            strips = self._draw_row(row, width, highlighted=highlighted)
            self._row_cache[row, width, highlighted] = strips
        return strips

    def _draw_row(self, row: int, width: int, *, highlighted: bool) -> list[Strip]:
        base = self.visual_style
        if highlighted:
            base += cursor()
        if row == self._count:
            return [self._make_strip([], width, base)] * self.row_height
        room = max(0, width - 2 - self.marker_width)
        lines = self.lines(row, room)[: self.row_height - self.air]
        lines += [Content("")] * (self.row_height - self.air - len(lines))
        gutter_style = (base + style("gutter")).rich_style
        # Without colours only a shade of grey would show the cursor of a list without focus.
        unfocused_bar = "▏" if highlighted and self.app.no_color else " "
        gutter = Segment("▌" if highlighted and self.has_focus else unfocused_bar, gutter_style)
        marker = Segment(self.marker(row).ljust(self.marker_width), gutter_style)
        strips = []
        for line in lines:
            text = cut(line, room).render_segments(base)
            strips.append(self._make_strip([gutter, marker, *text], width, base))
            marker = Segment(" " * self.marker_width, base.rich_style)
        return strips + [self._make_strip([], width, self.visual_style)] * self.air

    def _make_strip(self, segments: list[Segment], width: int, base: Style) -> Strip:
        """Return a line of exactly `width` cells with the line filters of the app applied."""
        length = Segment.get_line_length(segments)
        if length < width:
            segments.append(Segment(" " * (width - length), base.rich_style))
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, base.background or TRANSPARENT)
        return Strip(segments, max(width, length)).adjust_cell_length(width)

    def notify_style_update(self) -> None:
        """Clear the cache when the styles change."""
        super().notify_style_update()
        self.clear_row_cache()

    def _repaint_rows(self, *rows: int) -> None:
        """Repaint the rows that are or were under the cursor."""
        for row in rows:
            top = row * self.row_height - self.scroll_offset.y
            self.refresh(Region(0, top, self.size.width, self.row_height))
