"""Pushes a coverage to a server: a new version, in one transaction, that readers see once whole.

Where anything fails, or the program is killed, the server drops all of it: a reader sees the
version before, or the whole of the new one.
"""

import os
import shutil
from array import array
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, suppress
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
    CHUNK_FUNCTIONS,
    CHUNKS,
    GRANTS,
    INDEXES,
    KEPT,
    LAYOUT,
    MISPLACED,
    READERS,
    RECORD_FUNCTIONS,
    TABLES,
    VERSIONS,
)
from summit_tui.archive.postgres.session import reason_of
from summit_tui.archive.postgres.shards import MERGING_FUNCTIONS, check_shards
from summit_tui.archive.postgres.small_tables import chunks, write_small_tables
from summit_tui.archive.progress import Progress, Report, stoppable
from summit_tui.archive.sqlite.catalog import Catalog
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.archive.sqlite.index_file import connect_read_only, part_of, read_meta
from summit_tui.i18n import gettext
from summit_tui.writing import scratch_folder

_LOCK: Final = "LOCK TABLE summit.version IN SHARE ROW EXCLUSIVE MODE NOWAIT"
"""What a push holds, so that two do not cross: no reader may, as one may any advisory lock."""
_OPTIONS: Final = (
    "-c maintenance_work_mem=256MB -c lock_timeout=30s"
    # While an index is made or other servers are sent to, a connection has nothing to do.
    " -c statement_timeout=0 -c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0"
)
_VERSIONS_OF: Final = """
SELECT nspname FROM pg_namespace
WHERE starts_with(nspname, 'summit_') AND obj_description(oid, 'pg_namespace') = %s
"""
"""The versions on a shard that were pushed to some first server."""
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
    paths: Sequence[Path],
    addresses: Sequence[Address],
    cache: Path | None,
    report: Report | None,
) -> Pushed:
    """Push the coverage at some paths; its index is made or brought up to date first.

    The first address is the one that readers use. Where there are more, they are shards, which get
    the records of an event each in turn, and the first asks them.

    Raises whatever `report` raises, and `UnreachableError` where a server cannot or will not;
    then nothing of it stays there.
    """
    names = [address.name for address in addresses]
    with ExitStack() as stack:
        scratch = stack.enter_context(scratch_folder())
        index = scratch / "pushed.index"
        servers: list[Connection] = []
        try:
            # In this order, so that a server which refuses is known by how many did not.
            connections = map(closing, map(_connect, addresses))
            servers.extend(map(stack.enter_context, connections))
            check_shards(servers, names)
            _take_index(paths, cache, index, report)
            source = stack.enter_context(closing(connect_read_only(index)))
            reporting = stack.enter_context(stoppable(source, report))
            _make_list(servers[0])
            try:
                with servers[0].transaction():
                    run = _Push(servers, names, FtsStore(source), reporting)
                    pushed = run.run(index, scratch / "tables.index")
            finally:
                # Readers see the new version already; the next push drops what this one does not.
                with suppress(psycopg.Error, KeyboardInterrupt):
                    _drop_older(servers, names[0])
        except psycopg.Error as error:
            refusing = len(servers) if len(servers) < len(addresses) else 0
            raise _refusal(addresses[refusing], error) from error
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
    """One push, within a transaction of the server that readers ask."""

    def __init__(
        self,
        servers: Sequence[Connection],
        names: Sequence[str],
        source: FtsStore,
        report: Report,
    ) -> None:
        """Push to the first of `servers`, and the records to the others; `names` are theirs."""
        self._name, *shards = names
        self._connection = servers[0]
        self._shards = servers[1:]
        self._holders = self._shards or servers
        """The servers of the records."""
        self._source = source
        self._report = report
        self.version = f"summit_{datetime.now(UTC):%Y%m%d_%H%M%S}_{token_hex(8)}"
        events = source.tables.execute("SELECT event FROM record ORDER BY docid")
        self._events = array("I", (event for (event,) in events))
        """The number of the event of each record, by docid."""
        self._total = len(self._events)
        # What is divided otherwise has to be pushed again.
        self._build = " ".join((read_meta(source.tables)["build_id"], *shards))

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
        with ExitStack() as transactions:
            for shard in self._shards:
                transactions.enter_context(shard.transaction())
            cut = self._send_records()
        self._execute(self._connection, CHUNKS)
        self._copy([self._connection], "chunk", ((0, row) for row in enumerate(chunks(tables))))
        for statement in (*([MERGING_FUNCTIONS] if self._shards else []), CHUNK_FUNCTIONS, GRANTS):
            self._execute(self._connection, statement)
        execute(
            "INSERT INTO summit.version (name, layout, program, build, pushed)"
            " VALUES (%s, %s, %s, %s, clock_timestamp())",
            [self.version, LAYOUT, version_of("summit-tui"), self._build],
        )
        return Pushed(self.version, is_new=True, records=self._total, cut=cut)

    def _send_records(self) -> int:
        """Send all that is asked by record, and return how many documents had to be cut."""
        for server in self._holders:
            self._execute(server, TABLES)
        for shard in self._shards:
            # Others may push to the same database: each drops its own versions alone.
            comment = sql.SQL("COMMENT ON SCHEMA {} IS {}")
            shard.execute(comment.format(sql.Identifier(self.version), self._name))
        self._copy(self._holders, "record", self._records())
        cut = self._copy_documents()
        self._copy(self._holders, "digest", self._digests())
        statements = [*INDEXES, RECORD_FUNCTIONS, GRANTS]
        steps = [(server, statement) for server in self._holders for statement in statements]
        for number, (server, statement) in enumerate(steps):
            self._report(Progress("sorting", number, len(steps), self._total))
            self._execute(server, statement)
        for server in self._holders:
            query = MISPLACED.replace("{schema}", self.version).encode()
            (misplaced,) = server.execute(query).fetchone() or (0,)
            if misplaced:
                raise errors.DataException(gettext("the server does not keep records in order"))
        return cut

    def _execute(self, server: Connection, template: str) -> None:
        # The name is made of digits and letters above.
        server.execute(template.replace("{schema}", self.version).encode())

    def _copy(
        self,
        servers: Sequence[Connection],
        table: str,
        rows: Iterator[tuple[int, Sequence[object]]],
    ) -> None:
        """Send rows, each to the server whose turn it is by the number of its event."""
        target = sql.Identifier(self.version, table)
        # Frozen, as nobody has seen the table without its rows: nothing is left to clean up.
        statement = sql.SQL("COPY {} FROM STDIN (FREEZE)").format(target)
        with ExitStack() as stack:
            cursors = [stack.enter_context(server.cursor()) for server in servers]
            copies = [stack.enter_context(cursor.copy(statement)) for cursor in cursors]
            for event, row in rows:
                copies[event % len(copies)].write_row(row)

    def _records(self) -> Iterator[tuple[int, Sequence[object]]]:
        for number, (row, links, remark) in enumerate(Links(self._source).rows()):
            if not number % _EVERY:
                self._report(Progress("sending", number, self._total * 2, self._total))
            own = (*row[:6], row.data.decode(), row.checksum, row.doubtful)
            sent = (*own, links, remark)
            yield row.event, sent

    def _copy_documents(self) -> int:
        """Send the documents, and return how many had to be cut."""
        cut = 0

        def rows() -> Iterator[tuple[int, Sequence[object]]]:
            nonlocal cut
            for number, (docid, tokens, is_whole) in enumerate(
                documents(self._source.tables, self._total)
            ):
                if not number % _EVERY:
                    done = self._total + number
                    self._report(Progress("sending", done, self._total * 2, self._total))
                cut += not is_whole
                yield self._events[docid], (docid, tokens)

        self._copy(self._holders, "document", rows())
        return cut

    def _digests(self) -> Iterator[tuple[int, Sequence[object]]]:
        (events,) = self._source.tables.execute("SELECT count(*) FROM event").fetchone()
        for batch in self._source.digests({number: number for number in range(events)}):
            for digest in batch:
                yield digest[0], digest


def _drop_older(servers: Sequence[Connection], name_of_first: str) -> None:
    """Drop all versions but the last few; one that is being read stays until the next push.

    On shards that is also what is left of a push to the same first server that was killed.
    """
    connection, *shards = servers
    with connection.transaction():
        connection.execute(_LOCK)
        rows = connection.execute("SELECT name FROM summit.version ORDER BY pushed DESC").fetchall()
        kept = [name for (name,) in rows[:KEPT]]
        for (name,) in rows[KEPT:]:
            with suppress(errors.LockNotAvailable), connection.transaction():
                connection.execute("DELETE FROM summit.version WHERE name = %s", [name])
                _drop(connection, name)
        for shard in shards:
            for (name,) in shard.execute(_VERSIONS_OF, [name_of_first]).fetchall():
                if name not in kept:
                    with suppress(errors.LockNotAvailable), shard.transaction():
                        _drop(shard, name)


def _drop(server: Connection, name: str) -> None:
    server.execute(f"SET LOCAL lock_timeout = '{_DROPPING}'".encode())
    server.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
