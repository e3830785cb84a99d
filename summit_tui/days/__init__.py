"""Statements by day and session, from years down to speakers.

A row has a query for its statements; how many of each mode it has is asked for when it is drawn.
A day is when something was said. What only its printing dates has rows of its own, which say so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Literal, get_args

from summit_tui.archive import Archive, Entry, FacetValue, Search
from summit_tui.archive.query.tree import (
    And,
    Facet,
    Node,
    Not,
    On,
    RefersTo,
    Restriction,
    all_of,
    any_of,
)
from summit_tui.attribution.facet_values import readers_values
from summit_tui.attribution.names import record_name
from summit_tui.i18n import READER, gettext
from summit_tui.model.dates import in_words
from summit_tui.model.fields import Mode
from summit_tui.model.kinds import Address
from summit_tui.model.records import Session

Level = Literal["years", "days", "sessions", "speakers"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""How near one looks, from afar to near."""
MODES: Final[tuple[Mode, ...]] = ("direct", "partial", "paraphrase")
"""The modes in the order in which a row has its statements."""

MAX_ROWS: Final = 200
"""Rows after which further days have no rows of their sessions: they have one each."""
_MAX_SESSIONS: Final = 100
"""Sessions of one day."""
_MAX_SPEAKERS: Final = 30
"""Speakers of one session; the rest has one row."""
_FULL_DAY: Final = len("YYYY-MM-DD")

SAID: Final = Facet("has", "date")
"""Matches statements of which it is stated when they were said."""

IN_SESSION: Final = Facet("has", "session")
"""Matches statements that name their session."""

Counts = Mapping[Mode, int]
"""How many statements of each mode a row has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A heading, or the statements that share a year, a day, a session or a speaker."""

    label: str
    node: Node | None = None
    """The query for its statements; None for a heading."""
    choices: tuple[tuple[Restriction, str], ...] = ()
    """What limits a list to them, each with its label."""
    query: str = ""
    """What a query has to say besides, so that a list has them and no others."""
    depth: int = 1
    """0 for a heading, 1 for a row, 2 for a row below a row."""
    day: str | None = None
    """The day that it is of, if it is of one."""
    session: Address | None = None
    """The session that it is of, if it is of one."""


@dataclass(frozen=True, slots=True)
class Outline:
    """All rows of a level, and what no row says."""

    level: Level
    rows: tuple[Row, ...]
    without_day: int
    """Statements of which no full day is stated on which they were said."""
    missing: int
    """Statements of days beyond those that an archive lists."""
    has_hours: bool
    """Does a session say at what hour it began?"""
    total: int
    """All statements."""


def outline(archive: Archive, scope: Node, level: Level, *, newest_first: bool = False) -> Outline:
    """Return the rows of a level for what `scope` finds."""
    counted = archive.facets(scope, "quotes")["day"]
    days = {_day(value): value.count for value in counted}
    if scope == And():
        # A session without statements is shown too, but not where a query asks for statements.
        days |= {
            day: days.get(day, 0)
            for value in archive.facets(scope, "sessions")["day"]
            if (day := _day(value)) is not None
        }
    known = sorted((day for day in days if day is not None), reverse=newest_first)
    total = archive.counts(scope)["quotes"]
    partial = (On(day) for day in known if len(day) < _FULL_DAY)
    dated = archive.counts(all_of((scope, SAID)))["quotes"]
    vague = archive.counts(all_of((scope, SAID, any_of(partial))))["quotes"]
    if level == "years":
        rows = list(_year_rows(scope, known))
    elif level == "days":
        rows = list(_day_rows(scope, known))
    else:
        rows = list(_session_rows(archive, scope, known, by_speaker=level == "speakers"))
    if days.get(None):
        node = all_of((scope, On(None)))
        rows += [Row(gettext("No day stated"), None, depth=0)]
        rows += [Row(gettext("neither said nor printed on a known day"), node, _on(None))]
    hours = archive.counts(Facet("has", "hours"))["sessions"]
    missing = max(0, total - sum(days.values()))
    return Outline(level, tuple(rows), total - dated + vague, missing, bool(hours), total)


def _day(value: FacetValue) -> str | None:
    return value.restriction.day if isinstance(value.restriction, On) else None


def _on(day: str | None) -> tuple[tuple[Restriction, str], ...]:
    return ((On(day), in_words(day) if day else gettext("date not stated")),)


