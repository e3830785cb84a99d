"""Statements about which the records leave a doubt get the term for that."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.archive.doubts import Claim, Occasion, Origin, Setting, dated_roles, leaves_doubt
from summit_tui.model.fields import Role
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Event, Session, Speaker
from summit_tui.readers import decoder

_OF_EVENT: Final = (
    "SELECT number, data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE event = ? AND kind = ?"
)
_ADD_TERM: Final = "UPDATE staged_text SET terms = terms || ' ' || ? WHERE number = ?"

_Data = Mapping[str, Any]
"""A record as JSON types, hence `Any`."""


def add_doubts(target: sqlite3.Connection, term: str) -> None:
    """Add an encoded term to statements about which the records themselves leave a doubt."""
    for (event,) in target.execute("SELECT number FROM event").fetchall():
        doubtful = list(_EventRecords(target, event).doubtful())
        target.executemany(_ADD_TERM, ((term, number) for number in doubtful))


class _EventRecords:
    """The records of one event, as far as doubts about its statements may follow from them.

    Read at once they take a quarter of the time of looking each up.
    """

    def __init__(self, target: sqlite3.Connection, event: int) -> None:
        self._target = target
        self._number = event
        self._decode = decoder()
        self._event: Event | None = None
        self._occasions: dict[str, Occasion] = {}
        self._roles: dict[str, Sequence[Role]] = {}
        for data in self._of_kind("event"):
            record = record_from("event", data)
            self._event = record if isinstance(record, Event) else None
        for data in self._of_kind("sessions"):
            session = record_from("sessions", data)
            if isinstance(session, Session):
                self._occasions[session.id] = Occasion.of(session)
        for data in self._of_kind("speakers"):
            speaker = record_from("speakers", data) if data.get("roles") else None
            if isinstance(speaker, Speaker) and (roles := dated_roles(speaker)):
                self._roles[speaker.id] = roles
        self._origins = {data["id"]: Origin.from_data(data) for data in self._of_kind("sources")}

    def doubtful(self) -> Iterator[int]:
        """Yield the numbers of the statements about which there is a doubt."""
        for number, text in self._rows("quotes"):
            data = self._decode(text)
            claim = Claim.from_data(data)
            setting = Setting(
                self._event,
                self._occasions.get(claim.session) if claim.session else None,
                self._origins.get(claim.source),
                self._roles.get(claim.speaker, ()) if claim.role else (),
            )
            if leaves_doubt(claim, setting, data.get("ignore", ())):
                yield number

    def _of_kind(self, kind: Kind) -> Iterator[_Data]:
        return (self._decode(text) for _, text in self._rows(kind))

    def _rows(self, kind: Kind) -> Iterator[tuple[int, str]]:
        """Return the numbers of the records of a kind, each with the record as it was staged."""
        return self._target.execute(_OF_EVENT, (self._number, KINDS.index(kind)))
