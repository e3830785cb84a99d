"""Coverage files become an index file: read, checked for twins, ranked, made searchable."""

import json
import os
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from summit_tui.archive.document import COLUMNS, FACETS, Document, Value, day_of, documented
from summit_tui.archive.filing import Filing
from summit_tui.archive.layout import ADDRESSES, STAGE, TABLES, VERSION, listed
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.shelf import Shelf
from summit_tui.problems import Problem
from summit_tui.reading import CoverageFile, Found, read_file
from summit_tui.records import KINDS, Address, record_from

_STRIDE: Final = 2_000
"""Records between two reports of progress."""

_NEVER: Final = -(1 << 63)

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose curated order does not go event by event: newest first over all."""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those found while the files were listed. Raises `sqlite3.Error` where the disk
    is full, and whatever `report` raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES + STAGE)
    found = [*problems, *_stage(files, target, report)]
    found += _set_twins_aside(target)
    _rank(target)
    _index(target, report)
    _sort(target)
    target.executemany(
        "INSERT INTO problem VALUES(?, ?, ?, ?, ?)",
        ((p.path, p.line, p.where, p.code, p.message) for p in found),
    )
    target.execute("INSERT INTO findable(findable) VALUES('optimize')")
    meta = (("version", VERSION), ("listed", listed(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def _stage(
    files: Sequence[CoverageFile], target: sqlite3.Connection, report: Report
) -> list[Problem]:
    """Read every file and set its records aside; return what was wrong."""
    filing = Filing()
    records, unread = 0, False

    def staged(number: int, file: CoverageFile) -> Iterator[tuple[object, ...]]:
        nonlocal records, unread
        folder: int | None = None
        for found in read_file(file):
            if isinstance(found, Problem):
                filing.problems.append(found)
                unread |= found.code == "E001"
            elif found.kind != "event" or filing.take(file, found):
                folder = filing.folder(file) if folder is None else folder
                records += 1
                if records % _STRIDE == 0:
                    report(Progress("reading", number, len(files), records))
                text = json.dumps(found.data, ensure_ascii=False, separators=(",", ":"))
                kind, id, place = KINDS.index(found.kind), found.data["id"], _place(found)
                yield kind, folder, id, number, found.line, text, place

    for number, file in enumerate(files):
        unread = False
        target.executemany(
            "INSERT INTO stage (kind, folder, id, file, line, data, place) "
            "VALUES(?, ?, ?, ?, ?, ?, ?)",
            staged(number, file),
        )
        # A file that could not be read is tried again next time: no file has this date.
        changed = _NEVER if unread else file.mtime_ns
        target.execute(
            "INSERT INTO file VALUES(?, ?, ?, ?, ?)",
            (number, os.fsencode(file.path), file.name, file.size, changed),
        )
        report(Progress("reading", number + 1, len(files), records))
    _file_under_events(filing, target)
    return filing.problems


def _file_under_events(filing: Filing, target: sqlite3.Connection) -> None:
    """Give every event a number, and every staged record that of its folder's event."""
    target.executemany("INSERT INTO event VALUES(?, ?)", enumerate(filing.events()))
    target.executemany(
        "UPDATE stage SET event = (SELECT number FROM event WHERE id = ?) WHERE folder = ?",
        filing.by_folder(),
    )
    filing.report_homeless()


def _place(found: Found) -> str | None:
    """Return what sorts a record within its kind in the curated order.

    None stands for a statement whose day only other records can tell.
    """
    match found.kind:
        case "quotes":
            return _newest_first(found.data["date"]) if found.data.get("date") else None
        case "sources":
            return _newest_first(found.data.get("published"))
        case "sessions":
            return _earliest_first(found.data.get("date"), found.data.get("start"))
    return ""


_LAST: Final = "\U0010ffff"
"""Sorts after every date and every folded name."""

_NINES_COMPLEMENT: Final = str.maketrans("0123456789", "9876543210")


def _newest_first(day: str | None) -> str:
    """Return a key that sorts later days first and unknown ones last."""
    return day.translate(_NINES_COMPLEMENT) if day else _LAST


_YEAR_ONE: Final = datetime(1, 1, 1, tzinfo=UTC)


def _earliest_first(day: str | None, start: str | None) -> str:
    """Return a key that sorts sessions by day, then by the moment, unknown ones last."""
    if start is None:
        return day or _LAST
    # Moments in different zones are compared by what is between them and a common one.
    moment = (datetime.fromisoformat(start) - _YEAR_ONE + timedelta(days=1)).total_seconds()
    return f"{day or start[:10]} {moment:016.3f}"


