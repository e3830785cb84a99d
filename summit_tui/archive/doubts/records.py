"""Doubts about a statement that follow from what it refers to: who, when, in which language."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.positions import occurrences
from summit_tui.archive.doubts.claim import Claim, Doubt, Setting, Span
from summit_tui.i18n import gettext
from summit_tui.model.dates import is_before, may_include
from summit_tui.model.fields import Role, primary_language
from summit_tui.model.records import Event

_MAX_CAPACITY: Final = 2_000
"""The most characters of a capacity in which titles are looked for."""
_BEFORE_TITLE: Final = re.compile(
    r"(^|\b(and|the|an?|as|its|also)|['’]s|[^\w\s\-‐-―]|[和與与及兼暨])\s*$", re.IGNORECASE
)
"""What may come before a title: any other word makes it another one, as in “Vice Chairman”."""
_AFTER_TITLE: Final = re.compile(
    r"[\s\-‐-―]*(elect|designate|emeritus|emerita)\b|助理|候选人", re.IGNORECASE
)
"""What makes another capacity of the title that precedes it."""


def outside_event(day: str | None, event: Event | None) -> str | None:
    """Return a sentence where a day lies before or after an event."""
    if event is None:
        return None
    if is_before(day, event.start):
        template = "{day} lies before the event, which began on {start}"
        return gettext(template, day=day, start=event.start)
    if is_before(event.end, day):
        template = "{day} lies after the event, which ended on {end}"
        return gettext(template, day=day, end=event.end)
    return None


def at_another_time(claim: Claim, setting: Setting) -> Sequence[Doubt]:
    """Return the doubts about days that cannot all be right."""
    event, occasion, source = setting.event, setting.occasion, setting.source
    day = claim.date
    codes = _contradictions(
        day,
        occasion.days if occasion else (None, None),
        (event.start, event.end) if event else (None, None),
        source.published if source else None,
        source.event_date if source else None,
    )
    return [_contradiction(code, day, setting) for code in codes] if codes else ()


@lru_cache(maxsize=4_096)
def _contradictions(
    day: str | None, session: Span, event: Span, published: str | None, spoken: str | None
) -> Sequence[str]:
    """Return the codes of what days contradict: most statements share theirs with others.

    `session` and `event` are the first and the last day of both, `spoken` is that of the source's
    speech. A statement without a day was made on one of its session's.
    """
    first, last = (day, day) if day else session
    contradictions = {
        "W501": is_before(day, event[0]) or is_before(event[1], day),
        "W507": is_before(published, first),
        "E508": is_before(day, session[0]) or is_before(session[1], day),
        "W511": is_before(spoken, first) or is_before(last, spoken),
    }
    return [code for code, is_found in contradictions.items() if is_found]


def _contradiction(code: str, day: str | None, setting: Setting) -> Doubt:
    session = setting.occasion.days if setting.occasion else (None, None)
    first = day or session[0]
    source, field = setting.source, "date"
    match code:
        case "W501":
            message = outside_event(day, setting.event) or ""
        case "W507":
            template = "said on {day}, after its source was published on {published}; correct one"
            message = gettext(template, day=first, published=source and source.published)
            field = "date" if day else "session"
        case "E508":
            template = "the day is {day}, but the session was on {other}; correct one"
            message = gettext(template, day=day, other=session[0] or session[1])
        case _:
            template = "said on {day}, in a source of what was said on {other}; correct one"
            other = source and source.event_date
            message = gettext(template, day=first or session[1], other=other)
    return Doubt(code, message, field)


def not_in_session(claim: Claim, setting: Setting) -> Sequence[Doubt]:
    """Return the doubt about a speaker who took no part in the session."""
    guests = setting.occasion.guests if setting.occasion else None
    if guests and guests.isdisjoint(claim.voices):
        template = "‘{speaker}’ is none of the speakers of ‘{session}’; correct one"
        message = gettext(template, speaker=claim.speaker, session=claim.session)
        return [Doubt("W509", message, "session")]
    return ()


def not_in_language_of_source(claim: Claim, setting: Setting) -> Sequence[Doubt]:
    """Return the doubt about a translation that is called direct."""
    if claim.mode != "direct" or claim.translated_from or not claim.language:
        return ()
    own, source = claim.language, setting.source
    other = source.language if source else None
    if other and own != other and primary_language(own) != primary_language(other):
        template = (
            "direct speech in ‘{language}’ from a source in ‘{other}’ is a translation; "
            "say so by `translated_from`, make it a paraphrase, or correct the language"
        )
        return [Doubt("W315", gettext(template, language=own, other=other), "language")]
    return ()


def not_held(claim: Claim, setting: Setting) -> Sequence[Doubt]:
    """Return the capacity that the speaker held at other times.

    The day is that of the statement or its session; that of publication says too little.
    """
    if not claim.role or not setting.roles:
        return ()
    day = claim.date or (setting.occasion and setting.occasion.days[0])
    # The dates of most roles alone show that they contradict nothing.
    if not day or all(may_include(role.from_, role.to, day) for role in setting.roles):
        return ()
    by_title: dict[str, list[Role]] = {}
    for role in setting.roles:
        if _is_title_of(role.title, role.organization or "", claim.role):
            by_title.setdefault(normalize(role.title), []).append(role)
    doubts = []
    for roles in by_title.values():
        # Of several such roles those count whose organization is named too.
        named = [role for role in roles if _is_named(role.organization, claim.role)] or roles
        if not any(may_include(role.from_, role.to, day) for role in named):
            doubts.append(Doubt("W403", _not_held_message(named[0], day), "role"))
    return doubts


@lru_cache(maxsize=4_096)
def _is_title_of(title: str, organization: str, capacity: str) -> bool:
    """Return whether a role's title is in a capacity by itself, not as part of another title."""
    words = normalize(title).split()
    for start, end in occurrences(capacity[:_MAX_CAPACITY], words):
        before = capacity[:start]
        follows_organization = bool(organization) and normalize(before).endswith(
            normalize(organization)
        )
        if (follows_organization or _BEFORE_TITLE.search(before)) and not _AFTER_TITLE.match(
            capacity, end
        ):
            return True
    return False


def _is_named(organization: str | None, capacity: str) -> bool:
    return bool(organization) and f" {normalize(organization or '')} " in f" {normalize(capacity)} "


def _not_held_message(role: Role, day: str) -> str:
    """Return the message for a role that was held at other times than on `day`."""
    if not role.to:
        template = "‘{title}’ was held from {start}, not on {day}; correct one"
    elif not role.from_:
        template = "‘{title}’ was held until {end}, not on {day}; correct one"
    else:
        template = "‘{title}’ was held from {start} until {end}, not on {day}; correct one"
    return gettext(template, title=role.title, start=role.from_, end=role.to, day=day)
