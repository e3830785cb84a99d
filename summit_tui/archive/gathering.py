"""One record becomes what the index keeps of it: words, marks, facets and places in the orders."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from summit_tui.archive.attested import CAPACITIES, NAMING, Attested
from summit_tui.archive.document import day_of, names_of, references, roles_of, slug
from summit_tui.archive.folding import fold, fold_apart
from summit_tui.archive.marks import GAP, REMARK_WORD, Marks, sign
from summit_tui.archive.pieces import Ids, Pieces, joined, signs
from summit_tui.archive.shelf import Shelf
from summit_tui.archive.ties import Place, Ties, quoted_with
from summit_tui.records import KINDS, Event, Kind, Speaker, delegations_of, record_from

_IN_COLUMNS: Final[Mapping[Kind, frozenset[str]]] = {
    "event": frozenset({"id"}),
    "sessions": frozenset({"id", "title", "titles", "topics"}),
    "speakers": frozenset({"id", "name", "names", "aliases", "delegation"}),
    "quotes": frozenset({"id", "speaker", "role", "session", "topics"}),
    "delegations": frozenset({"id", "name", "names"}),
    "sources": frozenset({"id", "publisher"}),
}
"""Fields that need not stand in `words`: they have a column of their own, or come first."""

_IS_NAMED_ALONE: Final = ("sessions", "speakers", "delegations")
"""Kinds whose id stands among the names of its column."""


class Document:
    """One record as the index sees it."""

    __slots__ = ("columns", "day", "facets", "name", "source", "speaker")

    def __init__(
        self,
        columns: Sequence[str],
        facets: tuple[tuple[int, ...], ...],
        day: str | None,
        keys: tuple[str, str, str],
    ) -> None:
        self.columns = columns
        """Folded text for each of `COLUMNS`."""
        self.facets = facets
        """The marks of its values for each of `FACETS`."""
        self.day = day
        """The day it belongs to, as far as known; see `day_of`."""
        self.speaker, self.source, self.name = keys
        """What it is sorted by, folded, or nothing."""


class Gathering:
    """Makes documents of the records of one index."""

    def __init__(self, shelf: Shelf, marks: Marks, attested: Attested, ties: Ties) -> None:
        self._shelf = shelf
        self._marks = marks
        self._attested = attested
        self._ties = ties
        self._pieces = Pieces(shelf, marks, attested)
        self._quoted: set[Place] = set()
        """What has a statement; statements come first, so all of it is known afterwards."""
        self._day_marks = lru_cache(4_096)(self._date)
        self._topics = lru_cache(4_096)(self._subjects)
        self._own = lru_cache(4_096)(self._signs)
        self._homes = lru_cache(8_192)(self._delegations)
        self._fold = lru_cache(4_096)(fold)
        self._kinds = {kind: sign(marks.number(f"kind={kind}")) for kind in KINDS}
        self._told = lru_cache(256)(self._sources_mark)
        self._has = lru_cache(16)(self._having)

    def document(self, kind: Kind, event: int, data: Mapping[str, Any]) -> Document:
        """Return what a record of `kind` is found by; `data` is the record as JSON types."""
        if kind == "quotes":
            return self._quote(event, data)
        record = record_from(kind, data)
        around: dict[Kind, list[str]] = {name: [] for name in KINDS}
        around[kind].append(data["id"])
        for its_kind, id in references(record):
            around[its_kind].append(id)
        for id in around["speakers"]:
            speaker = self._shelf.record(event, "speakers", id)
            if isinstance(speaker, Speaker):
                around["delegations"] += delegations_of(speaker)
        country = [record.country] if isinstance(record, Event) and record.country else []
        own = [sign(self._pieces.country([one])) for one in country]
        name = fold(names_of(record)[0])
        ids = {one: tuple(dict.fromkeys(found)) for one, found in around.items()}
        day = day_of(record, {})
        return self._document(kind, event, data, ids, (day, own, joined(roles_of(record)), name))

    def _quote(self, event: int, data: Mapping[str, Any]) -> Document:
        """Return what a statement is found by; there are many, so what they share is kept."""
        speaker, session, mode = data["speaker"], data.get("session"), data["mode"]
        homes = self._homes(event, speaker)
        self._quoted.update(quoted_with(event, self._shelf.events[event], data, homes))
        people = self._pieces.people(event, (speaker,), homes)
        sources = self._pieces.sources(event, (data["source"],))
        sessions = self._pieces.sessions(event, (session,) if session else ())
        day = data.get("date") or sessions.day or sources.day
        event_mark, mode_mark, own = self._own(event, mode, data.get("language"))
        day_mark, day_signs = self._day_marks(day)
        topics, topic_words, topic_signs = self._topics(tuple(data.get("topics") or ()))
        role, text = data.get("role"), data["text"]
        readings = self._attested.of(event, "quotes", data["id"])
        columns = (
            fold_apart((*_words("quotes", data), *(one.value for one in readings))),
            people.speaker,
            self._fold(role) if role else "",
            people.delegation,
            sessions.session,
            topic_words,
            sources.publisher,
            f"{own} {day_signs} {topic_signs} {people.marks} {sessions.marks} {sources.marks}"
            + self._remark(event, data)
            + (f" {self._has('readings')}" if readings else ""),
        )
        delegations, regions = people.delegations, people.regions
        facets = ((mode_mark,), people.speakers, delegations, regions, topics, sources.sources)
        keys = (people.key, sources.key, fold(text))
        return Document(columns, (*facets, (event_mark,), (day_mark,)), day, keys)

    def _delegations(self, event: int, id: str) -> Ids:
        """Return the delegations of a speaker."""
        speaker = self._shelf.record(event, "speakers", id)
        return tuple(dict.fromkeys(delegations_of(speaker))) if isinstance(speaker, Speaker) else ()

    def _signs(self, event: int, mode: str, language: str | None) -> tuple[int, int, str]:
        """Return the marks of a statement's event and mode, and how they and others are written."""
        mark, mode_mark = self._pieces.event(event), self._marks.number(f"mode={mode}", mode)
        own = f"{self._kinds['quotes']} {sign(mark)} {sign(mode_mark)}"
        return mark, mode_mark, f"{own} {self._language(language)}" if language else own

    def _document(
        self,
        kind: Kind,
        event: int,
        data: Mapping[str, Any],
        ids: Mapping[Kind, Ids],
        known: tuple[str | None, list[str], str, str],
    ) -> Document:
        """Join what is `known` of the record itself, its day, marks, role and name, to the rest."""
        day, marks, role, name = known
        people = self._pieces.people(event, ids["speakers"], ids["delegations"])
        sources = self._pieces.sources(event, ids["sources"])
        sessions = self._pieces.sessions(event, ids["sessions"])
        event_mark = self._pieces.event(event)
        day_mark, day_marks = self._day_marks(day)
        topics, topic_words, topic_signs = self._topics(tuple(data.get("topics") or ()))
        if kind == "event":
            event_self = self._marks.number(f"ref={data['id']}/event/{data['id']}")
            marks.append(sign(event_self))
        marks += (self._kinds[kind], sign(event_mark), day_marks, topic_signs)
        readings = self._attested.of(event, kind, data["id"])
        marks += self._ties_of(event, kind, data, [one.source for one in readings])
        if language := data.get("language"):
            marks.append(self._language(language))
        marks += (people.marks, sessions.marks, sources.marks)
        apart = {CAPACITIES} | (NAMING if kind in _IS_NAMED_ALONE else set())
        told = [one.value for one in readings if one.field not in apart]
        capacities = joined(one.value for one in readings if one.field == CAPACITIES)
        roles = GAP.join(filter(None, (role, capacities)))
        columns = (
            fold_apart((*_words(kind, data), *told)),
            people.speaker,
            roles,
            people.delegation,
            sessions.session,
            topic_words,
            sources.publisher,
            " ".join(marks),
        )
        delegations, regions = people.delegations, people.regions
        facets = ((), people.speakers, delegations, regions, topics, sources.sources)
        keys = (people.key, sources.key, name)
        return Document(columns, (*facets, (event_mark,), (day_mark,)), day, keys)

    def _remark(self, event: int, data: Mapping[str, Any]) -> str:
        """Return the marks and words by which a statement is found by its remark."""
        remark = data.get("remark")
        if not remark:
            return f" {self._told(1)}"
        mark = sign(self._marks.number(f"remark={self._shelf.events[event]}/{remark}"))
        words = " ".join(REMARK_WORD + word for word in fold(remark).split())
        told = self._told(self._ties.accounts(event, remark))
        return f" {told} {self._has('remark')} {mark} {words}"

    def _ties_of(
        self, event: int, kind: Kind, data: Mapping[str, Any], witnesses: Sequence[str]
    ) -> list[str]:
        """Return the marks of what a record has; `witnesses` are the sources of its readings."""
        place = (event, KINDS.index(kind), data["id"])
        sources = {*data.get("sources", ()), *witnesses}
        found = [self._told(len(sources))]
        if place in self._quoted:
            found.append(self._has("quotes"))
        if witnesses:
            found.append(self._has("readings"))
        return found

    def _sources_mark(self, number: int) -> str:
        return sign(self._marks.number(f"sources={number:08}"))

    def _having(self, what: str) -> str:
        return sign(self._marks.number(f"has={what}"))

    def _subjects(self, topics: tuple[str, ...]) -> tuple[tuple[int, ...], str, str]:
        """Return the marks of topics, their words, and how the marks are written."""
        found = (self._marks.number(f"topic={slug(topic)}", topic) for topic in topics)
        marks = tuple(dict.fromkeys(found))
        return marks, joined(topics), signs(marks)

    def _language(self, language: str) -> str:
        parts = language.lower().split("-")
        tags = ("-".join(parts[: n + 1]) for n in range(len(parts)))
        return signs(self._marks.number(f"language={tag}") for tag in tags)

    def _date(self, day: str | None) -> tuple[int, str]:
        """Return the mark of a day and how it, its month and its year stand in the index."""
        if not day:
            mark = self._marks.number("undated", "date not stated")
            return mark, sign(mark)
        mark = self._marks.number(f"d={day}", day)
        year = self._marks.number(f"y={day[:4]}")
        return mark, signs((mark, year, self._marks.number(f"m={day[:7]}")))


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
