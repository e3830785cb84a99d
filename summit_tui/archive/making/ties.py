"""What ties records to each other beyond their references.

Statements of one remark in several sources; one person or organization in several events; and
where sources disagree.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from summit_tui.archive.attested import most_of_one, variance
from summit_tui.archive.checksums import checksum
from summit_tui.archive.words.folding import fold
from summit_tui.kinds import KINDS, Kind, meant
from summit_tui.rebuilding import reading_from
from summit_tui.records import Reading
from summit_tui.values import primary_language

_TOLD: Final = """
SELECT stage.event, remark, rank, record.data FROM stage JOIN record USING (id, event, kind)
WHERE remark IS NOT NULL ORDER BY stage.event, remark, rank
"""
_SAYING: Final = "SELECT event, kind, data FROM stage JOIN text USING (number) WHERE number = ?"
_DISAGREES: Final = "INSERT INTO disagreement VALUES(?, ?, ?, ?, ?, ?)"
_RANK: Final = "SELECT rank FROM record WHERE id = ? AND event = ? AND kind = ?"

Place = tuple[int, int, str]
"""The number of a record's event and of its kind, and its id."""


def write_ties(target: sqlite3.Connection, tied: Iterable[int]) -> None:
    """Write all ties, once every record stands in its table.

    `tied` are the numbers, in the stage, of records that say to be the same as others.
    """
    told = target.execute(_TOLD)
    for _, accounts in groupby(told, itemgetter(0, 1)):
        _write_remark(target, [(rank, json.loads(data)) for _, _, rank, data in accounts])
    _write_fields(target)
    events = dict(target.execute("SELECT number, id FROM event"))
    for number in tied:
        # A twin is no longer there.
        for event, kind, data in target.execute(_SAYING, (number,)).fetchall():
            _write_same(target, events[event], KINDS[kind], json.loads(data))


def _write_remark(
    target: sqlite3.Connection, told: Sequence[tuple[int, Mapping[str, Any]]]
) -> None:
    """Write one remark; `told` are the ranks and the JSON types of all its statements."""
    first, count = told[0][0], len({data["source"] for _, data in told})
    rows = [(rank, first, count, checksum(b"", rank, first, count)) for rank, _ in told]
    target.executemany("INSERT INTO remark VALUES(?, ?, ?, ?)", rows)
    differing = _wordings([data for _, data in told])
    if differing > 1:
        row = (first, "remark", differing, 0, count)
        target.execute(_DISAGREES, (*row, checksum(b"", *row)))


def _write_same(
    target: sqlite3.Connection, event: str, kind: Kind, data: Mapping[str, Any]
) -> None:
    """Write which records one says to be the same as: only its own kind can be."""
    for other in (meant(one, event) for one in data["same_as"]):
        if other.kind == kind:
            row = (event, KINDS.index(kind), data["id"], other.event, other.id)
            target.execute("INSERT INTO same VALUES(?, ?, ?, ?, ?, ?)", (*row, checksum(b"", *row)))


def _write_fields(target: sqlite3.Connection) -> None:
    """Write the fields of which sources print different things."""
    fields: dict[tuple[Place, str], list[Reading]] = {}
    rows = target.execute(
        "SELECT event.number, kind, reading.id, data FROM reading "
        "JOIN event ON event.id = reading.event ORDER BY reading.number"
    )
    for event, kind, id, text in rows:
        reading = reading_from(json.loads(text))
        fields.setdefault(((event, kind, id), reading.field), []).append(reading)
    for ((event, kind, id), field), readings in fields.items():
        differing = variance(readings)
        row = target.execute(_RANK, (id, event, kind)).fetchone()
        if differing.values > 1 and row:
            told = (*row, field, *differing, len({one.source for one in readings}))
            target.execute(_DISAGREES, (*told, checksum(b"", *told)))


def _wordings(told: Sequence[Mapping[str, Any]]) -> int:
    """Return in how many different ways sources tell a remark; 1 where they agree.

    `Any`: values of a statement as JSON types. Wordings in different languages are not compared,
    only whether they are direct speech.
    """
    modes = {one["mode"] for one in told}
    texts = {
        (primary_language(one.get("language")), one["mode"], fold(one["text"])) for one in told
    }
    return max(len(modes), most_of_one(language for language, _, _ in texts))
