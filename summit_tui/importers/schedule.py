"""Programmes as schedule.json of c3voc, version 1 and 2, and what the XML of frab shares with it.

Formats: https://github.com/voc/schedule, `json/schema.json` and `json/schema2.json`.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from summit_tui.i18n import ngettext
from summit_tui.importers.fields import (
    Fields,
    first_line,
    has_value,
    line,
    lines_by_language,
    mapping,
    objects,
)
from summit_tui.importers.programme import Participant, Programme, Talk, part_of, type_of
from summit_tui.importers.times import parse_clock, parse_day, parse_duration, parse_time
from summit_tui.importers.values import plain_text

_PLACED: Final = frozenset(
    (
        *("guid", "code", "id", "slug", "title", "subtitle", "type", "date", "start", "end"),
        *("duration", "room", "track", "abstract", "description", "persons", "participants"),
    )
)
"""Fields of an item that have a place in a record, or say nothing of it."""
_NAMES: Final = ("public_name", "name", "full_public_name", "display_name")
"""Fields of a person that are the name, the first that says anything."""
_PLACED_OF_PEOPLE: Final = frozenset(("guid", "code", "id", "role", *_NAMES))


_PLACED_OF_CONFERENCE: Final = frozenset(
    (
        *("acronym", "title", "start", "end", "time_zone_name", "city", "venue", "url", "base_url"),
        *("days", "rooms", "tracks", "track", "daysCount", "timeslot_duration", "day_change"),
    )
)
"""Fields of a conference that have a place, or say nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a programme, by which its items are dated that print only their clock."""

    day: date | None = None
    """The day, as printed."""
    begin: timedelta | None = None
    """How long after midnight it begins: an item with an earlier clock is of the night after."""

    def time_at(self, clock: timedelta | None) -> datetime | date | None:
        """Return the time of an item that begins at this clock on this day of the programme."""
        if self.day is None or clock is None:
            return self.day
        midnight = datetime.combine(self.day, time.min)
        night = self.begin is not None and clock < self.begin
        return midnight + clock + timedelta(days=1 if night else 0)


@dataclass(slots=True)
class Collector:
    """Collects the items of a programme, and what of them has no place."""

    talks: list[Talk] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    tracks: Mapping[str, str] = field(default_factory=dict)
    """The name of each track by its slug."""
    rooms: Mapping[str, str] = field(default_factory=dict)
    """The name of each room by its slug."""
    other_clocks: int = 0
    """Items whose clock is not that of their date."""
    text_ids: int = 0
    """Ids that are no numbers, as the schema of the JSON has them."""

    def add(self, item: Fields, day: Day, room: str, line_number: int | None = None) -> None:
        """Take an item, in the fields of schedule.json, from a day and a room of the programme."""
        self._count(item, _PLACED, "")
        start = self._start(item, day)
        type_printed = line(item.get("type"))
        titles = lines_by_language(item.get("title"))
        self.talks.append(
            Talk(
                key=first_line(item, "guid", "code", "id") or _described(item, room, start),
                title=line(item.get("title")) or next(iter(titles.values()), ""),
                titles=tuple(titles.items()),
                type=type_of(type_printed),
                type_printed=type_printed,
                start=start,
                end=parse_time(item.get("end")),
                duration=parse_duration(item.get("duration")),
                room=self._room(item.get("room")) or room,
                topics=tuple(filter(None, [self._track(item.get("track"))])),
                people=tuple(self._people(item)),
                description=description_of(item),
                line=line_number,
            )
        )
        if self.talks[-1].type is None and type_printed:
            self.unplaced["type"] += 1

    def _count(self, fields: Fields, placed: Container[str], of: str) -> None:
        """Count the fields that say something and have no place, under the name of their object."""
        self.unplaced.update(
            f"{of}{name}"
            for name, value in fields.items()
            if name not in placed and has_value(value)
        )

    def _start(self, item: Fields, day: Day) -> datetime | date | None:
        clock = parse_clock(item.get("start"))
        printed = item.get("date") or item.get("start")
        start = parse_time(printed)
        if start is None:
            own = parse_day(printed)
            return Day(day=own).time_at(clock) if own else day.time_at(clock)
        if clock is not None and clock != _clock(start):
            self.other_clocks += 1
        return start

    def _room(self, room: object) -> str:
        name = _name(room)
        return self.rooms.get(name) or name

    def _track(self, track: object) -> str:
        if isinstance(track, Mapping):
            slug = line(track.get("slug"))
            return line(track.get("name")) or self.tracks.get(slug, slug)
        return line(track)

    def _people(self, item: Fields) -> Iterator[Participant]:
        people = item.get("participants") or item.get("persons")
        names = filter(None, map(line, people)) if isinstance(people, list) else ()
        yield from (Participant(key=name, name=name) for name in names)
        for person in objects(people):
            name = first_line(person, *_NAMES)
            if not name:
                self.unplaced["persons"] += bool(first_line(person, "guid", "code", "id"))
                continue
            self._count(person, _PLACED_OF_PEOPLE, "persons.")
            part = line(person.get("role"))
            if part and part_of(part) is None:
                self.unplaced["role"] += 1
            yield Participant(key=person_key(person, name), name=name, part=part_of(part))

    def remarks(self) -> Iterator[str]:
        """Yield sentences on what is to be looked at."""
        if self.other_clocks:
            yield ngettext(
                "{number} item prints another start than its date has; its date is taken.",
                "{number} items print another start than their date has; their date is taken.",
                self.other_clocks,
            )
        if self.text_ids:
            yield ngettext(
                "{number} id is a text, where the schema of the format has a number.",
                "{number} ids are texts, where the schema of the format has numbers.",
                self.text_ids,
            )


def read_schedule(data: Fields) -> Programme:
    """Return the programme in decoded schedule.json."""
    schedule = mapping(data.get("schedule"))
    conference = mapping(schedule.get("conference"))
    tracks = {
        line(track.get("slug")): line(track.get("name"))
        for track in objects(conference.get("tracks"))
    }
    collector = Collector(tracks={slug: name for slug, name in tracks.items() if slug and name})
    for day in objects(conference.get("days")):
        of_programme = day_of(day.get("date"), day.get("day_start"))
        for room, items in _rooms(day.get("rooms")):
            for item in objects(items):
                collector.add(item, of_programme, room)
                collector.text_ids += isinstance(item.get("id"), str)
    collector.rooms = {
        line(room.get("slug")): line(room.get("name")) for room in objects(schedule.get("rooms"))
    }
    events = schedule.get("events")
    by_day = events.values() if isinstance(events, Mapping) else [events]
    for item in (item for items in by_day for item in objects(items)):
        collector.add(item, Day(), "")
    return programme_of(conference, collector, line(schedule.get("base_url")))


def _rooms(rooms: object) -> Iterator[tuple[str, object]]:
    """Yield the rooms of a day with their items: by their names, or in a list."""
    for name, items in mapping(rooms).items():
        yield line(name), items
    for room in objects(rooms):
        yield line(room.get("name")), room.get("events")


def _unplaced(conference: Fields) -> Counter[str]:
    """Return the fields of a conference that say something and have no place."""
    names = (name for name, value in conference.items() if has_value(value))
    return Counter(f"conference.{name}" for name in names if name not in _PLACED_OF_CONFERENCE)


def programme_of(conference: Fields, collector: Collector, base_url: str) -> Programme:
    """Return a programme of the fields of its conference and its items."""
    titles = lines_by_language(conference.get("title"))
    return Programme(
        acronym=line(conference.get("acronym")),
        title=line(conference.get("title")) or next(iter(titles.values()), ""),
        start=parse_day(conference.get("start")),
        end=parse_day(conference.get("end")),
        zone=line(conference.get("time_zone_name")),
        town=line(conference.get("city")),
        venue=line(conference.get("venue")),
        url=line(conference.get("url")) or base_url,
        talks=tuple(collector.talks),
        unplaced=dict(collector.unplaced + _unplaced(conference)),
        remarks=tuple(collector.remarks()),
    )


def day_of(day: object, begin: object) -> Day:
    """Return a day of a programme by its date and the time at which it begins."""
    first = parse_time(begin)
    return Day(day=parse_day(day), begin=_clock(first) if first else parse_clock(begin))


def description_of(item: Fields) -> str:
    """Return what a programme prints below a title: subtitle, abstract and description."""
    texts = [
        plain_text(text)
        for name in ("subtitle", "abstract", "description")
        for text in (mapping(item.get(name)).values() or [item.get(name)])
        if isinstance(text, str)
    ]
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def person_key(person: Fields, name: str) -> str:
    """Return what names a person in a programme.

    A number is not enough: one merged programme has the same for several people.
    """
    own = first_line(person, "guid", "code")
    return own or "\t".join(filter(None, (first_line(person, "id"), name)))


def _clock(moment: datetime) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute)


def _name(value: object) -> str:
    return line(value.get("name")) if isinstance(value, Mapping) else line(value)


def _described(item: Fields, room: str, start: object) -> str:
    """Return a key for an item that has none: its title, start and room."""
    return "\t".join((line(item.get("title")), str(start or ""), _name(item.get("room")) or room))
