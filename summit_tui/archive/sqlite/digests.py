"""What tells whether two archives hold the same: every record's digest, in one order for all.

What sources print of a record is part of it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.archive import Digest

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


_MANY: Final = 1_000
"""So many digests are fetched at a time."""


def sorted_digests(
    connection: sqlite3.Connection, places: Mapping[int, int]
) -> Iterator[list[Digest]]:
    """Yield the `Digest` of every record, sorted, many at a time.

    `places` are those of the events that are meant, by their numbers.
    """
    stopped: list[KeyboardInterrupt] = []
    from hashlib import blake2b  # it brings a library that nothing else on the screen needs

    def digest(data: str, readings: str | None) -> bytes:
        try:
            whole = f"{data}\n{readings}" if readings else data
            return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        except KeyboardInterrupt as stop:
            stopped.append(stop)  # SQLite would make an error of its own of it
            raise

    connection.create_function("place", 1, places.get)
    connection.create_function("digest", 2, digest, deterministic=True)
    try:
        rows = connection.execute(_SORTED)
        while some := rows.fetchmany(_MANY):
            yield some
    except sqlite3.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
