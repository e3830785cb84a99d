"""Rules for who speaks where the passage of a statement is."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from summit_tui.archive import Entry, Search, Sort, iterate_hits
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query.tree import Facet
from summit_tui.attribution.chinese import CUES, simplified
from summit_tui.attribution.english_verbs import VERB
from summit_tui.attribution.named import SpeakerNames
from summit_tui.attribution.speech import Span, Turn
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule
from summit_tui.lint.people import all_names
from summit_tui.lint.rule import RecordDoubtRule, Resource, RuleContext, Violation
from summit_tui.lint.source_texts import PreparedText, has_literally
from summit_tui.model.records import Quote, Source, Speaker
from summit_tui.model.references import addressees, on_behalf_of, speakers_of, speech_by, voices_in

_MAX_EVENTS = 64
"""The names of this many events are kept."""
_SENTENCES_BEFORE = 3
"""Whoever is named in this many sentences before a passage may still be speaking."""
_LEADS_TO_SUBJECT: Final = re.compile(r"\W*(?:[Tt]he |[Aa]ll |[Mm]any |[Ss]ome )?")
"""What stands before a name that is the subject of a sentence."""
_LEADS_TO_AGENT: Final = re.compile(r"\b(?:by|par|por|von)(?: (?:the|las?|los|les|den|der))?\s*$")
"""What stands before one that is the agent: “announced by the board”."""
_BEFORE_VERB: Final = re.compile(r"(?: (?:has|have|had|also|then|\w+ly))* ?")
"""What may stand between a name and its verb."""
_CUE: Final = re.compile(rf"[,，还也亦]?(?:{CUES})")
_LONGEST_CUE: Final = 8
"""The most characters of a Chinese verb of saying and what stands before it."""


class EventSpeakers(NamedTuple):
    """The speakers of one event."""

    names: SpeakerNames
    """All that they are called, also by single sources."""
    printed: dict[str, list[str]]
    """The same by their ids, to be looked for without regard to case."""
    persons: frozenset[str]
    """The ids of those who are persons, or may be."""
    groups: frozenset[str]
    """The ids of several persons who are reported as one."""
    forms: dict[str, list[str]]
    """By their ids the names and parts of names that stand for them, normalized and with a space
    at each end."""
    whole_forms: dict[str, list[str]]
    """The same of their whole names alone."""
    title_forms: dict[str, list[str]]
    """The same for the titles that they hold."""
    titles: dict[str, frozenset[str]]
    """The ids of those who hold a title, by the title normalized."""

    def is_printed(self, ids: Collection[str], text: str, span: Span) -> bool:
        """Tell whether a part of a text has a name of a speaker to the letter."""
        return any(
            has_literally(text, name, *span) for id in ids for name in self.printed.get(id, ())
        )

    def is_named(self, ids: frozenset[str], text: str) -> bool:
        """Tell whether a text names a speaker, by a name or by a title that is on record."""
        words = f" {normalize(text)} "
        forms = (self.forms, self.title_forms)
        return any(form in words for known in forms for id in ids for form in known.get(id, ()))

    def bodies_speaking(self, sentence: str) -> frozenset[str]:
        """Return the ids of what is no person and speaks in a sentence: its subject or agent.

        A group is in a sentence for what it says; an organization or a document is the speaker
        where a verb of saying follows its name.
        """
        ids: set[str] = set()
        for named in self.names.whole.find(sentence):
            lead, rest = sentence[: named.start], sentence[named.end :]
            if _LEADS_TO_SUBJECT.fullmatch(lead) or _LEADS_TO_AGENT.search(lead):
                bodies = named.ids - self.persons
                ids |= bodies if _says(rest) else bodies & self.groups
        return frozenset(ids)

    def persons_in(self, text: str) -> frozenset[str]:
        """Return the ids of the persons that a text names."""
        return self.names.parts.ids_in(text) & self.persons


def _says(words: str) -> bool:
    """Tell whether words begin with a verb of saying."""
    auxiliary = _BEFORE_VERB.match(words)
    is_english = auxiliary and VERB.match(words, auxiliary.end())
    return bool(is_english or _CUE.match(simplified(words[:_LONGEST_CUE])))


class Speakers(Resource):
    """The speakers of the events of an archive, by their names and titles."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self.of_event = lru_cache(maxsize=_MAX_EVENTS)(self._read)

    def _read(self, event: str) -> EventSpeakers:
        names: dict[str, list[str]] = {}
        titles: dict[str, set[str]] = {}
        persons, groups = set(), set()
        search = Search(Facet("event", event), "speakers", Sort.DEFAULT)
        for entry in iterate_hits(self.context.archive, search):
            speaker = entry.record
            if isinstance(speaker, Speaker):
                family = [speaker.family_name] if speaker.family_name else []
                # Of an unnamed speaker the name is a description, which many would fit.
                is_named = speaker.naming != "unnamed"
                names[speaker.id] = [*all_names(entry), *family] if is_named else []
                if speaker.kind in ("person", None):
                    persons.add(speaker.id)
                elif speaker.kind == "group":
                    groups.add(speaker.id)
                for role in speaker.roles:
                    titles.setdefault(normalize(role.title), set()).add(speaker.id)
        by_title = {title: frozenset(ids) for title, ids in titles.items()}
        index = SpeakerNames(names, persons)
        forms = {id: [f" {form} " for form in index.forms(id)] for id in names}
        normalized = {id: filter(None, map(normalize, names[id])) for id in names}
        whole = {id: [f" {name} " for name in normalized[id]] for id in names}
        held: dict[str, list[str]] = {}
        for title, holders in titles.items():
            for id in holders:
                held.setdefault(id, []).append(f" {title} ")
        by_kind = frozenset(persons), frozenset(groups)
        return EventSpeakers(index, names, *by_kind, forms, whole, held, by_title)


