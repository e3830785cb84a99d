"""Opens the archive of some paths: from a fresh index where there is one, else by making it."""

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, BrokenIndexError
from summit_tui.archive.layout import VERSION, listed
from summit_tui.archive.progress import Report, stoppable
from summit_tui.archive.sqlite import SqliteArchive
from summit_tui.controls import visible
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile, coverage_files

_HOUR: Final = 3_600
"""In seconds: within that, a use need not be noted again."""
_TWO_SECONDS: Final = 2_000_000_000
"""In nanoseconds: the coarsest that a file system keeps a date."""
_SMALL: Final = 100_000
"""Bytes of coverage files that take about as long to read as a screen takes to be drawn."""


class Coverage:
    """The files of some paths as they are now, and where their index lies."""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """List the files of `paths`; without a `cache` folder the index lives in memory."""
        self.paths = paths
        self.files, self.problems = coverage_files(paths)
        self.index = cache and cache / f"{_named_after(paths)}.index"
        """Where the index lies once it is made; None in memory."""

    @property
    def small(self) -> bool:
        """Say whether it is read sooner than a screen with nothing on it is drawn."""
        return sum(file.size for file in self.files) <= _SMALL

    def fresh(self) -> Archive | None:
        """Return the archive if its index was made from the files as they are now."""
        archive = _opened(self.index, self._is_described) if self.index else None
        if self.index and archive:
            _note_use(self.index)
        return archive

    def stale(self) -> Archive | None:
        """Return the archive as it was when its index was made, whatever the files are now."""
        return kept_archive(self.index) if self.index else None

    def indexed(self, report: Report | None = None) -> Archive:
        """Return the archive from an index made now.

        Raises whatever `report` raises, and leaves no broken index behind.
        """
        if self.index is not None:
            try:
                return self._indexed_at(self.index, report)
            except (OSError, sqlite3.OperationalError):
                # No room or no right to write: what follows needs neither.
                pass
        connection = _connect(":memory:")
        connection.execute("PRAGMA temp_store=MEMORY")
        _build(self.files, self.problems, connection, report)
        return SqliteArchive(connection)

    def discard(self) -> None:
        """Throw the index away: it is damaged, and the next opening makes it anew."""
        if self.index is not None:
            self.index.unlink(missing_ok=True)

    def _indexed_at(self, index: Path, report: Report | None) -> Archive:
        index.parent.mkdir(parents=True, exist_ok=True)
        import tempfile  # a fresh index has no use for these

        from summit_tui.archive.cache import prune

        prune(index.parent, keep=index)
        handle, name = tempfile.mkstemp(suffix=".tmp", prefix=f"{index.name}-", dir=index.parent)
        os.close(handle)
        # Every file system can keep an even second.
        stamp = time.time_ns() // _TWO_SECONDS * _TWO_SECONDS
        try:
            with closing(_connect(Path(name).absolute().as_uri())) as connection:
                _build(self.files, self.problems, connection, report)
                made_from = json.dumps([visible(str(path.absolute())) for path in self.paths])
                meta = (("stamp", str(stamp)), ("paths", made_from))
                connection.executemany("INSERT INTO meta VALUES(?, ?)", meta)
                connection.commit()
            os.utime(name, ns=(stamp, stamp))
            Path(name).replace(index)
        finally:
            Path(name).unlink(missing_ok=True)
        return SqliteArchive(_connect(f"{index.absolute().as_uri()}?mode=ro"))

    def _is_described(self, connection: sqlite3.Connection) -> bool:
        """Say whether an index speaks of the files as they are now."""
        noted = connection.execute("SELECT value FROM meta WHERE key = 'listed'").fetchone()
        if noted != (listed(self.problems),):
            return False
        rows = connection.execute("SELECT path, name, size, mtime_ns FROM file ORDER BY number")
        return rows.fetchall() == [
            (os.fsencode(file.path), file.name, file.size, file.mtime_ns) for file in self.files
        ]


def kept_archive(index: Path) -> Archive | None:
    """Return the archive of an index, whatever has become of the files, if it can be used."""
    return _opened(index, lambda _: True)


def _opened(index: Path, is_wanted: Callable[[sqlite3.Connection], bool]) -> Archive | None:
    """Return the archive of an index that is whole and wanted, or None."""
    try:
        connection = _connect(f"{index.absolute().as_uri()}?mode=ro")
    except sqlite3.Error:
        return None
    try:
        if _is_whole(connection, index) and is_wanted(connection):
            return SqliteArchive(connection)
    except (sqlite3.Error, BrokenIndexError, OSError):
        # Truncated, noise, or written by another version: it is made anew.
        pass
    connection.close()
    return None


def _is_whole(connection: sqlite3.Connection, index: Path) -> bool:
    meta = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('stamp', 'version')"))
    # Whoever writes to the index after it was made, be it noise, gives it another date.
    return meta == {"stamp": str(index.stat().st_mtime_ns), "version": VERSION}


def open_archive(
    paths: Sequence[Path], cache: Path | None, report: Report | None = None
) -> Archive:
    """Return the archive of `paths`, from its index in `cache` if that is fresh."""
    coverage = Coverage(paths, cache)
    return coverage.fresh() or coverage.indexed(report)


def _build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    connection: sqlite3.Connection,
    report: Report | None,
) -> None:
    # Loaded here: reading needs the validation library, and a fresh index is opened without it.
    from summit_tui.archive.building import build

    with stoppable(connection, report) as told:
        build(files, problems, connection, told)


def _note_use(index: Path) -> None:
    """Note that an index is used; its other date stays, for that one says that it is whole."""
    # The folder may be read-only, and Windows knows no dates of an open file.
    with suppress(OSError, TypeError), index.open("rb") as file:
        dates = os.fstat(file.fileno())
        if dates.st_atime < time.time() - _HOUR:
            os.utime(file.fileno(), ns=(time.time_ns(), dates.st_mtime_ns))


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _named_after(paths: Sequence[Path]) -> str:
    """Return a name for the index of some paths; who shares it finds that it is not fresh."""
    named = b"\0".join(os.fsencode(path.absolute()) for path in paths)
    return f"{zlib.crc32(named):08x}-{len(named):04}"
