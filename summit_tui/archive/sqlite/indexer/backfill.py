"""Completes staged records by what is known only once all of them are there.

Readings add to the words of their records, statements get the number of sources of their remark
and the day of their session or source, and other records get the term of being quoted.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import References
from summit_tui.archive.sqlite.indexer.documents import Combinations, DocumentCollector
from summit_tui.archive.sqlite.indexer.related import RelatedTerms
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.ranking import newest_first
from summit_tui.archive.sqlite.terms import GAP, REMARK_WORD, TermNumbers, encode_term
from summit_tui.model.kinds import KINDS
from summit_tui.readers import decoder

_QUOTES: Final = KINDS.index("quotes")
_AT_ADDRESS: Final = (
    "SELECT number, data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE id = ? AND event = ? AND kind = ?"
)
_UNDATED: Final = (
    "SELECT number, event, data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE time IS NULL"
)
_REMARKS: Final = """
SELECT number, event, remark, sources FROM staged_record JOIN (
    SELECT event, remark, count(DISTINCT source_id) AS sources
    FROM staged_record WHERE remark IS NOT NULL GROUP BY event, remark
) USING (event, remark) WHERE remark IS NOT NULL
"""
_NOT_OF_KIND: Final = "SELECT number, kind, event, id FROM staged_record WHERE kind <> ?"
_EVENT: Final = "SELECT event FROM staged_record WHERE number = ?"
_ADD_WORDS: Final = "UPDATE staged_text SET words = words || ?, terms = terms || ? WHERE number = ?"
_ADD_TERMS: Final = "UPDATE staged_text SET terms = terms || ' ' || ? WHERE number = ?"


def add_readings(
    target: sqlite3.Connection, documents: DocumentCollector, readings: ReadingResolver
) -> None:
    """Add what sources print of records to their document fields."""
    decode = decoder()
    for event, kind, id in readings.addresses():
        row = target.execute(_AT_ADDRESS, (id, event, kind)).fetchone()
        if row is None:
            continue
        number, text = row
        kind_name = KINDS[kind]
        fields = documents.fields(kind_name, decode(text), readings.of(event, kind_name, id))
        target.execute(
            "UPDATE staged_text SET words = ?, role = ?, terms = ? WHERE number = ?",
            (fields.words, fields.role, fields.terms, number),
        )


def add_remarks(
    target: sqlite3.Connection, documents: DocumentCollector, terms: TermNumbers
) -> None:
    """Add to statements the terms of their remark and of how many sources have it."""
    events = dict(target.execute("SELECT number, id FROM event"))
    rows = target.execute(_REMARKS).fetchall()
    for number, event, remark, source_count in rows:
        term = encode_term(terms.number(f"remark={events[event]}/{remark}"))
        words = " ".join(REMARK_WORD + word for word in normalize(remark).split())
        source_count_term = documents.source_count_term(source_count)
        added = f"{source_count_term} {documents.has_term('remark')} {term} {words}"
        target.execute(_ADD_TERMS, (added, number))


def add_days(
    target: sqlite3.Connection,
    combinations: Combinations,
    documents: DocumentCollector,
    related: RelatedTerms,
) -> None:
    """Give statements without a day that of their session, or else of their source.

    With the day of their session, they also have the term of those whose day is stated.
    """
    decode = decoder()
    for number, event, text in target.execute(_UNDATED).fetchall():
        quote = decode(text)
        session_day = related.session_day(event, quote.get("session"))
        day = session_day or related.source_day(event, quote["source"])
        if session_day:
            target.execute(_ADD_TERMS, (documents.has_term("date"), number))
        target.execute(
            "UPDATE staged_record SET time = ?, sort_key = ? WHERE number = ?",
            (combinations.time(quote["mode"], day), newest_first(day), number),
        )


def add_involved(
    target: sqlite3.Connection, related: RelatedTerms, involved: Iterable[tuple[int, References]]
) -> None:
    """Add to statements the words and terms of those who have a part in them.

    `involved` has the numbers of such statements, each with kind and id of those.
    """
    for number, references in involved:
        # There is none where the statement was set aside as a duplicate.
        for (event,) in target.execute(_EVENT, (number,)).fetchall():
            words, terms = related.involved(event, references).columns
            target.execute(_ADD_WORDS, (f"{GAP}{words}", f" {terms}", number))


def add_quoted(
    target: sqlite3.Connection,
    documents: DocumentCollector,
    terms: TermNumbers,
    quoted: AbstractSet[int],
) -> None:
    """Add to records that statements refer to the term for that.

    `quoted` has the numbers of the terms of these records.
    """
    events = dict(target.execute("SELECT number, id FROM event"))
    has_quotes = documents.has_term("quotes")

    def rows() -> Iterator[tuple[str, int]]:
        for number, kind, event, id in target.execute(_NOT_OF_KIND, (_QUOTES,)):
            name = KINDS[kind]
            token = f"event={id}" if name == "event" else f"ref={events[event]}/{name}/{id}"
            if terms.number(token) in quoted:
                yield has_quotes, number

    target.executemany(_ADD_TERMS, rows())
