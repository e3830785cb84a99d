"""What tells whether two archives hold the same: every record's digest, in one order for all.

What sources print of a record is part of it.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

Digest = tuple[int, int, str, bytes]
"""Place of the record's event among those asked for, number of its kind, its id, its digest."""

# The table is read from its beginning to its end and the short rows are sorted, on the disk where
# they are many: the order of the index by address would fetch every record from another place.
_SORTED: Final = """
WITH told AS MATERIALIZED (
    SELECT number AS event, kind, id, group_concat(data, char(10)) AS readings
    FROM (
        SELECT event.number, kind, reading.id, data
        FROM reading JOIN event ON event.id = reading.event ORDER BY data
    )
    GROUP BY event, kind, id
)
SELECT place(event) AS place, kind, id, digest(data, readings)
FROM record NOT INDEXED LEFT JOIN told USING (event, kind, id)
WHERE place IS NOT NULL ORDER BY place, kind, id
"""


def sorted_digests(connection: sqlite3.Connection, places: Mapping[int, int]) -> sqlite3.Cursor:
    """Return a cursor over the `Digest` of every record, sorted.

    `places` are those of the events that are meant, by their numbers.
    """
    from hashlib import blake2b  # it brings a library that nothing else on the screen needs

    def digest(data: str, readings: str | None) -> bytes:
        whole = f"{data}\n{readings}" if readings else data
        return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    connection.create_function("place", 1, places.get)
    connection.create_function("digest", 2, digest, deterministic=True)
    return connection.execute(_SORTED)
