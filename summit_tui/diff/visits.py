"""What changed since the reader last opened a coverage.

An index file is never written to once it is made; a new file replaces it. So a hard link to the
file keeps exactly what the reader saw, and costs nothing. Only when the coverage has changed does
the old index take disk space, until the next visit.
"""

import os
import shutil
import sqlite3
import time
from _blake2 import blake2b  # what `hashlib` has, without loading OpenSSL at every start
from collections.abc import Container, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from summit_tui.archive import Archive, IndexCorruptError, InterruptedSearchError
from summit_tui.archive.openers import Store
from summit_tui.archive.sqlite.catalog import Catalog, open_stale
from summit_tui.archive.sqlite.index_file import part_of
from summit_tui.model.kinds import Address
from summit_tui.paths import make_private
from summit_tui.readers import CoverageFile
from summit_tui.writing import replace_file

if TYPE_CHECKING:
    from summit_tui.diff.change_set import ChangeSet

_MOST: Final = 20
"""The most coverages that are remembered; the one opened least recently is dropped first."""


class VisitChanges(NamedTuple):
    """What changed since a visit."""

    changes: "ChangeSet"
    when: float
    """When the last visit was, in seconds since 1970."""


class Visit:
    """One opening of a coverage, which is remembered for the next."""

    def __init__(self, coverage: Catalog, folder: Path) -> None:
        """Visit a coverage whose index has been made; `folder` is where the program keeps state."""
        self._coverage = coverage
        self._folder = folder / "visits"
        self._name = blake2b(coverage.roots.key, digest_size=16).hexdigest()
        self._opened: list[Archive] = []
        self._ended = False

    def since_last(self, marked: Container[Address] = ()) -> VisitChanges | None:
        """Return what changed since the last visit, and remember this one in its place.

        None at the first visit, where nothing has changed, where the index is in memory or that of
        the last visit cannot be read, and where nothing can be kept.
        """
        index = self._coverage.index
        if index is None:
            return None
        try:
            changes = self._changes(index, marked)
            self._keep(index)
        except (OSError, sqlite3.Error, IndexCorruptError, InterruptedSearchError):
            return None
        return changes

    def end(self) -> None:
        """Stop the comparison, from any thread: the visit is not remembered then."""
        self._ended = True
        for archive in self._opened:
            archive.interrupt()
            archive.close()

    def _changes(self, index: Path, marked: Container[Address]) -> VisitChanges | None:
        last = max(self._kept(), key=_time_of, default=None)
        if last is None or (_is_same(last, index) and _is_same(part_of(last), part_of(index))):
            return None
        from summit_tui.diff.compare import Side, compare  # at most visits nothing has changed

        with ExitStack() as stack:
            for open_side in (partial(self._open_last, last), self._coverage.fresh):
                archive = open_side()
                if archive is None:
                    return None
                stack.callback(archive.close)
                self._opened.append(archive)
            if self._ended:
                raise InterruptedSearchError
            old, new = self._opened
            changes = compare(Side(old), Side(new), marked)
        if changes and not self._ended:
            return VisitChanges(changes, _time_of(last))
        changes.close()
        if self._ended:
            raise InterruptedSearchError
        return None

    def _open_last(self, visit: Path) -> Archive | None:
        return open_stale(visit, self._coverage.roots) or _open_earlier(visit)

    def _keep(self, index: Path) -> None:
        """Keep the index as it is now instead of the one that was kept."""
        for folder in (self._folder.parent, self._folder):
            make_private(folder)
        now = self._folder / f"{self._name}.{time.time():.3f}.index"
        # The part with the changes goes first: without it the index is that of an earlier day.
        _link(part_of(index), part_of(now))
        _link(index, now)
        for other in self._kept():
            if other != now:
                _forget(other)
        every = sorted(self._folder.glob("*.index"), key=_time_of, reverse=True)
        for old in every[_MOST:]:
            _forget(old)

    def _kept(self) -> list[Path]:
        return list(self._folder.glob(f"{self._name}.*.index"))


def _open_earlier(visit: Path) -> Archive | None:
    # Only the first visit after an update of the program has a use for it.
    from summit_tui.archive.sqlite.earlier import open_earlier

    return open_earlier(visit)


def _is_same(path: Path, other: Path) -> bool:
    """Say whether two names are of one file, or of none."""
    if path.exists() and other.exists():
        return path.samefile(other)
    return path.exists() == other.exists()


def _link(path: Path, name: Path) -> None:
    """Give a file, if it exists, a second name."""
    name.unlink(missing_ok=True)
    if not path.exists():
        return
    try:
        os.link(path, name)
    except OSError:
        # No hard links here, or the folders are on two file systems. The date belongs to the copy.
        with path.open("rb") as index, replace_file(name, 0o600) as file:
            shutil.copyfileobj(index, file)
        dates = path.stat()
        os.utime(name, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def _forget(index: Path) -> None:
    index.unlink(missing_ok=True)
    part_of(index).unlink(missing_ok=True)


def _time_of(visit: Path) -> float:
    """Return the time of a visit, which the file's name has; its date is that of the index."""
    with suppress(ValueError):
        return float(visit.name.split(".", 1)[1].removesuffix(".index"))
    return 0.0


_CHUNK: Final = 1 << 20
"""Bytes that are compared at once."""


def are_identical(old: Store, new: Store) -> bool:
    """Return whether both consist of the same files with the same bytes at the same paths.

    False for what is not of files, and where anything cannot be read: comparing the records then
    reports it.
    """
    if not isinstance(old, Catalog) or not isinstance(new, Catalog):
        return False
    if old.problems or new.problems or len(old.files) != len(new.files):
        return False
    pairs = list(zip(old.files, new.files, strict=True))
    if any(
        a.size != b.size or _below(a, old.roots.real) != _below(b, new.roots.real) for a, b in pairs
    ):
        return False
    try:
        return all(_same_bytes(a.path, b.path) for a, b in pairs)
    except OSError:
        return False


def _below(file: CoverageFile, opened: Sequence[Path]) -> Path | None:
    """Return the path of a file below the folder that was opened, or None."""
    return next(
        (file.path.relative_to(root) for root in opened if file.path.is_relative_to(root)), None
    )


def _same_bytes(a: Path, b: Path) -> bool:
    with a.open("rb") as old, b.open("rb") as new:
        while chunk := old.read(_CHUNK):
            if chunk != new.read(_CHUNK):
                return False
        return not new.read(1)