def _year_rows(scope: Node, days: Sequence[str]) -> Iterator[Row]:
    for year, group in groupby(days, key=lambda day: day[:4]):
        node = any_of(On(day) for day in group)
        yield Row(year, all_of((scope, node)), query=f"date:{year}")


def _day_rows(scope: Node, days: Sequence[str]) -> Iterator[Row]:
    for year, group in groupby(days, key=lambda day: day[:4]):
        yield Row(year, depth=0)
        for day in group:
            yield Row(in_words(day), all_of((scope, On(day))), _on(day), day=day)


def _session_rows(
    archive: Archive, scope: Node, days: Sequence[str], *, by_speaker: bool
) -> Iterator[Row]:
    number = 0
    for day in days:
        rows = list(_rows_of_day(archive, scope, day)) if number < MAX_ROWS else []
        if not rows:
            rows = [Row(gettext("all sessions"), all_of((scope, On(day))), _on(day), day=day)]
        elif by_speaker:
            rows = [inner for row in rows for inner in _with_speakers(archive, row)]
        number += len(rows)
        yield Row(in_words(day), depth=0, day=day)
        yield from rows


def _rows_of_day(archive: Archive, scope: Node, day: str) -> Iterator[Row]:
    """Yield a row for each session of a day, for what was said outside, for what was printed."""
    on = all_of((scope, On(day)))
    sessions = archive.search(Search(On(day), "sessions"), limit=_MAX_SESSIONS).hits
    for entry in sessions:
        if not isinstance(entry.record, Session):
            continue
        refers = RefersTo(entry.address)
        node = all_of((on, refers))
        if scope == And() or archive.counts(node)["quotes"]:
            title = record_name(entry.record, READER).text
            choices = (*_on(day), (refers, title))
            yield Row(title, node, choices, day=day, session=entry.address)
    if archive.counts(node := all_of((on, SAID, Not(IN_SESSION))))["quotes"]:
        label = gettext("session not stated")
        yield Row(label, node, _on(day), "has:date -has:session", day=day)
    others = Not(any_of(RefersTo(entry.address) for entry in sessions))
    if archive.counts(node := all_of((on, SAID, IN_SESSION, others)))["quotes"]:
        yield Row(gettext("in a session of another day"), node, day=day)
    if archive.counts(node := all_of((on, Not(SAID))))["quotes"]:
        yield Row(gettext("printed then, said by then"), node, _on(day), "-has:date", day=day)


def _with_speakers(archive: Archive, row: Row) -> Iterator[Row]:
    """Yield a row, and below it one for each of its speakers where there are several."""
    if row.node is None:
        yield row
        return
    speakers = readers_values(archive, archive.facets(row.node, "quotes")["speaker"])
    if len(speakers) < 2:
        label = f"{row.label} · {speakers[0].label}" if speakers else row.label
        yield replace(row, label=label)
        return
    yield replace(row, node=None)
    shown = speakers[:_MAX_SPEAKERS]
    for value in shown:
        choices = (*row.choices, (value.restriction, value.label))
        node = all_of((row.node, value.restriction))
        yield Row(value.label, node, choices, row.query, 2, row.day)
    if len(speakers) > len(shown):
        others = all_of((row.node, Not(any_of(value.restriction for value in shown))))
        yield Row(gettext("other speakers"), others, (), "", 2, row.day)


def mode_counts(archive: Archive, row: Row) -> Counts:
    """Return how many statements of each mode a row has."""
    if row.node is None:
        return {}
    of_mode = {mode: all_of((row.node, Facet("mode", mode))) for mode in MODES}
    return {mode: archive.counts(node)["quotes"] for mode, node in of_mode.items()}


def statement(archive: Archive, row: Row, counts: Counts, position: int) -> Entry | None:
    """Return a statement of a row by its position, counted from 0; None where there is none."""
    for mode in MODES:
        if position < counts.get(mode, 0) and row.node is not None:
            node = all_of((row.node, Facet("mode", mode)))
            hits = archive.search(Search(node, "quotes"), position, 1).hits
            return hits[0] if hits else None
        position -= counts.get(mode, 0)
    return None


def default_level(height: int) -> Level:
    """Return how near one looks at first where a graph is `height` cells high."""
    return "speakers" if height >= 30 else "sessions"  # over 30 rows have room for speakers
