"""A record that is not a statement, as a heading, facts with labels, and its sources."""

from typing import NamedTuple

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import event_name, role_in_words
from summit_tui.attribution.names import Name, language_in_words, name_of, unnamed_label
from summit_tui.attribution.publications import Publication, publications
from summit_tui.model.dates import in_words, span
from summit_tui.model.fields import Role
from summit_tui.model.kinds import Kind
from summit_tui.model.records import (
    Delegation,
    Event,
    Quote,
    Session,
    Source,
    Speaker,
    delegations_of,
    participations,
)
from summit_tui.model.text import one_line

_Fact = tuple[str, str | None]


class Summary(NamedTuple):
    """What is known of a record; every text is on one line."""

    heading: Name
    """Its name or title."""
    facts: tuple[tuple[str, str], ...]
    """Label and value of everything known, the most telling first."""
    sources: tuple[Publication, ...]
    """What it rests on; nothing for a source, which is one."""

    @property
    def gist(self) -> str:
        """The heading and the facts that tell it from its like, on one line."""
        telling = ("Event", "Date", "Place", "Role", "Delegation", "Kind", "Publisher")
        values = [value for label, value in self.facts if label in telling]
        return ", ".join([str(self.heading), *values])


def summarize(entry: Entry) -> Summary:
    """Return what is known of the record in `entry`, which is not a quote."""
    match entry.record:
        case Event() as event:
            heading, facts = name_of(event.name, event.names), _of_event(event)
        case Session() as session:
            heading, facts = name_of(session.title, session.titles), _of_session(entry, session)
        case Speaker() as speaker:
            heading, facts = name_of(speaker.name, speaker.names), _of_speaker(entry, speaker)
        case Delegation() as delegation:
            heading, facts = name_of(delegation.name, delegation.names), _of_delegation(delegation)
        case Source() as source:
            heading, facts = name_of(source.title, {}), _of_source(source)
        case Quote():
            raise TypeError("a statement has an attribution, not a card")
    known = tuple((label, one_line(value)) for label, value in facts if value)
    return Summary(heading, known, () if entry.address.kind == "sources" else publications(entry))


def _of_event(event: Event) -> list[_Fact]:
    place = ", ".join(part for part in (event.venue, event.place) if part)
    return [
        ("Theme", event.theme),
        ("Date", span(event.start, event.end)),
        ("Place", place),
        ("Country", event.country),
        ("Host", event.host),
        ("Organizers", ", ".join(event.organizers)),
        ("Supporters", ", ".join(event.supporters)),
        ("Attendance", event.attendance),
        ("Countries", event.countries),
        ("Summary", event.summary),
    ]


def _of_session(entry: Entry, session: Session) -> list[_Fact]:
    speakers = "; ".join(
        f"{_linked(entry, 'speakers', one.speaker)}{f', {one.role}' if one.role else ''}"
        for one in participations(session)
    )
    return [
        ("Event", str(event_name(entry))),
        ("Date", _when(session)),
        ("Place", session.place),
        ("Kind", session.type),
        ("Speakers", speakers),
        ("Topics", ", ".join(session.topics)),
        ("Summary", session.summary),
    ]


def _of_speaker(entry: Entry, speaker: Speaker) -> list[_Fact]:
    delegations = [str(_linked(entry, "delegations", id)) for id in delegations_of(speaker)]
    return [
        *(("Role", delegation_or_roles(role)) for role in speaker.roles),
        ("Delegation", ", ".join(delegations)),
        ("Also written", ", ".join(speaker.aliases)),
        ("Summary", speaker.summary),
    ]


def _of_delegation(delegation: Delegation) -> list[_Fact]:
    return [
        ("Kind", delegation.kind),
        ("Code", delegation.code),
        ("Region", delegation.region),
        ("Summary", delegation.summary),
    ]


def _of_source(source: Source) -> list[_Fact]:
    return [
        ("Publisher", source.publisher),
        ("Kind", source.kind),
        ("Author", source.author),
        ("Date", in_words(source.published) if source.published else None),
        ("Retrieved", in_words(source.retrieved) if source.retrieved else None),
        ("Language", language_in_words(source.language) if source.language else None),
        ("Address", source.url),
    ]


def _linked(entry: Entry, kind: Kind, id: str) -> Name:
    record = entry.link(kind, id)
    return name_of(record.name, record.names) if record else unnamed_label(kind, id)


def delegation_or_roles(role: Role) -> str:
    """Return a capacity and when it was held, as far as that is known."""
    period = span(role.from_, role.to)
    return f"{role_in_words(role)} ({period})" if period else role_in_words(role)


def _when(session: Session) -> str | None:
    """Return day and hours, the hours in the zone of the file."""
    start, end = session.start, session.end
    day = session.date or (start or end or "")[:10]
    if not start:
        return in_words(day) if day else None
    hours = start[11:16]
    if end and end[:10] == start[:10] and _zone(end) == _zone(start):
        hours += f"–{end[11:16]}"
    return f"{in_words(day)}, {hours} ({_zone(start)})"


def _zone(moment: str) -> str:
    return "UTC" if moment.endswith("Z") else f"UTC{moment[-6:]}"
