"""A connection to a server that is made again where it breaks, over all hosts of an address."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Any, Final

import psycopg
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from summit_tui.archive import (
    DeniedError,
    InterruptedSearchError,
    SupersededError,
    TooSlowError,
    UnreachableError,
)
from summit_tui.archive.postgres.address import Address
from summit_tui.archive.postgres.shards import shard_failure
from summit_tui.i18n import gettext, gettext_noop

_PATIENCE: Final = 6.0
"""Seconds that an answer may take on its way; the server itself gives a question up sooner."""
_CANCELLING: Final = 2.0
"""Seconds that it may take to stop a question."""
RETURN_AFTER: Final = 30.0
"""Seconds after which a host is tried again that comes earlier in the address."""
_OPTIONS: Final = (
    "-c default_transaction_read_only=on -c statement_timeout=5s -c jit=off"
    " -c max_parallel_workers_per_gather=0"
)


class _Connection(psycopg.Connection[TupleRow]):
    """A connection that waits for no answer longer than `_PATIENCE`."""

    def wait(
        self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None
    ) -> Any:  # whatever the generator returns
        return super().wait(gen, interval, _PATIENCE if timeout is None else timeout)


class Session:
    """Asks a server, one question at a time.

    A question that fails because the connection broke is asked once more on a new one: the server
    may have been started again, or another host of the address may answer.
    """

    def __init__(self, address: Address) -> None:
        """Connect; raises `UnreachableError` where that fails."""
        self._address = address
        self._lock = Lock()
        self._is_asking = False
        self._is_interrupted = False
        self._is_closed = Event()
        self._cancelling: Thread | None = None
        self._returning: Thread | None = None
        self._connection: psycopg.Connection[TupleRow] | None = None
        self._earlier: psycopg.Connection[TupleRow] | None = None
        """A connection to a host that comes earlier in the address and answers again."""
        self._connection = self._connect()

    def ask(self, query: str, parameters: Sequence[object] = ()) -> list[TupleRow]:
        """Return the rows of an answer.

        Raises `InterruptedSearchError`, or `UnreachableError` where no host answers.
        """
        self._begin()
        try:
            try:
                return self._ask(query, parameters)
            except (psycopg.OperationalError, psycopg.InterfaceError):
                if self._is_interrupted or self._is_closed.is_set():
                    raise InterruptedSearchError from None
                self._drop()
                return self._ask(query, parameters)
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._drop()
            raise self._unreachable(error) from error
        finally:
            with self._lock:
                self._is_asking = False

    def _begin(self) -> None:
        """Note that a question is asked, once no request to stop the one before is under way."""
        if self._cancelling is not None:
            # It would stop this question instead.
            self._cancelling.join()
            self._cancelling = None
        with self._lock:
            if self._is_closed.is_set():
                raise InterruptedSearchError
            self._is_asking, self._is_interrupted = True, False
            if self._earlier is not None:
                self._connection, left = self._earlier, self._connection
                self._earlier = None
                _close(left)

    def _ask(self, query: str, parameters: Sequence[object]) -> list[TupleRow]:
        connection = self._connection
        if connection is None:
            connection = self._connection = self._connect()
        try:
            return connection.execute(query, parameters, prepare=False).fetchall()
        except errors.QueryCanceled as error:
            if self._is_interrupted or self._is_closed.is_set():
                raise InterruptedSearchError from None
            reason = gettext("{archive} took too long to answer", archive=self._address.name)
            raise TooSlowError(reason) from error
        except (errors.InsufficientPrivilege, errors.InternalError_) as error:
            # The latter is how PL/Proxy says that it does not reach a shard, which it names.
            raise self._unreachable(error) from error
        except (errors.InvalidSchemaName, errors.UndefinedFunction, errors.UndefinedTable) as error:
            reason = gettext(
                "{archive} no longer has the version that was opened", archive=self._address.name
            )
            raise SupersededError(reason) from error

    def _connect(self) -> psycopg.Connection[TupleRow]:
        try:
            connection = connect(self._address.settings)
        except psycopg.OperationalError as error:
            raise self._unreachable(error) from error
        if self._position_of(connection):
            self._return_later()
        return connection

    def _unreachable(self, error: psycopg.Error) -> UnreachableError:
        """Return what an error of a connection is to the reader."""
        connection = error.pgconn
        # A server that refuses whoever connects gives no code; it was reached, and spoke.
        is_denied = isinstance(error, errors.InsufficientPrivilege) or (
            connection is not None and (connection.used_password or connection.needs_password)
        )
        template = (
            gettext_noop("{archive} refused: {reason}")
            if is_denied
            else gettext_noop("{archive} does not answer: {reason}")
        )
        sentence = gettext(template, archive=self._address.name, reason=reason_of(error))
        unreachable = (DeniedError if is_denied else UnreachableError)(sentence)
        failure = shard_failure(error.diag.message_primary or "")
        unreachable.archive = failure.shard if failure else self._address.name
        return unreachable

    def _drop(self) -> None:
        _close(self._connection)
        self._connection = None

    # Other hosts

    def _position_of(self, connection: psycopg.Connection[TupleRow]) -> int:
        """Return the place of a connection's host among those of the address."""
        if "target_session_attrs" in self._address.settings:
            return 0  # their order is not what counts
        hosts = self._address.settings.get("host", "").split(",")
        ports = self._address.settings.get("port", "").split(",")
        ports *= len(hosts) if len(ports) == 1 else 1
        here = (connection.info.host, str(connection.info.port))
        positions = [
            position
            for position, (host, port) in enumerate(zip(hosts, ports, strict=False))
            if here in ((host, port), (host, port or "5432"))
        ]
        return positions[0] if positions else 0

    def _return_later(self) -> None:
        """Try the hosts again that come earlier in the address, off the reader's thread."""
        if self._returning is None or not self._returning.is_alive():
            self._returning = Thread(target=self._return, name="failover", daemon=True)
            self._returning.start()

    def _return(self) -> None:
        while not self._is_closed.wait(RETURN_AFTER):
            with suppress(psycopg.Error):
                connection = connect(self._address.settings)
                with self._lock:
                    if self._position_of(connection) == 0 and not self._is_closed.is_set():
                        self._earlier = connection
                        return
                _close(connection)

    # From any thread

    def interrupt(self) -> None:
        """Stop the running question; never raises, and never waits."""
        with self._lock:
            connection = self._connection
            if not self._is_asking or self._is_interrupted or connection is None:
                return
            self._is_interrupted = True

            def cancel() -> None:
                # Where the server is gone, the question ends by itself.
                with suppress(psycopg.Error, OSError):
                    connection.cancel_safe(timeout=_CANCELLING)

            self._cancelling = Thread(target=cancel, name="cancel", daemon=True)
            self._cancelling.start()

    def close(self) -> None:
        """Let go of the connection; never raises."""
        self._is_closed.set()
        with self._lock:
            _close(self._connection)
            _close(self._earlier)


def connect(settings: Mapping[str, str]) -> psycopg.Connection[TupleRow]:
    """Return a connection for reading; raises `psycopg.OperationalError`."""
    options = f"{settings.get('options', '')} {_OPTIONS}"
    return _Connection.connect(make_conninfo(**{**settings, "options": options}), autocommit=True)


def reason_of(error: psycopg.Error) -> str:
    """Return in one line why something failed: what the server said, in its language."""
    if error.diag.message_primary:
        sentence = error.diag.message_primary.partition("\n")[0]
        if failure := shard_failure(sentence):
            return gettext("shard {shard}: {reason}", shard=failure.shard, reason=failure.reason)
        return sentence
    # libpq says for each host what failed, and on further lines what could be done.
    lines = str(error).splitlines() or [type(error).__name__]
    failures = [line for line in lines if "failed: " in line] or lines[:1]
    return failures[-1].rpartition("failed: ")[2]


def _close(connection: psycopg.Connection[TupleRow] | None) -> None:
    if connection is not None:
        with suppress(psycopg.Error, OSError):
            connection.close()
