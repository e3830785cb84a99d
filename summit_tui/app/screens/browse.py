"""The one screen: its keys and messages change the view, and the controllers show it."""

import time
from functools import partial
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.held_keys import holding_keys
from summit_tui.app.keys import BROWSING, ROWS, SCREEN, key_names
from summit_tui.app.messages import FacetToggled, Follow, PaneChosen, SplitDragged
from summit_tui.app.navigator import Navigator
from summit_tui.app.record_controller import RecordController
from summit_tui.app.rows import MEDIUM, TALL, WIDE
from summit_tui.app.screens.body import Body
from summit_tui.app.screens.query_box import QueryBoxScreen
from summit_tui.app.screens.results import ResultDisplay
from summit_tui.app.screens.status import BrowseStatus
from summit_tui.app.search_controller import SearchController
from summit_tui.app.view import History, View
from summit_tui.app.widgets.bars import PaneBar
from summit_tui.app.widgets.link_list import LinkList
from summit_tui.app.widgets.overview import Overview
from summit_tui.app.widgets.painting import CachedLines, PaintedOnce
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.search import SearchBox, SearchLine
from summit_tui.app.widgets.side_lists import FacetList
from summit_tui.archive import Entry
from summit_tui.i18n import gettext
from summit_tui.query_history import QueryHistory


