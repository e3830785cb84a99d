"""Updates an index where few files have changed: only the files of their events are read anew.

The older index stays as it is, for those who have it open; beside it a small one of the events
that changed is written, the part, which names the build of the older one. Where the readings that
changed events print of another event's records are no longer the same, the documents of that
event change, so it is read anew with them.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.index_file import IndexedFile, IndexFile, open_index, write_index
from summit_tui.archive.sqlite.indexer.events import folder_of
from summit_tui.archive.sqlite.indexer.relations import StagedReading, readings_across
from summit_tui.archive.sqlite.multi import MultiArchive
from summit_tui.archive.sqlite.problems import format_listing, problems_in, write_problems
from summit_tui.archive.sqlite.roots import Roots
from summit_tui.archive.sqlite.schema import events_in
from summit_tui.archive.sqlite.searcher import StoreArchive
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile

_MAX_SHARE: Final = 0.2
"""Where more than this share of all bytes has to be read anew, everything is."""


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between coverage files and an index, in whole events."""

    files: Sequence[CoverageFile]
    """The files to be read anew, in the order of all files."""
    events: Sequence[str]
    """Ids of the events whose records are no longer what the index has."""


def detect_change(
    indexed: Sequence[IndexedFile],
    files: Sequence[CoverageFile],
    linked_events: AbstractSet[str] = frozenset(),
) -> Change | None:
    """Return what has changed, or None if all files should be read anew.

    An event is read anew if one of its files has changed, and so is one with files in a folder
    above or below such a file: to which event a record belongs is decided by folders.
    `linked_events` are the ids of events to be read anew besides.
    """
    rows = {row.path: row for row in indexed}
    same = {file: row for file in files if (row := _same_row(file, rows))}
    gone = rows.keys() - {row.path for row in same.values()}
    events = {event for path in gone if (event := rows[path].event)} | linked_events
    folders = _FolderLines(os.fsdecode(path) for path in gone)
    folders.add(file.path_text for file in files if file not in same)
    while affected := [
        file
        for file, row in same.items()
        if row.event in events or folders.touches(folder_of(file.path_text))
    ]:
        events |= {row.event for file in affected if (row := same.pop(file)).event}
        folders.add(file.path_text for file in affected)
    changed = [file for file in files if file not in same]
    if sum(file.size for file in changed) > _MAX_SHARE * sum(file.size for file in files):
        return None
    return Change(changed, sorted(events))


def _same_row(file: CoverageFile, rows: Mapping[bytes, IndexedFile]) -> IndexedFile | None:
    row = rows.get(os.fsencode(file.path_text))
    is_same = row and row[2:5] == (file.name, file.size, file.mtime_ns)
    return row if is_same else None


class _FolderLines:
    """The folders of some files, with those above and below them."""

    def __init__(self, files: Iterable[str]) -> None:
        self._folders: set[Path] = set()
        self._ancestors: set[Path] = set()
        self.add(files)

    def add(self, files: Iterable[str]) -> None:
        """Add the folders of some files."""
        for folder in {folder_of(file) for file in files}:
            self._folders.add(folder)
            self._ancestors.update(folder.parents)

    def touches(self, folder: Path) -> bool:
        """Say whether a folder is one of them, or above or below one."""
        return folder in self._ancestors or not self._folders.isdisjoint((folder, *folder.parents))


def merge_problems(
    all_files: Sequence[CoverageFile],
    changed_files: Sequence[CoverageFile],
    problems: tuple[Sequence[Problem], Sequence[Problem], Sequence[Problem]],
) -> list[Problem]:
    """Return the problems of all files.

    `problems` are those of the listing, of the older index, and of the files that were read anew.
    """
    listing, older, newer = problems
    order = {file.name: ordinal for ordinal, file in enumerate(all_files)}
    folders = {file.folder: ordinal for ordinal, file in reversed(list(enumerate(all_files)))}
    changed = {file.name for file in changed_files} | {file.folder for file in changed_files}

    def sort_key(problem: Problem) -> tuple[int, int]:
        # A build reports events and ids after all files are read.
        late_codes = ("E107", "E106")
        step = late_codes.index(problem.code) + 1 if problem.code in late_codes else 0
        return step, order.get(problem.path, folders.get(problem.path, 0))

    kept = [
        problem
        for problem in older
        if problem.path not in changed and (problem.path in order or problem.path in folders)
    ]
    return [*listing, *sorted((*kept, *newer), key=sort_key)]


Build = Callable[[Sequence[CoverageFile], sqlite3.Connection, Sequence[StagedReading]], None]
"""Writes the index of some files, given the readings that other events print of their records."""


