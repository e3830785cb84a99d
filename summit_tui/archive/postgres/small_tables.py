"""What a reader keeps of a version on disk: the tables of an index but those of words and records.

They are a file of SQLite of their own, which is an index without `record` and `document`, with a
table of words in their place; which records have a rare term is asked of the server as well. It
is pushed in compressed chunks and fetched once a version.
"""

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.sqlite.index_file import connect_read_only, read_meta, write_index
from summit_tui.archive.sqlite.terms import ABOVE_WORDS
from summit_tui.writing import replace_path

CHUNK: Final = 1 << 20
"""Bytes of a chunk before it is compressed."""
_LEVEL: Final = 1
"""The level of zlib: half of the file is bitmaps, which are compressed as they are."""
_OWN_OF_FILE: Final = ("mtime_ns", "build_id", "checksum")
"""What `write_index` says of each file in `meta`."""
_SMALL: Final = """
SELECT name, sql FROM whole.sqlite_master
WHERE sql IS NOT NULL AND type = ?
    AND tbl_name NOT IN ('record', 'statement_block', 'newest_posting_key', 'term_posting')
    AND tbl_name NOT LIKE 'document%' AND tbl_name NOT LIKE 'sqlite_%'
"""


def write_small_tables(index: Path, path: Path) -> None:
    """Write the small tables of an index into a file at `path`."""

    def fill(target: sqlite3.Connection) -> None:
        target.execute("PRAGMA page_size=8192")
        target.execute("ATTACH ? AS whole", (f"{index.absolute().as_uri()}?mode=ro&immutable=1",))
        for name, sql in target.execute(_SMALL, ("table",)).fetchall():
            target.execute(sql)
            target.execute(f"INSERT INTO main.{name} SELECT * FROM whole.{name}")  # noqa: S608
        # Only FTS5 is slow with what is not quite frequent.
        target.execute("DELETE FROM main.posting WHERE number < 0")
        for _, sql in target.execute(_SMALL, ("index",)).fetchall():
            target.execute(sql)
        target.executemany("DELETE FROM meta WHERE key = ?", [(key,) for key in _OWN_OF_FILE])
        target.execute("CREATE TABLE word (term TEXT PRIMARY KEY, records INTEGER) WITHOUT ROWID")
        target.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(whole, document, row)")
        words = "INSERT INTO word SELECT term, doc FROM temp.vocabulary WHERE term < ?"
        target.execute(words, (ABOVE_WORDS,))
        target.execute("DROP TABLE temp.vocabulary")
        target.commit()
        target.execute("DETACH whole")

    write_index(path, fill)


def chunks(path: Path) -> Iterator[bytes]:
    """Yield a file in compressed chunks."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield zlib.compress(chunk, _LEVEL)


def assemble(path: Path, compressed: Iterable[bytes]) -> None:
    """Write a file from its chunks, whole or not at all.

    Raises `IndexCorruptError` where they are not as they were pushed, and OSError where they cannot
    be written.
    """
    with replace_path(path, 0o600) as unfinished:
        try:
            with unfinished.open("wb") as file:
                for chunk in compressed:
                    # No longer than it was: what a server sends may be anything.
                    file.write(zlib.decompressobj().decompress(chunk, CHUNK))
            with closing(connect_read_only(unfinished)) as connection:
                mtime_ns = int(read_meta(connection)["mtime_ns"])
        except (zlib.error, sqlite3.Error, ValueError, LookupError) as error:
            raise IndexCorruptError(str(error)) from error
        except OSError as error:
            if error.errno and error.filename is None:
                # A full disk does not say what it has no room for.
                error.filename = str(path)
            raise
        os.utime(unfinished, ns=(mtime_ns, mtime_ns))
