"""Doubts about a statement that follow from the records alone, without the text of its source.

They are indexed: `has:doubts` finds the statements that have one. The linter reports them under
their codes, and every list and copy can tell them, since they need no more than what an entry has.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from summit_tui.archive.analysis.highlight import occurrences
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import Linked, day_of
from summit_tui.i18n import gettext
from summit_tui.model.dates import day_of_moment, is_before, may_include
from summit_tui.model.fields import Role, primary_language
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Event, Quote, Record, Session, Source, Speaker
from summit_tui.model.references import participations, voices_in

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


RECORD_DOUBTS_IN_WORDS: Final[Mapping[str, str]] = {
    "W315": gettext("a translation, called direct"),
    "W403": gettext("capacity of another time"),
    "W501": gettext("a day outside the event"),
    "W507": gettext("said after it was printed"),
    "E508": gettext("a day outside the session"),
    "W509": gettext("speaker not in the session"),
    "W511": gettext("another day than the speech"),
}
"""The doubts that follow from the records, in a few words, by their codes."""


Find = Callable[[Kind, str], Record | None]
"""Returns the record of a kind and an id in the event of a statement, or None."""


class Doubt(NamedTuple):
    """One thing that is doubtful with a statement."""

    code: str
    """The code under which the linter reports it."""
    message: str
    """A sentence that says what is wrong and what to do."""
    field: str
    """The field it is about."""


class _Records(NamedTuple):
    """The records that a statement refers to."""

    event: Event | None
    session: Session | None
    source: Source | None
    speaker: Speaker | None


def finder(linked: Linked) -> Find:
    """Return what finds a record among those that an entry refers to."""
    return lambda kind, id: linked.get((kind, id))


def record_doubts(quote: Quote, event: str, find: Find) -> list[Doubt]:
    """Return the doubts about a statement of an event; `find` has the records it refers to.

    Those whose code the statement ignores are none.
    """
    records = _records(quote, event, find)
    return [
        doubt
        for code, check in _CHECKS.items()
        if code not in quote.ignore
        for doubt in check(quote, records)
    ]


def is_doubtful(quote: Quote, event: str, find: Find) -> bool:
    """Tell whether there is a doubt about a statement, as `record_doubts` would return it."""
    records, ignored = _records(quote, event, find), quote.ignore
    return any(code not in ignored and check(quote, records) for code, check in _CHECKS.items())


def doubts_in_words(quote: Quote, event: str, linked: Linked) -> list[str]:
    """Return the doubts about a statement in a few words each; `linked` has what it refers to."""
    doubts = record_doubts(quote, event, finder(linked))
    return [RECORD_DOUBTS_IN_WORDS[doubt.code] for doubt in doubts]


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


def days_of(session: Session | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of a session, as far as known."""
    if session is None:
        return None, None
    first = session.date or (day_of_moment(session.start) if session.start else None)
    end = day_of_moment(session.end) if session.end else None
    return first, end if is_before(first, end) else first


def _records(quote: Quote, event: str, find: Find) -> _Records:
    home = find("event", event)
    session = find("sessions", quote.session) if quote.session else None
    source = find("sources", quote.source)
    speaker = find("speakers", quote.speaker)
    return _Records(
        home if isinstance(home, Event) else None,
        session if isinstance(session, Session) else None,
        source if isinstance(source, Source) else None,
        speaker if isinstance(speaker, Speaker) else None,
    )


def _span(quote: Quote, records: _Records) -> tuple[str | None, str | None]:
    """Return the first and the last day on which a statement may have been made."""
    return (quote.date, quote.date) if quote.date else days_of(records.session)


def _outside_event(quote: Quote, records: _Records) -> Sequence[Doubt]:
    if quote.date and (message := outside_event(quote.date, records.event)):
        return [Doubt("W501", message, "date")]
    return ()


