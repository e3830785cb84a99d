"""The query language: what is typed becomes a small tree; no store is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "kind": "what sort of record: quotes, sessions, speakers …",
    "event": "the event's id or name",
    "speaker": "a speaker's name or id",
    "role": "the capacity in which something was said, or that somebody held",
    "delegation": "a delegation's name or id",
    "region": "the region of a delegation",
    "country": "the country of an event or a delegation: code or name",
    "session": "a session's title or id",
    "topic": "what it is about",
    "mode": "direct, partial or paraphrase",
    "source": "a source's title, publisher or id",
    "publisher": "who published the source",
    "language": "a language tag; zh finds zh-Hant too",
    "date": "2025, 2025-04, 2025-04-14, a range A..B, or >=2025",
}
"""The fields that `field:value` knows, each with what it searches."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together: a word, a phrase, or Han characters in a row."""

    tokens: tuple[str, ...]
    """Folded words; several must follow each other."""
    prefix: bool = False
    """Does the last word match words that only begin with it?"""
    field: str | None = None
    """One of `FIELDS`, or None for anywhere."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Records whose whole date lies in a span of days."""

    first: str
    """The first day, YYYY-MM-DD."""
    last: str
    """The last day, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Records that refer to one record, or one kind of record."""

    token: str
    """An exact token of the index, such as `ref=wic-ap-2025/speakers/diaz` or `kind=quotes`."""


@dataclass(frozen=True, slots=True)
class Not:
    """Records that the part does not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Records that all parts match; without parts, all records."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Records that at least one part matches; without parts, none."""

    parts: tuple[Node, ...] = ()


Node = Term | Dates | Reference | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for."""

    node: Node = And()
    """The tree; by default everything."""
    text: str = ""
    """What was typed."""
    complaint: str | None = None
    """What cannot be understood in the text, as a sentence with a remedy; the tree then holds
    what could be understood."""


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a query; never raises.

    While `typing`, the last word is not finished and finds every word that begins with it.
    """
    raise NotImplementedError


def terms(node: Node) -> tuple[Term, ...]:
    """Return the terms that a hit may contain, for highlighting; those under a `Not` are not."""
    raise NotImplementedError