class _SpeakerRule(TextRule):
    """A rule for the speaker of a statement and who is named around its passage."""

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._speakers = context.resource(Speakers)

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterable[Violation]:
        known = self._speakers.of_event(entry.address.event)
        has_name = known.printed.get(quote.speaker)
        return self.check_speaker(entry, quote, source, text) if has_name else ()

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        """Yield what is doubtful with the speaker of a statement whose source has a text."""
        raise NotImplementedError

    def is_missing(self, entry: Entry, id: str, source: Source, text: PreparedText) -> bool:
        """Tell whether neither a text nor what is said of its source names a speaker."""
        known = self._speakers.of_event(entry.address.event)
        titles = (source.title, *source.titles.values(), *_makers(source))
        has_name = bool(known.printed.get(id)) and id not in speech_by(source)
        return has_name and not _names(known, id, text, titles)

    def passage(self, entry: Entry) -> Span | None:
        """Return the one passage of a statement; None where it is missing or ambiguous."""
        evidence = self._excerpts.locate(entry)
        if evidence is None or len(evidence.passages) != 1:
            return None
        return evidence.passages[0].start, evidence.passages[0].end


class SpeakerNotNamed(_SpeakerRule):
    """The text of a statement's source never names its speaker."""

    code = "W406"
    title = "The source's text never names the speaker."
    explanation = (
        "Look into the source: who says it there? Correct `speaker`, or add the name that the "
        "source prints to `aliases`; of a speech that does not name who gives it, write "
        "`speech_by` in its source. A text that was cut may name them further on. Example: a "
        "statement by Wang Yong from an article about Anna Diaz."
    )
    bad = """
[quotes.other]
speaker = "wang"
mode = "paraphrase"
text = "It is right to go on."
source = "wire"
"""
    good = bad.replace("wang", "lindqvist")

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        parts = dict.fromkeys(quote.joint_speakers, "joint_speakers")
        for id, field in {**parts, quote.speaker: "speaker"}.items():
            if self.is_missing(entry, id, source, text):
                template = (
                    "the text of ‘{source}’ never names ‘{speaker}’; correct the speaker, "
                    "or add the printed name to the speaker's aliases"
                )
                yield Violation(gettext(template, source=quote.source, speaker=id), field)


