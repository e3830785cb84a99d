"""What a record is found by: its words, its marks, its facets and its place in each order.

The words of a record go into the columns that `field:value` can be limited to. Marks are exact
tokens that begin with `=`, which no typed word can: they answer `kind:`, `mode:`, `date:`, the
facets and the links, and hold words such as the event's name that would drown a plain search.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from summit_tui.archive.folding import fold
from summit_tui.records import (
    Address,
    Delegation,
    Event,
    Kind,
    Quote,
    Record,
    Session,
    Source,
    Speaker,
    delegations_of,
    participations,
)

One = TypeVar("One", bound=Record)

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

Linked = Mapping[tuple[Kind, str], Record]
Value = tuple[str, str]
"""A facet's value: its mark without the leading `=`, and the label a reader sees."""

_GAP: Final = " = "
"""A token nobody can type, so that no phrase runs from one field into the next."""


@dataclass(frozen=True, slots=True)
class Document:
    """One record as the index sees it."""

    columns: tuple[str, ...]
    """Folded text for each of `COLUMNS`."""
    facets: tuple[tuple[Value, ...], ...]
    """Its values for each of `FACETS`."""
    day: str | None
    """The day it belongs to, as far as known; see `day_of`."""
    name: str
    """What it is sorted by among others of its kind, folded."""
    speaker: str
    """The speaker's name, folded, or nothing."""
    source: str
    """The publisher and title of its source, folded, or nothing."""


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


def documented(
    address: Address, record: Record, data: Mapping[str, Any], linked: Linked
) -> Document:
    """Return what the record at `address` is found by; `linked` holds what it refers to."""
    related = _Related(address, record, linked)
    facets = related.facets()
    speakers, sources = related.of(Speaker), related.of(Source)
    elsewhere = _IN_COLUMNS.get(address.kind, frozenset())
    columns = {
        "words": _folded(
            text for key, value in data.items() if key not in elsewhere for text in _texts(value)
        ),
        "speaker": _folded(related.named("speakers")),
        "role": _folded(related.roles),
        "delegation": _folded(related.named("delegations")),
        "session": _folded(related.named("sessions")),
        "topic": _folded(getattr(record, "topics", ())),
        "publisher": _folded(one.publisher for one in sources),
        "marks": " ".join(f"={mark}" for mark in _marks(related, facets)),
    }
    return Document(
        columns=tuple(columns[name] for name in COLUMNS),
        facets=tuple(tuple(facets.get(name, {}).items()) for name in FACETS),
        day=related.day,
        name=fold(names_of(record)[0]),
        speaker=fold(speakers[0].name) if speakers else "",
        source=fold(f"{sources[0].publisher} {sources[0].title}") if sources else "",
    )


_FACET_OF: Final[Mapping[Kind, str]] = {
    "speakers": "speaker",
    "delegations": "delegation",
    "sources": "source",
}

_IN_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    "sessions": frozenset({"id", "title", "titles", "topics"}),
    "speakers": frozenset({"id", "name", "names", "aliases", "delegation"}),
    "quotes": frozenset({"speaker", "role", "session", "topics"}),
    "delegations": frozenset({"id", "name", "names"}),
    "sources": frozenset({"publisher"}),
}
"""Fields whose words stand in a column of their own and need not stand in `words` as well."""


class _Related:
    """A record with the records around it, those it only names included."""

    def __init__(self, address: Address, record: Record, linked: Linked) -> None:
        self.address = address
        self.record = record
        self.day = day_of(record, linked)
        event = record if isinstance(record, Event) else linked.get(("event", address.event))
        self.event = event if isinstance(event, Event) else None
        self.around: dict[tuple[Kind, str], Record | None] = {(address.kind, address.id): record}
        for named in references(record):
            self.around.setdefault(named, linked.get(named))
        for speaker in self.of(Speaker):
            for id in delegations_of(speaker):
                self.around.setdefault(("delegations", id), linked.get(("delegations", id)))
        addresses = (Address(address.event, *named) for named in self.around)
        self.references = {f"ref={one}": one for one in addresses}

    def of(self, kind: type[One]) -> list[One]:
        """Return the records of one class, the record itself first."""
        return [one for one in self.around.values() if isinstance(one, kind)]

    def named(self, kind: Kind) -> Iterator[str]:
        """Yield the ids and names of the records of one kind."""
        for (its_kind, id), one in self.around.items():
            if its_kind == kind:
                yield id
                yield from names_of(one) if one else ()

    @property
    def roles(self) -> list[str]:
        match self.record:
            case Quote(role=str() as role):
                return [role]
            case Speaker(roles=roles):
                return [text for one in roles for text in (one.title, one.organization) if text]
        return []

    def facets(self) -> dict[str, dict[str, str]]:
        """Return, for each facet it has, the labels of its values by their marks."""
        event, record = self.address.event, self.record
        regions = [one.region for one in self.of(Delegation) if one.region]
        facets = {
            "event": {f"event={event}": self.event.name if self.event else event},
            "topic": {f"topic={slug(topic)}": topic for topic in getattr(record, "topics", ())},
            "region": {f"region={slug(region)}": region for region in regions},
            "day": {f"d={self.day}": self.day} if self.day else {"undated": "date not stated"},
            "mode": {f"mode={record.mode}": record.mode} if isinstance(record, Quote) else {},
        }
        for mark, address in self.references.items():
            if facet := _FACET_OF.get(address.kind):
                one = self.around[address[1:]]
                facets.setdefault(facet, {})[mark] = label_of(one) if one else address.id
        return facets


def _marks(related: _Related, facets: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield the exact tokens of a record, then the words that only `field:value` searches."""
    record, address = related.record, related.address
    yield from ("all", f"kind={address.kind}")
    yield from dict.fromkeys(
        [*related.references, *(mark for values in facets.values() for mark in values)]
    )
    if language := getattr(record, "language", None):
        parts = language.lower().split("-")
        yield from (f"language={'-'.join(parts[: n + 1])}" for n in range(len(parts)))
    if related.day:
        yield f"y={related.day[:4]}"
        yield f"m={related.day[:7]}"
    delegations = related.of(Delegation)
    yield from _word_marks(
        "event", [address.event, *(names_of(related.event) if related.event else ())]
    )
    yield from _word_marks("region", [one.region for one in delegations if one.region])
    countries = [
        text
        for one in delegations
        if one.code or one.kind == "country"
        for text in (one.code or "", *names_of(one))
    ]
    if isinstance(record, Event) and record.country:
        countries.append(record.country)
    yield from _word_marks("country", countries)
    sources = [text for one in related.of(Source) for text in (one.id, one.publisher, one.title)]
    yield from _word_marks("source", sources)


def _word_marks(field: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of a field that only `field:value` searches, then a gap."""
    for text in texts:
        yield from (f"{field}:{word}" for word in fold(text).split())
        yield "="


def slug(text: str) -> str:
    """Return `text` folded into one token."""
    return fold(text).replace(" ", "-")


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


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            for one in value.values():
                yield from _texts(one)


def _folded(texts: Iterable[str]) -> str:
    return _GAP.join(folded for text in texts if (folded := fold(text)))
