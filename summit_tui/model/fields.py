"""What the values of fields may be: forms of text, words of a list, and small tables.

The tables are plain dataclasses, for the reason that records are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, NamedTuple


class Form(NamedTuple):
    """What a piece of text must look like; the validator of `reading` takes it from here."""

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
Text = Annotated[str, Form(r"\S")]
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
CountryCode = Annotated[str, Form(r"^[A-Z]{2}$")]
AddressText = Annotated[
    str,
    Form(
        r"^([a-z0-9][a-z0-9._-]*/)?(event|sessions|speakers|quotes|delegations|sources)"
        r"/[a-z0-9][a-z0-9._-]*$"
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
SpeakerKind = Literal["person", "organization", "group"]
DelegationKind = Literal[
    "country",
    "region",
    "international organization",
    "government",
    "company",
    "media",
    "group",
]
SourceKind = Literal["press release", "government release", "news", "transcript", "background"]

CONFIG: Final[dict[str, object]] = {
    "extra": "forbid",
    # `from` is a Python keyword: the field is `from_`, the key in the file is `from`.
    "alias_generator": lambda name: name.rstrip("_"),
}
"""How pydantic reads the classes below, and those of records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Someone's part in a session."""

    __pydantic_config__ = CONFIG

    speaker: Id
    """Id of the speaker."""
    role: Part | None = None
    """What they did there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A capacity somebody held, and when (Popolo: a membership)."""

    __pydantic_config__ = CONFIG

    title: Text
    """The title, as the source prints it."""
    organization: Text | None = None
    """Where they held it."""
    from_: Day | None = None
    """Since when."""
    to: Day | None = None
    """Until when."""
    source: Id | None = None
    """Id of the source that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Where a statement stands in its source (W3C Web Annotation: TextQuoteSelector)."""

    __pydantic_config__ = CONFIG

    exact: Text
    """The words themselves, copied exactly."""
    prefix: str | None = None
    """A few words before them, where they occur more than once."""
    suffix: str | None = None
    """A few words after them."""


def primary_language(tag: str | None) -> str:
    """Return a BCP 47 tag without script and region, in lower case; empty where there is none."""
    return (tag or "").lower().partition("-")[0]
