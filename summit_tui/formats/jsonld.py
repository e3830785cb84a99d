"""Linked data in the vocabulary of schema.org, with terms of W3C's Provenance and Web Annotation.

Direct speech is a `Quotation` whose creator is the speaker. What a source only reports is a `Claim`
that its publisher interpreted (`claimInterpreter`), with the source as its appearance.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution, event_name, role_in_words
from summit_tui.attribution.names import Name, locator_in_words, record_name, unnamed_label
from summit_tui.attribution.publications import Publication, publications, web_address
from summit_tui.formats.data import without_controls
from summit_tui.i18n import ENGLISH
from summit_tui.model.field_table import names_by_language
from summit_tui.model.fields import PersonName, Translator, seconds_of
from summit_tui.model.json_text import dump_json
from summit_tui.model.kinds import Address
from summit_tui.model.records import Delegation, Event, Quote, Session, Source, Speaker
from summit_tui.model.references import on_behalf_of, participations, speech_by
from summit_tui.model.text import escape_controls, value_line

# `Any`: JSON-LD values are text, objects or lists of both.
_Node = dict[str, Any]

_CONTEXT: Final = (
    '["https://schema.org", '
    '{"prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#"}]'
)

# Without a type: a kind that is unknown, or for which schema.org has none.
_SPEAKERS: Final = {
    "person": "Person",
    "organization": "Organization",
    "document": "CreativeWork",
}
_SOURCES: Final = {
    "news": "NewsArticle",
    "editorial": "OpinionNewsArticle",
    "opinion": "OpinionNewsArticle",
    "report": "Report",
    "social post": "SocialMediaPosting",
}
_RECORDINGS: Final = {"audio": "AudioObject", "video": "VideoObject"}
_DELEGATIONS: Final = {
    "country": "Country",
    "international organization": "Organization",
    "government": "GovernmentOrganization",
    "company": "Corporation",
    "media": "NewsMediaOrganization",
}


def write_jsonld(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one graph, record by record."""
    start = f'{{\n"@context": {_CONTEXT},\n"@graph": [\n'
    for entry in entries:
        yield start + dump_json(without_controls(_node(entry, language)))
        start = ",\n"
    yield "\n]\n}\n" if start == ",\n" else start + "]\n}\n"


def _node(entry: Entry, language: str | None) -> _Node:
    match entry.record:
        case Quote() as quote:
            node = _statement(entry, attribution(entry, language, ENGLISH), quote)
        case Event() as event:
            node = _event(event)
        case Session() as session:
            node = _session(entry, session)
        case Speaker() as speaker:
            node = _speaker(speaker)
        case Delegation() as delegation:
            type_ = _DELEGATIONS.get(delegation.kind or "")
            node = _named(type_, record_name(delegation, ENGLISH))
        case Source() as source:
            node = _source(publications(entry, ENGLISH)[0]) | _details(entry, source)
            node |= _terms_of_use(source)
    if not isinstance(entry.record, Quote | Source):
        if other_names := _other_names(entry.record):
            node["alternateName"] = other_names
        node["subjectOf"] = [_source(source) for source in publications(entry, ENGLISH)]
        node["description"] = _descriptions(entry.record)
    return _without_empty(node | {"identifier": escape_controls(str(entry.address))})


def _other_names(record: Event | Session | Speaker | Delegation) -> list[_Node | str]:
    """Return the names of a record in other languages, and other spellings that sources print."""
    aliases = record.aliases if isinstance(record, Speaker) else ()
    return [*_tagged(names_by_language(record)), *map(value_line, aliases)]


def _descriptions(record: Event | Session | Speaker | Delegation) -> str | list[str]:
    """Return the account that a source prints, the editor's, or both in this order."""
    printed = record.description if isinstance(record, Session | Speaker) else None
    texts = [value_line(text) for text in (printed, record.summary) if text]
    return texts[0] if len(texts) == 1 else texts


def _statement(entry: Entry, parts: Attribution, quote: Quote) -> _Node:
    source = _source(parts.source)
    node: _Node = {
        "@type": "Quotation",
        "text": parts.text,
        "creator": _voices(entry, parts, quote),
        "isBasedOn": source,
    }
    if parts.mode != "direct":
        node = {
            "@type": "Claim",
            "text": parts.text,
            "author": _voices(entry, parts, quote),
            "claimInterpreter": {"name": parts.reporter},
            "appearance": source,
        }
    source["pagination"] = parts.locator
    return _turn(entry, quote, node) | {
        "description": parts.manner,
        "genre": quote.act,
        "audience": [_named("Audience", name) for name in parts.voices.addressees],
        "contributor": [_performer(entry, id) for id in quote.relayed_by],
        "citation": [_performer(entry, id) for id in quote.quoting],
        "inLanguage": parts.language,
        "translationOfWork": _original(parts, node["@type"]),
        "translator": _translator(parts, parts.translations[0].translator)
        if parts.translated
        else None,
        "workTranslation": list(_translations(parts, quote, node["@type"])),
        "dateCreated": parts.day,
        "recordedAt": parts.occasion and {"@type": "Event", "name": parts.occasion},
        "keywords": [value_line(topic) for topic in quote.topics],
        "oa:hasTarget": _target(parts, quote),
    }


