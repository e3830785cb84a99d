"""A programme of any format: talks and those who take part, and the words that they share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from summit_tui.importers.importer import FileProblem
from summit_tui.model.fields import Part, SessionType


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part in a talk."""

    key: str
    """What names them in the file: an id, a code, or id and name."""
    name: str
    """The name, as printed."""
    family_name: str = ""
    """The family name, where the file has it apart."""
    given_name: str = ""
    """The given names, where the file has them apart."""
    part: Part | None = None
    """What they do there, where the file says so."""
    title: str = ""
    """The office or position, as printed."""
    organization: str = ""
    """Where they hold it, as printed."""
    is_person: bool = False
    """Is it certainly one person? A name alone may be that of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An item of a programme."""

    key: str
    """What names it in the file."""
    title: str
    """The title, as printed; empty where there is none."""
    titles: tuple[tuple[str, str], ...] = ()
    """Tags of languages with the title in each, where the file has it in several."""
    type: SessionType | None = None
    """What sort of occasion it is, where the file says so in a word of ours."""
    type_printed: str = ""
    """The same as printed."""
    start: datetime | date | None = None
    """When it begins: a time with or without an offset, or a day."""
    end: datetime | date | None = None
    """When it ends."""
    duration: timedelta | None = None
    """How long it takes, where there is no end."""
    zone: str = ""
    """The zone that is named for it alone, where a file names several."""
    room: str = ""
    """The room."""
    topics: tuple[str, ...] = ()
    """Its tracks."""
    people: tuple[Participant, ...] = ()
    """Who takes part, in the order of the file."""
    description: str = ""
    """What the programme prints of it, as plain text."""
    line: int | None = field(default=None, compare=False)
    """The line of the file on which it begins, where lines mean something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a file has of an event, and what of it has no place in a record."""

    acronym: str = ""
    """A short name."""
    title: str = ""
    """The name of the event."""
    start: date | None = None
    """Its first day."""
    end: date | None = None
    """Its last day."""
    zone: str = ""
    """The zone that the file names."""
    town: str = ""
    """The town."""
    venue: str = ""
    """The building."""
    url: str = ""
    """Its address on the web."""
    talks: tuple[Talk, ...] = ()
    """Its items, in the order of the file."""
    people: tuple[Participant, ...] = ()
    """People whom the file lists apart from the talks."""
    unplaced: Mapping[str, int] = field(default_factory=dict)
    """Fields that have no place in a record: how often each has a value."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Why items were left out, as a phrase, with how many they are."""
    problems: tuple[FileProblem, ...] = ()
    """What cannot be read."""
    remarks: tuple[str, ...] = ()
    """Sentences on what was seen in the file and is to be looked at."""


_TYPES: Final[Mapping[str, SessionType]] = {
    "opening": "opening",
    "opening ceremony": "opening",
    "keynote": "keynote",
    "keynote speech": "keynote",
    "forum": "forum",
    "panel": "panel",
    "panel discussion": "panel",
    "dialogue": "dialogue",
    "interview": "interview",
    "exhibition": "exhibition",
    "meeting": "meeting",
}
"""Words of programmes that are one of ours without a doubt; any other stays unknown."""
_PARTS: Final[Mapping[str, Part]] = {
    "keynote": "keynote",
    "keynote speaker": "keynote",
    "speaker": "speaker",
    "moderator": "moderator",
    "panelist": "panelist",
    "panellist": "panelist",
    "host": "host",
    "guest": "guest",
}


def type_of(word: str) -> SessionType | None:
    """Return the type of session that a word of a programme names, or None."""
    return _TYPES.get(word.strip().casefold())


def part_of(word: str) -> Part | None:
    """Return the part in a session that a word of a programme names, or None."""
    return _PARTS.get(word.strip().casefold())
