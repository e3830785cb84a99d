"""Asks the archive off the screen's thread; what a newer question overtakes is not answered."""

import asyncio
import time
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, wraps
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from summit_tui.archive import (
    Archive,
    Entry,
    IndexCorruptError,
    InterruptedSearchError,
    UnreachableError,
)
from summit_tui.archive.progress import Pace, Progress, StoppedError
from summit_tui.bookmarks import Bookmarks
from summit_tui.model.kinds import Address

if TYPE_CHECKING:
    from summit_tui.attribution.source_sheet import SourceTexts
    from summit_tui.lint.examination import Examiner

Answer = TypeVar("Answer")
Opened = TypeVar("Opened", bound=Archive | None)
Parameters = ParamSpec("Parameters")
Task = Callable[[], Coroutine[None, None, object]]
"""Work that is done while the screen stays alive."""

_PATIENCE: Final = 0.3
"""Seconds that pass before progress is shown: most folders are read by then."""
_INTERVAL: Final = 0.1
"""Seconds between two reports of the progress."""

LASTING: Final = frozenset({"marked", "marks", "range", "text", "offers", "taken", "plan", "fix"})
"""The topics of what a key is to do with records: no query that is typed meanwhile undoes it."""

AHEAD: Final = "ahead"
"""The topic of rows that are fetched in advance: it makes way for any other question."""


SURVEY: Final = "survey"
"""The topic of what is examined in the background, which makes way for any other as well."""


class UnansweredError(InterruptedSearchError):
    """The index is damaged or its server silent: the question is not asked again by itself."""


async def run_in_thread(task: Callable[[], Answer]) -> Answer:
    """Return the result of a longer task, which runs on a thread of its own.

    It is for work that asks the archive nothing, or on a connection of its own: what is read
    through the one connection of the screen goes through `ArchiveWorker.ask`.
    """
    return await asyncio.to_thread(task)


async def open_in_thread(task: Callable[[], Opened]) -> Opened:
    """Return the archive that a longer task opens on a thread of its own.

    Where whoever waits for it is cancelled, as by `r` while files are read, it is closed instead.
    """
    opening = asyncio.ensure_future(run_in_thread(task))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_close_opened)
        raise


