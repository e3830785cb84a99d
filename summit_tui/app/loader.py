"""The files of the coverage: opened at the start, read again when asked or changed."""

import os
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol

from textual.worker import Worker, WorkerCancelled

from summit_tui.app import sentences
from summit_tui.app.archive_worker import (
    ArchiveWorker,
    BuildJob,
    Task,
    open_in_thread,
    run_in_thread,
)
from summit_tui.app.messages import Status
from summit_tui.app.server_watch import ServerWatch
from summit_tui.archive import Archive, IndexCorruptError, Info, UnreachableError
from summit_tui.archive.openers import Location, Store, open_store
from summit_tui.archive.progress import Pace, Progress, StoppedError
from summit_tui.exits import explain_error
from summit_tui.i18n import gettext, gettext_noop

MISSING: Final = gettext_noop(
    "--watch needs the package watchfiles: pip install 'summit-tui[watch]'"
)

_DEBOUNCE: Final = 2_000
"""Milliseconds within which changes in quick succession are taken for one."""
_STEP: Final = 100
"""Milliseconds without another change after which one is reported."""
_PATIENCE: Final = 0.2
"""Seconds for which the first picture waits until files are listed."""
_EVERY: Final = 5_000
"""Milliseconds without a report after which the files are looked at all the same: some file systems
report nothing."""


def can_watch() -> bool:
    """Return whether the package that watches files is installed."""
    return find_spec("watchfiles") is not None


def watched_folders(coverage: Store) -> list[Path]:
    """Return the folders to watch: those of the files up to the one that was opened.

    Each is watched without what is below it: otherwise the package would follow every link, also
    one to the whole disk. For a file that was opened its folder is watched, as programs that save
    a file put another one in its place.
    """
    paths = (path.absolute() for path in coverage.paths)
    folders = {path if path.is_dir() else path.parent for path in paths}
    for file in coverage.files:
        for parent in file.path.absolute().parents:
            if parent in folders:
                break
            folders.add(parent)
    return sorted(folder for folder in folders if folder.is_dir())


async def follow(coverage: Callable[[], Store], changed: Callable[[], Awaitable[None]]) -> None:
    """Await `changed` after every change in the folders of a coverage, and now and then.

    What changes meanwhile counts as one change; after each the coverage is asked for again, which
    may have other folders by then. Raises OSError where the system cannot watch.
    """
    from watchfiles import awatch

    while True:
        known = coverage()
        folders = watched_folders(known)
        watching = awatch(
            *folders,
            debounce=_DEBOUNCE,
            step=_STEP,
            rust_timeout=_EVERY,
            yield_on_timeout=True,
            recursive=False,
        )
        async with aclosing(watching):
            async for _ in watching:
                await changed()
                now = coverage()
                if now is not known and watched_folders(now) != folders:
                    break
                known = now


class ReadingDisplay(Status, Protocol):
    """Where the reading of files is shown."""

    def run(self, task: Task, group: str) -> Worker[object]:
        """Do a task while the app lives, in the place of others of its group."""

    def after_paint(self, call: Callable[[], object]) -> None:
        """Call something once what was shown is painted."""

    def show_pace(self, pace: Pace) -> None:
        """Show how far the reading has come."""

    def show_pace_from_thread(self, pace: Pace) -> None:
        """Show how far the reading has come, from the thread that reads."""

    def hide_pace(self) -> None:
        """Show the records again, or the room for them."""


