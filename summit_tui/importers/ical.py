"""Calendars in iCalendar (RFC 5545): an entry is a session.

The library that reads them leaves a time in an unknown zone without one, says nothing of it, and
gives a whole file up for one missing END: both are seen to here.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import HEAD, Document
from summit_tui.importers.fields import line, mapping
from summit_tui.importers.importer import FileProblem, Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.programme import Participant, Programme, Talk
from summit_tui.importers.talks import imported_programme
from summit_tui.importers.values import plain_text

if TYPE_CHECKING:
    from icalendar import Component

SIZE_LIMIT: Final = 1 << 24
"""The most bytes of a calendar: the library reads some 7,000 entries a second."""

_BEGIN: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*BEGIN:V(?:CALENDAR|EVENT)\b", re.IGNORECASE | re.MULTILINE
)
_FOLD: Final = re.compile(rb"\r?\n[ \t]")
_ENTRY: Final = re.compile(r"^(BEGIN|END):VEVENT\s*$", re.IGNORECASE | re.MULTILINE)
_HEAD_LINE: Final = re.compile(r"^X-WR-TIMEZONE:.*$", re.IGNORECASE | re.MULTILINE)
_MAKERS_ZONE: Final = re.compile(r";TZID=\"?/", re.IGNORECASE)
"""A globally unique name of a zone (RFC 5545, 3.2.19); what it ends in is mostly one of IANA."""
_ERRORS: Final = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
"""What the library raises for a value that it cannot read, often only when it is asked for."""
_TAKEN: Final = frozenset(
    (
        *("uid", "recurrence-id", "summary", "dtstart", "dtend", "duration", "location", "status"),
        *("categories", "description", "rrule", "rdate", "exrule", "exdate", "dtstamp", "created"),
        *("last-modified", "sequence", "transp", "class", "priority"),
    )
)
"""Properties of an entry that are read, or that say nothing of the occasion."""
_HTML: Final = "X-ALT-DESC"
"""The description as HTML, which some programs write alone."""
_MAILBOX: Final = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>")
"""The address for mail of a room, which some programs write behind its name."""
_OTHERS: Final = ("VTODO", "VJOURNAL", "VFREEBUSY")


def recognise(document: Document) -> str | None:
    """Return by what a file is a calendar."""
    # The bytes, for a fold may part a character; those of UTF-16 have a NUL beside each letter.
    if _BEGIN.search(document.data[:HEAD].replace(b"\0", b"")):
        return gettext("its beginning, BEGIN:VCALENDAR")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the sessions of a calendar; those that recur or were cancelled are left out."""
    if len(document.data) > SIZE_LIMIT:
        template = "is larger than {limit} MB, too large for a calendar; split it"
        raise UnreadableError(gettext(template, limit=SIZE_LIMIT >> 20))
    # What a fold parts is joined before it is decoded.
    text = document.decode(_FOLD.sub(b"", document.data)).text
    collector = _Collector(options.attendees_as_speakers)
    for calendar in _components(text, collector.problems):
        collector.add_calendar(calendar)
    return imported_programme(collector.programme(), options)


def _components(text: str, problems: list[FileProblem]) -> "list[Component]":
    """Return the calendars of a file; where it is broken, its entries one by one.

    The library gives up a calendar that has no end, and does not say so.
    """
    entries = list(_entries(text))
    begun = sum(match[1].upper() == "BEGIN" for match in _ENTRY.finditer(text))
    try:
        calendars = _parse(text)
    except _ERRORS as error:
        if not entries:
            message = gettext("is a broken calendar, and no entry of it is whole")
            raise UnreadableError(message) from error
        calendars = []
    if begun > len(entries):
        template = "{number} entry has no end and is left out; the file may be cut off"
        plural = "{number} entries have no end and are left out; the file may be cut off"
        problems.append(FileProblem(0, ngettext(template, plural, begun - len(entries))))
    if _MAKERS_ZONE.search(text):
        message = gettext("a zone has a name of its maker's own; it was taken by what it ends in")
        problems.append(FileProblem(0, message))
    if sum(len(calendar.walk("VEVENT")) for calendar in calendars) >= len(entries):
        return calendars
    message = gettext("the calendar is broken; its entries were read one by one")
    problems.append(FileProblem(0, message))
    heads = _HEAD_LINE.findall(text)
    return list(_parsed_alone(entries, heads[:1] if len(set(heads)) == 1 else [], problems))


def _parsed_alone(
    entries: list[tuple[int, str]], head: list[str], problems: list[FileProblem]
) -> "Iterator[Component]":
    """Yield a calendar for each entry, with the zone that the file names for all."""
    for line_number, entry in entries:
        try:
            yield from _parse("\n".join(("BEGIN:VCALENDAR", *head, entry, "END:VCALENDAR", "")))
        except _ERRORS:
            message = gettext("the entry cannot be read; it is left out")
            problems.append(FileProblem(line_number, message))


