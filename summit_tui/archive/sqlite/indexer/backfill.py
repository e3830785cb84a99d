"""What was set aside is completed by what stands elsewhere.

Readings add to the words of their records; how many sources tell a remark, and the day of a
session or a source, are known once all records are there.
"""

import sqlite3
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.indexer.documents import Combinations, DocumentCollector
from summit_tui.archive.sqlite.indexer.related import RelatedTerms
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.ranking import newest_first
from summit_tui.archive.sqlite.terms import REMARK_WORD, TermNumbers, encode_term
from summit_tui.model.kinds import KINDS
from summit_tui.readers import decoder

_QUOTES: Final = KINDS.index("quotes")
_AT: Final = (
    "SELECT number, data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE id = ? AND event = ? AND kind = ?"
)
_UNDATED: Final = (
    "SELECT number, event, data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE time IS NULL"
)
_ACCOUNTS: Final = """
SELECT number, event, remark, sources FROM staged_record JOIN (
    SELECT event, remark, count(DISTINCT source_id) AS sources
    FROM staged_record WHERE remark IS NOT NULL GROUP BY event, remark
) USING (event, remark) WHERE remark IS NOT NULL
"""
_OTHERS: Final = "SELECT number, kind, event, id FROM staged_record WHERE kind <> ?"
_MARKED: Final = "UPDATE staged_text SET terms = terms || ' ' || ? WHERE number = ?"


def add_readings(
    target: sqlite3.Connection, gathering: DocumentCollector, attested: ReadingResolver
) -> None:
    """Add what sources print of records to what these say themselves."""
    decode = decoder()
    for event, kind, id in attested.places():
        row = target.execute(_AT, (id, event, kind)).fetchone()
        if row is None:
            continue
        number, text = row
        name = KINDS[kind]
        own = gathering.own(name, decode(text), attested.of(event, name, id))
        told = (own.words, own.role, own.marks, number)
        target.execute(
            "UPDATE staged_text SET words = ?, role = ?, terms = ? WHERE number = ?", told
        )


def add_remarks(
    target: sqlite3.Connection, gathering: DocumentCollector, marks: TermNumbers
) -> None:
    """Add to statements of which remark they are, and how many sources tell it."""
    events = dict(target.execute("SELECT number, id FROM event"))
    rows = target.execute(_ACCOUNTS).fetchall()
    for number, event, remark, sources in rows:
        mark = encode_term(marks.number(f"remark={events[event]}/{remark}"))
        words = " ".join(REMARK_WORD + word for word in normalize(remark).split())
        found = f"{gathering.told(sources)} {gathering.has('remark')} {mark} {words}"
        target.execute(_MARKED, (found, number))


def add_days(target: sqlite3.Connection, naming: Combinations, pieces: RelatedTerms) -> None:
    """Give statements without a day that of their session, or else of their source."""
    decode = decoder()
    for number, event, text in target.execute(_UNDATED).fetchall():
        quote = decode(text)
        day = pieces.day(event, quote.get("session"), quote["source"])
        dated = (naming.time(quote["mode"], day), newest_first(day), number)
        target.execute("UPDATE staged_record SET time = ?, sort_key = ? WHERE number = ?", dated)


def add_statements(
    target: sqlite3.Connection,
    gathering: DocumentCollector,
    marks: TermNumbers,
    quoted: AbstractSet[int],
) -> None:
    """Add to other records that statements refer to them; `quoted` are the marks of those."""
    events = dict(target.execute("SELECT number, id FROM event"))
    has = gathering.has("quotes")

    def rows() -> Iterator[tuple[str, int]]:
        for number, kind, event, id in target.execute(_OTHERS, (_QUOTES,)):
            name = KINDS[kind]
            own = f"event={id}" if name == "event" else f"ref={events[event]}/{name}/{id}"
            if marks.number(own) in quoted:
                yield has, number

    target.executemany(_MARKED, rows())
