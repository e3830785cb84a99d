"""Coverage files become an index: read, rid of duplicates, ordered, and written as documents."""

import gc
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from summit_tui.archive.describe import COLUMNS, GROUPS
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.checksums import checksum, define_checksum
from summit_tui.archive.sqlite.facet_postings import write_facet_postings
from summit_tui.archive.sqlite.facets import write_facet_counts
from summit_tui.archive.sqlite.indexer.backfill import (
    add_days,
    add_involved,
    add_quoted,
    add_readings,
    add_remarks,
)
from summit_tui.archive.sqlite.indexer.documents import StagedRecords
from summit_tui.archive.sqlite.indexer.doubtful import add_doubts
from summit_tui.archive.sqlite.indexer.events import EventRegistry
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.indexer.order import (
    order_documents,
    set_duplicates_aside,
    write_orders,
)
from summit_tui.archive.sqlite.indexer.related import (
    GROUP_TABLES,
    RelatedTerms,
    RelatedTermWriter,
)
from summit_tui.archive.sqlite.indexer.relations import (
    ReadingResolver,
    StagedReading,
    write_readings,
    write_relations,
)
from summit_tui.archive.sqlite.indexer.stage import Staging
from summit_tui.archive.sqlite.postings import SAMPLE_SIZE, frequent_keys, write_postings
from summit_tui.archive.sqlite.schema import (
    INDEXES,
    STAGE,
    TABLES,
    VERSION,
    format_listing,
    write_problems,
)
from summit_tui.model.kinds import KINDS
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, summarize_by_file

_BATCH: Final = 10_000
"""Records in one statement: at its end, FTS5 writes what it gathered as a segment."""
_MANY_RECORDS: Final = 50_000
"""Of fewer records, a garbage collection takes longer than it is worth."""
_QUOTES: Final = KINDS.index("quotes")

