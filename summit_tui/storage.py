"""Everything that the program stores on this machine about a coverage and its reader.

One table names it: what has no row there is not stored. All files are the user's alone (0600), in
folders that the program makes for the user alone (0700).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Literal

from summit_tui.archive.sqlite import cache as index_cache
from summit_tui.archive.sqlite.cache import StoredIndex, describe_index
from summit_tui.i18n import INTERFACE, gettext, gettext_noop

Home = Literal["cache", "state"]
"""The folder of what can be rebuilt at any time, and the folder of what cannot."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that the program stores."""

    path: Path
    size: int
    """In bytes, with what belongs to it."""
    last_use: float
    """When it was last used, in seconds since 1970."""
    description: str
    """What it was made from, as far as known; else empty."""


@dataclass(frozen=True, slots=True)
class StorageKind:
    """A kind of file that the program stores: a row of the table."""

    name: str
    """Its name on the command line."""
    title: str
    """What it is, for the user."""
    home: Home
    stored: Callable[[Path], Iterator[Stored]]
    """Yields the files below the folder of `home`."""
    clear: Callable[[Path], Sequence[Path]]
    """Removes all of them and returns those that are gone; raises `OSError` where that fails."""
    is_own_work: bool = False
    """Is it the user's own work? Then it is cleared only where it is named."""


def _matching(folder: Path, patterns: Sequence[str]) -> list[Path]:
    paths = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def _remove(folder: Path, patterns: Sequence[str]) -> list[Path]:
    paths = _matching(folder, patterns)
    for path in paths:
        path.unlink(missing_ok=True)
    return paths


def _files(folder: Path, patterns: Sequence[str]) -> Iterator[Stored]:
    for path in _matching(folder, patterns):
        status = path.stat()
        yield Stored(path, status.st_size, status.st_mtime, "")


def _indexes(cache: Path) -> Iterator[Stored]:
    return map(_stored_index, index_cache.indexes(cache))


def _visits(state: Path) -> Iterator[Stored]:
    """Yield the indexes of last visits; where possible they are links to the index itself."""
    visits = map(describe_index, _matching(state, ["visits/*.index"]))
    yield from (_stored_index(visit) for visit in visits if visit)
    yield from _files(state, [_unfinished("visits/")])


def _stored_index(index: StoredIndex) -> Stored:
    return Stored(index.path, index.size, index.last_use, _describe(index))


def _describe(index: StoredIndex) -> str:
    """Return what an index was built from, and why it is of no use if it is not."""
    paths = INTERFACE.items(index.source_paths) or gettext("unknown files")
    if index.version is None:
        return gettext("{paths}; damaged", paths=paths)
    if not index.is_readable:
        return gettext("{paths}; by another version, {version}", paths=paths, version=index.version)
    return paths


def _unfinished(name: str) -> str:
    """Return the pattern of the unfinished files that `writing` makes for a name, or in a folder.

    A program that was killed leaves them behind.
    """
    folder, _, file = name.rpartition("/")
    return f"{folder}/.*.summit-tui-*.tmp" if folder else f".{file}.summit-tui-*.tmp"


def _kind_of_files(
    name: str,
    title: str,
    patterns: Sequence[str],
    home: Home = "state",
    *,
    is_own_work: bool = False,
) -> StorageKind:
    """Return a kind whose files in the folder of `home` have names of these patterns."""
    files, clear = partial(_files, patterns=patterns), partial(_remove, patterns=patterns)
    return StorageKind(name, title, home, files, clear, is_own_work)


STORAGE: Final[tuple[StorageKind, ...]] = (
    StorageKind(
        "index",
        gettext_noop("what was read of a coverage, so that it opens at once"),
        "cache",
        _indexes,
        index_cache.clear,
    ),
    _kind_of_files(
        "doubts",
        gettext_noop("what was found doubtful with statements beside the texts of their sources"),
        ["doubts.sqlite", "doubts.sqlite-journal"],
        "cache",
    ),
    _kind_of_files(
        "servers",
        gettext_noop("small tables of archives on servers, so that they open and answer at once"),
        ["servers/*.index", _unfinished("servers/")],
        "cache",
    ),
    StorageKind(
        "visits",
        gettext_noop("a coverage as it was at the last visit, for what has changed since"),
        "state",
        _visits,
        partial(_remove, patterns=["visits/*.index", "visits/*.part", _unfinished("visits/")]),
    ),
    _kind_of_files(
        "last-copy",
        gettext_noop("the text that was copied last"),
        # Earlier versions named the unfinished file `.last-copy-XXXX`.
        ["last-copy", ".last-copy-*", _unfinished("last-copy")],
    ),
    _kind_of_files(
        "theme",
        gettext_noop("the colours that were chosen last, and whether the start screen was seen"),
        ["state.json", _unfinished("state.json")],
    ),
    _kind_of_files(
        "recent",
        gettext_noop("the coverages that were opened last"),
        ["recent.json", _unfinished("recent.json")],
    ),
    _kind_of_files(
        "queries",
        gettext_noop("the queries that were asked of each coverage"),
        ["queries.json", _unfinished("queries.json")],
    ),
    _kind_of_files(
        "last-views",
        gettext_noop("where you were in each coverage, and the records that were open last"),
        ["last-views.json", _unfinished("last-views.json")],
    ),
    _kind_of_files(
        "searches",
        gettext_noop("the searches that you saved by name"),
        ["searches.json", _unfinished("searches.json")],
        is_own_work=True,
    ),
    _kind_of_files(
        "dismissed",
        gettext_noop("the proposed passages that you dismissed"),
        ["dismissed"],
        is_own_work=True,
    ),
    _kind_of_files(
        "bookmarks", gettext_noop("the records that you marked"), ["clippings"], is_own_work=True
    ),
)
"""All that is stored, in the order in which it is listed."""