class PartNotNamed(_SpeakerRule):
    """The text of a statement's source never names somebody who has another part in it."""

    code = "W414"
    title = "The source's text never names somebody who has a part in the statement."
    explanation = (
        "For whom it was made, who relayed it, to whom, and who is quoted in it are in the "
        "source's text, or made the source. Correct `on_behalf_of`, `relayed_by`, `addressee` or "
        "`quoting`, or add the name that the source prints to `aliases`. Example: `addressee = "
        '"wang"` in a statement from an article about Anna Diaz.'
    )
    bad = 'quotes.direct.addressee = "wang"'
    good = 'quotes.direct.addressee = "lindqvist"'

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        parts = {
            "quoting": quote.quoting,
            "addressee": addressees(quote),
            "relayed_by": quote.relayed_by,
            "on_behalf_of": on_behalf_of(quote),
        }
        for field, ids in parts.items():
            for id in ids:
                if self.is_missing(entry, id, source, text):
                    template = (
                        "the text of ‘{source}’ never names ‘{speaker}’; correct the field, "
                        "or add the printed name to the speaker's aliases"
                    )
                    message = gettext(template, source=quote.source, speaker=id)
                    yield Violation(message, field)


def _makers(source: Source) -> Iterator[str]:
    """Yield the names of who made a source: what it relays needs not say so."""
    yield source.publisher or ""
    for author in (source.author,) if isinstance(source.author, str) else source.author or ():
        yield author if isinstance(author, str) else author.whole_name


def _names(known: EventSpeakers, id: str, text: PreparedText, titles: Sequence[str]) -> bool:
    """Tell whether a text or its titles have a name of a speaker, or a word of a person's."""
    if known.is_printed((id,), text.text.text, (0, len(text.text.text))):
        return True
    forms = known.forms[id] or [f" {normalize(name)} " for name in known.printed[id]]
    if any(form in text.normalized for form in forms):
        return True
    printed = f" {' '.join(map(normalize, titles))} "
    return any(form in printed for form in forms)


class SentenceNamesAnother(_SpeakerRule):
    """The sentence of a statement's passage names another speaker, and not its own."""

    code = "W407"
    title = "The sentence of the passage names somebody else."
    explanation = (
        "Read the sentence: who says it? Correct `speaker` or `excerpt`, or add the name that the "
        "source prints to `aliases`. Where nobody is named in the sentence, the one before it in "
        "the paragraph counts. A group or body with which the sentence begins is its speaker, too. "
        "Example: a statement by Bo Lindqvist whose passage stands in “…, "
        "Diaz said”."
    )
    bad = """
[quotes.other]
speaker = "lindqvist"
mode = "paraphrase"
text = "The Minister of Trade spoke against exclusive models."
source = "wire"
excerpt = {exact = "exclusive model of development"}
"""
    good = bad.replace("lindqvist", "diaz")

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        passage = self.passage(entry)
        if passage is None:
            return
        known = self._speakers.of_event(entry.address.event)
        # Whom a statement quotes is named where it is, whoever says it.
        quoted = frozenset(quote.quoting) - set(speakers_of(quote))
        voices = voices_in(quote) - quoted
        clause = text.speech.clause(*passage)
        if known.is_printed(voices, text.speech.text, clause):
            return
        if is_speech(source, text) or text.speech.turn(passage[0]):
            return
        sentence = text.speech.sentence(*passage)
        if known.is_named(voices, text.speech.text[slice(*sentence)]):
            return
        # An organization in the sentence of a person is mostly what they speak of.
        near = text.speech.outside(sentence, passage)
        named = (known.persons_in(near) or known.bodies_speaking(near)) - quoted
        if voices & known.persons:
            for before in text.speech.sentences_before(sentence[0], _SENTENCES_BEFORE):
                near = text.speech.outside(before)
                if named or known.is_named(voices, near):
                    break
                named = known.persons_in(near) - quoted
        else:
            named |= known.names.whole.ids_in(near) - quoted
        if named and voices.isdisjoint(named):
            template = (
                "around the passage the source names ‘{other}’ and not ‘{speaker}’; "
                "correct one, or add the printed name to the speaker's aliases"
            )
            message = gettext(template, other=min(named), speaker=quote.speaker)
            yield Violation(message, "speaker")


