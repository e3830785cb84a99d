"""Examines in the background the statements whose sources have a text, and says what is doubtful.

Statements in sight come first, then the marked ones, then all others, source by source. Each is
examined once: what was found is kept by a digest of the record and of the text.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from summit_tui.app.archive_worker import SURVEY, ArchiveWorker, Task, UnansweredError
from summit_tui.archive import Archive, Entry, InterruptedSearchError, Search, Sort, iterate_hits
from summit_tui.archive.query.tree import And, Facet, Node, RefersTo
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source

if TYPE_CHECKING:
    from summit_tui.lint.findings import Findings

Answer = TypeVar("Answer")

_BEGIN: Final = 1.0
"""Seconds after which a survey begins: the first picture has everything to itself."""
_QUIET: Final = 0.4
"""Seconds without a key after which work goes on."""
_SHARE: Final = 4
"""So many times as long as a statement took nothing is done after it."""
_SLICE: Final = 0.05
"""Seconds of work after which a pause is due."""
_MOST_STATEMENTS: Final = 2_000
"""Statements of one source that are examined."""
_REMEMBERED: Final = 4_096
"""The most statements that are remembered as examined; a screen has far fewer."""


class SurveyDisplay(Protocol):
    """Where the reader works meanwhile."""

    def run(self, task: Task, group: str) -> object:
        """Do a task while the screen stays alive."""

    def later(self, seconds: float, call: Callable[[], object]) -> object:
        """Call something after a while, if the screen is there then."""

    def quiet_since(self) -> float:
        """Return when the last key was pressed, by the monotonic clock."""

    def in_sight(self) -> Sequence[Entry]:
        """Return the records that are on the screen."""

    def show_doubts(self) -> None:
        """Show the signs and the number of what was found."""


class Survey:
    """The survey of one archive after the other."""

    def __init__(self, worker: ArchiveWorker, display: SurveyDisplay, cache: Path | None) -> None:
        """Keep what is found in the folder `cache`, or with None in memory."""
        self._worker = worker
        self._display = display
        self._cache = cache
        self._findings: Findings | None = None
        """Opened once there is something to examine."""
        self._paths: Sequence[Path] = ()
        self._archive: Archive | None = None
        self._statements: AsyncIterator[Entry] | None = None
        self._examined: set[Address] = set()
        """Those examined lately, so that what is in sight is not examined again and again."""
        self._doubtful: set[Address] = set()
        """Those about which this survey has found a doubt."""
        self._number = 0
        """How many surveys were begun: what an earlier one has left to do is dropped."""
        self._has_news = False
        """Whether something was found that is not shown."""
        self._due: Entry | None = None
        """The statement that is being examined, or was when the reader asked for something."""

    def begin(self, paths: Sequence[Path]) -> None:
        """Begin anew with the present archive, which holds what lies at `paths`.

        Of the same coverage what was found stays until its statement is examined again: what is in
        sight at once, for the reader may just have mended it or taken that back.
        """
        is_changed = paths == self._paths
        if not is_changed:
            self._worker.text_doubts.clear()
        self._paths = paths
        self._archive = self._worker.archive
        self._statements = self._in_order()
        self._examined.clear()
        self._doubtful.clear()
        self._due = None
        self._number += 1
        self._display.show_doubts()
        if is_changed:
            self._display.run(partial(self._examine_in_sight, self._number), SURVEY)
        else:
            self._display.later(_BEGIN, partial(self._go_on, self._number))

    def close(self) -> None:
        """Let go of the file."""
        self._statements = None
        if self._findings is not None:
            self._findings.close()

    def _go_on(self, number: int) -> None:
        """Do some work where the reader does nothing, else look again."""
        is_over = self._statements is None or self._archive is not self._worker.archive
        if is_over or number != self._number:
            return
        if time.monotonic() - self._display.quiet_since() < _QUIET:
            self._display.later(_QUIET, partial(self._go_on, number))
        else:
            self._display.run(partial(self._work, number), SURVEY)

    async def _examine_in_sight(self, number: int) -> None:
        """Examine what the reader sees, and begin with the rest later."""
        with suppress(InterruptedSearchError):
            while entry := self._next_in_sight():
                await self._examine(entry)
        self._show_news()
        self._display.later(_BEGIN, partial(self._go_on, number))

    async def _work(self, number: int) -> None:
        begun, statements = time.monotonic(), self._statements
        while statements is not None and time.monotonic() - begun < _SLICE:
            try:
                entry = self._due or self._next_in_sight()
                if entry is None:
                    entry = await anext(statements)
                self._due = entry
                await self._examine(entry)
                self._due = None
            except UnansweredError:
                # A damaged index or a silent server: what was found stays until the next survey.
                self._statements = statements = None
            except InterruptedSearchError:
                # The reader asked for something: it is gone on with where this was.
                break
            except StopAsyncIteration:
                self._statements = statements = None
                for address in self._worker.text_doubts.keys() - self._doubtful:
                    self._note(address, ())
        self._show_news()
        if statements is not None:
            pause = _SHARE * (time.monotonic() - begun)
            self._display.later(pause, partial(self._go_on, number))

    def _show_news(self) -> None:
        if self._has_news:
            self._has_news = False
            self._display.show_doubts()

    def _next_in_sight(self) -> Entry | None:
        """Return a statement that the reader sees and that was not examined."""
        sight = self._display.in_sight()
        return next((entry for entry in sight if self._is_due(entry)), None)

    def _is_due(self, entry: Entry) -> bool:
        if not isinstance(entry.record, Quote) or entry.address in self._examined:
            return False
        source = entry.link("sources", entry.record.source)
        return isinstance(source, Source) and bool(self._worker.texts_folder or source.text)

    async def _examine(self, entry: Entry) -> None:
        if not self._is_due(entry) or not isinstance(entry.record, Quote):
            return
        # A folder without texts has no use for all that examines them.
        from summit_tui.app.source_queries import examination_for
        from summit_tui.lint.findings import Findings

        if self._findings is None:
            self._findings = Findings(self._cache)
        record = partial(_record_at, entry.address)
        whole = entry if entry.is_whole else await self._worker.ask(SURVEY, record)
        if whole is None or not isinstance(whole.record, Quote):
            raise InterruptedSearchError
        codes = await examination_for(self._worker, whole, whole.record, self._findings)
        if len(self._examined) >= _REMEMBERED:
            self._examined.clear()
        self._examined.add(entry.address)
        if codes:
            self._doubtful.add(entry.address)
        self._note(entry.address, codes)

    def _note(self, address: Address, codes: Sequence[str]) -> None:
        """Note the doubts about a statement, or that there is none."""
        doubts = self._worker.text_doubts
        self._has_news |= tuple(doubts.get(address, ())) != tuple(codes)
        if codes:
            doubts[address] = codes
        else:
            doubts.pop(address, None)

    async def _in_order(self) -> AsyncIterator[Entry]:
        """Yield the marked statements, then those of every source that has a text."""
        node: Node = And() if self._worker.texts_folder else Facet("has", "text")
        if not await self._ask(partial(_sources, node, 0)):
            return
        for address in self._worker.bookmarks:
            entry = await self._ask(partial(_record_at, address))
            if entry is not None:
                yield entry
        start = 0
        while sources := await self._ask(partial(_sources, node, start)):
            for source in sources:
                for entry in await self._ask(partial(_resting_on, source.address)):
                    yield entry
            start += len(sources)

    async def _ask(self, question: Callable[[Archive], Answer]) -> Answer:
        """Return an answer, asked again as often as the reader asks for something meanwhile."""
        while True:
            try:
                return await self._worker.ask(SURVEY, question)
            except UnansweredError:
                raise
            except InterruptedSearchError:
                if self._archive is not self._worker.archive:
                    raise
                await asyncio.sleep(_QUIET)


def _record_at(address: Address, archive: Archive) -> Entry | None:
    return archive.get(address)


def _sources(node: Node, start: int, archive: Archive) -> Sequence[Entry]:
    return archive.search(Search(node, "sources", Sort.DEFAULT), start).hits


def _resting_on(source: Address, archive: Archive) -> list[Entry]:
    search = Search(RefersTo(source), "quotes", Sort.DEFAULT)
    return list(islice(iterate_hits(archive, search), _MOST_STATEMENTS))
