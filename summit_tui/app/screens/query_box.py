"""The search box of a screen: what is typed there changes the view."""

from textual import on
from textual.screen import Screen

from summit_tui.app.messages import GuessTaken, QueryTyped
from summit_tui.app.navigator import Navigator
from summit_tui.app.panes import OVERVIEW, pane_of
from summit_tui.app.screens.body import Body
from summit_tui.app.screens.status import BrowseStatus
from summit_tui.app.search_controller import SearchController
from summit_tui.app.view import History, View
from summit_tui.app.widgets.overview import Overview
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.search import SearchBox
from summit_tui.i18n import gettext
from summit_tui.query_history import QueryHistory


class QueryBoxScreen(Screen[None]):
    """A screen with a search box above a body."""

    box: SearchBox
    body: Body
    list_: RecordList
    overview: Overview
    history: History
    navigator: Navigator
    status: BrowseStatus
    search: SearchController
    queries: QueryHistory
    """What was asked of the coverage before."""
    _rows_moved = 0
    """By how many rows the reader had moved in the overview on the way to the search box."""
    _has_moved = False
    """Has the reader moved in the list from the search box?"""

    @property
    def view(self) -> View:
        """Return what is shown."""
        return self.history.present

    def action_search(self) -> None:
        """Go to the search box."""
        self.history.step(self.view)
        self.queries.rest()
        self.body.show_list()
        self._rows_moved = self.overview.rows_moved
        self._has_moved = False
        self.set_focus(self.box)

    @on(QueryTyped)
    def _search(self, event: QueryTyped) -> None:
        self.status.line.report = ""
        stays = self.view.pane != OVERVIEW or not event.text
        pane = self.view.pane if stays else pane_of("quotes").name
        # The box may be ahead of the message, and must not be set back to it.
        view = self.view._replace(pane=pane, query=self.box.value, address=None)
        self.navigator.change(view)
        if not self.box.has_focus:
            # The reader is ahead of the message, and moves among what is to be found.
            self.list_.rows_moved += (self.overview.rows_moved - self._rows_moved) * (not stays)
            self.body.focus_list()

    @on(SearchBox.LeaveRequested)
    def action_leave_box(self) -> None:
        """Go to the list; what was asked is remembered, and `@name` is what was saved so."""
        typed = self.box.value.strip()
        self.queries.remember(typed)
        saved = self.search.saved_searches.all() if typed.startswith("@") else {}
        if view := saved.get(typed.removeprefix("@")):
            self.navigator.change(view)
        self.body.focus_list()

    @on(SearchBox.NothingToComplete)
    def _say_nothing_completes(self) -> None:
        self.status.say(gettext("There is nothing to complete; Enter goes to the list."))

    @on(SearchBox.MoveRequested)
    def _move_row(self, event: SearchBox.MoveRequested) -> None:
        # Above the first row are the queries of before; on the way back below the last of them.
        # In an empty box they are what is meant, wherever in the list the reader has been before.
        is_at_top = self.list_.cursor == 0
        is_back = event.step < 0 and (is_at_top or not (self.box.value or self._has_moved))
        if is_back or (event.step > 0 and self.queries.is_walked):
            query = self.queries.walk(-event.step, self.box.value)
            if query is not None:
                self.box.put(query)
                return
            if is_at_top and is_back:
                self.status.say(gettext("There is no earlier query."))
                return
        self._has_moved = True
        self.list_.action_move(event.step)

    @on(GuessTaken)
    def _take_guess(self) -> None:
        self.box.take_guess()
