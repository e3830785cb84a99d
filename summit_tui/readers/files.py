"""The coverage files below the paths that were opened."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from summit_tui.i18n import INTERFACE, Sentence, gettext, gettext_lazy
from summit_tui.model.problem import Problem
from summit_tui.model.text import neutralize
from summit_tui.paths import is_missing, reason_of
from summit_tui.readers.table import SUFFIXES

_INTERVAL: Final = 500
"""Files and folders that are looked at between two reports."""


class CoverageFile(NamedTuple):
    """A file of records, not yet read."""

    path_text: str
    """Where it is: making a `Path` takes longer than the system takes to find the file."""
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
    def path(self) -> Path:
        """Where it is."""
        return Path(self.path_text)

    @property
    def folders(self) -> tuple[str, ...]:
        """Its own folder, then each parent up to `root`: where the records' event may be."""
        folders = [self.folder]
        while folders[-1] != self.root and (above := str(PurePath(folders[-1]).parent)):
            if above == folders[-1]:
                break
            folders.append(above)
        return tuple(folders)


def coverage_files(
    paths: Sequence[Path], report: Callable[[int], object] = lambda _: None
) -> tuple[list[CoverageFile], list[Problem]]:
    """Return every coverage file at or below the paths in a fixed order, and what cannot be read.

    A folder's entries come in the order of their names' code points. Hidden files and folders are
    skipped; a file or folder that is reached twice counts once. Each path may be a link; links
    below are followed where they stay within what was opened, for an untrusted folder may
    have one to anything on this machine.

    `report` is called with the number of files found so far, from time to time; whatever it raises
    ends the search.
    """
    seen: set[str] = set()
    roots = [_real(path) for path in paths]
    files: list[CoverageFile] = []
    problems: list[Problem] = []
    for path in paths:
        for number, item in enumerate(_below(path, seen, roots), 1):
            if isinstance(item, Problem):
                problems.append(item)
            elif item:
                files.append(item)
            if number % _INTERVAL == 0:
                report(len(files))
    return files, problems


def unusable(path: Path) -> str | None:
    """Return why a path cannot be opened as coverage, as a sentence that names it, or None."""
    if is_missing(path):
        return gettext("{path} does not exist", path=path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        # A NUL character can only come from the config.
        return gettext("{path} cannot be read: {reason}", path=path, reason=reason_of(error))
    if not stat.S_ISDIR(mode):
        if not _has_suffix(path.name):
            template = "{path} is neither a folder nor a {suffixes} or {suffix} file"
            *others, last = SUFFIXES
            return gettext(template, path=path, suffixes=INTERFACE.items(others), suffix=last)
        if not stat.S_ISREG(mode):
            return gettext("{path} is no regular file", path=path)
    if not os.access(path, os.R_OK):
        # A file within a folder may lack the permission, and the rest is read.
        return gettext("{path} cannot be read: {reason}", path=path, reason="Permission denied")
    return None


class _Item(NamedTuple):
    """A file or folder still to be looked at."""

    path: str
    name: str
    folder: str
    """How problems name its folder."""
    real: str | None
    """The path without links, where that is known."""


def _real(path: Path) -> str:
    """Return an opened path without links; text that no path can be is returned as it is."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _below(
    opened: Path, seen: set[str], roots: Sequence[str]
) -> Iterator[CoverageFile | Problem | None]:
    """Yield what is at or below one path, without recursion: folders may be deep.

    That is a file or a problem, and None for a folder and what is of no concern.
    """
    first = _Item(str(opened), opened.name, shown_path(opened.parent), None)
    root = shown_path(opened)
    waiting = [first]
    while waiting:
        item = waiting.pop()
        try:
            status = os.stat(item.path)  # noqa: PTH116 - there is no `Path`
            # Inode numbers would be quicker, but some network file systems give all files the same.
            real = item.real or os.path.realpath(item.path)
            if item is not first and not item.real and not _is_within(real, roots):
                yield _link_out(item, status, real)
            elif not stat.S_ISDIR(status.st_mode):
                yield _file(item, None if item is first else root, status, real, seen)
            else:
                if real not in seen:
                    seen.add(real)
                    waiting += _entries(item.path, real)
                yield None
        except FileNotFoundError:
            is_link = Path(item.path).is_symlink()
            dangling = gettext_lazy("is a link to a file that does not exist")
            yield _unreadable(item.path, dangling if is_link else gettext_lazy("does not exist"))
        except (OSError, ValueError) as error:
            message = gettext_lazy("cannot be read: {reason}", reason=reason_of(error))
            yield _unreadable(item.path, message)


def _is_within(real: str, roots: Iterable[str]) -> bool:
    """Tell whether a path without links is one of those that were opened, or lies below one."""
    return any(real == root or real.startswith(_inside(root)) for root in roots)


def _link_out(item: _Item, status: os.stat_result, real: str) -> Problem | None:
    """Return why a link is not followed; None for one to a file that is no coverage."""
    if not stat.S_ISDIR(status.st_mode) and not _has_suffix(item.name):
        return None
    target = shown_path(real)
    template = (
        "is a link out of the folder, to ‘{target}’, and is not followed; "
        "to read that too, give it as a PATH of its own"
    )
    return Problem(shown_path(item.path), 0, "", "E008", gettext_lazy(template, target=target))


def _entries(folder: str, real: str) -> list[_Item]:
    """Return what is in a folder and not hidden, the last name first: they go on a stack."""
    name = shown_path(folder)
    # The current folder is not named, as in a `Path`.
    start = "" if folder == "." else _inside(folder)
    real_start = _inside(real)
    with os.scandir(folder) as entries:
        items = [
            _Item(
                start + entry.name,
                entry.name,
                name,
                None if entry.is_symlink() else real_start + entry.name,
            )
            for entry in entries
            if not entry.name.startswith(".")
        ]
    return sorted(items, key=lambda item: item.name, reverse=True)


def _inside(folder: str) -> str:
    """Return what the paths of all that is in a folder begin with."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def _file(
    item: _Item, root: str | None, status: os.stat_result, real: str, seen: set[str]
) -> CoverageFile | Problem | None:
    """Return the file, or why it cannot be read; None for another suffix or the second time.

    `root` is None for a file that was itself opened.
    """
    if not _has_suffix(item.name):
        return None if root else _unreadable(item.path, _no_coverage())
    if not stat.S_ISREG(status.st_mode):
        return _unreadable(item.path, gettext_lazy("is no regular file"))
    if real in seen:
        return None
    seen.add(real)
    names = (shown_path(item.path), item.folder, root or item.folder)
    return CoverageFile(item.path, *names, status.st_size, status.st_mtime_ns)


def _has_suffix(name: str) -> bool:
    """Tell whether a name is that of a coverage file."""
    stem, _, suffix = name.rpartition(".")
    return bool(stem) and f".{suffix.lower()}" in SUFFIXES


def shown_path(path: PurePath | str) -> str:
    """Return a path as it may be shown: on one line, no control characters, spaces kept."""
    return neutralize(str(path)).replace("\n", "\N{SYMBOL FOR LINE FEED}").replace("\t", " ")


def _no_coverage() -> Sentence:
    *others, last = SUFFIXES
    template = "is neither a folder nor a {suffixes} or {suffix} file"
    return gettext_lazy(template, suffixes=tuple(others), suffix=last)


def _unreadable(path: str, message: Sentence) -> Problem:
    return Problem(shown_path(path), 0, "", "E001", message)
