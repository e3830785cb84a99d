"""Checksums of what an index stores: a byte that changed on the disk is noticed, and never shown.

SQLite notices what damages its own structure; a bit that flips inside a stored value it returns
as if it had been written so. Every stored row that is shown as a value therefore has a checksum
(CRC-32, ISO 3309) of all its columns, which is compared whenever the row is decoded.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from summit_tui.archive import IndexCorruptError


def checksum(data: bytes, *columns: object) -> int:
    """Return the checksum of a row: its one large column, and all others but the checksum."""
    # `ascii` gives the same for the same values in every version of Python; `repr` need not.
    return zlib.crc32(data, zlib.crc32(ascii(columns).encode("ascii")))


def verify(expected: object, data: object, *columns: object) -> None:
    """Raise `IndexCorruptError` where a row is no longer as it was written.

    `expected` is its stored checksum. What SQLite gives as BLOB may be anything in a damaged row,
    as the type is stored beside the value.
    """
    if not isinstance(data, bytes) or checksum(data, *columns) != expected:
        raise IndexCorruptError("a stored row is not as it was written")


def only_row(cursor: sqlite3.Cursor) -> Any:
    """Return the first row of a result that every index has; `Any`: as SQLite gives it.

    Raises `IndexCorruptError` where there is none.
    """
    row = cursor.fetchone()
    if row is None:
        raise IndexCorruptError("a row is missing")
    return row


@contextmanager
def convert_sqlite_errors() -> Iterator[None]:
    """Raise `IndexCorruptError` for the errors of SQLite that an unreadable index causes.

    Any other error is a bug of this program and passes as it is, a wrong use of the `sqlite3`
    module (`ProgrammingError`) among them.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # For a text that is no longer UTF-8, `sqlite3` raises either of them.
        raise IndexCorruptError(str(error)) from error
