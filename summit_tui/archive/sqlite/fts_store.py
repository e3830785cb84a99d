"""The words and the records of an index file, asked of SQLite and its FTS5.

Hits of FTS5 are fetched as one value: row by row they take several times as long as finding them.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final

from summit_tui.archive import Digest, InterruptedSearchError
from summit_tui.archive.sqlite.checksums import convert_sqlite_errors
from summit_tui.archive.sqlite.digests import sorted_digests
from summit_tui.archive.sqlite.expressions import Also, Both, Either, Every, Expression, Words
from summit_tui.archive.sqlite.record_store import RecordKey, RecordRow
from summit_tui.archive.sqlite.statement_blocks import statements_in
from summit_tui.model.kinds import KINDS

_MATCHING: Final = "SELECT rowid FROM document WHERE document MATCH ?"
_TOGETHER: Final = "SELECT group_concat(rowid) FROM ({})"
_ALL: Final = _TOGETHER.format(_MATCHING)
_WITHIN: Final = f"{_MATCHING} AND rowid BETWEEN ? AND ? ORDER BY rowid"
_FORWARDS: Final = _TOGETHER.format(f"{_WITHIN} LIMIT ?")
_BACKWARDS: Final = _TOGETHER.format(f"{_WITHIN} DESC LIMIT ?")
_COUNT_UP_TO: Final = "SELECT count(*) FROM (SELECT 1 FROM document WHERE document MATCH ? LIMIT ?)"

_COLUMNS: Final = (
    "docid, kind, event, record.id, file, line, CAST(data AS BLOB), checksum, doubtful"
)
_BY_ID: Final = f"SELECT {_COLUMNS} FROM record WHERE id = ? ORDER BY kind, docid"  # noqa: S608
_BY_DOCID: Final = f"""
SELECT {_COLUMNS}
FROM json_each(?) AS asked CROSS JOIN record ON docid = asked.value
"""  # noqa: S608 - no input, here and below
_KINDS: Final = len(KINDS)
# The keys come as an object: its names are ids, its values event and kind as one number.
_BY_KEY: Final = f"""
SELECT {_COLUMNS}
FROM json_each(?) AS asked CROSS JOIN record INDEXED BY record_address
WHERE record.id = asked.key AND record.event = asked.value / {_KINDS}
    AND record.kind = asked.value % {_KINDS}
"""  # noqa: S608
_DOCIDS: Final = """
SELECT event, kind, record.id, docid
FROM json_each(?) AS asked CROSS JOIN record INDEXED BY record_address
WHERE event = json_extract(asked.value, '$[0]') AND kind = json_extract(asked.value, '$[1]')
    AND record.id = json_extract(asked.value, '$[2]')
