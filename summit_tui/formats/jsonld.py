"""Linked data in the vocabulary of schema.org.

Direct speech is a `Quotation` whose creator is the speaker. What a source only reports is a `Claim`
that its publisher interpreted (`claimInterpreter`), with the source as its appearance.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution, event_name, role_in_words
from summit_tui.attribution.names import Name, record_name, unnamed_label
from summit_tui.attribution.publications import Publication, publications
from summit_tui.formats.data import dump, without_controls
from summit_tui.model.records import Delegation, Event, Quote, Session, Source, Speaker
from summit_tui.model.references import participations
from summit_tui.model.text import escape_controls, one_line

# `Any`: JSON-LD values are text, objects or lists of both.
_Node = dict[str, Any]

# Without a type: a kind that is unknown, or for which schema.org has none.
_SPEAKERS: Final = {"person": "Person", "organization": "Organization"}
_DELEGATIONS: Final = {
    "country": "Country",
    "international organization": "Organization",
    "government": "GovernmentOrganization",
    "company": "Corporation",
    "media": "NewsMediaOrganization",
}


def write_jsonld(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one graph, record by record."""
    start = '{\n"@context": "https://schema.org",\n"@graph": [\n'
    for entry in entries:
        yield start + dump(without_controls(_node(entry, language)))
        start = ",\n"
    yield "\n]\n}\n" if start == ",\n" else start + "]\n}\n"


def _node(entry: Entry, language: str | None) -> _Node:
    match entry.record:
        case Quote() as quote:
            node = _statement(attribution(entry, language), quote)
        case Event() as event:
            node = _event(event)
        case Session() as session:
            node = _session(entry, session)
        case Speaker() as speaker:
            node = _speaker(speaker)
        case Delegation() as delegation:
            type_ = _DELEGATIONS.get(delegation.kind or "")
            node = _named(type_, record_name(delegation))
        case Source():
            node = _source(publications(entry)[0])
    if not isinstance(entry.record, Quote | Source):
        node["subjectOf"] = [_source(source) for source in publications(entry)]
        node["description"] = _descriptions(entry.record)
    return _without_empty(node | {"identifier": escape_controls(str(entry.address))})


def _descriptions(record: Event | Session | Speaker | Delegation) -> str | list[str]:
    """Return the account that a source prints, the editor's, or both in this order."""
    printed = record.description if isinstance(record, Session | Speaker) else None
    texts = [one_line(text) for text in (printed, record.summary) if text]
    return texts[0] if len(texts) == 1 else texts


def _statement(parts: Attribution, quote: Quote) -> _Node:
    speaker = _named(_SPEAKERS.get(parts.speaker_kind or ""), parts.speaker)
    if parts.stated_capacity:
        # `jobTitle` is a property of persons alone, and has no room for where it is from.
        is_title = parts.speaker_kind == "person" and not parts.is_capacity_of_record
        speaker["jobTitle" if is_title else "description"] = parts.stated_capacity
    source = _source(parts.source)
    node: _Node = {
        "@type": "Quotation",
        "text": parts.text,
        "creator": speaker,
        "isBasedOn": source,
    }
    if parts.mode != "direct":
        node = {
            "@type": "Claim",
            "text": parts.text,
            "author": speaker,
            "claimInterpreter": {"name": parts.reporter},
            "appearance": source,
        }
    return node | {
        "description": parts.manner,
        "inLanguage": parts.language,
        "translationOfWork": _original(parts, node["@type"]),
        "dateCreated": parts.day,
        "recordedAt": parts.occasion and {"@type": "Event", "name": parts.occasion},
        "keywords": [one_line(topic) for topic in quote.topics],
    }


def _original(parts: Attribution, type_: str) -> _Node | None:
    if not parts.translated:
        return None
    return _without_empty(
        {"@type": type_, "text": parts.original, "inLanguage": parts.original_language}
    )


def _event(event: Event) -> _Node:
    place = [one_line(part) for part in (event.venue, event.place, event.country) if part]
    return _named("Event", record_name(event)) | {
        "startDate": event.start,
        "endDate": event.end,
        "location": ", ".join(place),
        "organizer": [
            {"name": one_line(who)} for who in (event.host, *event.organizers) if who is not None
        ],
        "sponsor": [{"name": one_line(who)} for who in event.supporters],
    }


def _session(entry: Entry, session: Session) -> _Node:
    return _named("Event", record_name(session)) | {
        "startDate": session.start or session.date,
        "endDate": session.end,
        "location": session.place and one_line(session.place),
        "superEvent": _named("Event", event_name(entry)),
        "performer": [_performer(entry, part.speaker) for part in participations(session)],
        "keywords": [one_line(topic) for topic in session.topics],
    }


def _performer(entry: Entry, id: str) -> _Node:
    speaker = entry.link("speakers", id)
    if not isinstance(speaker, Speaker):
        return _named(None, unnamed_label("speakers", id))
    return _named(_SPEAKERS.get(speaker.kind or ""), record_name(speaker))


def _speaker(speaker: Speaker) -> _Node:
    node = _named(_SPEAKERS.get(speaker.kind or ""), record_name(speaker))
    if speaker.kind == "person":
        node["jobTitle"] = [role_in_words(role) for role in speaker.roles]
    return node


def _source(source: Publication) -> _Node:
    return _without_empty(
        {
            "@type": "NewsArticle" if source.kind == "news" else "CreativeWork",
            "name": source.title,
            "genre": source.kind,
            "author": source.author and {"name": source.author},
            "publisher": source.publisher and {"name": source.publisher},
            "datePublished": source.published,
            "inLanguage": source.language,
            "url": source.web,
        }
    )


def _named(type_: str | None, name: Name) -> _Node:
    return _without_empty({"@type": type_, "name": name.text, "alternateName": name.other})


def _without_empty(node: Mapping[str, Any]) -> _Node:
    return {key: value for key, value in node.items() if value}
