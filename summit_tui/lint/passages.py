"""Rules for a statement beside the passage that it rests on."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.speech import Span
from summit_tui.evidence.figures import numbers_in, stated_numbers
from summit_tui.evidence.locate import Passage, Status
from summit_tui.evidence.quotations import fragments, without_marks
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule, is_same_language
from summit_tui.lint.rule import RuleContext, Violation, shorten
from summit_tui.lint.shared_terms import shared_terms, weights_of
from summit_tui.lint.source_texts import PreparedText
from summit_tui.model.fields import primary_language
from summit_tui.model.records import Event, Quote, Session, Source

_FEWEST_WORDS: Final = 4
"""A text of fewer telling words says too little to be compared."""
_LEAST_SHARE: Final = 0.2
"""The least part of the telling words of a report that its passage's sentence has."""
_MUCH: Final = 0.5
"""Another sentence that has such a part of them is the likelier place,"""
_TIMES_MORE: Final = 1.5
"""if it has this many times as many."""
_MANY_TERMS: Final = 0.7
"""The least weight of terms in a sentence for it to be the likelier place: two rare ones."""
_MANY_TERMS_OF_CLAUSE: Final = 1.0
"""The same of a clause: two that no other clause has,"""
_PART_OF_TERMS: Final = 1 / 8
"""and so much for each term of the report, of which a long one has many,"""
_LITTLE: Final = 1 / 6
"""where the passage's own clause has less than this part of them."""
_NAME: Final = re.compile(r"(?<![^\W_])[A-Z]+[a-z]+[A-Z]\w*")
"""A name that no language translates: with a capital inside."""
_SMALL: Final = frozenset(map(str, range(11)))
_STEM: Final = 5
"""The first letters of a word by which its forms are the same."""


class NumberNotInSource(TextRule):
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

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        written = list(stated_numbers(quote.text)) if quote.mode != "direct" else None
        if not written:
            return
        known = self._numbers(text) | _days(entry, quote)
        for printed, values in written:
            if known.isdisjoint(values):
                template = "the source does not have the number {number}; look it up"
                yield Violation(gettext(template, number=printed), "text")


class PassageOfAnother(TextRule):
    """A statement and the passage that it is said to rest on have nothing in common."""

    code = "W319"
    title = "The passage has nothing to do with the statement."
    explanation = (
        "Direct speech must stand where its excerpt does. A report in the source's own language "
        "shares some words with the passage, and more with its sentence than with any other; in "
        "another language it shares the fragments that it quotes, names such as DeepSeek, larger "
        "numbers and common terms (数据, “data”), where the source has them, and no other sentence "
        "or clause has many more of the terms. Copy the excerpt from where the source says it. "
        "Example: a statement on trade whose excerpt is about health."
    )
    bad = 'quotes.direct.excerpt = {exact = "must not create"}'
    good = 'quotes.direct.excerpt = {exact = "a closed and exclusive model"}'

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        evidence = self._excerpts.locate(entry)
        if evidence is None or len(evidence.passages) != 1:
            return
        passage = evidence.passages[0]
        if not is_same_language(entry):
            apart = quote.mode != "direct" and (
                _lacks_anchors(quote.text, text, passage)
                or _is_said_elsewhere(quote, source, text, passage)
            )
        elif quote.mode == "direct":
            is_same = self._excerpts.is_excerpt(entry)
            apart = not is_same and _is_elsewhere(without_marks(quote.text), text, passage)
        else:
            apart = _is_about_another(quote.text, text, passage)
        if apart:
            template = "‘{passage}’ has nothing to do with the statement; copy what it rests on"
            exact = quote.excerpt.exact if quote.excerpt else ""
            yield Violation(gettext(template, passage=shorten(exact)), "excerpt")


def _is_elsewhere(words: str, text: PreparedText, passage: Passage) -> bool:
    """Tell whether words that a source has once are apart from a passage."""
    evidence = text.find_words(words)
    if evidence.status is not Status.FOUND:
        return False
    other = evidence.passages[0]
    return not (other.start < passage.end and passage.start < other.end)


def _is_about_another(report: str, text: PreparedText, passage: Passage) -> bool:
    """Tell whether a report says something else than a passage in its own language.

    Of the bundled statements none has less than two in five of its telling words in the sentence
    of its passage, and of none another sentence has more of them.
    """
    own = _telling(report)
    words = text.text.text[passage.start : passage.end]
    if len(own) < _FEWEST_WORDS or _share(own, words) >= _MUCH:
        return False
    other = _telling(words)
    if len(other) >= _FEWEST_WORDS and own.isdisjoint(other):
        return True
    start, end = text.speech.sentence(passage.start, passage.end)
    around = text.text.text[start:end]
    share = _share(own, around)
    return share < _LEAST_SHARE or (
        share < _MUCH
        and any(
            _share(own, text.text.text[slice(*span)]) >= max(_MUCH, _TIMES_MORE * share)
            for span in text.speech.sentences()
            if span[1] <= start or end <= span[0]
        )
    )


def _lacks_anchors(report: str, text: PreparedText, passage: Passage) -> bool:
    """Tell whether what a report shares with a text in another language is elsewhere in it.

    These are the fragments that it quotes, names such as DeepSeek, and numbers; small ones are
    too often only a manner of speaking.
    """
    whole = text.text.text
    around = whole[slice(*text.speech.sentence(passage.start, passage.end))]
    words = [without_marks(words) for words in fragments(report)] + _NAME.findall(report)
    if anchors := [word for word in words if word in whole]:
        return not any(word in around for word in anchors)
    numbers = (numbers_in(report) - _SMALL) & numbers_in(whole)
    return bool(numbers) and numbers.isdisjoint(numbers_in(around))


def _is_said_elsewhere(quote: Quote, source: Source, text: PreparedText, passage: Passage) -> bool:
    """Tell whether another part of a text in another language has the terms of a report.

    Of the bundled reports of Chinese sources none has less than four fifths of its terms in the
    sentence of its passage, compared with the sentence that has most of them. Within a sentence a
    report often says more than its passage, so another clause must have nearly all.
    """
    tags = primary_language(quote.language), primary_language(source.language)
    terms = shared_terms(quote.text, tags[0], text.text.text, tags[1])
    around = text.speech.sentence(passage.start, passage.end)
    own, most = _own_and_most(terms, text.sentences, around)
    if most >= _MANY_TERMS and own < _MUCH * most:
        return True
    own, most = _own_and_most(terms, text.clauses, (passage.start, passage.end))
    many = max(_MANY_TERMS_OF_CLAUSE, _PART_OF_TERMS * len(terms))
    return most >= many and own < _LITTLE * most


def _own_and_most(
    terms: Sequence[Sequence[int]], parts: Sequence[Span], passage: Span
) -> tuple[float, float]:
    """Return the weight of terms in the parts of a text at a passage, and the most elsewhere."""
    own, most = 0.0, 0.0
    for span, weight in zip(parts, weights_of(terms, parts), strict=True):
        if span[1] <= passage[0] or passage[1] <= span[0]:
            most = max(most, weight)
        else:
            own += weight
    return own, most


def _share(own: frozenset[str], source: str) -> float:
    """Return the part of the telling words of a report that a text has."""
    words = f" {normalize(source)}"
    return sum(word in words for word in own) / len(own)


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
