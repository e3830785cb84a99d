"""Rules for who has a part in a statement, and for what its fields say of each other."""

from collections.abc import Iterator

from summit_tui.archive import Entry, Search, Sort
from summit_tui.archive.query.tree import RefersTo
from summit_tui.i18n import gettext
from summit_tui.lint.rule import Rule, StatementRule, Violation
from summit_tui.model.dates import day_of_moment, is_before
from summit_tui.model.fields import seconds_of
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Record, Source, Speaker
from summit_tui.model.references import addressees, on_behalf_of, speakers_of

_MAX_STATEMENTS = 100
"""So many statements of an unnamed speaker are compared."""


class PartOfTheSpeaker(StatementRule):
    """A statement gives its own speaker another part in it as well."""

    code = "E701"
    title = "The speaker has another part in the statement, too."
    explanation = (
        "Nobody speaks jointly with, on behalf of or to themselves, nor relays what they said. "
        "Correct `speaker` or the other field: a spokesperson is the `speaker`, and whom they "
        'speak for stands in `on_behalf_of`. Example: `speaker = "diaz"`, `joint_speakers = '
        '["diaz", "lindqvist"]`.'
    )
    bad = 'quotes.direct.joint_speakers = ["diaz", "lindqvist"]'
    good = 'quotes.direct.joint_speakers = ["lindqvist"]'

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        if not (quote.joint_speakers or quote.on_behalf_of or quote.relayed_by or quote.addressee):
            return
        parts = {
            "on_behalf_of": on_behalf_of(quote),
            "relayed_by": quote.relayed_by,
            "addressee": addressees(quote),
        }
        template = "‘{speaker}’ is a speaker already; correct one of the two"
        if quote.speaker in quote.joint_speakers:
            yield Violation(gettext(template, speaker=quote.speaker), "joint_speakers")
        for field, ids in parts.items():
            for speaker in dict.fromkeys(speakers_of(quote)):
                if speaker in ids:
                    yield Violation(gettext(template, speaker=speaker), field)


class AnswerWithoutQuestion(StatementRule):
    """A statement answers itself, or one that is said to be something else than a question."""

    code = "E702"
    title = "The statement answers what is no question."
    explanation = (
        "Correct `answer_to`, or the `act` of the statement that it names. Example: `answer_to = "
        '"q-4"` where `q-4` has `act = "pledge"`.'
    )
    bad = 'quotes.direct.answer_to = "direct"'
    good = """
quotes.direct.answer_to = "paraphrase"
quotes.paraphrase.act = "question"
"""

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        if not quote.answer_to:
            return
        question: Quote | None = entry.link("quotes", quote.answer_to)
        if quote.answer_to == quote.id:
            message = gettext("the statement answers itself; name the question, or nothing")
            yield Violation(message, "answer_to")
        elif question and question.act not in (None, "question"):
            template = "‘{question}’ is said to be no question: {act}; correct one"
            message = gettext(template, question=question.id, act=question.act)
            yield Violation(message, "answer_to")
        elif question and is_before(quote.date, question.date):
            template = "the answer of {day} is older than the question of {other}; correct one"
            message = gettext(template, day=quote.date, other=question.date)
            yield Violation(message, "answer_to")


class TranslatorOfNothing(StatementRule):
    """A statement says who translated something that it has no translation of."""

    code = "E703"
    title = "There is no such translation."
    explanation = (
        "`translators` says who made each of the `translations`, by the same language tags; "
        "`translated_from` is another language than that of the text. Example: `translators = "
        '{fr = "official"}` without `fr` in `translations`.'
    )
    bad = 'quotes.direct.translators = {fr = "official"}'
    good = """
quotes.direct.translations = {fr = "Nous nous opposons à un modèle fermé de développement."}
quotes.direct.translators = {fr = "official"}
"""

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        for tag in quote.translators:
            if tag not in quote.translations:
                template = "there is no translation ‘{tag}’; correct the tag, or add it"
                yield Violation(gettext(template, tag=tag), "translators")
        if quote.translated_from and quote.translated_from == quote.language:
            template = "the text is in ‘{tag}’ and translated from it; correct one"
            yield Violation(gettext(template, tag=quote.language), "translated_from")