class Loader:
    """Reads the files and hands the archive of what they hold to the archive worker."""

    def __init__(
        self,
        locations: Sequence[Location],
        cache: Path | None,
        worker: ArchiveWorker,
        display: ReadingDisplay,
        info: Callable[[], Info],
        opened: Callable[[Store], Coroutine[None, None, None]],
    ) -> None:
        """Read the coverage at `locations`; `cache` is the folder for the index, or None.

        An index is opened at once, and that of a small coverage built at once, so that the first
        picture has the first record; an older one is shown until what has changed is read. `info`
        returns what the archive holds; `opened` is awaited when the files hold just that.
        """
        self.locations = locations
        """What is open: paths, or the address of an archive."""
        self.cache = cache
        """The folder of what can be made again, or None."""
        self._worker = worker
        self._worker.rebuild = self._rebuild
        ServerWatch(worker, display, lambda: self._reread(is_asked=False))
        self._display = display
        self._info = info
        self._opened = opened
        self._coverage = open_store(locations, cache)
        self._is_listed = False
        """Are the files of the present coverage listed?"""
        self._is_watching = False
        archive = self._open_quickly()
        self._worker.archive = archive or self._coverage.stale()
        self._is_stale = archive is None
        self._is_rebuilt = False
        """Was the index rebuilt because it was damaged, from the files as they are now?"""
        self._unreadable: Mapping[str, bool] = {}
        """The files that could not be read the last time, and whether they could be since."""

    def _open_quickly(self) -> Archive | None:
        """Return the archive if that takes no longer than a picture; note if files are listed."""
        end = time.monotonic() + _PATIENCE

        def report(_: Progress) -> None:
            if time.monotonic() > end:
                raise StoppedError

        try:
            self._coverage.list_files(report)
        except StoppedError:
            return None
        self._is_listed = True
        archive = self._coverage.fresh()
        return self._coverage.build() if archive is None and self._coverage.is_small else archive

    def begin(self) -> None:
        """Read what has not been read, or else look back at once."""
        if self._is_stale:
            self._index()
        else:
            self._display.after_paint(self._look_back)

    def reread(self) -> None:
        """Read the files again if they have changed, and say so."""
        self._reread(is_asked=True)

    async def take_in(self) -> None:
        """Read what the program itself has written into the files."""
        # The reader may ask for the same meanwhile.
        with suppress(WorkerCancelled):
            await self._reread(is_asked=False).wait()

    def open(self, paths: Sequence[Path]) -> None:
        """Show another coverage in the place of this one."""
        self.locations = paths
        self._display.run(self._open_other, "indexing")

    async def _open_other(self) -> None:
        try:
            coverage = await run_in_thread(self._open)
        except UnreachableError as error:
            self._display.report(str(error))
            return
        self._is_rebuilt = False
        await self._build(coverage, is_listed=False)

    def watch(self) -> None:
        """Read the files again whenever they change."""
        self._is_watching = True
        if self._is_listed:
            self._display.run(self._follow, "watching")

    def _index(self) -> None:
        """Read the coverage and show how far that has come."""
        build = partial(self._build, self._coverage, is_listed=self._is_listed)
        self._display.run(build, "indexing")

    async def _build(self, coverage: Store, *, is_listed: bool = True) -> bool:
        """Show the archive, of an index that is built unless fresh; return whether it is shown."""
        worker, display = self._worker, self._display
        worker.job = job = BuildJob(display.show_pace_from_thread)
        try:
            archive = None if is_listed else await self._list(coverage, job)
            if archive is None:
                await self._glimpse(coverage, job)
                archive = await open_in_thread(partial(coverage.build, job.report))
        except StoppedError:
            display.hide_pace()
            display.say(gettext("The files have not been read to their end · r reads them."))
            return False
        except UnreachableError as error:
            display.hide_pace()
            display.report(sentences.unreachable(error))
            return False
        except OSError as error:
            reason = explain_error(error)
            display.hide_pace()
            display.say(gettext("The files have not been read: {reason}", reason=reason))
            return False
        finally:
            worker.finish(job)
        self._take(coverage)
        self._is_stale = False
        display.hide_pace()
        worker.change(archive)
        self._unreadable = self._find_unreadable()
        self._look_back()
        return True

    async def _list(self, coverage: Store, job: BuildJob) -> Archive | None:
        """List the files, and return the archive if its index is fresh."""
        await run_in_thread(partial(coverage.list_files, job.report))
        if coverage is self._coverage:
            self._take(coverage)
        return await open_in_thread(coverage.fresh)

    def _take(self, coverage: Store) -> None:
        """Have a coverage whose files are listed in the place of the present one."""
        self._coverage, was_listed, self._is_listed = coverage, self._is_listed, True
        if self._is_watching and not was_listed:
            self.watch()

    async def _glimpse(self, coverage: Store, job: BuildJob) -> None:
        """Show ever more records of a coverage of which nothing is shown yet."""
        if self._worker.archive is not None and coverage.paths == self._coverage.paths:
            return
        glimpses = coverage.glimpses(lambda _: job.check())
        while archive := await open_in_thread(partial(next, glimpses, None)):
            self._take(coverage)
            self._is_stale = True
            self._display.hide_pace()
            self._worker.change(archive, is_glimpse=True)
            self._display.show_pace(Pace())

    def _rebuild(self, error: IndexCorruptError) -> None:
        """Build a damaged index again, once: where that is no help, only the reader asks again."""
        self._coverage.discard()
        self._is_stale = True
        if self._is_rebuilt:
            self._display.say(sentences.index_useless(error))
            return
        self._is_rebuilt = True
        self._display.say(gettext("The index was damaged; reading the files again …"))
        self._index()

    def _reread(self, *, is_asked: bool) -> Worker[object]:
        """Read what has changed; that nothing has is said only to a reader who asked."""
        return self._display.run(partial(self._read_changes, is_asked=is_asked), "indexing")

    async def _read_changes(self, *, is_asked: bool) -> None:
        try:
            coverage = await self._look(show=is_asked)
        except StoppedError:
            self._display.hide_pace()
            return
        except UnreachableError as error:
            self._worker.unreachable(error)
            return
        except OSError as error:
            reason = explain_error(error)
            self._display.say(gettext("The files cannot be read again: {reason}", reason=reason))
            return
        if not self._is_listed:
            self._take(coverage)
        now, then = ((c.files, c.problems, c.version) for c in (coverage, self._coverage))
        unreadable = self._find_unreadable()
        is_due = (self._is_stale or unreadable) if is_asked else unreadable != self._unreadable
        if now == then and not is_due:
            if is_asked:
                self._display.say(gettext("Nothing has changed."))
            if coverage.version:
                # What a server left unanswered is asked again.
                self._worker.changed()
            return
        self._is_rebuilt = False
        if await self._build(coverage):
            self._display.report(gettext("Read again."))

    async def _look(self, *, show: bool) -> Store:
        """Return the coverage as it is now, and `show` how far that has come, if that is wanted."""
        coverage = await run_in_thread(self._open)
        job = BuildJob(self._display.show_pace_from_thread if show else lambda _: None)
        self._worker.job = job
        try:
            await run_in_thread(partial(coverage.list_files, job.report))
        finally:
            self._worker.finish(job)
        if show:
            self._display.hide_pace()
        return coverage

    def _open(self) -> Store:
        """Return the coverage as it is now; raises OSError where a relative path leads nowhere."""
        if any(isinstance(path, Path) and not path.is_absolute() for path in self.locations):
            Path.cwd()  # the current folder may be gone, and with it everything that is shown
        return open_store(self.locations, self.cache)

    def _find_unreadable(self) -> Mapping[str, bool]:
        """Return the files that could not be read, and whether that is allowed by now.

        A permission given since leaves no other trace: neither size nor date is another.
        """
        unread = {problem.path for problem in self._info().problems if problem.code == "E001"}
        spelled = self._coverage.spell
        files = (file for file in self._coverage.files if spelled(file.name) in unread)
        return {file.name: os.access(file.path, os.R_OK) for file in files}

    def _look_back(self) -> None:
        self._display.run(partial(self._opened, self._coverage), "visit")

    async def _follow(self) -> None:
        async def changed() -> None:
            # What changes while files are read is seen the next time.
            if self._worker.job is None:
                # The reader may ask for the same meanwhile.
                with suppress(WorkerCancelled):
                    await self._reread(is_asked=False).wait()

        try:
            await follow(lambda: self._coverage, changed)
        except OSError as error:
            self._display.say(gettext("The files cannot be watched: {reason}", reason=error))
