"""Coverage files become an index: read, rid of duplicates, ordered, and written as documents."""

import gc
import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from operator import itemgetter
from pathlib import Path
from typing import Final

from summit_tui.archive.describe import COLUMNS, GROUPS
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.facet_postings import write_facet_postings
from summit_tui.archive.sqlite.facets import write_facet_counts
from summit_tui.archive.sqlite.indexer.backfill import (
    add_days,
    add_involved,
    add_quoted,
    add_readings,
    add_remarks,
)
from summit_tui.archive.sqlite.indexer.document_rows import DocumentRows
from summit_tui.archive.sqlite.indexer.doubtful import add_doubts
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.indexer.order import (
    WAITING,
    add_named,
    order_documents,
    set_duplicates_aside,
    write_orders,
)
from summit_tui.archive.sqlite.indexer.processes import read_files
from summit_tui.archive.sqlite.indexer.related import RelatedTerms
from summit_tui.archive.sqlite.indexer.related_columns import RelatedColumns
from summit_tui.archive.sqlite.indexer.relation_writer import write_relations
from summit_tui.archive.sqlite.indexer.relations import (
    ReadingResolver,
    StagedReading,
    write_readings,
)
from summit_tui.archive.sqlite.indexer.staged import StagedRecords
from summit_tui.archive.sqlite.newest_postings import (
    least_of,
    newest_size,
    write_newest_postings,
)
from summit_tui.archive.sqlite.postings import (
    SAMPLE_SIZE,
    frequent_keys,
    least_frequent,
    write_postings,
)
from summit_tui.archive.sqlite.problems import format_listing, write_problems
from summit_tui.archive.sqlite.schema import INDEXES, TABLES, VERSION
from summit_tui.archive.sqlite.statement_blocks import pack_blocks
from summit_tui.archive.sqlite.term_postings import TermDocids
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile
from summit_tui.readers.limits import summarize_by_file

_BATCH: Final = 10_000
"""Records inserted by one SQL statement, at whose end FTS5 writes a segment. A multiple of the
number in a row of `statement_block`."""
_MANY_RECORDS: Final = 50_000
"""Records from which on it is worth to collect garbage once they are read."""
_SMALL: Final = 1 << 23
"""Bytes of files below which the rows of their records wait in memory, not on the disk."""

_INSERT_RECORD: Final = "INSERT INTO record VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_DOCUMENT: Final = (
    f"INSERT INTO document(rowid, {', '.join(COLUMNS)}) VALUES(?{', ?' * len(COLUMNS)})"
)


class UnfiledError(Exception):
    """Only a part of the files was read, and the event of some records may be in the rest."""


def build(
    files: Sequence[CoverageFile],
    problems: Sequence[Problem],
    target: sqlite3.Connection,
    report: Report,
    outside_readings: Sequence[StagedReading] = (),
    most: int | None = None,
) -> None:
    """Write the index of `files` into the empty database `target`.

    `problems` are those of listing the files. `outside_readings` are readings from events that are
    in another index. Where `most` is given, reading stops after about that many records. Raises
    `sqlite3.Error` or `OSError` where the disk is full, `UnfiledError`, and whatever `report`
    raises.
    """
    target.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
    folder = None if sum(file.size for file in files) < _SMALL else _folder_of(target)
    # Records have no reference cycles. Looking for cycles among a million of them takes a third of
    # the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        staged = StagedRecords(files, target, folder)
        read(staged, files, report, most)
        file_problems, order, columns = _complete(staged, target, report, outside_readings, folder)
        if len(order) > _MANY_RECORDS:
            # The caches of names, which hold a third of the memory, have reference cycles.
            gc.collect()
        index(target, DocumentRows(staged, order, columns), report)
    finally:
        if was_enabled:
            gc.enable()
    write_problems(target, (*problems, *summarize_by_file(file_problems)))
    meta = (("version", VERSION), ("listing_problems", format_listing(problems)))
    target.executemany("INSERT INTO meta VALUES(?, ?)", meta)
    target.commit()


def _folder_of(target: sqlite3.Connection) -> Path | None:
    """Return the folder of an index, or None where it is in memory."""
    ((path,),) = target.execute("SELECT file FROM pragma_database_list WHERE name = 'main'")
    return Path(path).parent if path else None


def read(
    staged: StagedRecords, files: Sequence[CoverageFile], report: Report, most: int | None
) -> None:
    """Read the files and stage their records, all of them or about `most`.

    Raises `UnfiledError` where the event of some records may be in what is not read.
    """
    with closing(read_files(files)) as batches:
        for batch in batches:
            staged.add(batch)
            done = batch.file + len(batch.counts) - (not batch.is_last)
            report(Progress("reading", done, len(files), len(staged)))
            is_end = done == len(files)
            if most is not None and len(staged) >= most and not is_end:
                if not staged.registry.are_filed():
                    raise UnfiledError
                break


