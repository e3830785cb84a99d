"""The line under the panes: the query, and at its right what it has found in words."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from textual import getters
from textual.app import ComposeResult
from textual.content import Content

from summit_tui.app import answers
from summit_tui.app.desk import Desk
from summit_tui.app.styles import style
from summit_tui.app.widgets.search_box import SearchBox
from summit_tui.app.widgets.still import Still
from summit_tui.archive import InterruptedSearchError


class SearchLine(Still):
    """Shows the query and the number of its hits, and knows what a query may be completed with.

    What stands before and after the box it draws itself: two widgets less to start with.
    """

    DEFAULT_CSS = """
    SearchLine {
        height: 1;
        & > SearchBox { margin-left: 2; width: 40%; min-width: 8; }
    }
    """

    box = getters.query_one(SearchBox)

    def __init__(self, desk: Desk) -> None:
        """Complete a query with what is at the desk."""
        super().__init__(id="searching")
        self._desk = desk
        self._found = ""
        self._values: Mapping[str, Sequence[str]] = {}

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield SearchBox(self._values_of, id="box")

    def render(self) -> Content:
        """Return the line but for the box."""
        before = Content.styled("/", style("key"))
        room = self.content_size.width - self.box.outer_size.width - 4
        found = Content.styled(self._found, style("muted")).truncate(max(0, room), ellipsis=True)
        gap = " " * (self.content_size.width - 1 - found.cell_length)
        return before + gap + found

    def complete_with(self, values: Mapping[str, Sequence[str]]) -> None:
        """Complete a query with the values that its fields have."""
        self._values = values

    def show_query(self, query: str) -> None:
        """Show a query without searching for it anew."""
        self.box.guess = None  # it was about what was asked before
        if self.box.value != query:
            with self.box.prevent(SearchBox.Changed):
                self.box.value = query

    def show_hits(self, words: str) -> None:
        """Say how many hits there are."""
        self._found = words
        self.refresh()

    def show_guess(self, guess: str, words: str) -> None:
        """Say what the query may have been meant to be; Tab in the box takes it."""
        self.box.guess = guess
        self.show_hits(words)

    async def _values_of(self, field: str) -> Iterable[str]:
        """Return the values of a field; ids of remarks are learnt when one is typed."""
        archive = self._desk.archive
        # The letter that asks for them also starts a search, which overtakes the question once.
        for _ in range(2 if field == "remark" and field not in self._values else 0):
            with suppress(InterruptedSearchError):
                remarks = await self._desk.ask("remarks", answers.remarks)
                if archive is self._desk.archive:
                    self._values = {**self._values, field: remarks}
                break
        return self._values.get(field, ())
