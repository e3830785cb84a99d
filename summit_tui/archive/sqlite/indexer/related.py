"""What referenced records add to a document, computed once for each combination."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

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
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.indexer.documents import Ids
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns, Terms
from summit_tui.archive.sqlite.indexer.relations import ReadingResolver
from summit_tui.archive.sqlite.indexer.spill import Spill
from summit_tui.archive.sqlite.indexer.staged import QUOTES, StagedRecords
from summit_tui.archive.sqlite.terms import (
    GAP,
    SOURCE_WORD,
    NewTerm,
    country_term,
    decode_terms,
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
    referred: Terms = ()
    """The terms that stand for these records and for those that come with them, such as the
    delegation of a speaker."""


class _SpeakerTerms(NamedTuple):
    """What a speaker adds; cached, since a speaker is in several combinations."""

    names: Sequence[str]
    """Normalized."""
    grams: str
    """The common grams in the names."""
    term: int
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
    term: int
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
        self._speaker = lru_cache(_CACHED)(self._speaker_terms)
        self._delegation = lru_cache(_CACHED)(self._delegation_terms)
        self._event = lru_cache(_CACHED)(self._event_term)

    def people(self, event: int, speaker_ids: Ids, delegation_ids: Ids) -> RelatedTerm:
        """Return what speakers with their delegations, and further delegations, add."""
        speakers = [self._speaker(event, id) for id in speaker_ids]
        if len(speakers) == 1 and not delegation_ids and not speakers[0].delegations:
            return self._lone_speaker(self._event(event), speakers[0])
        of_speakers = chain.from_iterable(speaker.delegations for speaker in speakers)
        delegations = [
            self._delegation(event, id) for id in dict.fromkeys((*delegation_ids, *of_speakers))
        ]
        event_term = self._event(event)
        speaker_terms = tuple(speaker.term for speaker in speakers)
        delegation_terms = tuple(delegation.term for delegation in delegations)
        regions = dict.fromkeys(chain.from_iterable(each.region for each in delegations))
        countries = dict.fromkeys(chain.from_iterable(each.country for each in delegations))
        of_both = (
            *(each.properties for each in speakers),
            *(each.properties for each in delegations),
        )
        properties = self._property_terms("people", chain.from_iterable(of_both))
        encoded = encode_terms(
            chain((event_term, *speaker_terms, *delegation_terms), regions, countries, *properties)
        )
        grams = (*(each.grams for each in speakers), *(each.grams for each in delegations))
        return RelatedTerm(
            (
                join_distinct(chain.from_iterable(each.names for each in speakers)),
                join_distinct(chain.from_iterable(each.names for each in delegations)),
                " ".join(grams),
                encoded,
            ),
            ((event_term,), speaker_terms, delegation_terms, tuple(regions), *properties),
            next((speaker.sort_keys for speaker in speakers if speaker.sort_keys), ()),
            (event_term, *speaker_terms, *delegation_terms),
        )

    def _lone_speaker(self, event_term: int, speaker: _SpeakerTerms) -> RelatedTerm:
        """Return the same for one speaker without a delegation, faster: there may be very many."""
        terms = (event_term, speaker.term)
        properties = self._property_terms("people", speaker.properties)
        encoded = encode_terms(chain(terms, *properties))
        return RelatedTerm(
            (join_distinct(speaker.names), "", speaker.grams, encoded),
            ((event_term,), (speaker.term,), (), (), *properties),
            speaker.sort_keys,
            terms,
        )

    def sources(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sources add."""
        records = self._records(event, "sources", ids, Source)
        terms = self._reference_terms(event, "sources", ids, records)
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
            terms,
        )

    def sessions(self, event: int, ids: Ids) -> RelatedTerm:
        """Return what sessions add."""
        records = self._records(event, "sessions", ids, Session)
        terms = self._reference_terms(event, "sessions", ids, records)
        names = normalize_distinct(self._names(event, "sessions", ids, records))
        sessions = (session for session in records if session)
        properties = self._property_terms(
            "session", chain.from_iterable(map(shared_properties, sessions))
        )
        encoded = encode_terms(chain(terms, *properties))
        return RelatedTerm((names, common_grams(names), encoded), properties, referred=terms)

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

    def _event_term(self, number: int) -> int:
        """Return the term of an event."""
        id = self._staged.events[number]
        event = self._staged.record(number, "event", id)
        names = names_of(event) if isinstance(event, Event) else []
        label = names[0] if names else id
        names += self._readings.names(number, "event", id)
        return self._terms.number(f"event={id}", label, "event", normalize_distinct([id, *names]))

    def _speaker_terms(self, event: int, id: str) -> _SpeakerTerms:
        (speaker,) = self._records(event, "speakers", (id,), Speaker)
        (term,) = self._reference_terms(event, "speakers", (id,), (speaker,))
        names = _with_pinyin(self._names(event, "speakers", (id,), (speaker,)))
        if speaker is None:
            return _SpeakerTerms(names, common_grams(*names), term, (), (), ())
        delegations, sort_keys = delegations_of(speaker), name_sort_keys(speaker)
        properties = shared_properties(speaker)
        return _SpeakerTerms(names, common_grams(*names), term, delegations, properties, sort_keys)

    def _delegation_terms(self, event: int, id: str) -> _DelegationTerms:
        (delegation,) = self._records(event, "delegations", (id,), Delegation)
        (term,) = self._reference_terms(event, "delegations", (id,), (delegation,))
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
        return _DelegationTerms(names, common_grams(*names), term, region, country, properties)

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

    def _reference_terms(
        self, event: int, kind: Kind, ids: Ids, records: Sequence[Record | None]
    ) -> Terms:
        """Return the terms that records have which refer to these."""
        prefix = f"ref={self._staged.events[event]}/{kind}/"
        return tuple(
            self._terms.number(prefix + id, label_of(record) if record else id)
            for id, record in zip(ids, records, strict=True)
        )


