"""The marked records of all panes and events."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app import sentences
from summit_tui.app.rows import add_year, year_of
from summit_tui.app.screen_text import screen_line
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.record_list import BOOKMARK_SIGN
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Entry
from summit_tui.archive.describe import names_of
from summit_tui.bookmarks import Bookmarks
from summit_tui.i18n import gettext
from summit_tui.model.kinds import SINGULAR, Address

Marked = Sequence[tuple[Address, Entry | None]]
"""Marks with their records; None where a record is gone."""


class BookmarkList(RowList):
    """Marks in the order in which they were made, each on one line."""

    marker_width = 2

    def __init__(self, marks: Marked, bookmarks: Bookmarks) -> None:
        super().__init__()
        self._marks = marks
        self._bookmarks = bookmarks
        self._has_several_events = len({address.event for address, _ in marks}) > 1

    def on_mount(self) -> None:
        """Show them all."""
        self.set_count(len(self._marks))

    def marker(self, row: int) -> str:
        """Return the sign of what is still marked."""
        return BOOKMARK_SIGN if self._bookmarks.has(self._marks[row][0]) else ""

    def lines(self, row: int, width: int) -> list[Content]:
        """Return kind and name, or what is known of a record that is gone.

        Among marks of several events the year follows, where there is room behind the name.
        """
        address, entry = self._marks[row]
        kind = Content.styled(f"{SINGULAR[address.kind]:<11} ", style("muted"))
        if entry is None:
            gone = Content(gettext("{address}  is no longer in this coverage", address=address))
            return [kind + gone.stylize_before(style("muted"))]
        line = kind + Content(screen_line(names_of(entry.record)[0]))
        return [add_year(line, year_of(entry) if self._has_several_events else None, width)]


class BookmarkScreen(ModalScreen[Address | None]):
    """Shows what is marked; the answer is the record to go to."""

    DEFAULT_CSS = """
    BookmarkScreen {
        align: center middle;
        & > #sheet { width: 100; max-width: 100%; height: 80%; background: $panel; }
        & #title { padding: 0 2; margin: 1 0; text-style: bold; }
        & BookmarkList { height: 1fr; padding: 0 1; }
        & #keys-said { padding: 0 2; color: $muted; }
        &.-short > #sheet { height: 100%; }
        &.-short #title { margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar = [
        Binding("escape,q,m,h", "dismiss", "Close", show=False),
        Binding("enter", "go", "Go there", show=False),
        Binding("space", "toggle_mark", "Unmark", show=False),
        Binding("U", "clear", "Unmark all", show=False),
        Binding("u", "undo_clear", "Mark again", show=False),
    ]

    list_ = getters.query_one(BookmarkList)
    title_line = getters.query_one("#title", SplitLine)

    def __init__(self, marks: Marked, bookmarks: Bookmarks, events: Collection[str]) -> None:
        """Show `marks`, which are in `bookmarks`; `events` are those of the open coverage."""
        super().__init__()
        self._marks = marks
        self._bookmarks = bookmarks
        self._events = events

    def compose(self) -> ComposeResult:
        """Lay out title, list and a word on the keys."""
        with Vertical(id="sheet"):
            yield SplitLine(id="title")
            yield BookmarkList(self._marks, self._bookmarks)
            keys = gettext("Enter goes there · Space unmarks · U all, u undoes · Esc closes")
            yield Static(keys, id="keys-said", markup=False)

    def on_mount(self) -> None:
        """Say how many there are."""
        self._show()

    def _show(self) -> None:
        gone = sum(entry is None for _, entry in self._marks)
        lost = gettext("{number} no longer in this coverage", number=gone) if gone else ""
        number = len(self._bookmarks)
        title = (
            sentences.records_marked(number)
            if number
            else gettext("Nothing is marked: Space marks a record")
        )
        self.title_line.say(title, lost)
        self.list_.redraw()

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the record under the cursor, if it is still there."""
        if not self._marks:
            self.dismiss(None)
            return
        address, entry = self._marks[self.list_.cursor]
        if entry is not None:
            self.dismiss(address)

    def action_toggle_mark(self) -> None:
        """Take the mark away, or set it again: the row stays, so that a slip can be undone."""
        if self._marks:
            self._bookmarks.toggle(self._marks[self.list_.cursor][0])
            self._show()

    def action_clear(self) -> None:
        """Take every mark of the open coverage away; each can be set again."""
        self._bookmarks.clear(self._events)
        self._show()

    def action_undo_clear(self) -> None:
        """Set the marks again that were taken away last."""
        self._bookmarks.restore()
        self._show()
