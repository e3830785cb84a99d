"""The statements as JSON, several to a compressed row: beside each other they repeat each other.

A statement that is compressed alone takes half as much room again, and three times as long. Other
records are a tenth of all, and a page of hits needs many of them that are far from each other.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summit_tui.archive import IndexCorruptError

STATEMENTS: Final = 8
"""Statements in one row of `statement_block`, by docid: twice as many save a tenth of its room, and
a page whose statements are far from each other takes half a millisecond longer."""
_LEVEL: Final = 3
"""The level of zlib: 1 takes as long, and the default saves a thirtieth for a quarter more time."""
_LARGEST: Final = 1 << 28
"""Bytes of a row, uncompressed, at most: a damaged one may claim any number."""
_BLOCKS: Final = """
SELECT block, statements FROM statement_block WHERE block IN (SELECT value FROM json_each(?))
"""


def pack_blocks(first: int, statements: Sequence[str]) -> Iterator[tuple[int, bytes]]:
    """Yield the rows of the table `statement_block` for some statements.

    The docid of the `first` of them is a multiple of `STATEMENTS`.
    """
    for start in range(0, len(statements), STATEMENTS):
        # No JSON has a line break in it, as no record has a control character.
        lines = "\n".join(statements[start : start + STATEMENTS]).encode()
        yield (first + start) // STATEMENTS, zlib.compress(lines, _LEVEL)


def unpack_block(packed: object) -> list[bytes]:
    """Return the statements of a row; raise `IndexCorruptError` where it is damaged.

    What SQLite gives may be anything in a damaged row.
    """
    if not isinstance(packed, bytes):
        raise IndexCorruptError("a stored row is not as it was written")
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST).split(b"\n")
    except zlib.error as error:
        raise IndexCorruptError(str(error)) from error


def statements_in(connection: sqlite3.Connection, docids: Sequence[int]) -> Mapping[int, bytes]:
    """Return the JSON of some statements by docid.

    Raises `IndexCorruptError` where a row is damaged; one that is lost is left out.
    """
    if not docids:
        return {}
    blocks = json.dumps(list({docid // STATEMENTS for docid in docids}))
    rows = connection.execute(_BLOCKS, (blocks,)).fetchall()
    stored = {block: unpack_block(packed) for block, packed in rows}
    return {
        docid: statements[docid % STATEMENTS]
        for docid in docids
        if len(statements := stored.get(docid // STATEMENTS, ())) > docid % STATEMENTS
    }
