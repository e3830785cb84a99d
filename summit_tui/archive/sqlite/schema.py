"""The tables of an index file, shared by the indexer and the searcher."""

import sqlite3
from typing import Final

from summit_tui.archive.analysis.normalize import ANALYSIS_VERSION
from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.sqlite.checksums import verify
from summit_tui.model.kinds import KINDS, Kind

VERSION: Final = f"30.{ANALYSIS_VERSION}"
"""Changes whenever an older index would answer wrongly."""

PREFIX_SIZE: Final = 2
"""Characters of the prefixes that FTS5 has in its index."""
BLOCK_SIZE: Final = 1 << 15
"""Records in one row of `facet_column`, a multiple of eight: few hits need few rows."""

_WIDTHS: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
"""The type codes of arrays, each with the first number that does not fit."""

DOCID_ORDER: Final[tuple[Kind, ...]] = (
    "quotes",
    *(kind for kind in KINDS if kind != "quotes"),
)
"""The kinds in the order of their docids: terms of records depend on whether statements refer to
them, so statements come first."""

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
    path TEXT NOT NULL, line INTEGER NOT NULL, location TEXT NOT NULL, code TEXT NOT NULL,
    sentence TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- `docid` is dense and counts kind by kind in the default order: a kind is a range of docids, and
