"""The lines that a record takes in a list."""

from collections.abc import Sequence

from textual.content import Content, Span

from summit_tui.app.styles import style
from summit_tui.app.wrapping import wrapped
from summit_tui.app.years import with_year, year_of
from summit_tui.archive import Entry
from summit_tui.archive.document import names_of
from summit_tui.archive.query import Term
from summit_tui.archive.words.spans import spans
from summit_tui.controls import one_line
from summit_tui.records import (
    Delegation,
    Event,
    Quote,
    Record,
    Session,
    Source,
    Speaker,
    delegations_of,
    participations,
)
from summit_tui.wording.attribution import attribution
from summit_tui.wording.card import held
from summit_tui.wording.days import in_words
from summit_tui.wording.names import Name, named

ROW_HEIGHT = {"quotes": 3}
"""Lines a row by kind; two for all others."""

_LEAST_WITH_YEAR = 20
"""Cells of a row that has room for a year."""

_BRIEF = 2_000
"""Characters of a text that a row looks at: a field may hold a whole book."""


def lit(text: str, terms: Sequence[Term]) -> Content:
    """Return `text` on one line with the words that were searched for lit."""
    plain = one_line(text)
    return Content(plain, _hits(plain, terms), strip_control_codes=False)


def _hits(plain: str, terms: Sequence[Term], at: int = 0) -> list[Span]:
    """Return where a text is lit that stands at a place of a line."""
    found = spans(plain, terms) if terms else ()
    return [Span(at + start, at + end, style("hit")) for start, end in found]


def brief(text: str) -> str:
    """Return the beginning of `text` on one line, more than any line of a screen can hold."""
    return one_line(text[:_BRIEF])


def record_lines(
    entry: Entry, width: int, terms: Sequence[Term], *, folded: bool = False, several: bool = False
) -> list[Content]:
    """Return the lines of a record: what it says or is called, then what places it.

    A statement that is `folded` stands for all of its remark. Among records of `several` events,
    a line without a date ends with the year of its event.
    """
    match entry.record:
        case Quote() as quote:
            said = wrapped(lit(brief(called(entry)), terms), max(1, width))
            if len(said) > 2:
                said[1] = (said[1].rstrip() + " …").truncate(width, ellipsis=True)
            placed = _placed(entry, quote, terms, width, folded=folded)
            return [*said[:2], *[Content("")] * (2 - len(said)), placed]
        case _:
            title = lit(brief(titled(entry)), terms)
            below = lit(brief(_below(entry)), terms).stylize_before(style("muted"))
            year = year_of(entry) if several and _is_undated(entry.record) else None
            if year and width >= _LEAST_WITH_YEAR:
                below = with_year(below.truncate(width - len(year) - 2, ellipsis=True), year, width)
            return [title, below]


def called(entry: Entry) -> str:
    """Return what a record is called; a statement is called as it may be shown to a reader."""
    if isinstance(entry.record, Quote):
        return attribution(entry).said
    return names_of(entry.record)[0]


def _is_undated(record: Record) -> bool:
    """Return whether the lines of a record bear no day by which its event may be known."""
    match record:
        case Session():
            return not (record.start or record.date)
        case Speaker() | Delegation():
            return True
    return False


def _placed(
    entry: Entry, quote: Quote, terms: Sequence[Term], width: int, *, folded: bool
) -> Content:
    """Return mode, speaker and source of a statement on one line.

    A day behind the speaker is when it was said, one behind the publisher when it was printed.
    In how many sources its remark stands is said first where it is folded, else if there is room.
    """
    speaker = entry.link("speakers", quote.speaker)
    source = entry.link("sources", quote.source)
    said = f" · {in_words(quote.date)}" if quote.date else ""
    printed = f", {in_words(source.published)}" if source and source.published else ""
    publisher = source.publisher if source else quote.source
    who = brief(speaker.name if speaker else quote.speaker)
    told = f" · {entry.accounts:,} sources" if folded and entry.accounts > 1 else ""
    where = brief(f"{told}{said} · {publisher}{printed}")
    mode = f"{quote.mode.upper():<11}"
    line = f"{mode}{who} {where}"
    behind = len(line) - len(where)
    lit_up = [
        Span(0, len(mode), style("label")),
        *_hits(who, terms, len(mode)),
        Span(behind, len(line), style("muted")),
        *_hits(where, terms, behind),
    ]
    placed = Content(line, lit_up, strip_control_codes=False)
    if folded or entry.accounts < 2:
        return placed
    marker = Content.styled(f"  ×{entry.accounts:,}", style("label"))
    return placed + marker if placed.cell_length + marker.cell_length <= width else placed


def titled(entry: Entry) -> str:
    """Return what heads a record: a name in both its scripts, or what it is called."""
    match entry.record:
        case Speaker() | Delegation() | Event() as one:
            return in_both_scripts(named(one.name, one.names))
        case Session() | Source() | Quote():
            return called(entry)


def in_both_scripts(name: Name) -> str:
    """Return a name followed by its other script, set apart by space alone."""
    return f"{name.text}  {name.other}" if name.other else name.text


def _below(entry: Entry) -> str:
    """Return what places a record, in a few words."""
    parts: list[str | None]
    match entry.record:
        case Session() as session:
            who = [entry.link("speakers", one.speaker) for one in participations(session)]
            parts = [session.type, _time(session), ", ".join(one.name for one in who if one)]
        case Speaker() as speaker:
            homes = [entry.link("delegations", id) for id in delegations_of(speaker)]
            # Each capacity with its time: the first alone may be one of another year.
            capacities = "; ".join(held(role) for role in speaker.roles)
            parts = [capacities or speaker.kind, *(home.name for home in homes if home)]
        case Delegation() as delegation:
            parts = [delegation.kind, delegation.region]
        case Source() as source:
            parts = [
                source.publisher,
                source.published and in_words(source.published),
                source.kind,
            ]
        case Event() as event:
            parts = [event.place, event.start and in_words(event.start)]
        case Quote():
            parts = []
    return " · ".join(part for part in parts if part) or "—"


def _time(session: Session) -> str | None:
    if session.start:
        return f"{in_words(session.start[:10])} {session.start[11:16]}"
    return in_words(session.date) if session.date else None