"""


class FtsStore:
    """The `RecordStore` of one index file."""

    is_local = True

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.tables = connection
        self._vocabularies: set[str] = set()

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
        """Do nothing: to ask is quick enough."""

    def prepare_spans(
        self, expressions: Sequence[Expression], spans: Sequence[range], limit: int, most: int
    ) -> None:
        """Do nothing: to ask is quick enough."""

    def matching(
        self, expression: Expression, span: range, limit: int, *, reverse: bool = False
    ) -> str:
        """Return the first docids in a span that match, or the last in reverse, with commas."""
        parameters = (match_text(expression), span.start, span.stop - 1, limit)
        return self._text(_BACKWARDS if reverse else _FORWARDS, parameters)

    def all_matching(self, expression: Expression) -> str:
        """Return the docids of all records that match, with commas."""
        return self._text(_ALL, (match_text(expression),))

    def counts(self, expression: Expression, spans: Sequence[range]) -> list[int]:
        """Return how many records of each span of docids match."""
        cases = [
            f"WHEN rowid BETWEEN {span.start} AND {span.stop - 1} THEN {number}"
            for number, span in enumerate(spans)
            if span
        ]
        if not cases:
            return [0] * len(spans)
        # In one go: for each beginning of a word, FTS5 first gathers the records of all its words.
        query = (
            f"SELECT CASE {' '.join(cases)} END AS span, count(*) FROM document"  # noqa: S608
            " WHERE document MATCH ? GROUP BY span"
        )
        counts = dict(self.tables.execute(query, (match_text(expression),)).fetchall())
        return [counts.get(number, 0) for number in range(len(spans))]

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return how many records match, at most `most`."""
        return self._number(_COUNT_UP_TO, (match_text(expression), most))

    def has_word(self, word: str) -> bool:
        """Say whether any record has a word or, with an asterisk behind it, one that begins so."""
        # One row for each place of a word: the first is there at once, however many follow.
        self._open_vocabulary("instance")
        if not word.endswith("*"):
            query = "SELECT 1 FROM temp.instance_vocabulary WHERE term = ? LIMIT 1"
            return self.tables.execute(query, (word,)).fetchone() is not None
        query = "SELECT term FROM temp.instance_vocabulary WHERE term >= ? LIMIT 1"
        row = self.tables.execute(query, (word[:-1],)).fetchone()
        return row is not None and row[0].startswith(word[:-1])

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""
        self._open_vocabulary("row")
        rows = self.tables.execute(
            "SELECT term, doc FROM temp.row_vocabulary"
            " WHERE term IN (SELECT value FROM json_each(?))",
            (json.dumps(words),),
        )
        return dict(rows.fetchall())

    def _open_vocabulary(self, rows: str) -> None:
        """Make a table of the words: `row` has each once, `instance` once for each place."""
        if rows not in self._vocabularies:
            self.tables.executescript(
                "PRAGMA query_only=0;"
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{rows}_vocabulary"
                f" USING fts5vocab(main, document, {rows});"
                "PRAGMA query_only=1"
            )
            self._vocabularies.add(rows)

    def _text(self, query: str, parameters: tuple[str | int, ...]) -> str:
        text: str | None = self.tables.execute(query, parameters).fetchone()[0]
        return text or ""

    def _number(self, query: str, parameters: tuple[str | int, ...]) -> int:
        number: int = self.tables.execute(query, parameters).fetchone()[0]
        return number

    # Records

    def records(self, docids: Collection[int]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are."""
        return self._rows(_BY_DOCID, json.dumps(list(docids)))

    def records_at(self, keys: Collection[RecordKey]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are."""
        # No id of a record has to be escaped.
        pairs = (f'"{id}":{event * _KINDS + kind}' for event, kind, id in keys)
        return self._rows(_BY_KEY, f"{{{','.join(pairs)}}}")

    def prefetch(self, keys: Collection[RecordKey]) -> None:
        """Do nothing: to ask is quick enough."""

    def docids(self, keys: Collection[RecordKey]) -> Mapping[RecordKey, int]:
        """Return the docids of those records that there are."""
        rows = self.tables.execute(_DOCIDS, (json.dumps(list(keys)),))
        return {(event, kind, id): docid for event, kind, id, docid in rows}

    def named(self, id: str) -> Sequence[RecordRow]:
        """Return the rows of all records of an id, kind by kind in the order of docids."""
        return self._rows(_BY_ID, id)

    def digests(self, ordinals: Mapping[int, int]) -> Iterator[Sequence[Digest]]:
        """Yield the `Digest` of every record of some events, sorted, in batches."""
        return sorted_digests(self.tables, ordinals)

    def _rows(self, query: str, parameter: str) -> Sequence[RecordRow]:
        rows = self.tables.execute(query, (parameter,)).fetchall()
        stored = statements_in(self.tables, [docid for docid, *_, data, _, _ in rows if not data])
        # Of a statement that is lost the checksum is wrong.
        return [
            RecordRow._make((docid, *columns, data or stored.get(docid, b""), checksum, doubtful))
            for docid, *columns, data, checksum, doubtful in rows
        ]

    # The connection

    def guarded(self) -> AbstractContextManager[None]:
        """Raise the errors of `Archive` for those of SQLite."""
        return sqlite_guarded()

    def interrupt(self) -> None:
        """Stop the running question, from any thread."""
        # Nothing runs on a closed connection.
        with suppress(sqlite3.ProgrammingError):
            self.tables.interrupt()

    def close(self) -> None:
        """Release the file."""
        self.tables.close()


@contextmanager
def sqlite_guarded() -> Iterator[None]:
    """Raise the errors of `Archive` for those of SQLite."""
    with convert_sqlite_errors():
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise InterruptedSearchError from error
            raise


def match_text(expression: Expression) -> str:
    """Return an expression in the syntax of FTS5."""
    match expression:
        case Words():
            return _words_text(expression)
        case Also(part) | Every(part):
            return match_text(part)
        case Either(parts):
            return f"({' OR '.join(map(match_text, parts))})"
        case Both(parts, excluded):
            both = f"({' AND '.join(map(match_text, parts))})"
            return f"({both} NOT {match_text(Either(excluded))})" if excluded else both


def _words_text(words: Words) -> str:
    if words.beginnings:
        before = words.tokens[:-1]
        ways = [_phrase(words.tokens, prefix=False)]
        ways += (_phrase((*before, longer), prefix=True) for longer in words.beginnings)
        text = f"({' OR '.join(ways)})"
    else:
        text = _phrase(words.tokens, prefix=words.prefix)
    if words.is_first:
        text = f"^ {text}"
    if words.column:
        text = f"{words.column} : {text}"
    if words.grams:
        grams = (_phrase((gram,), prefix=False) for gram in words.grams)
        text = f"({' AND '.join(grams)} AND {text})"
    return text


def _phrase(tokens: Sequence[str], *, prefix: bool) -> str:
    return '"' + " ".join(tokens).replace('"', '""') + '"' + "*" * prefix
