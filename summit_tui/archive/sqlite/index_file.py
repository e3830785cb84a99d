"""One index on disk: written whole or not at all, and believed only if it is whole."""

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.checksums import checksum, damage_told, verify
from summit_tui.archive.sqlite.schema import VERSION, format_listing
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile

_TWO_SECONDS: Final = 2_000_000_000
"""In nanoseconds: the coarsest that a file system keeps a date."""


class Known(NamedTuple):
    """A file as an index knows it: a row of its table `file`."""

    number: int
    path: bytes
    name: str
    size: int
    mtime_ns: int
    event: str | None
    """Id of the event of its records, if any was valid."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """An index that is whole and of this version."""

    connection: sqlite3.Connection
    meta: Mapping[str, str]

    def known(self) -> list[Known]:
        """Return the files it was made from."""
        known = []
        for number, path, *others, checked in self.connection.execute(
            "SELECT * FROM file ORDER BY number"
        ):
            verify(checked, path, number, *others)
            known.append(Known(number, path, *others))
        return known

    def tells(self, files: Sequence[CoverageFile], problems: Sequence[Problem]) -> bool:
        """Say whether it was made from files as these are, listed with these problems."""
        # What is compared with the files as they are need not be verified besides.
        rows = self.connection.execute(
            "SELECT path, name, size, mtime_ns FROM file ORDER BY number"
        )
        return self.meta.get("listing_problems") == format_listing(
            problems
        ) and rows.fetchall() == [
            (os.fsencode(file.path), file.name, file.size, file.mtime_ns) for file in files
        ]

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def whole(path: Path) -> IndexFile | None:
    """Return the index at `path`, or None if there is none, it is damaged or of another version."""
    try:
        # A pipe in its place would keep whoever opens it waiting; a link leads to another's file.
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        connection = unchanging(path)
    except (OSError, sqlite3.Error):
        return None
    try:
        with damage_told():
            meta = read_meta(connection)
        # Whoever writes to the index after it was made, be it noise, gives it another date.
        is_untouched = meta.get("mtime_ns") == str(path.stat().st_mtime_ns)
        if is_untouched and meta.get("version") == VERSION:
            return IndexFile(connection, meta)
    except (IndexCorruptError, OSError):
        # Truncated, noise, or written by another version.
        pass
    connection.close()
    return None


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what an index says of itself.

    Raises `sqlite3.DatabaseError` or `BrokenIndexError` where it is no index, or is damaged.
    """
    meta = _meta(connection)
    if meta.pop("checksum", None) != str(_checksum_of(meta)):
        raise IndexCorruptError("the description of the index is not as it was written")
    return meta


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta ORDER BY key"))


def _checksum_of(meta: Mapping[str, str]) -> int:
    return checksum(b"", *meta.items())


def write(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Make an index at `path` by what `fill` writes into an empty database.

    Raises whatever `fill` raises, and leaves what stood there before as it was.
    """
    from summit_tui.scratch import scratch_file  # a fresh index has no use for it

    now = time.time_ns()
    # Every file system can keep an even second.
    stamp = now // _TWO_SECONDS * _TWO_SECONDS
    with scratch_file(path.parent, f"{path.name}-", ".tmp") as name:
        with closing(connected(name.absolute().as_uri())) as connection:
            fill(connection)
            made = (("mtime_ns", str(stamp)), ("build_id", f"{now}-{os.getpid()}"))
            connection.executemany("INSERT INTO meta VALUES(?, ?)", made)
            checked = ("checksum", str(_checksum_of(_meta(connection))))
            connection.execute("INSERT INTO meta VALUES(?, ?)", checked)
            connection.commit()
        os.utime(name, ns=(stamp, stamp))
        name.replace(path)


def unchanging(path: Path) -> sqlite3.Connection:
    """Return a connection to an index, to which nobody writes once it is made.

    Without locks a question costs half of the time. Raises `sqlite3.Error` where there is no file.
    """
    return connected(f"{path.absolute().as_uri()}?mode=ro&immutable=1")


def connected(uri: str) -> sqlite3.Connection:
    """Return a connection that any thread may use, one at a time."""
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
