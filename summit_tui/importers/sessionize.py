"""Programmes of Sessionize ("All data"), of KotlinConf, which is like it, and of Open Event (2016).

All three have sessions and speakers that name each other by ids. Times of the first two have no
zone; those of Open Event are in UTC.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, first_line, has_value, line, mapping, objects
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.programme import Participant, Programme, Talk, type_of
from summit_tui.importers.talks import imported_programme
from summit_tui.importers.times import parse_time
from summit_tui.importers.values import plain_text

_SESSION: Final = frozenset(
    (
        *("id", "session_id", "title", "description", "long_abstract", "startsAt", "start_time"),
        *("starts_at", "ends_at", "microlocation", "short_abstract", "categories"),
        *("endsAt", "end_time", "roomId", "room", "location", "speakers", "speakerIds", "type"),
        *("session_type", "isServiceSession", "categoryItems", "track", "tags", "py/object"),
    )
)
"""Fields of a session that have a place, or say nothing of it."""
_SPEAKER: Final = frozenset(
    (
        *("id", "fullName", "name", "firstName", "lastName", "tagLine", "position", "organisation"),
        *("organization", "sessions", "py/object"),
    )
)

_OPEN_EVENT: Final = ("session_id", "py/object", "microlocation")
"""Fields of a session that are Open Event's alone."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a programme of this family."""
    data = _whole(document.json_or_none)
    sessions, speakers = data.get("sessions"), data.get("speakers")
    if isinstance(sessions, list) and isinstance(speakers, list):
        if "questions" in data or "categories" in data:
            return gettext("its sessions, speakers and questions")
        if any("startsAt" in each for each in objects(sessions)):
            return gettext("startsAt in its sessions, and its speakers")
    if isinstance(document.json_or_none, list) and _are_sessionize(speakers):
        return gettext("the fields of its speakers, those of Sessionize")
    if any(_is_open_event(each) for each in objects(sessions)):
        return gettext("the fields of its sessions, those of Open Event")
    if _are_speakers(data):
        return gettext("the fields of its speakers, those of Open Event")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the sessions and people; the speakers of Open Event may stand in a file beside."""
    data = _whole(document.json)
    speakers = list(objects(data.get("speakers")))
    if _are_speakers(data) and any(
        "sessions" in _whole(other.json_or_none) for other in options.beside
    ):
        return Imported(is_help=True)
    for other in options.beside:
        content = _whole(other.json_or_none)
        if "sessions" not in content:
            speakers += objects(content.get("speakers"))
    reader = _Reader(data, speakers, options)
    talks = tuple(reader.talk(each) for each in objects(data.get("sessions")))
    people = tuple(filter(None, map(reader.participant, speakers)))
    reader.count_people()
    programme = Programme(
        talks=talks, people=people, unplaced=reader.unplaced, remarks=reader.remarks()
    )
    return imported_programme(programme, options)


def _whole(data: object) -> Fields:
    """Return sessions and speakers of a file, whichever view of the programme it is.

    Sessionize gives its sessions by day and room or in groups, or the speakers alone; Open Event
    a list of sessions, with hyphens for underscores.
    """
    if isinstance(data, Mapping):
        return _related(data) if "jsonapi" in data else data
    items = list(objects(data))
    sessions = [
        session
        for item in items
        for group in [*objects(item.get("rooms")), item]
        for session in objects(group.get("sessions"))
        if "title" in session
    ]
    if sessions:
        return {"sessions": sessions, "speakers": []}
    if items and all("starts-at" in item for item in items):
        renamed = [{name.replace("-", "_"): item[name] for name in item} for item in items]
        return {"sessions": renamed, "speakers": []}
    if any(map(_is_open_event, items)):
        return {"sessions": items, "speakers": []}
    return {"speakers": items} if _are_sessionize(items) else {}


def _related(data: Fields) -> Fields:
    """Return sessions of Open Event whose people, tracks and rooms stand beside (JSON:API)."""
    every = [*objects(data.get("data")), *objects(data.get("included"))]
    known = {(line(each.get("type")), line(each.get("id"))): each for each in every}

    def whole(item: object, *, with_relations: bool = True) -> Fields:
        fields = mapping(item)
        own = known.get((line(fields.get("type")), line(fields.get("id"))), fields)
        attributes = {
            name.replace("-", "_"): value for name, value in mapping(own.get("attributes")).items()
        }
        relations = mapping(own.get("relationships")) if with_relations else {}
        for name, relation in relations.items():
            others = mapping(relation).get("data")
            attributes[name.replace("-", "_")] = (
                [whole(other, with_relations=False) for other in objects(others)]
                if isinstance(others, list)
                else whole(others, with_relations=False)
            )
        return {"id": line(own.get("id")), **attributes}

    sessions = [whole(item) for item in every if item.get("type") == "session"]
    people = [whole(item, with_relations=False) for item in every if item.get("type") == "speaker"]
    return {**({"sessions": sessions} if sessions else {}), "speakers": people}


def _are_sessionize(speakers: object) -> bool:
    """Tell whether objects are speakers as Sessionize has them."""
    return any("fullName" in each and "sessions" in each for each in objects(speakers))


def _are_speakers(data: Fields) -> bool:
    """Tell whether a file holds the speakers of Open Event alone."""
    marks = ("organisation", "biography", "py/object")
    return "sessions" not in data and any(
        "name" in each and any(map(each.__contains__, marks))
        for each in objects(data.get("speakers"))
    )


def _is_open_event(session: Fields) -> bool:
    return (
        ("start_time" in session or "starts_at" in session)
        and any(map(session.__contains__, _OPEN_EVENT))
        and isinstance(session.get("speakers"), list)
    )


@dataclass(slots=True)
class _Reader:
    """Joins sessions, people, rooms and categories by their ids."""

    data: Fields
    speakers: list[Fields]
    options: ImportOptions
    unplaced: Counter[str] = field(default_factory=Counter)
    two_names: dict[str, None] = field(default_factory=dict)
    """People whose first and last name are not their full name, which real files have."""
    people: Mapping[str, Fields] = field(init=False)
    rooms: Mapping[str, str] = field(init=False)
    categories: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.people = {line(each.get("id")): each for each in self.speakers}
        self.rooms = _names(self.data.get("rooms"))
        items = [
            item
            for group in objects(self.data.get("categories"))
            for item in objects(group.get("items"))
        ]
        self.categories = _names(items)

    def talk(self, session: Fields) -> Talk:
        """Return a session."""
        self.unplaced.update(
            name for name, value in session.items() if name not in _SESSION and has_value(value)
        )
        kind = mapping(session.get("session_type"))
        printed = line(kind.get("name")) or first_line(session, "type", "session_type")
        type_ = "other" if session.get("isServiceSession") is True else type_of(printed)
        if printed and type_ is None:
            self.unplaced["type"] += 1
        texts = (session.get(name) for name in ("description", "short_abstract", "long_abstract"))
        room = first_line(session, "roomId", "room", "location")
        room = first_line(mapping(session.get("microlocation")), "name") or room
        return Talk(
            key=first_line(session, "id", "session_id") or line(session.get("title")),
            title=line(session.get("title")),
            type=type_,
            type_printed=printed,
            start=parse_time(first_line(session, "startsAt", "start_time", "starts_at")),
            end=parse_time(first_line(session, "endsAt", "end_time", "ends_at")),
            room=self.rooms.get(room) or line(session.get("room")) or room,
            topics=tuple(self._topics(session)),
            people=tuple(filter(None, map(self._person, self._people(session)))),
            description="\n\n".join(
                plain_text(text) for text in texts if isinstance(text, str) and text
            ),
        )

    def _topics(self, session: Fields) -> Iterator[str]:
        for category in _list(session.get("categoryItems")):
            if name := self.categories.get(line(category)):
                yield name
        for category in objects(session.get("categories")):
            yield from filter(
                None, (line(item.get("name")) for item in objects(category.get("categoryItems")))
            )
        track = session.get("track")
        yield from filter(None, [line(mapping(track).get("name")) or line(track)])
        yield from filter(None, map(line, _list(session.get("tags"))))

    def _people(self, session: Fields) -> list[object]:
        return _list(session.get("speakers")) or _list(session.get("speakerIds"))

    def _person(self, reference: object) -> Participant | None:
        """Return somebody whom a session names by id, or by what it says itself."""
        own = mapping(reference)
        key = line(own.get("id")) or line(reference)
        known = self.people.get(key, own)
        if not known:
            self.unplaced["speakers"] += 1
        return self.participant(known)

    def participant(self, person: Fields) -> Participant | None:
        """Return a person of the file; the line of praise is a role only if the user says so."""
        given, family = line(person.get("firstName")), line(person.get("lastName"))
        whole = first_line(person, "fullName", "name")
        name = f"{given} {family}".strip() or whole
        if not name:
            return None
        if whole and whole != name:
            self.two_names[f"{name} / {whole}"] = None
        title = line(person.get("position"))
        if self.options.taglines:
            title = title or line(person.get("tagLine"))
        return Participant(
            key=line(person.get("id")) or name,
            name=name,
            family_name=family if given else "",
            given_name=given if family else "",
            title=title,
            organization=first_line(person, "organisation", "organization"),
        )

    def remarks(self) -> tuple[str, ...]:
        """Return sentences on what is to be looked at."""
        if not self.two_names:
            return ()
        template = "{number} person has two names; the first is taken: {names}."
        plural = "{number} people have two names; the first is taken: {names}."
        names = INTERFACE.groups(self.two_names)
        return (ngettext(template, plural, len(self.two_names), names=names),)

    def count_people(self) -> None:
        """Count the fields of people that have no place."""
        taken = _SPEAKER if self.options.taglines else _SPEAKER - {"tagLine"}
        for person in self.speakers:
            self.unplaced.update(
                name for name, value in person.items() if name not in taken and has_value(value)
            )


def _names(table: object) -> dict[str, str]:
    return {line(each.get("id")): line(each.get("name")) for each in objects(table)}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
