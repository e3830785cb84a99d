"""Programmes as Indico exports them: `export/event/ID.json?detail=contributions`, or `sessions`.

A timetable (`export/timetable/ID.json`) has the same by day. Format:
https://docs.getindico.io/en/stable/http-api/. A day and an hour there have a zone beside them,
which may be the server's; `timezone` is that of the event. Authors are no speakers: in real exports
every contribution has authors, and many have no speaker.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, first_line, has_value, line, mapping, objects
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.programme import Participant, Programme, Talk, type_of
from summit_tui.importers.talks import imported_programme
from summit_tui.importers.times import parse_clock, parse_day
from summit_tui.importers.values import plain_text, zone_named

_PLACED: Final = frozenset(
    (
        *("_type", "_fossil", "id", "db_id", "friendly_id", "title", "description", "startDate"),
        *("endDate", "duration", "room", "roomFullname", "location", "track", "type"),
        *("speakers", "primaryauthors", "coauthors", "presenters", "contributionId", "uniqueId"),
        *("contributions", "entries", "sessionId", "sessionSlotId", "conferenceId", "name"),
        *("sessionCode", "slotTitle", "isPoster", "inheritLoc", "inheritRoom", "contribDuration"),
        *(
            "conveners",
            "color",
            "textColor",
            "entryType",
            "scheduleEntryId",
            "allowed",
            "folders",
            "pdf",
        ),
    )
)
"""Fields of a contribution that have a place, or say nothing of it."""

_ENTRY: Final = "SchEntry"
"""How the types of what stands in a timetable end."""


def recognise(document: Document) -> str | None:
    """Return by what a file is an export of Indico."""
    results = objects(mapping(document.json_or_none).get("results"))
    if any(each.get("_type") == "Conference" for each in results):
        return gettext("its results, those of Indico")
    if any(str(entry.get("_type")).endswith(_ENTRY) for entry in _timetable(document.json_or_none)):
        return gettext("its results, those of Indico")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the contributions of the first event of an export."""
    events = list(objects(mapping(document.json).get("results")))
    event = events[0] if events else {}
    reader = _Reader(options.authors_as_speakers)
    contributions = [*_contributions(event), *_timetable(document.json)]
    talks = tuple(map(reader.talk, contributions))
    reader.unplaced["chairs"] += len(list(objects(event.get("chairs"))))
    for session in [*objects(event.get("sessions")), *_blocks(document.json)]:
        reader.unplaced["conveners"] += has_value(session.get("conveners"))
    if len(events) > 1:
        reader.left_out[gettext("another event")] += len(events) - 1
    programme = Programme(
        title=line(event.get("title")),
        start=parse_day(mapping(event.get("startDate")).get("date")),
        end=parse_day(mapping(event.get("endDate")).get("date")),
        zone=line(event.get("timezone")),
        venue=line(event.get("location")),
        url=line(event.get("url")),
        talks=talks,
        unplaced=reader.unplaced,
        left_out=reader.left_out,
        remarks=tuple(reader.remarks()),
    )
    return imported_programme(programme, options)


def _contributions(event: Fields) -> Iterator[Fields]:
    """Yield what an event holds: contributions, those of its sessions, sessions without any."""
    seen: set[str] = set()
    within = [
        part
        for session in objects(event.get("sessions"))
        for part in objects(session.get("contributions")) or [session]
    ]
    for contribution in [*objects(event.get("contributions")), *within]:
        key = first_line(contribution, "db_id", "id")
        if not key or key not in seen:
            yield contribution
        seen.add(key)


def _blocks(data: object) -> list[Fields]:
    """Return what stands in a timetable by event and day: sessions, contributions and breaks."""
    days = [day for event in _values(mapping(data).get("results")) for day in _values(event)]
    return [block for day in days for block in _values(day)]


def _timetable(data: object) -> Iterator[Fields]:
    """Yield the entries of a timetable, those of its sessions as well."""
    for block in _blocks(data):
        yield from _values(block.get("entries")) or [block]


def _values(value: object) -> list[Fields]:
    """Return the objects that an object holds by their keys."""
    return [part for part in mapping(value).values() if isinstance(part, Mapping)]


@dataclass(slots=True)
class _Reader:
    """Reads contributions, and counts who is only an author."""

    with_authors: bool
    unplaced: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    authors: int = 0

    def talk(self, contribution: Fields) -> Talk:
        """Return a contribution."""
        self.unplaced.update(
            name for name, value in contribution.items() if name not in _PLACED and has_value(value)
        )
        printed = first_line(mapping(contribution.get("type")), "name") or line(
            contribution.get("type")
        )
        if printed and type_of(printed) is None:
            self.unplaced["type"] += 1
        track, description = contribution.get("track"), contribution.get("description")
        topics = (first_line(mapping(track), "title", "name") or line(track),)
        return Talk(
            key=first_line(contribution, "db_id", "contributionId", "id")
            or line(contribution.get("title")),
            title=line(contribution.get("title")),
            type=type_of(printed),
            type_printed=printed,
            start=_time(contribution.get("startDate")),
            end=_time(contribution.get("endDate")),
            room=first_line(contribution, "roomFullname", "room", "location"),
            topics=tuple(filter(None, topics)),
            people=tuple(self._people(contribution)),
            description=plain_text(description) if isinstance(description, str) else "",
        )

    def _people(self, contribution: Fields) -> Iterator[Participant]:
        """Yield the speakers, and the authors where the user takes them for speakers."""
        authors = [
            author
            for name in ("primaryauthors", "coauthors")
            for author in objects(contribution.get(name))
        ]
        self.authors += len(authors)
        for person in [
            *objects(contribution.get("speakers")),
            *objects(contribution.get("presenters")),
            *(authors if self.with_authors else ()),
        ]:
            family, given = _names(person)
            if name := f"{given} {family}".strip():
                yield Participant(
                    key=first_line(person, "person_id") or name,
                    name=name,
                    family_name=family if given else "",
                    given_name=given if family else "",
                    organization=line(person.get("affiliation")),
                )

    def remarks(self) -> Iterator[str]:
        """Yield what else the user should know."""
        if self.authors and not self.with_authors:
            yield ngettext(
                "{number} author is no speaker; --authors-as-speakers takes authors for speakers.",
                "{number} authors are no speakers; --authors-as-speakers takes them for speakers.",
                self.authors,
            )


def _names(person: Fields) -> tuple[str, str]:
    """Return family and given name: `fullName` has the family name first, before a comma."""
    family = first_line(person, "last_name", "familyName", "family_name")
    given = first_line(person, "first_name", "firstName", "givenName")
    if family or given:
        return family, given
    before, _, behind = line(person.get("fullName") or person.get("name")).partition(",")
    return before.strip(), behind.strip()


def _time(value: object) -> datetime | None:
    """Return a time in the zone that stands beside it; without one where that is not known."""
    moment = mapping(value)
    day, clock = parse_day(moment.get("date")), parse_clock(moment.get("time"))
    if day is None or clock is None:
        return None
    local = datetime.combine(day, datetime.min.time()) + clock
    return local.replace(tzinfo=zone_named(line(moment.get("tz"))))