def _set_twins_aside(target: sqlite3.Connection) -> list[Problem]:
    """Remove records whose address another one has already; return them as problems."""
    target.execute("CREATE INDEX temp.waiting ON stage (id, event, kind)")
    twins = target.execute(
        """
        SELECT twin.number, twin.kind, twin.id, f.name, twin.line, g.name, original.line
        FROM (SELECT *, min(number) OVER (PARTITION BY id, event, kind) AS first FROM stage) twin
        JOIN stage original ON original.number = twin.first
        JOIN file f ON f.number = twin.file JOIN file g ON g.number = original.file
        WHERE twin.number <> twin.first ORDER BY twin.number
        """
    ).fetchall()
    target.executemany("DELETE FROM stage WHERE number = ?", ((twin[0],) for twin in twins))
    return [
        Problem(
            name,
            line,
            f"{KINDS[kind]} {id}",
            "E106",
            f"the id is already taken in {other}:{other_line}; give this record another",
        )
        for _, kind, id, name, line, other, other_line in twins
    ]


def _rank(target: sqlite3.Connection) -> None:
    """Give every staged record its rank and move it into its table."""
    shelf = Shelf(target, "stage")
    undated = target.execute("SELECT number, event, data FROM stage WHERE place IS NULL").fetchall()
    for number, event, data in undated:
        quote = record_from("quotes", json.loads(data))
        place = _newest_first(day_of(quote, shelf.linked(event, quote)))
        target.execute("UPDATE stage SET place = ? WHERE number = ?", (place, number))
    target.execute(
        """
        INSERT INTO record
        SELECT row_number() OVER (
            ORDER BY kind, CASE WHEN kind IN (?, ?) THEN 0 ELSE event END, place, number
        ) - 1, kind, event, id, file, line, data FROM stage
        """,
        _ACROSS_EVENTS,
    )
    target.execute(ADDRESSES)
    target.execute("DROP TABLE stage")


def _index(target: sqlite3.Connection, report: Report) -> None:
    """Make every record searchable and countable, and note what it is sorted by."""
    shelf = Shelf(target)
    (records,) = target.execute("SELECT count(*) FROM record").fetchone()
    codes: dict[str, array[int]] = {name: array("I") for name in FACETS}
    choices: dict[str, dict[tuple[Value, ...], int]] = {name: {} for name in FACETS}
    years: set[int] = set()
    for row in target.execute("SELECT rank, kind, event, id, data FROM record ORDER BY rank"):
        rank, kind, event, id, text = row
        data = json.loads(text)
        record = record_from(KINDS[kind], data)
        linked = shelf.linked(event, record)
        document = documented(Address(shelf.events[event], KINDS[kind], id), record, data, linked)
        for name, values in zip(FACETS, document.facets, strict=True):
            codes[name].append(choices[name].setdefault(values, len(choices[name])))
        target.execute(_INSERT_WORDS, (rank, *document.columns))
        target.execute("INSERT INTO sorting VALUES(?, ?, ?, ?, ?)", (rank, *_sort_keys(document)))
        if document.day:
            years.add(int(document.day[:4]))
        if rank % _STRIDE == 0:
            report(Progress("indexing", rank, records, records))
    for name in FACETS:
        chosen = json.dumps(list(choices[name]), ensure_ascii=False)
        target.execute("INSERT INTO facet VALUES(?, ?, ?)", (name, chosen, codes[name].tobytes()))
    span = json.dumps([min(years, default=1), max(years, default=1)])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))


_INSERT_WORDS: Final = (
    f"INSERT INTO findable(rowid, {', '.join(COLUMNS)}) VALUES(?{', ?' * len(COLUMNS)})"
)


def _sort_keys(document: Document) -> tuple[str, ...]:
    """Return what sorts a record by date, speaker, source and name, in this order."""
    return (
        _newest_first(document.day),
        document.speaker or _LAST,
        document.source or _LAST,
        document.name or _LAST,
    )


def _sort(target: sqlite3.Connection) -> None:
    """Note each record's place in every sort order, equals in the curated one."""
    for name in ("date", "speaker", "source", "name"):
        # No input: the name is one of those above.
        ranks = target.execute(f"SELECT rank FROM sorting ORDER BY {name}, rank")  # noqa: S608
        order = [rank for (rank,) in ranks]
        places = array("I", bytes(4 * len(order)))
        for place, rank in enumerate(order):
            places[rank] = place
        target.execute("INSERT INTO sort VALUES(?, ?)", (name, places.tobytes()))
    target.execute("DROP TABLE sorting")
