"""The one screen: it owns the view; widgets show it and send what the reader wants."""

from contextlib import suppress
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.body import Body
from summit_tui.app.keys import SCREEN
from summit_tui.app.messages import FacetToggled, Follow, GuessTaken, PaneChosen, QueryTyped
from summit_tui.app.search_controller import SearchController
from summit_tui.app.view import History, Pane, View
from summit_tui.app.widgets.bars import KeyLine, PaneBar, SplitLine, StatusLine
from summit_tui.app.widgets.overview import Overview
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.search import SearchBox, SearchLine
from summit_tui.app.widgets.side_lists import FacetList, LinkList
from summit_tui.archive import Archive, Entry, Info, InterruptedSearchError
from summit_tui.model.kinds import KINDS


class Browse(Screen[None], CachedLines):
    """Sessions, speakers, quotes, delegations and sources of the coverage."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCREEN]
    AUTO_FOCUS = "#overview"
    copies = "text"
    """The form in which a record is copied from here."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    line = getters.query_one(SearchLine)
    box = getters.query_one(SearchBox)
    list_ = getters.query_one("#list", RecordList)
    overview = getters.query_one(Overview)
    facets = getters.query_one(FacetList)
    record = getters.query_one(RecordView)
    links = getters.query_one(LinkList)
    parts = getters.query_one(Body)

    def __init__(self, desk: ArchiveWorker, view: View, problems: int = 0) -> None:
        """Show what is at the desk; `problems` counts those that the files have no part in."""
        super().__init__()
        self.desk = desk
        self.history = History(view)
        self.info = Info([], dict.fromkeys(KINDS, 0), [], [])
        self.finder = SearchController(self)
        self.status = StatusLine()
        self._problems = problems
        self._painted = False
        self._moved = 0
        """By how many rows the reader had moved in the overview on the way to the search box."""

    def compose(self) -> ComposeResult:
        """Lay out the screen from top to bottom.

        The classes that depend on the size are set before the first layout: set later, as
        Textual does, they would have every widget styled twice.
        """
        width, height = self.app.size
        for points, size in (
            (self.HORIZONTAL_BREAKPOINTS, width),
            (self.VERTICAL_BREAKPOINTS, height),
        ):
            self.add_class([name for least, name in points if size >= least][-1], update=False)
        yield SplitLine(id="masthead")
        yield PaneBar(id="panes")
        yield SearchLine(self.desk)
        yield Body(self.desk, self.history)
        yield self.status
        yield KeyLine(id="keys")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles that every part was just given: a start would make them all twice."""
        event.refresh_styles = self._painted
        self._painted = True

    @property
    def view(self) -> View:
        """Return what is shown."""
        return self.history.present

    @property
    def entry(self) -> Entry | None:
        """Return the record that is shown in full."""
        return self.parts.entry

    def open(self, archive: Archive) -> None:
        """Show another archive of the same coverage and stay in place."""
        self.desk.change(archive)
        self.finder.meet()

    def on_mount(self) -> None:
        """Show the first picture from an archive that is there already."""
        self.parts.focus_list()
        self.finder.begin()

    def show(self, view: View) -> None:
        """Go on to a view."""
        self._step(view)
        self.parts.focus_list()

    def _step(self, view: View) -> None:
        self.history.step(view)
        self.refresh_view()

    def refresh_view(self) -> None:
        """Show the present view."""
        view = self.view
        self.line.show_query(view.query)
        self.parts.lay_out(view.pane)
        self.finder.find()

    @on(GuessTaken)
    def _take_guess(self) -> None:
        self.box.take_guess()

    def say(self, words: str) -> None:
        """Say one sentence until the next thing happens."""
        if not self.app.is_running:
            return  # a worker may speak when the parts are gone already
        marked = sentences.marked(len(self.desk.clippings))
        self.status.say(words, " · ".join(filter(None, (marked, self.parts.place()))))

    @on(RowList.Highlighted)
    def _light(self) -> None:
        # With the line at the bottom all that lies between would be drawn before the two rows.
        self.call_after_refresh(self.say_place)

    def say_place(self) -> None:
        """Say what holds for the whole list, and where in it the cursor is."""
        problems = self._problems + len(self.info.problems)
        self.say(self.status.standing_text(self.view.choices, problems))

    def report(self, words: str) -> None:
        """Say what was done until the reader does something, whatever is counted meanwhile."""
        self.status.report = words
        self.say_place()

    def on_key(self) -> None:
        """Drop what was reported: the reader has gone on."""
        if self.status.report:
            self.report("")

    @on(QueryTyped)
    def _search(self, event: QueryTyped) -> None:
        self.status.report = ""
        pane: Pane = "quotes" if self.view.pane == "overview" and event.text else self.view.pane
        # The box may be ahead of the message, and must not be set back to it.
        was_overview = pane != self.view.pane
        self._change(self.view._replace(pane=pane, query=self.box.value, address=None))
        if not self.box.has_focus:
            # The reader is ahead of the message, and moves among what is to be found.
            self.list_.rows_moved += (self.overview.rows_moved - self._moved) * was_overview
            self.parts.focus_list()

    @on(SearchBox.LeaveRequested)
    def action_leave_box(self) -> None:
        """Go to the list."""
        self.parts.focus_list()

    @on(SearchBox.MoveRequested)
    def _move_row(self, event: SearchBox.MoveRequested) -> None:
        self.list_.action_move(event.step)

    @on(Follow)
    def _follow(self, event: Follow) -> None:
        self.show(event.view)
        if event.view.address is not None and self.has_class("-narrow"):
            self.parts.focus_links()

    @on(FacetToggled)
    def _limit(self, event: FacetToggled) -> None:
        self._step(self.view.toggled(event.choice))

    @on(PaneChosen)
    def _choose_pane(self, event: PaneChosen) -> None:
        self.action_show_pane(event.pane)

    def action_show_pane(self, pane: Pane) -> None:
        """Show a pane; the query and the filter stay."""
        if pane != self.view.pane:
            self.show(self.view.in_pane(pane))
        else:
            self.parts.focus_list()

    def action_search(self) -> None:
        """Go to the search box."""
        self.history.step(self.view)
        self.parts.show_list()
        self._moved = self.overview.rows_moved
        self.set_focus(self.box)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action means anything where the reader is."""
        return action != "search" or self.focused is not self.box

    def action_walk(self, steps: int) -> None:
        """Go back (negative) or forward in history."""
        if self.history.walk(steps):
            self.refresh_view()
            self.parts.focus_list()
        else:
            self.say(f"There is nothing to go {'back' if steps < 0 else 'forward'} to.")

    @work(exclusive=True, group="text")
    async def action_text(self) -> None:
        """Show the source's text with the passage of the statement lit."""
        if (entry := self.entry) is None:
            return
        from summit_tui.app.screens.source_text import source_text_screen

        self.say("Reading the source's text …")
        with suppress(InterruptedSearchError):
            text = await source_text_screen(self.desk, entry, self.say)
            if text is not None and self.app.screen is self:
                self.say_place()
                self.app.push_screen(text, self.parts.come_back)

    def action_clear_step(self) -> None:
        """Undo one thing."""
        view = self.view
        if self.desk.making and self.desk.archive is None:
            self.desk.making.stop()
        elif self.status.hint:
            self.status.hint = ""
            self.say_place()
        elif self.box.has_focus or self.focused in (self.links, self.facets):
            self.parts.action_step_out()
        elif view.query:
            self._step(view._replace(query=""))
        elif view.choices:
            self.action_clear_facets()
        else:
            self.parts.action_step_out()

    def action_next_hit(self, step: int = 1) -> None:
        """Go to the next hit, or the one before (-1), in this pane or beyond."""
        if not self.parts.move_hit(step):
            self.finder.go_beyond(step)

    def action_facets(self) -> None:
        """Go to the facets, or leave them."""
        if not self.parts.toggle_facets():
            self.say("There is nothing to choose between.")

    def action_clear_facets(self) -> None:
        """Drop the filter."""
        if self.view.choices:
            self._step(self.view._replace(choices=()))

    def _change(self, view: View) -> None:
        """Show a view without a step that could be gone back."""
        self.history.change(view)
        self.refresh_view()

    def action_sort(self) -> None:
        """Go to the next order."""
        self._change(self.view.sorted_next())

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._change(self.view._replace(reverse=not self.view.reverse, address=None))

    def action_fold(self) -> None:
        """Show one row for a remark that several sources have, or each of its statements."""
        if self.view.kind == "quotes":
            self._change(self.view._replace(collapsed=not self.view.collapsed))
        else:
            self.say("Remarks are folded in the list of quotes: key 4 shows it.")
