"""The fields of a record's document: normalized words, terms, and what the record refers to."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from summit_tui.archive.analysis.normalize import common_grams, normalize, normalize_each
from summit_tui.archive.describe import (
    Properties,
    day_of,
    later_days,
    names_of,
    properties_of,
    references,
    roles_of,
)
from summit_tui.archive.sqlite.indexer.relations import CAPACITIES, NAMING
from summit_tui.archive.sqlite.terms import (
    GAP,
    TermNumbers,
    encode_term,
    encode_terms,
    normalize_distinct,
)
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Event, Reading, Record, Session
from summit_tui.readers import decoder

Ids = tuple[str, ...]

_IN_OTHER_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    kind: frozenset(
        name for name, spec in fields_of(kind).items() if spec.column != "words" or name == "id"
    )
    for kind in KINDS
}
"""Fields that are not repeated in `words`: they have a column of their own, or come first."""

_HAS: Final[Mapping[Kind, Mapping[str, str]]] = {
    kind: {name: spec.has for name, spec in fields_of(kind).items() if spec.has} for kind in KINDS
}
"""The fields by which `has:` finds records, each with the word for it."""

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
    """Its name, title or text."""
    role: str
    terms: str
    day: str | None
    mode: str | None
    speakers: Ids
    delegations: Ids
    """Those that it refers to itself; the delegations of its speakers come with these."""
    sessions: Ids
    sources: Ids
    topics: tuple[str, ...]
    properties: Properties


class DocumentCollector:
    """Collects the document fields of the records of an index that is being built."""

    def __init__(self, terms: TermNumbers) -> None:
        self._terms = terms
        self._kind_terms = {kind: encode_term(terms.number(f"kind={kind}")) for kind in KINDS}
        self._normalize = lru_cache(4_096)(normalize)
        self._language_terms = lru_cache(512)(self._encode_language)
        self.source_count_term = lru_cache(256)(self._encode_source_count)
        """Returns the encoded term of records that so many sources have."""
        self.has_term = lru_cache(16)(self._encode_has)
        """Returns the encoded term of records that have a property, such as `readings`."""

    def fields(
        self, kind: Kind, data: Mapping[str, Any], readings: Sequence[Reading] = ()
    ) -> DocumentFields:
        """Return the document fields of a record of `kind` and its `readings`.

        `data` is the record as JSON types.
        """
        if kind == "quotes":
            return self._quote_fields(data, readings)
        record = record_from(kind, data)
        referred: dict[Kind, list[str]] = {name: [] for name in KINDS}
        referred[kind].append(data["id"])
        for other_kind, id in references(record):
            if other_kind != "delegations":
                referred[other_kind].append(id)
        ids = {name: tuple(dict.fromkeys(listed)) for name, listed in referred.items()}
        in_columns = {CAPACITIES} | (NAMING if kind in _KINDS_WITH_NAME_COLUMN else set())
        values = (reading.value for reading in readings if reading.field not in in_columns)
        capacities = (reading.value for reading in readings if reading.field == CAPACITIES)
        words = normalize_each((*_texts_for_words(kind, data), *values))
        role = normalize_distinct((*roles_of(record), *capacities))
        return DocumentFields(
            words=_with_common_grams(words, role),
            name=normalize(names_of(record)[0]),
            role=role,
            terms=self._record_terms(kind, record, data, readings),
            day=day_of(record, {}),
            mode=None,
            speakers=ids["speakers"],
            delegations=ids["delegations"],
            sessions=ids["sessions"],
            sources=ids["sources"],
            topics=tuple(data.get("topics") or ()),
            properties=properties_of(kind, data),
        )

    def _quote_fields(self, data: Mapping[str, Any], readings: Sequence[Reading]) -> DocumentFields:
        """Return the fields of a statement; how many sources have its remark is not known yet."""
        text, role, session = normalize(data["text"]), data.get("role"), data.get("session")
        other_texts, language = _other_texts(data, text), data.get("language")
        terms = f"{self._kind_terms['quotes']} {self._language_terms(language)}"
        if readings:
            other_texts += [reading.value for reading in readings]
            terms += f" {self.has_term('readings')}"
        if not data.get("remark"):
            terms += f" {self.source_count_term(1)}"
        for name in _HAS["quotes"].keys() & data.keys():
            terms += f" {self.has_term(_HAS['quotes'][name])}"
        topics = data.get("topics")
        words, role = normalize_each(other_texts), self._normalize(role) if role else ""
        if role_names := data.get("role_names"):
            role = normalize_distinct((*filter(None, [data.get("role")]), *role_names.values()))
        return DocumentFields(
            _with_common_grams(words, text, role),
            text,
            role,
            terms,
            data.get("date"),
            data["mode"],
            _speakers_of(data),
            (),
            (session,) if session else (),
            (data["source"],),
            tuple(topics) if topics else (),
            properties_of("quotes", data),
        )

    def _record_terms(
        self, kind: Kind, record: Record, data: Mapping[str, Any], readings: Sequence[Reading]
    ) -> str:
        """Return the encoded terms of a record that is no statement."""
        sources = {reading.source for reading in readings}.union(data.get("sources", ()))
        terms = [self._kind_terms[kind], self.source_count_term(len(sources))]
        if readings:
            terms.append(self.has_term("readings"))
        if isinstance(record, Event):
            terms.append(encode_term(self._terms.number(f"ref={record.id}/event/{record.id}")))
            if record.country:
                terms.append(encode_term(self._terms.country([record.country])))
        if isinstance(record, Session):
            # `d=` is a value of the facet of days, of which a session has one.
            spans = ((f"later={day}", f"m={day[:7]}", f"y={day[:4]}") for day in later_days(record))
            tokens = dict.fromkeys(token for span in spans for token in span)
            terms.append(encode_terms(map(self._terms.number, tokens)))
        terms.append(self._language_terms(data.get("language")))
        terms += (self.has_term(_HAS[kind][name]) for name in _HAS[kind].keys() & data.keys())
        return " ".join(filter(None, terms))

    def _encode_source_count(self, count: int) -> str:
        return encode_term(self._terms.number(f"sources={count:08}"))

    def _encode_has(self, name: str) -> str:
        return encode_term(self._terms.number(f"has={name}"))

    def _encode_language(self, language: str | None) -> str:
        """Return the encoded terms of a language tag and of those that it refines."""
        parts = language.lower().split("-") if language else []
        tags = ("-".join(parts[: count + 1]) for count in range(len(parts)))
        return encode_terms(self._terms.number(f"language={tag}") for tag in tags)


def _speakers_of(quote: Mapping[str, Any]) -> Ids:
    """Return the ids of all who made a statement."""
    joint = quote.get("joint_speakers")
    return tuple(dict.fromkeys((quote["speaker"], *joint))) if joint else (quote["speaker"],)


def _with_common_grams(words: str, *others: str) -> str:
    """Return words with the common grams in them, and in texts that other columns have."""
    grams = common_grams(words, *others)
    if not grams:
        return words
    # Behind the first text, the id: positions near the beginning take less room.
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
            # Most excerpts are a part of the statement and would only make it longer.
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


People = tuple[int, Ids, Ids]
"""The number of a folder, and the ids of speakers and of further delegations."""
FolderIds = tuple[int, Ids]
"""The number of a folder, and ids; without ids it is the same for all folders."""
_NO_IDS: FolderIds = (0, ())
ModeAndDay = tuple[str | None, str | None]
"""The mode of a statement, and a day."""


class Combinations:
    """What the records of an index that is being built refer to, each combination numbered once.

    The numbers of a combination are the order of its dict.
    """

    def __init__(self) -> None:
        self.people: dict[People, int] = {}
        self.sources: dict[FolderIds, int] = {}
        self.sessions: dict[FolderIds, int] = {}
        self.topics: dict[tuple[str, ...], int] = {}
        self.times: dict[ModeAndDay, int] = {}
        self.properties: dict[Properties, int] = {}

    def add(
        self, folder: int, fields: DocumentFields
    ) -> tuple[int, int, int, int | None, int, int]:
        """Return the numbers of people, sources, topics, time, properties and sessions of a record.

        A statement without a day has no time yet: that of its session or its source may count.
        """
        people, sources, sessions = self.people, self.sources, self.sessions
        topics, properties = self.topics, self.properties
        source_ids = (folder, fields.sources) if fields.sources else _NO_IDS
        session_ids = (folder, fields.sessions) if fields.sessions else _NO_IDS
        return (
            people.setdefault((folder, fields.speakers, fields.delegations), len(people)),
            sources.setdefault(source_ids, len(sources)),
            topics.setdefault(fields.topics, len(topics)),
            self.time(fields.mode, fields.day) if fields.day or not fields.mode else None,
            properties.setdefault(fields.properties, len(properties)),
            sessions.setdefault(session_ids, len(sessions)),
        )

    def count(self) -> int:
        """Return how many combinations there are."""
        by_folder = len(self.sources) + len(self.sessions)
        own = len(self.topics) + len(self.times) + len(self.properties)
        return len(self.people) + by_folder + own

    def time(self, mode: str | None, day: str | None) -> int:
        """Return the number of a mode and a day."""
        return self.times.setdefault((mode, day), len(self.times))


_STAGED: Final = (
    "SELECT data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE id = ? AND event = ? AND kind = ?"
)


class StagedRecords:
    """The staged records, by address."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._decode = decoder()
        self.events: dict[int, str] = dict(connection.execute("SELECT number, id FROM event"))
        # Sources and speakers recur; a statement's own record is not looked up here.
        self.record = lru_cache(maxsize=4_096)(self._fetch)
        """Returns a record by the number of its event, its kind and its id, or None."""

    def _fetch(self, event: int, kind: Kind, id: str) -> Record | None:
        row = self._connection.execute(_STAGED, (id, event, KINDS.index(kind))).fetchone()
        return record_from(kind, self._decode(row[0])) if row else None
