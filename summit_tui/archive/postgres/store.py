"""The words and the records of a version, asked of the server; its tables are on this machine."""

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import chain, islice
from typing import Any, Final, TypeVar

from psycopg.rows import TupleRow

from summit_tui.archive import Digest
from summit_tui.archive.postgres.lexemes import tsquery
from summit_tui.archive.postgres.session import Session
from summit_tui.archive.sqlite.expressions import NOTHING, Expression
from summit_tui.archive.sqlite.fts_store import sqlite_guarded
from summit_tui.archive.sqlite.postings import beginnings_in
from summit_tui.archive.sqlite.record_store import RecordKey, RecordRow

_Key = TypeVar("_Key", int, RecordKey)

_KEPT: Final = 4_000
"""Rows that wait until they are asked for: those of a page come with its docids."""


class PostgresStore:
    """The `RecordStore` of a version on a server."""

    is_local = False

    def __init__(self, session: Session, schema: str, tables: sqlite3.Connection) -> None:
        """Take over `session` and `tables`, which are those of the version in `schema`."""
        self.tables = tables
        self._session = session
        # No name but one that the server gave is ever written into a query.
        self._schema = schema
        self._beginnings = beginnings_in(tables)
        self._rows: dict[int, RecordRow] = {}
        self._by_key: dict[RecordKey, RecordRow] = {}
        self._pages: dict[tuple[Expression, range, bool], tuple[str, int]] = {}
        self._all_docids: dict[Expression, list[int]] = {}
        """All docids of the expressions that were asked last in several spans."""

    # Words

    def prepare(
        self,
        expressions: Sequence[Expression],
        span: range,
        most: int,
        *,
        reverse: bool,
        shown: range,
        known: Sequence[int],
    ) -> None:
        """Fetch the answers to what is asked next, and rows of hits, in one go."""
        # What matches nothing would be planned and looked up like all else.
        asked = (*self._all_docids, NOTHING)
        expressions = [expression for expression in expressions if expression not in asked]
        known = self._missing(known, self._rows)
        if not (expressions or known):
            return
        answer = self._ask(
            "page(%s, %s, %s, %s, %s, %s, %s, %s)",
            list(map(self._query, expressions)),
            span.start,
            span.stop - 1,
            most,
            reverse,
            shown.start,
            shown.stop,
            known,
        )
        self._pages.clear()
        matches = [docids for docids, *_ in islice(answer, len(expressions)) if docids is not None]
        for expression, docids in zip(expressions, matches, strict=False):
            self._pages[expression, span, reverse] = docids, most
        self._keep(row for _, *row in answer[len(matches) :])

    def prepare_spans(
        self, expressions: Sequence[Expression], spans: Sequence[range], limit: int, most: int
    ) -> None:
        """Fetch all that matches, where that is not very much, and then rows of the first hits."""
        everything = range(spans[0].start, spans[-1].stop)
        most *= len(spans)
        # The numbers alone: what rows are wanted is known then.
        shown = range(0)
        self.prepare(expressions, everything, most, reverse=False, shown=shown, known=())
        answers = {each: self._pages.get((each, everything, False)) for each in expressions}
        docids = {each: answer[0].split(",") for each, answer in answers.items() if answer}
        if sum(map(len, docids.values())) < most:
            self._all_docids = {
                each: list(map(int, filter(None, texts))) for each, texts in docids.items()
            }
            hits = (
                _within(hits, span)[:limit] for hits in self._all_docids.values() for span in spans
            )
            self.records(list(chain.from_iterable(hits)))

    def matching(
        self, expression: Expression, span: range, limit: int, *, reverse: bool = False
    ) -> str:
        """Return the first docids in a span that match, or the last in reverse, with commas."""
        if expression == NOTHING:
            return ""
        if expression in self._all_docids:
            hits = _within(self._all_docids[expression], span)[:: -1 if reverse else 1]
            return ",".join(map(str, hits[:limit]))
        docids, most = self._pages.get((expression, span, reverse), ("", 0))
        if most >= limit:
            return ",".join(docids.split(",", limit)[:limit])
        query = self._query(expression)
        answer = self._ask(
            "page(%s, %s, %s, %s, %s, 0, 0, '{}')",
            [query],
            span.start,
            span.stop - 1,
            limit,
            reverse,
        )
        text: str = answer[0][0]
        return text

    def counts(self, expression: Expression, spans: Sequence[range]) -> list[int]:
        """Return how many records of each span of docids match; the spans follow each other."""
        lows = [span.start for span in spans]
        answer = self._ask("counts(%s, %s, %s)", self._query(expression), lows, spans[-1].stop - 1)
        numbers: dict[int, int] = dict(answer)
        return [numbers.get(position, 0) for position in range(1, len(spans) + 1)]

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return how many records match, at most `most`."""
        ((number,),) = self._ask("few(%s, %s)", self._query(expression), most)
        return int(number)

    def has_word(self, word: str) -> bool:
        """Say whether any record has a word or, with an asterisk behind it, one that begins so."""
        query = "SELECT term FROM word WHERE term >= ? LIMIT 1"
        begins = word.removesuffix("*")
        row = self.tables.execute(query, (begins,)).fetchone()
        if row is None:
            return False
        return bool(row[0].startswith(begins) if word.endswith("*") else row[0] == word)

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""
        query = "SELECT records FROM word WHERE term = ?"
        counts = ((word, self.tables.execute(query, (word,)).fetchone()) for word in words)
        return {word: row[0] for word, row in counts if row}

    # Records

    def records(self, docids: Collection[int]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are."""
        if missing := self._missing(docids, self._rows):
            self._keep(self._ask("records(%s)", missing))
        return [self._rows[docid] for docid in docids if docid in self._rows]

    def records_at(self, keys: Collection[RecordKey]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are."""
        if missing := self._missing([key for key in keys if _can_be_id(key[2])], self._by_key):
            self._keep(self._ask("records_at(%s, %s, %s)", *_columns(missing)))
        return [self._by_key[key] for key in keys if key in self._by_key]

    def prefetch(self, keys: Collection[RecordKey]) -> None:
        """Fetch rows, and those of what they refer to, in one go."""
        if missing := self._missing([key for key in keys if _can_be_id(key[2])], self._by_key):
            asked = f"SELECT array_agg(docid) FROM {self._schema}.records_at(%s, %s, %s)"  # noqa: S608
            self._keep(self._ask(f"records(({asked}))", *_columns(missing)))

    def docids(self, keys: Collection[RecordKey]) -> Mapping[RecordKey, int]:
        """Return the docids of those records that there are."""
        return {row.key: row.docid for row in self.records_at(keys)}

    def named(self, id: str) -> Sequence[RecordRow]:
        """Return the rows of all records of an id, kind by kind in the order of docids."""
        return list(map(_row, self._ask("named(%s)", id))) if _can_be_id(id) else []

    def digests(self, ordinals: Mapping[int, int]) -> Iterator[Sequence[Digest]]:
        """Yield the `Digest` of every record of some events, sorted, in batches."""
        for event, ordinal in sorted(ordinals.items(), key=lambda item: item[1]):
            yield [
                (ordinal, kind, id, digest) for kind, id, digest in self._ask("digests(%s)", event)
            ]

    def _missing(self, asked: Collection[_Key], kept: Container[_Key]) -> list[_Key]:
        """Return what is asked for and not among the rows that are kept.

        Where these are many they make way, and then all that is asked for is missing.
        """
        missing = [each for each in asked if each not in kept]
        if missing and len(self._rows) > _KEPT:
            self._rows.clear()
            self._by_key.clear()
            return list(asked)
        return missing

    def _keep(self, rows: Iterable[Iterable[Any]]) -> None:
        """Keep rows until they are asked for."""
        for row in map(_row, rows):
            self._rows[row.docid] = self._by_key[row.key] = row

    # The connections

    def _query(self, expression: Expression) -> str:
        return tsquery(expression, self._beginnings)

    def _ask(self, call: str, *parameters: object) -> Sequence[TupleRow]:
        return self._session.ask(f"SELECT * FROM {self._schema}.{call}", parameters)  # noqa: S608

    def guarded(self) -> AbstractContextManager[None]:
        """Raise the errors of `Archive` for those of the tables; the session raises its own."""
        return sqlite_guarded()

    def interrupt(self) -> None:
        """Stop the running question, from any thread."""
        self._session.interrupt()
        # Nothing runs on a closed connection.
        with suppress(sqlite3.ProgrammingError):
            self.tables.interrupt()

    def close(self) -> None:
        """Release the connection and the tables."""
        self._session.close()
        self.tables.close()


def _row(columns: Iterable[Any]) -> RecordRow:  # as the server gives them
    docid, kind, event, id, file, line, data, checksum, doubtful = columns
    return RecordRow(docid, kind, event, id, file, line, data.encode(), checksum, doubtful)


def _within(docids: Sequence[int], span: range) -> Sequence[int]:
    """Return those of ascending docids that are in a span."""
    return docids[bisect_left(docids, span.start) : bisect_left(docids, span.stop)]


def _can_be_id(text: str) -> bool:
    """Say whether a record may have this id; the server takes no text with a null character."""
    return text.isascii() and text.isprintable()


def _columns(keys: Sequence[RecordKey]) -> Sequence[list[object]]:
    return [list(column) for column in zip(*keys, strict=True)]
