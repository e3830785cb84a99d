"""Shows on the browse screen what the controllers have found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual.screen import Screen
from textual.worker import Worker

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import Task
from summit_tui.app.rows import years_of
from summit_tui.app.screens.body import Body
from summit_tui.app.screens.status import BrowseStatus
from summit_tui.app.start_rows import Preview, Start, start_rows
from summit_tui.app.view import History
from summit_tui.app.widgets.bars import PaneBar
from summit_tui.app.widgets.search import SearchLine
from summit_tui.archive import Entry, Info, Page, Total
from summit_tui.archive.query.tree import Term
from summit_tui.model.kinds import KINDS, SINGULAR, Kind

_NEEDING_HITS: Final = (
    *("follow", "compare", "facets", "app.copy"),
    *("zoom_in", "zoom_in(-1)", "list", "swap"),
)
"""The actions that the foot does not show where nothing is found."""


class ResultDisplay:
    """Shows results in the parts of a screen; it implements `SearchDisplay` and `RecordDisplay`."""

    def __init__(self, screen: Screen[None], history: History, status: BrowseStatus) -> None:
        """Show results on `screen`, those of the present view of `history`."""
        self._screen = screen
        self._history = history
        self._status = status

    @property
    def _body(self) -> Body:
        return self._screen.query_one(Body)

    @property
    def is_alive(self) -> bool:
        """Return whether the screen is still there, and the app not about to end."""
        app = self._screen.app
        return app.is_running and app.return_code is None and bool(self._screen.query(Body))

    def run(self, task: Task, group: str, *, exclusive: bool = True) -> Worker[object] | None:
        """Do a task while the screen stays alive, in the place of others of its group."""
        if not self.is_alive:
            return None
        # Without a description, all that the task is given would be written out for one.
        return self._screen.run_worker(task, group=group, description=group, exclusive=exclusive)

    def cancel(self, group: str) -> None:
        """Cancel the tasks of a group."""
        self._screen.workers.cancel_group(self._screen, group)

    def after_paint(self, call: Callable[[], object]) -> None:
        """Call something once what was shown is painted, if the screen is there then."""
        self._screen.call_after_refresh(lambda: call() if self.is_alive else None)

    async def wait_for_paint(self) -> None:
        """Wait until what was shown is painted."""
        await self._body.list_.wait_for_refresh()

    # Results of a search

    def show_info(self, info: Info, quotes: queries.Facets) -> None:
        """Show what the archive holds, and know how its statements divide."""
        body = self._body
        self._status.file_problems = len(info.problems)
        self._screen.query_one(PaneBar).show_event(*sentences.masthead(info))
        quoted = [value for value in quotes.get("event", ()) if value.count]
        body.list_.have_years = {
            kind: len(quoted if kind == "quotes" else info.events) > 1 for kind in KINDS
        }
        body.facets.years = years_of(info.events)
        self._screen.query_one(SearchLine).set_values(
            {name: [value.label for value in values] for name, values in quotes.items()}
        )

    def show_start(self, start: Start) -> None:
        """Show what was said, and where to begin."""
        self._body.start.show(start_rows(start))
        if not sum(start.info.counts.values()):
            self._status.line.leave_out(*_NEEDING_HITS)

    def show_complaint(self, complaint: str | None) -> None:
        """Say what is wrong with the query, or that nothing is (None)."""
        self._status.line.complaint = complaint
        if complaint:
            self._status.say_place()

    def show_hits(self, results: queries.ResultPage, query: queries.ResultQuery) -> None:
        """Show the first page of hits and the record it begins with."""
        view, body = query.view, self._body
        self._status.line.hint = ""  # it was about the list that was there
        body.remove_class("-nothing")
        self._status.line.leave_out()
        body.list_.show_empty()
        body.list_.show_hits(
            view.kind, results.page, query.terms, results.cursor, collapsed=view.collapsed
        )
        if body.drawn.show_query(query):
            body.records.show_nothing("")
        else:
            body.start.show_first(results.record, query)
        self._screen.query_one(PaneBar).show_pane(view.pane)

    @property
    def rows_moved(self) -> int:
        """By how many rows the reader has moved in the list."""
        return self._body.list_.rows_moved

    def move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self._body.list_.action_move(rows)

    def show_count(self, total: Total, counts: Mapping[Kind, int], sentence: str) -> None:
        """Show how many hits the view has, and how many there are of each kind."""
        view, body = self._history.present, self._body
        self._screen.query_one(PaneBar).show_panes(view.pane, counts)
        self._screen.query_one(SearchLine).show_count(sentence if view.is_list else "")
        is_list = body.search.query.view.is_list
        if is_list and total.exact and total.number != body.list_.count:
            body.list_.update_count(total.number)
        self._status.say_place()

    def show_nothing(self, hints: Sequence[sentences.Hint]) -> None:
        """Say why nothing is found, and what to do next, in the place of list and record."""
        body = self._body
        self._status.line.leave_out(*_NEEDING_HITS)
        if body.search.query.view.is_list:
            body.list_.show_empty(*hints)
            body.add_class("-nothing")
        elif drawing := body.drawn.shown:
            drawing.hints = hints
            drawing.repaint_drawing()

    def show_facets(self, facets: queries.Facets) -> None:
        """Show how the hits divide."""
        view = self._history.present
        self._body.facets.show_facets(facets, view.choices, SINGULAR[view.kind])

    def show_guess(self, guess: str, sentence: str) -> None:
        """Show what the query may have been meant to be."""
        self._screen.query_one(SearchLine).show_guess(guess, sentence)

    def add_rows(self, page: Page) -> None:
        """Fill in rows of the list."""
        body = self._body
        body.list_.add_page(page)
        if body.records.shown is None and (entry := body.list_.entry(body.list_.cursor)):
            body.records.read(entry)

    def drop_request(self, start: int) -> None:
        """Know that the rows from `start` on do not come: they may be asked for again."""
        self._body.list_.forget_request(start)

    # The record in full

    @property
    def entry(self) -> Entry | None:
        """Return the record under the cursor, which may not be shown in full yet."""
        return self._body.entry

    def show_record(self, record: queries.RecordPage, terms: Sequence[Term], evidence: str) -> None:
        """Show a record in full, with the words that were searched for highlighted."""
        self._body.record.show_entry(
            record.entry, record.neighbours, terms, record.editions, evidence
        )

    def show_evidence(self, sentence: str) -> None:
        """Say whether the statement that is shown is in its source."""
        self._body.record.show_evidence(sentence)

    def show_preview(self, preview: Preview) -> None:
        """Show what a row of the start screen is about where that is no single record."""
        self._body.record.show_preview(preview)

    def show_no_record(self, sentence: str) -> None:
        """Say why there is no record."""
        self._body.record.show_message(sentence)

    def prefetch(self) -> None:
        """Have the rows prepared that the cursor may come to next."""
        self._body.list_.prefetch()
