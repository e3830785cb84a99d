"""The six kinds of record in a coverage folder, and what their sources print of them.

Kinds and fields are named as Popolo, schema.org, W3C and CSL name them.

Records are plain dataclasses so that opening an indexed folder needs no validation library.
`reading` validates them at the door; behind it, `rebuilding` only makes again what was valid, at
the speed of filling a dictionary: that is why they have no slots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from summit_tui.model.fields import (
    CONFIG,
    AddressText,
    CountryCode,
    Day,
    DelegationKind,
    Excerpt,
    Id,
    LanguageTag,
    Mode,
    Moment,
    Participation,
    Role,
    SessionType,
    Sha256,
    SourceKind,
    SpeakerKind,
    Text,
)
from summit_tui.model.kinds import TABLES, Kind, Table


@dataclass(frozen=True, kw_only=True)
class Event:
    """One summit, in one year."""

    __pydantic_config__ = CONFIG

    id: Id
    """The event's id; the first part of the address of all its records."""
    name: Text
    """The event's name, as its organizers print it in the folder's main language."""
    names: dict[LanguageTag, Text] = field(default_factory=dict)
    """The name in other languages: language tag (BCP 47) to name."""
    theme: Text | None = None
    """The theme, as printed."""
    start: Day | None = None
    """The first day: YYYY-MM-DD, or less where less is known (YYYY-MM, YYYY)."""
    end: Day | None = None
    """The last day."""
    place: Text | None = None
    """The town."""
    venue: Text | None = None
    """The building."""
    country: CountryCode | None = None
    """ISO 3166-1 alpha-2 code of the country or territory."""
    host: Text | None = None
    """Who hosts the event, as printed."""
    organizers: tuple[Text, ...] = ()
    """Who organizes it, as printed."""
    supporters: tuple[Text, ...] = ()
    """Who supports it, as printed."""
    attendance: Text | None = None
    """How many took part, in the source's own words."""
    countries: Text | None = None
    """From how many countries and regions, in the source's own words."""
    summary: Text | None = None
    """A short account in the editor's own words."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that say so."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One occasion within an event: a forum, a speech, an interview, an exhibition."""

    __pydantic_config__ = CONFIG

    id: Id
    """The session's id."""
    title: Text
    """The title, as printed, or a plain description where none is printed."""
    titles: dict[LanguageTag, Text] = field(default_factory=dict)
    """The title in other languages: language tag (BCP 47) to title."""
    type: SessionType | None = None
    """What sort of occasion it was."""
    date: Day | None = None
    """The day."""
    start: Moment | None = None
    """When it began: date, time and zone (RFC 3339)."""
    end: Moment | None = None
    """When it ended."""
    place: Text | None = None
    """The room or building."""
    topics: tuple[Text, ...] = ()
    """What it was about."""
    speakers: tuple[Id | Participation, ...] = ()
    """Who took part: ids of speakers, or {speaker, role}."""
    summary: Text | None = None
    """A short account in the editor's own words."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that name it."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A person, an organization or a group that is said to have stated something."""

    __pydantic_config__ = CONFIG

    id: Id
    """The speaker's id."""
    name: Text
    """The name, as printed."""
    names: dict[LanguageTag, Text] = field(default_factory=dict)
    """The name in other languages and scripts: language tag (BCP 47) to name."""
    aliases: tuple[Text, ...] = ()
    """Other spellings that sources print."""
    kind: SpeakerKind | None = None
    """What they are."""
    roles: tuple[Role, ...] = ()
    """Their capacities, each with its time and source as far as known."""
    delegation: Id | tuple[Id, ...] | None = None
    """Id of the delegation they came with, or ids where a group came from several."""
    same_as: tuple[AddressText, ...] = ()
    """Addresses of the same one in other events, as event/kind/id (schema.org: sameAs)."""
    summary: Text | None = None
    """A short account in the editor's own words."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that name them."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """One statement by one speaker, as one source has it."""

    __pydantic_config__ = CONFIG

    id: Id
    """The statement's id."""
    speaker: Id
    """Id of the speaker."""
    text: Text
    """The statement: the very words where the mode is direct, else a report of them."""
    mode: Mode
    """`direct`: the source gives the words as speech. `partial`: it reports, and quotes fragments,
    which stand in quotation marks in the text. `paraphrase`: it reports in its own words."""
    source: Id
    """Id of the source."""
    attribution: Text | None = None
    """How the source attributes it, as printed."""
    role: Text | None = None
    """The capacity in which it was said, as printed."""
    language: LanguageTag | None = None
    """The language of the text (BCP 47)."""
    translations: dict[LanguageTag, Text] = field(default_factory=dict)
    """Translations of the text: language tag (BCP 47) to text."""
    session: Id | None = None
    """Id of the session in which it was said."""
    occasion: Text | None = None
    """The occasion in words, where there is no session or more is known."""
    date: Day | None = None
    """The day it was said."""
    topics: tuple[Text, ...] = ()
    """What it is about."""
    excerpt: Excerpt | None = None
    """Where it stands in the source."""
    remark: Id | None = None
    """Quotes of the same remark in different sources share this."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """A country, region, organization or group that was represented."""

    __pydantic_config__ = CONFIG

    id: Id
    """The delegation's id."""
    name: Text
    """The name, as in the source."""
    names: dict[LanguageTag, Text] = field(default_factory=dict)
    """The name in other languages: language tag (BCP 47) to name."""
    kind: DelegationKind | None = None
    """What it is."""
    code: CountryCode | None = None
    """ISO 3166-1 alpha-2 code of the country or territory."""
    region: Text | None = None
    """The region, as the United Nations name it (M49)."""
    same_as: tuple[AddressText, ...] = ()
    """Addresses of the same one in other events, as event/kind/id (schema.org: sameAs)."""
    summary: Text | None = None
    """A short account in the editor's own words."""
    sources: tuple[Id, ...] = ()
    """Ids of the sources that name it."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publication that statements rest on (CSL: an item)."""

    __pydantic_config__ = CONFIG

    id: Id
    """The source's id."""
    title: Text
    """The headline, as printed."""
    publisher: Text
    """Who published it."""
    kind: SourceKind | None = None
    """What sort of text it is."""
    author: Text | None = None
    """Who wrote it, as printed."""
    language: LanguageTag | None = None
    """Its language (BCP 47)."""
    published: Day | None = None
    """The day it was published."""
    retrieved: Day | None = None
    """The day it was read."""
    url: Text | None = None
    """Its address on the web."""
    text: Text | None = None
    """Path of its text, relative to the folder of the file that says so."""
    sha256: Sha256 | None = None
    """SHA-256 of that text's bytes, in hexadecimal."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one source prints where others may print something else (textual criticism's word).

    The record's own field is the editor's choice; its readings hold what each source has, the
    chosen one too.
    """

    __pydantic_config__ = CONFIG

    record: AddressText
    """Address of the record: kind/id within the same event, or event/kind/id."""
    field: Text
    """The record's field that it is a reading of."""
    value: Text
    """What the source prints, exactly."""
    language: LanguageTag | None = None
    """The language of the value (BCP 47)."""
    source: Id
    """Id of the source that prints it."""
    excerpt: Excerpt | None = None
    """Where it stands in the source; without one the value itself is looked for."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this reading, such as `E310`."""


Record = Event | Session | Speaker | Quote | Delegation | Source

CLASSES: Final[Mapping[Kind, type[Record]]] = {
    "event": Event,
    "sessions": Session,
    "speakers": Speaker,
    "quotes": Quote,
    "delegations": Delegation,
    "sources": Source,
}
TABLE_CLASSES: Final[Mapping[Table, type[Record | Reading]]] = {
    table: Reading if table == "readings" else CLASSES[table] for table in TABLES
}
KIND_OF: Final[Mapping[type[Record], Kind]] = {cls: kind for kind, cls in CLASSES.items()}


def participations(session: Session) -> tuple[Participation, ...]:
    """Return who took part in `session`, each as a participation, in the order of the file."""
    return tuple(
        Participation(speaker=one) if isinstance(one, str) else one for one in session.speakers
    )


def delegations_of(speaker: Speaker) -> tuple[str, ...]:
    """Return the ids of the delegations that `speaker` came with."""
    if isinstance(speaker.delegation, tuple):
        return speaker.delegation
    return (speaker.delegation,) if speaker.delegation else ()
