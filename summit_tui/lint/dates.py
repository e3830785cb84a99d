"""Codes for days and times that do not go together."""

from collections.abc import Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.dates import day_of_moment, is_before, is_moment_before
from summit_tui.model.fields import Role
from summit_tui.model.records import Event, Quote, Session, Speaker

DATES: Final = (
    Rule(
        "W501",
        "The date lies outside the event.",
        "Right for a press conference before it or an interview after it: silence the check on "
        'that record. Else correct the date. Example: `date = "2024-04-14"` where the event '
        "began on 2025-04-14.",
    ),
    Rule(
        "E502",
        "The session ends before it begins.",
        "Correct `start` or `end`; mind their zones. Example: from 10:00+08:00 to 03:00+01:00 is "
        "no time at all, to 01:00+00:00 is an hour too early.",
    ),
    Rule(
        "E503",
        "The event ends before it begins.",
        'Correct `start` or `end`. Example: `start = "2025-04-15"`, `end = "2025-04-14"`.',
    ),
    Rule(
        "E504",
        "The role ends before it begins.",
        'Correct `from` or `to`. Example: `from = "2024-05"`, `to = "2023"`.',
    ),
    Rule(
        "W505",
        "The statements of one remark were made on different days.",
        "Then they are two remarks. Correct `date` or `session`, or give each a remark of its own. "
        "The day is that of the statement or its session, not that of publication; `2025-04` and "
        '`2025-04-14` do not differ. Example: `date = "2025-04-14"` on one and `date = '
        '"2025-04-15"` on the other.',
    ),
)


def date_violations(entry: Entry) -> Iterator[Violation]:
    """Yield what is wrong with the dates of a record, by themselves and beside its event's."""
    match entry.record:
        case Event(start=start, end=end):
            if end and is_before(end, start):
                yield Violation("E503", f"the event ends on {end}, before {start}", "end")
        case Speaker(roles=roles):
            yield from (_backward(role) for role in roles if is_before(role.to, role.from_))
        case Session() as session:
            yield from _session(entry, session)
        case Quote(date=date):
            yield from _outside(entry, date, "date")


def _backward(role: Role) -> Violation:
    message = f"the role ‘{role.title}’ ends in {role.to}, before {role.from_}; correct one"
    return Violation("E504", message, "roles")


def _session(entry: Entry, session: Session) -> Iterator[Violation]:
    start, end = session.start, session.end
    if start and end and is_moment_before(end, start):
        yield Violation("E502", f"the session ends at {end}, before {start}; correct one", "end")
    field = "date" if session.date else "start"
    yield from _outside(entry, session.date or (start and day_of_moment(start)), field)


def _outside(entry: Entry, day: str | None, field: str) -> Iterator[Violation]:
    event: Event | None = entry.link("event", entry.address.event)
    if event is None:
        return
    if is_before(day, event.start):
        yield Violation("W501", f"{day} lies before the event, which began on {event.start}", field)
    elif is_before(event.end, day):
        yield Violation("W501", f"{day} lies after the event, which ended on {event.end}", field)
