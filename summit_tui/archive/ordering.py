"""In what order records stand: twins are set aside, and the rest get their ranks and places."""

import json
import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from summit_tui.archive.document import day_of
from summit_tui.archive.grouping import Groups
from summit_tui.archive.layout import RANKED
from summit_tui.archive.shelf import Shelf
from summit_tui.kinds import KINDS, Kind
from summit_tui.problems import Problem
from summit_tui.rebuilding import record_from

LAST: Final = "\U0010ffff"
"""Sorts after every date and every folded name."""

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose curated order does not go event by event: newest first over all."""

_BY_GROUP: Final = {"date": "time", "speaker": "people", "source": "source"}
"""Orders that go by what records share, each with the group of facets that knows it."""

_BATCH: Final = 5_000

_NINES_COMPLEMENT: Final = str.maketrans("0123456789", "9876543210")
_YEAR_ONE: Final = datetime(1, 1, 1, tzinfo=UTC)


def place_of(kind: Kind, data: Mapping[str, Any]) -> str | None:
    """Return what sorts a record within its kind in the curated order.

    None stands for a statement whose day only other records can tell.
    """
    match kind:
        case "quotes":
            return newest_first(data["date"]) if data.get("date") else None
        case "sources":
            return newest_first(data.get("published"))
        case "sessions":
            return _earliest_first(data.get("date"), data.get("start"))
    return ""


def newest_first(day: str | None) -> str:
    """Return a key that sorts later days first and unknown ones last."""
    return day.translate(_NINES_COMPLEMENT) if day else LAST


def _earliest_first(day: str | None, start: str | None) -> str:
    """Return a key that sorts sessions by day, then by the moment, unknown ones last."""
    if start is None:
        return day or LAST
    # Moments in different zones are compared by what is between them and a common one.
    moment = (datetime.fromisoformat(start) - _YEAR_ONE + timedelta(days=1)).total_seconds()
    return f"{day or start[:10]} {moment:016.3f}"


def set_twins_aside(target: sqlite3.Connection) -> list[Problem]:
    """Remove records whose address another one has already; return them as problems."""
    target.execute("CREATE INDEX temp.waiting ON stage (event, kind, id)")
    twins = target.execute(
        """
        SELECT twin.number, twin.kind, twin.id, f.name, twin.line, g.name, original.line
        FROM (
            SELECT event, kind, id, min(number) AS first FROM stage
            GROUP BY event, kind, id HAVING count(*) > 1
        ) same
        JOIN stage twin ON (twin.event, twin.kind, twin.id) = (same.event, same.kind, same.id)
        JOIN stage original ON original.number = same.first
        JOIN file f ON f.number = twin.file JOIN file g ON g.number = original.file
        WHERE twin.number <> same.first ORDER BY twin.number
        """
    ).fetchall()
    target.executemany("DELETE FROM stage WHERE number = ?", ((twin[0],) for twin in twins))
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
    shelf = Shelf(target, staged=True)
    undated = target.execute(
        "SELECT number, event, data FROM stage JOIN text USING (number) WHERE place IS NULL"
    ).fetchall()
    for number, event, data in undated:
        quote = record_from("quotes", json.loads(data))
        place = newest_first(day_of(quote, shelf.linked(event, quote)))
        target.execute("UPDATE stage SET place = ? WHERE number = ?", (place, number))
    target.execute(
        """
        CREATE TEMP TABLE ranked AS SELECT number FROM stage
        ORDER BY kind <> ?, kind, CASE WHEN kind IN (?, ?) THEN 0 ELSE event END, place, number
        """,
        (KINDS.index(RANKED[0]), *_ACROSS_EVENTS),
    )


class Orders:
    """What records are sorted by, noted in the order of their ranks."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._names: list[tuple[int, str]] = []

    def note(self, rank: int, name: str) -> None:
        """Note the folded name of the next record."""
        self._names.append((rank, name or LAST))
        if len(self._names) >= _BATCH:
            self._flush()

    def write(self, groups: Groups) -> None:
        """Write each record's place in every sort order, equals in the curated one."""
        self._flush()
        for name, group in _BY_GROUP.items():
            keys = [key or LAST for key in groups.keys[group]]
            if name == "date":
                keys = list(map(newest_first, groups.keys[group]))
            place_of_key = {key: place for place, key in enumerate(sorted(set(keys)))}
            among = array("I", map(place_of_key.__getitem__, keys))
            places = array("I", map(among.__getitem__, groups.noted(group)))
            self._write(name, sorted(range(len(places)), key=places.__getitem__))
        rows = self._target.execute("SELECT rank FROM named ORDER BY name, rank")
        self._write("name", array("I", (rank for (rank,) in rows)))

    def _write(self, name: str, order: Sequence[int]) -> None:
        places = array("I", bytes(4 * len(order)))
        for place, rank in enumerate(order):
            places[rank] = place
        self._target.execute("INSERT INTO sort VALUES(?, ?)", (name, places.tobytes()))

    def _flush(self) -> None:
        self._target.executemany("INSERT INTO named VALUES(?, ?)", self._names)
        self._names.clear()
