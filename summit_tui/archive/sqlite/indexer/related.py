"""What the records around a record add to it, worked out once for all that name the same ones."""

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, count
from typing import Final, NamedTuple, TypeVar

from summit_tui.archive.analysis.normalize import normalize, pairs
from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.describe import GROUPS, day_of, label_of, names_of, slug
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.indexer.documents import Combinations, Ids, StagedRecords
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.terms import (
    GAP,
    SOURCE_WORD,
    TermNumbers,
    apart,
    encode_terms,
    joined,
)
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.records import (
    Delegation,
    Event,
    Record,
    Session,
    Source,
    Speaker,
    delegations_of,
)

One = TypeVar("One", bound=Record)
Numbers = tuple[int, ...]
"""The numbers of marks."""

_KEPT: Final = 8_192
"""What shares a delegation stands near each other."""


class RelatedTerm(NamedTuple):
    """What some records add to all that name them."""

    columns: Sequence[str]
    """Folded text for the columns they have, and how their marks are written."""
    facets: tuple[Numbers, ...] = ()
    """Their marks in each facet of their group."""
    key: str = ""
    """What sorts by them, or nothing."""
    named: Numbers = ()
    """The marks of themselves and what they bring along."""


class _Person(NamedTuple):
    """What a speaker adds: most of them speak alone, and in sessions beside others."""

    names: Sequence[str]
    """Folded."""
    pairs: str
    """The pairs of frequent characters in them."""
    mark: int
    homes: Ids
    """Their delegations."""
    key: str | None
    """What sorts by them; None where there is no such record."""


class _Home(NamedTuple):
    """What a delegation adds: to most of them several speakers belong."""

    names: Sequence[str]
    """Folded."""
    pairs: str
    """The pairs of frequent characters in them."""
    mark: int
    region: Numbers
    """Its mark, or nothing."""
    country: Numbers


