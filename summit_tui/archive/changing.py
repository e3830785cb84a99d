"""What has to be read anew when some of the files of an index have changed."""

import os
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.archive.index_file import Known
from summit_tui.archive.making.filing import folder_of
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile

_MOST: Final = 0.2
"""Where more than this share of all bytes has to be read anew, everything is."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from an index, in whole events."""

    files: Sequence[CoverageFile]
    """What has to be read anew, in the order of all files."""
    events: Sequence[str]
    """Ids of the events whose records are no longer what the index has."""


def change(
    known: Sequence[Known], files: Sequence[CoverageFile], tied: AbstractSet[str] = frozenset()
) -> Change | None:
    """Return what has changed, or None if all files should be read anew.

    An event is read anew if one of its files has changed, and so is one with files in a folder
    above or below such a file: to which event a record belongs is decided by folders. `tied` are
    the ids of events to be read anew besides.
    """
    rows = {row.path: row for row in known}
    same = {file: row for file in files if (row := _same(file, rows))}
    gone = rows.keys() - {row.path for row in same.values()}
    events = {event for path in gone if (event := rows[path].event)} | tied
    around = _Around(os.fsdecode(path) for path in gone)
    around.add(os.fspath(file.path) for file in files if file not in same)
    while affected := [
        file
        for file, row in same.items()
        if row.event in events or around.has(folder_of(file.path))
    ]:
        events |= {row.event for file in affected if (row := same.pop(file)).event}
        around.add(os.fspath(file.path) for file in affected)
    anew = [file for file in files if file not in same]
    if sum(file.size for file in anew) > _MOST * sum(file.size for file in files):
        return None
    return Change(anew, sorted(events))


def _same(file: CoverageFile, rows: Mapping[bytes, Known]) -> Known | None:
    row = rows.get(os.fsencode(file.path))
    is_same = row and row[2:5] == (file.name, file.size, file.mtime_ns)
    return row if is_same else None


class _Around:
    """The folders of some files, and those above and below them."""

    def __init__(self, files: Iterable[str]) -> None:
        self._folders: set[Path] = set()
        self._above: set[Path] = set()
        self.add(files)

    def add(self, files: Iterable[str]) -> None:
        """Add the folders of some files."""
        for folder in {folder_of(Path(file)) for file in files}:
            self._folders.add(folder)
            self._above.update(folder.parents)

    def has(self, folder: Path) -> bool:
        """Say whether a folder is one of them, or above or below one."""
        return folder in self._above or not self._folders.isdisjoint((folder, *folder.parents))


def told_of(
    all_files: Sequence[CoverageFile],
    anew: Sequence[CoverageFile],
    problems: tuple[Sequence[Problem], Sequence[Problem], Sequence[Problem]],
) -> list[Problem]:
    """Return what is wrong with all files.

    `problems` are those of the listing, of the older index, and of the files that were read anew.
    """
    listing, older, newer = problems
    order = {file.name: place for place, file in enumerate(all_files)}
    folders = {file.folder: place for place, file in reversed(list(enumerate(all_files)))}
    read = {file.name for file in anew} | {file.folder for file in anew}

    def place(problem: Problem) -> tuple[int, int]:
        later = ("E107", "E106")
        step = later.index(problem.code) + 1 if problem.code in later else 0
        return step, order.get(problem.path, folders.get(problem.path, 0))

    kept = [
        one for one in older if one.path not in read and (one.path in order or one.path in folders)
    ]
    return [*listing, *sorted((*kept, *newer), key=place)]
