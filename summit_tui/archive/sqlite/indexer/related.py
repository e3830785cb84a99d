"""What referenced records add to a document, computed once for each combination."""

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from summit_tui.archive.analysis.normalize import INITIALS, common_grams, normalize
from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.archive.describe import (
    GROUPS,
    Properties,
    References,
    day_of,
    label_of,
    names_of,
    shared_properties,
    slug,
)
from summit_tui.archive.name_order import name_sort_keys, publisher_sort_key
from summit_tui.archive.sqlite.indexer.documents import Ids
from summit_tui.archive.sqlite.indexer.facet_writer import Terms
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.indexer.staged import StagedRecords
from summit_tui.archive.sqlite.terms import (
    GAP,
    SOURCE_WORD,
    NewTerm,
    country_term,
    encode_terms,
    join_distinct,
    normalize_distinct,
)
from summit_tui.model.field_table import facet_fields
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Delegation, Event, Record, Session, Source, Speaker
from summit_tui.model.references import delegations_of

RecordT = TypeVar("RecordT", bound=Record)

_CACHED: Final = 8_192
"""Speakers, delegations and events: records that share them are near each other."""


class RelatedTerm(NamedTuple):
    """What some records add to the documents of all records that refer to them.

    A tuple because one is made of every combination.
    """

    columns: Sequence[str]
    """Normalized text for each column in `GROUP_TABLES`, of which `unshown` is for tokens that no
    reader sees; the encoded terms are the last item."""
    facets: tuple[Terms, ...] = ()
    """Their terms in each facet of their group."""
    sort_keys: tuple[str, ...] = ()
    """By which the referring records are sorted, one for each order of their group."""
    referred: Sequence[int] = ()
    """The numbers of these records and of those that come with them, such as the delegation of a
    speaker."""


class _Reference(NamedTuple):
    """What stands for a record where it is referred to."""

    term: int
    numbers: tuple[int, ...]
    """The number of the record; empty where there is none."""


class _SpeakerTerms(NamedTuple):
    """What a speaker adds; cached, since a speaker is in several combinations."""

    names: Sequence[str]
    """Normalized."""
    grams: str
    """The common grams in the names."""
    reference: _Reference
    delegations: Ids
    properties: Properties
    sort_keys: tuple[str, ...]
    """Empty where there is no such record."""


class _DelegationTerms(NamedTuple):
    """What a delegation adds; cached, since most of them have several speakers."""

    names: Sequence[str]
    """Normalized."""
    grams: str
    """The common grams in the names."""
    reference: _Reference
    region: Terms
    """One term or none."""
    country: Terms
    """The term of its names and code, and that of its code alone; none where it has neither."""
    properties: Properties