def _said_after_printed(quote: Quote, records: _Records) -> Sequence[Doubt]:
    source = records.source
    if source is None or not source.published:
        return ()
    day = _span(quote, records)[0]
    if is_before(source.published, day):
        template = "said on {day}, after its source was published on {published}; correct one"
        message = gettext(template, day=day, published=source.published)
        return [Doubt("W507", message, "date" if quote.date else "session")]
    return ()


def _outside_session(quote: Quote, records: _Records) -> Sequence[Doubt]:
    if not quote.date or not quote.session:
        return ()
    first, last = days_of(records.session)
    if is_before(quote.date, first) or is_before(last, quote.date):
        template = "the day is {day}, but the session was on {other}; correct one"
        return [Doubt("E508", gettext(template, day=quote.date, other=first or last), "date")]
    return ()


def _not_in_session(quote: Quote, records: _Records) -> Sequence[Doubt]:
    session = records.session
    if session is None or not session.speakers:
        return ()
    guests = {part.speaker for part in participations(session)}
    if quote.speaker not in guests and voices_in(quote).isdisjoint(guests):
        template = "‘{speaker}’ is none of the speakers of ‘{session}’; correct one"
        message = gettext(template, speaker=quote.speaker, session=session.id)
        return [Doubt("W509", message, "session")]
    return ()


def _not_of_speech(quote: Quote, records: _Records) -> Sequence[Doubt]:
    source = records.source
    if source is None or not source.event_date:
        return ()
    other, (first, last) = source.event_date, _span(quote, records)
    if is_before(other, first) or is_before(last, other):
        template = "said on {day}, in a source of what was said on {other}; correct one"
        return [Doubt("W511", gettext(template, day=first or last, other=other), "date")]
    return ()


def _in_another_language(quote: Quote, records: _Records) -> Sequence[Doubt]:
    if quote.mode != "direct" or quote.translated_from or not quote.language:
        return ()
    own, source = quote.language, records.source
    other = source.language if source else None
    if other and own != other and primary_language(own) != primary_language(other):
        template = (
            "direct speech in ‘{language}’ from a source in ‘{other}’ is a translation; "
            "say so by `translated_from`, make it a paraphrase, or correct the language"
        )
        return [Doubt("W315", gettext(template, language=own, other=other), "language")]
    return ()


def _not_held(quote: Quote, records: _Records) -> Sequence[Doubt]:
    """Return the capacity that the speaker held at other times.

    The day is that of the statement or its session; that of publication says too little.
    """
    speaker = records.speaker if quote.role else None
    if not quote.role or speaker is None or not speaker.roles:
        return ()
    session = None if quote.date else records.session
    day = quote.date or (session and day_of(session, {}))
    # Most roles can be told from their dates alone not to contradict anything.
    if not day or all(may_include(role.from_, role.to, day) for role in speaker.roles):
        return ()
    by_title: dict[str, list[Role]] = {}
    for role in speaker.roles:
        if _is_title_of(role.title, role.organization or "", quote.role):
            by_title.setdefault(normalize(role.title), []).append(role)
    doubts = []
    for roles in by_title.values():
        # Of several such roles those count whose organization is named too.
        named = [role for role in roles if _is_named(role.organization, quote.role)] or roles
        if not any(may_include(role.from_, role.to, day) for role in named):
            doubts.append(Doubt("W403", _not_held_message(named[0], day), "role"))
    return doubts


_CHECKS: Final[Mapping[str, Callable[[Quote, _Records], Sequence[Doubt]]]] = {
    "W315": _in_another_language,
    "W403": _not_held,
    "W501": _outside_event,
    "W507": _said_after_printed,
    "E508": _outside_session,
    "W509": _not_in_session,
    "W511": _not_of_speech,
}
"""What finds each doubt, by its code."""


@lru_cache(maxsize=4_096)
def _is_title_of(title: str, organization: str, capacity: str) -> bool:
    """Tell whether a role's title stands in a capacity by itself, not as part of another title."""
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
