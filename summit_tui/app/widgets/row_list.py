"""A list of rows of equal height that draws only the rows in sight."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from summit_tui.app.keys import ROWS
from summit_tui.app.widgets.drawn_rows import DrawnRows


class RowList(DrawnRows, can_focus=True):
    """Rows with a cursor; a subclass says how many there are and what each shows.

    Textual's own lists measure every row before they show the first: this one costs the same
    for fifty rows and for a million.
    """

    DEFAULT_CSS = """
    RowList {
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*ROWS]
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, init=False, repaint=False)  # two rows are drawn, not all
    """The row under the cursor, counted from 0."""

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor came to a row."""

        rows: "RowList"
        row: int

        @property
        def control(self) -> "RowList":
            """Return the list, by which handlers are chosen."""
            return self.rows

    @dataclass(eq=False, repr=False)
    class Opened(Message):
        """A row was opened with Enter or a click."""

        rows: "RowList"
        row: int

        @property
        def control(self) -> "RowList":
            """Return the list, by which handlers are chosen."""
            return self.rows

    rows_moved = 0
    """By how many rows the reader has moved, also where there were none to move to."""
    always_shows_cursor = False
    """Is the cursor seen while another part of the screen has the keyboard?"""

    # What a subclass says

    def is_selectable(self, row: int) -> bool:
        """Return whether the cursor may rest on a row; headings say no."""
        return row >= 0

    # What others ask

    @property
    def count(self) -> int:
        """Return the number of rows."""
        return self._count

    def set_count(self, count: int, cursor: int = 0) -> None:
        """Show `count` new rows with the cursor on one of them."""
        self._count = count
        self.forget()
        self._fit()
        self.set_reactive(RowList.cursor, self._resting_place(cursor, 1))
        self._bring_into_sight()
        self.refresh()

    def update_count(self, count: int) -> None:
        """Have rows added or taken away at the end; what is drawn of the others stays."""
        fewest = min(count, self._count)
        self._count = count
        self._fit()
        self.set_reactive(RowList.cursor, self._resting_place(self.cursor, 1))
        self._bring_into_sight()
        # One empty row stands for all that could be seen behind the last.
        self.draw_rows(range(fewest, fewest + self.size.height + 1))

    def is_highlighted(self, row: int) -> bool:
        """Return whether the cursor is to be seen on a row."""
        marked = self.always_shows_cursor or self.has_focus
        return marked and row == self.cursor < self._count and self.is_selectable(row)

    def _fit(self) -> None:
        """Be as long as the rows are; the screen is laid out where that changes more than a bar."""
        size = Size(self.scrollable_content_region.width, self._count * self.row_height)
        if self.styles.auto_dimensions:
            self.virtual_size = size
            return
        # A layout has every scroll bar of the screen drawn anew, which costs more than the rows.
        self.set_reactive(RowList.virtual_size, size)
        room = self.container_size.height  # none before the first layout, which sees to the bar
        barred = 0 < room < size.height
        self.scroll_target_y = self.scroll_y = min(self.scroll_y, self.max_scroll_y)
        if barred or self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            self.show_vertical_scrollbar = bar.display = barred
            bar.window_virtual_size, bar.position = size.height, self.scroll_y

    # Moving

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows concerned, and tell."""
        self._refresh_rows(old, new)
        self._bring_into_sight()
        self.post_message(self.Highlighted(self, new))

    def _bring_into_sight(self) -> None:
        top = self.cursor * self.row_height
        height = self.scrollable_content_region.height
        offset = self.scroll_offset.y
        if height <= 0:
            # Before the first layout nothing is in sight; what follows it asks again.
            return
        if top < offset:
            # A heading above the first row comes into sight with it.
            wanted = 0 if not any(map(self.is_selectable, range(min(self.cursor, 4)))) else top
        elif top + self.row_height > offset + height:
            wanted = top + self.row_height - height
        else:
            return
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    def _resting_place(self, row: int, step: int) -> int:
        """Return the nearest row the cursor may rest on, looking in the direction of `step`."""
        row = self.validate_cursor(row)
        for rows in (
            range(row, self._count if step > 0 else -1, 1 if step > 0 else -1),
            range(row, -1 if step > 0 else self._count, -1 if step > 0 else 1),
        ):
            for one in rows:
                if self.is_selectable(one):
                    return one
        return row

    def action_move(self, step: int) -> None:
        """Move the cursor by a row."""
        self.rows_moved += step
        self.cursor = self._resting_place(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a screenful."""
        rows = max(1, self.scrollable_content_region.height // self.row_height - 1)
        self.rows_moved += step * rows
        self.cursor = self._resting_place(self.cursor + step * rows, step)

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = self._resting_place(0, 1)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = self._resting_place(self._count - 1, -1)

    def open_cursor(self) -> None:
        """Open the row under the cursor."""
        if self._count and self.is_selectable(self.cursor):
            self.post_message(self.Opened(self, self.cursor))

    def on_focus(self) -> None:
        """Show the cursor as the one that moves."""
        self.forget_cursor()
        self._refresh_rows(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as a place that is kept."""
        self.forget_cursor()
        self._refresh_rows(self.cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new width and keep the cursor in sight."""
        self._fit()
        self.call_after_refresh(self._bring_into_sight)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens."""
        row = (event.y + self.scroll_offset.y) // self.row_height
        if not (0 <= row < self._count and self.is_selectable(row)):
            return
        if row == self.cursor and (event.chain > 1 or self.opens_on_click):
            self.open_cursor()
        else:
            self.cursor = row
            if self.opens_on_click:
                self.open_cursor()

    opens_on_click = False
    """Does one click open a row, as on a link?"""
