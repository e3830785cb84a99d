"""What the present view wants, asked for at the desk and shown as it comes."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.worker import Worker

from summit_tui.app import queries, sentences
from summit_tui.app.archive_worker import Answer
from summit_tui.app.view import View
from summit_tui.app.widgets.bars import PaneBar, SplitLine
from summit_tui.app.widgets.overview import bar_rows
from summit_tui.archive import FEW, Archive, IndexCorruptError, InterruptedSearchError, Total
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, Node, Term, terms
from summit_tui.model.kinds import Kind

if TYPE_CHECKING:
    from summit_tui.app.screens.browse import Browse

Task = Callable[[], Coroutine[None, None, None]]
"""What is done while the screen stays alive."""
_SOON: Final = 0.05
"""Seconds that the exact numbers may take; nearly always they come sooner."""


class SearchController:
    """Finds what the screen is to show."""

    def __init__(self, browse: "Browse") -> None:
        """Find what the views of `browse` want, and show it there."""
        self._browse = browse
        self._desk = browse.desk
        self._node: Node = And()
        self._terms: tuple[Term, ...] = ()
        self._moved = 0
        """By how many rows the reader had moved when hits were asked for."""

    def begin(self) -> None:
        """Show the first picture from an archive that is there already.

        It is asked here and now: nothing is on the screen yet that could be kept waiting.
        """
        archive, view = self._desk.archive, self._browse.view
        if archive is None:
            return
        try:
            self._show_opening(queries.opening(archive))
            found = queries.hits(archive, view, view.limits())
            self._show_hits(found)
            self._show_count(found.page.total, self._browse.info.counts)
        except IndexCorruptError as error:
            self._desk.mend(error)
        else:
            self._run(partial(self._count, view, self._node, found.page.total), "rest")
            self._browse.parts.show_witnesses()

    def _show_opening(self, opening: queries.StartPage) -> None:
        browse = self._browse
        browse.info = opening.info
        browse.query_one("#masthead", SplitLine).say(*sentences.masthead(opening.info))
        rows = bar_rows(opening.info, opening.quotes, opening.sessions)
        browse.parts.show_bars(rows, opening.info.events)
        browse.line.set_values(
            {name: [one.label for one in values] for name, values in opening.quotes.items()}
        )

    def meet(self) -> None:
        """Show what an archive holds that has just come to the desk, then the view of it."""
        self._run(self._meet, "meeting")

    async def _meet(self) -> None:
        try:
            opening = await self._ask("opening", queries.opening)
        except InterruptedSearchError:
            # The reader was quicker with a query; what the archive holds is still to be said.
            self.meet()
        else:
            self._show_opening(opening)
            self._browse.refresh_view()

    def find(self) -> None:
        """Find what the present view wants, unless its query cannot be understood."""
        browse, view = self._browse, self._browse.view
        # Also when one has left the box: what was found while typing stays found.
        asked = parse(view.query, typing=True)
        browse.status.complaint = asked.complaint
        if asked.complaint:
            browse.say_place()
            return
        self._node, self._terms = view.wanted(asked.node), terms(asked.node)
        self._desk.overtake()
        # Who waits for a painting asks nothing yet that could be overtaken.
        browse.workers.cancel_group(browse, "rest")
        self._moved = browse.list_.rows_moved
        self._run(partial(self._find, view, self._node), "hits")
        browse.parts.show_witnesses()

    async def _find(self, view: View, node: Node) -> None:
        try:
            found = await self._ask("hits", lambda archive: queries.hits(archive, view, node))
        except InterruptedSearchError:
            return
        # Who types on moves about in the list that is to come.
        ahead = self._browse.list_.rows_moved - self._moved
        self._show_hits(found)
        if ahead:
            self._browse.list_.action_move(ahead)
        self._browse.query_one(PaneBar).show_pane(view.pane)
        self._run(partial(self._count, view, node, found.page.total), "rest")

    def _show_hits(self, found: queries.ResultPage) -> None:
        browse = self._browse
        browse.status.hint = ""  # it was about the list that was there
        browse.parts.show_hits(found, self._node, self._terms)

    async def _count(self, view: View, node: Node, known: Total) -> None:
        """Say the exact numbers; where they take longer than a page, what is known until then."""
        browse = self._browse
        await self._painted()
        loop = asyncio.get_running_loop()
        late = loop.call_later(_SOON, self._show_count, known, browse.info.counts)
        try:
            counts, rows = await self._ask("counts", lambda a: queries.totals(a, view, node))
            late.cancel()
            self._show_count(Total(rows, exact=True), counts)
            self._show_nothing(counts)
            await self._painted()
            facets = await self._ask("facets", lambda a: queries.facets(a, view, node))
            browse.parts.show_facets(facets)
            if view.query and sum(counts.values()) <= FEW:
                guess = await self._ask("guess", lambda a: a.suggest(view.query, typing=True))
                # A guess that comes late was about what is no longer asked.
                if guess and browse.view.query == view.query:
                    browse.line.show_guess(guess, sentences.guess(guess, counts[browse.view.kind]))
                    self._show_nothing(counts)
        except InterruptedSearchError:
            return
        finally:
            late.cancel()

    async def _painted(self) -> None:
        """Wait until what was shown is painted: who counts meanwhile takes turns with that."""
        await self._browse.list_.wait_for_refresh()

    def _show_count(self, total: Total, counts: Mapping[Kind, int]) -> None:
        """Say how many hits there are, everywhere that is said."""
        browse, view = self._browse, self._browse.view
        browse.query_one(PaneBar).show_panes(view.pane, counts)
        words = sentences.hits(total, browse.info.counts[view.kind], view)
        browse.line.show_count("" if view.pane == "overview" else words)
        browse.parts.show_count(total)
        browse.say_place()

    def _show_nothing(self, counts: Mapping[Kind, int]) -> None:
        """Where nothing is found, say why, and where there is something."""
        browse, view = self._browse, self._browse.view
        if not counts[view.kind]:
            browse.parts.show_nothing(sentences.nothing(view, counts, browse.box.guess))

    def go_beyond(self, step: int) -> None:
        """Go to the nearest pane after (`step` 1) or before (-1) that has a hit, at it."""
        self._run(partial(self._go_beyond, step), "hits")

    async def _go_beyond(self, step: int) -> None:
        browse, view, node = self._browse, self._browse.view, self._node
        try:
            found = await self._ask("hit", lambda a: queries.hit_beyond(a, view, node, step))
        except InterruptedSearchError:
            return
        browse.show(found) if found else browse.say("These are all the hits.")

    async def _ask(self, topic: str, question: Callable[[Archive], Answer]) -> Answer:
        """Return the desk's answer, unless the screen was taken down meanwhile."""
        answer = await self._desk.ask(topic, question)
        if not self._browse.app.is_running:
            raise InterruptedSearchError
        return answer

    def _run(self, task: Task, group: str) -> Worker[None]:
        """Do a task while the screen stays alive, in the place of another of its group."""
        return self._browse.run_worker(task, group=group, exclusive=True)
