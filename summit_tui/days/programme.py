"""The programme of a day whose sessions have hours: a row a room, a line a session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.query.tree import Facet, Node, On, RefersTo, all_of
from summit_tui.attribution.names import record_name
from summit_tui.canvas import Canvas
from summit_tui.i18n import READER, gettext, ngettext
from summit_tui.model.dates import in_words, zone_of
from summit_tui.model.kinds import Address
from summit_tui.model.records import Session
from summit_tui.model.references import participations

_MAX_SESSIONS: Final = 400
"""Sessions of a day that are drawn."""
HEAD: Final = 2
"""Rows above the rooms: the day, and the hours."""
FOOT: Final = 5
"""Rows below them, their line among them."""
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A session in its room."""

    address: Address
    title: str
    room: str
    """The room as stated; \"\" where none is."""
    start: str
    """When it begins, HH:MM in the zone that its file states."""
    begin: int
    """The same in minutes after midnight."""
    end: int | None
    """When it ends in minutes after the midnight before its begin; None where that is not known."""
    speakers: str
    lane: int = 0
    """The row of its room, for sessions that overlap in one room."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The sessions of one day that have an hour, and the number of those that have none."""

    day: str
    zone: str
    slots: tuple[Slot, ...]
    """By room, by lane, and then by hour."""
    without_hour: int
    days: tuple[str, ...]
    """All days with sessions, the earliest first."""


def programme(archive: Archive, scope: Node, day: str | None) -> Programme | None:
    """Return the programme of a day, or of the first one with hours; None where none has any."""
    with_hours = all_of((scope, Facet("has", "hours")))
    facets = archive.facets(with_hours, "sessions")["day"]
    days = sorted(
        value.restriction.day
        for value in facets
        if isinstance(value.restriction, On) and value.restriction.day
    )
    if not days:
        return None
    shown = day if day in days else days[0]
    search = Search(all_of((with_hours, On(shown))), "sessions")
    hits = archive.search(search, limit=_MAX_SESSIONS).hits
    total = archive.counts(all_of((scope, On(shown))))["sessions"]
    slots = _in_lanes([slot for entry in hits if (slot := _slot(entry))])
    zones = {
        zone_of(str(entry.record.start)) for entry in hits if isinstance(entry.record, Session)
    }
    zone = zones.pop() if len(zones) == 1 else gettext("several zones")
    return Programme(shown, zone, tuple(slots), max(0, total - len(slots)), tuple(days))


def _slot(entry: Entry) -> Slot | None:
    session = entry.record
    if not isinstance(session, Session) or not session.start:
        return None
    begin = _minutes(session.start)
    end = _minutes(session.end) if session.end else None
    if end is not None and end < begin:
        end += _DAY  # after midnight
    names = [
        record_name(speaker, READER).text if speaker else part.speaker
        for part in participations(session)
        for speaker in [entry.link("speakers", part.speaker)]
    ]
    place, start = session.place or "", session.start[11:16]
    title, speakers = record_name(session, READER).text, READER.items(names)
    return Slot(entry.address, title, place, start, begin, end, speakers)


def _minutes(moment: str) -> int:
    """Return the minutes after midnight of a moment, in its own zone."""
    return int(moment[11:13]) * 60 + int(moment[14:16])


def _in_lanes(slots: Sequence[Slot]) -> list[Slot]:
    """Return sessions by room; those that overlap in one room stand in lanes of it."""
    placed: list[Slot] = []
    ordered = sorted(slots, key=lambda slot: (slot.room == "", slot.room, slot.begin))
    for _, group in groupby(ordered, key=lambda slot: slot.room):
        free: list[int] = []
        lanes: list[Slot] = []
        for slot in group:
            lane = next((at for at, end in enumerate(free) if end <= slot.begin), len(free))
            free[lane : lane + 1] = [slot.end if slot.end is not None else slot.begin + 1]
            lanes.append(replace(slot, lane=lane))
        placed += sorted(lanes, key=lambda slot: (slot.lane, slot.begin))
    return placed


