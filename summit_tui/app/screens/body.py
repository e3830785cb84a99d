"""The parts of the screen below the search box: the list, what is under its cursor, the facets."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, run_in_thread
from summit_tui.app.keys import PARTS
from summit_tui.app.messages import Follow, GuessTaken, RowsWanted
from summit_tui.app.queries import ResultQuery
from summit_tui.app.record_controller import RecordController
from summit_tui.app.screens.drawn_panes import DrawnPanes
from summit_tui.app.screens.split import Split
from summit_tui.app.screens.start import StartPanel
from summit_tui.app.search_controller import SearchController
from summit_tui.app.start_rows import Row
from summit_tui.app.view import History, View
from summit_tui.app.widgets.link_list import LinkList
from summit_tui.app.widgets.overview import Overview
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.side_lists import FacetList
from summit_tui.archive import Entry
from summit_tui.attribution.collation import comparable
from summit_tui.i18n import gettext


class Body(Horizontal, CachedLines):
    """Lays the parts out and leads the keyboard through them."""

    BINDINGS: ClassVar[list[BindingType]] = [*PARTS]

    list_ = getters.query_one("#list", RecordList)
    overview = getters.query_one(Overview)
    facets = getters.query_one(FacetList)
    record = getters.query_one(RecordView)
    links = getters.query_one(LinkList)

    def __init__(
        self,
        worker: ArchiveWorker,
        history: History,
        search: SearchController,
        records: RecordController,
        say: Callable[[str], None],
    ) -> None:
        """Show the present view of `history`; `search` fetches rows, `records` the record."""
        super().__init__(id="body")
        self.start = StartPanel(lambda: self.overview, history, records)
        self._say = say
        self.search = search
        self.records = records
        self._worker = worker
        self._history = history
        self.drawn = DrawnPanes(self, worker, history, records)
        self.split = Split(self)
        self.drawn.make_room(history.present.pane)

    def compose(self) -> ComposeResult:
        """Lay out the parts from left to right; which are seen is a matter of style."""
        yield FacetList(id="facets")
        yield from self.drawn.first()
        yield RecordList(self._worker.bookmarks, self._worker.text_doubts, id="list")
        yield RecordView(id="record")

    def lay_out(self, name: str) -> None:
        """Make room for the widget of a pane, or for the list."""
        self.drawn.make_room(name)
        self.split.apply()

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor, even where the one before is still shown in full.

        It is whole once it is shown in full itself.
        """
        if row := self.start.row:
            return row.entry
        if drawing := self.drawn.shown:
            return drawing.entry
        is_list = self._history.present.is_list
        listed, shown = self.list_.entry(self.list_.cursor) if is_list else None, self.records.shown
        if listed is None or listed.is_whole or shown is None:
            return listed or shown
        is_same = (shown.address, shown.data) == (listed.address, listed.data)
        return shown if is_same else listed

    @on(RowList.Highlighted, "#list, #overview")
    def _highlight(self, event: RowList.Highlighted) -> None:
        if row := self.start.row:
            self.records.preview(row)
        elif event.rows is self.list_:
            if entry := self.list_.entry(event.row):
                self.records.highlight(entry)
            else:
                self.records.show_waiting()

    # The start screen

    @on(RowList.Opened, "#overview")
    async def _open_row(self) -> None:
        match self.overview.row:
            case Row(opens=View() as view):
                self.post_message(Follow(view))
            case Row(opens="record"):
                self.focus_links()
            case Row(opens="answers"):
                self.action_compare()
            case Row(opens=sheet):
                await self.run_action(f"app.{sheet}")

    @on(RowsWanted)
    def _fetch_rows(self, event: RowsWanted) -> None:
        self.search.fetch_rows(event.start, ahead=event.ahead)

    # What is listed

    @property
    def result_query(self) -> ResultQuery:
        """Return what the list shows."""
        return self.search.query

    @property
    def row(self) -> int | None:
        """Return the row of the list under the cursor, counted from 0; None where none is."""
        is_in_list = self.list_.count and self.has_class("-listing")
        return self.list_.cursor if is_in_list else None

    @property
    def row_count(self) -> int:
        """Return the number of rows of the list."""
        return self.list_.count

    def redraw(self) -> None:
        """Draw every row again, with its mark or without."""
        self.list_.redraw()

    def position(self) -> str:
        """Return where in the list the cursor is, in words."""
        row = self.row
        if row is None:
            return drawing.position() if (drawing := self.drawn.shown) else ""
        return gettext("{row} of {count}", row=row + 1, count=self.list_.count)

    def move_hit(self, step: int) -> bool:
        """Go to another hit of the list; return whether there was one."""
        rows = self.list_
        is_inside = self.result_query.view.is_list and 0 <= rows.cursor + step < rows.count
        if is_inside:
            rows.action_move(step)
        return is_inside

    # Where the keyboard is

    @property
    def _focused(self) -> Widget | None:
        return self.screen.focused

    def focus_list(self) -> None:
        """Go to the list, or to the widget that the pane has in its place."""
        self.show_list()
        # At once: a key typed right behind is meant for it.
        view = self._history.present
        self.screen.set_focus(self.list_ if view.is_list else self.query_one(f"#{view.pane}"))

    def show_list(self) -> None:
        """Show the list where the record or the facets have taken its place."""
        self.remove_class("-record", "-facets")

    def focus_links(self) -> None:
        """Go to the links of the record, which may take the place of the list."""
        self._history.note(self.entry.address if self.entry else None)
        self.add_class("-record")
        # Not scrolled to: whoever opens a record reads it first.
        self.links.focus(scroll_visible=False)

    def on_descendant_focus(self) -> None:
        """Let the part with the keyboard be the one that stays where there is room for one."""
        self.set_class(self._focused is self.links, "-record")
        self.set_class(self._focused is self.facets, "-facets")
        self.split.apply()

    def toggle_facets(self) -> bool:
        """Go to the facets, or leave them; return whether there is anything to choose between."""
        if self.facets.has_focus:
            self.action_step_out()
        elif self.facets.count:
            self.remove_class("-record", "-zoom")
            self.add_class("-facets")
            self.facets.focus()
        return bool(self.facets.count)

    @on(RowList.Opened, "#list")
    def action_follow(self) -> None:
        """Open the row under the cursor, or follow the link under it."""
        focused = self._focused
        if focused is self.list_ and self.records.shown:
            self.focus_links()
        elif focused is self.list_ and not self.list_.count:
            self.post_message(GuessTaken())
        elif isinstance(focused, RowList | LinkList):
            focused.open_cursor()

    def action_step_out(self) -> None:
        """Leave the record, the facets or a zoomed part for the list."""
        self.remove_class("-zoom")
        self.focus_list()

    def action_zoom(self) -> None:
        """Give the width to one part, or share it again."""
        self.set_class(self._focused is self.links, "-record")
        self.toggle_class("-zoom")

    def action_next_part(self, step: int = 1) -> None:
        """Go to the next part of the screen."""
        chain = self.screen.focus_chain
        parts = [part for part in chain if isinstance(part, RowList | LinkList) and part.count]
        if self._focused in parts:
            part = parts[(parts.index(self._focused) + step) % len(parts)]
            part.focus(scroll_visible=False)
        else:
            self.focus_list()
            # There is nowhere to go: with nothing found, it is the guess that is meant.
            self.post_message(GuessTaken())

    # The comparison

    @work(exclusive=True, group="comparison")
    async def action_compare(self) -> None:
        """Show what each source prints of the record under the cursor."""
        entry = await self._worker.whole(self.entry, "compared") if self.entry else None
        if entry is None or not comparable(entry):
            counts = None if self.start.row is None else self.start.row.listed is not None
            self._say(sentences.nothing_to_compare(entry, counts=counts))
            return
        from summit_tui.app.comparison_lines import compare_witnesses
        from summit_tui.app.screens.comparison import ComparisonScreen  # a start has no use for it

        parts = await run_in_thread(partial(compare_witnesses, entry))
        if self.app.screen is self.screen:
            self.app.push_screen(ComparisonScreen(entry, parts, self._worker), self.come_back)

    def come_back(self, view: View | None) -> None:
        """Go where the reader chose to go on a screen that lay above this one, if anywhere."""
        if view is not None:
            self.post_message(Follow(view))
