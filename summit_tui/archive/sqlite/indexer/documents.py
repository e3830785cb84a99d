"""What a record says itself: folded words, marks, and what it names."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from summit_tui.archive.analysis.normalize import normalize, normalize_each, pairs
from summit_tui.archive.describe import day_of, names_of, references, roles_of
from summit_tui.archive.sqlite.indexer.relations import CAPACITIES, NAMING
from summit_tui.archive.sqlite.terms import GAP, TermNumbers, encode_term, encode_terms, joined
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Event, Reading, Record, fields_of
from summit_tui.readers import decoder

Ids = tuple[str, ...]

_IN_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    kind: frozenset(
        name for name, spec in fields_of(kind).items() if spec.column != "words" or name == "id"
    )
    for kind in KINDS
}
"""Fields that need not stand in `words`: they have a column of their own, or come first."""

_IS_NAMED_ALONE: Final = ("sessions", "speakers", "delegations")
"""Kinds whose id stands among the names of its column."""


class DocumentFields(NamedTuple):
    """What a record says itself, folded, and what it names."""

    words: str
    """Its texts that stand in no column of their own, its id first; not the text of a statement.
    Among them stand the pairs of frequent characters in all that it says."""
    name: str
    """Its name, title or text."""
    role: str
    marks: str
    day: str | None
    mode: str | None
    speakers: Ids
    delegations: Ids
    """Those named beside the speakers', which come with them."""
    sessions: Ids
    sources: Ids
    topics: tuple[str, ...]


class DocumentCollector:
    """Gathers what each record says for an index that is being made."""

    def __init__(self, marks: TermNumbers) -> None:
        self._marks = marks
        self._kinds = {kind: encode_term(marks.number(f"kind={kind}")) for kind in KINDS}
        self._fold = lru_cache(4_096)(normalize)
        self._languages = lru_cache(512)(self._language)
        self.told = lru_cache(256)(self._sources_mark)
        self.has = lru_cache(16)(self._having)

    def own(
        self, kind: Kind, data: Mapping[str, Any], readings: Sequence[Reading] = ()
    ) -> DocumentFields:
        """Return what a record of `kind` says itself, and `readings` of it.

        `data` is the record as JSON types.
        """
        if kind == "quotes":
            return self._quote(data, readings)
        record = record_from(kind, data)
        around: dict[Kind, list[str]] = {name: [] for name in KINDS}
        around[kind].append(data["id"])
        for its_kind, id in references(record):
            if its_kind != "delegations":
                around[its_kind].append(id)
        ids = {one: tuple(dict.fromkeys(found)) for one, found in around.items()}
        apart = {CAPACITIES} | (NAMING if kind in _IS_NAMED_ALONE else set())
        told = (one.value for one in readings if one.field not in apart)
        capacities = (one.value for one in readings if one.field == CAPACITIES)
        words = normalize_each((*_words(kind, data), *told))
        role = joined((*roles_of(record), *capacities))
        return DocumentFields(
            words=_with_pairs(words, role),
            name=normalize(names_of(record)[0]),
            role=role,
            marks=self._marks_of(kind, record, data, readings),
            day=day_of(record, {}),
            mode=None,
            speakers=ids["speakers"],
            delegations=ids["delegations"],
            sessions=ids["sessions"],
            sources=ids["sources"],
            topics=tuple(data.get("topics") or ()),
        )

    def _quote(self, data: Mapping[str, Any], readings: Sequence[Reading]) -> DocumentFields:
        """Return what a statement says; how many sources tell its remark is not known yet."""
        text, role, session = normalize(data["text"]), data.get("role"), data.get("session")
        rest, language = _rest(data, text), data.get("language")
        marks = f"{self._kinds['quotes']} {self._languages(language)}"
        if readings:
            rest += [one.value for one in readings]
            marks += f" {self.has('readings')}"
        if not data.get("remark"):
            marks += f" {self.told(1)}"
        topics = data.get("topics")
        words, role = normalize_each(rest), self._fold(role) if role else ""
        return DocumentFields(
            _with_pairs(words, text, role),
            text,
            role,
            marks,
            data.get("date"),
            data["mode"],
            (data["speaker"],),
            (),
            (session,) if session else (),
            (data["source"],),
            tuple(topics) if topics else (),
        )

    def _marks_of(
        self, kind: Kind, record: Record, data: Mapping[str, Any], readings: Sequence[Reading]
    ) -> str:
        """Return the marks of what is no statement."""
        witnesses = {one.source for one in readings}.union(data.get("sources", ()))
        found = [self._kinds[kind], self.told(len(witnesses))]
        if readings:
            found.append(self.has("readings"))
        if isinstance(record, Event):
            found.append(encode_term(self._marks.number(f"ref={record.id}/event/{record.id}")))
            if record.country:
                found.append(encode_term(self._marks.country([record.country])))
        found.append(self._languages(data.get("language")))
        return " ".join(found)

    def _sources_mark(self, number: int) -> str:
        return encode_term(self._marks.number(f"sources={number:08}"))

    def _having(self, what: str) -> str:
        return encode_term(self._marks.number(f"has={what}"))

    def _language(self, language: str | None) -> str:
        """Return how the marks of a language tag and those above it are written."""
        parts = language.lower().split("-") if language else []
        tags = ("-".join(parts[: n + 1]) for n in range(len(parts)))
        return encode_terms(self._marks.number(f"language={tag}") for tag in tags)


