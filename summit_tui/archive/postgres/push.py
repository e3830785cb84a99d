"""Pushes a coverage to a server: a new version, in one transaction, that readers see once whole.

Where anything fails, or the program is killed, the server drops all of it: a reader sees the
version before, or the whole of the new one.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from secrets import token_hex
from typing import Final, NamedTuple

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from summit_tui.archive import UnreachableError
from summit_tui.archive.postgres.address import Address
from summit_tui.archive.postgres.documents import Links, documents
from summit_tui.archive.postgres.schema import (
    FUNCTIONS,
    INDEXES,
    KEPT,
    LAYOUT,
    READERS,
    TABLES,
    VERSIONS,
)
from summit_tui.archive.postgres.session import reason_of
from summit_tui.archive.postgres.small_tables import chunks, write_small_tables
from summit_tui.archive.progress import Progress, Report, stoppable
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.index_file import connect_read_only, part_of, read_meta
from summit_tui.i18n import gettext
from summit_tui.writing import scratch_folder

_LOCK: Final = "LOCK TABLE summit.version IN SHARE ROW EXCLUSIVE MODE NOWAIT"
"""What a push holds, so that two do not cross: no reader may, as one may any advisory lock."""
_OPTIONS: Final = "-c maintenance_work_mem=256MB -c lock_timeout=30s"
_DROPPING: Final = "5s"
"""How long a push waits for whoever still reads a version that is dropped."""
_EVERY: Final = 1_000
"""Records between two reports."""

Connection = psycopg.Connection[TupleRow]


class Pushed(NamedTuple):
    """What a push has done."""

    version: str
    is_new: bool
    """Whether it had to be pushed; otherwise it was there already."""
    records: int
    cut: int
    """Records so long that not all phrases of theirs can be found on the server."""


def push(
    paths: Sequence[Path], address: Address, cache: Path | None, report: Report | None
) -> Pushed:
    """Push the coverage at some paths; its index is made or brought up to date first.

    Raises whatever `report` raises, and `UnreachableError` where the server cannot or will not;
    then nothing of it stays there.
    """
    with scratch_folder() as scratch:
        index, tables = scratch / "pushed.index", scratch / "tables.index"
        _take_index(paths, cache, index, report)
        try:
            with (
                closing(_connect(address)) as connection,
                closing(connect_read_only(index)) as source,
                stoppable(source, report) as report_or_stop,
            ):
                _make_list(connection)
                with connection.transaction():
                    pushed = _Push(connection, FtsStore(source), report_or_stop).run(index, tables)
                # Readers see the new version already; the next push drops what this one does not.
                with suppress(psycopg.Error, KeyboardInterrupt):
                    _drop_older(connection)
        except psycopg.Error as error:
            raise _refusal(address, error) from error
        return pushed


def _take_index(
    paths: Sequence[Path], cache: Path | None, index: Path, report: Report | None
) -> None:
    """Put a whole index of the files as they are now at `index`, where nobody replaces it."""
    for folder in filter(None, (cache, index.parent / "cache")):
        catalog = Catalog(paths, folder)
        catalog.list_files(report)
        (catalog.fresh() or catalog.build(report)).close()
        if catalog.index is not None and catalog.index.exists():
            if part_of(catalog.index).exists():
                continue
            try:
                os.link(catalog.index, index)
            except OSError:
                shutil.copy2(catalog.index, index)
            return


def _connect(address: Address) -> Connection:
    settings = {**address.settings, "target_session_attrs": "read-write"}
    options = f"{settings.get('options', '')} {_OPTIONS}"
    return psycopg.connect(make_conninfo(**{**settings, "options": options}), autocommit=True)


def _make_list(connection: Connection) -> None:
    """Make the list of versions where there is none yet; another push may be doing the same."""
    (is_made,) = connection.execute(
        "SELECT to_regclass('summit.version') IS NOT NULL"
    ).fetchone() or (False,)
    if not is_made:
        with suppress(errors.UniqueViolation), connection.transaction():
            connection.execute(VERSIONS)


def _refusal(address: Address, error: psycopg.Error) -> UnreachableError:
    match error:
        case errors.UndefinedObject() if READERS in str(error):
            reason = gettext("there is no role {role}; create it first: help servers", role=READERS)
        case errors.LockNotAvailable():
            reason = gettext("another push is under way")
        case _:
            reason = reason_of(error)
    return UnreachableError(
        gettext("{archive}: nothing was pushed: {reason}", archive=address.name, reason=reason)
    )


class _Push:
    """One push, within a transaction."""

    def __init__(self, connection: Connection, source: FtsStore, report: Report) -> None:
        self._connection = connection
        self._source = source
        self._report = report
        self.version = f"summit_{datetime.now(UTC):%Y%m%d_%H%M%S}_{token_hex(8)}"
        (total,) = source.tables.execute("SELECT count(*) FROM record").fetchone()
        self._total: int = total
        self._build = read_meta(source.tables)["build_id"]

    def run(self, index: Path, tables: Path) -> Pushed:
        """Send everything and let readers see it at the end of the transaction.

        Where the latest version was pushed from the same index, there is nothing to do.
        """
        execute = self._connection.execute
        execute(_LOCK)
        query = "SELECT name, layout, build FROM summit.version ORDER BY pushed DESC LIMIT 1"
        for name, layout, build in execute(query):
            if (layout, build) == (LAYOUT, self._build):
                return Pushed(name, is_new=False, records=self._total, cut=0)
        write_small_tables(index, tables)
        self._execute(TABLES)
        self._copy("record", self._records())
        cut = self._copy_documents()
        self._copy("digest", self._digests())
        self._copy("chunk", enumerate(chunks(tables)))
        for number, statement in enumerate((*INDEXES, FUNCTIONS)):
            self._report(Progress("sorting", number, len(INDEXES) + 1, self._total))
            self._execute(statement)
        execute(
            "INSERT INTO summit.version (name, layout, program, build, pushed)"
            " VALUES (%s, %s, %s, %s, clock_timestamp())",
            [self.version, LAYOUT, version_of("summit-tui"), self._build],
        )
        return Pushed(self.version, is_new=True, records=self._total, cut=cut)

    def _execute(self, template: str) -> None:
        # The name is made of digits and letters above.
        statement = template.replace("{schema}", self.version).encode()
        self._connection.execute(statement)

    def _copy(self, table: str, rows: Iterator[Sequence[object]]) -> None:
        target = sql.Identifier(self.version, table)
        # Frozen, as nobody has seen the table without its rows: nothing is left to clean up.
        statement = sql.SQL("COPY {} FROM STDIN (FREEZE)").format(target)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    def _records(self) -> Iterator[Sequence[object]]:
        for number, (row, links, remark) in enumerate(Links(self._source).rows()):
            if not number % _EVERY:
                self._report(Progress("sending", number, self._total * 2, self._total))
            docid, kind, event, id, file, line, data, checksum = row
            yield docid, kind, event, id, file, line, data.decode(), checksum, links, remark

    def _copy_documents(self) -> int:
        """Send the documents, and return how many had to be cut."""
        cut = 0

        def rows() -> Iterator[Sequence[object]]:
            nonlocal cut
            for number, (docid, tokens, is_whole) in enumerate(documents(self._source.tables)):
                if not number % _EVERY:
                    done = self._total + number
                    self._report(Progress("sending", done, self._total * 2, self._total))
                cut += not is_whole
                yield docid, tokens

        self._copy("document", rows())
        return cut

    def _digests(self) -> Iterator[Sequence[object]]:
        (events,) = self._source.tables.execute("SELECT count(*) FROM event").fetchone()
        for batch in self._source.digests({number: number for number in range(events)}):
            yield from batch


def _drop_older(connection: Connection) -> None:
    """Drop all versions but the last few; one that is being read stays until the next push."""
    rows = connection.execute(
        "SELECT name FROM summit.version ORDER BY pushed DESC OFFSET %s", [KEPT]
    ).fetchall()
    for (name,) in rows:
        with suppress(errors.LockNotAvailable), connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{_DROPPING}'".encode())
            connection.execute("DELETE FROM summit.version WHERE name = %s", [name])
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