class TurnOfAnother(_SpeakerRule):
    """The passage of a statement is in the turn of another speaker of a transcript."""

    code = "W408"
    title = "The passage stands in the turn of another speaker."
    explanation = (
        "In a transcript the label before the words says whose they are. Correct `speaker` or "
        "`excerpt`, or add the label to the speaker's `aliases`. Example: a statement by Bo "
        "Lindqvist from the turn that begins with `MINISTER DIAZ:`."
    )
    bad = """
texts."hall.txt" = "MS. DIAZ: We open.\\n\\nMR. LINDQVIST: We agree on health.\\n"

[sources.hall]
title = "In the hall"
publisher = "The Wire"
kind = "transcript"
text = "hall.txt"

[quotes.hall]
speaker = "diaz"
mode = "direct"
text = "We agree on health."
source = "hall"
excerpt = {exact = "We agree on health."}
"""
    good = bad.replace('speaker = "diaz"', 'speaker = "lindqvist"')

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        passage = self.passage(entry)
        turn = text.speech.sure_turn(passage[0]) if passage else None
        if turn is None:
            return
        known = self._speakers.of_event(entry.address.event)
        named = speakers_of_turn(turn, known)
        if named and voices_in(quote).isdisjoint(named):
            template = (
                "the passage stands in the turn of ‘{label}’, not of ‘{speaker}’; correct one"
            )
            yield Violation(gettext(template, label=turn.label, speaker=quote.speaker), "speaker")


class SpeechOfAnother(_SpeakerRule):
    """The source of a statement is a speech by somebody else."""

    code = "W409"
    title = "The source is somebody else's speech."
    explanation = (
        "Its record says by `speech_by` whose speech it is. Correct one of them; where the speech "
        "quotes somebody, silence the check on that statement. Example: a statement by Bo "
        'Lindqvist from a source with `speech_by = "diaz"`.'
    )
    bad = """
sources.wire.speech_by = ["diaz"]
quotes.paraphrase.speaker = "lindqvist"
"""
    good = 'sources.wire.speech_by = ["diaz", "lindqvist"]'

    def check_speaker(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        by = speech_by(source)
        if by and voices_in(quote).isdisjoint((*by, *source.speakers)):
            template = "‘{source}’ is a speech by ‘{other}’, not by ‘{speaker}’; correct one"
            message = gettext(template, source=source.id, other=by[0], speaker=quote.speaker)
            yield Violation(message, "speaker")


class SpeakerNotInSession(RecordDoubtRule):
    """A statement was made in a session whose speakers are on record, and its own is not."""

    code = "W509"
    title = "The speaker took no part in the session."
    explanation = (
        "The session lists its speakers. Correct `session` or `speaker`, or add them to the "
        "session's `speakers` where a source has them there. Example: a statement by Wang Yong in "
        "a forum of Anna Diaz and Bo Lindqvist."
    )
    bad = 'quotes.chinese.session = "forum"'
    good = 'quotes.paraphrase.session = "forum"'


def speakers_of_turn(turn: Turn, known: EventSpeakers) -> frozenset[str]:
    """Return who may be meant by the label of a turn: by name, else by title."""
    named = known.names.parts.ids_in(turn.label)
    title = normalize(turn.label).removeprefix("the ")
    return named or known.titles.get(title, frozenset())


def persons_near(at: int, text: PreparedText, known: EventSpeakers) -> frozenset[str]:
    """Return the persons that the sentence of a position names, or else the one before it."""
    sentence = text.speech.sentence(at, at + 1)
    before = text.speech.sentences_before(sentence[0], _SENTENCES_BEFORE)
    named = (known.persons_in(text.speech.outside(span)) for span in (sentence, *before))
    return next(filter(None, named), frozenset())


def is_speech(source: Source, text: PreparedText) -> bool:
    """Tell whether a source gives somebody's own words without quotation marks."""
    kinds = ("transcript", "speech", "social post", "broadcast", "press conference", "interview")
    return bool(speech_by(source)) or source.kind in kinds or bool(text.speech.turns)
