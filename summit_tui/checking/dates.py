"""Days and times that contradict one another; a date that is known in part only never does."""

from collections.abc import Iterator
from datetime import datetime

from summit_tui.archive import Entry
from summit_tui.checking.finding import Finding
from summit_tui.records import Event, Quote, Session, Speaker
from summit_tui.values import Role


def dated_wrongly(entry: Entry) -> Iterator[Finding]:
    """Yield what is wrong with the dates of a record, by themselves and beside its event's."""
    match entry.record:
        case Event(start=start, end=end):
            if end and is_before(end, start):
                yield Finding("E503", f"the event ends on {end}, before {start}", "end")
        case Speaker(roles=roles):
            yield from (_backward(role) for role in roles if is_before(role.to, role.from_))
        case Session() as session:
            yield from _session(entry, session)
        case Quote(date=date):
            yield from _outside(entry, date, "date")


def is_before(day: str | None, other: str | None) -> bool:
    """Tell whether all of `day` lies before all of `other`; unknown ones lie nowhere."""
    return bool(day and other) and _last(day or "") < _first(other or "")


def _first(day: str) -> str:
    return f"{day}-01-01"[:10]


def _last(day: str) -> str:
    # As text a 31st sorts behind every day of its month, whether or not the month has it.
    return day + {4: "-12-31", 7: "-31"}.get(len(day), "")


def _backward(role: Role) -> Finding:
    message = f"the role ‘{role.title}’ ends in {role.to}, before {role.from_}; correct one"
    return Finding("E504", message, "roles")


def _session(entry: Entry, session: Session) -> Iterator[Finding]:
    start, end = session.start, session.end
    if start and end and datetime.fromisoformat(end) < datetime.fromisoformat(start):
        yield Finding("E502", f"the session ends at {end}, before {start}; correct one", "end")
    field = "date" if session.date else "start"
    yield from _outside(entry, session.date or (start and start[:10]), field)


def _outside(entry: Entry, day: str | None, field: str) -> Iterator[Finding]:
    event: Event | None = entry.link("event", entry.address.event)
    if event is None:
        return
    if is_before(day, event.start):
        yield Finding("W501", f"{day} lies before the event, which began on {event.start}", field)
    elif is_before(event.end, day):
        yield Finding("W501", f"{day} lies after the event, which ended on {event.end}", field)
