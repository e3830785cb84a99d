"""Rules for a statement beside the passage that it rests on."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.quotation import without_marks
from summit_tui.evidence.figures import figures, numbers_in
from summit_tui.evidence.locate import Passage, Status
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import StatementRule, is_same_language
from summit_tui.lint.rule import RuleContext, Violation, shorten
from summit_tui.lint.source_texts import PreparedText
from summit_tui.model.records import Event, Quote, Session, Source

_FEWEST_WORDS: Final = 4
"""A text of fewer telling words says too little to be compared."""
_LEAST_SHARE: Final = 0.2
"""The least part of the telling words of a report that its passage's sentence has."""
_STEM: Final = 5
"""The first letters of a word by which its forms are the same."""


class NumberNotInSource(StatementRule):
    """A report of a statement has a number that the text of its source does not have."""

    code = "W318"
    title = "The source does not have the number."
    explanation = (
        "Look it up: a number is wrong at once and hard to notice. Figures, words (“fifty”, 五十) "
        "and magnitudes (1.5 million, 150万) are compared as numbers, and the days of the "
        "records are known. A number that you worked out yourself is no part of the statement; "
        "silence the check where the text was cut. Example: `from 35 countries` where the source "
        "prints “from 30 countries”."
    )
    bad = 'quotes.paraphrase.text = "There should be training for 300 people."'
    good = 'quotes.paraphrase.text = "There should be more training, wanted in 2025."'

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._numbers = lru_cache(maxsize=16)(lambda text: numbers_in(text.text.text))

    def check(self, entry: Entry) -> Iterator[Violation]:
        quote = entry.record
        if not isinstance(quote, Quote) or quote.mode == "direct":
            return
        written = list(figures(quote.text))
        text = self._excerpts.text(entry) if written else None
        if text is None:
            return
        known = self._numbers(text) | _days(entry, quote)
        for printed, values in written:
            if known.isdisjoint(values):
                template = "the source does not have the number {number}; look it up"
                yield Violation(gettext(template, number=printed), "text")


class PassageOfAnother(StatementRule):
    """A statement and the passage that it is said to rest on have nothing in common."""

    code = "W319"
    title = "The passage has nothing to do with the statement."
    explanation = (
        "Direct speech must stand where its excerpt does, and a fragment that is quoted in the "
        "paragraph of the excerpt; a report in the source's own language shares some words with "
        "the sentence around it. Copy the excerpt from where the source says it. Example: a "
        "statement on trade whose excerpt is about health."
    )
    bad = 'quotes.direct.excerpt = {exact = "must not create"}'
    good = 'quotes.direct.excerpt = {exact = "a closed and exclusive model"}'

    def check(self, entry: Entry) -> Iterator[Violation]:
        quote, text = entry.record, self._excerpts.text(entry)
        evidence = self._excerpts.locate(entry)
        if not isinstance(quote, Quote) or text is None or evidence is None:
            return
        if len(evidence.passages) != 1 or not is_same_language(entry):
            return
        passage = evidence.passages[0]
        if quote.mode == "direct":
            apart = self._is_elsewhere(quote, text, passage)
        else:
            apart = _share_little(quote.text, text.text.text[passage.start : passage.end])
            if apart:
                around = text.speech.sentence(passage.start, passage.end)
                apart = _share_little(quote.text, text.text.text[slice(*around)])
        if apart:
            template = "‘{passage}’ has nothing to do with the statement; copy what it rests on"
            exact = quote.excerpt.exact if quote.excerpt else ""
            yield Violation(gettext(template, passage=shorten(exact)), "excerpt")

    def _is_elsewhere(self, quote: Quote, text: PreparedText, passage: Passage) -> bool:
        """Tell whether direct speech stands in another sentence than its excerpt."""
        evidence = text.find_words(without_marks(quote.text))
        if evidence.status is not Status.FOUND:
            return False
        spoken = evidence.passages[0]
        if spoken.start < passage.end and passage.start < spoken.end:
            return False
        start, end = text.speech.sentence(passage.start, passage.end)
        return not (spoken.start < end and start < spoken.end)


def _share_little(report: str, source: str) -> bool:
    """Tell whether a report has hardly one of the telling words of its source.

    Of the bundled statements none has less than two in five, and of those with the excerpt of
    another more than half have less than one in five.
    """
    own = _telling(report)
    if len(own) < _FEWEST_WORDS:
        return False
    words, shared = f" {normalize(source)}", 0
    for word in own:
        shared += word in words
        if shared >= _LEAST_SHARE * len(own):
            return False
    return True


def _telling(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that say what it is about; in Han, its pairs.

    Each has a space before it.
    """
    words = normalize(text).split()
    stems = {f" {word[:_STEM]}" for word in words if len(word) >= _STEM - 1}
    han = [word for word in words if len(word) == 1 and not word.isascii()]
    return frozenset(stems | {f" {first} {second}" for first, second in pairwise(han)})


def _days(entry: Entry, quote: Quote) -> frozenset[str]:
    """Return the numbers of the days that the records know."""
    event: Event | None = entry.link("event", entry.address.event)
    session: Session | None = entry.link("sessions", quote.session)
    source: Source | None = entry.link("sources", quote.source)
    days = [quote.date]
    days += [event.start, event.end] if event else []
    days += [session.date or session.start] if session else []
    days += [source.published] if source else []
    return numbers_in(" ".join(day[:10].replace("-", " ") for day in days if day))
