"""The newest statements that have a word which is fairly frequent, as bitmaps of those alone.

Of an unfinished word FTS5 gathers all records before it gives the first. A page of hits is found
here without it: such a word has as many as are counted among the newest statements.
"""

import math
import sqlite3
import zlib
from collections.abc import Iterable
from typing import Final

from summit_tui.archive.sqlite.bitmaps import sparse_bitmap
from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.expressions import Words
from summit_tui.archive.sqlite.fts_store import FtsStore
from summit_tui.readers import decoder

LEAST: Final = 25_000
"""What fewer records have is found quickly by FTS5."""
_RAREST: Final = 256
"""A word that one in more records has is never here: the newest statements would be too many."""
_COUNTED: Final = 1_001
"""Hits that are counted while one types; twice as many are expected among the newest."""
_LEVEL: Final = 1
"""The level of zlib."""


class NewestPostings:
    """The bitmaps of the newest statements of one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (size,) = only_row(connection.execute("SELECT value FROM meta WHERE key = 'newest'"))
        self.size = int(size)
        """The number of the newest statements; 0 where the index is too small to have any here."""
        keys = connection.execute("SELECT key FROM newest_posting_key")
        self.keys = frozenset(key for (key,) in keys)
        """The keys of the words that are here, as in `posting_key`."""

    def bitmap(self, key: str) -> int:
        """Return which of the newest statements have a word that is here."""
        query = "SELECT posting, checksum FROM newest_posting_key WHERE key = ?"
        number, expected = only_row(self._connection.execute(query, (key,)))
        verify(expected, b"", key, number)
        return unpack(self._connection, number, self.size)


def unpack(connection: sqlite3.Connection, number: int, first: int | None = None) -> int:
    """Return a bitmap of the table `posting`, or its bits for the `first` records only."""
    query = "SELECT bits, checksum FROM posting WHERE number = ?"
    packed, expected = only_row(connection.execute(query, (number,)))
    verify(expected, packed, number)
    unpacked = zlib.decompressobj().decompress(packed, first // 8 if first else 0)
    return int.from_bytes(unpacked, "little")


def least_of(records: int) -> int:
    """Return in how many of so many records a word has to be at least."""
    return max(LEAST, math.ceil(records / _RAREST))


def newest_size(records: int, statements: int, most: float, multiple: int) -> int:
    """Return among how many of the newest statements words are looked for, a multiple of a number.

    0 where these would be all of them, or where what `most` records have is found quickly anyway.
    """
    least = least_of(records)
    size = math.ceil(2 * _COUNTED * records / least / multiple) * multiple
    return size if least < most and size < statements else 0


def write_newest_postings(target: sqlite3.Connection, keys: Iterable[str], size: int) -> None:
    """Write the bitmaps of keys, while the documents of the newest statements are the only ones."""
    store, decode = FtsStore(target), decoder()
    numbers: dict[bytes, int] = {}
    for key in keys:
        text = store.all_matching(Words((key.removesuffix("*"),), prefix=key.endswith("*")))
        docids = decode(f"[{text}]")
        if len(docids) < _COUNTED:
            # So few tell nothing of a page: all records would be asked for as well.
            continue
        bits = sparse_bitmap(docids, size).to_bytes(size // 8 + 1, "little")
        packed = zlib.compress(bits, _LEVEL)
        if packed not in numbers:
            # Postings of all records are counted from 0.
            numbers[packed] = number = -1 - len(numbers)
            row = (number, packed, checksum(packed, number))
            target.execute("INSERT INTO posting VALUES(?, ?, ?)", row)
        names = (key, numbers[packed])
        target.execute(
            "INSERT INTO newest_posting_key VALUES(?, ?, ?)", (*names, checksum(b"", *names))
        )
