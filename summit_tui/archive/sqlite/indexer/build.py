"""Coverage files become an index file: read, checked for twins, ranked, made searchable."""

import gc
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from summit_tui.archive.describe import COLUMNS
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.checksums import checksum, define_checksum
from summit_tui.archive.sqlite.facet_postings import write_facet_postings
from summit_tui.archive.sqlite.facets import write_facet_counts
from summit_tui.archive.sqlite.indexer.backfill import (
    add_days,
    add_readings,
    add_remarks,
    add_statements,
)
from summit_tui.archive.sqlite.indexer.documents import StagedRecords
from summit_tui.archive.sqlite.indexer.events import EventRegistry
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.indexer.order import rank, set_duplicates_aside, write_orders
from summit_tui.archive.sqlite.indexer.related import NAMED, RelatedTerms, RelatedTermWriter
from summit_tui.archive.sqlite.indexer.relations import (
    ReadingResolver,
    StagedReading,
    file_readings,
    write_relations,
)
from summit_tui.archive.sqlite.indexer.stage import Staging
from summit_tui.archive.sqlite.postings import ASKED, frequent, write_postings
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

_STRIDE: Final = 10_000
"""Records in one statement: at its end, FTS5 writes what it gathered as a part to be merged."""
_QUOTES: Final = KINDS.index("quotes")

_MOVE: Final = """
INSERT INTO record SELECT document_order.rowid - 1, kind, event, id, file, line, data,
    checksum(CAST(data AS BLOB), document_order.rowid - 1, kind, event, id, file, line)
FROM document_order CROSS JOIN staged_record USING (number) CROSS JOIN staged_text USING (number)
WHERE document_order.rowid > ? AND document_order.rowid <= ? ORDER BY document_order.rowid
"""
# A statement is found by its text, which stands behind its other words.
_DOCUMENTS: Final = f"""
SELECT
    document_order.rowid - 1,
    CASE kind WHEN {_QUOTES} THEN staged_text.words || ' = ' || name ELSE staged_text.words END,
    speaker, role, delegation, session.words, topic.words, publisher,
    staged_text.terms || ' ' || time.terms || ' ' || topic.terms || ' ' || people.terms || ' '
        || session.terms || ' ' || source.terms
FROM document_order CROSS JOIN staged_record USING (number) CROSS JOIN staged_text USING (number)
{" ".join(f"CROSS JOIN {one} ON {one}.number = staged_record.{one}" for one in NAMED)}
"""  # noqa: S608
_FIND: Final = f"""
INSERT INTO document(rowid, {", ".join(COLUMNS)}) {_DOCUMENTS}
WHERE document_order.rowid > ? AND document_order.rowid <= ? ORDER BY document_order.rowid
"""


def index(
    target: sqlite3.Connection, groups: FacetColumns, tied: Iterable[int], report: Report
) -> None:
    """Move every ranked record into its table, and note all that it is found by.

    `groups` are the values of the facets, `tied` the numbers of the records that say to be the
    same as others.
    """
    records = groups.records
    for first in range(0, records, _STRIDE):
        report(Progress("indexing", first, records, records))
        target.execute(_MOVE, (first, first + _STRIDE))
        target.execute(_FIND, (first, first + _STRIDE))
    finishing: Sequence[Callable[[], object]] = (
        # What follows finds room where the parts were that are merged now.
        lambda: target.execute("INSERT INTO document(document) VALUES('optimize')"),
        lambda: target.executescript(INDEXES),
        lambda: _note_years(target, groups),
        lambda: groups.write(target),
        lambda: write_orders(target, groups),
        lambda: write_relations(target, tied),
        lambda: write_facet_postings(target, groups, write_facet_counts(target)),
        lambda: _write_bitmaps(target, records),
    )
    for number, finish in enumerate(finishing):
        report(Progress("finishing", number, len(finishing), records))
        finish()


def _write_bitmaps(target: sqlite3.Connection, records: int) -> None:
    """Write which records have what seems frequent among some of them."""
    step = max(1, records // ASKED)
    some = target.execute(f"{_DOCUMENTS} WHERE (document_order.rowid - 1) % ? = 0", (step,))
    write_postings(target, frequent((columns for _, *columns in some), records), records)


def _note_years(target: sqlite3.Connection, groups: FacetColumns) -> None:
    """Note the first and the last year of any day."""
    years = [int(day[:4]) for day in groups.keys["time"] if day] or [1]
    span = json.dumps([min(years), max(years)])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))


_MANY: Final = 50_000
"""Of fewer records, looking for what can be let go takes longer than it is worth."""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
    others: Sequence[StagedReading] = (),
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those found while the files were listed, `others` the readings of events of
    which no file is among these. Raises `sqlite3.Error` where the disk is full, and whatever
    `report` raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES + STAGE)
    define_checksum(target)
    # Records have no cycles: to look for some among a million costs a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found, groups, tied = _set_aside(files, target, report, others)
        if groups.records > _MANY:
            # What knew the names of all records holds itself in circles: a third of the memory.
            gc.collect()
        index(target, groups, tied, report)
    finally:
        if collecting:
            gc.enable()
    write_problems(target, (*problems, *summarize_by_file(found)))
    meta = (("version", VERSION), ("listing_problems", format_listing(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def _set_aside(
    files: Sequence[CoverageFile],
    target: sqlite3.Connection,
    report: Report,
    others: Sequence[StagedReading],
) -> tuple[list[Problem], FacetColumns, list[int]]:
    """Set all records aside and rank them, complete with what others add to them.

    Return what was wrong, the values of the facets, and the numbers of the records that say to be
    the same as others.
    """
    staging = Staging(target, report, len(files))
    for number, file in enumerate(files):
        staging.take(number, file)
    homes = _file_under_events(staging.filing, target)
    events = ((staging.filing.event_of(file), number) for number, file in enumerate(files))
    target.executemany("UPDATE file SET event = ? WHERE number = ?", events)
    target.execute("UPDATE file SET checksum = checksum(path, number, name, size, mtime_ns, event)")
    readings = ((homes[one[0]], *one[1:]) for one in staging.readings)
    file_readings(target, readings, others)
    twins = set_duplicates_aside(target)
    attested = ReadingResolver(target)
    add_readings(target, staging.gathering, attested)
    add_remarks(target, staging.gathering, staging.marks)
    pieces = RelatedTerms(StagedRecords(target), staging.marks, attested)
    add_days(target, staging.naming, pieces)
    rank(target)
    telling = RelatedTermWriter(target)
    telling.tell(staging.naming, homes, pieces, report)
    add_statements(target, staging.gathering, staging.marks, telling.quoted)
    staging.marks.flush()
    return [*staging.filing.problems, *twins], telling.groups, staging.tied


def _file_under_events(filing: EventRegistry, target: sqlite3.Connection) -> dict[int, int]:
    """Give every event a number, and every staged record that of its folder's event.

    Return the numbers of the events by those of the folders.
    """
    numbers = {id: number for number, id in enumerate(filing.events())}
    homes = {folder: numbers[id] for id, folder in filing.by_folder()}
    rows = ((number, id, checksum(b"", number, id)) for id, number in numbers.items())
    target.executemany("INSERT INTO event VALUES(?, ?, ?)", rows)
    target.execute("CREATE TEMP TABLE folder_event (folder INTEGER PRIMARY KEY, event INTEGER)")
    target.executemany("INSERT INTO folder_event VALUES(?, ?)", homes.items())
    target.execute(
        "UPDATE staged_record SET event = "
        "(SELECT event FROM folder_event WHERE folder = staged_record.folder)"
    )
    filing.report_homeless()
    return homes