def _close_opened(opening: asyncio.Future[Opened]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        archive: Archive | None = opening.result()
        if archive is not None:
            archive.close()


def interruptible(
    task: Callable[Parameters, Coroutine[None, None, Answer]],
) -> Callable[Parameters, Coroutine[None, None, Answer | None]]:
    """Let a coroutine end with None where a newer question overtakes the one that it awaits."""

    @wraps(task)
    async def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer | None:
        try:
            return await task(*args, **kwargs)
        except InterruptedSearchError:
            return None

    return run


class Job:
    """A longer task on a thread of its own that can be stopped from any other."""

    def __init__(self) -> None:
        self._is_stopped = False

    def stop(self) -> None:
        """Let the thread end its work at its next report."""
        self._is_stopped = True

    def check(self) -> None:
        """Raise `StoppedError` where the work is to end."""
        if self._is_stopped:
            raise StoppedError


class BuildJob(Job):
    """The building of one index on a thread of its own."""

    def __init__(
        self, show: Callable[[Pace], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin; `show` is called on that thread whenever there is something new to show."""
        super().__init__()
        self._show = show
        self._pace = Pace(clock)
        self._due = _PATIENCE

    def report(self, progress: Progress) -> None:
        """Take note of progress; raises `StoppedError` to end the work."""
        self.check()
        self._pace.update(progress)
        if self._pace.seconds >= self._due:
            self._due = self._pace.seconds + _INTERVAL
            self._show(self._pace)


class Awaited:
    """Something that is on its way, and that something newer may take the place of."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def renew(self) -> asyncio.Event:
        """Await something newer, and return what is to be set when it comes."""
        self._event.set()  # a waiter whose question was overtaken looks again
        self._event = asyncio.Event()
        return self._event

    def settle(self) -> None:
        """Let what is awaited have come, or be known not to come."""
        self._event.set()

    async def change(self) -> None:
        """Wait until what is awaited comes or something newer takes its place."""
        await self._event.wait()

    async def settled(self) -> None:
        """Wait until what was awaited last has come, or is known not to come."""
        while not (event := self._event).is_set():
            await event.wait()


class ArchiveWorker:
    """One archive and the one thread that asks it."""

    def __init__(self, texts: Path | None = None, bookmarks: Bookmarks | None = None) -> None:
        """Begin without an archive; `texts` is a folder with the texts of sources."""
        self.changed: Callable[[], None] = lambda: None
        """Called when another archive has taken the place of the one before."""
        self.rebuild: Callable[[IndexCorruptError], None] = lambda _: None
        """Called when the index turns out to be damaged."""
        self.unreachable: Callable[[UnreachableError], None] = lambda _: None
        """Called when the archive is on a server that does not answer."""
        self.texts_folder = texts
        self.archive: Archive | None = None
        self.has_glimpse = False
        """Whether the archive has some of the records only."""
        self.job: BuildJob | None = None
        """The building of an index that is under way, if one is."""
        self.arrival = Awaited()
        """Of another archive, or of the end of a job."""
        self._examiner: tuple[Archive, Examiner] | None = None
        self.text_doubts: dict[Address, Sequence[str]] = {}
        """The codes of what the survey has found doubtful with statements so far."""
        self.bookmarks = Bookmarks(None) if bookmarks is None else bookmarks
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._latest: dict[str, int] = {}
        """The number of the newest question of each topic."""
        self._number = 0
        self._lock = Lock()
        self._current_topic = ""
        """The topic of the question that is being answered."""

    async def ask(self, topic: str, question: Callable[[Archive], Answer]) -> Answer:
        """Return the answer to a question put to the archive.

        A question of the same topic that still waits, or is being answered, is dropped: whoever
        asked it gets `InterruptedSearchError`; where the index is damaged or its server does not
        answer, `UnansweredError`.
        """
        archive = self.archive
        if archive is None:
            raise InterruptedSearchError
        with self._lock:
            # Under the lock, as the next answer may be begun by now, which is wanted.
            for other in (AHEAD, SURVEY) if topic != SURVEY else ():
                if self._latest.pop(other, None) and self._current_topic == other:
                    archive.interrupt()
        self._number += 1
        number = self._number
        self._latest[topic] = number

        def answer() -> Answer:
            with self._lock:
                if self._latest.get(topic) != number:
                    raise InterruptedSearchError
                self._current_topic = topic
            try:
                return question(archive)
            finally:
                with self._lock:
                    self._current_topic = ""

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, answer)
        except IndexCorruptError as error:
            if self.archive is archive:
                self.rebuild(error)
            raise UnansweredError from None
        except UnreachableError as error:
            if self.archive is archive:
                self.unreachable(error)
            raise UnansweredError from None

    async def ask_any(self, topic: str, question: Callable[[Archive], Answer]) -> Answer:
        """Return the answer to a question that matters whichever archive there is by then.

        It is put to the next archive where that takes the place of the one that was asked, as
        after the files were read again; else this raises as `ask` does.
        """
        while True:
            archive = self.archive
            try:
                return await self.ask(topic, question)
            except InterruptedSearchError:
                if self.archive is archive:
                    raise

    @interruptible
    async def whole(self, entry: Entry, topic: str) -> Entry | None:
        """Return a record of a list with all that it refers to, or None where it is gone.

        None also where another question of the topic is put meanwhile, or nobody answers.
        """
        if entry.is_whole:
            return entry
        return await self.ask_any(topic, lambda archive: archive.get(entry.address))

    @cached_property
    def texts(self) -> "SourceTexts":
        """Return the texts of sources."""
        from summit_tui.attribution.source_sheet import SourceTexts  # a start has no use for it

        return SourceTexts(self.texts_folder)

    def examiner(self) -> "Examiner":
        """Return what examines statements of the present archive.

        Raises `InterruptedSearchError` where there is none.
        """
        from summit_tui.lint.examination import Examiner  # a start has no use for it

        if self.archive is None:
            raise InterruptedSearchError
        if self._examiner is None or self._examiner[0] is not self.archive:
            self._examiner = self.archive, Examiner(self.archive)
        return self._examiner[1]

    def with_doubts(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return records with what was found doubtful with them in the texts of their sources."""
        doubts = self.text_doubts
        return [
            entry._replace(text_doubts=doubts[entry.address]) if entry.address in doubts else entry
            for entry in entries
        ]

    def change(self, archive: Archive, *, is_glimpse: bool = False) -> None:
        """Put another archive in the place of the present one.

        With `is_glimpse` it has some of the records only, until all are read.
        """
        self._drop()
        self.has_glimpse = is_glimpse
        self.archive, old = archive, self.archive
        if old is not None:
            old.close()
        self.changed()
        self.arrival.renew()

    def finish(self, job: BuildJob) -> None:
        """End a job, also where another has taken its place or the app is left."""
        job.stop()
        if self.job is job:
            self.job = None
        self.arrival.renew()

    def overtake(self) -> None:
        """Drop the questions that wait or are being answered: a new query makes them worthless."""
        self._drop(LASTING)

    def _drop(self, kept: Collection[str] = ()) -> None:
        """Drop all questions but those of some topics."""
        with self._lock:
            self._latest = {topic: n for topic, n in self._latest.items() if topic in kept}
            if self.archive is not None and self._current_topic not in kept:
                self.archive.interrupt()

    def close(self) -> None:
        """Let go of the archive, and stop the building of another."""
        if self.job is not None:
            self.job.stop()
        self._drop()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self.archive is not None:
            self.archive.close()
