"""What a form may offer for a new statement: who is named around its passage, and what is in use.

An offer is taken by a person or not at all; nothing is filled in from it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.describe import names_of
from summit_tui.archive.query.tree import And, Facet, RefersTo
from summit_tui.attribution.labels import names_nobody, names_several, parse_label
from summit_tui.attribution.named import Named, SpeakerNames
from summit_tui.attribution.names import record_name
from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.i18n import READER, gettext
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Session, Source, Speaker
from summit_tui.model.references import speech_by

MOST: Final = 9
"""Offers of each kind: they are taken by digits."""
_MOST_NAMES: Final = 5_000
"""Speakers of the event whose names are looked for around the passage."""
_SENTENCES_BEFORE: Final = 2
_BEHIND_NAME: Final = re.compile(r"\s*[,，（(]\s*([^,;.，；。“”()（）]{3,90}?)\s*[,，;.)）]")
_BEFORE_NAME: Final = re.compile(r"((?:[A-Z][\w’'-]*\s+(?:(?:of|the|for|and)\s+)*){1,8})$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a field may take."""

    value: str
    """What is written: an id, or a topic; empty for a name that is not a record yet."""
    label: str
    """How it is shown."""
    reason: str = ""
    """Why it is offered, in a few words."""


@dataclass(frozen=True, slots=True)
class Offers:
    """All that is offered for a statement that rests on a passage."""

    speakers: Sequence[Offer]
    sessions: Sequence[Offer]
    topics: Sequence[Offer]
    roles: Sequence[str]
    """Words that stand beside a name in the sentence, as printed."""
    bearer: str = ""
    """The id of the only speaker who is meant by the printed name or label; or nothing."""
    session: str = ""
    """The id of the only session that a transcript is of; or nothing."""


def offers_for(
    archive: Archive,
    source: Entry,
    quotes: Iterable[Entry],
    speech: SpeechText,
    span: Span,
    recent: Sequence[str],
    proposed: tuple[str, str] = ("", ""),
) -> Offers:
    """Return what is offered for a passage of a source's text.

    `quotes` are the statements of the source, `recent` the ids of the speakers taken last,
    `proposed` the words that a rule took for the speaker, and why.
    """
    event = source.address.event
    names = _speaker_names(archive, event)
    statements = [quote for entry in quotes if isinstance(quote := entry.record, Quote)]
    printed, seen = proposed
    named, bearer = _named(archive, source, names, statements, printed)
    reasons = dict.fromkeys(named, seen)
    for id, reason in _speakers(speech, span, names, source, statements, recent):
        reasons.setdefault(id, reason)
    speakers = list(_told_apart({id: _label(archive, event, id) for id in reasons}, reasons))
    if printed and not named and not names_nobody(printed):
        reason = gettext("new, as printed")
        speakers.insert(0, Offer("", parse_label(printed).name or printed, reason))
    own = _sessions_of(archive, source)
    is_transcript = isinstance(source.record, Source) and source.record.kind == "transcript"
    return Offers(
        speakers[:MOST],
        _sessions(archive, event, statements, own),
        _topics(archive, event),
        list(dict.fromkeys(_roles(speech, span, names, _speaker(archive, event, bearer)))),
        bearer,
        own[0].address.id if is_transcript and len(own) == 1 else "",
    )


def _named(
    archive: Archive,
    source: Entry,
    names: SpeakerNames,
    statements: Iterable[Quote],
    printed: str,
) -> tuple[list[str], str]:
    """Return the ids of whom a printed name or label may mean, and of the only one it does mean.

    The label of an earlier statement of the source means its speaker. Of two with one name, the
    source's own speaker is meant rather than that of another source.
    """
    is_label = printed and not names_nobody(printed)
    labelled = {quote.speaker for quote in statements if is_label and quote.attribution == printed}
    bearers = sorted(labelled or names.whole.ids_in(printed))
    candidates = bearers or sorted(names.parts.ids_in(printed))
    own = [id for id in candidates if _rests_on(archive, id, source)]
    meant = bearers if len(bearers) == 1 else [id for id in own if id in bearers]
    is_one = len(meant) == 1 and bool(labelled or not names_several(printed))
    return [*own, *(id for id in candidates if id not in own)], meant[0] if is_one else ""


def _speaker_names(archive: Archive, event: str) -> SpeakerNames:
    names, persons = {}, set()
    entries = iterate_hits(archive, Search(Facet("event", event), "speakers"))
    for entry in islice(entries, _MOST_NAMES):
        names[entry.address.id] = names_of(entry.record)
        if isinstance(entry.record, Speaker) and entry.record.kind in ("person", None):
            persons.add(entry.address.id)
    return SpeakerNames(names, persons)


