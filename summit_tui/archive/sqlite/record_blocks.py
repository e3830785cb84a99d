"""The records as JSON, several to a compressed row: beside each other they repeat each other.

A record that is compressed alone takes half as much room again, and three times as long.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from summit_tui.archive import IndexCorruptError

RECORDS: Final = 16
"""Records in one row of `record_block`, by docid: twice as many save a tenth of its room."""
_LEVEL: Final = 1
"""The level of zlib: its default saves a fifteenth and takes half as long again."""
_LARGEST: Final = 1 << 28
"""Bytes of a row, uncompressed, at most: a damaged one may claim any number."""
_BLOCKS: Final = """
SELECT block, records FROM record_block WHERE block IN (SELECT value FROM json_each(?))
"""


def pack_blocks(first: int, records: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of the table `record_block` for some records.

    The docid of the `first` of them is a multiple of `RECORDS`.
    """
    for start in range(0, len(records), RECORDS):
        # No JSON has a line break in it, as no record has a control character.
        lines = "\n".join(records[start : start + RECORDS]).encode()
        yield (first + start) // RECORDS, zlib.compress(lines, _LEVEL)


def unpack_block(packed: object) -> list[bytes]:
    """Return the records of a row; raise `IndexCorruptError` where it is damaged.

    What SQLite gives may be anything in a damaged row.
    """
    if not isinstance(packed, bytes):
        raise IndexCorruptError("a stored row is not as it was written")
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST).split(b"\n")
    except zlib.error as error:
        raise IndexCorruptError(str(error)) from error


def records_in(connection: sqlite3.Connection, docids: Iterable[int]) -> Mapping[int, bytes]:
    """Return the JSON of some records by docid, and of others beside them.

    Raises `IndexCorruptError` where a row is damaged; one that is lost is left out.
    """
    blocks = json.dumps(list({docid // RECORDS for docid in docids}))
    return {
        docid: data
        for block, packed in connection.execute(_BLOCKS, (blocks,))
        for docid, data in enumerate(unpack_block(packed), block * RECORDS)
    }
