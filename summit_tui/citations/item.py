"""What a citation is made from: a source as CSL describes one, and the people named in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from summit_tui.model.fields import SourceKind

ItemType = Literal[
    "article",
    "broadcast",
    "declaration",
    "interview",
    "page",
    "post",
    "release",
    "report",
    "speech",
    "transcript",
]
"""What the guides have patterns for; CSL's types, with its `document` divided."""

KINDS: Final[Mapping[SourceKind, tuple[ItemType, str]]] = {
    "news": ("article", ""),
    "editorial": ("article", "Editorial"),
    "opinion": ("article", "Opinion"),
    "press release": ("release", "Press release"),
    "government release": ("release", "Press release"),
    "press conference": ("transcript", "Press conference"),
    "transcript": ("transcript", ""),
    "speech": ("speech", "Speech"),
    "interview": ("interview", ""),
    "broadcast": ("broadcast", ""),
    "declaration": ("declaration", ""),
    "resolution": ("declaration", ""),
    "report": ("report", ""),
    "social post": ("post", ""),
}
"""Kind of a source to the type it is cited as, and the genre where a guide names it.

A kind that is not here, such as background or a programme, is a page.
"""


class TypeElsewhere(NamedTuple):
    """What a type of item is called in bibliographies of other programs, and what it is here."""

    csl: str = ""
    """CSL 1.0.2; empty for a page, which is a `webpage` on the web and else a `document`."""
    ris: str = ""
    """RIS, as EndNote and Zotero write it; empty for what has no type of its own there."""
    kind: SourceKind | None = None
    """The kind of a source that comes with such a type; None where it may be several."""


TYPES_ELSEWHERE: Final[Mapping[ItemType, TypeElsewhere]] = {
    "article": TypeElsewhere("article-newspaper", "NEWS", "news"),
    "broadcast": TypeElsewhere("broadcast", "MULTI", "broadcast"),
    "declaration": TypeElsewhere("document"),
    "interview": TypeElsewhere("interview", "", "interview"),
    "page": TypeElsewhere(),
    "post": TypeElsewhere("post", "", "social post"),
    "release": TypeElsewhere(),
    "report": TypeElsewhere("report", "RPRT", "report"),
    "speech": TypeElsewhere("speech"),
    "transcript": TypeElsewhere("speech", "", "transcript"),
}
"""The one table that bibliographies are written and read by."""

BABEL_LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "pt": "portuguese",
    "ru": "russian",
    "zh": "chinese",
}
"""What babel calls languages (biblatex manual, section 2.2.3, langid)."""

