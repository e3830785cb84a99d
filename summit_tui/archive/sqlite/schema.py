"""The tables of an index file, shared by the room that writes them and the one that reads them."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from summit_tui.archive.analysis.normalize import ANALYSIS_VERSION
from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.sqlite.checksums import checksum, verify
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem

VERSION: Final = f"12.{ANALYSIS_VERSION}"
"""Changes whenever an older index would answer wrongly."""

STRIDE: Final = 1 << 15
"""So many records, a multiple of eight, stand in one row of `grouped`: few hits need few rows."""

RANKED: Final[tuple[Kind, ...]] = (
    "quotes",
    *(kind for kind in KINDS if kind != "quotes"),
)
"""In what order the kinds have their ranks: a record is marked by whether it has statements."""

TABLES: Final = f"""
-- Every row has a checksum (`checksums`), but for the tables that FTS5 keeps.
-- Two leaves of FTS5 fill a page.
PRAGMA page_size=8192;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
    number INTEGER PRIMARY KEY, path BLOB NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, event TEXT, checksum INTEGER
);
CREATE TABLE event (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, checksum INTEGER NOT NULL
);
CREATE TABLE problem (
    path TEXT NOT NULL, line INTEGER NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL,
    message TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- `rank` is dense and counts kind by kind in the curated order: a kind is a range of ranks, and
-- the first page of any search is the first few matches in the order of `rank`.
CREATE TABLE record (
    rank INTEGER PRIMARY KEY, kind INTEGER NOT NULL, event INTEGER NOT NULL, id TEXT NOT NULL,
    file INTEGER NOT NULL, line INTEGER NOT NULL, data TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- What sources print of a record's fields: `home` is the event whose source it is, NULL where that
-- event stands in another index, and `event` the id of the record's, be it open or not.
CREATE TABLE reading (
    number INTEGER PRIMARY KEY, home INTEGER, event TEXT NOT NULL, kind INTEGER NOT NULL,
    id TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL, data TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
-- Statements of one remark, by the rank of the first of them.
CREATE TABLE remark (
    rank INTEGER PRIMARY KEY, first INTEGER NOT NULL, sources INTEGER NOT NULL,
    checksum INTEGER NOT NULL
);
-- Which record says to be the same as which other one, be that open or not.
CREATE TABLE same (
    event TEXT NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL, other_event TEXT NOT NULL,
    other_id TEXT NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE disagreement (
    rank INTEGER NOT NULL, field TEXT NOT NULL, variants INTEGER NOT NULL,
    numbers INTEGER NOT NULL, sources INTEGER NOT NULL, checksum INTEGER NOT NULL
);
-- What a mark is called by queries and by readers, and by which words some fields find it.
CREATE TABLE mark (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL, label TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE TABLE meaning (
    field TEXT NOT NULL, mark INTEGER NOT NULL, folded TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- One number a record, of `width` bytes: what it has of a group of facets, `STRIDE` records a row.
CREATE TABLE grouped (
    name TEXT NOT NULL, number INTEGER NOT NULL, width TEXT NOT NULL, codes BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (name, number)
);
-- Its `marks`, and for each such number the place of its mark among them. Where that is not one
-- mark, it is the complement of where `starts` tells which of `several`. The first numbers are
-- `stated`, those of statements; of those it is said whether none has a mark that another one has.
CREATE TABLE facet (
    name TEXT PRIMARY KEY, stated INTEGER NOT NULL, alone INTEGER NOT NULL, marks BLOB NOT NULL,
    places BLOB NOT NULL, starts BLOB NOT NULL, several BLOB NOT NULL, checksum INTEGER NOT NULL
);
-- The first two characters of every word that has so many.
CREATE TABLE beginning (two TEXT PRIMARY KEY, checksum INTEGER NOT NULL) WITHOUT ROWID;
-- Which records have what many have, as a packed number of which each bit is a record's.
CREATE TABLE bitmap (
    number INTEGER PRIMARY KEY, bits BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE frequent (
    key TEXT PRIMARY KEY, bitmap INTEGER NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
-- Which statements have values of a facet, the most frequent ones first, at most `most` each: a
-- bitmap of each, `spans` telling the byte it begins with and its length, or their ranks.
CREATE TABLE holder (
    facet TEXT NOT NULL, number INTEGER NOT NULL, most INTEGER NOT NULL, marks BLOB NOT NULL,
    spans BLOB NOT NULL, held BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (facet, number)
);
CREATE TABLE tally (
    kind INTEGER NOT NULL, facet TEXT NOT NULL, counted TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- One number a record: its place in a sort order.
CREATE TABLE sort (
    name TEXT PRIMARY KEY, places BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE VIRTUAL TABLE findable USING fts5(
    {", ".join(COLUMNS)}, content='', columnsize=0, prefix='2 3', tokenize="ascii tokenchars '='"
);
INSERT INTO findable(findable, rank) VALUES('hashsize', 8388608);
-- All parts are merged once, at the end.
INSERT INTO findable(findable, rank) VALUES('automerge', 0), ('crisismerge', 2000);
"""

INDEXES: Final = """
CREATE UNIQUE INDEX address ON record (id, event, kind);
CREATE UNIQUE INDEX token ON mark (token);
CREATE INDEX told ON remark (first);
CREATE INDEX saying ON same (id, event, kind);
CREATE INDEX said ON same (other_id, other_event, kind);
"""

STAGE: Final = """
PRAGMA temp.page_size=16384;
PRAGMA temp.cache_size=-16000;
CREATE TEMP TABLE stage (
    number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, folder INTEGER NOT NULL, id TEXT NOT NULL,
    file INTEGER NOT NULL, line INTEGER NOT NULL, place TEXT, event INTEGER NOT NULL,
    remark TEXT, told_in TEXT, people INTEGER NOT NULL, source INTEGER NOT NULL,
    topic INTEGER NOT NULL, time INTEGER, session INTEGER NOT NULL
);
-- What a record says itself: as in its file, and folded.
CREATE TEMP TABLE text (
    number INTEGER PRIMARY KEY, data TEXT NOT NULL, words TEXT NOT NULL, name TEXT NOT NULL,
    role TEXT NOT NULL, marks TEXT NOT NULL
);
-- What those add that it names.
CREATE TEMP TABLE people (
    number INTEGER PRIMARY KEY, speaker TEXT NOT NULL, delegation TEXT NOT NULL,
    marks TEXT NOT NULL
);
CREATE TEMP TABLE source (
    number INTEGER PRIMARY KEY, publisher TEXT NOT NULL, marks TEXT NOT NULL
);
CREATE TEMP TABLE topic (number INTEGER PRIMARY KEY, words TEXT NOT NULL, marks TEXT NOT NULL);
CREATE TEMP TABLE time (number INTEGER PRIMARY KEY, marks TEXT NOT NULL);
CREATE TEMP TABLE session (number INTEGER PRIMARY KEY, words TEXT NOT NULL, marks TEXT NOT NULL);
"""
"""Where records wait in the order they were read until their rank is known; not in the file."""


def write_problems(target: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    """Write what is wrong with the files, in the order given."""
    rows = ((p.path, p.line, p.where, p.code, p.message) for p in problems)
    target.executemany(
        "INSERT INTO problem VALUES(?, ?, ?, ?, ?, ?)",
        ((*row, checksum(b"", *row)) for row in rows),
    )


def events_in(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the ids of the events by their numbers; raise `BrokenIndexError` if damaged."""
    events = {}
    for number, id, checked in connection.execute("SELECT * FROM event"):
        verify(checked, b"", number, id)
        events[number] = id
    return events


def problems_in(connection: sqlite3.Connection) -> list[Problem]:
    """Return what is wrong with the files; raise `BrokenIndexError` where it is damaged."""
    problems = []
    for *row, number in connection.execute("SELECT * FROM problem ORDER BY rowid"):
        verify(number, b"", *row)
        problems.append(Problem(*row))
    return problems


def listed(problems: Iterable[Problem]) -> str:
    """Return what went wrong while the files were listed, as `meta` notes it."""
    return "\n".join(map(str, problems))
