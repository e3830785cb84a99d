"""Asks the archive off the screen's thread; what a newer question overtakes is not answered."""

import asyncio
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar

from summit_tui.archive import Archive, IndexCorruptError, InterruptedSearchError
from summit_tui.archive.progress import Pace, Progress, StoppedError
from summit_tui.bookmarks import Bookmarks

_PATIENCE: Final = 0.3
"""Seconds that pass before anything is said: most folders are read by then."""
_INTERVAL: Final = 0.1
"""Seconds between two pictures of the progress."""


class BuildJob:
    """One index that is being made on a thread of its own."""

    def __init__(
        self, tell: Callable[[Pace], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin; `tell` is called on that thread whenever there is something new to show."""
        self._tell = tell
        self._pace = Pace(clock)
        self._due = _PATIENCE
        self._stopped = False

    def stop(self) -> None:
        """Let the thread end its work as soon as it can, from any thread."""
        self._stopped = True

    def report(self, made: Progress) -> None:
        """Take note of progress; raises `StoppedError` to end the work."""
        if self._stopped:
            raise StoppedError
        self._pace.update(made)
        if self._pace.seconds >= self._due:
            self._due = self._pace.seconds + _INTERVAL
            self._tell(self._pace)


if TYPE_CHECKING:
    from summit_tui.attribution.source_sheet import SourceTexts

Answer = TypeVar("Answer")

LASTING: Final = frozenset({"marked", "marks", "range"})
"""The topics of what a key is to do with records: no query that is typed meanwhile undoes it."""

AHEAD: Final = "ahead"
"""The topic of what nobody waits for yet: it makes way for any other question."""


class ArchiveWorker:
    """One archive and the one thread that asks it."""

    def __init__(self, texts: Path | None = None) -> None:
        """Make a desk without an archive; `texts` is a folder with the texts of sources."""
        self.mend: Callable[[IndexCorruptError], None] = lambda _: None
        """Called when the index turns out to be damaged."""
        self.texts_folder = texts
        self.archive: Archive | None = None
        self.making: BuildJob | None = None
        """The index that is being made, if one is."""
        self.clippings = Bookmarks(None)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._latest: dict[str, int] = {}
        self._asked = 0
        self._turn = Lock()
        self._answering = ""
        """The topic of the question that is being answered."""

    async def ask(self, topic: str, question: Callable[[Archive], Answer]) -> Answer:
        """Return the answer to a question put to the archive.

        A question of the same topic that still waits, or is being answered, is dropped: whoever
        asked it gets `InterruptedSearchError`.
        """
        archive = self.archive
        if archive is None:
            raise InterruptedSearchError
        with self._turn:
            # Under the lock, as the next answer may be begun by now, which is wanted.
            if self._latest.pop(AHEAD, None) and self._answering == AHEAD:
                archive.interrupt()
        self._asked += 1
        number = self._asked
        self._latest[topic] = number

        def answered() -> Answer:
            with self._turn:
                if self._latest.get(topic) != number:
                    raise InterruptedSearchError
                self._answering = topic
            try:
                return question(archive)
            finally:
                with self._turn:
                    self._answering = ""

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, answered)
        except IndexCorruptError as error:
            if self.archive is archive:
                self.mend(error)
            raise InterruptedSearchError from None

    async def work(self, task: Callable[[], Answer]) -> Answer:
        """Return what a longer task gives, done on a thread of its own."""
        return await asyncio.to_thread(task)

    @cached_property
    def texts(self) -> "SourceTexts":
        """Return the texts of sources."""
        from summit_tui.attribution.source_sheet import SourceTexts  # a start has no use for it

        return SourceTexts(self.texts_folder)

    def change(self, archive: Archive) -> None:
        """Put another archive in the place of the one that is there."""
        self._drop()
        self.archive, old = archive, self.archive
        if old is not None:
            old.close()

    def overtake(self) -> None:
        """Drop the questions that wait or are being answered: a new query makes them worthless."""
        self._drop(LASTING)

    def _drop(self, kept: Collection[str] = ()) -> None:
        """Drop all questions but those of some topics."""
        with self._turn:
            self._latest = {topic: one for topic, one in self._latest.items() if topic in kept}
            if self.archive is not None and self._answering not in kept:
                self.archive.interrupt()

    def close(self) -> None:
        """Let go of the archive, and of one that is being made."""
        if self.making is not None:
            self.making.stop()
        self._drop()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self.archive is not None:
            self.archive.close()
