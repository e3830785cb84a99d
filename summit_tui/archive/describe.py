"""What a record is found by: its day, its names, its roles, and the records it refers to.

The words of a record go into the columns that `field:value` can be limited to. The last column
holds its marks, which answer `kind:`, `mode:`, `date:`, the facets and the links, and the words of
its sources, which would drown a plain search.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.model.kinds import Kind
from summit_tui.model.records import (
    Delegation,
    Event,
    Quote,
    Record,
    Session,
    Source,
    Speaker,
    delegations_of,
    participations,
)

COLUMNS: Final = (
    "words",
    "speaker",
    "role",
    "delegation",
    "session",
    "topic",
    "publisher",
    "marks",
)
FACETS: Final = ("mode", "speaker", "delegation", "region", "topic", "source", "event", "day")
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("event", "speaker", "delegation", "region"),
    "source": ("source",),
    "topic": ("topic",),
    "time": ("mode", "day"),
}
"""The facets, those together that go together: most records that share a speaker share all four."""

Linked = Mapping[tuple[Kind, str], Record]


def day_of(record: Record, linked: Linked) -> str | None:
    """Return the day a record belongs to, as far as known.

    For a statement that is the day it was said, else the day of its session, else the day on
    which its source was published.
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


def references(record: Record) -> Iterator[tuple[Kind, str]]:
    """Yield kind and id of every record that this one names, in the order of its fields."""
    match record:
        case Quote():
            yield "speakers", record.speaker
            yield "sources", record.source
            if record.session:
                yield "sessions", record.session
        case Session():
            yield from (("speakers", one.speaker) for one in participations(record))
        case Speaker():
            yield from (("delegations", id) for id in delegations_of(record))
            yield from (("sources", role.source) for role in record.roles if role.source)
    if not isinstance(record, Quote | Source):
        yield from (("sources", id) for id in record.sources)


def roles_of(record: Record) -> list[str]:
    """Return the capacities of a record: that of a statement, or those a speaker held."""
    match record:
        case Quote(role=str() as role):
            return [role]
        case Speaker(roles=roles):
            return [text for one in roles for text in (one.title, one.organization) if text]
    return []


def slug(text: str) -> str:
    """Return `text` folded into one token."""
    return normalize(text).replace(" ", "-")


def names_of(record: Record) -> list[str]:
    """Return every name or title of a record, the main one first."""
    match record:
        case Speaker():
            return [record.name, *record.names.values(), *record.aliases]
        case Event() | Delegation():
            return [record.name, *record.names.values()]
        case Session():
            return [record.title, *record.titles.values()]
        case Source():
            return [record.title]
        case Quote():
            return [record.text]


def label_of(record: Record) -> str:
    """Return what names a record in a list of a facet's values."""
    if isinstance(record, Source):
        return f"{record.publisher} {record.published or ''}".rstrip()
    return names_of(record)[0]
