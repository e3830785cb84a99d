"""The properties by which a record is found: its day, names, roles and references.

The words of a record go into the columns that `field:value` can be limited to. The last column
holds what no plain search finds: common grams, the words of its remark, and those of its sources,
which would outnumber the hits. Its terms, which answer `kind:`, `mode:`, `date:`, the facets and
the links, are no words and in no column.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.i18n import lookup
from summit_tui.model.dates import day_of_moment, first, last
from summit_tui.model.field_table import facet_fields, fields_of, main_name, name_fields
from summit_tui.model.fields import PersonName, Role, primary_language
from summit_tui.model.kinds import Kind
from summit_tui.model.records import (
    KIND_OF,
    Delegation,
    Event,
    Quote,
    Record,
    Session,
    Source,
    Speaker,
)

COLUMNS: Final = (
    "words",
    "speaker",
    "role",
    "delegation",
    "session",
    "topic",
    "publisher",
    "unshown",
)


def _facets_of(*kinds: Kind) -> tuple[str, ...]:
    """Return the facets that follow from the rows of fields of some kinds."""
    return tuple(name for name, of in facet_fields().items() if of.kind in kinds)


SHARED: Final[tuple[Kind, ...]] = ("sessions", "speakers", "delegations", "sources")
"""The kinds whose facets divide whatever refers to their records, too: what was said in a session,
what a speaker or somebody of a delegation has a part in, and what rests on a source."""
FACETS: Final = (
    "mode",
    *_facets_of("event", "quotes"),
    "speaker",
    "delegation",
    "region",
    "topic",
    "source",
    *_facets_of("sources"),
    *(facet for kind in SHARED if kind != "sources" for facet in _facets_of(kind)),
    "event",
    "day",
)
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("event", "speaker", "delegation", "region", *_facets_of("speakers", "delegations")),
    "source": ("source", *_facets_of("sources")),
    "session": _facets_of("sessions"),
    "topic": ("topic",),
    "time": ("mode", "day"),
    "property": _facets_of("event", "quotes"),
}
"""The facets by group: records that share one facet of a group mostly share all of them."""

Properties = tuple[tuple[str, str], ...]
"""The values by which a record itself says that facets divide it: pairs of facet and value."""
_MOST_DAYS: Final = 31
"""Days of a session of which each is given."""

Linked = Mapping[tuple[Kind, str], Record]


References = tuple[tuple[Kind, str], ...]
"""Kind and id of each of some records."""


def day_of(record: Record, linked: Linked) -> str | None:
    """Return the day of a record, as far as it is stated: YYYY, YYYY-MM or YYYY-MM-DD.

    For a statement that is the day it was said, else the day of its session, else the day on
    which its source was published; both have to be in `linked`.
    """
    match record:
        case Event():
            return record.start
        case Session():
            return record.date or (record.start and record.start[:10])
        case Source():
            return record.published
        case Quote():
            if record.date:
                return record.date
            session = linked.get(("sessions", record.session or ""))
            source = linked.get(("sources", record.source))
            return (session and day_of(session, {})) or (source and day_of(source, {})) or None
    return None


def later_days(session: Session) -> list[str]:
    """Return the days after its first on which a session goes on and ends, as YYYY-MM-DD.

    It ends on the day that is stated and on that day in the zone of its start, which may be
    another. Of a session of more than a month only the last days are given.
    """
    if not session.end:
        return []
    ends = {day_of_moment(session.end)}
    if session.start:
        zone = datetime.fromisoformat(session.start).tzinfo
        with suppress(OverflowError):  # beyond the calendar's first or last day
            ends.add(datetime.fromisoformat(session.end).astimezone(zone).date().isoformat())
    begins = day_of(session, {})
    if begins is None:
        return sorted(ends)
    between = (date.fromisoformat(max(ends)) - date.fromisoformat(first(begins))).days
    if len(begins) == len("YYYY-MM-DD") and between <= _MOST_DAYS:
        start = date.fromisoformat(begins)
        ends |= {(start + timedelta(days=number)).isoformat() for number in range(1, between)}
    return sorted(day for day in ends if day > last(begins))


def references(record: Record, *, with_involved: bool = True) -> Iterator[tuple[Kind, str]]:
    """Yield kind and id of every record that a record refers to, in the order of its fields.

    Those whom a statement only involves are left out without `with_involved`.
    """
    left_out = _involving_fields() if not with_involved and isinstance(record, Quote) else ()
    for name, kind, through in _reference_fields(KIND_OF[type(record)]):
        if name in left_out:
            continue
        value = getattr(record, name)
        if isinstance(value, str):
            yield kind, value
            continue
        for item in value or ():
            id = item if isinstance(item, str) else getattr(item, through)
            if id:
                yield kind, id


@cache
def _reference_fields(kind: Kind) -> tuple[tuple[str, Kind, str], ...]:
    """Return the fields that refer to records, each with their kind and the attribute for ids."""
    specs = fields_of(kind).items()
    return tuple((name, spec.refers, spec.through) for name, spec in specs if spec.refers)


def properties_of(kind: Kind, data: Mapping[str, object]) -> Properties:
    """Return the values of a record, given as JSON types, by which facets divide it.

    Those of the kinds in `SHARED` are not among them: they share them with other records.
    """
    divided = _divided_fields(kind)
    if kind in SHARED or divided.keys().isdisjoint(data):
        return ()
    return tuple(
        (facet, text) for name, facet in divided.items() for text in _texts(data.get(name))
    )


def shared_properties(record: Session | Speaker | Delegation | Source) -> Properties:
    """Return the values of a record by which facets divide what refers to it, too."""
    specs = fields_of(KIND_OF[type(record)])
    return tuple(
        (facet, text)
        for name, facet in _divided_fields(KIND_OF[type(record)]).items()
        for text in _texts(_through(specs[name].through, getattr(record, name)))
    )


def _through(attribute: str, value: object) -> object:
    """Return what the facet of a field divides by, where its value may be a small table."""
    return getattr(value, attribute) if attribute and value is not None else value


@cache
def _divided_fields(kind: Kind) -> Mapping[str, str]:
    """Return the fields of a kind that divide it, each with its facet."""
    return {name: spec.facet for name, spec in fields_of(kind).items() if spec.facet}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, PersonName):
        yield value.whole_name
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from value.values()


def involved_in(data: Mapping[str, object]) -> References:
    """Return kind and id of whoever has a part in a statement, given as JSON types.

    Those are for whom, to whom or through whom it was said, who is quoted in it, and the statement
    that it answers, not who made it.
    """
    fields = _involving_fields()
    if fields.keys().isdisjoint(data):
        return ()
    named = ((kind, id) for name, kind in fields.items() for id in _texts(data.get(name)))
    return tuple(dict.fromkeys(named))


def parts_in(record: Record) -> Mapping[tuple[Kind, str], str]:
    """Return for kind and id of whomever a statement involves the field that says so."""
    if not isinstance(record, Quote):
        return {}
    return {
        (kind, id): name
        for name, kind in _involving_fields().items()
        for id in _texts(getattr(record, name))
    }


@cache
def _involving_fields() -> Mapping[str, Kind]:
    """Return the fields of a statement that refer to speakers or statements other than its own."""
    return {
        name: spec.refers
        for name, spec in fields_of("quotes").items()
        if spec.refers in ("speakers", "quotes") and spec.column == "words"
    }


def roles_of(record: Record) -> list[str]:
    """Return the capacities of a record: that of a statement, or those a speaker held.

    Each is there in every language in which the record has it.
    """
    match record:
        case Quote(role=role, role_names=names):
            return [*filter(None, [role]), *names.values()]
        case Speaker(roles=roles):
            return [text for role in roles for text in _texts_of_role(role)]
    return []


def _texts_of_role(role: Role) -> Iterator[str]:
    yield role.title
    yield from role.titles.values()
    if role.organization:
        yield role.organization
    yield from role.organization_names.values()


def slug(text: str) -> str:
    """Return the words of `text` normalized and joined by hyphens."""
    return normalize(text).replace(" ", "-")


def names_of(record: Record) -> list[str]:
    """Return every name or title of a record, the main one first; for a statement, its text."""
    names: list[str] = []
    for name in name_fields(KIND_OF[type(record)]):
        value = getattr(record, name)
        if isinstance(value, str):
            names.append(value)
        else:
            names.extend(value.values() if isinstance(value, dict) else value)
    return names


def is_chinese(tag: str) -> bool:
    """Say whether a language tag (BCP 47) is one of Chinese, in either script."""
    return primary_language(tag) in ("zh", "yue", "cmn")


def reader_tag(language: str, tags: Collection[str]) -> str | None:
    """Return the tag of the name that comes first for who reads the screen in a language, or None.

    Who reads it in Chinese knows a Chinese name better than another, in either script.
    """
    tag = lookup(language, tags)
    if tag or not is_chinese(language):
        return tag
    return next(filter(is_chinese, tags), None)


def label_of(record: Record) -> str:
    """Return the label of a record as a value of a facet."""
    if isinstance(record, Speaker) and record.naming == "unnamed":
        # Many may be described by the same words, and none is taken for another.
        return f"{record.name} [{record.id}]"
    if isinstance(record, Source):
        return f"{record.publisher} {record.published or ''}".rstrip()
    return main_name(record)
