"""The types of field values, and the row that describes a field.

A type is a form of text, a word of a list, or a small table; the tables are plain dataclasses, for
the reason that records are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, NamedTuple

from summit_tui.model.invisible import INVISIBLE
from summit_tui.model.kinds import Kind
from summit_tui.model.text import is_han
from summit_tui.model.value import Value, immutable


class Form(NamedTuple):
    """What a text must look like; the validators of `readers` take it from here."""

    pattern: str
    """A regular expression that the whole text matches."""
    check: Callable[[str], str] | None = None
    """Returns the text; raises `ValueError` if it fits the pattern and is wrong all the same."""

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> Any:
        # Core schemas are plain dictionaries, typed `Any` here so that pydantic need not be loaded.
        schema = handler(source) | {"pattern": self.pattern}
        if self.check is None:
            return schema
        function = {"type": "no-info", "function": self.check}
        return {"type": "function-after", "function": function, "schema": schema}


@lru_cache(1_024)
def _day(text: str) -> str:
    date.fromisoformat((text + "-01-01")[:10])
    return text


@lru_cache(1_024)
def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


Id = Annotated[str, Form(r"^[a-z0-9][a-z0-9._-]*$")]
# Marks of interlinear annotation and the blank of Braille are not ignorable, and not seen either.
Text = Annotated[str, Form(rf"[^\s{INVISIBLE}\u2800\ufff9-\ufffb]")]
Day = Annotated[str, Form(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", _day)]
Moment = Annotated[
    str,
    Form(
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]"
        r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})$",
        _moment,
    ),
]
LANGUAGE_TAG: Final = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
LanguageTag = Annotated[str, Form(LANGUAGE_TAG)]
ByLanguage = dict[LanguageTag, Text]
"""Texts by the tag of their language."""
CountryCode = Annotated[str, Form(r"^[A-Z]{2}$")]
AddressText = Annotated[
    str,
    Form(
        r"^([a-z0-9][a-z0-9._-]*/)?(event|sessions|speakers|quotes|delegations|sources)"
        r"/[a-z0-9][a-z0-9._-]*$"
    ),
]
Timecode = Annotated[
    str,
    Form(
        r"^([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9]"
        r"(-([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9])?$"
    ),
]
Sha256 = Annotated[str, Form(r"^[0-9a-f]{64}$")]

Mode = Literal["direct", "partial", "paraphrase"]
SessionType = Literal[
    "opening",
    "keynote",
    "forum",
    "panel",
    "dialogue",
    "interview",
    "exhibition",
    "announcement",
    "meeting",
    "other",
]
Part = Literal["keynote", "speaker", "moderator", "panelist", "host", "guest"]
SpeakerKind = Literal["person", "organization", "group", "document"]
Naming = Literal["named", "unnamed"]
SpeechAct = Literal[
    "statement",
    "pledge",
    "proposal",
    "demand",
    "announcement",
    "denial",
    "question",
    "answer",
    "vote",
]
Translator = Literal["source", "interpreter", "official", "editor", "machine"]
"""Who translated: the source itself, who interpreted on the spot, an office of the speaker or the
organizers, the editor of the coverage, or a program."""
DelegationKind = Literal[
    "country",
    "region",
    "international organization",
    "government",
    "company",
    "media",
    "group",
]
SourceKind = Literal[
    "press release",
    "government release",
    "news",
    "editorial",
    "opinion",
    "interview",
    "broadcast",
    "social post",
    "speech",
    "press conference",
    "transcript",
    "declaration",
    "resolution",
    "report",
    "programme",
    "list of participants",
    "background",
]
Medium = Literal["audio", "video"]

CONFIG: Final[dict[str, object]] = {
    "extra": "forbid",
    # `from` is a Python keyword: the field is `from_`, the key in the file is `from`.
    "alias_generator": lambda name: name.rstrip("_"),
}
"""How pydantic reads the classes below, and those of records."""

SearchColumn = Literal[
    "words", "text", "speaker", "role", "delegation", "session", "topic", "publisher"
]
"""Where a value is searched: among all words of its record, as the text of a statement, or in the
column to which `field:value` limits a search."""
FieldChange = Literal["text", "capacity", "source", "other"]
"""What has changed when a field says something else: what was said or printed, who said it and as
what, which source has it and what that source prints, or anything else."""
Presentation = Literal[
    "text", "day", "span", "time", "moment", "language", "roles", "links", "check"
]
"""How a reader is shown a value: as it is, as a day, as a span of two days, as day and hours, as
a moment, as the name of a language, as one capacity a line, as the names of the records that are
referred to, or as who checked something."""


class FieldSpec(NamedTuple):
    """The row of a field in the table of fields: whatever the program knows of it but its type.

    It is an annotation of the field in its record class. A new field is one such line in
    `records`; it is then validated, searched, shown, compared and exported. A tuple because a start
    makes more than a hundred of them.
    """

    label: str = ""
    """The label of the fact that the field is in a summary of its record; fields of one label are
    one fact. Empty for a field that is no fact."""
    after: str = ""
    """The field after whose fact this one's comes; by default facts are in the order of fields."""
    presentation: Presentation = "text"
    """How the fact is shown; of several fields in one fact the first decides."""
    column: SearchColumn = "words"
    """The column of the index in which the value is searched."""
    change: FieldChange = "other"
    """What has changed when the field says something else."""
    csv: str = ""
    """The column of a CSV table; of several fields in one column the first with a value fills it.
    Empty for a field that has none, or that the attribution of a statement fills."""
    refers: Kind | None = None
    """The kind of the records to which the value refers by their ids."""
    through: str = ""
    """The attribute that holds the id, or the value of the facet, where the value of the field is a
    small table or a list of such."""
    facet: str = ""
    """The facet that divides records by the value, and the field of queries that finds a value:
    small letters only, and of one kind of record. Empty for a field that divides nothing."""
    has: str = ""
    """By which word `has:` finds the records that have the field; empty for none."""
    is_name: bool = False
    """Does the field name its record? The first of a record that does is its main name."""

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[object], Any]) -> Any:
        # A description restricts nothing. `Any` for the reason given in `Form`.
        return handler(source)


