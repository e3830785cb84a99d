"""What a brief holds: statements under headings, and the numbered sources they rest on.

Its order comes from the records alone, so the same records make the same brief in whatever order
they were found or marked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import event_name
from summit_tui.attribution.names import Name, name_of, unnamed_label
from summit_tui.attribution.publications import Publication, publications
from summit_tui.formats import Grouping
from summit_tui.model.dates import first
from summit_tui.model.records import Quote, Session
from summit_tui.model.text import one_line

LIMIT: Final = 20_000
"""The most records that a brief groups, for they must all be at hand at once."""


class _Place(NamedTuple):
    """The heading under which a record stands, as it sorts."""

    rank: int
    """0 for what has a heading of its own, 1 for what is not known, 2 for what is no statement."""
    day: str
    """The session's day, where briefs are grouped by session and it is known."""
    folded: str
    """The heading without regard to capitals."""
    key: str
    """What tells two headings of one name apart: the address; for a topic nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some records under one heading."""

    heading: str
    """On one line."""
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief holds, before it is written in a form."""

    title: str
    """On one line: the events."""
    groups: Sequence[Group]
    numbers: dict[Publication, int]
    """The sources in the order of their first use, with their numbers, from 1."""

    def notes(self, entry: Entry) -> list[int]:
        """Return the numbers of the sources of a record."""
        return list(dict.fromkeys(self.numbers[_as_printed(one)] for one in publications(entry)))


def brief(entries: Iterable[Entry], by: Grouping) -> Brief:
    """Return the records grouped, each record once under each of its headings.

    Raises `ValueError` for more than `LIMIT` records.
    """
    known: dict[str, Entry] = {}
    for number, entry in enumerate(entries):
        known.setdefault(str(entry.address), entry)
        if number >= LIMIT:
            raise ValueError(
                f"A brief groups at most {LIMIT:,} records. Narrow the query, or take another form."
            )
    placed = [
        (place, *_order(entry), heading, entry)
        for entry in known.values()
        for place, heading in _places(entry, by)
    ]
    placed.sort(key=lambda one: one[:3])
    events = sorted({str(event_name(entry)) for entry in known.values()})
    count = len({entry.address.event for entry in known.values()})
    groups = [
        _group(place, [(heading, entry) for *_, heading, entry in found], count)
        for place, found in groupby(placed, key=lambda one: one[0])
    ]
    numbers: dict[Publication, int] = {}
    for group in groups:
        for entry in group.entries:
            for one in publications(entry):
                numbers.setdefault(_as_printed(one), len(numbers) + 1)
    return Brief("; ".join(events), groups, numbers)


def _as_printed(one: Publication) -> Publication:
    """Return a source without what no reader sees: two events may have the same one."""
    return one._replace(key="") if one.known else one


def _group(place: _Place, found: Sequence[tuple[str, Entry]], events: int) -> Group:
    # Topics that differ in capitals alone are one; which spelling heads it must not be chance.
    heading = min(heading for heading, _ in found)
    if events > 1 and place.key:
        heading = f"{heading} [{place.key.split('/')[0]}]"
    return Group(heading, [entry for _, entry in found])


def _order(entry: Entry) -> tuple[str, str]:
    """Return what sorts records under one heading: by day, those without one last."""
    day = getattr(entry.record, "date", None) or _session_day(entry)
    return (first(day) if day else "9999-99-99", str(entry.address))


def _session_day(entry: Entry) -> str | None:
    record = entry.record
    session = entry.link("sessions", record.session) if isinstance(record, Quote) else record
    if not isinstance(session, Session):
        return None
    return session.date or (session.start[:10] if session.start else None)


def _places(entry: Entry, by: Grouping) -> Iterator[tuple[_Place, str]]:
    """Yield the headings under which a record stands, each with its place."""
    event, record = entry.address.event, entry.record
    if not isinstance(record, Quote):
        yield _Place(2, "", "", ""), "Other records"
    elif by == "topic":
        topics = sorted(map(one_line, record.topics), reverse=True)
        for folded, topic in {one.casefold(): one for one in topics}.items():
            yield _Place(0, "", folded, ""), topic
        if not record.topics:
            yield _Place(1, "", "", ""), "No topic stated"
    elif by == "session" and not record.session:
        yield _Place(1, "", "", ""), "No session stated"
    elif by == "session" and record.session:
        session = entry.link("sessions", record.session)
        name = name_of(session.title, session.titles) if session else None
        day = _session_day(entry) if session else None
        yield _headed(name, day, f"{event}/sessions/{record.session}")
    else:
        speaker = entry.link("speakers", record.speaker)
        name = name_of(speaker.name, speaker.names) if speaker else None
        yield _headed(name, None, f"{event}/speakers/{record.speaker}")


def _headed(name: Name | None, day: str | None, address: str) -> tuple[_Place, str]:
    _, kind, id = address.split("/", 2)
    heading = str(name or unnamed_label("speakers" if kind == "speakers" else "sessions", id))
    sorts = first(day) if day else "9999-99-99"
    return _Place(0, sorts, heading.casefold(), address), heading
