"""A capacity that its holder did not have on the day of the statement."""

import re
from collections.abc import Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.document import day_of
from summit_tui.archive.query import Term
from summit_tui.archive.words.folding import fold
from summit_tui.archive.words.spans import spans
from summit_tui.checking.dates import is_before
from summit_tui.checking.finding import Finding
from summit_tui.records import Quote, Session, Speaker
from summit_tui.values import Role

_BEFORE: Final = re.compile(
    r"(^|\b(and|the|an?|as|its|also)|['’]s|[^\w\s\-‐-―]|[和与與及兼暨])\s*$", re.IGNORECASE
)
"""What may stand before a title: any other word makes it another one, as in “Vice Chairman”."""
_OTHERWISE: Final = re.compile(
    r"[\s\-‐-―]*(elect|designate|emeritus|emerita)\b|助理|候选人", re.IGNORECASE
)
"""What makes another capacity of the title that precedes it."""


_LONGEST: Final = 2_000
"""Characters of a capacity in which titles are looked for."""


def unheld(entry: Entry) -> Iterator[Finding]:
    """Yield each title in the statement's capacity that the speaker's roles put at other times.

    The day is that of the statement or its session; that of publication says too little.
    """
    quote = entry.record
    if not isinstance(quote, Quote) or not quote.role:
        return
    speaker: Speaker | None = entry.link("speakers", quote.speaker)
    session: Session | None = entry.link("sessions", quote.session)
    day = quote.date or (session and day_of(session, {}))
    if speaker is None or not day:
        return
    by_title: dict[str, list[Role]] = {}
    for role in speaker.roles:
        if _stands_in(role, quote.role):
            by_title.setdefault(fold(role.title), []).append(role)
    for roles in by_title.values():
        # Of several such posts those are meant whose organization is named too.
        meant = [one for one in roles if _is_named(one.organization, quote.role)] or roles
        if not any(_covers(role, day) for role in meant):
            message = f"‘{meant[0].title}’ was held {_when(meant[0])}, not on {day}; correct one"
            yield Finding("W403", message, "role")


def _stands_in(role: Role, capacity: str) -> bool:
    """Tell whether a role's title stands in a capacity by itself, not as part of another title."""
    title = Term(tuple(fold(role.title).split()))
    for start, end in spans(capacity[:_LONGEST], [title]):
        before = capacity[:start]
        is_place = bool(role.organization) and fold(before).endswith(fold(role.organization or ""))
        if (is_place or _BEFORE.search(before)) and not _OTHERWISE.match(capacity, end):
            return True
    return False


def _is_named(organization: str | None, capacity: str) -> bool:
    return bool(organization) and f" {fold(organization or '')} " in f" {fold(capacity)} "


def _covers(role: Role, day: str) -> bool:
    return not is_before(day, role.from_) and not is_before(role.to, day)


def _when(role: Role) -> str:
    parts = (f"from {role.from_}" if role.from_ else "", f"until {role.to}" if role.to else "")
    return " ".join(filter(None, parts))