def _with_pinyin(names: Sequence[str]) -> list[str]:
    """Return names normalized, followed by the pinyin of those in Han characters."""
    forms = (form for name in names if not name.isascii() for form in pinyin_of(name))
    return [*map(normalize, names), *forms]


GROUP_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("speaker", "delegation", "unshown"),
    "source": ("publisher", "unshown"),
    "topic": ("topic", "unshown"),
    "time": ("unshown",),
    "property": ("unshown",),
    "session": ("session", "unshown"),
}
"""The fields of `Shared` that add to documents, each with the columns to which it adds."""
_REPORT_EVERY: Final = 2_000
"""Combinations between two reports of progress."""


class RelatedColumns:
    """What each combination adds to documents, and the facet columns of all records."""

    def __init__(self, staged: StagedRecords, order: "array[int]", folder: Path | None) -> None:
        """Take the records, and their numbers in the order of docids.

        The additions wait on the disk in `folder`, or in memory where it is None.
        """
        self.numbers = {
            group: array("I", map(staged.numbers[group].__getitem__, order))
            for group in GROUP_TABLES
        }
        """The number of each record's combination in each group, by docid."""
        self.rows = {group: Spill(folder) for group in GROUP_TABLES}
        """`RelatedTerm.columns` of each combination."""
        self.name_words: set[str] = set()
        """Every word of the names and ids of speakers."""
        self._statements = sum(kind == QUOTES for kind in map(staged.kinds.__getitem__, order))
        self.facets = FacetColumns(self.numbers, self._statements)
        self._staged = staged

    def terms(self, group: str) -> Iterator[list[int]]:
        """Yield the terms of each combination of a group."""
        for number in range(len(self.rows[group])):
            yield decode_terms(self.rows[group][number][-1])

    def fill(self, related: RelatedTerms, report: Report) -> set[int]:
        """Compute what each combination adds, and release what records share.

        Return the terms of all records that statements refer to.
        """
        quoted: set[int] = set()
        total = sum(len(self._staged.shared[group]) for group in GROUP_TABLES)
        done = 0
        for group in GROUP_TABLES:
            numbers = self.numbers[group]
            used, of_statements = set(numbers), set(numbers[: self._statements])
            nothing = RelatedTerm(
                ("",) * (len(GROUP_TABLES[group]) + 1), tuple(() for _ in GROUPS.get(group, ()))
            )
            compute = _COMPUTE[group]
            for number, shared in enumerate(self._staged.shared[group]):
                if done % _REPORT_EVERY == 0:
                    report(Progress("naming", done, total, len(numbers)))
                done += 1
                # The combination of a record that was set aside may belong to no other one.
                added = nothing
                if number in used:
                    added = compute(related, self._staged.folder_events, shared)
                self.rows[group].append(added.columns)
                if group in GROUPS:
                    self.facets.add(group, added.facets, added.sort_keys)
                if group == "people":
                    self.name_words.update(added.columns[0].split())
                if number in of_statements:
                    quoted.update(added.referred)
            self._staged.forget_shared(group)
        return quoted


_Compute = Callable[[RelatedTerms, Mapping[int, int], Any], RelatedTerm]
_COMPUTE: Final[Mapping[str, _Compute]] = {
    "people": lambda related, events, key: related.people(events[key[0]], *key[1:]),
    "source": lambda related, events, key: related.sources(events.get(key[0], 0), key[1]),
    "topic": lambda related, _, topics: related.topics(topics),
    "time": lambda related, _, time: related.time(*time),
    "property": lambda related, _, properties: related.properties(properties),
    "session": lambda related, events, key: related.sessions(events.get(key[0], 0), key[1]),
}
"""Computes the `RelatedTerm` of a combination, by group; the mapping has the numbers of events by
those of folders, and `Any` is as in `StagedRecords.shared`."""