class RelatedTerms:
    """The pieces of an index that is being made."""

    def __init__(self, shelf: StagedRecords, marks: TermNumbers, attested: ReadingResolver) -> None:
        self._shelf = shelf
        self._attested = attested
        self._marks = marks
        self._person = lru_cache(_KEPT)(self._speaker)
        self._home = lru_cache(_KEPT)(self._delegation)
        self._event = lru_cache(_KEPT)(self._event_mark)

    def people(self, event: int, speakers: Ids, delegations: Ids) -> RelatedTerm:
        """Return what speakers with their delegations, and further delegations, add."""
        people = [self._person(event, id) for id in speakers]
        with_them = chain.from_iterable(one.homes for one in people)
        homes = [self._home(event, id) for id in dict.fromkeys((*delegations, *with_them))]
        its_event, marks = self._event(event), tuple(one.mark for one in people)
        home_marks = tuple(one.mark for one in homes)
        regions = tuple(dict.fromkeys(chain.from_iterable(one.region for one in homes)))
        countries = dict.fromkeys(chain.from_iterable(one.country for one in homes))
        written = encode_terms((its_event, *marks, *home_marks, *regions, *countries))
        return RelatedTerm(
            (
                apart(chain.from_iterable(one.names for one in people)),
                apart(chain.from_iterable(one.names for one in homes)),
                " ".join((written, *(p.pairs for p in people), *(h.pairs for h in homes))),
            ),
            ((its_event,), marks, home_marks, regions),
            next((one.key for one in people if one.key is not None), ""),
            (its_event, *marks, *home_marks),
        )

    def sources(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sources add."""
        found = self._found(event, "sources", ids, Source)
        marks = self._references(event, "sources", ids, found)
        known = [one for one in found if one]
        words = [
            " ".join(SOURCE_WORD + word for word in normalize(text).split())
            for one in known
            for text in (one.id, one.title)
        ]
        publishers = joined(one.publisher for one in known)
        return RelatedTerm(
            (publishers, f"{encode_terms(marks)} {GAP.join(words)} {pairs(publishers)}"),
            (marks,),
            normalize(f"{known[0].publisher} {known[0].title}") if known else "",
            marks,
        )

    def sessions(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sessions add."""
        found = self._found(event, "sessions", ids, Session)
        marks = self._references(event, "sessions", ids, found)
        names = joined(self._names(event, "sessions", ids, found))
        return RelatedTerm((names, f"{encode_terms(marks)} {pairs(names)}"), named=marks)

    def topics(self, topics: tuple[str, ...]) -> RelatedTerm:
        """Return what topics add."""
        found = (self._marks.number(f"topic={slug(topic)}", topic) for topic in topics)
        marks = tuple(dict.fromkeys(found))
        words = joined(topics)
        return RelatedTerm((words, f"{encode_terms(marks)} {pairs(words)}"), (marks,))

    def time(self, mode: str | None, day: str | None) -> RelatedTerm:
        """Return what the day of a record adds, and how a statement is told."""
        modes = (self._marks.number(f"mode={mode}", mode),) if mode else ()
        if day:
            mark = self._marks.number(f"d={day}", day)
            around = [self._marks.number(token) for token in (f"y={day[:4]}", f"m={day[:7]}")]
        else:
            mark, around = self._marks.number("undated", "date not stated"), []
        return RelatedTerm((encode_terms((*modes, mark, *around)),), (modes, (mark,)), day or "")

    def day(self, event: int, session: str | None, source: str) -> str | None:
        """Return the day of a statement's session, else that of its source, as far as known."""
        held = self._shelf.record(event, "sessions", session) if session else None
        printed = self._shelf.record(event, "sources", source)
        return (held and day_of(held, {})) or (printed and day_of(printed, {})) or None

    def _event_mark(self, number: int) -> int:
        """Return the mark of an event."""
        id = self._shelf.events[number]
        event = self._shelf.record(number, "event", id)
        names = names_of(event) if isinstance(event, Event) else []
        label = names[0] if names else id
        names += self._attested.names(number, "event", id)
        return self._marks.number(f"event={id}", label, "event", joined([id, *names]))

    def _speaker(self, event: int, id: str) -> _Person:
        (one,) = self._found(event, "speakers", (id,), Speaker)
        (mark,) = self._references(event, "speakers", (id,), (one,))
        names = _with_pinyin(self._names(event, "speakers", (id,), (one,)))
        if one is None:
            return _Person(names, pairs(*names), mark, (), None)
        return _Person(names, pairs(*names), mark, delegations_of(one), normalize(one.name))

    def _delegation(self, event: int, id: str) -> _Home:
        (one,) = self._found(event, "delegations", (id,), Delegation)
        (mark,) = self._references(event, "delegations", (id,), (one,))
        names = list(map(normalize, self._names(event, "delegations", (id,), (one,))))
        region = (self._region(one.region),) if one and one.region else ()
        country: Numbers = ()
        if one and (one.code or one.kind == "country"):
            country = (self._marks.country([one.code or "", *names_of(one)]),)
        return _Home(names, pairs(*names), mark, region, country)

    def _region(self, region: str) -> int:
        return self._marks.number(f"region={slug(region)}", region, "region", normalize(region))

    def _found(self, event: int, kind: Kind, ids: Ids, cls: type[One]) -> list[One | None]:
        records = (self._shelf.record(event, kind, id) for id in ids)
        return [one if isinstance(one, cls) else None for one in records]

    def _names(self, event: int, kind: Kind, ids: Ids, found: Sequence[Record | None]) -> list[str]:
        """Return the ids of records with all their names, those that only sources print too."""
        names: list[str] = []
        for id, one in zip(ids, found, strict=True):
            names.append(id)
            if one:
                names += (*names_of(one), *self._attested.names(event, kind, id))
        return names

    def _references(
        self, event: int, kind: Kind, ids: Ids, found: Sequence[Record | None]
    ) -> Numbers:
        place = f"ref={self._shelf.events[event]}/{kind}/"
        return tuple(
            self._marks.number(place + id, label_of(one) if one else id)
            for id, one in zip(ids, found, strict=True)
        )


def _with_pinyin(names: Sequence[str]) -> list[str]:
    """Return names folded, and those in Han characters once more in Latin letters."""
    forms = (form for name in names if not name.isascii() for form in pinyin_of(name))
    return [*map(normalize, names), *forms]


_QUOTES: Final = KINDS.index("quotes")
NAMED: Final = (*GROUPS, "session")
"""What records name, as the columns of the stage are called and the tables of what it adds."""
_NUMBERS: Final = f"""
SELECT {", ".join(NAMED)} FROM document_order CROSS JOIN staged_record USING (number)
ORDER BY document_order.rowid
"""  # noqa: S608 - no input
_STATEMENTS: Final = "SELECT count(*) FROM staged_record WHERE kind = ?"
_STRIDE: Final = 2_000
"""Pieces between two reports of progress."""

_Makers = Iterable[Callable[[], RelatedTerm]]


class RelatedTermWriter:
    """Tells what each number stands for that records have of what they name."""

    def __init__(self, target: sqlite3.Connection) -> None:
        """Take the numbers of all ranked records."""
        numbers = array("I", chain.from_iterable(target.execute(_NUMBERS)))
        self._target = target
        self._numbers = {one: numbers[place :: len(NAMED)] for place, one in enumerate(NAMED)}
        (self._statements,) = target.execute(_STATEMENTS, (_QUOTES,)).fetchone()
        self.groups = FacetColumns(
            {group: self._numbers[group] for group in GROUPS}, self._statements
        )
        self.quoted: set[int] = set()
        """The marks of all that statements refer to."""

    def tell(
        self, naming: Combinations, homes: Mapping[int, int], pieces: RelatedTerms, report: Report
    ) -> None:
        """Write what each number stands for; `homes` are the numbers of the events of folders."""
        told: Mapping[str, tuple[int, _Makers]] = {
            "people": (
                3,
                (partial(pieces.people, homes[folder], *ids) for folder, *ids in naming.people),
            ),
            "source": (
                2,
                (partial(pieces.sources, homes[folder], ids) for folder, ids in naming.sources),
            ),
            "topic": (2, (partial(pieces.topics, topics) for topics in naming.topics)),
            "time": (1, (partial(pieces.time, *time) for time in naming.times)),
            "session": (
                2,
                (partial(pieces.sessions, homes[folder], ids) for folder, ids in naming.sessions),
            ),
        }
        everything, done = naming.count(), count()

        def hear() -> None:
            if (number := next(done)) % _STRIDE == 0:
                report(Progress("naming", number, everything, self.groups.records))

        for sort, (columns, makers) in told.items():
            rows = self._rows(sort, makers, hear)
            self._target.executemany(f"INSERT INTO {sort} VALUES(?{', ?' * columns})", rows)

    def _rows(
        self, sort: str, makers: _Makers, hear: Callable[[], None]
    ) -> Iterator[tuple[object, ...]]:
        """Yield rows of the table of what one sort adds, and note its marks."""
        numbers = self._numbers[sort]
        used, of_statements = set(numbers), set(numbers[: self._statements])
        nothing = RelatedTerm((), tuple(() for _ in GROUPS.get(sort, ())))
        for number, piece_of in enumerate(makers):
            hear()
            # What a twin named that was set aside is named by no record.
            piece = piece_of() if number in used else nothing
            if sort in GROUPS:
                self.groups.tell(sort, piece.facets, piece.key)
            if number in of_statements:
                self.quoted.update(piece.named)
            if number in used:
                yield number, *piece.columns
