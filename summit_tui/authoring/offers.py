"""What a form may offer for a new statement: who is named around its passage, and what is in use.

An offer is taken by a person or not at all; nothing is filled in from it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.describe import names_of
from summit_tui.archive.query.tree import And, Facet
from summit_tui.attribution.named import Named, SpeakerNames
from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.i18n import gettext
from summit_tui.model.field_table import main_name
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
    """What is written: an id, or a topic."""
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
    """The id of the only speaker who bears in full the name that a proposal has; or nothing."""


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
    reasons: dict[str, str] = {}
    printed, seen = proposed
    bearers = sorted(names.whole.ids_in(printed))
    for id in bearers or sorted(names.parts.ids_in(printed)):
        reasons.setdefault(id, seen)
    for id, reason in _speakers(speech, span, names, source, statements, recent):
        reasons.setdefault(id, reason)
    labels = ((id, _label(archive, event, id), reason) for id, reason in reasons.items())
    speakers = [Offer(id, label, reason) for id, label, reason in labels if label]
    return Offers(
        speakers[:MOST],
        _sessions(archive, event, statements),
        _topics(archive, event),
        list(_roles(speech, span, names)),
        bearers[0] if len(bearers) == 1 else "",
    )


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
    turn = speech.turn(span[0])
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
    found = (
        Named(name.ids, name.start + start, name.end + start)
        for name in names.parts.find(speech.text[start:end])
    )
    outside = [name for name in found if name.end <= span[0] or name.start >= span[1]]
    return sorted(outside, key=lambda name: max(span[0] - name.end, name.start - span[1]))


def _roles(speech: SpeechText, span: Span, names: SpeakerNames) -> Iterator[str]:
    """Yield the words that stand directly behind or before a name in the sentence."""
    start, end = speech.sentence(*span)
    for name in _named_around(speech, span, names):
        behind = _BEHIND_NAME.match(speech.text, name.end, end)
        before = _BEFORE_NAME.search(speech.text[start : name.start])
        yield from (match[1].strip() for match in (behind, before) if match)


def _label(archive: Archive, event: str, id: str) -> str:
    entry = archive.get(Address(event, "speakers", id))
    return main_name(entry.record) if entry else ""


def _sessions(archive: Archive, event: str, statements: Sequence[Quote]) -> list[Offer]:
    """Return the sessions of the source's statements, the most frequent first, then others."""
    counts = Counter(quote.session for quote in statements if quote.session)
    used = (archive.get(Address(event, "sessions", id)) for id, _ in counts.most_common(MOST))
    others = archive.search(Search(Facet("event", event), "sessions"), limit=MOST).hits
    sessions = {entry.address.id: entry.record for entry in [*used, *others] if entry}
    return [
        Offer(id, record.title, gettext("quoted from it") if counts[id] else "")
        for id, record in islice(sessions.items(), MOST)
        if isinstance(record, Session)
    ]


def _topics(archive: Archive, event: str) -> list[Offer]:
    values = archive.facets(And((Facet("event", event),)), "quotes").get("topic", ())
    return [Offer(value.label, value.label) for value in values[:MOST]]
