"""The fields of a record's document: normalized words, terms, and what the record refers to."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from summit_tui.archive.analysis.normalize import common_grams, normalize, normalize_each
from summit_tui.archive.describe import (
    Properties,
    day_of,
    later_days,
    properties_of,
    references,
    roles_of,
)
from summit_tui.archive.name_order import name_sort_keys
from summit_tui.archive.sqlite.indexer.relations import CAPACITIES, NAMING
from summit_tui.archive.sqlite.ranking import default_key, newest_first
from summit_tui.archive.sqlite.terms import (
    GAP,
    NewTerm,
    country_term,
    normalize_distinct,
)
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.reading import Reading
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Event, Record, Session

Ids = tuple[str, ...]

_IN_OTHER_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    kind: frozenset(
        name for name, spec in fields_of(kind).items() if spec.column != "words" or name == "id"
    )
    for kind in KINDS
}
"""Fields that `words` leaves out: they have a column of their own, or, as the id, come first."""

_HAS: Final[Mapping[Kind, Mapping[str, str]]] = {
    kind: {name: spec.has for name, spec in fields_of(kind).items() if spec.has} for kind in KINDS
}
"""The fields by which `has:` finds records, each with its word behind the colon."""

_KINDS_WITH_NAME_COLUMN: Final = ("sessions", "speakers", "delegations")
"""Kinds whose names have a column of their own, with their id among them."""


class DocumentFields(NamedTuple):
    """What a record says itself, normalized, and what it refers to.

    A tuple because one is made of every record, and unpacked at once.
    """

    words: str
    """Its texts that have no column of their own, its id first; not the text of a statement.
    Among them are the common grams of all its texts."""
    name: str
    """The text of a statement; of any other record the `name_sort_keys`, one a line."""
    role: str
    shared: "Shared"


class Shared(NamedTuple):
    """What a record has in common with others. Each distinct value of a field is a combination.

    What a combination adds to documents is computed once, not for every record.
    """

    people: tuple[Ids, Ids]
    """Its speakers, and the delegations that it names itself; those of its speakers are added by
    the speakers."""
    source: Ids
    topic: tuple[str, ...]
    time: tuple[str | None, str | None]
    """The mode of a statement, and a day."""
    property: Properties
    session: Ids
    terms: tuple[NewTerm, ...]
    """The terms that depend on no other record."""
    sort_key: str | None
    """By which it is sorted within its kind in the default order; None where that depends on other
    records."""


def document_fields(
    kind: Kind, data: Mapping[str, Any], readings: Sequence[Reading] = ()
) -> DocumentFields:
    """Return the document fields of a record of `kind` and its `readings`.

    `data` is the record as JSON types.
    """
    if kind == "quotes":
        return _quote_fields(data, readings)
    record = record_from(kind, data)
    # Most of these records refer to none but themselves.
    ids: dict[Kind, Ids] = {kind: (data["id"],)}
    for other_kind, id in references(record):
        of_kind = ids.get(other_kind, ())
        if other_kind != "delegations" and id not in of_kind:
            ids[other_kind] = (*of_kind, id)
    in_columns = {CAPACITIES} | (NAMING if kind in _KINDS_WITH_NAME_COLUMN else set())
    values = (reading.value for reading in readings if reading.field not in in_columns)
    capacities = (reading.value for reading in readings if reading.field == CAPACITIES)
    words = normalize_each((*_texts_for_words(kind, data), *values))
    role = normalize_distinct((*roles_of(record), *capacities))
    return DocumentFields(
        _with_common_grams(words, role),
        "\n".join(name_sort_keys(record)),
        role,
        Shared(
            people=(ids.get("speakers", ()), ids.get("delegations", ())),
            source=ids.get("sources", ()),
            topic=tuple(data.get("topics") or ()),
            time=(None, day_of(record, {})),
            property=properties_of(kind, data),
            session=ids.get("sessions", ()),
            terms=_own_terms(kind, record, data, readings),
            sort_key=default_key(kind, data),
        ),
    )


def _quote_fields(data: Mapping[str, Any], readings: Sequence[Reading]) -> DocumentFields:
    """Return the fields of a statement, without the number of sources of its remark."""
    get = data.get
    text, role, session, date = normalize(data["text"]), get("role"), get("session"), get("date")
    other_texts = _other_texts(data, text)
    own = [("kind=quotes",), *_language_terms(get("language"))]
    if readings:
        other_texts += [reading.value for reading in readings]
        own.append(("has=readings",))
    if not get("remark"):
        own.append(source_count_term(1))
    own += [(f"has={word}",) for name, word in _HAS["quotes"].items() if name in data]
    topics = get("topics")
    words, role = normalize_each(other_texts), _normalize_role(role) if role else ""
    if role_names := get("role_names"):
        role = normalize_distinct((*filter(None, [get("role")]), *role_names.values()))
    return DocumentFields(
        _with_common_grams(words, text, role),
        text,
        role,
        Shared(
            (_speakers_of(data), ()),
            (data["source"],),
            tuple(topics) if topics else (),
            (data["mode"], date),
            properties_of("quotes", data),
            (session,) if session else (),
            tuple(own),
            newest_first(date) if date else None,
        ),
    )


_normalize_role: Final = lru_cache(4_096)(normalize)


def _own_terms(
    kind: Kind, record: Record, data: Mapping[str, Any], readings: Sequence[Reading]
) -> tuple[NewTerm, ...]:
    """Return the terms of a record that is no statement."""
    sources = {reading.source for reading in readings}.union(data.get("sources", ()))
    own: list[NewTerm] = [(f"kind={kind}",), source_count_term(len(sources))]
    if readings:
        own.append(("has=readings",))
    if isinstance(record, Event):
        own.append((f"ref={record.id}/event/{record.id}",))
        if record.country:
            own.append(country_term([record.country]))
    if isinstance(record, Session):
        # `d=` is a value of the facet of days, of which a session has one.
        spans = ((f"later={day}", f"m={day[:7]}", f"y={day[:4]}") for day in later_days(record))
        own += [(token,) for token in dict.fromkeys(token for span in spans for token in span)]
    own += _language_terms(data.get("language"))
    own += [(f"has={word}",) for name, word in _HAS[kind].items() if name in data]
    return tuple(own)


def source_count_term(count: int) -> NewTerm:
    """Return the term of records that are in `count` sources."""
    return (f"sources={count:08}",)


@lru_cache(512)
def _language_terms(language: str | None) -> tuple[NewTerm, ...]:
    """Return the terms of a language tag and of those that it refines."""
    parts = language.lower().split("-") if language else []
    tags = ("-".join(parts[: count + 1]) for count in range(len(parts)))
    return tuple((f"language={tag}",) for tag in tags)


def _speakers_of(quote: Mapping[str, Any]) -> Ids:
    """Return the ids of all who made a statement."""
    joint = quote.get("joint_speakers")
    return tuple(dict.fromkeys((quote["speaker"], *joint))) if joint else (quote["speaker"],)


def _with_common_grams(words: str, *others: str) -> str:
    """Return `words` with its common grams and those of `others`, the texts of other columns."""
    grams = common_grams(words, *others)
    if not grams:
        return words
    # They come after the id: FTS5 stores small positions in fewer bytes.
    first, gap, rest = words.partition(GAP)
    return f"{first}{GAP}{grams}{gap}{rest}"


def _texts_for_words(kind: Kind, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a record that have no column of their own, its id first."""
    if kind not in _KINDS_WITH_NAME_COLUMN:
        yield data["id"]
    in_other_columns = _IN_OTHER_COLUMNS[kind]
    for key, value in data.items():
        if key not in in_other_columns:
            if isinstance(value, str):
                yield value
            else:
                yield from _texts_in(value)


def _other_texts(quote: Mapping[str, Any], text: str) -> list[str]:
    """Return the texts of a statement that no other column has; `text` is its normalized text."""
    texts = [quote["id"]]
    for key, value in quote.items():
        if key in _IN_OTHER_COLUMNS["quotes"]:
            continue
        if isinstance(value, str):
            texts.append(value)
        elif key == "excerpt":
            # Most excerpts repeat a part of the statement and would only make the document longer.
            texts += [
                excerpt
                for excerpt in _texts_in(value)
                if f" {normalize(excerpt)} " not in f" {text} "
            ]
        else:
            texts += _texts_in(value)
    return texts


def _texts_in(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts_in(item)
        case dict():
            for item in value.values():
                yield from _texts_in(item)
