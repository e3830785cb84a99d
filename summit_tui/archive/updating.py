"""Where few files have changed, those of their events alone are read anew.

The older index stays as it is, for those who read it; beside it lies a small one of the events
that changed, which says of which index it is the rest. An event of which the changed ones print
something else than before is found by other words, so it is read anew with them.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from summit_tui.archive.answering.joined import JoinedArchive
from summit_tui.archive.answering.sqlite import SqliteArchive
from summit_tui.archive.attested import Told, told_across
from summit_tui.archive.changing import Change, change, told_of
from summit_tui.archive.index_file import IndexFile, whole, write
from summit_tui.archive.layout import events_in, listed, problems_in, write_problems
from summit_tui.archive.roots import Roots
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile

Build = Callable[[Sequence[CoverageFile], sqlite3.Connection, Sequence[Told]], None]
"""Writes the index of some files, given what others print of their records."""


class _TiedError(Exception):
    """What changed cannot be kept apart from other events."""

    def __init__(self, events: AbstractSet[str]) -> None:
        super().__init__()
        self.events = events
        """Their ids: they have to be read anew too."""


def joined(
    older: IndexFile,
    part: Path,
    roots: Roots,
    now: tuple[Sequence[CoverageFile], Sequence[Problem]] | None,
) -> JoinedArchive | None:
    """Return the archive of an index and the part beside it, if that is the rest of it.

    `roots` say how the user spells its paths. It has to tell of the files as they are `now`,
    listed with these problems, unless that is None.
    """
    newer = whole(part)
    if newer is None:
        return None
    is_rest = newer.meta.get("older") == older.meta["made"]
    if is_rest and now is not None:
        is_rest = newer.meta.get("described") == _described(*now)
    if not is_rest:
        newer.close()
        return None
    archive = SqliteArchive(newer.connection, roots)
    return JoinedArchive(
        (SqliteArchive(older.connection, roots), archive),
        json.loads(newer.meta["changed"]),
        {roots.spelled(name): event for name, event in json.loads(newer.meta["files"]).items()},
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
    while found := change(known, files, tied):
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
    build(found.files, connection, told_across(older.connection, kept))
    now = {*events_in(connection).values()}
    printed = Counter(told_across(older.connection, found.events))
    printed.subtract(told_across(connection, now))
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
        "older": older.meta["made"],
        "changed": json.dumps(changed),
        "described": _described(files, problems, {path: mtime for path, _, mtime in rows}),
        "files": json.dumps({file.name: events[os.fsencode(file.path)] for file in files}),
    }
    connection.executemany("INSERT INTO meta VALUES(?, ?)", meta.items())
    # Problems of the listing come first.
    first = older.meta["listed"].count("\n") + 1 if older.meta["listed"] else 0
    told = told_of(
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
    return json.dumps([rows, listed(problems)])
