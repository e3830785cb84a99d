"""The six kinds of record in a coverage folder.

Kinds and fields are named as Popolo, schema.org, W3C and CSL name them. Their annotations are the
table of fields: a row, a `FieldSpec`, says all that the program knows of a field. Records are plain
dataclasses without slots: an index opens without validating, and `rebuild` fills dictionaries.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Final

from summit_tui.model.fields import (
    CONFIG,
    AddressText,
    ByLanguage,
    Check,
    Correction,
    CountryCode,
    Day,
    DelegationKind,
    Excerpt,
    FieldSpec,
    Id,
    LanguageTag,
    Locator,
    Medium,
    Mode,
    Moment,
    Naming,
    Participation,
    PersonName,
    Role,
    SessionType,
    Sha256,
    SourceKind,
    SpeakerKind,
    SpeechAct,
    Syndication,
    Text,
    Translator,
)
from summit_tui.model.kinds import Kind
from summit_tui.model.value import Value, immutable

_Description = Annotated[Text | None, FieldSpec("Description", csv="description")]
_Summary = Annotated[Text | None, FieldSpec("Summary", csv="text")]
_Locator = Annotated[Locator | None, FieldSpec("Locator", change="source", csv="locator")]
_NamesByLanguage = Annotated[ByLanguage, FieldSpec(change="text", is_name=True)]
_Names = Text | tuple[PersonName, ...] | None
_Programme = Annotated[
    Text | None, FieldSpec("Programme", change="source", csv="programme", facet="programme")
]
_Kind = Annotated[SourceKind | None, FieldSpec("Kind", csv="publication", facet="publication")]
_Retrieved = Annotated[Day | None, FieldSpec("Retrieved", presentation="day", csv="retrieved")]
_Sources = Annotated[tuple[Id, ...], FieldSpec(change="source", refers="sources")]


@immutable(slots=False, kw_only=True)
class Event(Value):
    """One summit, in one year."""

    __pydantic_config__ = CONFIG

    id: Id
    """The event's id; the first part of the address of all its records."""
    name: Annotated[Text, FieldSpec(change="text", is_name=True)]
    """The event's name, as its organizers print it in the folder's main language."""
    names: _NamesByLanguage = field(default_factory=dict)
    """The name in other languages: language tag (BCP 47) to name."""
    theme: Annotated[Text | None, FieldSpec("Theme")] = None
    """The theme, as printed."""
    start: Annotated[Day | None, FieldSpec("Date", presentation="span", csv="date")] = None
    """The first day: YYYY-MM-DD, or less where less is known (YYYY-MM, YYYY)."""
    end: Annotated[Day | None, FieldSpec("Date", presentation="span")] = None
    """The last day."""
    place: Annotated[Text | None, FieldSpec("Place", after="venue")] = None
    """The town."""
    venue: Annotated[Text | None, FieldSpec("Place")] = None
    """The building."""
    country: Annotated[CountryCode | None, FieldSpec("Country")] = None
    """ISO 3166-1 alpha-2 code of the country or territory."""
    host: Annotated[Text | None, FieldSpec("Host")] = None
    """Who hosts the event, as printed."""
    organizers: Annotated[tuple[Text, ...], FieldSpec("Organizers")] = ()
    """Who organizes it, as printed."""
    supporters: Annotated[tuple[Text, ...], FieldSpec("Supporters")] = ()
    """Who supports it, as printed."""
    attendance: Annotated[Text | None, FieldSpec("Attendance")] = None
    """How many took part, in the source's own words."""
    countries: Annotated[Text | None, FieldSpec("Countries")] = None
    """From how many countries and regions, in the source's own words."""
    summary: _Summary = None
    """A short account in the editor's own words."""
    sources: _Sources = ()
    """Ids of the sources that say so."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@immutable(slots=False, kw_only=True)
class Session(Value):
    """One occasion within an event: a forum, a speech, an interview, an exhibition."""

    __pydantic_config__ = CONFIG

    id: Id
    """The session's id."""
    title: Annotated[Text, FieldSpec(column="session", change="text", is_name=True)]
    """The title, as printed, or a plain description where none is printed."""
    titles: Annotated[ByLanguage, FieldSpec(column="session", change="text", is_name=True)] = field(
        default_factory=dict
    )
    """The title in other languages: language tag (BCP 47) to title."""
    type: Annotated[
        SessionType | None,
        FieldSpec("Kind", after="place", csv="session_kind", facet="sessionkind"),
    ] = None
    """What sort of occasion it was."""
    date: Annotated[Day | None, FieldSpec("Date", presentation="time", csv="date")] = None
    """The day."""
    start: Annotated[
        Moment | None, FieldSpec("Date", presentation="time", csv="date", has="hours")
    ] = None
    """When it began: date, time and zone (RFC 3339)."""
    end: Annotated[Moment | None, FieldSpec("Date", presentation="time")] = None
    """When it ended."""
    place: Annotated[Text | None, FieldSpec("Place", csv="place")] = None
    """The room or building."""
    topics: Annotated[
        tuple[Text, ...], FieldSpec("Topics", after="speakers", column="topic", csv="topics")
    ] = ()
    """What it was about."""
    speakers: Annotated[
        tuple[Id | Participation, ...],
        FieldSpec(
            "Speakers", presentation="links", csv="speaker", refers="speakers", through="speaker"
        ),
    ] = ()
    """Who took part: ids of speakers, or {speaker, role}."""
    description: _Description = None
    """How the source describes it, as printed; what the editor says is in `summary`."""
    summary: _Summary = None
    """A short account in the editor's own words."""
    sources: _Sources = ()
    """Ids of the sources that name it."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@immutable(slots=False, kw_only=True)
class Speaker(Value):
    """A person, an organization, a group or a document to which sources attribute statements."""

    __pydantic_config__ = CONFIG

    id: Id
    """The speaker's id."""
    name: Annotated[Text, FieldSpec(column="speaker", change="text", is_name=True)]
    """The name, as printed."""
    names: Annotated[ByLanguage, FieldSpec(column="speaker", change="text", is_name=True)] = field(
        default_factory=dict
    )
    """The name in other languages and scripts: language tag (BCP 47) to name."""
    aliases: Annotated[
        tuple[Text, ...],
        FieldSpec("Also written", after="delegation", column="speaker", is_name=True),
    ] = ()
    """Other spellings that sources print."""
    family_name: Annotated[Text | None, FieldSpec("Family name", csv="family_name")] = None
    """The family name, with its particle, as `name` has it (Popolo); it is never guessed."""
    given_name: Annotated[Text | None, FieldSpec("Given name", csv="given_name")] = None
    """The given names, as `name` has them (Popolo)."""
    kind: Annotated[SpeakerKind | None, FieldSpec(csv="speaker_kind", facet="speakerkind")] = None
    """What they are."""
    naming: Annotated[Naming | None, FieldSpec("Naming", csv="naming", facet="naming")] = None
    """`unnamed` where `name` only describes them, as the source does: a senior official."""
    roles: Annotated[
        tuple[Role, ...],
        FieldSpec(
            "Role", presentation="roles", change="capacity", refers="sources", through="source"
        ),
    ] = ()
    """Their capacities, each with its time and source as far as known."""
    delegation: Annotated[
        Id | tuple[Id, ...] | None,
        FieldSpec("Delegation", presentation="links", column="delegation", refers="delegations"),
    ] = None
    """Id of the delegation they came with, or ids where a group came from several."""
    same_as: tuple[AddressText, ...] = ()
    """Addresses of the same one in other events, as event/kind/id (schema.org: sameAs)."""
    description: _Description = None
    """How the source describes them, as printed; what the editor says is in `summary`."""
    summary: _Summary = None
    """A short account in the editor's own words."""
    sources: _Sources = ()
    """Ids of the sources that name them."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@immutable(slots=False, kw_only=True)
class Quote(Value):
    """One statement by one speaker, as one source has it."""

    __pydantic_config__ = CONFIG

    id: Id
    """The statement's id."""
    speaker: Annotated[Id, FieldSpec(column="speaker", change="capacity", refers="speakers")]
    """Id of the speaker."""
    joint_speakers: Annotated[
        tuple[Id, ...], FieldSpec(column="speaker", change="capacity", refers="speakers")
    ] = ()
    """Ids of those who made a joint statement with the speaker; it is found under each of them."""
    on_behalf_of: Annotated[
        Id | tuple[Id, ...] | None,
        FieldSpec(change="capacity", csv="on_behalf_of", refers="speakers"),
    ] = None
    """Id of the speaker, or ids, for whom it was said, as by a spokesperson (Popolo)."""
    relayed_by: Annotated[
        tuple[Id, ...], FieldSpec(change="capacity", csv="relayed_by", refers="speakers")
    ] = ()
    """Ids of those who passed it on to the source, whoever heard it first before the others."""
    quoting: Annotated[
        tuple[Id, ...], FieldSpec("Quotes", presentation="links", csv="quoting", refers="speakers")
    ] = ()
    """Ids of the persons or documents whose words are quoted inside it."""
    addressee: Annotated[
        Id | tuple[Id, ...] | None, FieldSpec(change="capacity", csv="addressee", refers="speakers")
    ] = None
    """Id of the speaker, or ids, to whom it was said (Akoma Ntoso: to; TEI: toWhom)."""
    act: Annotated[
        SpeechAct | None, FieldSpec("Speech act", change="text", csv="act", facet="act")
    ] = None
    """What saying it does, where the source says so."""
    answer_to: Annotated[
        Id | None, FieldSpec("Answer to", presentation="links", csv="answer_to", refers="quotes")
    ] = None
    """Id of the statement that it answers (Akoma Ntoso: question, answer)."""
    text: Annotated[Text, FieldSpec(column="text", change="text", is_name=True)]
    """The statement: the very words where the mode is direct, else a report of them."""
    mode: Annotated[Mode, FieldSpec(change="text")]
    """`direct`: the source gives the words as speech. `partial`: it reports, and quotes fragments,
    which are in quotation marks in the text. `paraphrase`: it reports in its own words."""
    source: Annotated[Id, FieldSpec(change="source", refers="sources")]
    """Id of the source."""
    attribution: Annotated[Text | None, FieldSpec(change="capacity", csv="attribution")] = None
    """How the source attributes it, as printed."""
    role: Annotated[Text | None, FieldSpec(column="role", change="capacity")] = None
    """The capacity in which it was said, as printed."""
    role_names: Annotated[ByLanguage, FieldSpec(column="role", change="capacity")] = field(
        default_factory=dict
    )
    """The capacity in other languages: language tag (BCP 47) to capacity."""
    language: LanguageTag | None = None
    """The language of the text (BCP 47)."""
    translations: Annotated[ByLanguage, FieldSpec(change="text")] = field(default_factory=dict)
    """Translations of the text: language tag (BCP 47) to text."""
    translated_from: Annotated[LanguageTag | None, FieldSpec(change="text")] = None
    """The language in which it was said, where the text itself is a translation (BCP 47)."""
    translator: Annotated[
        Translator | None,
        FieldSpec(change="text", csv="translator", facet="translator", has="translator"),
    ] = None
    """Who translated the text, where it is a translation (CSL: translator)."""
    translators: Annotated[
        dict[LanguageTag, Translator],
        FieldSpec(change="text", facet="translator", has="translator"),
    ] = field(default_factory=dict)
    """Who made each of the translations: language tag (BCP 47) to a word as of `translator`."""
    session: Annotated[Id | None, FieldSpec(column="session", refers="sessions", has="session")] = (
        None
    )
    """Id of the session in which it was said."""
    occasion: Text | None = None
    """The occasion in words, where there is no session or more is known."""
    date: Annotated[Day | None, FieldSpec(has="date")] = None
    """The day it was said."""
    topics: Annotated[tuple[Text, ...], FieldSpec("Topics", column="topic", csv="topics")] = ()
    """What it is about."""
    excerpt: Annotated[Excerpt | None, FieldSpec(change="source")] = None
    """Where it is in the source."""
    locator: _Locator = None
    """On which page, in which paragraph or section, or how far into a recording it is."""
    checked: Annotated[
        Check | None, FieldSpec("Checked", presentation="check", csv="checked", has="checked")
    ] = None
    """Who compared it with its source, when, and with which text of it."""
    remark: Annotated[Id | None, FieldSpec(csv="remark")] = None
    """Quotes of the same remark in different sources share this."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@immutable(slots=False, kw_only=True)
class Delegation(Value):
    """A country, region, organization or group that was represented."""

    __pydantic_config__ = CONFIG

    id: Id
    """The delegation's id."""
    name: Annotated[Text, FieldSpec(column="delegation", change="text", is_name=True)]
    """The name, as in the source."""
    names: Annotated[ByLanguage, FieldSpec(column="delegation", change="text", is_name=True)] = (
        field(default_factory=dict)
    )
    """The name in other languages: language tag (BCP 47) to name."""
    kind: Annotated[
        DelegationKind | None, FieldSpec("Kind", csv="delegation_kind", facet="delegationkind")
    ] = None
    """What it is."""
    code: Annotated[CountryCode | None, FieldSpec("Code")] = None
    """ISO 3166-1 alpha-2 code of the country or territory."""
    region: Annotated[Text | None, FieldSpec("Region")] = None
    """The region, as the United Nations name it (M49)."""
    same_as: tuple[AddressText, ...] = ()
    """Addresses of the same one in other events, as event/kind/id (schema.org: sameAs)."""
    summary: _Summary = None
    """A short account in the editor's own words."""
    sources: _Sources = ()
    """Ids of the sources that name it."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


@immutable(slots=False, kw_only=True)
class Source(Value):
    """A publication that statements rest on (CSL: an item)."""

    __pydantic_config__ = CONFIG

    id: Id
    """The source's id."""
    title: Annotated[Text, FieldSpec(change="text", is_name=True)]
    """The headline, as printed; where there is none, a description in square brackets."""
    titles: _NamesByLanguage = field(default_factory=dict)
    """Titles by language tag (BCP 47): `ja-Latn` is Japanese in Latin letters, `en` translated."""
    publisher: Annotated[Text, FieldSpec("Publisher", column="publisher", change="source")]
    """Who published it; where nobody knows, a description in square brackets."""
    publisher_names: Annotated[
        ByLanguage, FieldSpec("Publisher", column="publisher", change="source")
    ] = field(default_factory=dict)
    """The publisher in other languages and scripts: language tag (BCP 47) to name."""
    parent_organization: Annotated[
        Text | None, FieldSpec("Part of", change="source", csv="parent_organization")
    ] = None
    """The organization that the publisher is a part of (schema.org: parentOrganization)."""
    kind: _Kind = None
    """What sort of text it is."""
    genre: Annotated[Text | None, FieldSpec("Genre", csv="genre", facet="genre")] = None
    """What it calls itself, such as Keynote address (CSL: genre)."""
    author: Annotated[
        _Names, FieldSpec("Author", change="source", csv="author", facet="author")
    ] = None
    """Who wrote it: a list of names in their parts, or one text as printed."""
    speech_by: Annotated[
        Id | tuple[Id, ...] | None,
        FieldSpec(
            "Speech by", presentation="links", change="capacity", csv="speech_by", refers="speakers"
        ),
    ] = None
    """Id of the speaker whose speech it is, or ids (Akoma Ntoso: by); not who only speaks in it."""
    speakers: Annotated[
        tuple[Id, ...],
        FieldSpec("Speakers", presentation="links", csv="speaker", refers="speakers"),
    ] = ()
    """Ids of those who speak in it."""
    translator: Annotated[_Names, FieldSpec("Translator", change="source", csv="translator")] = None
    """Who translated it, where it is a translation: as `author` (CSL: translator)."""
    interviewer: Annotated[
        _Names, FieldSpec("Interviewer", change="source", csv="interviewer", facet="interviewer")
    ] = None
    """Who asked, in an interview: as `author` (CSL: interviewer)."""
    programme: _Programme = None
    """The programme or series of a broadcast (CSL: container-title)."""
    event_title: Annotated[Text | None, FieldSpec("Occasion", csv="occasion")] = None
    """The occasion of a speech or a press conference (CSL: event-title)."""
    event_place: Annotated[Text | None, FieldSpec("Occasion", csv="place")] = None
    """The town of that occasion (CSL: event-place)."""
    event_date: Annotated[Day | None, FieldSpec("Delivered", presentation="day", csv="date")] = None
    """The day of that occasion, which may be another than that of publication (CSL: event-date)."""
    medium: Annotated[Medium | None, FieldSpec("Medium", csv="medium", facet="medium")] = None
    """What it is unless it is text (CSL: medium)."""
    duration: Annotated[Text | None, FieldSpec("Duration", csv="duration")] = None
    """How long a recording is: `14:20`."""
    number: Annotated[Text | None, FieldSpec("Number", csv="number")] = None
    """Number or symbol of a report or document, as printed (CSL: number)."""
    page: Annotated[Text | None, FieldSpec("Page", csv="page")] = None
    """On which page of a newspaper it is (CSL: page)."""
    locator: _Locator = None
    """Where in it the cited passage is, unless a statement says so itself."""
    syndicated_from: Annotated[
        Syndication | None,
        FieldSpec(
            "Copy of",
            change="source",
            csv="syndicated_from",
            through="publisher",
            facet="syndicated",
        ),
    ] = None
    """The agency or publication whose copy it is."""
    corrections: Annotated[
        tuple[Correction, ...],
        FieldSpec("Corrected", change="source", csv="corrections", has="corrections"),
    ] = ()
    """What was updated or corrected since it was published (schema.org: correction)."""
    embargo: Annotated[
        Moment | None,
        FieldSpec("Embargoed until", presentation="moment", csv="embargo", has="embargo"),
    ] = None
    """Until when it must not be published: date, time and zone (IPTC ninjs: embargoed)."""
    licence: Annotated[Text | None, FieldSpec("Licence", csv="licence", facet="licence")] = None
    """Under which terms it may be used, as printed, or their address (schema.org: license)."""
    language: Annotated[
        LanguageTag | None,
        FieldSpec("Language", after="retrieved", presentation="language", csv="language"),
    ] = None
    """Its language (BCP 47)."""
    published: Annotated[Day | None, FieldSpec("Date", presentation="day", change="source")] = None
    """The day it was published."""
    retrieved: _Retrieved = None
    """The day it was read."""
    url: Annotated[Text | None, FieldSpec("Address", change="source")] = None
    """Its address on the web."""
    archived_at: Annotated[
        Text | None, FieldSpec("Archived at", csv="archived_at", has="archive")
    ] = None
    """The address of a copy in an archive of the web (schema.org: archivedAt)."""
    text: Annotated[Text | None, FieldSpec(change="source", has="text")] = None
    """Path of its text, relative to the folder of the file that says so."""
    sha256: Annotated[Sha256 | None, FieldSpec(change="source")] = None
    """SHA-256 of that text's bytes, in hexadecimal."""
    ignore: tuple[str, ...] = ()
    """Codes of checks that do not apply to this record, such as `W302`."""


Record = Event | Session | Speaker | Quote | Delegation | Source

CLASSES: Final[Mapping[Kind, type[Record]]] = {
    "event": Event,
    "sessions": Session,
    "speakers": Speaker,
    "quotes": Quote,
    "delegations": Delegation,
    "sources": Source,
}
KIND_OF: Final[Mapping[type[Record], Kind]] = {cls: kind for kind, cls in CLASSES.items()}
