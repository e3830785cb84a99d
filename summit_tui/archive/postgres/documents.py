"""The documents, links and remarks of an index, as a push sends them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from summit_tui.archive import MAX_REMARK_STATEMENTS
from summit_tui.archive.describe import COLUMNS, references
from summit_tui.archive.postgres.lexemes import tsvector
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.link_loader import decoded, further_references
from summit_tui.archive.sqlite.postings import terms_of_records
from summit_tui.archive.sqlite.record_store import RecordKey, RecordRow
from summit_tui.archive.sqlite.schema import events_in
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Record

_BATCH = 1_000
"""Records that are looked at together."""


def documents(connection: sqlite3.Connection, records: int) -> Iterator[tuple[int, str, bool]]:
    """Yield docid and `tsvector` of every document, and whether all phrases of it can be found.

    `records` is the number of all records; on a server, a record is found by its terms, and by
    frequent beginnings of its words, as by words.
    """
    all_terms = terms_of_records(connection, records)
    # FTS5 keeps no texts, but every token with its place.
    connection.execute("CREATE VIRTUAL TABLE temp.token USING fts5vocab(main, document, instance)")
    rows = connection.execute(
        "SELECT doc, col, group_concat(term, ' ') FROM"
        " (SELECT doc, col, term FROM temp.token ORDER BY doc, col, offset) GROUP BY doc, col"
    )
    for (docid, columns), terms in zip(groupby(rows, key=itemgetter(0)), all_terms, strict=True):
        texts = {name: text for _, name, text in columns}
        texts["unshown"] = f"{texts.get('unshown', '')} {terms}".strip()
        yield docid, *tsvector({name: texts[name] for name in COLUMNS if name in texts})


class Links:
    """What belongs to each record of an index when it is shown."""

    def __init__(self, store: FtsStore) -> None:
        self._store = store
        self._events = events_in(store.tables)
        remarks: dict[int, list[int]] = defaultdict(list)
        self._remark_of: dict[int, list[int]] = {}
        """The docids of the statements of its remark, by the docid of each."""
        rows = store.tables.execute("SELECT docid, first_docid FROM remark ORDER BY docid")
        for docid, first in rows:
            self._remark_of[docid] = remarks[first]
            remarks[first].append(docid)
        self._known = lru_cache(1 << 16)(self._find)

    def rows(self) -> Iterator[tuple[RecordRow, list[int], list[int]]]:
        """Yield the records in the order of their docids, each with its links and its remark.

        Both are docids: of all that it refers to and what that brings with it, and of the
        statements that are shown with it.
        """
        first = 0
        while rows := self._store.records(range(first, first + _BATCH)):
            for row, data in zip(rows, decoded(rows), strict=True):
                record = record_from(KINDS[row.kind], data)
                links = dict.fromkeys(self._linked(row.event, record))
                yield row, list(links), self._remark_of.get(row.docid, [])[:MAX_REMARK_STATEMENTS]
            first += _BATCH

    def _linked(self, event: int, record: Record) -> Iterator[int]:
        named: Iterator[tuple[Kind, str]] = references(record)
        for kind, id in (*named, ("event", self._events[event])):
            if known := self._known((event, KINDS.index(kind), id)):
                docid, further = known
                yield docid
                yield from further

    def _find(self, key: RecordKey) -> tuple[int, list[int]] | None:
        """Return the docid of a record and those of what it brings with it; None without it."""
        for row, data in zip(rows := self._store.records_at([key]), decoded(rows), strict=True):
            record = record_from(KINDS[row.kind], data)
            keys = [(row.event, KINDS.index(kind), id) for kind, id in further_references(record)]
            return row.docid, list(self._store.docids(keys).values())
        return None
