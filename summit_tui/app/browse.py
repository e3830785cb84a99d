"""The one screen: it owns the view; widgets show it and send what the reader wants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from summit_tui.app import answers, sentences
from summit_tui.app.desk import Desk
from summit_tui.app.keys import BROWSING
from summit_tui.app.messages import (
    CopyRecord,
    FacetToggled,
    Follow,
    OpenSource,
    PaneChosen,
    QueryTyped,
    RowsWanted,
)
from summit_tui.app.view import PANES, Choice, History, Pane, View
from summit_tui.app.widgets.facet_list import FacetList
from summit_tui.app.widgets.key_line import KeyLine
from summit_tui.app.widgets.link_list import LinkList
from summit_tui.app.widgets.overview import Overview, bars
from summit_tui.app.widgets.pane_bar import PaneBar
from summit_tui.app.widgets.record_list import RecordList
from summit_tui.app.widgets.record_view import RecordView
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.widgets.search_box import SearchBox
from summit_tui.app.widgets.two_ends import TwoEnds
from summit_tui.archive import Archive, Entry, Info, InterruptedSearchError, Total
from summit_tui.archive.query import And, Node, Term, parse, terms
from summit_tui.records import KINDS, Kind


class Browse(Screen[None]):
    """Sessions, speakers, quotes, delegations and sources of the coverage."""

    BINDINGS: ClassVar[list[BindingType]] = [*BROWSING]
    AUTO_FOCUS = "#overview"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    box = getters.query_one(SearchBox)
    list_ = getters.query_one("#list", RecordList)
    overview = getters.query_one(Overview)
    facets = getters.query_one(FacetList)
    record = getters.query_one(RecordView)
    links = getters.query_one(LinkList)
    body = getters.query_one("#body", Horizontal)
    status = getters.query_one("#status", TwoEnds)

    def __init__(self, desk: Desk, view: View, problems: int = 0) -> None:
        """Show what is at the desk; `problems` counts those that the files have no part in."""
        super().__init__()
        self.desk = desk
        self.history = History(view)
        self.info = Info([], dict.fromkeys(KINDS, 0), [], [])
        self._node: Node = And()
        self._terms: tuple[Term, ...] = ()
        self._complaint: str | None = None
        self._shown: answers.Record | None = None
        self._values: Mapping[str, list[str]] = {}
        self._problems = problems

    def compose(self) -> ComposeResult:
        """Lay out the screen from top to bottom.

        The classes that depend on the size are set before the first layout: set later, as
        Textual does, they would have every widget styled twice.
        """
        width, height = self.app.size
        self.set_classes(
            [
                _fitting(self.HORIZONTAL_BREAKPOINTS, width),
                _fitting(self.VERTICAL_BREAKPOINTS, height),
            ]
        )
        yield TwoEnds(id="masthead")
        yield PaneBar(id="panes")
        with Horizontal(id="searching"):
            yield Static("/", id="slash", markup=False)
            yield SearchBox(self._values_of, id="box")
            yield Static(id="hits", markup=False)
        with Horizontal(id="body", classes=_body_classes(self.view)):
            yield FacetList(id="facets")
            yield Overview(id="overview")
            yield RecordList(id="list")
            yield RecordView(id="record")
        yield TwoEnds(id="status")
        yield KeyLine(id="keys")

    @property
    def view(self) -> View:
        """Return what is shown."""
        return self.history.present

    @property
    def entry(self) -> Entry | None:
        """Return the record that is shown in full."""
        return self._shown.entry if self._shown else None

    # The archive -------------------------------------------------------------

    def open(self, archive: Archive) -> None:
        """Show another archive of the same coverage and stay in place."""
        self.desk.overtake()
        self.desk.archive, old = archive, self.desk.archive
        if old is not None:
            old.close()
        self._meet()

    @work(exclusive=True, group="meeting")
    async def _meet(self) -> None:
        try:
            opening = await self.desk.ask("opening", answers.opening)
        except InterruptedSearchError:
            # The reader was quicker with a query; what the archive holds is still to be said.
            self._meet()
            return
        self._show_opening(opening)
        self.refresh_view()

    def _show_opening(self, opening: answers.Opening) -> None:
        self.info = opening.info
        self.query_one("#masthead", TwoEnds).say(*sentences.masthead(self.info))
        self.overview.show_bars(bars(self.info, opening.quotes, opening.sessions))
        self._values = {
            name: [one.label for one in values] for name, values in opening.quotes.items()
        }

    def on_mount(self) -> None:
        """Show the first picture from an archive that is there already.

        It is asked here and now: nothing is on the screen yet that could be kept waiting.
        """
        self._focus_list()
        if self.desk.archive is not None:
            self._show_opening(answers.opening(self.desk.archive))
            found = answers.hits(self.desk.archive, self.view, self.view.limits())
            self._show_found(self.view, found)
            self._show_rest(self.view, self._node)

    # Showing a view ----------------------------------------------------------

    def show(self, view: View) -> None:
        """Go on to a view."""
        self.history.step(view)
        self.refresh_view()
        self._focus_list()

    def refresh_view(self) -> None:
        """Show the present view."""
        view = self.view
        if self.box.value != view.query:
            with self.box.prevent(SearchBox.Changed):
                self.box.value = view.query
        self.body.set_class(view.pane == "overview", "-overview")
        self.body.set_class(view.pane != "overview", "-listing")
        # Also when one has left the box: what was found while typing stays found.
        asked = parse(view.query, typing=True)
        self._complaint = asked.complaint
        if asked.complaint:
            self._say_place()
            return
        self._node, self._terms = view.wanted(asked.node), terms(asked.node)
        self.desk.overtake()
        self._show_hits(view, self._node)

    @work(exclusive=True, group="hits")
    async def _show_hits(self, view: View, node: Node) -> None:
        try:
            found = await self.desk.ask("hits", lambda archive: answers.hits(archive, view, node))
        except InterruptedSearchError:
            return
        self._show_found(view, found)
        self._show_rest(view, node)

    def _show_found(self, view: View, found: answers.Hits) -> None:
        self.list_.show_hits(view.kind, found.page, self._terms, found.cursor)
        self._show_record(found.record)
        self._tell(found.page.total, self.info.counts)

    @work(exclusive=True, group="rest")
    async def _show_rest(self, view: View, node: Node) -> None:
        """Say the exact numbers, which may take longer than a page."""
        try:
            counts = await self.desk.ask("counts", lambda archive: archive.counts(node))
            self._tell(Total(counts[view.kind], exact=True), counts)
            self._tell_nothing(counts)
            facets = await self.desk.ask("facets", lambda a: a.facets(node, view.kind))
            self.facets.show_facets(facets, view.choices)
        except InterruptedSearchError:
            return

    def _tell(self, total: Total, counts: Mapping[Kind, int]) -> None:
        """Say how many hits there are, everywhere that is said."""
        view = self.view
        self.query_one(PaneBar).show_panes(view.pane, counts)
        words = sentences.hits(total, self.info.counts[view.kind], view)
        self.query_one("#hits", Static).update("" if view.pane == "overview" else words)
        if view.pane != "overview" and total.exact and total.number != self.list_.count:
            self.list_.set_count(total.number, self.list_.cursor)
        self._say_place()

    def _tell_nothing(self, counts: Mapping[Kind, int]) -> None:
        if not counts[self.view.kind]:
            self._show_record(None)
            self.record.show_nothing(sentences.nothing(self.view, counts))

    def _show_record(self, record: answers.Record | None) -> None:
        self._shown = record
        if record is None:
            self.record.show_nothing("")
            return
        self.history.change(replace(self.view, address=record.entry.address))
        self.record.show_entry(record.entry, record.neighbours, self._terms)

    @on(RowList.Lit)
    def _light(self, event: RowList.Lit) -> None:
        if event.rows is self.list_ and (entry := self.list_.entry(event.row)):
            self._show_lit(answers.Record(entry, ()))
        self._say_place()

    @work(exclusive=True, group="record")
    async def _show_lit(self, lit: answers.Record) -> None:
        address = lit.entry.address
        try:
            found = await self.desk.ask("record", lambda a: answers.record(a, address))
        except InterruptedSearchError:
            return
        self._show_record(found or lit)

    @on(RowsWanted)
    @work(group="rows")
    async def _fetch(self, event: RowsWanted) -> None:
        view, node = self.view, self._node
        try:
            page = await self.desk.ask(
                f"rows {event.start}", lambda a: answers.rows(a, view, node, event.start)
            )
        except InterruptedSearchError:
            return
        if node is self._node:
            self.list_.add_page(page)
            if self._shown is None and (entry := self.list_.entry(self.list_.cursor)):
                self._show_lit(answers.Record(entry, ()))

    # The status line ---------------------------------------------------------

    def say(self, words: str) -> None:
        """Say one sentence until the next thing happens."""
        self.status.say(words, self._place())

    def _say_place(self) -> None:
        limits = sentences.limits(self.view.choices)
        problems = sentences.problems(self._problems + len(self.info.problems))
        words = self._complaint or limits or problems
        self.status.say(words, self._place())

    def _place(self) -> str:
        rows = self.list_
        if self.view.pane == "overview" or not rows.count:
            return ""
        return f"{rows.cursor + 1:,} of {rows.count:,}"

    # What widgets ask for ----------------------------------------------------

    @on(QueryTyped)
    def _search(self, event: QueryTyped) -> None:
        pane: Pane = "quotes" if self.view.pane == "overview" and event.text else self.view.pane
        # The box may be ahead of the message, and must not be set back to it.
        self.history.change(replace(self.view, pane=pane, query=self.box.value, address=None))
        self.refresh_view()

    @on(SearchBox.Left)
    def _focus_list(self) -> None:
        self.body.remove_class("-record")
        (self.overview if self.view.pane == "overview" else self.list_).focus()

    @on(SearchBox.RowAsked)
    def _move_row(self, event: SearchBox.RowAsked) -> None:
        self.list_.action_move(event.step)

    @on(Follow)
    def _follow(self, event: Follow) -> None:
        self.show(event.view)
        if event.view.address is not None and self.has_class("-narrow"):
            self.body.add_class("-record")
            self.links.focus()

    @on(FacetToggled)
    def _limit(self, event: FacetToggled) -> None:
        self.history.step(self.view.toggled(Choice(event.mark, event.label)))
        self.refresh_view()

    @on(PaneChosen)
    def _choose_pane(self, event: PaneChosen) -> None:
        self.action_show_pane(event.pane)

    @on(RowList.Opened, "#list")
    def _open(self) -> None:
        self.action_follow()

    # Actions -----------------------------------------------------------------

    def action_show_pane(self, pane: Pane) -> None:
        """Show a pane; the query and the filter stay."""
        if pane != self.view.pane:
            self.show(self.view.in_pane(pane))
        else:
            self._focus_list()

    def action_search(self) -> None:
        """Go to the search box."""
        if not self.box.has_focus:
            self.history.step(self.view)
        self.box.focus()

    def action_follow(self) -> None:
        """Open the row under the cursor, or follow the link under it."""
        focused = self.focused
        if focused is self.list_ and self._shown:
            self.body.add_class("-record")
            self.links.focus()
        elif isinstance(focused, RowList):
            focused.open_cursor()

    def action_back(self) -> None:
        """Go back in history."""
        self._walk(-1, "There is nothing to go back to.")

    def action_forward(self) -> None:
        """Go forward in history."""
        self._walk(1, "There is nothing to go forward to.")

    def _walk(self, steps: int, otherwise: str) -> None:
        if self.history.walk(steps):
            self.refresh_view()
            self._focus_list()
        else:
            self.say(otherwise)

    def action_step_out(self) -> None:
        """Leave the record, the facets or a zoomed part for the list."""
        self.body.remove_class("-facets", "-zoom")
        self._focus_list()

    def action_clear_step(self) -> None:
        """Undo one thing."""
        view = self.view
        if self.box.has_focus or self.focused in (self.links, self.facets):
            self.action_step_out()
        elif view.query:
            self.history.step(replace(view, query=""))
            self.refresh_view()
        elif view.choices:
            self.action_clear_facets()
        else:
            self.action_step_out()

    def _step_hit(self, step: int) -> None:
        rows = self.list_
        if self.view.pane != "overview" and 0 <= rows.cursor + step < rows.count:
            rows.action_move(step)
            return
        self._next_pane_with_hits(step)

    @work(exclusive=True, group="hits")
    async def _next_pane_with_hits(self, step: int) -> None:
        node, now = self._node, PANES.index(self.view.pane)
        others = [*PANES[now + 1 :], *PANES[1:now]][::step]
        try:
            counts = await self.desk.ask("counts", lambda archive: archive.counts(node))
            pane = next((one for one in others if one != "overview" and counts[one]), None)
            if pane is None:
                self.say("These are all the hits.")
                return
            view = self.view.in_pane(pane)
            start = 0 if step > 0 else counts[pane] - 1
            page = await self.desk.ask("hit", lambda a: answers.rows(a, view, node, start))
        except InterruptedSearchError:
            return
        self.show(replace(view, address=page.hits[0].address))

    def action_next_hit(self) -> None:
        """Go to the next hit."""
        self._step_hit(1)

    def action_previous_hit(self) -> None:
        """Go to the hit before."""
        self._step_hit(-1)

    def action_facets(self) -> None:
        """Go to the facets, or leave them."""
        if self.facets.has_focus:
            self.action_step_out()
        elif self.facets.count:
            self.body.remove_class("-record", "-zoom")
            self.body.add_class("-facets")
            self.facets.focus()
        else:
            self.say("There is nothing to choose between.")

    def action_clear_facets(self) -> None:
        """Drop the filter."""
        if self.view.choices:
            self.history.step(replace(self.view, choices=()))
            self.refresh_view()

    def action_sort(self) -> None:
        """Go to the next order."""
        self.history.change(self.view.sorted_next())
        self.refresh_view()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.history.change(replace(self.view, reverse=not self.view.reverse, address=None))
        self.refresh_view()

    def action_zoom(self) -> None:
        """Give the width to one part, or share it again."""
        in_record = self.focused is self.links
        self.body.set_class(in_record, "-record")
        self.body.toggle_class("-zoom")

    def action_next_part(self) -> None:
        """Go to the next part of the screen."""
        self._go_round(1)

    def action_previous_part(self) -> None:
        """Go to the part of the screen before."""
        self._go_round(-1)

    def _go_round(self, step: int) -> None:
        parts = [part for part in self.focus_chain if isinstance(part, RowList) and part.count]
        if self.focused in parts:
            parts[(parts.index(self.focused) + step) % len(parts)].focus()
        else:
            self._focus_list()

    def action_copy(self) -> None:
        """Copy the record."""
        if self.entry:
            self.post_message(CopyRecord(self.entry))

    def action_open_source(self) -> None:
        """Open the source."""
        if self.entry:
            self.post_message(OpenSource(self.entry))

    def _values_of(self, field: str) -> Iterable[str]:
        return self._values.get(field, ())


def _fitting(breakpoints: Sequence[tuple[int, str]] | None, size: int) -> str:
    """Return the class that Textual would set for a width or height."""
    return [name for least, name in breakpoints or () if size >= least][-1]


def _body_classes(view: View) -> str:
    return "-overview" if view.pane == "overview" else "-listing"