class UnnamedIsSame(Rule):
    """An unnamed speaker is declared the same as another one."""

    code = "E704"
    title = "An unnamed speaker is said to be the same as somebody."
    explanation = (
        "Nobody can know from a description who it was. Leave `same_as` out; where a source names "
        'them, write the name and leave `naming` out. Example: `naming = "unnamed"`, `same_as = '
        '["summit-2024/speakers/official"]`.'
    )
    bad = """
speakers.lindqvist.naming = "unnamed"
speakers.lindqvist.same_as = ["summit-2024/speakers/official"]

[earlier]
event = {id = "summit-2024", name = "The Summit", start = "2024-04-14"}
speakers = [{id = "official", name = "A senior official"}]
"""
    good = """
speakers.lindqvist.naming = "unnamed"

[earlier]
event = {id = "summit-2024", name = "The Summit", start = "2024-04-14"}
speakers = [{id = "official", name = "A senior official", naming = "unnamed"}]
"""
    kinds = ("speakers",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        speaker = entry.record
        for other in speaker.same_as if isinstance(speaker, Speaker) else ():
            if self._is_unnamed(speaker) or self._is_unnamed(self._at(other)):
                template = "an unnamed speaker is said to be ‘{other}’; leave `same_as` out"
                yield Violation(gettext(template, other=other), "same_as")
                return

    def _at(self, address: str) -> Record | None:
        event, _, id = address.rpartition("/speakers/")
        entry = self.context.get(Address(event, "speakers", id)) if event else None
        return entry.record if entry else None

    @staticmethod
    def _is_unnamed(record: Record | None) -> bool:
        return isinstance(record, Speaker) and record.naming == "unnamed"


class UnnamedInSeveralSources(Rule):
    """Statements of several sources are ascribed to one unnamed speaker."""

    code = "W705"
    title = "Several sources have the same unnamed speaker."
    explanation = (
        "Two papers' “senior official” may be two people. Make a speaker for each source, unless "
        "one source copies the other. Example: `official` as the speaker of a statement from the "
        "wire and of another from the agency."
    )
    bad = """
speakers.lindqvist.naming = "unnamed"

[quotes.again]
speaker = "lindqvist"
mode = "paraphrase"
text = "There was to be more."
source = "agency"
ignore = ["W406"]
"""
    good = """
speakers.lindqvist.naming = "unnamed"

[quotes.again]
speaker = "lindqvist"
mode = "paraphrase"
text = "There was to be more."
source = "wire"
"""
    kinds = ("speakers",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        speaker = entry.record
        if not isinstance(speaker, Speaker) or speaker.naming != "unnamed":
            return
        search = Search(RefersTo(entry.address), "quotes", Sort.DEFAULT)
        hits = self.context.archive.search(search, limit=_MAX_STATEMENTS).hits
        sources = {hit.record.source: None for hit in hits if isinstance(hit.record, Quote)}
        if len(sources) > 1:
            first, second, *_ = sources
            template = (
                "statements from ‘{source}’ and ‘{other}’ have this unnamed speaker; "
                "make a speaker for each"
            )
            yield Violation(gettext(template, source=first, other=second))


class TimeBeyondRecording(Rule):
    """A passage is later in a recording than the recording is long."""

    code = "E706"
    title = "The time lies beyond the end of the recording."
    explanation = (
        "Correct `timecode` of the statement or the source, or `duration` of the source. Example: "
        '`timecode = "14:20"` in a recording of `09:30`.'
    )
    bad = """
sources.wire.duration = "03:00"
quotes.direct.locator = {timecode = "03:15"}
"""
    good = """
sources.wire.duration = "04:00"
quotes.direct.locator = {timecode = "03:15"}
"""
    kinds = ("quotes", "sources")

    def check(self, entry: Entry) -> Iterator[Violation]:
        record = entry.record
        locator = record.locator if isinstance(record, Quote | Source) else None
        if not locator or not locator.timecode:
            return
        source = record if isinstance(record, Source) else None
        if isinstance(record, Quote):
            source = entry.link("sources", record.source)
        length = _length(source)
        if source and length is not None and max(locator.seconds) > length:
            template = "the recording ends after {duration}, before {timecode}; correct one"
            message = gettext(template, duration=source.duration, timecode=locator.timecode)
            yield Violation(message, "locator")
        first, *last = locator.seconds
        if last and last[0] < first:
            template = "‘{timecode}’ ends before it begins; correct it"
            yield Violation(gettext(template, timecode=locator.timecode), "locator")


def _length(source: Source | None) -> int | None:
    """Return how many seconds a recording is long; None where that is not stated in figures."""
    try:
        return seconds_of(source.duration) if source and source.duration else None
    except ValueError:
        return None


class CheckedAgainstAnotherText(StatementRule):
    """A statement was checked against a text that its source has no more."""

    code = "W707"
    title = "The text has changed since the statement was checked."
    explanation = (
        "Check it again, and write the new `sha256` and day into `checked`. Example: the publisher "
        "corrected the article, and its text was fetched anew."
    )
    bad = f'quotes.direct.checked = {{by = "Desk", date = "2025-04-16", sha256 = "{"0" * 64}"}}'
    good = 'quotes.direct.checked = {by = "Desk", date = "2025-04-16"}'

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        if not quote.checked:
            return
        source: Source | None = entry.link("sources", quote.source)
        checked = quote.checked
        if source and source.sha256 and checked.sha256 not in (None, source.sha256):
            template = "checked on {day} against another text than the source has now; check again"
            yield Violation(gettext(template, day=checked.date), "checked")


class CheckedBeforePublished(StatementRule):
    """A statement was checked before its source was published."""

    code = "E708"
    title = "The statement was checked before its source was published."
    explanation = (
        "Correct the day in `checked`, or `published` of the source. Example: checked on "
        "2025-04-13, published on 2025-04-16."
    )
    bad = 'quotes.direct.checked = {by = "Desk", date = "2025-04-13"}'
    good = 'quotes.direct.checked = {by = "Desk", date = "2025-04-17"}'

    def check_statement(self, entry: Entry, quote: Quote) -> Iterator[Violation]:
        if not quote.checked:
            return
        source: Source | None = entry.link("sources", quote.source)
        if source and is_before(quote.checked.date, source.published):
            template = "checked on {day}, before the source was published on {other}; correct one"
            message = gettext(template, day=quote.checked.date, other=source.published)
            yield Violation(message, "checked")


class CorrectedSinceRetrieved(Rule):
    """A source was corrected after it was read."""

    code = "W709"
    title = "The source was corrected after it was read."
    explanation = (
        "What was taken from it may be wrong by now. Read it again, and write the new `retrieved`, "
        "and `sha256` where its text is kept. Example: read on 2025-04-16, corrected on 2025-04-18."
    )
    bad = """
sources.wire.retrieved = "2025-04-16"
sources.wire.corrections = [{text = "The name of the forum was corrected.", date = "2025-04-18"}]
"""
    good = """
sources.wire.retrieved = "2025-04-19"
sources.wire.corrections = [{text = "The name of the forum was corrected.", date = "2025-04-18"}]
"""
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        source = entry.record
        for correction in source.corrections if isinstance(source, Source) else ():
            if isinstance(source, Source) and is_before(source.retrieved, correction.date):
                template = "corrected on {day}, read on {other}; read it again"
                message = gettext(template, day=correction.date, other=source.retrieved)
                yield Violation(message, "corrections")


class PublishedUnderEmbargo(Rule):
    """A source was published before its embargo ended."""

    code = "W710"
    title = "The source was published before its embargo ended."
    explanation = (
        "Ask before you quote it, or correct `embargo` or `published`. Example: published on "
        "2025-04-16, embargoed until 2025-04-18."
    )
    bad = 'sources.wire.embargo = "2025-04-18T09:00:00+08:00"'
    good = 'sources.wire.embargo = "2025-04-16T09:00:00+08:00"'
    kinds = ("sources",)

    def check(self, entry: Entry) -> Iterator[Violation]:
        source = entry.record
        if not isinstance(source, Source) or not source.embargo:
            return
        day = day_of_moment(source.embargo)
        if is_before(source.published, day):
            template = "published on {day}, embargoed until {end}; correct one, or ask"
            message = gettext(template, day=source.published, end=source.embargo)
            yield Violation(message, "embargo")