def _voices(entry: Entry, parts: Attribution, quote: Quote) -> _Node | list[_Node]:
    """Return who made a statement: one speaker, or all of a joint one."""
    speaker = _named(_SPEAKERS.get(parts.speaker_kind or ""), parts.speaker)
    if parts.recorded_capacity:
        # `jobTitle` is a property of persons alone, and has no room for where it is from.
        is_title = parts.speaker_kind == "person" and not parts.is_capacity_of_record
        speaker["jobTitle" if is_title else "description"] = parts.recorded_capacity
    principals = [_performer(entry, id) for id in on_behalf_of(quote)]
    speaker |= _without_empty({"prov:actedOnBehalfOf": principals})
    joint = [_performer(entry, id) for id in quote.joint_speakers]
    return [speaker, *joint] if joint else speaker


def _turn(entry: Entry, quote: Quote, node: _Node) -> _Node:
    """Return a statement as a question or an answer too, where it is one."""
    question = entry.link("quotes", quote.answer_to)
    if quote.answer_to:
        asked = {"@type": "Question", "text": question and value_line(question.text)}
        address = Address(entry.address.event, "quotes", quote.answer_to)
        asked["identifier"] = escape_controls(str(address))
        return node | {"@type": [node["@type"], "Answer"], "parentItem": _without_empty(asked)}
    if quote.act in ("question", "answer"):
        return node | {"@type": [node["@type"], quote.act.capitalize()]}
    return node


def _original(parts: Attribution, type_: str) -> _Node | None:
    """Return the work of which a statement is a translation: its words, as far as they are known.

    Of a text that its source has only in translation no more than the language is.
    """
    if not parts.translated:
        return None
    original = None if parts.text == parts.original else parts.original
    return _without_empty({"@type": type_, "text": original, "inLanguage": parts.original_language})


def _translations(parts: Attribution, quote: Quote, type_: str) -> Iterator[_Node]:
    """Yield the translations of the text, unless it is one of them itself."""
    for tag, text in quote.translations.items() if parts.text == parts.original else ():
        yield _without_empty(
            {
                "@type": type_,
                "text": value_line(text),
                "inLanguage": tag,
                "translator": _translator(parts, quote.translators.get(tag)),
            }
        )


def _translator(parts: Attribution, translator: Translator | None) -> _Node | None:
    """Return who translated a statement: the publisher of its source, or a description."""
    if translator == "source":
        return {"name": parts.reporter}
    return {"description": translator} if translator else None


def _target(parts: Attribution, quote: Quote) -> _Node | None:
    """Return where in its source a statement is (W3C Web Annotation, selectors)."""
    selectors: list[_Node] = []
    if excerpt := quote.excerpt:
        selector = {"oa:exact": excerpt.exact, "oa:prefix": excerpt.prefix}
        selector |= {"@type": "oa:TextQuoteSelector", "oa:suffix": excerpt.suffix}
        selectors.append(_without_empty(selector))
    if quote.locator and (fragment := quote.locator.time_fragment):
        conforms = {"@id": "http://www.w3.org/TR/media-frags/"}
        selectors.append(
            {
                "@type": "oa:FragmentSelector",
                "http://purl.org/dc/terms/conformsTo": conforms,
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#value": fragment,
            }
        )
    if not selectors:
        return None
    source = parts.source.web and {"@id": parts.source.web}
    target = {"@type": "oa:SpecificResource", "oa:hasSource": source, "oa:hasSelector": selectors}
    return _without_empty(target)


def _event(event: Event) -> _Node:
    names = [value_line(part) for part in (event.venue, event.place, event.country) if part]
    return _named("Event", record_name(event, ENGLISH)) | {
        "startDate": event.start,
        "endDate": event.end,
        "location": ", ".join(names),
        "organizer": [
            {"name": value_line(who)} for who in (event.host, *event.organizers) if who is not None
        ],
        "sponsor": [{"name": value_line(who)} for who in event.supporters],
    }


def _session(entry: Entry, session: Session) -> _Node:
    return _named("Event", record_name(session, ENGLISH)) | {
        "startDate": session.start or session.date,
        "endDate": session.end,
        "location": session.place and value_line(session.place),
        "superEvent": _named("Event", event_name(entry, ENGLISH)),
        "performer": [_performer(entry, part.speaker) for part in participations(session)],
        "keywords": [value_line(topic) for topic in session.topics],
    }


