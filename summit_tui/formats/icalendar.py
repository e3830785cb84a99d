"""iCalendar (RFC 5545): sessions with a known day, as events to be put into a calendar.

Nobody becomes an attendee: who spoke is part of the description. A file gives offsets such as
+08:00 and names no zone, and none is guessed from it. A whole offset is a zone of the IANA database
all the same (`Etc/GMT-8`, whose sign is that of POSIX, is eight hours ahead), which calendars know
even if they read no `VTIMEZONE`; any other offset is its own name.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

# By absolute import the library, though this module has its name.
from icalendar import Event, Timezone, TimezoneStandard

from summit_tui.archive import Entry
from summit_tui.attribution.publications import publications
from summit_tui.attribution.summary import summarize
from summit_tui.formats.lines import fact_lines, source_line
from summit_tui.i18n import Words, words_in
from summit_tui.model.dates import first
from summit_tui.model.records import Session
from summit_tui.model.text import value_line

_START: Final = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//summit-tui//summit-tui//EN\nCALSCALE:GREGORIAN\n"
)
_DAY_LENGTH: Final = len("YYYY-MM-DD")
_HOUR: Final = timedelta(hours=1)


def write_icalendar(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield a calendar, session by session; each zone is before its first session.

    Lines end with a line feed here. Nothing is yielded without a session: a calendar must not be
    empty.
    """
    start, zones, words = _START, set[str](), words_in(language)
    for entry in entries:
        if not isinstance(entry.record, Session) or not is_dated_session(entry):
            continue
        yield start
        start = ""
        for moment in _moments(entry.record):
            offset = moment.utcoffset()
            if offset and _zone(offset) not in zones:
                zones.add(_zone(offset))
                yield _lines(_timezone(offset))
        yield _lines(_event(entry, entry.record, words))
    if not start:
        yield "END:VCALENDAR\n"


def is_dated_session(entry: Entry) -> bool:
    """Return whether the record is a session of which at least the day is known."""
    session = entry.record
    return isinstance(session, Session) and bool(
        session.start or len(session.date or "") == _DAY_LENGTH
    )


def _event(entry: Entry, session: Session, words: Words) -> Event:
    summary = summarize(entry, words)
    event = Event()
    # The address stays when the record is edited; so does what a calendar knows the session by.
    event.add("uid", f"{entry.address}@summit-tui")
    event.add("dtstamp", _stamp(entry, session))
    event.add("summary", value_line(str(summary.heading)))
    for name, moment in zip(("dtstart", "dtend"), _moments(session), strict=False):
        offset = moment.utcoffset()
        local = moment.replace(tzinfo=None) if offset else moment.replace(tzinfo=UTC)
        event.add(name, local, parameters={"TZID": _zone(offset)} if offset else {})
    if not session.start and session.date:
        _add_whole_day(event, date.fromisoformat(session.date))
    if session.place:
        event.add("location", value_line(session.place))
    if session.topics:
        event.add("categories", [value_line(topic) for topic in session.topics])
    lines = [*fact_lines(summary)]
    lines += [source_line(words, str(source)) for source in summary.sources]
    event.add("description", "\n".join(lines))
    return event


def _add_whole_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    if day < date.max:  # the end is the first day after it
        event.add("dtend", day + timedelta(days=1))


def _moments(session: Session) -> list[datetime]:
    """Return beginning and end to the second; no end where it is not after the beginning."""
    if not session.start:
        return []
    start = datetime.fromisoformat(session.start).replace(microsecond=0)
    if session.end:
        end = datetime.fromisoformat(session.end).replace(microsecond=0)
        if end > start:
            return [start, end]
    return [start]


def _stamp(entry: Entry, session: Session) -> datetime:
    """Return the date of what is known: the last day on which a source was published or read.

    Without such a day it is that of the session, so that the same session always makes the same
    bytes.
    """
    stated = [
        day for source in publications(entry) for day in (source.published, source.retrieved) if day
    ] or [session.start[:_DAY_LENGTH] if session.start else session.date or ""]
    return datetime.fromisoformat(max(map(first, stated))).replace(tzinfo=UTC)


def _zone(offset: timedelta) -> str:
    """Return the name of a zone with a fixed offset from UTC."""
    if offset % _HOUR == timedelta(0) and -12 * _HOUR <= offset <= 14 * _HOUR:
        return f"Etc/GMT{-(offset // _HOUR):+d}"
    minutes = abs(offset) // timedelta(minutes=1)
    return f"UTC{'-' if offset < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _timezone(offset: timedelta) -> Timezone:
    always = TimezoneStandard()
    always.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - RFC 5545 wants the local time here
    always.add("tzoffsetfrom", offset)
    always.add("tzoffsetto", offset)
    zone = Timezone()
    zone.add("tzid", _zone(offset))
    zone.add_component(always)
    return zone


def _lines(component: Event | Timezone) -> str:
    text: str = component.to_ical().decode()
    return text.replace("\r\n", "\n")