-- the first page of any search is the first few matches in the order of `docid`. `doubtful` says
-- whether `has:doubts` finds it.
CREATE TABLE record (
    docid INTEGER PRIMARY KEY, kind INTEGER NOT NULL, event INTEGER NOT NULL, id TEXT NOT NULL,
    file INTEGER NOT NULL, line INTEGER NOT NULL, data TEXT NOT NULL, checksum INTEGER NOT NULL,
    doubtful INTEGER NOT NULL
);
-- The `data` of statements, which stand in no row of `record`: a line each and compressed, several
-- to a row (`statement_blocks`). The checksum of each is that of its row in `record`.
CREATE TABLE statement_block (block INTEGER PRIMARY KEY, statements BLOB NOT NULL);
-- What sources print of a record's fields: `source_event` is the number of the event whose source
-- it is, NULL where that event is in another index; `event` is the id of the record's event, which
-- may or may not be in this index.
CREATE TABLE reading (
    number INTEGER PRIMARY KEY, source_event INTEGER, event TEXT NOT NULL, kind INTEGER NOT NULL,
    id TEXT NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL, data TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
-- The statements of one remark, which is identified by the docid of the first of them.
CREATE TABLE remark (
    docid INTEGER PRIMARY KEY, first_docid INTEGER NOT NULL, sources INTEGER NOT NULL,
    checksum INTEGER NOT NULL
);
-- Which record declares to be the same as which other one, whether or not that is in this index.
CREATE TABLE same_as (
    event TEXT NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL, other_event TEXT NOT NULL,
    other_id TEXT NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE disagreement (
    docid INTEGER NOT NULL, field TEXT NOT NULL, variants INTEGER NOT NULL,
    numbers INTEGER NOT NULL, sources INTEGER NOT NULL, checksum INTEGER NOT NULL
);
-- The text of a term in queries, its label for readers, and the words by which some fields find it.
CREATE TABLE term (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL, label TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
CREATE TABLE term_alias (
    field TEXT NOT NULL, term INTEGER NOT NULL, normalized TEXT NOT NULL,
    checksum INTEGER NOT NULL
);
-- One ordinal a record, an array item of type `typecode`: the combination of values that it has in
-- a group of facets; `BLOCK_SIZE` records a row.
CREATE TABLE facet_column (
    facet_group TEXT NOT NULL, block INTEGER NOT NULL, typecode TEXT NOT NULL,
    ordinals BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (facet_group, block)
);
-- The `terms` of a facet, and for each ordinal the position of its term among them. Where an
-- ordinal does not stand for exactly one term, its position is the complement of an index into
-- `starts`, which says where its terms start in `multi_terms`. The first `statement_ordinals`
-- ordinals are those of statements; `is_single` says whether each of those stands for one term at
-- most that no other one stands for. Without any term there are no positions.
CREATE TABLE facet (
    name TEXT PRIMARY KEY, statement_ordinals INTEGER NOT NULL, is_single INTEGER NOT NULL,
    terms BLOB NOT NULL, positions BLOB NOT NULL, starts BLOB NOT NULL, multi_terms BLOB NOT NULL,
    checksum INTEGER NOT NULL
);
-- The first two characters of every word of two or more.
CREATE TABLE prefix (characters TEXT PRIMARY KEY, checksum INTEGER NOT NULL) WITHOUT ROWID;
-- Every word of the names and ids of speakers: most words of queries are none.
CREATE TABLE name_word (word TEXT PRIMARY KEY, checksum INTEGER NOT NULL) WITHOUT ROWID;
-- Which records match a frequent word or term, as a compressed number with one bit a record.
CREATE TABLE posting (
    number INTEGER PRIMARY KEY, bits BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE posting_key (
    key TEXT PRIMARY KEY, posting INTEGER NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
-- The same of words that are less frequent, but of the newest statements alone, of which `newest`
-- in `meta` says how many they are. These have the numbers below 0 in `posting`.
CREATE TABLE newest_posting_key (
    key TEXT PRIMARY KEY, posting INTEGER NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
-- Which statements have values of a facet, the most frequent values first, at most `max_count`
-- statements each: either a bitmap of each value, with the byte that it begins with and its length
-- in `bitmap_spans`, or the docids.
CREATE TABLE facet_posting (
    facet TEXT NOT NULL, block INTEGER NOT NULL, max_count INTEGER NOT NULL, terms BLOB NOT NULL,
    bitmap_spans BLOB NOT NULL, postings BLOB NOT NULL, checksum INTEGER NOT NULL,
    PRIMARY KEY (facet, block)
);
-- Which records have a term that is not frequent: `packed` has the steps from each docid to the
-- next, an array of type `typecode`, behind the docid `first`; or, where `typecode` is empty, a
-- compressed bitmap that begins with the byte `first`. `first` is -1 where no record has the term.
CREATE TABLE term_posting (
    number INTEGER PRIMARY KEY, first INTEGER NOT NULL, typecode TEXT NOT NULL,
    packed BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE facet_count (
    kind INTEGER NOT NULL, facet TEXT NOT NULL, counts TEXT NOT NULL, checksum INTEGER NOT NULL
);
-- An order: the rank of each combination of a group of facets, or the ordinal of each record.
CREATE TABLE sort_order (
    name TEXT PRIMARY KEY, numbers BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE VIRTUAL TABLE document USING fts5(
    {", ".join(COLUMNS)}, content='', columnsize=0, prefix='{PREFIX_SIZE}',
    tokenize="ascii tokenchars '='"
);
INSERT INTO document(document, rank) VALUES('hashsize', 8388608);
-- All segments are merged once, at the end.
INSERT INTO document(document, rank) VALUES('automerge', 0), ('crisismerge', 2000);
"""

INDEXES: Final = """
CREATE UNIQUE INDEX record_address ON record (id, event, kind);
CREATE UNIQUE INDEX term_token ON term (token);
CREATE INDEX remark_first ON remark (first_docid);
CREATE INDEX same_as_record ON same_as (id, event, kind);
CREATE INDEX same_as_other ON same_as (other_id, other_event, kind);
"""


def events_in(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the ids of the events by their numbers; raise `IndexCorruptError` if damaged."""
    events = {}
    for number, id, stored_checksum in connection.execute("SELECT * FROM event"):
        verify(stored_checksum, b"", number, id)
        events[number] = id
    return events


def typecode_below(limit: int) -> str:
    """Return the type code of the narrowest array that holds all numbers below a limit."""
    return next(typecode for typecode, end in _WIDTHS if limit <= end)
