"""An index on disk: written whole or not at all, and trusted only if it is whole."""

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.checksums import checksum, convert_sqlite_errors, verify
from summit_tui.archive.sqlite.integrity import Integrity, stamp
from summit_tui.archive.sqlite.problems import format_listing
from summit_tui.archive.sqlite.schema import VERSION
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile

_TWO_SECONDS: Final = 2_000_000_000
"""In nanoseconds: the coarsest resolution in which a file system keeps a date."""


class IndexedFile(NamedTuple):
    """A coverage file as an index knows it: a row of its table `file`."""

    number: int
    path: bytes
    name: str
    size: int
    mtime_ns: int
    event: str | None
    """Id of the event of its records, if any was valid."""


class IndexFile(NamedTuple):
    """An index that is whole and of this version."""

    connection: sqlite3.Connection
    meta: Mapping[str, str]
    integrity: Integrity

    def files(self) -> list[IndexedFile]:
        """Return the files it was built from; raise `IndexCorruptError` where they are damaged."""
        files = []
        for number, path, *others, stored_checksum in self.connection.execute(
            "SELECT * FROM file ORDER BY number"
        ):
            verify(stored_checksum, path, number, *others)
            files.append(IndexedFile(number, path, *others))
        return files

    def matches(self, files: Sequence[CoverageFile], problems: Sequence[Problem]) -> bool:
        """Say whether it was built from just these files, whose listing had these problems."""
        if self.meta.get("listing_problems") != format_listing(problems):
            return False
        # What is compared with the files as they are need not be verified besides.
        rows = self.connection.execute(
            "SELECT path, name, size, mtime_ns FROM file ORDER BY number"
        )
        return rows.fetchall() == [
            (os.fsencode(file.path_text), file.name, file.size, file.mtime_ns) for file in files
        ]

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def part_of(index: Path) -> Path:
    """Return the path of the index of what changed since `index` was built."""
    return index.with_suffix(".part")


def open_index(path: Path) -> IndexFile | None:
    """Return the index at `path`, or None if there is none, it is damaged or of another version."""
    try:
        connection = connect_read_only(path)
    except (OSError, sqlite3.Error):
        return None
    try:
        with convert_sqlite_errors():
            meta = read_meta(connection)
        # Whoever writes to the index after it was built, be it noise, gives it another date.
        is_untouched = meta.get("mtime_ns") == str(path.stat().st_mtime_ns)
        if is_untouched and meta.get("version") == VERSION:
            return IndexFile(connection, meta, Integrity(path))
    except (IndexCorruptError, OSError):
        # Truncated, noise, or written by another version.
        pass
    connection.close()
    return None


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the table `meta` of an index without its checksum.

    Raises `sqlite3.DatabaseError` where it is no index, and `IndexCorruptError` where it is
    damaged.
    """
    meta = _meta(connection)
    if meta.pop("checksum", None) != str(_checksum_of(meta)):
        raise IndexCorruptError("the description of the index is not as it was written")
    return meta


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta ORDER BY key"))


def _checksum_of(meta: Mapping[str, str]) -> int:
    return checksum(b"", *meta.items())


def write_index(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Write an index to `path`; `fill` writes its contents into an empty database.

    Raises whatever `fill` raises, and leaves what was at `path` before as it was.
    """
    from summit_tui.writing import replace_path  # a fresh index has no use for it

    now = time.time_ns()
    # Every file system can keep an even second.
    mtime_ns = now // _TWO_SECONDS * _TWO_SECONDS
    with replace_path(path, 0o600) as unfinished:
        with closing(connect(unfinished.absolute().as_uri())) as connection:
            fill(connection)
            identity = (("mtime_ns", str(mtime_ns)), ("build_id", f"{now}-{os.getpid()}"))
            connection.executemany("INSERT INTO meta VALUES(?, ?)", identity)
            meta_checksum = str(_checksum_of(_meta(connection)))
            connection.execute("INSERT INTO meta VALUES('checksum', ?)", (meta_checksum,))
            connection.commit()
        stamp(unfinished)
        os.utime(unfinished, ns=(mtime_ns, mtime_ns))


def connect_read_only(path: Path) -> sqlite3.Connection:
    """Return a connection to an index, to which nobody writes once it is built.

    Without locks a query costs half of the time. Raises `OSError` where there is no file, and
    `sqlite3.Error` where there is something else.
    """
    # A pipe in its place would block whoever opens it; a link leads to another's file.
    if not stat.S_ISREG(path.lstat().st_mode):
        raise sqlite3.OperationalError("no regular file")
    return connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1")


def connect(uri: str) -> sqlite3.Connection:
    """Return a connection that any thread may use, one at a time."""
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
