"""The coverage files below the paths that were opened."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from summit_tui.controls import visible
from summit_tui.problems import Problem

SUFFIXES: Final = (".toml", ".json", ".jsonl")
"""How the names of coverage files end, in any case."""


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
    skipped; links are followed; a file or folder that is reached twice counts once.
    """
    seen: set[Path] = set()
    files: list[CoverageFile] = []
    problems: list[Problem] = []
    for path in paths:
        for found in _below(path, seen):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                files.append(found)
    return files, problems


def _below(opened: Path, seen: set[Path]) -> Iterator[CoverageFile | Problem]:
    """Yield what is found at or below one path; no recursion, so no folder is too deep."""
    waiting: list[tuple[Path, Path | None]] = [(opened, None)]
    while waiting:
        path, above = waiting.pop()
        try:
            status = path.stat()
            # Inode numbers would be quicker, but some network file systems give all files the same.
            real = above / path.name if above and not path.is_symlink() else _resolved(path)
            if not stat.S_ISDIR(status.st_mode):
                yield from _file(path, opened, status, real, seen)
            elif real not in seen:
                seen.add(real)
                waiting += [(entry, real) for entry in _entries(path)]
        except FileNotFoundError:
            is_link = path.is_symlink()
            gone = "is a link to a file that does not exist" if is_link else "does not exist"
            yield _unreadable(path, gone)
        except (OSError, ValueError) as error:
            # ValueError: a NUL character in a path given by the user.
            yield _unreadable(path, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _resolved(path: Path) -> Path:
    # `Path.resolve` raises RuntimeError where links lead in a circle, this does not.
    return Path(os.path.realpath(path))


def _entries(folder: Path) -> list[Path]:
    """Return what is in a folder and not hidden, last name first, as a stack wants it."""
    entries = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(entries, key=lambda path: path.name, reverse=True)


def _file(
    path: Path, opened: Path, status: os.stat_result, real: Path, seen: set[Path]
) -> Iterable[CoverageFile | Problem]:
    """Return the file, or why it is none; nothing for what nobody meant as a coverage file."""
    if not _is_coverage(path):
        no_coverage = "is neither a folder nor a .toml, .json or .jsonl file"
        return [_unreadable(path, no_coverage)] if path is opened else []
    if not stat.S_ISREG(status.st_mode):
        return [_unreadable(path, "is no regular file")]
    if real in seen:
        return []
    seen.add(real)
    root = path.parent if path is opened else opened
    names = (shown_path(path), shown_path(path.parent), shown_path(root))
    return [CoverageFile(path, *names, status.st_size, status.st_mtime_ns)]


def _is_coverage(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def shown_path(path: PurePath) -> str:
    """Return a path as it may be shown: on one line, no control characters, spaces kept."""
    return visible(str(path)).replace("\n", "\N{SYMBOL FOR LINE FEED}").replace("\t", " ")


def _unreadable(path: Path, message: str) -> Problem:
    return Problem(shown_path(path), 0, "", "E001", message)
