"""Opens the archive of some paths: from a fresh index where there is one, else by building it."""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summit_tui.archive import Archive, IndexCorruptError
from summit_tui.archive.progress import Progress, Report, stoppable
from summit_tui.archive.sqlite.checksums import convert_sqlite_errors
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.index_file import (
    IndexFile,
    connect,
    connect_read_only,
    open_index,
    part_of,
    write_index,
)
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.i18n import gettext
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls
from summit_tui.paths import make_private
from summit_tui.readers import CoverageFile

if TYPE_CHECKING:
    from summit_tui.archive.sqlite.indexer.relations import StagedReading
    from summit_tui.archive.sqlite.multi import MultiArchive

_HOUR: Final = 3_600
"""In seconds: within that, a further use of an index is not noted."""
_NEEDED: Final = 6
"""Bytes on the disk for each byte of files while an index is built: three are the index."""
_LARGE: Final = 1 << 28
"""Bytes: a smaller index is built in memory where the disk has no room."""
_SMALL: Final = 400_000
"""Bytes of coverage files that take about as long to read as a screen takes to be drawn."""


class NoRoomError(OSError):
    """The disk has no room for an index, and memory neither; its argument is a sentence."""


class Catalog:
    """The files of some paths as they are now, and the path of their index."""

    version = ""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """Take the paths; without a `cache` folder the index is kept in memory.

        Their files are listed by `list_files`, or else when they are first asked for.
        """
        self.paths = paths
        self.roots = Roots(paths)
        self._listing: tuple[list[CoverageFile], list[Problem]] | None = None
        self.index = cache and cache / f"{self.roots.index_name}.index"
        """The path of the index once it is built; None in memory."""
        self.is_new = False
        """Was the index built by this program run, from the files as they are?"""

    def list_files(self, report: Report | None = None) -> None:
        """List the files as they are now; raises whatever `report` raises."""
        self._listing = self._list(report)

    @property
    def files(self) -> Sequence[CoverageFile]:
        """The files as they were when they were listed."""
        return self._listed[0]

    @property
    def problems(self) -> Sequence[Problem]:
        """What went wrong while the files were listed."""
        return self._listed[1]

    @property
    def _listed(self) -> tuple[list[CoverageFile], list[Problem]]:
        if self._listing is None:
            self._listing = self._list()
        return self._listing

    def _list(self, report: Report | None = None) -> tuple[list[CoverageFile], list[Problem]]:
        def say_number(number: int) -> None:
            if report is not None:
                report(Progress("listing", number, 0, 0))

        return self.roots.files(say_number)

    @property
    def is_small(self) -> bool:
        """Say whether it is read sooner than a screen with nothing on it is drawn."""
        return sum(file.size for file in self.files) <= _SMALL

    def fresh(self, *, verified: bool = False) -> Archive | None:
        """Return the archive if its index was built from the files as they are now.

        `verified` reads the whole index first, and returns None where it is damaged.
        """
        older = self.index and open_index(self.index)
        if not older or not self.index:
            return None
        with ExitStack() as unused, suppress(IndexCorruptError, OSError), convert_sqlite_errors():
            unused.callback(older.close)
            archive: StoreArchive | MultiArchive | None
            if older.matches(self.files, self.problems):
                # What had changed was changed back; the folder may be read-only.
                with suppress(OSError):
                    part_of(self.index).unlink(missing_ok=True)
                archive = StoreArchive(FtsStore(older.connection), self.roots, older.integrity)
            else:
                archive = _open_with_part(older, self.index, self.roots, self)
            if archive:
                unused.callback(archive.close)
                if verified:
                    archive.verify()
                _note_use(self.index)
                unused.pop_all()
                return archive
        return None

    def stale(self) -> Archive | None:
        """Return the archive as of when its index was built, whatever the files are now."""
        return open_stale(self.index, self.roots) if self.index else None

    def glimpses(self, report: Report) -> Iterator[Archive]:
        """Yield archives of a few of the files, then of more, the newest first, in memory.

        There is none where all files are read about as soon. Raises whatever `report` raises.
        """
        from summit_tui.archive.sqlite.indexer.glimpse import EXTENTS, build_glimpse

        for extent in EXTENTS:
            with ExitStack() as cleanup:
                connection = cleanup.enter_context(closing(connect(":memory:")))
                with stoppable(connection, report) as report_or_stop:
                    is_filed = build_glimpse(self.files, extent, connection, report_or_stop)
                if is_filed:
                    cleanup.pop_all()
                    yield StoreArchive(FtsStore(connection), self.roots)

    def build(self, report: Report | None = None) -> Archive:
        """Return the archive from an index built now, of what changed alone if that is little.

        Raises `NoRoomError` before it begins where the disk has no room for a large one, and
        whatever `report` raises, and leaves no broken index behind.
        """
        self.is_new = True
        if self.index is not None:
            from summit_tui.archive.sqlite.cache import prune  # a fresh index has no use for it

            prune(self.index.parent, keep=self.index)
            self._make_room(self.index.parent)
            try:
                return self._update(self.index, report) or self._build_at(self.index, report)
            except (OSError, sqlite3.OperationalError):
                # No room or no right to write: what follows needs neither.
                pass
        with ExitStack() as unfinished:
            connection = unfinished.enter_context(closing(connect(":memory:")))
            connection.execute("PRAGMA temp_store=MEMORY")
            _build(self.files, self.problems, connection, report)
            unfinished.pop_all()
        return StoreArchive(FtsStore(connection), self.roots)

    def spell(self, text: str) -> str:
        """Return the name of a file as the user spells its path."""
        return self.roots.spell(text)

    def discard(self) -> bool:
        """Remove the index because it is damaged; the next opening builds it anew.

        Returns whether it is gone, which it is not where the folder is read-only.
        """
        if self.index is not None:
            with suppress(OSError):
                part_of(self.index).unlink(missing_ok=True)
                self.index.unlink(missing_ok=True)
        return self.index is None or not os.path.lexists(self.index)

    def _make_room(self, folder: Path) -> None:
        """Raise `NoRoomError` where the disk that has a folder has no room for a large index."""
        from shutil import disk_usage  # a fresh index has no use for it

        needed = _NEEDED * sum(file.size for file in self.files)
        with suppress(OSError):
            make_private(folder)
        try:
            free = disk_usage(folder).free
        except OSError:
            return
        if needed > max(free, _LARGE):
            template = (
                "no room to index these files: that takes {needed} MB, {folder} has {free} MB"
            )
            sizes = {"needed": needed // 10**6, "free": free // 10**6}
            raise NoRoomError(gettext(template, folder=escape_controls(str(folder)), **sizes))

    def _build_at(self, index: Path, report: Report | None) -> Archive:
        make_private(index.parent)
        source_paths = json.dumps([escape_controls(str(path)) for path in self.roots.real])

        def fill(target: sqlite3.Connection) -> None:
            _build(self.files, self.problems, target, report)
            target.execute("INSERT INTO meta VALUES('paths', ?)", (source_paths,))

        write_index(index, fill)
        # The index that it belonged to is no longer there.
        part_of(index).unlink(missing_ok=True)
        return StoreArchive(FtsStore(connect_read_only(index)), self.roots)

    def _update(self, index: Path, report: Report | None) -> Archive | None:
        """Return the archive after reading only what changed, or None if that cannot be."""
        older = open_index(index)
        if older is None:
            return None
        from summit_tui.archive.sqlite.incremental import update

        with ExitStack() as unused, suppress(IndexCorruptError, OSError), convert_sqlite_errors():
            unused.callback(older.close)
            # What is kept of it would stay as damaged as it is.
            older.integrity.verify()
            has_changed = not older.matches(self.files, self.problems)
            if has_changed and update(
                older,
                part_of(index),
                self.files,
                self.problems,
                lambda files, target, readings: _build(files, (), target, report, readings),
            ):
                archive = _open_with_part(older, index, self.roots)
                if archive:
                    unused.pop_all()
                return archive
        return None


def open_stale(index: Path, roots: Roots) -> Archive | None:
    """Return the archive of an index, whatever has become of the files; None if it is unusable.

    `roots` say how the user spells the paths that it was built from.
    """
    older = open_index(index)
    if older is None:
        return None
    with ExitStack() as unused, suppress(IndexCorruptError, OSError), convert_sqlite_errors():
        unused.callback(older.close)
        archive = _open_with_part(older, index, roots) or StoreArchive(
            FtsStore(older.connection), roots, older.integrity
        )
        unused.pop_all()
        return archive
    return None


def _open_with_part(
    older: IndexFile, index: Path, roots: Roots, current: Catalog | None = None
) -> "MultiArchive | None":
    """Return the archive of an index and what changed since; both have to match `current`."""
    if not part_of(index).exists():
        return None
    from summit_tui.archive.sqlite.incremental import open_multi

    snapshot = (current.files, current.problems) if current else None
    return open_multi(older, part_of(index), roots, snapshot)


def open_archive(
    paths: Sequence[Path], cache: Path | None, report: Report | None = None
) -> Archive:
    """Return the archive of `paths`, from its index in `cache` if that is fresh."""
    catalog = Catalog(paths, cache)
    catalog.list_files(report)
    return catalog.fresh() or catalog.build(report)


def _build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    connection: sqlite3.Connection,
    report: Report | None,
    outside_readings: "Sequence[StagedReading]" = (),
) -> None:
    # Loaded here: reading needs the validation library, and a fresh index is opened without it.
    from summit_tui.archive.sqlite.indexer.build import build

    with stoppable(connection, report) as report_or_stop:
        build(files, problems, connection, report_or_stop, outside_readings)


def _note_use(index: Path) -> None:
    """Note that an index is used; its other date stays, for that one says that it is whole."""
    # The folder may be read-only, and Windows cannot change the dates of an open file.
    with suppress(OSError, TypeError), index.open("rb") as file:
        status = os.fstat(file.fileno())
        if status.st_atime < time.time() - _HOUR:
            os.utime(file.fileno(), ns=(time.time_ns(), status.st_mtime_ns))