_INSERT_RECORDS: Final = """
INSERT INTO record SELECT document_order.rowid - 1, kind, event, id, file, line, data,
    checksum(CAST(data AS BLOB), document_order.rowid - 1, kind, event, id, file, line)
FROM document_order CROSS JOIN staged_record USING (number) CROSS JOIN staged_text USING (number)
WHERE document_order.rowid > ? AND document_order.rowid <= ? ORDER BY document_order.rowid
"""
# A statement is found by its text, which comes behind its other words.
_DOCUMENTS: Final = f"""
SELECT
    document_order.rowid - 1,
    CASE kind WHEN {_QUOTES} THEN staged_text.words || ' = ' || name ELSE staged_text.words END,
    speaker, role, delegation, session.words, topic.words, publisher,
    staged_text.terms || ' ' || time.terms || ' ' || topic.terms || ' ' || people.terms || ' '
        || session.terms || ' ' || source.terms || ' ' || property.terms
FROM document_order CROSS JOIN staged_record USING (number) CROSS JOIN staged_text USING (number)
{" ".join(f"CROSS JOIN {name} ON {name}.number = staged_record.{name}" for name in GROUP_TABLES)}
"""  # noqa: S608 - no input, here and below
_INSERT_DOCUMENTS: Final = f"""
INSERT INTO document(rowid, {", ".join(COLUMNS)}) {_DOCUMENTS}
WHERE document_order.rowid > ? AND document_order.rowid <= ? ORDER BY document_order.rowid
"""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
    outside_readings: Sequence[StagedReading] = (),
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those of listing the files, `outside_readings` those of events of which no file
    is among these. Raises `sqlite3.Error` where the disk is full, and whatever `report` raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES + STAGE)
    define_checksum(target)
    # Records have no reference cycles: to look for some among a million takes a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        file_problems, columns, same_as = _stage(files, target, report, outside_readings)
        if columns.records > _MANY_RECORDS:
            # The caches of names of all records have reference cycles: a third of the memory.
            gc.collect()
        index(target, columns, same_as, report)
    finally:
        if was_enabled:
            gc.enable()
    write_problems(target, (*problems, *summarize_by_file(file_problems)))
    meta = (("version", VERSION), ("listing_problems", format_listing(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def index(
    target: sqlite3.Connection, columns: FacetColumns, same_as: Iterable[int], report: Report
) -> None:
    """Write the tables of all staged records.

    `columns` are their facet columns, `same_as` the numbers of the records that declare to be the
    same as others.
    """
    records = columns.records
    for first in range(0, records, _BATCH):
        report(Progress("indexing", first, records, records))
        target.execute(_INSERT_RECORDS, (first, first + _BATCH))
        target.execute(_INSERT_DOCUMENTS, (first, first + _BATCH))
    by_group = {group: (columns.combinations(group), columns.numbers(group)) for group in GROUPS}
    steps: Sequence[Callable[[], object]] = (
        # The following steps use the room of the segments that are merged now.
        lambda: target.execute("INSERT INTO document(document) VALUES('optimize')"),
        lambda: target.executescript(INDEXES),
        lambda: _write_years(target),
        lambda: _write_name_words(target),
        lambda: columns.write(target),
        lambda: write_orders(target, columns),
        lambda: write_relations(target, same_as),
        lambda: write_facet_postings(target, by_group, write_facet_counts(target)),
        lambda: _write_postings(target, records),
    )
    for number, step in enumerate(steps):
        report(Progress("finishing", number, len(steps), records))
        step()


def _write_postings(target: sqlite3.Connection, records: int) -> None:
    """Write the postings of what seems frequent in a sample of the documents."""
    step = max(1, records // SAMPLE_SIZE)
    sample = target.execute(f"{_DOCUMENTS} WHERE (document_order.rowid - 1) % ? = 0", (step,))
    keys = frequent_keys((texts for _, *texts in sample), records)
    write_postings(target, keys, records)


def _write_name_words(target: sqlite3.Connection) -> None:
    """Write every word of the names and ids of speakers."""
    words: set[str] = set()
    for (names,) in target.execute("SELECT speaker FROM people"):
        words.update(names.split())
    rows = ((word, checksum(b"", word)) for word in sorted(words))
    target.executemany("INSERT INTO name_word VALUES(?, ?)", rows)


def _write_years(target: sqlite3.Connection) -> None:
    """Write the first and the last year of any day to `meta`."""
    # The tokens of years, as all of dates, are indexed by now.
    query = "SELECT min(token), max(token) FROM term WHERE token BETWEEN 'y=' AND 'y=9999'"
    years = [int(token[2:]) for token in target.execute(query).fetchone() if token]
    span = json.dumps(years or [1, 1])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))


def _stage(
    files: Sequence[CoverageFile],
    target: sqlite3.Connection,
    report: Report,
    outside_readings: Sequence[StagedReading],
) -> tuple[list[Problem], FacetColumns, list[int]]:
    """Stage all records, complete with what others add to them, in the order of their docids.

    Return the problems of the files, the facet columns, and the numbers of the records that
    declare to be the same as others.
    """
    staging = Staging(target, report, len(files))
    for number, file in enumerate(files):
        staging.add(number, file)
    folder_events = _assign_events(staging.events, target)
    file_events = ((staging.events.event_of(file), number) for number, file in enumerate(files))
    target.executemany("UPDATE file SET event = ? WHERE number = ?", file_events)
    target.execute("UPDATE file SET checksum = checksum(path, number, name, size, mtime_ns, event)")
    staged_readings = (
        (folder_events[folder], file_number, line, data)
        for folder, file_number, line, data in staging.readings
    )
    write_readings(target, staged_readings, outside_readings)
    duplicates = set_duplicates_aside(target)
    readings = ReadingResolver(target)
    add_readings(target, staging.documents, readings)
    add_remarks(target, staging.documents, staging.terms)
    related = RelatedTerms(StagedRecords(target), staging.terms, readings)
    add_doubts(target, staging.documents.has_term("doubts"))
    add_days(target, staging.combinations, staging.documents, related)
    add_involved(target, related, staging.involved)
    order_documents(target)
    writer = RelatedTermWriter(target)
    writer.write(staging.combinations, folder_events, related, report)
    add_quoted(target, staging.documents, staging.terms, writer.quoted)
    staging.terms.flush()
    return [*staging.events.problems, *duplicates], writer.columns, staging.same_as


def _assign_events(registry: EventRegistry, target: sqlite3.Connection) -> dict[int, int]:
    """Give every event a number, and every staged record that of its folder's event.

    Return the numbers of the events by those of the folders.
    """
    numbers = {id: number for number, id in enumerate(registry.events())}
    folder_events = {folder: numbers[id] for id, folder in registry.folders()}
    rows = ((number, id, checksum(b"", number, id)) for id, number in numbers.items())
    target.executemany("INSERT INTO event VALUES(?, ?, ?)", rows)
    target.execute("CREATE TEMP TABLE folder_event (folder INTEGER PRIMARY KEY, event INTEGER)")
    target.executemany("INSERT INTO folder_event VALUES(?, ?)", folder_events.items())
    target.execute(
        "UPDATE staged_record SET event = "
        "(SELECT event FROM folder_event WHERE folder = staged_record.folder)"
    )
    registry.report_missing_events()
    return folder_events