class RelatedTerms:
    """Computes what each combination adds, in an index that is being built."""

    def __init__(self, staged: StagedRecords, readings: ReadingResolver) -> None:
        self._staged = staged
        self._readings = readings
        self._terms = staged.terms
        self._of_records = array("I", bytes(4 * len(staged)))
        """The term that stands for each record, by its number; 1 more than its number, 0 if none.

        There are as many of them as speakers and sources: as text, they took half a gigabyte."""
        self._speaker = lru_cache(_CACHED)(self._speaker_terms)
        self._delegation = lru_cache(_CACHED)(self._delegation_terms)
        self._event = lru_cache(_CACHED)(self._event_reference)

    def people(self, event: int, speaker_ids: Ids, delegation_ids: Ids) -> RelatedTerm:
        """Return what speakers with their delegations, and further delegations, add."""
        speakers = [self._speaker(event, id) for id in speaker_ids]
        if len(speakers) == 1 and not delegation_ids and not speakers[0].delegations:
            return self._lone_speaker(self._event(event), speakers[0])
        further = chain.from_iterable(speaker.delegations for speaker in speakers)
        delegations = [
            self._delegation(event, id) for id in dict.fromkeys((*delegation_ids, *further))
        ]
        of_event = self._event(event)
        everybody: tuple[_SpeakerTerms | _DelegationTerms, ...] = (*speakers, *delegations)
        references = [of_event, *(each.reference for each in everybody)]
        terms = _terms(references)
        of_speakers, of_delegations = terms[1 : len(speakers) + 1], terms[len(speakers) + 1 :]
        regions = dict.fromkeys(chain.from_iterable(each.region for each in delegations))
        countries = dict.fromkeys(chain.from_iterable(each.country for each in delegations))
        of_both = chain.from_iterable(each.properties for each in everybody)
        properties = self._property_terms("people", of_both)
        return RelatedTerm(
            (
                join_distinct(chain.from_iterable(each.names for each in speakers)),
                join_distinct(chain.from_iterable(each.names for each in delegations)),
                " ".join(each.grams for each in everybody),
                encode_terms(chain(terms, regions, countries, *properties)),
            ),
            ((of_event.term,), of_speakers, of_delegations, tuple(regions), *properties),
            next((speaker.sort_keys for speaker in speakers if speaker.sort_keys), ()),
            _numbers(references),
        )

    def _lone_speaker(self, event: _Reference, speaker: _SpeakerTerms) -> RelatedTerm:
        """Return the same for one speaker without a delegation, faster: there may be very many."""
        terms = (event.term, speaker.reference.term)
        properties = self._property_terms("people", speaker.properties)
        encoded = encode_terms(chain(terms, *properties))
        return RelatedTerm(
            (join_distinct(speaker.names), "", speaker.grams, encoded),
            ((event.term,), (speaker.reference.term,), (), (), *properties),
            speaker.sort_keys,
            (*event.numbers, *speaker.reference.numbers),
        )

    def sources(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sources add."""
        records = self._records(event, "sources", ids, Source)
        references = self._references(event, "sources", ids, records)
        terms = _terms(references)
        sources = [source for source in records if source]
        words = [
            " ".join(SOURCE_WORD + word for word in normalize(text).split())
            for source in sources
            for text in (source.id, source.title)
        ]
        publishers = normalize_distinct(
            name
            for source in sources
            for name in (source.publisher, *source.publisher_names.values())
        )
        first = sources[0] if sources else None
        properties = self._property_terms(
            "source", chain.from_iterable(map(shared_properties, sources))
        )
        encoded = encode_terms(chain(terms, *properties))
        return RelatedTerm(
            (publishers, f"{GAP.join(words)} {common_grams(publishers)}", encoded),
            (terms, *properties),
            (publisher_sort_key(first),) if first else (),
            _numbers(references),
        )

    def sessions(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sessions add."""
        records = self._records(event, "sessions", ids, Session)
        references = self._references(event, "sessions", ids, records)
        names = normalize_distinct(self._names(event, "sessions", ids, records))
        sessions = (session for session in records if session)
        properties = self._property_terms(
            "session", chain.from_iterable(map(shared_properties, sessions))
        )
        encoded = encode_terms(chain(_terms(references), *properties))
        columns = (names, common_grams(names), encoded)
        return RelatedTerm(columns, properties, referred=_numbers(references))

    def topics(self, topics: tuple[str, ...]) -> RelatedTerm:
        """Return what topics add."""
        numbers = (self._terms.number(f"topic={slug(topic)}", topic) for topic in topics)
        terms = tuple(dict.fromkeys(numbers))
        words = normalize_distinct(topics)
        return RelatedTerm((words, common_grams(words), encode_terms(terms)), (terms,))

    def time(self, mode: str | None, day: str | None) -> RelatedTerm:
        """Return what the day of a record and the mode of a statement add."""
        modes = (self._terms.number(f"mode={mode}", mode),) if mode else ()
        if day:
            term = self._terms.number(f"d={day}", day)
            wider = [self._terms.number(token) for token in (f"y={day[:4]}", f"m={day[:7]}")]
        else:
            term, wider = self._terms.number("undated", "date not stated"), []
        encoded = encode_terms((*modes, term, *wider))
        return RelatedTerm(("", encoded), (modes, (term,)), (day or "",))

    def properties(self, properties: Properties) -> RelatedTerm:
        """Return what the values of those of a record's own fields add that are facets."""
        terms = self._property_terms("property", properties)
        return RelatedTerm(("", encode_terms(chain.from_iterable(terms))), terms)

    def _property_terms(
        self, group: str, properties: Iterable[tuple[str, str]]
    ) -> tuple[Terms, ...]:
        """Return the terms in each facet of a group that the table of fields declares."""
        by_facet: dict[str, list[int]] = {
            facet: [] for facet in GROUPS[group] if facet in facet_fields()
        }
        for facet, text in properties:
            words = normalize(text)
            number = self._terms.number(f"{facet}={slug(text)}", text, facet, words)
            by_facet[facet].append(number)
        return tuple(tuple(dict.fromkeys(numbers)) for numbers in by_facet.values())

    def involved(self, event: int, references: References) -> tuple[str, list[NewTerm]]:
        """Return the names and terms of those who are involved in a statement."""
        names: list[str] = []
        terms: list[NewTerm] = []
        for kind, id in references:
            record = self._staged.record(event, kind, id)
            normalized: list[str] = []
            if kind == "speakers":
                (speaker,) = self._records(event, kind, (id,), Speaker)
                spelled = _with_pinyin(self._names(event, kind, (id,), (speaker,)))
                # A search by initials means who said something, not who is involved.
                normalized = [name for name in spelled if not name.startswith(INITIALS)]
            names += normalized
            token = f"involves={self._staged.events[event]}/{kind}/{id}"
            words = join_distinct(normalized)
            label = label_of(record) if record else id
            terms.append((token, label, "involves", words))
        return join_distinct(names), terms

    def session_day(self, event: int, session_id: str | None) -> str | None:
        """Return the day of a statement's session, or None."""
        session = self._staged.record(event, "sessions", session_id) if session_id else None
        return day_of(session, {}) if session else None

    def source_day(self, event: int, source_id: str) -> str | None:
        """Return the day on which a statement's source was published, or None."""
        source = self._staged.record(event, "sources", source_id)
        return day_of(source, {}) if source else None

    def _event_reference(self, number: int) -> _Reference:
        """Return what stands for an event."""
        id = self._staged.events[number]
        event = self._staged.record(number, "event", id)
        names = names_of(event) if isinstance(event, Event) else []
        label = names[0] if names else id
        names += self._readings.names(number, "event", id)
        words = normalize_distinct([id, *names])
        of_record = self._staged.number(number, "event", id)
        return _Reference(
            self._terms.number(f"event={id}", label, "event", words),
            () if of_record is None else (of_record,),
        )

    def _speaker_terms(self, event: int, id: str) -> _SpeakerTerms:
        (speaker,) = self._records(event, "speakers", (id,), Speaker)
        (reference,) = self._references(event, "speakers", (id,), (speaker,))
        names = _with_pinyin(self._names(event, "speakers", (id,), (speaker,)))
        if speaker is None:
            return _SpeakerTerms(names, common_grams(*names), reference, (), (), ())
        delegations, sort_keys = delegations_of(speaker), name_sort_keys(speaker)
        properties, grams = shared_properties(speaker), common_grams(*names)
        return _SpeakerTerms(names, grams, reference, delegations, properties, sort_keys)

    def _delegation_terms(self, event: int, id: str) -> _DelegationTerms:
        (delegation,) = self._records(event, "delegations", (id,), Delegation)
        (reference,) = self._references(event, "delegations", (id,), (delegation,))
        names = list(map(normalize, self._names(event, "delegations", (id,), (delegation,))))
        region: Terms = ()
        country: Terms = ()
        if delegation and delegation.region:
            region = (self._region_term(delegation.region),)
        if delegation and (delegation.code or delegation.kind == "country"):
            country = (
                self._terms.number(*country_term([delegation.code or "", *names_of(delegation)])),
            )
        if delegation and delegation.code and delegation.kind in (None, "country", "region"):
            # Exact: the words of the term above may also be those of a name, such as "St".
            country = (*country, self._terms.number(f"code={delegation.code.lower()}"))
        properties = shared_properties(delegation) if delegation else ()
        return _DelegationTerms(names, common_grams(*names), reference, region, country, properties)

    def _region_term(self, region: str) -> int:
        return self._terms.number(f"region={slug(region)}", region, "region", normalize(region))

    def _records(
        self, event: int, kind: Kind, ids: Ids, cls: type[RecordT]
    ) -> list[RecordT | None]:
        """Return the records of a kind and class, None where there is no such record."""
        records = (self._staged.record(event, kind, id) for id in ids)
        return [record if isinstance(record, cls) else None for record in records]

    def _names(
        self, event: int, kind: Kind, ids: Ids, records: Sequence[Record | None]
    ) -> list[str]:
        """Return the ids of records with all their names, also those that only sources print."""
        names: list[str] = []
        for id, record in zip(ids, records, strict=True):
            names.append(id)
            if record:
                names += (*names_of(record), *self._readings.names(event, kind, id))
        return names

    def _references(
        self, event: int, kind: Kind, ids: Ids, records: Sequence[Record | None]
    ) -> list[_Reference]:
        """Return what stands for some records in those that refer to them."""
        return [
            self._reference(event, kind, id, label_of(record) if record else id)
            for id, record in zip(ids, records, strict=True)
        ]

    def _reference(self, event: int, kind: Kind, id: str, label: str) -> _Reference:
        token = f"ref={self._staged.events[event]}/{kind}/{id}"
        number = self._staged.number(event, kind, id)
        if number is None:
            return _Reference(self._terms.number(token, label), ())
        if not self._of_records[number]:
            self._of_records[number] = self._terms.add(token, label) + 1
        return _Reference(self._of_records[number] - 1, (number,))


def _terms(references: Iterable[_Reference]) -> Terms:
    return tuple(reference.term for reference in references)


def _numbers(references: Iterable[_Reference]) -> Sequence[int]:
    return [number for reference in references for number in reference.numbers]


def _with_pinyin(names: Sequence[str]) -> list[str]:
    """Return names normalized, followed by the pinyin of those in Han characters."""
    forms = (form for name in names if not name.isascii() for form in pinyin_of(name))
    return [*map(normalize, names), *forms]
