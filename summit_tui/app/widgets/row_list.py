"""A list of rows of equal height with a cursor, which draws only the visible rows."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from summit_tui.app.keys import ROWS
from summit_tui.app.widgets.drawn_rows import DrawnRows

_RIGHT: Final = 3
"""The right button of a mouse, as Textual counts them."""


class RowList(DrawnRows, can_focus=True):
    """Rows with a cursor; a subclass gives their number and their text.

    Textual's own lists measure every row before they show the first; the cost of this one does
    not depend on the number of rows.
    """

    DEFAULT_CSS = """
    RowList {
        background: transparent;
        color: $words;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*ROWS]
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, init=False, repaint=False)  # only two rows are repainted
    """The row under the cursor, counted from 0."""

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor moved to a row."""

        rows: "RowList"
        row: int

        @property
        def control(self) -> "RowList":
            """Return the list, by which `@on` selects handlers."""
            return self.rows

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A row was opened with Enter or a click."""

        rows: "RowList"
        row: int

        @property
        def control(self) -> "RowList":
            """Return the list, by which `@on` selects handlers."""
            return self.rows

    rows_moved = 0
    """By how many rows the user has moved the cursor so far, also where the list had ended."""
    always_shows_cursor = False
    """Whether the cursor is shown while another widget has the focus."""
    opens_on_click = False
    """Whether a single click opens a row, as it does on a link."""

    def is_selectable(self, row: int) -> bool:
        """Return whether the cursor may be on a row; it may not be on a heading."""
        return row >= 0

    @property
    def count(self) -> int:
        """Return the number of rows."""
        return self._count

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Show `count` new rows with the cursor at or near row `cursor`."""
        self._count = count
        self.clear_row_cache()
        self._update_virtual_size()
        self.set_reactive(RowList.cursor, self._nearest_selectable(cursor, 1))
        self._scroll_to_cursor()
        self.refresh()

    def update_count(self, count: int) -> None:
        """Add or remove rows at the end; the cache of the others stays valid."""
        unchanged = min(count, self._count)
        self._count = count
        self._update_virtual_size()
        self.set_reactive(RowList.cursor, self._nearest_selectable(self.cursor, 1))
        self._scroll_to_cursor()
        # The rows after the last share one empty row, and a screenful of them may be visible.
        self.redraw_rows(range(unchanged, unchanged + self.size.height + 1))

    def is_highlighted(self, row: int) -> bool:
        """Return whether a row shows the cursor."""
        shows_cursor = self.always_shows_cursor or self.has_focus
        return shows_cursor and row == self.cursor < self._count and self.is_selectable(row)

    def _update_virtual_size(self) -> None:
        """Set the virtual size to that of all rows, without a layout where only a bar changes."""
        size = Size(self.scrollable_content_region.width, self._count * self.row_height)
        if self.styles.auto_dimensions:
            self.virtual_size = size
            return
        # A layout draws every scroll bar of the screen anew, which costs more than the rows.
        self.set_reactive(RowList.virtual_size, size)
        height = self.container_size.height  # 0 before the first layout, which shows the bar
        needs_bar = 0 < height < size.height
        self.scroll_target_y = self.scroll_y = min(self.scroll_y, self.max_scroll_y)
        if needs_bar or self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            self.show_vertical_scrollbar = bar.display = needs_bar
            bar.window_virtual_size, bar.position = size.height, self.scroll_y

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows concerned and announce the new one."""
        self._repaint_rows(old, new)
        self._scroll_to_cursor()
        self.post_message(self.Highlighted(self, new))

    def _scroll_to_cursor(self) -> None:
        top = self.cursor * self.row_height
        height = self.scrollable_content_region.height
        offset = self.scroll_offset.y
        if height <= 0:
            # Before the first layout nothing is visible; the resize after it scrolls.
            return
        if top < offset:
            # A heading above the first row is shown with it.
            target = 0 if not any(map(self.is_selectable, range(min(self.cursor, 4)))) else top
        elif top + self.row_height > offset + height:
            target = top + self.row_height - height
        else:
            return
        self.scroll_to(y=target, animate=False, force=True, immediate=True)

    def _nearest_selectable(self, row: int, step: int) -> int:
        """Return the nearest selectable row, first in the direction of `step`."""
        row = self.validate_cursor(row)
        for rows in (
            range(row, self._count if step > 0 else -1, 1 if step > 0 else -1),
            range(row, -1 if step > 0 else self._count, -1 if step > 0 else 1),
        ):
            for candidate in rows:
                if self.is_selectable(candidate):
                    return candidate
        return row

    def action_move(self, step: int) -> None:
        """Move the cursor by `step` rows."""
        self.rows_moved += step
        self.cursor = self._nearest_selectable(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        """Move the cursor by `step` screenfuls, less a row."""
        self._move_far(step, self.scrollable_content_region.height // self.row_height - 1)

    def action_half_page(self, step: int) -> None:
        """Move the cursor by `step` halves of a screenful."""
        self._move_far(step, self.scrollable_content_region.height // self.row_height // 2)

    def _move_far(self, step: int, rows: int) -> None:
        """Move the cursor `rows` rows, but at least one, up (-1) or down (1)."""
        rows = max(1, rows)
        self.rows_moved += step * rows
        self.cursor = self._nearest_selectable(self.cursor + step * rows, step)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = self._nearest_selectable(0, 1)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self._nearest_selectable(self._count - 1, -1)

    def open_cursor(self) -> None:
        """Open the row under the cursor."""
        if self._count and self.is_selectable(self.cursor):
            self.post_message(self.Opened(self, self.cursor))

    def on_focus(self) -> None:
        """Show the cursor of a list with focus."""
        self.clear_highlighted_rows()
        self._repaint_rows(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor of a list without focus."""
        self.clear_highlighted_rows()
        self._repaint_rows(self.cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Take the new width and keep the cursor visible."""
        self._update_virtual_size()
        self.call_after_refresh(self._scroll_to_cursor)

    async def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row under the mouse; a second click opens it.

        A right click shows what can be done with a record.
        """
        row = (event.y + self.scroll_offset.y) // self.row_height
        if not (0 <= row < self._count and self.is_selectable(row)):
            return
        if event.button == _RIGHT:
            self.cursor = row
            await self.run_action("app.actions")
        elif row == self.cursor and (event.chain > 1 or self.opens_on_click):
            self.open_cursor()
        else:
            self.cursor = row
            if self.opens_on_click:
                self.open_cursor()
