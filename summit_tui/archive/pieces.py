"""What the records around a record add to it, worked out once for all that share them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from summit_tui.archive.attested import Attested
from summit_tui.archive.document import day_of, label_of, names_of, slug
from summit_tui.archive.folding import fold
from summit_tui.archive.grouping import Groups
from summit_tui.archive.marks import GAP, SOURCE_WORD, Marks, sign
from summit_tui.archive.pinyin import pinyin_of
from summit_tui.archive.shelf import Shelf
from summit_tui.kinds import Kind
from summit_tui.records import Delegation, Event, Record, Session, Source, Speaker

One = TypeVar("One", bound=Record)
Ids = tuple[str, ...]

_KEPT: Final = 8_192
"""Statements that share a speaker or a source stand near each other."""


class People(NamedTuple):
    """What speakers and delegations add."""

    speaker: str
    delegation: str
    marks: str
    code: int
    """What stands for the event, the speakers, the delegations and their regions."""


class Sources(NamedTuple):
    """What sources add."""

    publisher: str
    marks: str
    code: int
    """What stands for the sources."""
    day: str | None
    """When the first was published."""


class Sessions(NamedTuple):
    """What sessions add."""

    session: str
    marks: str
    day: str | None


class _Homes(NamedTuple):
    """What delegations add: to most of them several speakers belong."""

    names: str
    marks: tuple[int, ...]
    regions: tuple[int, ...]
    signs: str
    """Those of all its marks."""


NO_SESSIONS: Final = Sessions("", "", None)


class Pieces:
    """The pieces of an index that is being made."""

    def __init__(self, shelf: Shelf, marks: Marks, groups: Groups, attested: Attested) -> None:
        self._shelf = shelf
        self._attested = attested
        self._marks = marks
        self._groups = groups
        self._homes = lru_cache(_KEPT)(self._delegations)
        self.people = lru_cache(_KEPT)(self._people)
        self.sources = lru_cache(_KEPT)(self._sources)
        self.sessions = lru_cache(_KEPT)(self._sessions)
        self.event = lru_cache(_KEPT)(self._event)

    def _event(self, number: int) -> int:
        """Return the mark of an event."""
        id = self._shelf.events[number]
        event = self._shelf.record(number, "event", id)
        names = names_of(event) if isinstance(event, Event) else []
        label = names[0] if names else id
        names += self._attested.names(number, "event", id)
        return self._marks.number(f"event={id}", label, "event", joined([id, *names]))

    def _people(self, event: int, speakers: Ids, delegations: Ids) -> People:
        known = self._found(event, "speakers", speakers, Speaker)
        marks = self._references(event, "speakers", speakers, known)
        homes = self._homes(event, delegations)
        first = next((one for one in known if one), None)
        own = ((self.event(event),), marks, homes.marks, homes.regions)
        return People(
            _with_pinyin(self._names(event, "speakers", speakers, known)),
            homes.names,
            f"{signs((*own[0], *marks))} {homes.signs}",
            self._groups.code("people", own, fold(first.name) if first else ""),
        )

    def _delegations(self, event: int, ids: Ids) -> _Homes:
        homes = self._found(event, "delegations", ids, Delegation)
        marks = self._references(event, "delegations", ids, homes)
        regions: dict[int, None] = {}
        countries: dict[int, None] = {}
        for home in homes:
            if home and home.region:
                regions[self.region(home.region)] = None
            if home and (home.code or home.kind == "country"):
                countries[self.country([home.code or "", *names_of(home)])] = None
        names = joined(self._names(event, "delegations", ids, homes))
        return _Homes(names, marks, tuple(regions), signs((*marks, *regions, *countries)))

    def region(self, region: str) -> int:
        """Return the mark of a region."""
        return self._marks.number(f"region={slug(region)}", region, "region", fold(region))

    def country(self, texts: Sequence[str]) -> int:
        """Return the mark of a country's code and names."""
        folded = joined(texts)
        return self._marks.number(f"country={folded}", "", "country", folded)

    def _sources(self, event: int, ids: Ids) -> Sources:
        found = self._found(event, "sources", ids, Source)
        marks = self._references(event, "sources", ids, found)
        known = [one for one in found if one]
        words = [
            " ".join(SOURCE_WORD + word for word in fold(text).split())
            for one in known
            for text in (one.id, one.title)
        ]
        key = fold(f"{known[0].publisher} {known[0].title}") if known else ""
        return Sources(
            joined(one.publisher for one in known),
            " ".join((signs(marks), GAP.join(words))),
            self._groups.code("source", (marks,), key),
            known[0].published if known else None,
        )

    def _sessions(self, event: int, ids: Ids) -> Sessions:
        found = self._found(event, "sessions", ids, Session)
        marks = self._references(event, "sessions", ids, found)
        day = next((day_of(one, {}) for one in found if one), None)
        return Sessions(joined(self._names(event, "sessions", ids, found)), signs(marks), day)

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
    ) -> tuple[int, ...]:
        place = f"ref={self._shelf.events[event]}/{kind}/"
        return tuple(
            self._marks.number(place + id, label_of(one) if one else id)
            for id, one in zip(ids, found, strict=True)
        )


def signs(numbers: Iterable[int]) -> str:
    """Return marks as they stand in the index."""
    return " ".join(map(sign, numbers))


def joined(texts: Iterable[str]) -> str:
    """Return texts folded, with a gap between them."""
    return GAP.join(folded for text in texts if (folded := fold(text)))


def _with_pinyin(names: Sequence[str]) -> str:
    """Return names folded, and those in Han characters once more in Latin letters."""
    forms = (form for name in names if not name.isascii() for form in pinyin_of(name))
    return GAP.join(filter(None, (joined(names), *dict.fromkeys(forms))))
