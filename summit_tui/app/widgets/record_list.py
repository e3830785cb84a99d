"""The list of a pane: the hits of the query, fetched page by page as they come into sight."""

from collections.abc import Sequence

from textual.content import Content

from summit_tui.app.messages import RowsWanted
from summit_tui.app.rows import ROW_HEIGHT, record_lines
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import PAGE, Entry, Page
from summit_tui.archive.query.tree import Term
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Kind

MARK = "+"
"""The sign of a marked record; its width is the same in every terminal."""

_KEPT = 12
"""Pages that are kept; beyond that the list forgets those that are furthest and fetches again."""


class RecordList(RowList):
    """The records of one kind that the query finds."""

    keeps_cursor = True
    sign_width = 2

    def __init__(self, clippings: Bookmarks, *, id: str | None = None) -> None:
        """Show records; those among `clippings` bear a sign."""
        super().__init__(id=id)
        self._clippings = clippings
        self._pages: dict[int, Sequence[Entry]] = {}
        self._asked: set[int] = set()
        self._ahead: int | None = None
        """The page that is fetched in advance."""
        self._step = 1
        """Which way the cursor went last."""
        self._terms: Sequence[Term] = ()
        self._collapsed = False
        self.several = False
        """Are there records of several events?"""

    def show_hits(
        self, kind: Kind, page: Page, terms: Sequence[Term], cursor: int, *, collapsed: bool
    ) -> None:
        """Show the hits of a new query, of which `page` is already there."""
        self.row_height = ROW_HEIGHT.get(kind, 2)
        self._pages = {}
        self._asked = set()
        self._terms = terms
        self._collapsed = collapsed
        self._keep(page)
        self.set_count(page.total.number, cursor)

    def add_page(self, page: Page) -> None:
        """Fill in rows that were wanted; the number of rows follows what is now known."""
        self._keep(page)
        if page.total.number != self.count:
            self.recount(page.total.number)
        self.draw_rows(range(page.start, page.start + PAGE))

    def give_up(self, start: int) -> None:
        """Know that rows that were wanted from `start` on do not come: they may be asked again."""
        self._asked.discard(start // PAGE)
        self._ahead = None

    def look_ahead(self) -> None:
        """Have the next screenful drawn, and the rows fetched that the one behind it shows.

        The next row is drawn with the cursor on it as well, and the present one without.
        """
        height = self.size.height // self.row_height
        ahead = (self.cursor + self._step * one for one in range(height + 1))
        rows = [row for row in ahead if self.entry(row)]
        self.draw_ahead(rows)
        self.draw_ahead(rows[1:2], lit=True)
        behind = max(0, min(self.cursor + self._step * 2 * height, self.count - 1))
        pages = range(self.cursor // PAGE, behind // PAGE + self._step, self._step)
        there = next((one for one in pages if one not in {*self._pages, *self._asked}), None)
        if there not in (None, self._ahead):
            self._ahead = there
            self.post_message(RowsWanted(there * PAGE, ahead=True))

    def watch_cursor(self, old: int, new: int) -> None:
        """Note which way it went, and have its row fetched while the others are painted."""
        self._step = 1 if new > old else -1
        if self.entry(new) is None:
            self._want(new // PAGE)
        super().watch_cursor(old, new)

    def entry(self, row: int) -> Entry | None:
        """Return the record in a row, or None where it is not there yet."""
        page = self._pages.get(row // PAGE)
        at = row % PAGE
        return page[at] if page is not None and at < len(page) else None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the lines of a record; while it is fetched, a quiet mark."""
        entry = self.entry(row)
        if entry is None:
            self._want(row // PAGE)
            return [Content.styled("…", style("muted"))]
        return record_lines(
            entry, width, self._terms, collapsed=self._collapsed, several=self.several
        )

    def sign(self, row: int) -> str:
        """Return the sign of a marked record."""
        entry = self.entry(row)
        return MARK if entry and self._clippings.has(entry.address) else ""

    def _keep(self, page: Page) -> None:
        number = page.start // PAGE
        self._pages[number] = page.hits
        self._asked.discard(number)
        self._ahead = None
        if len(self._pages) > _KEPT:
            del self._pages[max(self._pages, key=lambda one: abs(one - number))]

    def _want(self, number: int) -> None:
        if number not in self._asked:
            self._asked.add(number)
            self.post_message(RowsWanted(number * PAGE))