class Browse(QueryBoxScreen, PaintedOnce, CachedLines):
    """Sessions, speakers, quotes, delegations and sources of the coverage."""

    BINDINGS: ClassVar[list[BindingType]] = [*SCREEN]
    AUTO_FOCUS = "#overview"
    copies = "text"
    """The form in which a record is copied from here."""
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (MEDIUM, "-medium"),
        (WIDE, "-wide"),
        (160, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall"), (30, "-high")]

    line = getters.query_one(SearchLine)
    box = getters.query_one(SearchBox)
    list_ = getters.query_one("#list", RecordList)
    overview = getters.query_one(Overview)
    facets = getters.query_one(FacetList)
    record = getters.query_one(RecordView)
    links = getters.query_one(LinkList)
    body = getters.query_one(Body)

    def __init__(self, worker: ArchiveWorker, history: History, problems: int = 0) -> None:
        """Show the present view of `history`; `problems` are those that no file has a part in."""
        super().__init__()
        self.archive_worker = worker
        self.history = history
        self.status = BrowseStatus(self, worker, self.history, problems)
        results = ResultDisplay(self, self.history, self.status)
        self.search = SearchController(worker, self.history, results)
        self.records = RecordController(worker, self.history, results)
        self.navigator = Navigator(self.history, self)
        worker.changed = partial(self.search.show_archive, self.show_view)
        self._was_painted = False
        self.queries = QueryHistory()
        self._known_keys: frozenset[str] = frozenset()
        self._is_after_digit = False

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
        yield PaneBar(id="panes")
        yield SearchLine(self.archive_worker)
        yield Body(self.archive_worker, self.history, self.search, self.records, self.say)
        yield self.status.line

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles that every part was just given: a start would make them all twice."""
        event.refresh_styles = self._was_painted
        self._was_painted = True

    def on_mount(self) -> None:
        """Show the first picture from an archive that is there already."""
        self.body.focus_list()
        if self.view.query:
            self.line.show_query(self.view.query)
        self.search.begin()
        if self.history.is_restored:
            self.status.report(gettext("As you left it · Esc goes to the start screen"))
        self._known_keys = frozenset(
            key.strip() for binding in [*BROWSING, *ROWS] for key in binding.key.split(",")
        )
        # The text of the record holds the colours of the theme that it was made in.
        self.app.theme_changed_signal.subscribe(self, lambda _: self.records.read_again())

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor."""
        return self.body.entry

    async def entry_to_come(self) -> Entry | None:
        """Return the record under the cursor, whole, once the list shows what was asked for last.

        Where it has none yet, it is waited for as long as files are read.
        """
        await self.search.answer.settled()
        while self.entry is None and self.archive_worker.job:
            await self.archive_worker.arrival.change()
            await self.search.answer.settled()
        return await self.archive_worker.whole(self.entry, "opened") if self.entry else None

    def show_words(self) -> None:
        """Show everything anew, in the language that the interface speaks now."""
        self.box.placeholder = gettext("search everything")
        self.search.show_archive(self.show_view, is_translated=True)

    def show_view(self) -> None:
        """Show the present view."""
        view = self.view
        self.line.show_query(view.query)
        self.body.lay_out(view.pane)
        self.search.search()

    def focus_list(self) -> None:
        """Go to the list."""
        self.body.focus_list()

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
        self.status.say(sentence)

    @on(RowList.Highlighted)
    def _say_place(self) -> None:
        # With the line at the bottom all that lies between would be drawn before the two rows.
        self.call_after_refresh(self.status.say_place)

    def on_key(self, event: events.Key) -> None:
        """Drop what was reported: the reader has gone on. Say of a key that it does nothing here.

        Of a motion behind a digit it is said that this is no count, as it is in other programs.
        """
        self.status.last_key = time.monotonic()
        if self._is_after_digit and event.key in ("j", "k"):
            self.status.report(gettext("A digit shows a pane, it is no count; [ goes back."))
        elif self.status.line.report:
            self.status.report("")
        self._is_after_digit = False
        # Nearly all keys are known ones; to ask what is bound right here takes a while.
        is_unknown = event.key not in self._known_keys and not self.box.has_focus
        if is_unknown and event.key not in self.active_bindings:
            self.say(sentences.key_without_meaning(key_names(event.key)))

    def on_mouse_down(self) -> None:
        """Drop what was reported: the reader has gone on."""
        if self.status.line.report:
            self.status.report("")

    # From view to view

    def action_navigate(self, method: str, *values: str) -> None:
        """Have the navigator go to another view, in one of its ways."""
        before = self.view.pane
        getattr(self.navigator, method)(*values)
        self._is_after_digit = method == "show_pane" and self.view.pane != before

    @on(Follow)
    def _follow(self, event: Follow) -> None:
        self.navigator.show(event.view)
        if event.view.address is not None and self.has_class("-narrow"):
            self.body.focus_links()

    @on(FacetToggled)
    def _toggle_facet(self, event: FacetToggled) -> None:
        self.navigator.toggle(event.choices)

    @on(PaneChosen)
    def _show_pane(self, event: PaneChosen) -> None:
        self.navigator.show_pane(event.pane)

    @on(SplitDragged)
    def _drag_split(self, event: SplitDragged) -> None:
        self.body.split.drag(event.x, event.y)

    def on_resize(self) -> None:
        """Give list and record their sizes for the new shape of the screen."""
        for body in self.query(Body):  # none yet at the first size
            body.split.apply()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action means anything where the reader is."""
        return action != "search" or self.focused is not self.box

    def action_clear_step(self) -> None:
        """Undo one thing."""
        view, status = self.view, self.status
        if self.archive_worker.job and self.archive_worker.archive is None:
            self.archive_worker.job.stop()
        elif status.hint:
            status.hint = ""
            status.say_place()
        elif self.box.has_focus or self.focused in (self.links, self.facets):
            self.body.action_step_out()
        elif self.history.is_restored:
            self.navigator.back()
        elif view.query:
            self.navigator.clear_query()
        elif view.choices:
            self.navigator.clear_facets()
        else:
            self.body.action_step_out()

    def action_next_hit(self, step: int = 1) -> None:
        """Go to the next hit, or the one before (-1), in this pane or beyond."""

        def show(view: View | None) -> None:
            if view is None:
                self.say(gettext("These are all the hits."))
            else:
                self.navigator.show(view)

        if not self.body.move_hit(step):
            self.search.find_beyond(step, show)

    def action_facets(self) -> None:
        """Go to the facets, or leave them."""
        if not self.body.toggle_facets():
            self.say(gettext("There is nothing to choose between."))

    @holding_keys
    @work(exclusive=True, group="text")
    @interruptible
    async def action_text(self) -> None:
        """Show the source's text with the passage of the statement highlighted."""
        if (entry := await self.entry_to_come()) is None:
            self.say(gettext("There is no record here whose source could be shown."))
            return
        from summit_tui.app.screens.source_text import source_text_screen

        self.say(gettext("Reading the source's text …"))
        text = await source_text_screen(self.archive_worker, entry, self.say)
        if text is not None and self.app.screen is self:
            self.status.say_place()
            self.app.push_screen(text, self.body.come_back)
