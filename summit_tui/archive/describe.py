"""The properties by which a record is found: its day, names, roles and references.

The words of a record go into the columns that `field:value` can be limited to. The last column
holds its terms, which answer `kind:`, `mode:`, `date:`, the facets and the links, and the words of
its sources, which would outnumber the hits of a plain search.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.model.field_table import fields_of, main_name, name_fields
from summit_tui.model.kinds import Kind
from summit_tui.model.records import KIND_OF, Event, Quote, Record, Session, Source, Speaker

COLUMNS: Final = (
    "words",
    "speaker",
    "role",
    "delegation",
    "session",
    "topic",
    "publisher",
    "terms",
)
FACETS: Final = ("mode", "speaker", "delegation", "region", "topic", "source", "event", "day")
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("event", "speaker", "delegation", "region"),
    "source": ("source",),
    "topic": ("topic",),
    "time": ("mode", "day"),
}
"""The facets by group: records that share one facet of a group mostly share all of them."""

Linked = Mapping[tuple[Kind, str], Record]


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


def references(record: Record) -> Iterator[tuple[Kind, str]]:
    """Yield kind and id of every record that a record refers to, in the order of its fields."""
    for name, kind, through in _reference_fields(KIND_OF[type(record)]):
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


def roles_of(record: Record) -> list[str]:
    """Return the capacities of a record: that of a statement, or those a speaker held."""
    match record:
        case Quote(role=str() as role):
            return [role]
        case Speaker(roles=roles):
            return [text for role in roles for text in (role.title, role.organization) if text]
    return []


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


def label_of(record: Record) -> str:
    """Return the label of a record as a value of a facet."""
    if isinstance(record, Source):
        return f"{record.publisher} {record.published or ''}".rstrip()
    return main_name(record)