def _complete(
    staged: StagedRecords,
    target: sqlite3.Connection,
    report: Report,
    outside_readings: Sequence[StagedReading],
    folder: Path | None,
) -> tuple[list[Problem], "array[int]", RelatedColumns]:
    """Add to all records what other records say of them.

    Returns the problems of the files, the record numbers in the order of docids, and what
    referenced records add.
    """
    staged.assign_events()
    write_readings(target, staged.events, staged.readings(), outside_readings)
    duplicates = set_duplicates_aside(staged)
    readings = ReadingResolver(target)
    add_readings(staged, readings)
    add_remarks(staged)
    related = RelatedTerms(staged, readings)
    add_doubts(staged)
    add_days(staged, related)
    add_involved(staged, related)
    order = order_documents(staged)
    staged.forget_shared("sort_key")
    columns = RelatedColumns(staged, order, folder)
    add_quoted(staged, columns.fill(related, report))
    return [*staged.registry.problems, *duplicates], order, columns


def index(target: sqlite3.Connection, documents: DocumentRows, report: Report) -> None:
    """Write the rows of all records, and what is searched and counted by."""
    records = len(documents)
    _write_documents(target, documents, report)
    columns = documents.columns
    facets = columns.facets
    steps: Sequence[Callable[[], object]] = (
        # Merging the segments frees pages of the file, which the following steps fill.
        lambda: target.execute("INSERT INTO document(document) VALUES('optimize')"),
        lambda: target.executescript(INDEXES),
        lambda: _write_years(target),
        lambda: _write_name_words(target, columns.name_words()),
        lambda: facets.write(target),
        lambda: write_orders(target, columns),
        lambda: write_relations(target, documents.staged),
        lambda: _write_facets(target, facets),
        lambda: _write_postings(target, documents),
    )
    for number, step in enumerate(steps):
        report(Progress("finishing", number, len(steps), records))
        step()


def _write_documents(target: sqlite3.Connection, documents: DocumentRows, report: Report) -> None:
    """Write the rows of all records, and the postings of the newest statements."""
    records = len(documents)
    least, most = least_of(records), least_frequent(records)
    newest = newest_size(records, documents.columns.statements, most, _BATCH)
    target.execute("INSERT INTO meta VALUES('newest', ?)", (str(newest),))
    target.executescript(WAITING)
    for first in range(0, records, _BATCH):
        report(Progress("indexing", first, records, records))
        if newest and first == newest:
            keys = frequent_keys(_sample(documents), records, least, most)
            write_newest_postings(target, keys, newest)
        rows = list(documents.rows(range(first, min(first + _BATCH, records))))
        target.executemany(_INSERT_RECORD, map(itemgetter(0), rows))
        target.executemany(_INSERT_DOCUMENT, map(itemgetter(1), rows))
        add_named(target, first, map(itemgetter(2), rows))
        # Statements have the lowest docids, so that blocks follow each other without a gap.
        blocks = pack_blocks(first, [row[3] for row in rows if row[3] is not None])
        target.executemany("INSERT INTO statement_block VALUES(?, ?)", blocks)


def _sample(documents: DocumentRows) -> Iterator[Sequence[str]]:
    """Yield the columns of some documents, evenly spaced."""
    records = len(documents)
    sample = documents.rows(range(0, records, max(1, records // SAMPLE_SIZE)))
    return (columns for _, (_, *columns), *_ in sample)


def _write_facets(target: sqlite3.Connection, facets: FacetColumns) -> None:
    """Write the counts of the values of facets, and which statements have them."""
    by_group = {
        group: (facets.size(group), facets.terms(group), facets.numbers(group)) for group in GROUPS
    }
    write_facet_postings(target, by_group, write_facet_counts(target))
    facets.forget()


def _write_postings(target: sqlite3.Connection, documents: DocumentRows) -> None:
    """Write postings for words that are frequent in a sample of the documents, and all terms."""
    records = len(documents)
    keys = frequent_keys(_sample(documents), records)
    terms = TermDocids.of_columns(documents.take_terms(), len(documents.staged.terms))
    write_postings(target, keys, terms, records)


def _write_name_words(target: sqlite3.Connection, words: Iterable[str]) -> None:
    """Write every word of the names and ids of speakers."""
    rows = ((word, checksum(b"", word)) for word in sorted(words))
    target.executemany("INSERT INTO name_word VALUES(?, ?)", rows)


def _write_years(target: sqlite3.Connection) -> None:
    """Write the first and the last year of all dates to `meta`."""
    # By now there is an SQL index on the tokens of dates.
    query = "SELECT min(token), max(token) FROM term WHERE token BETWEEN 'y=' AND 'y=9999'"
    years = [int(token[2:]) for token in target.execute(query).fetchone() if token]
    span = json.dumps(years or [1, 1])
    target.execute("INSERT INTO meta VALUES('years', ?)", (span,))
