"""The files of the coverage: opened at the start, read anew when asked or changed."""

import os
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from textual.worker import Worker, WorkerCancelled

from summit_tui.app import sentences
from summit_tui.app.archive_worker import BuildJob
from summit_tui.app.last_visit import LastVisit
from summit_tui.app.screens.browse import Browse
from summit_tui.archive import IndexCorruptError
from summit_tui.archive.openers import Store, open_store
from summit_tui.archive.progress import Pace, StoppedError
from summit_tui.exits import explain_error

MISSING: Final = "--watch needs the package watchfiles: pip install 'summit-tui[watch]'"

_DEBOUNCE: Final = 2_000
"""Milliseconds: for so long, changes in quick succession are taken for one."""
_STEP: Final = 100
"""Milliseconds without another change after which it is told."""
_EVERY: Final = 5_000
"""Milliseconds without any news after which one looks all the same: some systems tell nothing."""


def can_watch() -> bool:
    """Say whether the package is there."""
    return find_spec("watchfiles") is not None


def places(coverage: Store) -> list[Path]:
    """Return the folders to watch: those of the files up to the one that was opened.

    Each is watched alone: with all that is below, the package would follow every link, also one to
    the whole disk. Of a file that was opened only the folder stays, for programs that save a file
    put another one in its place.
    """
    opened = (path.absolute() for path in coverage.paths)
    folders = {path if path.is_dir() else path.parent for path in opened}
    for file in coverage.files:
        for above in file.path.absolute().parents:
            if above in folders:
                break
            folders.add(above)
    return sorted(folder for folder in folders if folder.is_dir())


