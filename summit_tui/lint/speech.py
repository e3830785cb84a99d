"""Rules for what is said to be speech."""

from collections.abc import Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.attribution.speech import mode_at
from summit_tui.evidence.quotations import is_interrupted, without_marks
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule, is_in_marks, is_same_language
from summit_tui.lint.rule import RecordDoubtRule, Violation
from summit_tui.lint.source_texts import PreparedText
from summit_tui.lint.speakers_in_text import is_speech
from summit_tui.model.records import Quote, Source
from summit_tui.model.references import speech_by

_FEWEST_SPACES: Final = 4
"""A report of fewer spaces between its words, or characters of Han, may say the same by chance."""


class DirectOutsideMarks(TextRule):
    """A direct quotation is outside quotation marks in a source that is no transcript."""

    code = "W314"
    title = "The source does not set the direct quotation in quotation marks."
    explanation = (
        "Outside quotation marks an article speaks in its own words: then the mode is "
        "`paraphrase`, or `partial` where it quotes fragments. Of a transcript say so in its "
        "source, by `kind` or `speech_by`. Example: `wants more training` as `direct` where the "
        "source prints “Lindqvist wants more training”."
    )
    bad = """
[quotes.direct2]
speaker = "lindqvist"
mode = "direct"
text = "wants more training"
language = "en"
source = "wire"
"""
    good = bad.replace('"direct"', '"paraphrase"')

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        if quote.mode != "direct" or is_interrupted(quote.text) or is_speech(source, text):
            return
        excerpt = self._excerpts.locate(entry)
        if excerpt and self._excerpts.is_excerpt(entry) and is_in_marks(excerpt, text):
            return
        if is_same_language(entry):
            evidence = text.find_words(without_marks(quote.text))
            if evidence.passages and not is_in_marks(evidence, text):
                message = gettext(
                    "the source has these words outside quotation marks; if it reports, the mode "
                    "is paraphrase"
                )
                yield Violation(message, "mode")


class SpeechAsReport(TextRule):
    """A paraphrase has the very words that its source quotes."""

    code = "W321"
    title = "The paraphrase has the words that its source quotes."
    explanation = (
        "They stand in quotation marks there, or in the speaker's turn of a transcript: then the "
        "mode is `direct`. Where the quotation is a translation, say so by `translated_from`. "
        "Example: `We agree on the new rules for trade.` as a `paraphrase` where the source prints "
        "“We agree on the new rules for trade,” Diaz said."
    )
    bad = """
texts."hall.txt" = "“We agree on the new rules for trade,” Diaz said."

[sources.hall]
title = "In the hall"
publisher = "The Wire"
kind = "news"
language = "en"
text = "hall.txt"

[quotes.hall]
speaker = "diaz"
mode = "paraphrase"
text = "We agree on the new rules for trade."
language = "en"
source = "hall"
excerpt = {exact = "We agree on the new rules for trade"}
"""
    good = bad.replace('"paraphrase"', '"direct"')

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        is_translated = quote.translated_from or source.translator
        if quote.mode != "paraphrase" or is_translated or not is_same_language(entry):
            return
        evidence = self._excerpts.locate(entry)
        if evidence is None or len(evidence.passages) != 1 or len(evidence.segments) > 1:
            return
        start, end = evidence.passages[0].start, evidence.passages[0].end
        is_own = quote.speaker in speech_by(source)
        if not is_own and mode_at(text.speech, start, end) != "direct":
            return
        size = len(quote.text)
        around = text.text.text[max(0, start - size) : end + size]
        own = normalize(quote.text)
        if own.count(" ") >= _FEWEST_SPACES and f" {own} " in f" {normalize(around)} ":
            message = gettext(
                "these are the words that the source quotes; if it does not translate, the mode "
                "is direct"
            )
            yield Violation(message, "mode")


class DirectInAnotherLanguage(RecordDoubtRule):
    """A direct quotation is in another language than its source."""

    code = "W315"
    title = "A direct quotation is in another language than its source."
    explanation = (
        "Then it is a translation, and `direct` promises the very words. Put the source's words "
        "into `text` and yours into `translations`, or make it a `paraphrase`. Where a source "
        "prints both languages, silence the check, or write the words as printed. Example: "
        "English words from an article in Chinese."
    )
    bad = """
[quotes.translated]
speaker = "wang"
mode = "direct"
text = "Technology should benefit humanity."
language = "en"
source = "agency"
"""
    good = bad.replace('"direct"', '"paraphrase"')


class InterruptedDirectText(RecordDoubtRule):
    """The text of a direct quotation holds the words by which the source attributes it."""

    code = "W320"
    title = "The direct quotation holds words that nobody spoke."
    explanation = (
        "Between its quotation marks the source says who speaks. Leave that out, with `…` in its "
        "place, or make two statements of it. Example: `“We agree,” she said, “to act.”`, which "
        "is `We agree … to act.`"
    )
    bad = """
texts."hall.txt" = "“We agree,” Diaz said, “to act.”"

[sources.hall]
title = "In the hall"
publisher = "The Wire"
kind = "news"
text = "hall.txt"

[quotes.hall]
speaker = "diaz"
mode = "direct"
text = "We agree,” Diaz said, “to act."
source = "hall"
"""
    good = bad.replace('agree,” Diaz said, “to act."\nsource', 'agree … to act."\nsource')
