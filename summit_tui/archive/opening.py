"""Opens the archive of some paths: from a fresh index where there is one, else by making it."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path

from summit_tui.archive import Archive
from summit_tui.archive.layout import VERSION
from summit_tui.archive.progress import Report
from summit_tui.archive.sqlite import SqliteArchive
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile, coverage_files


class Coverage:
    """The files of some paths as they are now, and where their index lies."""

    def __init__(self, paths: Sequence[Path], cache: Path | None) -> None:
        """List the files of `paths`; without a `cache` folder the index lives in memory."""
        self.paths = paths
        self.files, self.problems = coverage_files(paths)
        self._index = cache and cache / f"{_fingerprint(paths)}.index"

    def fresh(self) -> Archive | None:
        """Return the archive if its index was made from the files as they are now."""
        if self._index is None:
            return None
        try:
            connection = _connect(f"{self._index.absolute().as_uri()}?mode=ro")
        except sqlite3.Error:
            return None
        try:
            if _is_whole(connection, self._index) and _describes(connection, self.files):
                return SqliteArchive(connection)
        except sqlite3.Error:
            # Truncated, noise, or written by another version: it is made anew.
            pass
        connection.close()
        return None

    def indexed(self, report: Report | None = None) -> Archive:
        """Return the archive from an index made now.

        Raises whatever `report` raises, and leaves no broken index behind.
        """
        if self._index is not None:
            try:
                return self._indexed_at(self._index, report)
            except (OSError, sqlite3.OperationalError):
                # No room or no right to write: what follows needs neither.
                pass
        connection = _connect(":memory:")
        _build(self.files, self.problems, connection, report)
        return SqliteArchive(connection)

    def _indexed_at(self, index: Path, report: Report | None) -> Archive:
        index.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".tmp", prefix=f"{index.stem}-", dir=index.parent)
        os.close(handle)
        try:
            connection = _connect(Path(name).absolute().as_uri())
            try:
                _build(self.files, self.problems, connection, report)
            finally:
                connection.close()
            Path(name).replace(index)
        finally:
            Path(name).unlink(missing_ok=True)
        return SqliteArchive(_connect(f"{index.absolute().as_uri()}?mode=ro"))


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

    build(files, problems, connection, report or (lambda progress: None))


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _fingerprint(paths: Sequence[Path]) -> str:
    named = "\0".join(str(path.absolute()) for path in paths)
    return hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _is_whole(connection: sqlite3.Connection, index: Path) -> bool:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return bool(pages * size == index.stat().st_size)


def _describes(connection: sqlite3.Connection, files: Sequence[CoverageFile]) -> bool:
    version = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if version != (VERSION,):
        return False
    indexed = connection.execute("SELECT path, name, size, mtime_ns FROM file ORDER BY number")
    return indexed.fetchall() == [(str(f.path), f.name, f.size, f.mtime_ns) for f in files]
