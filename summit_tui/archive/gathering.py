"""One record becomes what the index keeps of it: words, marks, facets and places in the orders."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from summit_tui.archive.attested import CAPACITIES, NAMING, Attested
from summit_tui.archive.document import day_of, names_of, references, roles_of, slug
from summit_tui.archive.folding import fold, fold_apart
from summit_tui.archive.grouping import Groups
from summit_tui.archive.marks import GAP, REMARK_WORD, Marks, sign
from summit_tui.archive.pieces import (
    NO_SESSIONS,
    Ids,
    People,
    Pieces,
    Sessions,
    Sources,
    joined,
    signs,
)
from summit_tui.archive.shelf import Shelf
from summit_tui.archive.ties import Ties
from summit_tui.kinds import KINDS, Kind
from summit_tui.rebuilding import record_from
from summit_tui.records import Event, Reading, Speaker, delegations_of

_IN_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    "event": frozenset({"id"}),
    "sessions": frozenset({"id", "title", "titles", "topics"}),
    "speakers": frozenset({"id", "name", "names", "aliases", "delegation"}),
    "quotes": frozenset({"id", "speaker", "text", "role", "session", "topics"}),
    "delegations": frozenset({"id", "name", "names"}),
    "sources": frozenset({"id", "publisher"}),
}
"""Fields that need not stand in `words`: they have a column of their own, or come first."""

_IS_NAMED_ALONE: Final = ("sessions", "speakers", "delegations")
"""Kinds whose id stands among the names of its column."""


class Document(NamedTuple):
    """One record as the index sees it."""

    columns: Sequence[str]
    """Folded text for each of `COLUMNS`."""
    codes: Sequence[int]
    """What stands for its values in each of `GROUPS`."""
    name: str
    """Its name, title or text, folded."""


class _Own(NamedTuple):
    """What a record says itself, folded."""

    name: str
    words: str
    role: str
    day: str | None
    marks: str = ""
    mode: str | None = None


class Gathering:
    """Makes documents of the records of one index."""

    def __init__(
        self, shelf: Shelf, marks: Marks, groups: Groups, attested: Attested, ties: Ties
    ) -> None:
        self._shelf = shelf
        self._marks = marks
        self._groups = groups
        self._attested = attested
        self._ties = ties
        self._pieces = Pieces(shelf, marks, groups, attested)
        self._first_unquoted: int | None = None
        self._spoken = lru_cache(8_192)(self._speakers)
        self._printed = lru_cache(8_192)(lambda event, id: self._pieces.sources(event, (id,)))
        self._held = lru_cache(8_192)(lambda event, id: self._pieces.sessions(event, (id,)))
        self._time = lru_cache(4_096)(self._mode_and_day)
        self._topics = lru_cache(4_096)(self._subjects)
        self._languages = lru_cache(512)(self._language)
        self._homes = lru_cache(8_192)(self._delegations)
        self._fold = lru_cache(4_096)(fold)
        self._kinds = {kind: sign(marks.number(f"kind={kind}")) for kind in KINDS}
        self._told = lru_cache(256)(self._sources_mark)
        self._has = lru_cache(16)(self._having)

    def document(self, kind: Kind, event: int, data: Mapping[str, Any]) -> Document:
        """Return what a record of `kind` is found by; `data` is the record as JSON types."""
        if kind == "quotes":
            return self._quote(event, data)
        if self._first_unquoted is None:
            # Statements come first: what one of them refers to has a mark by now.
            self._first_unquoted = self._marks.count()
        record = record_from(kind, data)
        self._shelf.hold(event, kind, data["id"], record)
        around: dict[Kind, list[str]] = {name: [] for name in KINDS}
        around[kind].append(data["id"])
        for its_kind, id in references(record):
            around[its_kind].append(id)
        for id in around["speakers"]:
            around["delegations"] += self._homes(event, id)
        ids = {one: tuple(dict.fromkeys(found)) for one, found in around.items()}
        marks = []
        if isinstance(record, Event):
            marks.append(self._marks.number(f"ref={record.id}/event/{record.id}"))
            marks += [self._pieces.country([record.country])] if record.country else []
        people = self._pieces.people(event, ids["speakers"], ids["delegations"])
        sessions = self._pieces.sessions(event, ids["sessions"])
        sources = self._pieces.sources(event, ids["sources"])
        readings = self._attested.of(event, kind, data["id"])
        apart = {CAPACITIES} | (NAMING if kind in _IS_NAMED_ALONE else set())
        told = (one.value for one in readings if one.field not in apart)
        capacities = (one.value for one in readings if one.field == CAPACITIES)
        own = _Own(
            name=fold(names_of(record)[0]),
            words=fold_apart((*_words(kind, data), *told)),
            role=joined((*roles_of(record), *capacities)),
            day=day_of(record, {}),
            marks=f"{signs(marks)} {self._ties_of(event, kind, data, readings)}",
        )
        return self._document(kind, data, own, people, sessions, sources)

    def _quote(self, event: int, data: Mapping[str, Any]) -> Document:
        """Return what a statement is found by; there are many, so what they share is kept."""
        role, session = data.get("role"), data.get("session")
        people = self._spoken(event, data["speaker"])
        sources = self._printed(event, data["source"])
        sessions = self._held(event, session) if session else NO_SESSIONS
        text, marks = fold(data["text"]), self._remark(event, data)
        rest = _rest(data, text)
        if readings := self._attested.of(event, "quotes", data["id"]):
            marks += f" {self._has('readings')}"
            rest += [one.value for one in readings]
        own = _Own(
            name=text,
            words=f"{fold_apart(rest)}{GAP}{text}",
            role=self._fold(role) if role else "",
            day=data.get("date") or sessions.day or sources.day,
            marks=marks,
            mode=data["mode"],
        )
        return self._document("quotes", data, own, people, sessions, sources)

    def _document(
        self,
        kind: Kind,
        data: Mapping[str, Any],
        own: _Own,
        people: People,
        sessions: Sessions,
        sources: Sources,
    ) -> Document:
        """Join what a record says itself to what the records around it add."""
        time, time_signs = self._time(own.mode, own.day)
        topic, topic_words, topic_signs = self._topics(tuple(data.get("topics") or ()))
        language = self._languages(data.get("language"))
        around = f"{people.marks} {sessions.marks} {sources.marks}"
        columns = (
            own.words,
            people.speaker,
            own.role,
            people.delegation,
            sessions.session,
            topic_words,
            sources.publisher,
            f"{self._kinds[kind]} {own.marks} {language} {time_signs} {topic_signs} {around}",
        )
        return Document(columns, (people.code, sources.code, topic, time), own.name)

    def _speakers(self, event: int, id: str) -> People:
        """Return what a speaker and their delegations add."""
        return self._pieces.people(event, (id,), self._homes(event, id))

    def _delegations(self, event: int, id: str) -> Ids:
        """Return the delegations of a speaker."""
        speaker = self._shelf.record(event, "speakers", id)
        return tuple(dict.fromkeys(delegations_of(speaker))) if isinstance(speaker, Speaker) else ()

    def _remark(self, event: int, data: Mapping[str, Any]) -> str:
        """Return the marks and words by which a statement is found by its remark."""
        remark = data.get("remark")
        if not remark:
            return self._told(1)
        mark = sign(self._marks.number(f"remark={self._shelf.events[event]}/{remark}"))
        words = " ".join(REMARK_WORD + word for word in fold(remark).split())
        told = self._told(self._ties.accounts(event, remark))
        return f"{told} {self._has('remark')} {mark} {words}"

    def _ties_of(
        self, event: int, kind: Kind, data: Mapping[str, Any], readings: Sequence[Reading]
    ) -> str:
        """Return the marks of what a record has, once its own mark is known."""
        id = self._shelf.events[event]
        mark = self._pieces.event(event)
        if kind != "event":
            mark = self._marks.number(f"ref={id}/{kind}/{data['id']}")
        witnesses = {one.source for one in readings}
        found = [self._told(len(witnesses.union(data.get("sources", ()))))]
        if self._first_unquoted and mark < self._first_unquoted:
            found.append(self._has("quotes"))
        if readings:
            found.append(self._has("readings"))
        return " ".join(found)

    def _sources_mark(self, number: int) -> str:
        return sign(self._marks.number(f"sources={number:08}"))

    def _having(self, what: str) -> str:
        return sign(self._marks.number(f"has={what}"))

    def _subjects(self, topics: tuple[str, ...]) -> tuple[int, str, str]:
        """Return what stands for topics, their words, and how their marks are written."""
        found = (self._marks.number(f"topic={slug(topic)}", topic) for topic in topics)
        marks = tuple(dict.fromkeys(found))
        return self._groups.code("topic", (marks,)), joined(topics), signs(marks)

    def _language(self, language: str | None) -> str:
        """Return how the marks of a language tag and those above it are written."""
        parts = language.lower().split("-") if language else []
        tags = ("-".join(parts[: n + 1]) for n in range(len(parts)))
        return signs(self._marks.number(f"language={tag}") for tag in tags)

    def _mode_and_day(self, mode: str | None, day: str | None) -> tuple[int, str]:
        """Return what stands for mode and day, and how their marks, month and year are written."""
        modes = (self._marks.number(f"mode={mode}", mode),) if mode else ()
        if day:
            mark = self._marks.number(f"d={day}", day)
            around = [self._marks.number(token) for token in (f"y={day[:4]}", f"m={day[:7]}")]
        else:
            mark, around = self._marks.number("undated", "date not stated"), []
        code = self._groups.code("time", (modes, (mark,)), day or "")
        return code, signs((*modes, mark, *around))


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
            rest += [one for one in _texts(value) if f" {fold(one)} " not in f" {text} "]
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