LocatorLabel = Literal["page", "paragraph", "section", "timecode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Somebody who made a source: a person in parts, or what is never split, as it is (CSL)."""

    family: str = ""
    """The family name, with its particle: `von der Heide`."""
    given: str = ""
    suffix: str = ""
    """Jr., III and the like."""
    literal: str = ""
    """An organization, somebody with one name, or a name whose parts nobody has said."""
    handle: str = ""
    """The account that a post was sent from, with its `@`."""
    variants: Mapping[str, str] = field(default_factory=dict)
    """The name by language tag; `zh-Latn` is Chinese in Latin letters."""
    family_first: bool = False
    """Is the family name first even where names are not inverted, and no comma after it?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One source. Everything is optional; an empty text is what is not known.

    Days are YYYY-MM-DD, or YYYY-MM or YYYY where that is all that is known.
    """

    type: ItemType = "page"
    title: str = ""
    """As printed; in square brackets, a description in place of a title."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title by language tag: `ja-Latn` in Latin letters, `en` in translation."""
    language: str = ""
    """Language of the source (BCP 47)."""
    authors: tuple[Name, ...] = ()
    speech_by: tuple[Name, ...] = ()
    """Whose speech the source is, one or several (Akoma Ntoso, `by`); not who speaks in it."""
    interviewers: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    publisher: str = ""
    """Who published it: a newspaper, a website, an office."""
    publisher_names: Mapping[str, str] = field(default_factory=dict)
    """The publisher by language tag."""
    parent_organization: str = ""
    """The organization that the publisher is a part of."""
    programme: str = ""
    """The programme or series of a broadcast (CSL `container-title`)."""
    genre: str = ""
    """What the source says it is: Editorial, Keynote address."""
    medium: str = ""
    """`audio`, `video`, or nothing for text."""
    duration: str = ""
    number: str = ""
    """Number or symbol of a report or document, as printed: `Report No. 12`."""
    issued: str = ""
    event_title: str = ""
    event_date: str = ""
    """The day on which a speech was delivered."""
    event_place: str = ""
    page: str = ""
    """Where it stands in a newspaper."""
    locator: str = ""
    """Where in it the passage stands that is cited."""
    locator_label: LocatorLabel = "page"
    url: str = ""
    archived_at: str = ""
    """The address of a copy in an archive of the web."""
    archive: str = ""
    """The name of that archive (CSL)."""
    licence: str = ""
    embargo: str = ""
    """Until when it must not be published: date, time and zone (RFC 3339)."""
    corrections: tuple[str, ...] = ()
    """What was changed since it was published, each after its day."""
    retrieved: str = ""
    syndicated_from: str = ""
    """The agency whose copy it is."""
    proper_names: tuple[str, ...] = ()
    """Names that may stand in the title, so that their capitals are kept."""


def primary_language(item: Item) -> str:
    """Return the language of `item` without script and region, in small letters."""
    return item.language.partition("-")[0].lower()


def creators(item: Item) -> tuple[Name, ...]:
    """Return who stands in the author's place of their own right.

    Those whose speech it is come before who wrote it down (CMOS 17 14.217). Agency copy without
    a byline is the agency's.
    """
    if item.type in ("speech", "transcript", "interview") and item.speech_by:
        return item.speech_by
    if item.authors:
        return item.authors
    return (Name(literal=item.syndicated_from),) if item.syndicated_from.strip() else ()


def dated(item: Item) -> str:
    """Return the day that dates a source: of a speech that of its delivery (CMOS 17 14.217)."""
    if item.type == "speech":
        return item.event_date or item.issued
    return item.issued or item.event_date


def is_publisher(names: tuple[Name, ...], item: Item) -> bool:
    """Return whether the only name is the publisher's, which is then not said twice."""
    return (
        len(names) == 1
        and bool(item.publisher)
        and names[0].literal.strip().casefold()
        in {
            item.publisher.strip().casefold(),
            *(name.strip().casefold() for name in item.publisher_names.values()),
        }
    )


def is_in_newspaper(item: Item) -> bool:
    """Return whether a source is part of a newspaper: an article, or an interview with a page."""
    return item.type == "article" or (item.type == "interview" and bool(item.page))


def is_foreign(text: str) -> bool:
    """Return whether `text` has letters of another script than the Latin one."""
    return any(
        letter > "\u024f" and letter.isalpha() and not "\u1e00" <= letter <= "\u1eff"
        for letter in text
    )


def is_cjk(text: str) -> bool:
    """Return whether `text` has Han characters, kana or hangul."""
    return any(
        "\u3040" <= letter <= "\u30ff"
        or "\u3400" <= letter <= "\u9fff"
        or "\uac00" <= letter <= "\ud7af"
        for letter in text
    )


def in_latin(texts: Mapping[str, str]) -> str:
    """Return the text that a tag says is in Latin letters, or nothing."""
    return next((text for tag, text in texts.items() if "-latn" in tag.lower()), "")


def published_title(item: Item, *, romanized: bool) -> str:
    """Return the title on one line; where `romanized`, in Latin letters if the source has it so."""
    title = " ".join(item.title.split())
    return (romanized and is_foreign(title) and in_latin(item.titles)) or title


def translated_title(item: Item) -> str:
    """Return the English translation of a title in another language, or nothing."""
    language = primary_language(item)
    if language == "en" or not (language or is_foreign(item.title)):
        return ""
    return next((text for tag, text in item.titles.items() if tag.lower().startswith("en")), "")


def publisher_name(item: Item, *, romanized: bool) -> str:
    """Return the publisher; where `romanized`, in Latin letters if the source has it so."""
    name = " ".join(item.publisher.split())
    return (romanized and is_foreign(name) and in_latin(item.publisher_names)) or name


def description(item: Item) -> str:
    """Return what to call a source that has no title (APA 7 9.22; CMOS 17 14.216)."""
    words: Mapping[ItemType, str] = {
        "article": "News article",
        "declaration": "Document",
        "page": "Web page",
        "release": "Press release",
    }
    return f"[{item.genre or words.get(item.type) or item.type.capitalize()}]"
