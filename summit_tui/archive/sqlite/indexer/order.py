"""In what order records stand: twins are set aside, and the rest get their ranks and places."""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.ranking import LAST, newest_first
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.model.kinds import KINDS
from summit_tui.model.problem import Problem

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose curated order does not go event by event: newest first over all."""

_BY_GROUP: Final = {"date": "time", "speaker": "people", "source": "source"}
"""Orders that go by what records share, each with the group of facets that knows it."""

_BY_NAME: Final = """
SELECT document_order.rowid - 1 FROM document_order CROSS JOIN staged_text USING (number)
ORDER BY name = '', name, document_order.rowid
"""


def set_duplicates_aside(target: sqlite3.Connection) -> list[Problem]:
    """Remove records whose address another one has already; return them as problems."""
    target.execute("CREATE INDEX temp.staged_address ON staged_record (event, kind, id)")
    twins = target.execute(
        """
        SELECT twin.number, twin.kind, twin.id, f.name, twin.line, g.name, original.line
        FROM (
            SELECT event, kind, id, min(number) AS first FROM staged_record
            GROUP BY event, kind, id HAVING count(*) > 1
        ) same
        JOIN staged_record twin
            ON (twin.event, twin.kind, twin.id) = (same.event, same.kind, same.id)
        JOIN staged_record original ON original.number = same.first
        JOIN file f ON f.number = twin.file JOIN file g ON g.number = original.file
        WHERE twin.number <> same.first ORDER BY twin.number
        """
    ).fetchall()
    target.executemany("DELETE FROM staged_record WHERE number = ?", ((twin[0],) for twin in twins))
    return [
        Problem(
            name,
            line,
            f"{KINDS[kind]} {id}",
            "E106",
            f"the id is already taken in {other}:{other_line}; give this record another",
        )
        for _, kind, id, name, line, other, other_line in twins
    ]


def rank(target: sqlite3.Connection) -> None:
    """Note the order of all staged records in the table `ranked`."""
    target.execute(
        """
        CREATE TEMP TABLE document_order AS SELECT number FROM staged_record
        ORDER BY kind <> ?, kind, CASE WHEN kind IN (?, ?) THEN 0 ELSE event END, sort_key, number
        """,
        (KINDS.index(DOCID_ORDER[0]), *_ACROSS_EVENTS),
    )


def write_orders(target: sqlite3.Connection, groups: FacetColumns) -> None:
    """Write each ranked record's place in every sort order, equals in the curated one."""
    for name, group in _BY_GROUP.items():
        keys = [key or LAST for key in groups.keys[group]]
        if name == "date":
            keys = list(map(newest_first, groups.keys[group]))
        _write(target, name, _places(groups.noted(group), keys))
    places = array("I", bytes(4 * groups.records))
    for place, (rank,) in enumerate(target.execute(_BY_NAME)):
        places[rank] = place
    _write(target, "name", places)


def _places(numbers: Sequence[int], keys: Sequence[str]) -> "array[int]":
    """Return each record's place by the key of its number; few of many records differ."""
    order = {key: place for place, key in enumerate(sorted(set(keys)))}
    among = array("I", map(order.__getitem__, keys))
    sizes = [0] * len(order)
    for number, size in Counter(numbers).items():
        sizes[among[number]] += size
    free = list(accumulate(sizes, initial=0))
    places = array("I")
    for key in map(among.__getitem__, numbers):
        places.append(free[key])
        free[key] += 1
    return places


def _write(target: sqlite3.Connection, name: str, places: "array[int]") -> None:
    row = (name, places.tobytes(), checksum(places.tobytes(), name))
    target.execute("INSERT INTO sort_order VALUES(?, ?, ?)", row)
