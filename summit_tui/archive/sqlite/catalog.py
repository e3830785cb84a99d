"""Opens the archive of some paths: from a fresh index where there is one, else by making it."""

import json
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summit_tui.archive import Archive, IndexCorruptError
from summit_tui.archive.progress import Report, stoppable
from summit_tui.archive.sqlite.checksums import damage_told
from summit_tui.archive.sqlite.index_file import IndexFile, connected, unchanging, whole, write
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.searcher import SqliteArchive
from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls
from summit_tui.paths import make_private
from summit_tui.readers import CoverageFile

if TYPE_CHECKING:
    from summit_tui.archive.sqlite.indexer.relations import StagedReading

_HOUR: Final = 3_600
"""In seconds: within that, a use need not be noted again."""
_SMALL: Final = 400_000
"""Bytes of coverage files that take about as long to read as a screen takes to be drawn."""


class Catalog:
    """The files of some paths as they are now, and where their index lies."""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """List the files of `paths`; without a `cache` folder the index lives in memory."""
        self.paths = paths
        self.roots = Roots(paths)
        self.files, self.problems = self.roots.files()
        self.index = cache and cache / f"{self.roots.index_name}.index"
        """Where the index lies once it is made; None in memory."""
        self.is_new = False
        """Was the index made by this program run, from the files as they are?"""

    @property
    def small(self) -> bool:
        """Say whether it is read sooner than a screen with nothing on it is drawn."""
        return sum(file.size for file in self.files) <= _SMALL

    def fresh(self) -> Archive | None:
        """Return the archive if its index was made from the files as they are now."""
        older = self.index and whole(self.index)
        if not older or not self.index:
            return None
        with suppress(IndexCorruptError, OSError), damage_told():
            if older.tells(self.files, self.problems):
                # What had changed was changed back; the folder may be read-only.
                with suppress(OSError):
                    part_of(self.index).unlink(missing_ok=True)
                _note_use(self.index)
                return SqliteArchive(older.connection, self.roots)
            if archive := _joined(older, self.index, self.roots, self):
                _note_use(self.index)
                return archive
        older.close()
        return None

    def stale(self) -> Archive | None:
        """Return the archive as it was when its index was made, whatever the files are now."""
        return kept_archive(self.index, self.roots) if self.index else None

    def indexed(self, report: Report | None = None) -> Archive:
        """Return the archive from an index made now, of what changed alone if that is little.

        Raises whatever `report` raises, and leaves no broken index behind.
        """
        self.is_new = True
        if self.index is not None:
            from summit_tui.archive.sqlite.cache import prune  # a fresh index has no use for it

            prune(self.index.parent, keep=self.index)
            try:
                return self._updated(self.index, report) or self._indexed_at(self.index, report)
            except (OSError, sqlite3.OperationalError):
                # No room or no right to write: what follows needs neither.
                pass
        connection = connected(":memory:")
        connection.execute("PRAGMA temp_store=MEMORY")
        _build(self.files, self.problems, connection, report)
        # Beside an index on disk this goes with the connection.
        connection.executescript("DROP TABLE temp.staged_text; DROP TABLE temp.staged_record")
        return SqliteArchive(connection, self.roots)

    def discard(self) -> bool:
        """Throw the index away: it is damaged, and the next opening makes it anew.

        Returns whether it is gone, which it is not where the folder is read-only.
        """
        if self.index is not None:
            with suppress(OSError):
                part_of(self.index).unlink(missing_ok=True)
                self.index.unlink(missing_ok=True)
        return self.index is None or not os.path.lexists(self.index)

    def _indexed_at(self, index: Path, report: Report | None) -> Archive:
        make_private(index.parent)
        made_from = json.dumps([escape_controls(str(path)) for path in self.roots.real])

        def fill(target: sqlite3.Connection) -> None:
            _build(self.files, self.problems, target, report)
            target.execute("INSERT INTO meta VALUES('paths', ?)", (made_from,))

        write(index, fill)
        # What it was the rest of is no longer there.
        part_of(index).unlink(missing_ok=True)
        return SqliteArchive(unchanging(index), self.roots)

    def _updated(self, index: Path, report: Report | None) -> Archive | None:
        """Return the archive after reading anew only what changed, or None if that cannot be."""
        older = whole(index)
        if older is None:
            return None
        from summit_tui.archive.sqlite.incremental import update

        with suppress(IndexCorruptError, OSError), damage_told():
            is_other = not older.tells(self.files, self.problems)
            if is_other and update(
                older,
                part_of(index),
                self.files,
                self.problems,
                lambda files, target, others: _build(files, (), target, report, others),
            ):
                return _joined(older, index, self.roots)
        older.close()
        return None


def part_of(index: Path) -> Path:
    """Return where the index of what changed since lies, if anything has."""
    return index.with_suffix(".part")


def kept_archive(index: Path, roots: Roots) -> Archive | None:
    """Return the archive of an index, whatever has become of the files, if it can be used.

    `roots` say how the user spells what it was made from.
    """
    older = whole(index)
    if older is None:
        return None
    with suppress(IndexCorruptError, OSError), damage_told():
        return _joined(older, index, roots) or SqliteArchive(older.connection, roots)
    older.close()
    return None


def _joined(
    older: IndexFile, index: Path, roots: Roots, now: Catalog | None = None
) -> Archive | None:
    """Return the archive of an index and what changed since, which has to tell of `now`."""
    if not part_of(index).exists():
        return None
    from summit_tui.archive.sqlite.incremental import open_multi

    return open_multi(older, part_of(index), roots, (now.files, now.problems) if now else None)


def open_archive(
    paths: Sequence[Path], cache: Path | None, report: Report | None = None
) -> Archive:
    """Return the archive of `paths`, from its index in `cache` if that is fresh."""
    coverage = Catalog(paths, cache)
    return coverage.fresh() or coverage.indexed(report)


def _build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    connection: sqlite3.Connection,
    report: Report | None,
    others: "Sequence[StagedReading]" = (),
) -> None:
    # Loaded here: reading needs the validation library, and a fresh index is opened without it.
    from summit_tui.archive.sqlite.indexer.build import build

    with stoppable(connection, report) as told:
        build(files, problems, connection, told, others)


def _note_use(index: Path) -> None:
    """Note that an index is used; its other date stays, for that one says that it is whole."""
    # The folder may be read-only, and Windows knows no dates of an open file.
    with suppress(OSError, TypeError), index.open("rb") as file:
        dates = os.fstat(file.fileno())
        if dates.st_atime < time.time() - _HOUR:
            os.utime(file.fileno(), ns=(time.time_ns(), dates.st_mtime_ns))
