"""The coverage files below the paths that were opened."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from summit_tui.model.problem import Problem
from summit_tui.model.text import escape_controls

SUFFIXES: Final = (".toml", ".json", ".jsonl")
"""How the names of coverage files end, in any case."""


_NO_COVERAGE: Final = "is neither a folder nor a .toml, .json or .jsonl file"
_NOT_REGULAR: Final = "is no regular file"


class CoverageFile(NamedTuple):
    """A file of records, not yet read."""

    path: Path
    """Where it is."""
    name: str
    """How problems name it: the path that was opened and the part below, control characters
    visible."""
    folder: str
    """Its parent folder, named likewise; it decides to which event the records belong."""
    root: str
    """The folder that was opened, named likewise; for an opened file, its parent."""
    size: int
    """Its length in bytes when it was found."""
    mtime_ns: int
    """When it was last changed, in nanoseconds since 1970."""

    @property
    def folders(self) -> tuple[str, ...]:
        """Its own folder, then each parent up to `root`: where the records' event may stand."""
        folders = [self.folder]
        while folders[-1] != self.root and (above := str(PurePath(folders[-1]).parent)):
            if above == folders[-1]:
                break
            folders.append(above)
        return tuple(folders)


def coverage_files(paths: Sequence[Path]) -> tuple[list[CoverageFile], list[Problem]]:
    """Return every coverage file at or below the paths in a fixed order, and what cannot be read.

    A folder's entries come in the order of their names' code points. Hidden files and folders are
    skipped; a file or folder that is reached twice counts once. Each path may be a link; links
    below are followed where they stay within what was opened, for a folder that a stranger sent
    may hold one to anything on this machine.
    """
    seen: set[str] = set()
    roots = [_real(path) for path in paths]
    files: list[CoverageFile] = []
    problems: list[Problem] = []
    for path in paths:
        for found in _below(path, seen, roots):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    return files, problems


def unusable(path: Path) -> str | None:
    """Return why a path cannot be opened as coverage, as the end of a sentence; None if it can."""
    try:
        if not path.is_absolute():
            Path.cwd()  # a folder that was removed can still be asked about as `.`
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "does not exist"
    except (OSError, ValueError) as error:
        # ValueError: a NUL character, which only the config can hold.
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"
    if not stat.S_ISDIR(mode):
        if not _has_suffix(path.name):
            return _NO_COVERAGE
        if not stat.S_ISREG(mode):
            return _NOT_REGULAR
    # A file within a folder may lack the permission, and the rest is read.
    return None if os.access(path, os.R_OK) else "cannot be read: Permission denied"


class _Place(NamedTuple):
    """A path on the way down.

    It is text: to make a `Path` takes longer than the system takes to find the file.
    """

    path: str
    name: str
    shown: str
    """How its folder is named."""
    real: str | None
    """The path without links, where that is known."""


def _real(path: Path) -> str:
    """Return an opened path without links; one that no path can be is returned as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _below(opened: Path, seen: set[str], roots: Sequence[str]) -> Iterator[CoverageFile | Problem]:
    """Yield what is found at or below one path; no recursion, so no folder is too deep."""
    first = _Place(str(opened), opened.name, shown_path(opened.parent), None)
    root = shown_path(opened)
    waiting = [first]
    while waiting:
        place = waiting.pop()
        try:
            status = os.stat(place.path)  # noqa: PTH116 - there is no `Path`
            # Inode numbers would be quicker, but some network file systems give all files the same.
            real = place.real or os.path.realpath(place.path)
            if place is not first and not place.real and not _is_within(real, roots):
                yield from _link_out(place, status, real)
            elif not stat.S_ISDIR(status.st_mode):
                yield from _file(place, None if place is first else root, status, real, seen)
            elif real not in seen:
                seen.add(real)
                waiting += _entries(place.path, real)
        except FileNotFoundError:
            is_link = Path(place.path).is_symlink()
            gone = "is a link to a file that does not exist" if is_link else "does not exist"
            yield _unreadable(place.path, gone)
        except (OSError, ValueError) as error:
            # ValueError: a NUL character in a path given by the user.
            reason = getattr(error, "strerror", None) or error
            yield _unreadable(place.path, f"cannot be read: {reason}")


def _is_within(real: str, roots: Iterable[str]) -> bool:
    """Say whether a path without links is one of those that were opened, or lies below one."""
    return any(real == root or real.startswith(_inside(root)) for root in roots)


def _link_out(place: _Place, status: os.stat_result, real: str) -> Iterable[Problem]:
    """Return why a link is not followed; nothing for one that nobody meant as coverage."""
    if not stat.S_ISDIR(status.st_mode) and not _has_suffix(place.name):
        return []
    target = shown_path(real)
    message = (
        f"is a link out of the folder, to ‘{target}’, and is not followed; "
        "to read that too, give it as a PATH of its own"
    )
    return [Problem(shown_path(place.path), 0, "", "E008", message)]


def _entries(folder: str, real: str) -> list[_Place]:
    """Return what is in a folder and not hidden, last name first, as a stack wants it."""
    shown = shown_path(folder)
    # The folder one is in is not named, as in a `Path`.
    start = "" if folder == "." else _inside(folder)
    really = _inside(real)
    with os.scandir(folder) as entries:
        found = [
            _Place(
                start + entry.name,
                entry.name,
                shown,
                None if entry.is_symlink() else really + entry.name,
            )
            for entry in entries
            if not entry.name.startswith(".")
        ]
    return sorted(found, key=lambda one: one.name, reverse=True)


def _inside(folder: str) -> str:
    """Return how the paths of what is in a folder begin."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def _file(
    place: _Place, root: str | None, status: os.stat_result, real: str, seen: set[str]
) -> Iterable[CoverageFile | Problem]:
    """Return the file, or why it is none; nothing for what nobody meant as a coverage file.

    `root` is None for a file that was itself opened.
    """
    if not _has_suffix(place.name):
        return [] if root else [_unreadable(place.path, _NO_COVERAGE)]
    if not stat.S_ISREG(status.st_mode):
        return [_unreadable(place.path, _NOT_REGULAR)]
    if real in seen:
        return []
    seen.add(real)
    names = (shown_path(place.path), place.shown, root or place.shown)
    return [CoverageFile(Path(place.path), *names, status.st_size, status.st_mtime_ns)]


def _has_suffix(name: str) -> bool:
    """Say whether the name is that of a coverage file."""
    stem, _, suffix = name.rpartition(".")
    return bool(stem) and f".{suffix.lower()}" in SUFFIXES


def shown_path(path: PurePath | str) -> str:
    """Return a path as it may be shown: on one line, no control characters, spaces kept."""
    return escape_controls(str(path)).replace("\n", "\N{SYMBOL FOR LINE FEED}").replace("\t", " ")


def _unreadable(path: str, message: str) -> Problem:
    return Problem(shown_path(path), 0, "", "E001", message)
