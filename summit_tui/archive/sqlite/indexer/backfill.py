"""Adds to staged records what is known only once all files are read.

Readings add to the words of their records, statements get the number of sources of their remark
and the day of their session or source, and records that statements refer to get `has=quotes`.
"""

from collections.abc import Sequence
from itertools import compress, count
from typing import Final

from summit_tui.archive.analysis.normalize import common_grams, normalize
from summit_tui.archive.describe import involved_in
from summit_tui.archive.sqlite.indexer.documents import document_fields, source_count_term
from summit_tui.archive.sqlite.indexer.related import RelatedTerms
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.indexer.staged import StagedRecords
from summit_tui.archive.sqlite.ranking import newest_first
from summit_tui.archive.sqlite.terms import GAP, REMARK_WORD
from summit_tui.model.kinds import KINDS

_HAS_DATE: Final = ("has=date",)
_HAS_QUOTES: Final = ("has=quotes",)
_HAS_REMARK: Final = ("has=remark",)


def add_readings(staged: StagedRecords, readings: ReadingResolver) -> None:
    """Add what sources print of records to their document fields."""
    for event, kind, id in readings.addresses():
        kind_name = KINDS[kind]
        number = staged.number(event, kind_name, id)
        if number is None:
            continue
        of_record = readings.of(event, kind_name, id)
        fields = document_fields(kind_name, staged.data(number), of_record)
        first, _, name, _, data = staged.rows[number]
        row = (first, fields.words, name, fields.role, data)
        staged.rows.replace(number, row)
        staged.set_shared("terms", number, fields.shared.terms)


def add_remarks(staged: StagedRecords) -> None:
    """Add to statements the terms of their remark and of the number of its sources."""
    for remark, statements in staged.remarks():
        sources = source_count_term(len({quote["source"] for _, _, quote in statements}))
        event = statements[0][1]
        of_remark = (f"remark={staged.events[event]}/{remark}",)
        words = " ".join(REMARK_WORD + word for word in normalize(remark).split())
        for number, *_ in statements:
            staged.add_terms(number, sources, _HAS_REMARK, of_remark)
            staged.add_text(number, unshown=words)


def add_days(staged: StagedRecords, related: RelatedTerms) -> None:
    """Give statements without a day that of their session, or else of their source.

    The day of a session counts as stated, so it adds `has=date`; that of a source does not.
    """
    for number in staged.noted_as("day"):
        quote, (_, event) = staged.data(number), staged.file_and_event(number)
        session_day = related.session_day(event, quote.get("session"))
        day = session_day or related.source_day(event, quote["source"])
        if session_day:
            staged.add_terms(number, _HAS_DATE)
        staged.set_shared("time", number, (quote["mode"], day))
        staged.set_shared("sort_key", number, newest_first(day))


def add_involved(staged: StagedRecords, related: RelatedTerms) -> None:
    """Add to statements the words and terms of those who have a part in them."""
    for number in staged.noted_as("involved"):
        _, event = staged.file_and_event(number)
        names, terms = related.involved(event, involved_in(staged.data(number)))
        staged.add_terms(number, *terms)
        staged.add_text(number, f"{GAP}{names}", common_grams(names))


def add_quoted(staged: StagedRecords, quoted: Sequence[int]) -> None:
    """Add `has=quotes` to the records that statements refer to.

    `quoted` has 1 for each of these, by its number.
    """
    for number in compress(count(), quoted):
        staged.add_terms(number, _HAS_QUOTES)
