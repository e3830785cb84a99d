"""Everything that the program keeps on this machine about a coverage and its reader.

One table names it: what has no row there is not kept. All files are the user's alone (0600), in
folders that the program makes for the user alone (0700).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from summit_tui.archive.sqlite import cache as indexes
from summit_tui.archive.sqlite.cache import describe_index

Home = Literal["cache", "state"]
"""The folder for what can be made anew at any time, and the one for what cannot."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that the program keeps."""

    path: Path
    size: int
    """In bytes, with what belongs to it."""
    used: float
    """When it was last used, in seconds since 1970."""
    about: str
    """What it is about, as far as it says so; else empty."""


@dataclass(frozen=True, slots=True)
class StorageKind:
    """A kind of thing that the program keeps: a row of the table."""

    name: str
    """What the command line calls it."""
    title: str
    """What it is, for a reader."""
    home: Home
    stored: Callable[[Path], Iterator[Stored]]
    """Yields what is kept below the folder `home`."""
    clear: Callable[[Path], Sequence[Path]]
    """Removes all of it and returns what is gone; raises `OSError` where that fails."""
    is_own_work: bool = False
    """Is it the user's own work? Then it is cleared only where it is named."""


def _matching(folder: Path, patterns: Sequence[str]) -> list[Path]:
    found = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _remove(folder: Path, patterns: Sequence[str]) -> list[Path]:
    gone = _matching(folder, patterns)
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _files(folder: Path, patterns: Sequence[str]) -> Iterator[Stored]:
    for path in _matching(folder, patterns):
        status = path.stat()
        yield Stored(path, status.st_size, status.st_mtime, "")


def _indexes(cache: Path) -> Iterator[Stored]:
    return map(_stored_index, indexes.indexes(cache))


def _visits(state: Path) -> Iterator[Stored]:
    """Yield the indexes of last visits; they share their room with the index where they can."""
    found = map(describe_index, _matching(state, ["visits/*.index"]))
    return (_stored_index(one) for one in found if one)


def _stored_index(index: indexes.StoredIndex) -> Stored:
    about = ", ".join(index.source_paths) or "made from unknown files"
    if index.version is None:
        about += "; damaged"
    elif not index.is_readable:
        about += f"; by another version, {index.version}"
    return Stored(index.path, index.size, index.last_use, about)


def _kind_of_files(
    name: str, title: str, patterns: Sequence[str], *, is_own_work: bool = False
) -> StorageKind:
    """Return a kind whose files in the state folder have names of these patterns."""
    find, remove = partial(_files, patterns=patterns), partial(_remove, patterns=patterns)
    return StorageKind(name, title, "state", find, remove, is_own_work)


STORAGE: Final[tuple[StorageKind, ...]] = (
    StorageKind(
        "index",
        "what was read of a coverage, so that it opens at once",
        "cache",
        _indexes,
        indexes.clear,
    ),
    StorageKind(
        "visits",
        "a coverage as it was at the last visit, for what has changed since",
        "state",
        _visits,
        partial(_remove, patterns=["visits/*.index", "visits/*.part"]),
    ),
    _kind_of_files("last-copy", "the text that was copied last", ["last-copy", ".last-copy-*"]),
    _kind_of_files("theme", "the colours that were chosen last", ["state.json"]),
    _kind_of_files("bookmarks", "the records that you marked", ["clippings"], is_own_work=True),
)
"""All that is kept, in the order in which it is listed."""