async def follow(coverage: Callable[[], Store], changed: Callable[[], Awaitable[None]]) -> None:
    """Await `changed` after every change in the folders of a coverage, and now and then.

    What changes meanwhile is told as one change; after each the coverage is asked for anew, which
    may have other folders by then. Raises OSError where the system cannot watch.
    """
    from watchfiles import awatch

    while True:
        known = coverage()
        watched = places(known)
        watching = awatch(
            *watched,
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
                if now is not known and places(now) != watched:
                    break
                known = now


Task = Callable[[], Coroutine[None, None, object]]
"""What is done beside the screen."""


class Loader:
    """Brings what the files hold to the screen."""

    def __init__(
        self, browse: Browse, past: LastVisit, paths: Sequence[Path], cache: Path | None
    ) -> None:
        """Bring the coverage at `paths` to `browse`; `past` looks back at what has been read.

        `cache` is the folder for the index; without it nothing is kept. An index is opened at
        once, and that of a small coverage made at once, so that the first picture has the first
        record; an older one is shown until what has changed is read.
        """
        self._browse = browse
        self._past = past
        self._desk = browse.desk
        self._desk.mend = self._mend
        self._paths = paths
        self._cache = cache
        self._coverage = open_store(paths, cache)
        archive = self._coverage.fresh()
        if archive is None and self._coverage.is_small:
            archive = self._coverage.build()
        self._desk.archive = archive or self._coverage.stale()
        self._is_stale = archive is None
        self._is_mended = False
        """Was the index made anew because it was damaged, with the files as they are now?"""
        self._lacked: Mapping[str, bool] = {}
        """What could not be read the last time, and whether it could have been since."""

    def begin(self) -> None:
        """Read what has not been read, or else look back at once."""
        if self._is_stale:
            self._index()
        else:
            self._browse.app.call_after_refresh(self._look_back)

    def reread(self) -> None:
        """Read the files again if they have changed, and say so."""
        self._reread(asked=True)

    def watch(self) -> None:
        """Read the files again whenever they change."""
        self._run(self._follow, "watching")

    def _index(self) -> None:
        """Read the coverage and say how far that has come."""
        self._run(partial(self._make, self._coverage), "indexing")

    async def _make(self, coverage: Store) -> bool:
        """Make the index and show it; return whether nobody stopped that."""
        tell = partial(self._browse.app.call_from_thread, self._show_pace)
        self._desk.making = making = BuildJob(tell)
        try:
            archive = await self._desk.work(partial(coverage.build, making.report))
        except StoppedError:
            self._end_pace()
            self._browse.say("The files have not been read to their end · r reads them.")
            return False
        finally:
            # Also where another reading has taken the place of this one, or the app is left.
            making.stop()
            if self._desk.making is making:
                self._desk.making = None
        self._coverage, self._is_stale = coverage, False
        self._end_pace()
        self._browse.open(archive)
        self._lacked = self._lacking()
        self._look_back()
        return True

    def _show_pace(self, pace: Pace) -> None:
        """Show how far the reading has come, in the place of the records where there are none."""
        browse = self._browse
        if self._desk.archive is not None:
            browse.status.pace = sentences.rereading(pace)
            browse.say_place()
            return
        from summit_tui.app.widgets.bars import ProgressView  # an index is there, mostly

        if browse.parts.display:
            browse.parts.display = False
            browse.mount(ProgressView(), before=browse.status)
        # There is none any more where the app is being left.
        for view in browse.query(ProgressView):
            view.show_pace(pace)

    def _end_pace(self) -> None:
        """Show the records again, or their places."""
        browse = self._browse
        browse.status.pace = ""
        if not browse.parts.display:
            browse.query("ProgressView").remove()
            browse.parts.display = True
            if not browse.box.has_focus:
                # Who types a query meanwhile goes on typing it.
                browse.parts.focus_list()

    def _mend(self, error: IndexCorruptError) -> None:
        """Make a damaged index anew, once: where that is no help, only the reader asks for more."""
        self._coverage.discard()
        self._is_stale = True
        if self._is_mended:
            self._browse.say(sentences.index_useless(error))
            return
        self._is_mended = True
        self._browse.say("The index was damaged; reading the files again …")
        self._index()

    def _reread(self, *, asked: bool) -> Worker[object]:
        """Read what has changed; only who has `asked` is told that nothing has."""
        return self._run(partial(self._read_changes, asked=asked), "indexing")

    async def _read_changes(self, *, asked: bool) -> None:
        try:
            coverage = await self._desk.work(partial(open_store, self._paths, self._cache))
        except OSError as error:  # the folder that a relative path starts from is gone
            self._browse.say(f"The files cannot be read again: {explain_error(error)}")
            return
        now, then = ((one.files, one.problems) for one in (coverage, self._coverage))
        lacking = self._lacking()
        is_due = (self._is_stale or lacking) if asked else lacking != self._lacked
        if now == then and not is_due:
            if asked:
                self._browse.say("Nothing has changed.")
            return
        self._is_mended = False
        if await self._make(coverage):
            self._browse.report("Read again.")

    def _lacking(self) -> Mapping[str, bool]:
        """Return the files that could not be read, and whether that is allowed by now.

        A permission given since leaves no other trace: neither size nor date is another.
        """
        unread = {one.path for one in self._browse.info.problems if one.code == "E001"}
        spelled = self._coverage.spell
        files = (file for file in self._coverage.files if spelled(file.name) in unread)
        return {file.name: os.access(file.path, os.R_OK) for file in files}

    def _look_back(self) -> None:
        """Say what has changed since the last visit."""
        self._run(partial(self._past.look, self._coverage), "visit")

    async def _follow(self) -> None:
        # mostly nobody asks for it

        async def changed() -> None:
            # What changes while files are read is seen the next time.
            if self._desk.making is None:
                # The reader may ask for the same meanwhile.
                with suppress(WorkerCancelled):
                    await self._reread(asked=False).wait()

        try:
            await follow(lambda: self._coverage, changed)
        except OSError as error:
            self._browse.say(f"The files cannot be watched: {error}")

    def _run(self, task: Task, group: str, *, exclusive: bool = True) -> Worker[object]:
        """Do a task while the screen stays alive, mostly in the place of others of its group."""
        return self._browse.app.run_worker(task, group=group, exclusive=exclusive)
