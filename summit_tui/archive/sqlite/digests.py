"""Digests that show whether two archives are equal: one a record, in the same order for all.

What sources print of a record is part of its digest.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from summit_tui.archive import Digest
from summit_tui.archive.sqlite.statement_blocks import STATEMENTS, unpack_block

# The table is scanned from its beginning to its end and the short rows are sorted, on the disk
# where they are many: the order of the index by address would fetch every record from elsewhere.
_SORTED: Final = f"""
WITH readings_of AS MATERIALIZED (
    SELECT number AS event, kind, id, group_concat(data, char(10)) AS readings
    FROM (
        SELECT event.number, kind, reading.id, data
        FROM reading JOIN event ON event.id = reading.event ORDER BY data
    )
    GROUP BY event, kind, id
)
SELECT ordinal(event) AS event_ordinal, kind, id, digest(docid, data, statements, readings)
FROM record NOT INDEXED LEFT JOIN statement_block ON block = docid / {STATEMENTS}
    LEFT JOIN readings_of USING (event, kind, id)
WHERE event_ordinal IS NOT NULL ORDER BY event_ordinal, kind, id
"""  # noqa: S608 - no input


_BATCH: Final = 1_000
"""Digests that are fetched at a time."""


def sorted_digests(
    connection: sqlite3.Connection, ordinals: Mapping[int, int]
) -> Iterator[list[Digest]]:
    """Yield the `Digest` of every record, sorted, in batches.

    `ordinals` has the events whose records are wanted, by their numbers. Raises
    `KeyboardInterrupt` where that comes from within the computation of a digest.
    """
    interrupts: list[KeyboardInterrupt] = []
    from hashlib import blake2b  # it loads a library that nothing else on the screen needs

    unpack = lru_cache(1)(unpack_block)

    def digest(docid: int, data: str, packed: bytes | None, readings: str | None) -> bytes:
        try:
            text = data or unpack(packed)[docid % STATEMENTS].decode()
            content = f"{text}\n{readings}" if readings else text
            return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        except KeyboardInterrupt as interrupt:
            interrupts.append(interrupt)  # SQLite would turn it into an error of its own
            raise

    connection.create_function("ordinal", 1, ordinals.get)
    connection.create_function("digest", 4, digest, deterministic=True)
    try:
        rows = connection.execute(_SORTED)
        while batch := rows.fetchmany(_BATCH):
            yield batch
    except sqlite3.OperationalError:
        if interrupts:
            raise interrupts[0] from None
        raise
