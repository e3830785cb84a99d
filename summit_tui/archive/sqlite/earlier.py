"""Reads the records of an index that another version of the program built.

Tables and columns may have other names there, but not other positions: a record has its kind,
event and data in the same columns in all of them, and so has a reading. The records are validated
as those of any coverage file are.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from summit_tui.archive import Archive, IndexCorruptError
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.checksums import convert_sqlite_errors
from summit_tui.archive.sqlite.index_file import connect_read_only, part_of
from summit_tui.archive.sqlite.schema import VERSION
from summit_tui.archive.sqlite.statement_blocks import STATEMENTS, statements_in
from summit_tui.model.kinds import KINDS
from summit_tui.writing import scratch_folder

MAX_BYTES: Final = 50_000_000
"""An index of more bytes takes too long to be built anew only for a comparison."""

_CHANGED_EVENTS: Final = ("changed_events", "changed")
"""The names that the ids of changed events have in `meta`, today's first."""

_Tables = dict[str, dict[str, Any]]
"""The tables of a coverage file by the id of the event (`Any`: JSON types)."""


def open_earlier(index: Path) -> Archive | None:
    """Return the archive of an index of another version, built anew in memory from its records.

    Their files and lines are no longer known. None where the index cannot be read or is larger
    than `MAX_BYTES`. Raises `OSError` where there is no room for temporary files.
    """
    with scratch_folder() as folder:
        try:
            if index.stat().st_size > MAX_BYTES:
                return None
            with convert_sqlite_errors():
                tables = _read_tables(index)
        except (IndexCorruptError, OSError, ValueError, LookupError, TypeError):
            # Damaged, or of a version before the first or after this one.
            return None
        for event, content in tables.items():
            (folder / event).mkdir()
            (folder / event / "records.json").write_text(json.dumps(content), "utf-8")
        return Catalog([folder], None).build()


def _read_tables(index: Path) -> _Tables:
    """Return the records and readings of an index, and of the index of what changed since."""
    tables: _Tables = {}
    part = part_of(index)
    for path in (part, index) if part.exists() else (index,):
        with closing(connect_read_only(path)) as connection:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            if meta["version"] == VERSION:
                raise IndexCorruptError("an index of this version is opened as it is, or damaged")
            # What the part has replaces what the older index has of the same events.
            tables |= _content(connection, set(tables))
        changed = next((meta[name] for name in _CHANGED_EVENTS if name in meta), "[]")
        tables |= {id: {} for id in json.loads(changed) if id not in tables}
    return {id: _as_file(content) for id, content in tables.items() if content}


def _content(connection: sqlite3.Connection, replaced: AbstractSet[str]) -> _Tables:
    """Return the records and readings of all events but those that are `replaced`."""
    events = dict(connection.execute("SELECT number, id FROM event"))
    tables: _Tables = {id: defaultdict(list) for id in events.values() if id not in replaced}
    stored: Mapping[int, bytes] = {}
    for row in connection.execute("SELECT * FROM record"):
        event, kind, data = events[row[2]], KINDS[row[1]], row[6]
        if not data:
            # From version 22 on, several statements share a row of a table of their own.
            if row[0] not in stored:
                stored = statements_in(connection, range(row[0], row[0] + STATEMENTS))
            data = stored[row[0]]
        if event in tables:
            tables[event][kind].append(json.loads(data))
    for row in connection.execute("SELECT * FROM reading"):
        event, data = events.get(row[1]), row[7]
        if event in tables:
            tables[event]["readings"].append(json.loads(data))
    return tables


def _as_file(content: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of an event as a coverage file has them: the event is no list."""
    return {kind: rows[0] if kind == "event" else rows for kind, rows in content.items()}