def _with_pairs(words: str, *others: str) -> str:
    """Return words with the pairs of frequent characters in them, and in what stands elsewhere."""
    found = pairs(words, *others)
    if not found:
        return words
    # Behind the first text, the id of a statement: what stands near the beginning takes less room.
    first, gap, rest = words.partition(GAP)
    return f"{first}{GAP}{found}{gap}{rest}"


def _words(kind: Kind, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a record that stand in no column of their own, its id first."""
    if kind not in _IS_NAMED_ALONE:
        yield data["id"]
    elsewhere = _IN_COLUMNS[kind]
    for key, value in data.items():
        if key not in elsewhere:
            if isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def _rest(quote: Mapping[str, Any], text: str) -> list[str]:
    """Return the texts of a statement that stand nowhere else; `text` are its folded words."""
    rest = [quote["id"]]
    for key, value in quote.items():
        if key in _IN_COLUMNS["quotes"]:
            continue
        if isinstance(value, str):
            rest.append(value)
        elif key == "excerpt":
            # Most excerpts are a part of the statement and would only make it longer.
            rest += [one for one in _texts(value) if f" {normalize(one)} " not in f" {text} "]
        else:
            rest += _texts(value)
    return rest


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


People = tuple[int, Ids, Ids]
"""The number of a folder, and the ids of speakers and of further delegations."""
Things = tuple[int, Ids]
"""The number of a folder, and ids; with no ids it is the same in all folders."""
_NOTHING: Things = (0, ())
Time = tuple[str | None, str | None]
"""How a statement is told, and a day."""


class Combinations:
    """What the records of an index that is being made name, each combination numbered once."""

    def __init__(self) -> None:
        self.people: dict[People, int] = {}
        self.sources: dict[Things, int] = {}
        self.sessions: dict[Things, int] = {}
        self.topics: dict[tuple[str, ...], int] = {}
        self.times: dict[Time, int] = {}

    def numbers(self, folder: int, own: DocumentFields) -> tuple[int, int, int, int | None, int]:
        """Return the numbers of the people, sources, topics, time and sessions of a record.

        A statement without a day has no time yet: that of its session or its source may count.
        """
        people, sources, sessions = self.people, self.sources, self.sessions
        topics = self.topics
        printed = (folder, own.sources) if own.sources else _NOTHING
        held = (folder, own.sessions) if own.sessions else _NOTHING
        return (
            people.setdefault((folder, own.speakers, own.delegations), len(people)),
            sources.setdefault(printed, len(sources)),
            topics.setdefault(own.topics, len(topics)),
            self.time(own.mode, own.day) if own.day or not own.mode else None,
            sessions.setdefault(held, len(sessions)),
        )

    def count(self) -> int:
        """Return how many combinations there are."""
        things = len(self.sources) + len(self.sessions)
        return len(self.people) + things + len(self.topics) + len(self.times)

    def time(self, mode: str | None, day: str | None) -> int:
        """Return the number of a day of what is told in some way."""
        return self.times.setdefault((mode, day), len(self.times))


_STAGED: Final = (
    "SELECT data FROM staged_record CROSS JOIN staged_text USING (number) "
    "WHERE id = ? AND event = ? AND kind = ?"
)


class StagedRecords:
    """The records that are set aside, by address."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._decode = decoder()
        self.events: dict[int, str] = dict(connection.execute("SELECT number, id FROM event"))
        # Sources and speakers recur; a statement's own record is not looked up here.
        self._record = lru_cache(maxsize=4_096)(self._fetch)

    def record(self, event: int, kind: Kind, id: str) -> Record | None:
        """Return a record by the number of its event, its kind and its id, or None."""
        return self._record(event, kind, id)

    def _fetch(self, event: int, kind: Kind, id: str) -> Record | None:
        row = self._connection.execute(_STAGED, (id, event, KINDS.index(kind))).fetchone()
        return record_from(kind, self._decode(row[0])) if row else None
