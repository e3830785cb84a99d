"""The tree of a query, which any back end can evaluate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from summit_tui.i18n import gettext_noop
from summit_tui.model.field_table import facet_fields, has_words
from summit_tui.model.kinds import SINGULAR, Address, Kind
from summit_tui.model.value import Value, immutable


def _meaning(kind: Kind, label: str, choices: Sequence[str]) -> str:
    """Return what a field of queries searches that follows from the row of a record's field."""
    of = f"{label.lower()} of a {SINGULAR[kind]}"
    return f"{of}: {', '.join(choices)}" if choices else of


FIELDS: Final[Mapping[str, str]] = {
    "kind": gettext_noop("what sort of record: quotes, sessions, speakers …"),
    "event": gettext_noop("the event's id or name"),
    "speaker": gettext_noop("a speaker's name or id"),
    "involves": gettext_noop(
        "for whom, to whom or through whom it was said, or who is quoted in it"
    ),
    "role": gettext_noop("the capacity in which something was said, or that somebody held"),
    "delegation": gettext_noop("a delegation's name or id"),
    "region": gettext_noop("the region of a delegation"),
    "country": gettext_noop("the country of an event or a delegation: code or name"),
    "group": gettext_noop("a group of countries as of a day: asean, eu, g20, africa, 东盟"),
    "session": gettext_noop("a session's title or id"),
    "topic": gettext_noop("what it is about"),
    "mode": gettext_noop("direct, partial or paraphrase"),
    "source": gettext_noop("a source's title, publisher or id"),
    "publisher": gettext_noop("who published the source"),
    "remark": gettext_noop("the id that statements of one remark share"),
    "sources": gettext_noop("in how many sources it stands: 2, >1, 2..5"),
    "has": ", ".join(("quotes", "readings", "remark", "doubts", *has_words()))
    + ": what a record has",
    "language": gettext_noop("a language tag; zh finds zh-Hant too"),
    "date": gettext_noop(
        '2025, 2025-04, 2025-04-14, a range A..B, >=2025, "15 April" or yesterday'
    ),
    **{
        name: _meaning(field.kind, field.label, field.choices)
        for name, field in facet_fields().items()
    },
    "syndicated": gettext_noop("the agency or publication whose copy a source is"),
}
"""The fields that `field:value` knows, each with what it searches."""


@immutable()
class Term(Value):
    """Consecutive words: one word, a phrase, or a run of Han characters.

    A record may have them in any of their spellings (`analysis.spelling`).
    """

    tokens: tuple[str, ...]
    """Normalized words; several must follow each other."""
    prefix: bool = False
    """Whether the last word also matches words that begin with it."""
    field: str | None = None
    """One of `FIELDS`, or None for anywhere."""


@immutable()
class DateRange(Value):
    """Records whose whole date lies in a span of days."""

    first: str
    """The first day, YYYY-MM-DD."""
    last: str
    """The last day, YYYY-MM-DD."""


@immutable()
class SourceCount(Value):
    """Records by their number of sources; a statement counts those of its whole remark."""

    least: int
    """The lowest number of sources."""
    most: int
    """The highest number of sources."""


@immutable()
class Facet(Value):
    """Records that have an exact value of a property."""

    name: str
    """One of `kind`, `event`, `mode`, `topic`, `region`, `code`, `has`, `language` and `involves`,
    or a facet that follows from the row of a field."""
    value: str
    """A kind, an event's id, a mode, what a record has, an address, or in lower case the code of a
    country that was represented or a language tag, which stands for those below it too; any other
    value as `slug` writes it."""


@immutable()
class RefersTo(Value):
    """Records that refer to one record, and that record itself."""

    address: Address


@immutable()
class On(Value):
    """Records of a day."""

    day: str | None
    """The day as far as it is stated, YYYY, YYYY-MM or YYYY-MM-DD; None where it is not."""


@immutable()
class Not(Value):
    """Records that do not match the part."""

    part: Node


@immutable()
class And(Value):
    """Records that match all parts; without parts, all records.

    Terms next to each other may also be one word in a text: see `query.terms.compound_terms`.
    """

    parts: tuple[Node, ...] = ()


@immutable()
class Or(Value):
    """Records that match at least one part; without parts, none."""

    parts: tuple[Node, ...] = ()


@immutable()
class Members(Value):
    """Records of some countries: their delegations, what these said, and events held there."""

    countries: tuple[str, ...]
    """Codes of countries (ISO 3166-1 alpha-2), in small letters."""


MAX_SOURCES: Final = 99_999_999
"""More sources than any record has, for a count without a limit above."""
Restriction = Facet | RefersTo | On
"""What limits hits to one value of a facet."""
Node = Term | DateRange | SourceCount | Facet | RefersTo | On | Members | Not | And | Or


class Query(NamedTuple):
    """A parsed query."""

    node: Node = And()
    """The tree; by default everything."""
    text: str = ""
    """The text that was parsed."""
    complaint: str | None = None
    """A sentence about what cannot be understood in the text; the tree then holds the rest."""
    note: str | None = None
    """A sentence about how something in the text was understood."""


def all_of(nodes: Iterable[Node]) -> Node:
    """Return the conjunction of `nodes`, as flat as it can be."""
    parts: list[Node] = []
    for node in nodes:
        parts.extend(node.parts if isinstance(node, And) else (node,))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def any_of(nodes: Iterable[Node]) -> Node:
    """Return the disjunction of `nodes`, as flat as it can be."""
    parts: list[Node] = []
    for node in nodes:
        parts.extend(node.parts if isinstance(node, Or) else (node,))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def both(a: Query, b: Query) -> Query:
    """Return the conjunction of two queries."""
    node = all_of((a.node, b.node))
    if isinstance(node, Not):
        node = And((node,))
    texts = (f"({query.text})" if isinstance(query.node, Or) else query.text for query in (a, b))
    return Query(node, " ".join(filter(None, texts)), a.complaint or b.complaint)