def rows_of(of: Programme) -> list[list[int]]:
    """Return the rows from top to bottom, each the indexes of its sessions by hour."""
    keys = [(slot.room, slot.lane) for slot in of.slots]
    return [[at for at, other in enumerate(keys) if other == key] for key in dict.fromkeys(keys)]


def beside(of: Programme, at: int, down: int, right: int) -> int:
    """Return the index of the session that a step of the cursor leads to."""
    rows = rows_of(of)
    row = next(number for number, slots in enumerate(rows) if at in slots)
    if right:
        order = [slot for slots in rows for slot in slots]
        return order[max(0, min(order.index(at) + right, len(order) - 1))]
    target = rows[max(0, min(row + down, len(rows) - 1))]
    begin = of.slots[at].begin
    return min(target, key=lambda other: abs(of.slots[other].begin - begin))


def draw_programme(
    canvas: Canvas, of: Programme, at: int | None, first: int, statements: int | None
) -> int:
    """Draw the programme; return the row of the canvas with the chosen session, or -1.

    `first` is the first row in sight, `statements` the number of those of the chosen session.
    """
    label = 22 if canvas.width >= 74 else 14
    begin = min(slot.begin for slot in of.slots) // 60
    end = -(-max(slot.end or slot.begin + 1 for slot in of.slots) // 60)
    scale = max(0.1, (canvas.width - label - 2) / max(1, end - begin) / 60)

    def column(minutes: int) -> int:
        return label + round((minutes - begin * 60) * scale)

    title = gettext("{day} · hours of {zone}", day=in_words(of.day), zone=of.zone)
    canvas.put(0, 0, title, "name")
    step = 1 if scale * 60 >= 5 else 2 if scale * 60 >= 3 else 4
    for hour in range(begin, end, step):
        canvas.put(column(hour * 60), 1, f"{hour % 24:02}", "muted")
    rows = rows_of(of)
    room = max(1, canvas.height - HEAD - FOOT)
    cursor = -1
    for y, slots in enumerate(rows[first : first + room], HEAD):
        opening = of.slots[slots[0]]
        if not opening.lane:
            canvas.put(1, y, opening.room or gettext("room not stated"), "text", label - 2)
        for index in slots:
            slot = of.slots[index]
            width = column(slot.end) - column(slot.begin) - 1 if slot.end is not None else 1
            sign = "━" if slot.end is not None else "╸"
            chosen = index == at
            cursor = y if chosen else cursor
            bar = sign * max(1, width)
            canvas.put(column(slot.begin), y, bar, "chosen" if chosen else "tint")
    if at is not None:
        _draw_session(canvas, canvas.height - FOOT, of, of.slots[at], statements)
    return cursor


def _draw_session(
    canvas: Canvas, y: int, of: Programme, slot: Slot, statements: int | None
) -> None:
    """Draw below the grid what the chosen session is."""
    note = ""
    if of.without_hour:
        note = ngettext(
            "{number} session of this day has no hour",
            "{number} sessions of this day have no hour",
            of.without_hour,
        )
    canvas.rule(y, note)
    canvas.put(0, y + 1, slot.title, "name")
    end = f"–{slot.end // 60 % 24:02}:{slot.end % 60:02}" if slot.end is not None else ""
    room = slot.room or gettext("room not stated")
    speakers = slot.speakers or gettext("no speaker named")
    canvas.put(0, y + 2, f"{slot.start}{end}  {room} · {speakers}", "muted")
    if statements is not None:
        words = gettext("no statement in these sources")
        if statements:
            words = ngettext("{number} statement", "{number} statements", statements)
        canvas.put(0, y + 3, words, "text" if statements else "muted")


def statements_of(archive: Archive, slot: Slot) -> int:
    """Return how many statements name a session."""
    return archive.counts(RefersTo(slot.address))["quotes"]