def _performer(entry: Entry, id: str) -> _Node:
    speaker = entry.link("speakers", id)
    if not isinstance(speaker, Speaker):
        return _named(None, unnamed_label("speakers", id))
    return _named(_SPEAKERS.get(speaker.kind or ""), record_name(speaker, ENGLISH))


def _speaker(speaker: Speaker) -> _Node:
    node = _named(_SPEAKERS.get(speaker.kind or ""), record_name(speaker, ENGLISH))
    if speaker.kind == "person":
        node["jobTitle"] = [role_in_words(role) for role in speaker.roles]
        node |= {"familyName": _line(speaker.family_name), "givenName": _line(speaker.given_name)}
    return node


def _source(source: Publication) -> _Node:
    return _without_empty(
        {
            "@type": _SOURCES.get(source.kind or "", "CreativeWork"),
            "name": source.title,
            "genre": source.kind,
            "author": source.author and {"name": source.author},
            "publisher": source.publisher and {"name": source.publisher},
            "datePublished": source.published,
            "inLanguage": source.language,
            "url": source.web,
        }
    )


def _details(entry: Entry, source: Source) -> _Node:
    """Return what a source is, of which occasion and by whom, beyond where it was published."""
    series = {"@type": "CreativeWorkSeries", "name": _line(source.programme)}
    occasion = {
        "@type": "Event",
        "name": _line(source.event_title),
        "location": _line(source.event_place),
        "startDate": source.event_date,
    }
    recording = {
        "@type": _RECORDINGS.get(source.medium or "", "MediaObject"),
        "duration": _iso_duration(source.duration),
    }
    return {
        "genre": list(filter(None, (source.kind, _line(source.genre)))),
        "creator": [_performer(entry, id) for id in speech_by(source)],
        "contributor": [_performer(entry, id) for id in source.speakers],
        "translator": _makers(source.translator),
        "isPartOf": series if source.programme else None,
        "reportNumber": _line(source.number) if source.kind == "report" else None,
        "pagination": ", ".join(filter(None, (_line(source.page), _passage(source)))),
        "publisher": _publisher(source),
        "recordedAt": _without_empty(occasion) if any([*occasion.values()][1:]) else None,
        "associatedMedia": _without_empty(recording) if source.medium else None,
        "alternateName": _tagged(source.titles),
    }


def _passage(source: Source) -> str | None:
    """Return where in a source the passage is that is cited."""
    return locator_in_words(source.locator, ENGLISH) if source.locator else None


def _publisher(source: Source) -> _Node:
    """Return who published a source, by all names, and what they are a part of."""
    return _without_empty(
        {
            "name": value_line(source.publisher),
            "alternateName": _tagged(source.publisher_names),
            "parentOrganization": source.parent_organization
            and {"name": value_line(source.parent_organization)},
        }
    )


def _tagged(texts: Mapping[str, str]) -> list[_Node]:
    return [{"@value": value_line(text), "@language": tag} for tag, text in texts.items()]


def _iso_duration(duration: str | None) -> str | None:
    """Return a length in ISO 8601, None where it is not stated in figures."""
    try:
        return f"PT{seconds_of(duration)}S" if duration else None
    except ValueError:
        return None


def _line(text: str | None) -> str | None:
    return value_line(text) if text else None


def _makers(names: str | tuple[PersonName, ...] | None) -> list[_Node]:
    """Return names in the parts that a record has."""
    if isinstance(names, str):
        return [{"name": value_line(names)}]
    return [
        _without_empty(
            {
                "name": _line(name.name),
                "familyName": _line(name.family_name),
                "givenName": _line(name.given_name),
            }
        )
        for name in names or ()
    ]


def _terms_of_use(source: Source) -> _Node:
    """Return what a source says of its copies, changes and use."""
    licence = web_address(source.licence)
    return {
        "archivedAt": web_address(source.archived_at),
        "correction": [
            _without_empty(
                {
                    "@type": "CorrectionComment",
                    "text": value_line(correction.text),
                    "datePublished": correction.date,
                }
            )
            for correction in source.corrections
        ],
        "license": licence or (source.licence and value_line(source.licence)),
        "isBasedOn": source.syndicated_from
        and _without_empty(
            {
                "@type": "CreativeWork",
                "publisher": {"name": value_line(source.syndicated_from.publisher)},
                "url": web_address(source.syndicated_from.url),
            }
        ),
    }


def _named(type_: str | None, name: Name) -> _Node:
    return _without_empty({"@type": type_, "name": name.text, "alternateName": name.other})


def _without_empty(node: Mapping[str, Any]) -> _Node:
    return {key: value for key, value in node.items() if value}