class _LinkedEventsError(Exception):
    """The part cannot be built without further events."""

    def __init__(self, events: AbstractSet[str]) -> None:
        super().__init__()
        self.events = events
        """Their ids: they have to be read anew too."""


def open_multi(
    older: IndexFile,
    part: Path,
    roots: Roots,
    snapshot: tuple[Sequence[CoverageFile], Sequence[Problem]] | None,
) -> MultiArchive | None:
    """Return the archive of an index and the part beside it, if that belongs to it.

    `roots` say how the user spells its paths. The part has to match the files as they are now and
    the problems of their listing, which `snapshot` has, unless that is None. Raises
    `IndexCorruptError` and `sqlite3.Error` where the part is damaged.
    """
    newer = open_index(part)
    if newer is None:
        return None
    with ExitStack() as unused:
        unused.callback(newer.close)
        belongs = newer.meta.get("base_build_id") == older.meta["build_id"]
        if belongs and snapshot is not None:
            belongs = newer.meta.get("snapshot") == _format_snapshot(*snapshot)
        if not belongs:
            return None
        older_archive = StoreArchive(FtsStore(older.connection), roots, older.integrity)
        newer_archive = StoreArchive(FtsStore(newer.connection), roots, newer.integrity)
        file_events = json.loads(newer.meta["file_events"])
        archive = MultiArchive(
            (older_archive, newer_archive),
            json.loads(newer.meta["changed_events"]),
            {roots.spell(name): event for name, event in file_events.items()},
            newer_archive.info().problems,
        )
        unused.pop_all()
    return archive


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
    indexed = older.files()
    linked_events: frozenset[str] = frozenset()
    while change := detect_change(indexed, files, linked_events):
        fill = partial(_fill, older, change, files, problems, build)
        try:
            write_index(part, fill)
        except _LinkedEventsError as error:
            linked_events |= error.events
        else:
            return True
    return False


def _fill(
    older: IndexFile,
    change: Change,
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    build: Build,
    connection: sqlite3.Connection,
) -> None:
    """Write the part into an empty database; raise `_LinkedEventsError` where it needs more."""
    unchanged = set(events_in(older.connection).values()).difference(change.events)
    build(change.files, connection, readings_across(older.connection, unchanged))
    rebuilt = set(events_in(connection).values())
    # What changed events print of other events' records, as often as before minus as often as now.
    difference = Counter(readings_across(older.connection, change.events))
    difference.subtract(readings_across(connection, rebuilt))
    affected = rebuilt | {reading.event for reading, count in difference.items() if count}
    if linked := unchanged & affected:
        raise _LinkedEventsError(linked)
    _write_part_meta(connection, older, change.events, files, problems)


def _write_part_meta(
    connection: sqlite3.Connection,
    older: IndexFile,
    changed_events: Sequence[str],
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
) -> None:
    """Write to the part what it has to know of all files, and the problems of all of them."""
    rows = connection.execute("SELECT path, event, mtime_ns FROM file").fetchall()
    changed_files = {path: event for path, event, _ in rows}
    events = {row.path: row.event for row in older.files()} | changed_files
    snapshot = _format_snapshot(files, problems, {path: mtime for path, _, mtime in rows})
    meta = {
        "base_build_id": older.meta["build_id"],
        "changed_events": json.dumps(changed_events),
        "snapshot": snapshot,
        "file_events": json.dumps(
            {file.name: events[os.fsencode(file.path_text)] for file in files}
        ),
    }
    connection.executemany("INSERT INTO meta VALUES(?, ?)", meta.items())
    # Problems of the listing come first.
    listing = older.meta["listing_problems"]
    first = listing.count("\n") + 1 if listing else 0
    merged = merge_problems(
        files,
        [file for file in files if os.fsencode(file.path_text) in changed_files],
        (problems, problems_in(older.connection)[first:], problems_in(connection)),
    )
    connection.execute("DELETE FROM problem")
    write_problems(connection, merged)


def _format_snapshot(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    stored_dates: Mapping[bytes, int] | None = None,
) -> str:
    """Return a text that is the same only for the same files, dates and problems of the listing.

    `stored_dates`, in nanoseconds by path, replace the dates of the files.
    """
    dates = stored_dates or {}
    rows = []
    for file in files:
        path = os.fsencode(file.path_text)
        rows.append([os.fsdecode(path), file.name, file.size, dates.get(path, file.mtime_ns)])
    return json.dumps([rows, format_listing(problems)])
