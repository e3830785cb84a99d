"""What ties records to each other beyond their references.

Statements of one remark in several sources; one person or organization in several events; and
where sources disagree.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

from summit_tui.archive.attested import most_of_one, variance
from summit_tui.archive.folding import fold
from summit_tui.kinds import KINDS, Address, meant
from summit_tui.rebuilding import reading_from
from summit_tui.records import Reading
from summit_tui.values import primary_language

_QUOTES: Final = KINDS.index("quotes")
_RANK: Final = "SELECT rank FROM record WHERE id = ? AND event = ? AND kind = ?"

Place = tuple[int, int, str]
"""The number of a record's event and of its kind, and its id."""


class Ties:
    """The ties of an index that is being made, noted in the order of ranks."""

    def __init__(self, target: sqlite3.Connection) -> None:
        self._target = target
        self._remarks: dict[tuple[int, str], list[tuple[int, Mapping[str, Any]]]] = {}
        self._events = dict(target.execute("SELECT number, id FROM event"))
        self._same: list[tuple[str, int, str, str, str]] = []
        rows = target.execute(
            "SELECT event, remark, count(DISTINCT source) FROM stage WHERE remark IS NOT NULL "
            "GROUP BY event, remark"
        )
        self._accounts: dict[tuple[int, str], int] = {(row[0], row[1]): row[2] for row in rows}

    def accounts(self, event: int, remark: str) -> int:
        """Return in how many sources a remark stands."""
        return self._accounts[event, remark]

    def note(self, rank: int, kind: int, event: int, data: Mapping[str, Any]) -> None:
        """Note what the next record says it is tied to; `data` is the record as JSON types."""
        if kind == _QUOTES and (remark := data.get("remark")):
            kept = {key: data.get(key) for key in ("text", "mode", "language", "source")}
            self._remarks.setdefault((event, remark), []).append((rank, kept))
        elif same := data.get("same_as"):
            self._note_same(Address(self._events[event], KINDS[kind], data["id"]), same)

    def write(self) -> None:
        """Write all ties, once every record stands in its table."""
        for (event, remark), told in self._remarks.items():
            count = self._accounts[event, remark]
            first = told[0][0]
            rows = [(rank, first, count) for rank, _ in told]
            self._target.executemany("INSERT INTO remark VALUES(?, ?, ?)", rows)
            differing = _wordings([data for _, data in told])
            if differing > 1:
                row = (first, "remark", differing, 0, count)
                self._target.execute("INSERT INTO disagreement VALUES(?, ?, ?, ?, ?)", row)
        self._write_fields()
        self._target.executemany("INSERT INTO same VALUES(?, ?, ?, ?, ?)", self._same)

    def _note_same(self, own: Address, told: Iterable[str]) -> None:
        """Note which records one says to be the same as: only its own kind can be."""
        others = (meant(one, own.event) for one in told)
        self._same += (
            (own.event, KINDS.index(own.kind), own.id, other.event, other.id)
            for other in others
            if other.kind == own.kind
        )

    def _write_fields(self) -> None:
        """Write the fields of which sources print different things."""
        fields: dict[tuple[Place, str], list[Reading]] = {}
        rows = self._target.execute(
            "SELECT event.number, kind, reading.id, data FROM reading "
            "JOIN event ON event.id = reading.event ORDER BY reading.number"
        )
        for event, kind, id, text in rows:
            reading = reading_from(json.loads(text))
            fields.setdefault(((event, kind, id), reading.field), []).append(reading)
        for (place, field), readings in fields.items():
            differing = variance(readings)
            if differing.values > 1 and (rank := self._rank(place)) is not None:
                row = (rank, field, *differing, len({one.source for one in readings}))
                self._target.execute("INSERT INTO disagreement VALUES(?, ?, ?, ?, ?)", row)

    def _rank(self, place: Place) -> int | None:
        event, kind, id = place
        row = self._target.execute(_RANK, (id, event, kind)).fetchone()
        return row[0] if row else None


def _wordings(told: list[Mapping[str, Any]]) -> int:
    """Return in how many different ways sources tell a remark; 1 where they agree.

    `Any`: values of a statement as JSON types. Wordings in different languages are not compared,
    only whether they are direct speech.
    """
    modes = {one["mode"] for one in told}
    texts = {(primary_language(one["language"]), one["mode"], fold(one["text"])) for one in told}
    return max(len(modes), most_of_one(language for language, _, _ in texts))
