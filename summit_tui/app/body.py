"""The parts of the screen below the search box: the list, what is under its cursor, the facets."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from summit_tui.app import queries
from summit_tui.app.archive_worker import AHEAD, ArchiveWorker
from summit_tui.app.keys import PARTS
from summit_tui.app.messages import Follow, GuessTaken, RowsWanted
from summit_tui.app.rows import years_of
from summit_tui.app.view import History, Pane, View
from summit_tui.app.widgets.overview import Overview, Row
from summit_tui.app.widgets.painting import CachedLines
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.side_lists import FacetList, LinkList
from summit_tui.archive import Entry, FacetValue, InterruptedSearchError, Total
from summit_tui.archive.query.tree import And, Node, Term
from summit_tui.attribution.collation import comparable
from summit_tui.evidence.source_text import NO_TEXT
from summit_tui.model.kinds import SINGULAR
from summit_tui.model.records import Event, Quote


class ResultQuery(NamedTuple):
    """What stands in the list: the hits of a query in the order of a view."""

    view: View
    node: Node


class Body(Horizontal, CachedLines):
    """Shows what a view has found, and keeps the present view at the record under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*PARTS]

    list_ = getters.query_one("#list", RecordList)
    overview = getters.query_one(Overview)
    facets = getters.query_one(FacetList)
    record = getters.query_one(RecordView)
    links = getters.query_one(LinkList)

    def __init__(self, desk: ArchiveWorker, history: History) -> None:
        """Show what is at the desk; `history` holds the present view."""
        super().__init__(id="body")
        self.desk = desk
        self.history = history
        self.found = ResultQuery(history.present, And())
        self._terms: Sequence[Term] = ()
        self._shown: queries.RecordPage | None = None
        self._witnessed = False
        self.lay_out(history.present.pane)

    def compose(self) -> ComposeResult:
        """Lay out the parts from left to right; which are seen is a matter of style."""
        yield FacetList(id="facets")
        yield Overview(id="overview")
        yield RecordList(self.desk.clippings, id="list")
        yield RecordView(id="record")

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor, even where the one before is still shown in full."""
        listed = (
            None if self.history.present.pane == "overview" else self.list_.entry(self.list_.cursor)
        )
        return listed or (self._shown.entry if self._shown else None)

    # What a view has found ---------------------------------------------------

    def lay_out(self, pane: Pane) -> None:
        """Make room for the bars of the overview, or for a list."""
        self.set_class(pane == "overview", "-overview")
        self.set_class(pane != "overview", "-listing")

    def show_bars(self, rows: list[Row], events: Sequence[Event]) -> None:
        """Show the coverage in figures; the rest of the overview is asked for when it is seen."""
        self.overview.show_rows(rows, events=len(events))
        self.list_.has_several_events, self.facets.years = len(events) > 1, years_of(events)
        self._witnessed = False

    def show_witnesses(self) -> None:
        """Say where sources disagree, and who is not quoted: once, where the overview is seen."""
        if self.has_class("-overview") and not self._witnessed:
            self._ask_witnesses()

    @work(exclusive=True, group="witnesses")
    async def _ask_witnesses(self) -> None:
        try:
            told = await self.desk.ask("witnesses", queries.witnesses)
        except InterruptedSearchError:
            return
        self._witnessed = True
        self.overview.show_disagreements(told)

    def show_hits(self, found: queries.ResultPage, node: Node, terms: Sequence[Term]) -> None:
        """Show the first page that the present view has found, and the record it begins with."""
        self.found, self._terms = ResultQuery(self.history.present, node), terms
        view = self.found.view
        self.list_.show_hits(view.kind, found.page, terms, found.cursor, collapsed=view.collapsed)
        self._show_record(found.record)

    def show_count(self, total: Total) -> None:
        """Make the list as long as it is now known to be."""
        if self.found.view.pane != "overview" and total.exact and total.number != self.list_.count:
            self.list_.update_count(total.number)

    def show_nothing(self, words: str) -> None:
        """Say why there is no record."""
        self._shown = None
        self.record.show_message(words)

    def show_facets(self, facets: Mapping[str, Sequence[FacetValue]]) -> None:
        """Show how the hits divide."""
        view = self.history.present
        self.facets.show_facets(facets, view.choices, SINGULAR[view.kind])

    def _show_record(self, record: queries.RecordPage | None) -> None:
        if record is None:
            self.show_nothing("")
            return
        self._shown = record
        address = record.entry.address
        self.history.change(self.history.present._replace(address=address))
        evidence = self._weigh(record.entry)
        self.record.show_entry(
            record.entry, record.neighbours, self._terms, record.editions, evidence
        )

    def _weigh(self, entry: Entry) -> str:
        """Return where a statement stands in its source, or a sign until that is known."""
        if isinstance(entry.record, Quote):
            source = entry.link("sources", entry.record.source)
            if source and (self.desk.texts_folder or source.text):
                self.call_after_refresh(self._show_evidence, entry, entry.record)
                return "…"
        self.workers.cancel_group(self, "evidence")
        return NO_TEXT

    @work(exclusive=True, group="evidence")
    async def _show_evidence(self, entry: Entry, quote: Quote) -> None:
        from summit_tui.app.source_queries import evidence_for

        try:
            words = await evidence_for(self.desk, entry, quote)
        except InterruptedSearchError:
            return
        if self._shown is not None and self._shown.entry is entry:
            self.record.show_evidence(words)

    @on(RowList.Highlighted, "#list")
    def _light(self, event: RowList.Highlighted) -> None:
        if entry := self.list_.entry(event.row):
            present = self.history.present
            if entry.address.kind == present.kind:
                # At once: where the files are read anew meanwhile, the place is kept.
                self.history.change(present._replace(address=entry.address))
            # The cursor is painted first: a record in full takes longer than two rows.
            self.call_after_refresh(self._show_lit, queries.RecordPage(entry, ()))

    @work(exclusive=True, group="record")
    async def _show_lit(self, lit: queries.RecordPage) -> None:
        address = lit.entry.address
        try:
            found = await self.desk.ask("record", lambda a: queries.record(a, address))
        except InterruptedSearchError:
            return
        # The reader may have gone to another row or pane meanwhile.
        if self.entry is not None and self.entry.address == address:
            self._show_record(found or lit)
            self.call_after_refresh(self.list_.prefetch)

    @on(RowsWanted)
    @work(group="rows")
    async def _fetch(self, event: RowsWanted) -> None:
        found, start = self.found, event.start
        topic = AHEAD if event.ahead else f"rows {start}"
        try:
            page = await self.desk.ask(
                topic, lambda a: queries.rows(a, found.view, found.node, start)
            )
        except InterruptedSearchError:
            self.list_.forget_request(start)
            return
        if found is self.found:
            self.list_.add_page(page)
            if self._shown is None and (entry := self.list_.entry(self.list_.cursor)):
                self._show_lit(queries.RecordPage(entry, ()))

    # Where the keyboard is ---------------------------------------------------

    def place(self) -> str:
        """Return where in the list the cursor is, in words."""
        rows = self.list_
        listed = rows.count and not self.has_class("-overview")
        return f"{rows.cursor + 1:,} of {rows.count:,}" if listed else ""

    def focus_list(self) -> None:
        """Go to the list, or to the bars of the overview."""
        self.show_list()
        # At once: a key typed right behind is meant for it.
        self.screen.set_focus(self.overview if self.has_class("-overview") else self.list_)

    def show_list(self) -> None:
        """Show the list where the record or the facets have taken its place."""
        self.remove_class("-record", "-facets")

    def focus_links(self) -> None:
        """Go to the links of the record, which may take the place of the list."""
        self.add_class("-record")
        self.links.focus()

    def on_descendant_focus(self) -> None:
        """Let the part with the keyboard be the one that stays where there is room for one."""
        self.set_class(self._focused is self.links, "-record")
        self.set_class(self._focused is self.facets, "-facets")

    def toggle_facets(self) -> bool:
        """Go to the facets, or leave them; return whether there is anything to choose between."""
        if self.facets.has_focus:
            self.action_step_out()
        elif self.facets.count:
            self.remove_class("-record", "-zoom")
            self.add_class("-facets")
            self.facets.focus()
        return bool(self.facets.count)

    def move_hit(self, step: int) -> bool:
        """Go to another hit of the list; return whether there was one."""
        rows = self.list_
        inside = self.found.view.pane != "overview" and 0 <= rows.cursor + step < rows.count
        if inside:
            rows.action_move(step)
        return inside

    @property
    def _focused(self) -> Widget | None:
        return self.screen.focused

    @on(RowList.Opened, "#list")
    def action_follow(self) -> None:
        """Open the row under the cursor, or follow the link under it."""
        focused = self._focused
        if focused is self.list_ and self._shown:
            self.focus_links()
        elif focused is self.list_ and not self.list_.count:
            self.post_message(GuessTaken())
        elif isinstance(focused, RowList):
            focused.open_cursor()

    def action_step_out(self) -> None:
        """Leave the record, the facets or a zoomed part for the list."""
        self.remove_class("-zoom")
        self.focus_list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action means anything for the record under the cursor."""
        return action != "compare" or (self.entry is not None and comparable(self.entry))

    @work(exclusive=True, group="comparison")
    async def action_compare(self) -> None:
        """Show what each source tells of the record under the cursor."""
        entry = self.entry
        if entry is None or not comparable(entry):
            return
        from summit_tui.app.comparison_lines import compare_witnesses
        from summit_tui.app.screens.comparison import ComparisonScreen  # a start has no use for it

        parts = await self.desk.work(partial(compare_witnesses, entry))
        if self.app.screen is self.screen:
            self.app.push_screen(ComparisonScreen(entry, parts, self.desk), self.come_back)

    def come_back(self, view: View | None) -> None:
        """Go where the reader chose to go on a screen that lay above this one, if anywhere."""
        if view is not None:
            self.post_message(Follow(view))

    def action_zoom(self) -> None:
        """Give the width to one part, or share it again."""
        self.set_class(self._focused is self.links, "-record")
        self.toggle_class("-zoom")

    def action_next_part(self, step: int = 1) -> None:
        """Go to the next part of the screen."""
        chain = self.screen.focus_chain
        parts = [part for part in chain if isinstance(part, RowList) and part.count]
        if self._focused in parts:
            parts[(parts.index(self._focused) + step) % len(parts)].focus()
        else:
            self.focus_list()
            # There is nowhere to go: with nothing found, it is the guess that is meant.
            self.post_message(GuessTaken())