@immutable(kw_only=True)
class Participation(Value):
    """Someone's part in a session."""

    __pydantic_config__ = CONFIG

    speaker: Id
    """Id of the speaker."""
    role: Part | None = None
    """What they did there."""


@immutable(kw_only=True)
class Role(Value):
    """A capacity somebody held, and when (Popolo: a membership)."""

    __pydantic_config__ = CONFIG

    title: Text
    """The title, as the source prints it."""
    titles: dict[LanguageTag, Text] = field(default_factory=dict)
    """The title in other languages: language tag (BCP 47) to title."""
    organization: Text | None = None
    """Where they held it."""
    organization_names: dict[LanguageTag, Text] = field(default_factory=dict)
    """Where they held it, in other languages: language tag (BCP 47) to name."""
    from_: Day | None = None
    """Since when."""
    to: Day | None = None
    """Until when."""
    source: Id | None = None
    """Id of the source that says so."""


@immutable(kw_only=True)
class Excerpt(Value):
    """Where a statement is in its source (W3C Web Annotation: TextQuoteSelector)."""

    __pydantic_config__ = CONFIG

    exact: Text
    """The words themselves, copied exactly."""
    prefix: str | None = None
    """A few words before them, where they occur more than once."""
    suffix: str | None = None
    """A few words after them."""


@immutable(kw_only=True)
class PersonName(Value):
    """Somebody who made a source, as it names them (Popolo: a person or an organization)."""

    __pydantic_config__ = CONFIG

    name: Text | None = None
    """The whole name, as printed: of an organization, or of somebody whose name has no parts."""
    family_name: Text | None = None
    """The family name, with its particle; it is never guessed from a whole name."""
    given_name: Text | None = None
    """The given names."""
    suffix: Text | None = None
    """What follows the name, such as Jr. or III."""
    kind: SpeakerKind | None = None
    """What they are."""
    names: dict[LanguageTag, Text] = field(default_factory=dict)
    """The name in other languages and scripts: language tag (BCP 47) to name."""
    handle: Text | None = None
    """The account that a post was sent from, with its `@`."""

    @property
    def whole_name(self) -> str:
        """The name as printed, else its parts in the order of their script, else the account."""
        family, given = self.family_name or "", self.given_name or ""
        if self.name or not (family or given):
            return self.name or self.handle or ""
        if any(map(is_han, f"{family}{given}")):
            return f"{family}{given}"
        return " ".join(filter(None, (given, family, self.suffix)))


@immutable(kw_only=True)
class Locator(Value):
    """Where in a source a passage is (CSL: locator; W3C Web Annotation: FragmentSelector)."""

    __pydantic_config__ = CONFIG

    page: Text | None = None
    """The page, as printed on it."""
    paragraph: Text | None = None
    """The number of the paragraph."""
    section: Text | None = None
    """The number or the heading of the section."""
    timecode: Timecode | None = None
    """How far into a recording it is: `03:15`, `1:02:40`, or from when to when: `03:15-04:02`."""

    @property
    def seconds(self) -> tuple[int, ...]:
        """The seconds at which a passage of a recording begins and ends, as far as stated."""
        return tuple(map(seconds_of, self.timecode.split("-"))) if self.timecode else ()

    @property
    def time_fragment(self) -> str:
        """The same as the fragment of an address (W3C Media Fragments 1.0, 4.2.1), or nothing."""
        return f"t={','.join(map(str, self.seconds))}" if self.seconds else ""


@immutable(kw_only=True)
class Syndication(Value):
    """The agency or publication whose copy a source prints."""

    __pydantic_config__ = CONFIG

    publisher: Text
    """Who published it first."""
    url: Text | None = None
    """The address of the original."""


@immutable(kw_only=True)
class Check(Value):
    """Who compared a statement with its source, and when."""

    __pydantic_config__ = CONFIG

    by: Text
    """Who did."""
    date: Day
    """On which day."""
    sha256: Sha256 | None = None
    """SHA-256 of the text with which it was compared, as the source had it then."""


@immutable(kw_only=True)
class Correction(Value):
    """What was changed in a source after it was published (schema.org: CorrectionComment)."""

    __pydantic_config__ = CONFIG

    text: Text
    """What was updated or corrected, as printed or in short."""
    date: Day | None = None
    """On which day."""

    @property
    def dated(self) -> str:
        """What was changed, after the day of it in figures where that is known."""
        return ": ".join(filter(None, (self.date, self.text)))


def seconds_of(clock: str) -> int:
    """Return the seconds of `03:15` or `1:02:40`; raise `ValueError` for anything else."""
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def primary_language(tag: str | None) -> str:
    """Return a BCP 47 tag without script and region, in lower case; empty where there is none."""
    return (tag or "").lower().partition("-")[0]
