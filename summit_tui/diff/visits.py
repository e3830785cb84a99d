"""What changed since the reader last opened a coverage.

An index is never written to once it is made, and a new one takes its place: so a second name for
its file keeps all that the reader saw, to the word, and costs nothing. Only when the files have
changed does the old index take room of its own, until the next visit.
"""

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Container, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.archive import Archive, IndexCorruptError, InterruptedSearchError
from summit_tui.archive.openers import Store
from summit_tui.archive.sqlite.catalog import Catalog, open_stale
from summit_tui.archive.sqlite.index_file import part_of
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.compare import Side, compare
from summit_tui.model.kinds import Address
from summit_tui.paths import make_private
from summit_tui.readers import CoverageFile
from summit_tui.writing import replace_file

_MOST: Final = 20
"""So many coverages are remembered; the one that was not opened for the longest time goes first."""


@dataclass(frozen=True, slots=True)
class VisitChanges:
    """What changed since a visit."""

    changes: ChangeSet
    when: float
    """When the last visit was, in seconds since 1970."""


class Visit:
    """One opening of a coverage, which is remembered for the next."""

    def __init__(self, coverage: Catalog, folder: Path) -> None:
        """Visit a coverage whose index has been made; `folder` is the program's own."""
        self._coverage = coverage
        self._folder = folder / "visits"
        self._name = hashlib.blake2b(coverage.roots.key, digest_size=16).hexdigest()
        self._read: list[Archive] = []
        self._ended = False

    def since_last(self, marked: Container[Address] = ()) -> VisitChanges | None:
        """Return what changed since the last visit, and remember this one in its place.

        None at the first visit, where nothing has changed, where the index is in memory or that of
        the last visit is of another version, and where nothing can be kept.
        """
        index = self._coverage.index
        if index is None:
            return None
        try:
            found = self._changed(index, marked)
            self._keep(index)
        except (OSError, sqlite3.Error, IndexCorruptError, InterruptedSearchError):
            return None
        return found

    def end(self) -> None:
        """Stop the comparison, from any thread: the visit is not remembered then."""
        self._ended = True
        for archive in self._read:
            archive.interrupt()
            archive.close()

    def _changed(self, index: Path, marked: Container[Address]) -> VisitChanges | None:
        seen = max(self._seen(), key=_time_of, default=None)
        if seen is None or (_is_same(seen, index) and _is_same(part_of(seen), part_of(index))):
            return None
        with ExitStack() as stack:
            for archive in (open_stale(seen, self._coverage.roots), self._coverage.fresh()):
                if archive is None:
                    return None
                stack.callback(archive.close)
                self._read.append(archive)
            if self._ended:
                raise InterruptedSearchError
            old, new = self._read
            changes = compare(Side(old), Side(new), marked)
        return VisitChanges(changes, _time_of(seen)) if len(changes) else None

    def _keep(self, index: Path) -> None:
        """Keep the index as it is now, in the place of what was kept."""
        for folder in (self._folder.parent, self._folder):
            make_private(folder)
        now = self._folder / f"{self._name}.{time.time():.3f}.index"
        # What changed since the index was made first: without it the index tells of another day.
        _name_too(part_of(index), part_of(now))
        _name_too(index, now)
        for other in self._seen():
            if other != now:
                _forget(other)
        every = sorted(self._folder.glob("*.index"), key=_time_of, reverse=True)
        for old in every[_MOST:]:
            _forget(old)

    def _seen(self) -> list[Path]:
        return list(self._folder.glob(f"{self._name}.*.index"))


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two names are of one file, or of none."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.exists() == other.exists()


def _name_too(path: Path, name: Path) -> None:
    """Give a file, if it exists, a second name."""
    name.unlink(missing_ok=True)
    if not path.exists():
        return
    try:
        os.link(path, name)
    except OSError:
        # The file system has one name a file, or this is another one; the date is part of it.
        with path.open("rb") as index, replace_file(name, 0o600) as file:
            shutil.copyfileobj(index, file)
        dates = path.stat()
        os.utime(name, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def _forget(index: Path) -> None:
    index.unlink(missing_ok=True)
    part_of(index).unlink(missing_ok=True)


def _time_of(visit: Path) -> float:
    """Return when a visit was, from its name; the date of the file is that of the index."""
    with suppress(ValueError):
        return float(visit.name.split(".", 1)[1].removesuffix(".index"))
    return 0.0


_PIECE: Final = 1 << 20


def are_identical(old: Store, new: Store) -> bool:
    """Return whether both consist of the same files with the same bytes in the same places.

    False for what is not of files, and where anything cannot be read, which the reading of the
    records reports.
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
    """Return where a file lies below what was opened."""
    return next(
        (file.path.relative_to(one) for one in opened if file.path.is_relative_to(one)), None
    )


def _same_bytes(a: Path, b: Path) -> bool:
    with a.open("rb") as old, b.open("rb") as new:
        while piece := old.read(_PIECE):
            if piece != new.read(_PIECE):
                return False
        return not new.read(1)