def _parse(text: str) -> "list[Component]":
    """Return the calendars of a text; raises one of `_ERRORS`."""
    from icalendar import Calendar

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it guesses a zone by the end of its name, see above
        calendars: list[Component] = list(Calendar.from_ical(text, multiple=True))
    return calendars


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Yield the entries that begin and end, each with its line once folds are joined."""
    begin, counted, line_number = None, 0, 1
    for match in _ENTRY.finditer(text):
        if match[1].upper() == "BEGIN":
            begin = match.start()
            line_number += text.count("\n", counted, begin)
            counted = begin
        elif begin is not None:
            yield line_number, text[begin : match.end()].strip()
            begin = None


@dataclass(slots=True)
class _Collector:
    """Collects the entries of the calendars of a file."""

    with_attendees: bool
    problems: list[FileProblem] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def add_calendar(self, calendar: "Component") -> None:
        """Take the entries of a calendar, or one entry alone."""
        zone = _text(calendar, "X-WR-TIMEZONE")
        self.unplaced["X-WR-CALDESC"] += bool(_text(calendar, "X-WR-CALDESC"))
        self.zones.append(zone)
        name = _text(calendar, "X-WR-CALNAME") or _text(calendar, "NAME")
        # The library leaves what it does not know as it is written (RFC 5545, 3.3.11).
        self.names.append(re.sub(r"\\([,;\\])", r"\1", name))
        for component in calendar.walk():
            if component.name == "VEVENT":
                self._add(component, zone)
            elif component.name in _OTHERS:
                self.left_out[gettext("task or note, no entry")] += 1

    def _add(self, event: "Component", zone: str) -> None:
        if any(_recurs(event, name) for name in ("RRULE", "RDATE")):
            self.left_out[gettext("entry that recurs (write its occasions one by one)")] += 1
            return
        if _text(event, "STATUS").upper() == "CANCELLED":
            self.left_out[gettext("cancelled entry")] += 1
            return
        title, place = _text(event, "SUMMARY"), _MAILBOX.sub("", _text(event, "LOCATION"))
        start, own_zone = self._time(event, "DTSTART")
        if not (title or place or start):
            self.left_out[gettext("empty entry")] += 1
            return
        self._count(event)
        end, _ = self._time(event, "DTEND")
        if start and end and not isinstance(start, datetime) and end - start > timedelta(days=1):
            self.unplaced["DTEND"] += 1  # the last day of what takes several
        duration = _value(event, "DURATION")
        uid = "\t".join(filter(None, (_text(event, "UID"), _printed(event, "RECURRENCE-ID"))))
        self.talks.append(
            Talk(
                key=uid or "\t".join((title, str(start or ""), place)),
                title=title,
                start=start,
                end=end,
                duration=duration if isinstance(duration, timedelta) else None,
                zone=own_zone or zone,
                room=place,
                topics=_categories(event),
                people=tuple(self._people(event)),
                description=plain_text(_printed(event, "DESCRIPTION") or _printed(event, _HTML)),
            )
        )

    def _time(self, event: "Component", name: str) -> tuple[date | datetime | None, str]:
        """Return a time, and the zone it names where the library does not know that."""
        value = _value(event, name)
        if event.get(name) is not None and not isinstance(value, date):
            message = gettext(
                "the {property} of {title} cannot be read",
                property=name,
                title=_text(event, "SUMMARY") or _text(event, "UID"),
            )
            self.problems.append(FileProblem(0, message))
        if not isinstance(value, datetime):
            return (value if isinstance(value, date) else None), ""
        unknown = line(event[name].params.get("TZID")) if value.tzinfo is None else ""
        return value, unknown

    def _people(self, event: "Component") -> Iterator[Participant]:
        """Yield those who are invited, by their names alone: the rest is an address."""
        for attendee in _several(event, "ATTENDEE"):
            params = _attribute(attendee, "params")
            name = line(mapping(params).get("CN"))
            if self.with_attendees and name and "@" not in name:
                yield Participant(key=name, name=name)

    def _count(self, event: "Component") -> None:
        names = {str(name).lower() for name in event} - _TAKEN
        if self.with_attendees:
            names.discard("attendee")
        if not _text(event, "DESCRIPTION"):
            names.discard(_HTML.lower())
        self.unplaced.update(name.upper() for name in names)

    def programme(self) -> Programme:
        """Return what was collected."""
        return Programme(
            title=next(filter(None, self.names), ""),
            zone=next(filter(None, self.zones), ""),
            talks=tuple(self.talks),
            unplaced=self.unplaced,
            left_out=self.left_out,
            problems=tuple(self.problems),
        )


# `Any`: the library has a class of its own for each property.
def _several(component: "Component", name: str) -> list[Any]:
    """Return the values of a property, which may stand several times."""
    value = component.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _attribute(value: object, name: str) -> object:
    """Return an attribute of a property, or None, also where the property is broken."""
    try:
        return getattr(value, name, None)
    except _ERRORS:
        return None


def _value(component: "Component", name: str) -> object:
    """Return the time or duration of a property, or None where there is none that can be read."""
    values = _several(component, name)
    return _attribute(values[0], "dt") if values else None


def _printed(component: "Component", name: str) -> str:
    values = _several(component, name)
    return str(_attribute(values[0], "dt") or values[0]) if values else ""


def _text(component: "Component", name: str) -> str:
    return line(_printed(component, name))


def _recurs(event: "Component", name: str) -> bool:
    """Tell whether an entry has a rule or dates by which it recurs; an empty property is none."""
    return any(_attribute(value, "dts") or str(value) for value in _several(event, name))


def _categories(event: "Component") -> tuple[str, ...]:
    categories = [
        line(str(category))
        for value in _several(event, "CATEGORIES")
        for category in getattr(value, "cats", ())
    ]
    return tuple(filter(None, categories))
