"""What a record is found by: its words, its marks, its facets and its place in each order.

The words of a record go into the columns that `field:value` can be limited to. Marks are exact
tokens that begin with `=`, which no typed word can: they answer `kind:`, `mode:`, `date:`, the
facets and the links, and hold words such as the event's name that would drown a plain search.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from summit_tui.archive.folding import fold
from summit_tui.records import (
    KIND_OF,
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
            for one in participations(record):
                yield "speakers", one.speaker
        case Speaker():
            for delegation in delegations_of(record):
                yield "delegations", delegation
            for role in record.roles:
                if role.source:
                    yield "sources", role.source
    if not isinstance(record, Quote | Source):
        for source in record.sources:
            yield "sources", source


def documented(
    address: Address, record: Record, data: Mapping[str, Any], linked: Linked
) -> Document:
    """Return what the record at `address` is found by; `linked` holds what it refers to."""
    related = _Related(address, record, linked)
    columns = {
        "speaker": _folded(name for one in related.speakers for name in (one.id, *names_of(one))),
        "role": _folded(related.roles),
        "delegation": _folded(n for one in related.delegations for n in (one.id, *names_of(one))),
        "session": _folded(n for one in related.sessions for n in (one.id, *names_of(one))),
        "topic": _folded(getattr(record, "topics", ())),
        "publisher": _folded(one.publisher for one in related.sources),
        "marks": " ".join(f"={mark}" for mark in _marks(related)),
    }
    elsewhere = _IN_COLUMNS.get(KIND_OF[type(record)], frozenset())
    own = (text for key, value in data.items() if key not in elsewhere for text in _texts(value))
    columns["words"] = _folded(own)
    facets = related.facets()
    return Document(
        columns=tuple(columns[name] for name in COLUMNS),
        facets=tuple(tuple(dict.fromkeys(facets.get(name, ()))) for name in FACETS),
        day=related.day,
        name=fold(names_of(record)[0]),
        speaker=fold(related.speakers[0].name) if related.speakers else "",
        source=fold(f"{one.publisher} {one.title}")
        if (one := next(iter(related.sources), None))
        else "",
    )


_FACET_OF: Final[Mapping[Kind, str]] = {
    "speakers": "speaker",
    "delegations": "delegation",
    "sources": "source",
}

_IN_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    "sessions": frozenset({"id", "title", "titles", "topics", "speakers"}),
    "speakers": frozenset({"id", "name", "names", "aliases", "roles", "delegation"}),
    "quotes": frozenset({"speaker", "role", "session", "topics"}),
    "delegations": frozenset({"id", "name", "names"}),
    "sources": frozenset({"publisher"}),
}
"""Fields whose words stand in a column of their own and need not stand in `words` as well."""


class _Related:
    """A record with the records around it, by kind."""

    def __init__(self, address: Address, record: Record, linked: Linked) -> None:
        self.address = address
        self.record = record
        self.day = day_of(record, linked)
        around = [(kind, linked.get((kind, id))) for kind, id in dict.fromkeys(references(record))]
        found = [one for _, one in around if one is not None]
        self.speakers = _of(Speaker, record, found)
        self.sessions = _of(Session, record, found)
        through = [
            one
            for speaker in self.speakers
            for id in delegations_of(speaker)
            if (one := linked.get(("delegations", id)))
        ]
        self.delegations = _of(Delegation, record, [*found, *through])
        self.sources = _of(Source, record, found)
        self.event = record if isinstance(record, Event) else linked.get(("event", address.event))

    @property
    def roles(self) -> list[str]:
        match self.record:
            case Quote(role=str() as role):
                return [role]
            case Speaker(roles=roles):
                return [text for one in roles for text in (one.title, one.organization) if text]
        return []

    def references(self) -> Iterator[Address]:
        """Yield the addresses this record leads to, delegations of its speakers included."""
        seen = dict.fromkeys(references(self.record))
        for speaker in self.speakers:
            seen |= dict.fromkeys(("delegations", id) for id in delegations_of(speaker))
        for kind, id in seen:
            yield Address(self.address.event, kind, id)

    def facets(self) -> dict[str, list[Value]]:
        """Return its values for each facet it has."""
        event, record = self.address.event, self.record
        facets: dict[str, list[Value]] = {
            "event": [
                (f"event={event}", self.event.name if isinstance(self.event, Event) else event)
            ],
            "topic": [(f"topic={slug(topic)}", topic) for topic in getattr(record, "topics", ())],
            "region": [
                (f"region={slug(d.region)}", d.region) for d in self.delegations if d.region
            ],
        }
        if self.day is None:
            facets["day"] = [("undated", "date not stated")]
        else:
            facets["day"] = [(list(day_marks(self.day))[-1], self.day)]
        if isinstance(record, Quote):
            facets["mode"] = [(f"mode={record.mode}", record.mode)]
        labels = {
            (KIND_OF[type(one)], one.id): label_of(one)
            for one in (*self.speakers, *self.delegations, *self.sources)
        }
        for one in (self.address, *self.references()):
            if facet := _FACET_OF.get(one.kind):
                label = labels.get((one.kind, one.id), one.id)
                facets.setdefault(facet, []).append((f"ref={one}", label))
        return facets


def _of(kind: type[Any], record: Record, found: Iterable[Record]) -> list[Any]:
    """Return the records of one class, the record itself first; `Any` stands for that class."""
    return [one for one in (record, *found) if isinstance(one, kind)]


def _marks(related: _Related) -> Iterator[str]:
    """Yield the exact tokens of a record, each once."""
    record, address = related.record, related.address
    yield "all"
    yield f"kind={address.kind}"
    yield f"id={address.id}"
    for values in related.facets().values():
        yield from dict.fromkeys(mark for mark, _ in values if not mark.startswith("ref="))
    yield from (f"ref={one}" for one in (address, *related.references()))
    if language := getattr(record, "language", None):
        parts = language.lower().split("-")
        yield from (f"language={'-'.join(parts[: n + 1])}" for n in range(len(parts)))
    if related.day:
        yield from day_marks(related.day)
    yield from _word_marks(
        "event", [address.event, *(names_of(related.event) if related.event else ())]
    )
    yield from _word_marks("region", [d.region for d in related.delegations if d.region])
    countries = [text for d in related.delegations if d.code for text in (d.code, *names_of(d))]
    if isinstance(record, Event) and record.country:
        countries.append(record.country)
    yield from _word_marks("country", countries)
    sources = [text for s in related.sources for text in (s.id, s.publisher, s.title)]
    yield from _word_marks("source", sources)


def _word_marks(field: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of a field that only `field:value` searches, then a gap."""
    for text in texts:
        yield from (f"{field}:{word}" for word in fold(text).split())
        yield "="


def day_marks(day: str) -> Iterator[str]:
    """Yield the marks of a date: its year, month and day, as far as known."""
    yield f"y={day[:4]}"
    if len(day) >= 7:
        yield f"m={day[:7]}"
    if len(day) == 10:
        yield f"d={day}"


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