def _speakers(
    speech: SpeechText,
    span: Span,
    names: SpeakerNames,
    source: Entry,
    statements: Sequence[Quote],
    recent: Sequence[str],
) -> Iterator[tuple[str, str]]:
    """Yield the ids of speakers who may have said it, the likeliest first, and why."""
    turn = speech.sure_turn(span[0])
    if turn is not None:
        reason = gettext("the turn is {label}’s", label=turn.label)
        same_label = (quote for quote in statements if quote.attribution == turn.label)
        yield from ((quote.speaker, reason) for quote in same_label)
        yield from ((id, reason) for id in sorted(names.parts.ids_in(turn.label.title())))
    named = gettext("named in the sentence")
    for name in _named_around(speech, span, names):
        yield from ((id, named) for id in sorted(name.ids))
    before = gettext("named before it")
    for start, end in speech.sentences_before(span[0], _SENTENCES_BEFORE):
        yield from ((id, before) for id in sorted(names.parts.ids_in(speech.text[start:end])))
    if isinstance(source.record, Source):
        reason = gettext("the source is their speech")
        yield from ((id, reason) for id in speech_by(source.record))
    yield from ((id, gettext("taken last")) for id in recent)
    counts = Counter(quote.speaker for quote in statements)
    yield from ((id, gettext("quoted from it")) for id, _ in counts.most_common())


def _named_around(speech: SpeechText, span: Span, names: SpeakerNames) -> list[Named]:
    """Return the names in the sentence of a passage and outside of it, the nearest first."""
    start, end = speech.sentence(*span)
    speakers = (
        Named(name.ids, name.start + start, name.end + start)
        for name in names.parts.find(speech.text[start:end])
    )
    outside = [name for name in speakers if name.end <= span[0] or name.start >= span[1]]
    return sorted(outside, key=lambda name: max(span[0] - name.end, name.start - span[1]))


def _roles(
    speech: SpeechText, span: Span, names: SpeakerNames, bearer: Speaker | None
) -> Iterator[str]:
    """Yield the words of an office in the label of a turn, and beside a name in the sentence.

    Where an office ends in “President of Norland Bo Ek”, the record of whoever bears it knows.
    """
    turn = speech.sure_turn(span[0])
    if turn and (label := parse_label(turn.label)).name and label.office:
        yield label.office
    if turn and bearer:
        yield from (role.title for role in bearer.roles if role.title in turn.label)
    start, end = speech.sentence(*span)
    for name in _named_around(speech, span, names):
        behind = _BEHIND_NAME.match(speech.text, name.end, end)
        before = _BEFORE_NAME.search(speech.text[start : name.start])
        yield from (match[1].strip() for match in (behind, before) if match)


def _rests_on(archive: Archive, id: str, source: Entry) -> bool:
    speaker = _speaker(archive, source.address.event, id)
    return speaker is not None and source.address.id in speaker.sources


def _speaker(archive: Archive, event: str, id: str) -> Speaker | None:
    entry = archive.get(Address(event, "speakers", id)) if id else None
    return entry.record if entry and isinstance(entry.record, Speaker) else None


def _told_apart(labels: Mapping[str, str], reasons: Mapping[str, str]) -> Iterator[Offer]:
    """Yield an offer for each id that has a label; where two have the same, the ids stand there."""
    times = Counter(labels.values())
    for id, label in labels.items():
        if label:
            yield Offer(id, label if times[label] == 1 else f"{label} ({id})", reasons[id])


def _label(archive: Archive, event: str, id: str) -> str:
    entry = archive.get(Address(event, "speakers", id))
    return record_name(entry.record, READER).text if entry else ""


def _sessions_of(archive: Archive, source: Entry) -> Sequence[Entry]:
    """Return the first sessions that rest on a source."""
    return archive.search(Search(RefersTo(source.address), "sessions"), limit=MOST).hits


def _sessions(
    archive: Archive, event: str, statements: Sequence[Quote], own: Sequence[Entry]
) -> list[Offer]:
    """Return the sessions of the source's statements, the most frequent first, then others.

    `own` are those that rest on the source itself.
    """
    counts = Counter(quote.session for quote in statements if quote.session)
    used = (archive.get(Address(event, "sessions", id)) for id, _ in counts.most_common(MOST))
    others = archive.search(Search(Facet("event", event), "sessions"), limit=MOST).hits
    sessions = {entry.address.id: entry.record for entry in [*used, *own, *others] if entry}
    return [
        Offer(id, record_name(record, READER).text, gettext("quoted from it") if counts[id] else "")
        for id, record in islice(sessions.items(), MOST)
        if isinstance(record, Session)
    ]


def _topics(archive: Archive, event: str) -> list[Offer]:
    values = archive.facets(And((Facet("event", event),)), "quotes").get("topic", ())
    return [Offer(value.label, value.label) for value in values[:MOST]]
