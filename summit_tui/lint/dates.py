"""Rules for days and times that do not go together."""

from collections.abc import Iterator

from summit_tui.archive import Entry
from summit_tui.archive.doubts import outside_event
from summit_tui.i18n import gettext
from summit_tui.lint.rule import RecordDoubtRule, Rule, Violation
from summit_tui.model.dates import day_of_moment, is_before, is_moment_before
from summit_tui.model.records import Event, Quote, Session, Source, Speaker


class DateOutsideEvent(Rule):
    """A session or a statement is dated before or after its event."""

    code = "W501"
    title = "The date lies outside the event."
    explanation = (
        "Right for a press conference before it or an interview after it: silence the check on "
        'that record. Else correct the date. Example: `date = "2024-04-14"` where the event '
        "began on 2025-04-14."
    )
    bad = 'quotes.paraphrase.date = "2025-04-13"'
    good = 'quotes.paraphrase.date = "2025-04-15"'
    kinds = ("sessions", "quotes")

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Session(date=None, start=str() as start):
                day, field = day_of_moment(start), "start"
            case Session(date=str() as day) | Quote(date=str() as day):
                field = "date"
            case _:
                return
        if message := outside_event(day, entry.link("event", entry.address.event)):
            yield Violation(message, field)


class SessionEndsBeforeStart(Rule):
    """A session has an end that is earlier than its start."""

    code = "E502"
    title = "The session ends before it begins."
    explanation = (
        "Correct `start` or `end`; mind their zones. Example: from 10:00+08:00 to 03:00+01:00 is "
        "no time at all, to 01:00+00:00 is an hour too early."
    )
    bad = 'sessions.forum.end = "2025-04-14T00:59:59Z"'
    good = 'sessions.forum.end = "2025-04-14T03:00:00Z"'
    kinds = ("sessions",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Session(start=str() as start, end=str() as end) if is_moment_before(end, start):
                template = "the session ends at {end}, before {start}; correct one"
                yield Violation(gettext(template, end=end, start=start), "end")


class DateDiffersFromStart(Rule):
    """A session has a date that is not the day of its start."""

    code = "E506"
    title = "The session's date is not the day on which it begins."
    explanation = (
        "Correct `date` or `start`, or leave `date` out: the day of `start` in its own zone "
        'counts. Example: `date = "2025-04-13"`, `start = "2025-04-14T09:30:00+08:00"`.'
    )
    bad = """
quotes.direct.date = "2025-04"
sessions.forum.date = "2025-04-14"
sessions.forum.start = "2025-04-15T09:00:00+08:00"
sessions.forum.end = "2025-04-15T10:00:00+08:00"
"""
    good = """
quotes.direct.date = "2025-04"
sessions.forum.date = "2025-04-15"
sessions.forum.start = "2025-04-15T09:00:00+08:00"
sessions.forum.end = "2025-04-15T10:00:00+08:00"
"""
    kinds = ("sessions",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Session(date=str() as day, start=str() as start) if not start.startswith(day):
                template = "the date is {day}, but the session begins at {start}; correct one"
                yield Violation(gettext(template, day=day, start=start), "date")


class SaidAfterPrinted(RecordDoubtRule):
    """A statement was said after its source was published."""

    code = "W507"
    title = "The statement was made after its source was published."
    explanation = (
        "A source cannot have what was not yet said, unless it was handed out before. Correct "
        "`date` or `session` of the statement, or `published` of its source; mind that a report "
        "of the night before may bear the next day. Example: said on 2025-04-15 in an article of "
        "2025-04-14."
    )
    bad = 'sources.wire.published = "2025-04-13"'
    good = 'sources.wire.published = "2025-04-14"'


class DateNotOfSession(RecordDoubtRule):
    """The day of a statement is not one of its session's."""

    code = "E508"
    title = "The statement's day is not one of its session."
    explanation = (
        "`date` says one day and the session another. Leave `date` out where there is a session: "
        'then its day counts. Else correct one of them. Example: `date = "2025-04-15"` in a '
        "session of 2025-04-14."
    )
    bad = 'quotes.direct.date = "2025-04-15"'
    good = 'quotes.direct.date = "2025-04"'


class RetrievedBeforePublished(Rule):
    """A source was read before it was published."""

    code = "E510"
    title = "The source was read before it was published."
    explanation = (
        "Correct `retrieved` or `published`. Example: `retrieved = "
        '"2025-04-10"`, `published = "2025-04-16"`.'
    )
    bad = 'sources.wire.retrieved = "2025-04-10"'
    good = 'sources.wire.retrieved = "2025-04-16"'
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        source = entry.record
        if isinstance(source, Source) and is_before(source.retrieved, source.published):
            template = "read on {day}, before it was published on {published}; correct one"
            message = gettext(template, day=source.retrieved, published=source.published)
            yield Violation(message, "retrieved")


class SaidOnAnotherDay(RecordDoubtRule):
    """A statement is dated on another day than the occasion that its source is of."""

    code = "W511"
    title = "The statement's day is not that of the speech."
    explanation = (
        "The source is of an occasion on one day, by `event_date`, and the statement was made on "
        "another. Correct one of them. Example: a statement of 2025-04-14 from the transcript of "
        "a speech of 2025-04-15."
    )
    bad = 'sources.wire.event_date = "2025-04-15"'
    good = 'sources.wire.event_date = "2025-04-14"'


class EventEndsBeforeStart(Rule):
    """An event has a last day before its first."""

    code = "E503"
    title = "The event ends before it begins."
    explanation = 'Correct `start` or `end`. Example: `start = "2025-04-15"`, `end = "2025-04-14"`.'
    bad = """
earlier.event = {id = "summit-2024", name = "The Summit", start = "2024-04-15", end = "2024-04-14"}
"""
    good = """
earlier.event = {id = "summit-2024", name = "The Summit", start = "2024-04-14", end = "2024-04-15"}
"""
    kinds = ("event",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        match entry.record:
            case Event(start=start, end=str() as end) if is_before(end, start):
                template = "the event ends on {end}, before {start}"
                yield Violation(gettext(template, end=end, start=start), "end")


class RoleEndsBeforeStart(Rule):
    """A role of a speaker has an end before its start."""

    code = "E504"
    title = "The role ends before it begins."
    explanation = 'Correct `from` or `to`. Example: `from = "2024-05"`, `to = "2023"`.'
    bad = 'speakers.lindqvist.roles = [{title = "Envoy", from = "2024-05", to = "2023"}]'
    good = 'speakers.lindqvist.roles = [{title = "Envoy", from = "2023", to = "2024-05"}]'
    kinds = ("speakers",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        speaker = entry.record
        for role in speaker.roles if isinstance(speaker, Speaker) else ():
            if is_before(role.to, role.from_):
                template = "the role ‘{title}’ ends in {end}, before {start}; correct one"
                message = gettext(template, title=role.title, end=role.to, start=role.from_)
                yield Violation(message, "roles")
