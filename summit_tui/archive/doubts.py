"""Doubts about a statement that follow from the records alone, without the text of its source.

They are indexed: `has:doubts` finds the statements that have one. The linter reports them under
their codes, and every list and copy can tell them, since they need no more than what an entry has.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from summit_tui.archive.analysis.highlight import highlight
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.describe import Linked, day_of
from summit_tui.archive.query.tree import Term
from summit_tui.i18n import INTERFACE, Words, gettext
from summit_tui.model.dates import day_of_moment, is_before, may_include
from summit_tui.model.fields import Role, primary_language
from summit_tui.model.records import Event, Quote, Session, Source, Speaker
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


_IN_WORDS: Final[Mapping[str, str]] = {
    "W315": "a translation, called direct",
    "W403": "capacity of another time",
    "W501": "a day outside the event",
    "W507": "said after it was printed",
    "E508": "a day outside the session",
    "W509": "speaker not in the session",
    "W511": "another day than the speech",
}
"""The doubts that follow from the records, in a few words, by their codes."""
RECORD_DOUBTS: Final = frozenset(_IN_WORDS)
"""The codes of the doubts that follow from the records."""


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


def record_doubts(quote: Quote, event: str, linked: Linked) -> Iterator[Doubt]:
    """Yield the doubts about a statement of an event; `linked` has the records it refers to.

    Those whose code the statement ignores are none.
    """
    records = _records(quote, event, linked)
    for code, find in _CHECKS.items():
        if code not in quote.ignore:
            yield from find(quote, records)


def doubts_in_words(
    quote: Quote, event: str, linked: Linked, words: Words = INTERFACE
) -> list[str]:
    """Return the doubts about a statement in a few words each."""
    return [doubt_in_words(doubt.code, words) for doubt in record_doubts(quote, event, linked)]


def doubt_in_words(code: str, words: Words = INTERFACE) -> str:
    """Return a doubt that follows from the records in a few words; `KeyError` for another code."""
    return words.gettext(_IN_WORDS[code])


def doubts_with_code(code: str, quote: Quote, event: str, linked: Linked) -> Iterator[Doubt]:
    """Yield the doubts of one code about a statement."""
    return _CHECKS[code](quote, _records(quote, event, linked))


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


def _records(quote: Quote, event: str, linked: Linked) -> _Records:
    home = linked.get(("event", event))
    session = linked.get(("sessions", quote.session or ""))
    source = linked.get(("sources", quote.source))
    speaker = linked.get(("speakers", quote.speaker))
    return _Records(
        home if isinstance(home, Event) else None,
        session if isinstance(session, Session) else None,
        source if isinstance(source, Source) else None,
        speaker if isinstance(speaker, Speaker) else None,
    )


def _outside_event(quote: Quote, records: _Records) -> Iterator[Doubt]:
    if message := outside_event(quote.date, records.event):
        yield Doubt("W501", message, "date")


def _said_after_printed(quote: Quote, records: _Records) -> Iterator[Doubt]:
    published = records.source.published if records.source else None
    day = quote.date or days_of(records.session)[0]
    if is_before(published, day):
        template = "said on {day}, after its source was published on {published}; correct one"
        message = gettext(template, day=day, published=published)
        yield Doubt("W507", message, "date" if quote.date else "session")


def _outside_session(quote: Quote, records: _Records) -> Iterator[Doubt]:
    first, last = days_of(records.session)
    if is_before(quote.date, first) or is_before(last, quote.date):
        template = "the day is {day}, but the session was on {other}; correct one"
        yield Doubt("E508", gettext(template, day=quote.date, other=first or last), "date")


def _not_in_session(quote: Quote, records: _Records) -> Iterator[Doubt]:
    session = records.session
    if session is None or not session.speakers:
        return
    if voices_in(quote).isdisjoint(part.speaker for part in participations(session)):
        template = "‘{speaker}’ is none of the speakers of ‘{session}’; correct one"
        message = gettext(template, speaker=quote.speaker, session=session.id)
        yield Doubt("W509", message, "session")


def _not_of_speech(quote: Quote, records: _Records) -> Iterator[Doubt]:
    other = records.source.event_date if records.source else None
    first, last = (quote.date, quote.date) if quote.date else days_of(records.session)
    if is_before(other, first) or is_before(last, other):
        template = "said on {day}, in a source of what was said on {other}; correct one"
        yield Doubt("W511", gettext(template, day=first or last, other=other), "date")


def _in_another_language(quote: Quote, records: _Records) -> Iterator[Doubt]:
    if quote.mode != "direct" or quote.translated_from or records.source is None:
        return
    own, other = quote.language, records.source.language
    if own and other and primary_language(own) != primary_language(other):
        template = (
            "direct speech in ‘{language}’ from a source in ‘{other}’ is a translation; "
            "say so by `translated_from`, make it a paraphrase, or correct the language"
        )
        yield Doubt("W315", gettext(template, language=own, other=other), "language")


def _not_held(quote: Quote, records: _Records) -> Iterator[Doubt]:
    """Yield the capacity that the speaker held at other times.

    The day is that of the statement or its session; that of publication says too little.
    """
    if not quote.role or records.speaker is None or not records.speaker.roles:
        return
    day = quote.date or (records.session and day_of(records.session, {}))
    if not day:
        return
    by_title: dict[str, list[Role]] = {}
    for role in records.speaker.roles:
        if _is_title_of(role, quote.role):
            by_title.setdefault(normalize(role.title), []).append(role)
    for roles in by_title.values():
        # Of several such roles those count whose organization is named too.
        named = [role for role in roles if _is_named(role.organization, quote.role)] or roles
        if not any(may_include(role.from_, role.to, day) for role in named):
            yield Doubt("W403", _not_held_message(named[0], day), "role")


_CHECKS: Final[Mapping[str, Callable[[Quote, _Records], Iterator[Doubt]]]] = {
    "W315": _in_another_language,
    "W403": _not_held,
    "W501": _outside_event,
    "W507": _said_after_printed,
    "E508": _outside_session,
    "W509": _not_in_session,
    "W511": _not_of_speech,
}
"""What finds each doubt, by its code."""


def _is_title_of(role: Role, capacity: str) -> bool:
    """Tell whether a role's title stands in a capacity by itself, not as part of another title."""
    title = Term(tuple(normalize(role.title).split()))
    for start, end in highlight(capacity[:_MAX_CAPACITY], [title]):
        before = capacity[:start]
        follows_organization = bool(role.organization) and normalize(before).endswith(
            normalize(role.organization or "")
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
