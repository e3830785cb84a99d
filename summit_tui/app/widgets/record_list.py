"""The list of a pane: the hits of the query, fetched page by page as they are drawn."""

from collections.abc import Container, Mapping, Sequence

from textual import events
from textual.content import Content

from summit_tui.app.messages import RowsWanted
from summit_tui.app.rows import RowLayout, record_line, record_lines, row_height, row_layout
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import PAGE, Entry, Page
from summit_tui.archive.query.tree import Term
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Quote

BOOKMARK_SIGN = "+"
"""The marker of a bookmarked record; its width is the same in every terminal."""
DOUBT_SIGN = "?"
"""Stands beside a statement that is doubtful, by the records or by the text of its source."""

_CACHED_PAGES = 12
"""Pages that are kept; beyond that the furthest from the newest is dropped and fetched again."""


class RecordList(RowList):
    """The records of one kind that the query finds."""

    always_shows_cursor = True
    marker_width = 2

    def __init__(
        self,
        bookmarks: Bookmarks,
        text_doubts: Container[Address] = (),
        *,
        id: str | None = None,
    ) -> None:
        """Show records; those among `bookmarks` and doubtful ones have a marker."""
        super().__init__(id=id)
        self._text_doubts = text_doubts
        self._bookmarks = bookmarks
        self._pages: dict[int, Page] = {}
        """The pages that are there, by number."""
        self._requested: set[int] = set()
        self._prefetched: int | None = None
        """The page that is being fetched in advance."""
        self._direction = 1
        """The direction of the last move of the cursor: 1 is down, -1 up."""
        self._terms: Sequence[Term] = ()
        self._collapsed = False
        self._kind: Kind = "quotes"
        self._layout: RowLayout = "card"
        self.have_years: Mapping[Kind, bool] = {}
        """Whether the records of a kind are of several events, so that their rows show a year."""

    def show_hits(
        self, kind: Kind, page: Page, terms: Sequence[Term], cursor: int, *, collapsed: bool
    ) -> None:
        """Show the hits of a new query, of which `page` has been fetched."""
        self._kind = kind
        self._lay_out(row_layout(self.app.size))
        self._pages = {}
        self._requested = set()
        self._terms = terms
        self._collapsed = collapsed
        self._store(page)
        self.set_count(page.total.number, cursor)

    def add_page(self, page: Page) -> None:
        """Show a page that was requested, and take its total as the number of rows."""
        self._store(page)
        if page.total.number != self.count:
            self.update_count(page.total.number)
        self.redraw_rows(range(page.start, page.start + PAGE))

    def forget_request(self, start: int) -> None:
        """Allow the page from row `start` on, which could not be fetched, to be requested again."""
        self._requested.discard(start // PAGE)
        self._prefetched = None

    def prefetch(self) -> None:
        """Draw the next screenful into the cache and request the page of the one after it.

        The next row is drawn with the cursor as well, and the current one without.
        """
        height = self.size.height // self.row_height
        candidates = (self.cursor + self._direction * step for step in range(height + 1))
        rows = [row for row in candidates if self.entry(row)]
        self.draw_ahead(rows)
        self.draw_ahead(rows[1:2], highlighted=True)
        furthest = max(0, min(self.cursor + self._direction * 2 * height, self.count - 1))
        pages = range(self.cursor // PAGE, furthest // PAGE + self._direction, self._direction)
        known = {*self._pages, *self._requested}
        missing = next((page for page in pages if page not in known), None)
        if missing not in (None, self._prefetched):
            self._prefetched = missing
            self.post_message(RowsWanted(missing * PAGE, ahead=True))

    def watch_cursor(self, old: int, new: int) -> None:
        """Note the direction, and request the row before the others are painted."""
        self._direction = 1 if new > old else -1
        if self.entry(new) is None:
            self._request(new // PAGE)
        super().watch_cursor(old, new)

    def entry(self, row: int) -> Entry | None:
        """Return the record of a row, or None where it has not been fetched."""
        page = self._pages.get(row // PAGE)
        position = row % PAGE
        return page.hits[position] if page and position < len(page.hits) else None

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the lines of a record, or an ellipsis while it is fetched."""
        entry = self.entry(row)
        if entry is None:
            self._request(row // PAGE)
            return [Content.styled("…", style("muted"))]
        shows_year = self.have_years.get(self._kind, False)
        if self._layout == "line":
            return [record_line(entry, width, self._terms, shows_year=shows_year)]
        return record_lines(
            entry, width, self._terms, collapsed=self._collapsed, shows_year=shows_year
        )

    def on_resize(self, event: events.Resize) -> None:
        """Draw the rows in the layout of the new size, with the cursor where it is."""
        layout = row_layout(self.app.size)
        if layout != self._layout:
            self._lay_out(layout)
            self.set_count(self.count, self.cursor)
        super().on_resize(event)

    def _lay_out(self, layout: RowLayout) -> None:
        self._layout = layout
        self.row_height = row_height(self._kind, layout)
        self.air = 1 if layout == "card" else 0

    def marker(self, row: int) -> str:
        """Return the markers of a bookmarked record and of a doubtful statement."""
        entry = self.entry(row)
        if entry is None:
            return ""
        sign = BOOKMARK_SIGN if self._bookmarks.has(entry.address) else ""
        doubtful = self._pages[row // PAGE].doubtful
        is_doubtful = entry.address in self._text_doubts or (
            _leaves_doubt(entry) if doubtful is None else entry.address in doubtful
        )
        return f"{sign}{DOUBT_SIGN}" if is_doubtful else sign

    def in_sight(self) -> list[Entry]:
        """Return the records whose rows are on the screen, and were fetched."""
        if not self.display:
            return []
        first = self.scroll_offset.y // self.row_height
        rows = range(first, first + self.size.height // self.row_height + 1)
        return [entry for entry in map(self.entry, rows) if entry is not None]

    def _store(self, page: Page) -> None:
        number = page.start // PAGE
        self._pages[number] = page
        self._requested.discard(number)
        self._prefetched = None
        if len(self._pages) > _CACHED_PAGES:
            del self._pages[max(self._pages, key=lambda other: abs(other - number))]

    def _request(self, number: int) -> None:
        if number not in self._requested:
            self._requested.add(number)
            self.post_message(RowsWanted(number * PAGE))


def _leaves_doubt(entry: Entry) -> bool:
    """Return whether the records leave a doubt about a statement, where no index has noted it."""
    quote = entry.record
    if not isinstance(quote, Quote):
        return False
    from summit_tui.archive.doubts import finder, is_doubtful  # only without an index

    return is_doubtful(quote, entry.address.event, finder(entry.linked))
