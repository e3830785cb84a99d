"""The content of a brief: statements under headings, and the numbered sources they rest on.

Its order depends on the records alone: the same records make the same brief, in whatever order they
come.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import event_name
from summit_tui.attribution.names import record_name, unnamed_label
from summit_tui.attribution.publications import Publication, publications
from summit_tui.formats import Grouping
from summit_tui.i18n import ENGLISH, Words, gettext
from summit_tui.model.dates import first
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Quote, Session
from summit_tui.model.references import speakers_of
from summit_tui.model.text import value_line

LIMIT: Final = 20_000
"""The most records that a brief groups, as all of them are in memory at once."""


_NEVER: Final = "9999-99-99"
"""Sorts after every day, for what has none."""


class _SortKey(NamedTuple):
    """What a heading is sorted by."""

    rank: int
    """0 for a heading of its own, 1 where none is stated, 2 for records that are no statements."""
    day: str
    """The session's day, where briefs are grouped by session and it is known."""
    caseless: str
    """The heading without regard to case."""
    key: str
    """The address of the record in the heading, which distinguishes namesakes; empty for topics."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some records under one heading."""

    heading: str
    """On one line."""
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Brief:
    """The content of a brief, before it is rendered."""

    title: str
    """The events, on one line."""
    groups: Sequence[Group]
    numbers: dict[Publication, int]
    """The sources in the order of their first use, with their numbers, from 1."""
    words: Words
    """The words of the document."""

    def notes(self, entry: Entry) -> list[int]:
        """Return the numbers of the sources of a record."""
        return list(
            dict.fromkeys(
                self.numbers[_as_printed(source)] for source in publications(entry, self.words)
            )
        )


def brief(entries: Iterable[Entry], by: Grouping, words: Words = ENGLISH) -> Brief:
    """Return the records grouped, each record once under each of its headings.

    Raises `ValueError` for more than `LIMIT` records.
    """
    known: dict[str, Entry] = {}
    for number, entry in enumerate(entries):
        known.setdefault(str(entry.address), entry)
        if number >= LIMIT:
            raise ValueError(
                gettext(
                    "A brief groups at most {limit} records. Narrow the query, or take another "
                    "form.",
                    limit=LIMIT,
                )
            )
    rows = [
        (key, *_order(entry), heading, entry)
        for entry in known.values()
        for key, heading in _headings(entry, by, words)
    ]
    rows.sort(key=lambda row: row[:3])
    events = sorted({str(event_name(entry, words)) for entry in known.values()})
    count = len({entry.address.event for entry in known.values()})
    groups = [
        _group(key, [(heading, entry) for *_, heading, entry in group], count)
        for key, group in groupby(rows, key=lambda row: row[0])
    ]
    numbers: dict[Publication, int] = {}
    for group in groups:
        for entry in group.entries:
            for source in publications(entry, words):
                numbers.setdefault(_as_printed(source), len(numbers) + 1)
    return Brief(words.groups(events), groups, numbers, words)


def _as_printed(source: Publication) -> Publication:
    """Return a source without its key, which no reader sees: two events may have the same one."""
    return source._replace(key="") if source.known else source


def _group(key: _SortKey, rows: Sequence[tuple[str, Entry]], events: int) -> Group:
    # Topics that differ in case alone are one; the order must not decide which spelling heads it.
    heading = min(heading for heading, _ in rows)
    if events > 1 and key.key:
        heading = f"{heading} [{key.key.split('/')[0]}]"
    return Group(heading, [entry for _, entry in rows])


def _order(entry: Entry) -> tuple[str, str]:
    """Return the sort key of a record under its heading: by day, those without one last."""
    day = getattr(entry.record, "date", None) or _session_day(entry)
    return (first(day) if day else _NEVER, str(entry.address))


def _session_day(entry: Entry) -> str | None:
    record = entry.record
    session = entry.link("sessions", record.session) if isinstance(record, Quote) else record
    if not isinstance(session, Session):
        return None
    return session.date or (session.start[:10] if session.start else None)


def _headings(entry: Entry, by: Grouping, words: Words) -> Iterator[tuple[_SortKey, str]]:
    """Yield the headings under which a record is, each with its sort key."""
    record = entry.record
    if not isinstance(record, Quote):
        yield _SortKey(2, "", "", ""), words.gettext("Other records")
    elif by == "topic":
        topics = sorted(map(value_line, record.topics), reverse=True)
        for caseless, topic in {topic.casefold(): topic for topic in topics}.items():
            yield _SortKey(0, "", caseless, ""), topic
        if not record.topics:
            yield _SortKey(1, "", "", ""), words.gettext("No topic stated")
    elif by == "speaker":
        for id in speakers_of(record):
            yield _record_heading(entry, "speakers", id, "", words)
    elif record.session:
        day = _session_day(entry)
        at = first(day) if day else _NEVER
        yield _record_heading(entry, "sessions", record.session, at, words)
    else:
        yield _SortKey(1, "", "", ""), words.gettext("No session stated")


def _record_heading(
    entry: Entry, kind: Kind, id: str, day: str, words: Words
) -> tuple[_SortKey, str]:
    """Return the heading that names a linked record; headings of one kind are sorted by `day`."""
    record = entry.link(kind, id)
    heading = str(record_name(record, words) if record else unnamed_label(kind, id))
    key = str(Address(entry.address.event, kind, id))
    return _SortKey(0, day, heading.casefold(), key), heading
