"""The marked records of all panes and events."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from summit_tui.app import sentences
from summit_tui.app.rows import MODE, label_column, record_lines
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.record_list import BOOKMARK_SIGN
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Entry
from summit_tui.archive.wording import kind_in_words
from summit_tui.bookmarks import Bookmarks
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address

Marked = Sequence[tuple[Address, Entry | None]]
"""Marks with their records; None where a record is gone."""


class BookmarkList(RowList):
    """Marks in the order in which they were made: what was said or is named, below it the rest."""

    row_height = 3
    air = 1
    marker_width = 2

    def __init__(self, marks: Marked, bookmarks: Bookmarks) -> None:
        super().__init__()
        self._marks = marks
        self._bookmarks = bookmarks
        self._has_several_events = len({address.event for address, _ in marks}) > 1

    def on_mount(self) -> None:
        """Show them all."""
        self.show_empty(
            (gettext("Nothing is marked yet."), ""),
            (gettext("marks the record under the cursor"), gettext("Space")),
            (gettext("begins a range, and marks all up to its end"), "v"),
        )
        self.set_count(len(self._marks))

    def marker(self, row: int) -> str:
        """Return the sign of what is still marked."""
        return BOOKMARK_SIGN if self._bookmarks.has(self._marks[row][0]) else ""

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the beginning of a statement, or a name, and the details of the record.

        Of a record that is gone, its address.
        """
        address, entry = self._marks[row]
        if entry is None:
            gone = Content.styled(gettext("no longer in this coverage"), style("muted"))
            return [Content(str(address)), gone]
        shows_year = self._has_several_events
        shown = record_lines(entry, width, (), lines=1, shows_year=shows_year)
        if address.kind == "quotes":
            return shown
        kind = label_column(kind_in_words(address.kind))
        return [shown[0], kind + record_lines(entry, width - MODE, (), shows_year=shows_year)[1]]


class BookmarkScreen(Sheet[Address | None]):
    """Shows what is marked; the answer is the record to go to."""

    BINDINGS: ClassVar = [
        Binding("enter", "go", "Open"),
        Binding("y", "act('copy')", "Copy all"),
        Binding("e", "act('export')", "Export all"),
        Binding("space", "toggle_mark", "Unmark"),
        Binding("U", "clear", "Unmark all"),
        Binding("u", "undo", "Undo"),
        Binding("escape,q,m,h", "leave", "Close"),
    ]

    list_ = getters.query_one(BookmarkList)

    def __init__(self, marks: Marked, bookmarks: Bookmarks, events: Collection[str]) -> None:
        """Show `marks`, which are in `bookmarks`; `events` are those of the open coverage."""
        super().__init__()
        self._marks = marks
        self._bookmarks = bookmarks
        self._events = events

    def compose_content(self) -> ComposeResult:
        """Yield the list."""
        yield BookmarkList(self._marks, self._bookmarks)

    def on_mount(self) -> None:
        """Say how many there are."""
        self._show()

    def _show(self) -> None:
        gone = sum(entry is None for _, entry in self._marks)
        lost = gettext("{number} no longer in this coverage", number=gone) if gone else ""
        self.title_line.say(sentences.records_marked(len(self._bookmarks)), lost)
        of_rows = () if self._marks else ("go", "toggle_mark")
        of_marks = () if len(self._bookmarks) else ("act('copy')", "act('export')", "clear")
        self.keys_line.leave_out(*of_rows, *of_marks)
        self.list_.redraw()

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the record under the cursor, if it is still there."""
        address, entry = self._marks[self.list_.cursor] if self._marks else (None, None)
        if entry is not None or not self._marks:
            self.dismiss(address)

    async def action_act(self, action: str) -> None:
        """Close the sheet and do something with all that is marked, where anything is."""
        if len(self._bookmarks):
            self.dismiss(None)
            await self.app.run_action(f"app.{action}")

    def action_toggle_mark(self) -> None:
        """Take the mark away, or set it again: the row stays, so that a slip can be undone."""
        if self._marks:
            self._bookmarks.toggle(self._marks[self.list_.cursor][0])
            self._show()

    def action_clear(self) -> None:
        """Take every mark of the open coverage away; each can be set again."""
        self._bookmarks.clear(self._events)
        self._show()

    def action_undo(self) -> None:
        """Take back what was marked or unmarked last."""
        self._bookmarks.undo()
        self._show()
