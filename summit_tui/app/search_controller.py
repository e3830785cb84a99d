"""Asks the archive what the present view shows, and hands it to the screen as it comes."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import (
    AHEAD,
    Answer,
    ArchiveWorker,
    Awaited,
    Task,
    UnansweredError,
    interruptible,
)
from summit_tui.app.kept_views import SavedSearches
from summit_tui.app.panes import OVERVIEW
from summit_tui.app.start_rows import Start, addresses_of
from summit_tui.app.view import History, View
from summit_tui.archive import (
    SUGGEST_UP_TO,
    Archive,
    IndexCorruptError,
    Info,
    InterruptedSearchError,
    Page,
    Total,
    UnreachableError,
)
from summit_tui.archive.query import field_meant, group_meant, parse
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import And, Node, Or, Term
from summit_tui.model.kinds import KINDS, Address, Kind

_SOON: Final = 0.05
"""Seconds that the exact numbers may take; nearly always they come sooner."""


class SearchDisplay(Protocol):
    """Where the results of a search are shown.

    The controller calls it directly, as messages would add turns of the event loop between a
    letter and its list.
    """

    @property
    def is_alive(self) -> bool:
        """Return whether the screen is still there."""

    @property
    def rows_moved(self) -> int:
        """By how many rows the reader has moved in the list."""

    def run(self, task: Task, group: str, *, exclusive: bool = True) -> object:
        """Do a task while the screen stays alive, in the place of others of its group."""

    def cancel(self, group: str) -> None:
        """Cancel the tasks of a group."""

    async def wait_for_paint(self) -> None:
        """Wait until what was shown is painted."""

    def show_info(self, info: Info, quotes: queries.Facets) -> None:
        """Show what the archive holds, and know how its statements divide."""

    def show_start(self, start: Start) -> None:
        """Show what was said, and where to begin."""

    def show_complaint(self, complaint: str | None) -> None:
        """Say what is wrong with the query, or that nothing is (None)."""

    def show_hits(self, results: queries.ResultPage, query: queries.ResultQuery) -> None:
        """Show the first page of hits and the record it begins with."""

    def move(self, rows: int) -> None:
        """Move the cursor of the list."""

    def show_count(self, total: Total, counts: Mapping[Kind, int], sentence: str) -> None:
        """Show how many hits the view has, and how many there are of each kind."""

    def show_nothing(self, hints: Sequence[sentences.Hint]) -> None:
        """Say why there is no record, and what to do next."""

    def show_facets(self, facets: queries.Facets) -> None:
        """Show how the hits divide."""

    def show_guess(self, guess: str, sentence: str) -> None:
        """Show what the query may have been meant to be."""

    def add_rows(self, page: Page) -> None:
        """Fill in rows of the list."""

    def drop_request(self, start: int) -> None:
        """Know that the rows from `start` on do not come: they may be asked for again."""


class SearchController:
    """Searches for what the present view of a history shows."""

    def __init__(self, worker: ArchiveWorker, history: History, display: SearchDisplay) -> None:
        """Ask `worker` for the present view of `history` and show it on `display`."""
        self._worker = worker
        self._history = history
        self._display = display
        self.info = Info([], dict.fromkeys(KINDS, 0), [], [])
        """What the archive holds, in figures."""
        self.query = queries.ResultQuery(history.present, And())
        """What the list shows."""
        self._node: Node = And()
        self._terms: tuple[Term, ...] = ()
        self._rows_moved = 0
        """By how many rows the reader had moved when hits were asked for."""
        self.answer = Awaited()
        """What was asked for last, as the list will show it: keys come faster than answers, and
        what is copied is of the list that was asked for."""
        self.answer.settle()
        self._start: Start | None = None
        """What the start screen shows of this archive; None where that is to be asked."""
        self._is_start_stale = False
        """Is the start screen still in the words of another language?"""
        self.saved_searches = SavedSearches(None)
        """What the reader searched for and saved by name."""
        self._news = ""
        """What came in since the last visit."""
        self.is_first_visit = False
        """Is the first line of the start screen for those who have never seen it?"""
        self.first_visit_over: Callable[[], None] = lambda: None
        """Called when such a reader goes on."""

    def begin(self) -> None:
        """Show the first picture from an archive that is there already.

        It is asked here and now: nothing is on the screen yet that could be kept waiting.
        """
        archive, view = self._worker.archive, self._history.present
        if archive is None or not self._display.is_alive:
            return
        try:
            self._show_info(queries.start_page(archive))
            parsed = parse(view.query, typing=True)
            self._node, self._terms = view.limited(parsed.node), terms(parsed.node)
            results = queries.result_page(archive, view, self._node)
            self._show_hits(results)
            self._show_count(results.page.total, self.info.counts)
        except IndexCorruptError as error:
            self._worker.rebuild(error)
        except UnreachableError as error:
            self._worker.unreachable(error)
        else:
            self._run(partial(self._count, view, self._node, results.page.total), "rest")
            self._ask_start()

    def _show_info(self, start: queries.StartPage) -> None:
        self.info = start.info
        self._display.show_info(start.info, start.figures.quotes)
        if self._is_start_stale:
            return
        everything = View()
        self._start = Start(start.info, everything, start.figures)
        if self._history.present.limited(And()) == And():
            self._show_start()

    def show_news(self, sentence: str) -> None:
        """Say on the start screen what came in since the last visit."""
        if sentence != self._news:
            self._news = sentence
            self._show_start()

    def _show_start(self) -> None:
        if self._start is not None and self._display.is_alive:
            start = self._start._replace(news=self._news, is_first=self.is_first_visit)
            self._display.show_start(start)

    def show_archive(self, show_view: Callable[[], None], *, is_translated: bool = False) -> None:
        """Show what another archive holds, then call `show_view` to show the present view of it.

        Where it is the same one in another language, the start screen stays as it is until all of
        it is there, and its cursor where it is.
        """
        self._is_start_stale |= is_translated
        self.answer.renew()
        self._run(partial(self._show_archive, show_view), "archive")

    async def _show_archive(self, show_view: Callable[[], None]) -> None:
        try:
            start = await self._ask("archive", queries.start_page)
        except UnansweredError:
            self.answer.settle()
        except InterruptedSearchError:
            # The reader was quicker with a query; what the archive holds is still to be said.
            self.show_archive(show_view)
        else:
            self._show_info(start)
            show_view()

    def search(self) -> None:
        """Search for what the present view shows, unless its query cannot be understood."""
        view = self._history.present
        if view.pane != OVERVIEW and self.is_first_visit:
            self.is_first_visit = False
            self.first_visit_over()
            self._show_start()
        # Also when the reader has left the box: what was found while typing stays found.
        parsed = parse(view.query, typing=True)
        self._display.show_complaint(parsed.complaint or parsed.note)
        if parsed.complaint and parsed.node != Or():
            self.answer.settle()
            self._show_field_meant()
            return
        self._node, self._terms = view.limited(parsed.node), terms(parsed.node)
        self._worker.overtake()
        # A task that waits for a painting has asked nothing yet that could be overtaken.
        self._display.cancel("rest")
        self._display.cancel("beyond")
        self._rows_moved = self._display.rows_moved
        self._run(partial(self._search, view, self._node, self.answer.renew()), "hits")
        self._ask_start()

    @interruptible
    async def _search(self, view: View, node: Node, is_answered: asyncio.Event) -> None:
        try:
            results = await self._ask("hits", lambda a: queries.result_page(a, view, node))
            # A reader who types on moves about in the list that is to come.
            ahead = self._display.rows_moved - self._rows_moved
            self._show_hits(results)
            if ahead:
                self._display.move(ahead)
            self._run(partial(self._count, view, node, results.page.total), "rest")
        finally:
            is_answered.set()

    def _show_hits(self, results: queries.ResultPage) -> None:
        self.query = queries.ResultQuery(self._history.present, self._node, self._terms)
        self._display.show_hits(results, self.query)

    @interruptible
    async def _count(self, view: View, node: Node, known: Total) -> None:
        """Say the exact numbers; where they take longer than a page, what is known until then."""
        # Counting takes turns with the painting of the hits, which would take longer.
        await self._display.wait_for_paint()
        loop = asyncio.get_running_loop()
        late = loop.call_later(_SOON, self._show_count, known, self.info.counts)
        try:
            counts, rows = await self._ask("counts", lambda a: queries.totals(a, view, node))
            late.cancel()
            self._show_count(Total(rows, exact=True), counts)
            self._show_nothing(counts)
            await self._display.wait_for_paint()
            facets = await self._ask("facets", lambda a: queries.facets(a, view, node))
            self._display.show_facets(facets)
            is_rare = sum(counts.values()) <= SUGGEST_UP_TO
            if view.query and (is_rare or group_meant(view.query)):
                await self._guess(view, counts)
        finally:
            late.cancel()

    async def _guess(self, view: View, counts: Mapping[Kind, int]) -> None:
        """Show what a query with hardly any hits may have been meant to be."""
        guess = await self._ask("guess", lambda a: a.suggest(view.query, typing=True))
        # A guess that comes late was about a query that has changed.
        present = self._history.present
        if guess and present.query == view.query:
            self._display.show_guess(guess, sentences.guess(guess, counts[present.kind]))
            self._show_nothing(counts, guess)

    def _show_count(self, total: Total, counts: Mapping[Kind, int]) -> None:
        view = self._history.present
        sentence = sentences.hits(total, self.info.counts[view.kind], view)
        self._display.show_count(total, counts, sentence)
        self._show_field_meant()

    def _show_field_meant(self) -> None:
        """Offer the field that an unknown one may be; the list is that of the query before."""
        if meant := field_meant(self._history.present.query):
            self._display.show_guess(meant, sentences.field_guess(meant))

    def _show_nothing(self, counts: Mapping[Kind, int], guess: str | None = None) -> None:
        """Where nothing is found, say why, and where there is something."""
        view = self._history.present
        if not counts[view.kind] and view.pane != OVERVIEW:
            self._display.show_nothing(
                sentences.nothing(view, counts, guess, problems=len(self.info.problems))
            )

    def _ask_start(self) -> None:
        """Ask what the start screen shows of the present view, where that is not there yet."""
        view, start = self._history.present, self._start
        if view.pane != OVERVIEW:
            return
        is_same = start and (start.view.query, start.view.choices) == (view.query, view.choices)
        is_there = is_same and (view.address is None or self._has_event(view.address))
        is_there = is_there and not self._is_start_stale
        if not is_there or start is None or start.details is None:
            figures = start.figures if start and is_there else None
            self._run(partial(self._find_start, view, self._node, figures), "start")

    def _has_event(self, address: Address) -> bool:
        start = self._start
        return start is not None and any(event.address == address for event in start.figures.events)

    @interruptible
    async def _find_start(self, view: View, node: Node, figures: queries.Figures | None) -> None:
        if figures is None:
            figures = await self._ask("start", lambda a: queries.figures(a, node, view.address))
            if not self._is_start_stale:
                self._start = Start(self.info, view, figures)
                self._show_start()
        # The thread that finds them would hold up the painting of what is there.
        await self._display.wait_for_paint()
        addresses = addresses_of(figures)
        details = await self._ask("start", lambda a: queries.start_details(a, node, addresses))
        searches = {} if view.query or view.choices else self.saved_searches.all()
        count = partial(queries.count_saved, searches=searches)
        saved = await self._ask("start", count) if searches else {}
        self._start = Start(self.info, view, figures, details, saved)
        self._is_start_stale = False
        self._show_start()

    def show_saved_searches(self) -> None:
        """Show the searches anew that the reader has saved, and what they find."""
        if self._start is not None:
            self._start = self._start._replace(details=None)
            self._ask_start()

    def fetch_rows(self, start: int, *, ahead: bool) -> None:
        """Fetch a page of the list, which is in sight or, with `ahead`, about to be."""
        topic = AHEAD if ahead else f"rows {start}"
        fetch = partial(self._fetch_rows, self.query, start, topic)
        self._display.run(fetch, "rows", exclusive=False)

    async def _fetch_rows(self, query: queries.ResultQuery, start: int, topic: str) -> None:
        try:
            page = await self._ask(topic, lambda a: queries.rows(a, query.view, query.node, start))
        except InterruptedSearchError:
            self._display.drop_request(start)
        else:
            if query is self.query:
                self._display.add_rows(page)

    def find_beyond(self, step: int, done: Callable[[View | None], None]) -> None:
        """Find the nearest pane after (`step` 1) or before (-1) that has a hit; `done` gets it."""
        self._run(partial(self._find_beyond, step, done), "beyond")

    @interruptible
    async def _find_beyond(self, step: int, done: Callable[[View | None], None]) -> None:
        view, node = self._history.present, self._node
        done(await self._ask("hit", lambda a: queries.hit_beyond(a, view, node, step)))

    async def _ask(self, topic: str, question: Callable[[Archive], Answer]) -> Answer:
        """Return the archive's answer, unless the screen was taken down meanwhile."""
        answer = await self._worker.ask(topic, question)
        if not self._display.is_alive:
            raise InterruptedSearchError
        return answer

    def _run(self, task: Task, group: str) -> None:
        self._display.run(task, group)
