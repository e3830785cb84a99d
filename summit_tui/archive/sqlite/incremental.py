"""Where few files have changed, those of their events alone are read anew.

The older index stays as it is, for those who read it; beside it lies a small one of the events
that changed, which says of which index it is the rest. An event of which the changed ones print
something else than before is found by other words, so it is read anew with them.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from summit_tui.archive.sqlite.index_file import IndexFile, Known, whole, write
from summit_tui.archive.sqlite.indexer.events import folder_of
from summit_tui.archive.sqlite.indexer.relations import StagedReading, readings_across
from summit_tui.archive.sqlite.multi import MultiArchive
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.schema import events_in, format_listing, problems_in, write_problems
from summit_tui.archive.sqlite.searcher import SqliteArchive
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile

_MOST: Final = 0.2
"""Where more than this share of all bytes has to be read anew, everything is."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from an index, in whole events."""

    files: Sequence[CoverageFile]
    """What has to be read anew, in the order of all files."""
    events: Sequence[str]
    """Ids of the events whose records are no longer what the index has."""


def detect_change(
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


def readings_of(
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


Build = Callable[[Sequence[CoverageFile], sqlite3.Connection, Sequence[StagedReading]], None]
"""Writes the index of some files, given what others print of their records."""


class _TiedError(Exception):
    """What changed cannot be kept apart from other events."""

    def __init__(self, events: AbstractSet[str]) -> None:
        super().__init__()
        self.events = events
        """Their ids: they have to be read anew too."""


def open_multi(
    older: IndexFile,
    part: Path,
    roots: Roots,
    now: tuple[Sequence[CoverageFile], Sequence[Problem]] | None,
) -> MultiArchive | None:
    """Return the archive of an index and the part beside it, if that is the rest of it.

    `roots` say how the user spells its paths. It has to tell of the files as they are `now`,
    listed with these problems, unless that is None.
    """
    newer = whole(part)
    if newer is None:
        return None
    is_rest = newer.meta.get("base_build_id") == older.meta["build_id"]
    if is_rest and now is not None:
        is_rest = newer.meta.get("snapshot") == _described(*now)
    if not is_rest:
        newer.close()
        return None
    archive = SqliteArchive(newer.connection, roots)
    return MultiArchive(
        (SqliteArchive(older.connection, roots), archive),
        json.loads(newer.meta["changed_events"]),
        {
            roots.spelled(name): event
            for name, event in json.loads(newer.meta["file_events"]).items()
        },
        archive.info().problems,
    )


def update(
    older: IndexFile,
    part: Path,
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    build: Build,
) -> bool:
    """Write what changed since the older index to `part`; say whether that was possible.

    `files` are all files as they are now, `problems` those of their listing.
    """
    known = older.known()
    tied: frozenset[str] = frozenset()
    while found := detect_change(known, files, tied):
        fill = partial(_fill, older, found, files, problems, build)
        try:
            write(part, fill)
        except _TiedError as error:
            tied |= error.events
        else:
            return True
    return False


def _fill(
    older: IndexFile,
    found: Change,
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    build: Build,
    connection: sqlite3.Connection,
) -> None:
    """Write what changed into an empty database; raises `_TiedError` where more has to be."""
    homes = {*events_in(older.connection).values()}
    kept = homes.difference(found.events)
    build(found.files, connection, readings_across(older.connection, kept))
    now = {*events_in(connection).values()}
    printed = Counter(readings_across(older.connection, found.events))
    printed.subtract(readings_across(connection, now))
    if tied := kept & (now | {told.event for told, count in printed.items() if count}):
        raise _TiedError(tied)
    _note_the_whole(connection, older, found.events, files, problems)


def _note_the_whole(
    connection: sqlite3.Connection,
    older: IndexFile,
    changed: Sequence[str],
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
) -> None:
    """Note in the index of what changed all that is known of the files as a whole."""
    rows = connection.execute("SELECT path, event, mtime_ns FROM file").fetchall()
    anew = {path: event for path, event, _ in rows}
    events = {row.path: row.event for row in older.known()} | anew
    meta = {
        "base_build_id": older.meta["build_id"],
        "changed_events": json.dumps(changed),
        "snapshot": _described(files, problems, {path: mtime for path, _, mtime in rows}),
        "file_events": json.dumps({file.name: events[os.fsencode(file.path)] for file in files}),
    }
    connection.executemany("INSERT INTO meta VALUES(?, ?)", meta.items())
    # Problems of the listing come first.
    first = older.meta["listing_problems"].count("\n") + 1 if older.meta["listing_problems"] else 0
    told = readings_of(
        files,
        [file for file in files if os.fsencode(file.path) in anew],
        (problems, problems_in(older.connection)[first:], problems_in(connection)),
    )
    connection.execute("DELETE FROM problem")
    write_problems(connection, told)


def _described(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    dates: dict[bytes, int] | None = None,
) -> str:
    """Return one text that differs where the files do; `dates` are those that were noted."""
    noted = dates or {}
    rows = []
    for file in files:
        path = os.fsencode(file.path)
        rows.append([os.fsdecode(path), file.name, file.size, noted.get(path, file.mtime_ns)])
    return json.dumps([rows, format_listing(problems)])
