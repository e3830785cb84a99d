"""Rules for what an ellipsis leaves out of the source's words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summit_tui.archive import Entry
from summit_tui.evidence.elision import Hidden, LeftOut
from summit_tui.evidence.locate import Evidence
from summit_tui.evidence.quotations import without_marks
from summit_tui.i18n import gettext
from summit_tui.lint.evidence import TextRule
from summit_tui.lint.rule import RuleContext, Violation, shorten
from summit_tui.lint.source_texts import PreparedText
from summit_tui.lint.speakers_in_text import Speakers, persons_near, speakers_of_turn
from summit_tui.model.records import Quote, Source

_MESSAGES: Final = {
    Hidden.NEGATION: "the ellipsis leaves out a negation: ‘{words}’",
    Hidden.NUMBER: "the ellipsis leaves out a number: ‘{words}’",
    Hidden.QUOTATION: "the ellipsis leaves out another quotation: ‘{words}’",
    Hidden.SENTENCE: "the ellipsis leaves out more than a sentence: ‘{words}’",
}


class _ElisionRule(TextRule):
    """A rule for the pieces of an elided excerpt or of an elided direct quotation."""

    def check_text(
        self, entry: Entry, quote: Quote, source: Source, text: PreparedText
    ) -> Iterator[Violation]:
        seen: set[tuple[int, int]] = set()
        for field, evidence in self._elided(entry, quote, text):
            for part in evidence.left_out:
                if (part.start, part.end) not in seen:
                    seen.add((part.start, part.end))
                    yield from self.check_left_out(entry, text, field, part)

    def check_left_out(
        self, entry: Entry, text: PreparedText, field: str, part: LeftOut
    ) -> Iterator[Violation]:
        """Yield what is doubtful with one ellipsis."""
        raise NotImplementedError

    def _elided(
        self, entry: Entry, quote: Quote, text: PreparedText
    ) -> Iterator[tuple[str, Evidence]]:
        """Yield the fields of a statement that have an ellipsis, with where their pieces are."""
        evidence = self._excerpts.locate(entry)
        if evidence and len(evidence.segments) > 1:
            yield "excerpt", evidence
        if quote.mode == "direct" and ("…" in quote.text or "..." in quote.text):
            yield "text", text.find_words(without_marks(quote.text))


class EllipsisHides(_ElisionRule):
    """An ellipsis leaves out what may change the sense of the words that are left."""

    code = "W316"
    title = "The ellipsis leaves out what may change the sense."
    explanation = (
        "A negation, a number, another quotation or more than a sentence stands where the "
        "ellipsis does. Read it with them: if it says something else, quote them too, or make two "
        "statements of it. What attributes a quotation in its middle may be left out. Example: "
        "`We … accept` where the source prints “We do not accept”."
    )
    bad = """
texts."hall.txt" = "“We do not accept closed models,” Diaz said."

[sources.hall]
title = "In the hall"
publisher = "The Wire"
kind = "news"
text = "hall.txt"

[quotes.hall]
speaker = "diaz"
mode = "direct"
text = "We … accept closed models"
source = "hall"
"""
    good = bad.replace("do not", "do always")

    def check_left_out(
        self, entry: Entry, text: PreparedText, field: str, part: LeftOut
    ) -> Iterator[Violation]:
        if part.hidden:
            message = gettext(_MESSAGES[part.hidden[0]], words=shorten(part.text))
            yield Violation(message, field)


class StitchedQuotations(_ElisionRule):
    """The pieces that an ellipsis joins are by two people."""

    code = "W317"
    title = "The ellipsis joins what two people said."
    explanation = (
        "Before and behind it the source names different speakers, or the turns of a transcript "
        "are those of different ones. Make two statements of it. Example: `We agree … we act` "
        "where the source prints “We agree,” Diaz said. “We act,” Lindqvist said."
    )
    bad = """
texts."hall.txt" = "MS. DIAZ: We all agree.\\n\\nMR. LINDQVIST: So we act."

[sources.hall]
title = "In the hall"
publisher = "The Wire"
kind = "transcript"
text = "hall.txt"

[quotes.hall]
speaker = "diaz"
mode = "direct"
text = "We all agree … So we act."
source = "hall"
"""
    good = bad.replace("MR. LINDQVIST: ", "")

    def __init__(self, context: RuleContext) -> None:
        super().__init__(context)
        self._speakers = context.resource(Speakers)

    def check_left_out(
        self, entry: Entry, text: PreparedText, field: str, part: LeftOut
    ) -> Iterator[Violation]:
        known = self._speakers.of_event(entry.address.event)
        named = []
        for at in (part.start - 1, part.end):
            turn = text.speech.sure_turn(at)
            if turn:
                named.append(speakers_of_turn(turn, known) or frozenset((turn.label,)))
            else:
                named.append(persons_near(at, text, known))
        for before, after in pairwise(named):
            if before and after and before.isdisjoint(after):
                message = gettext(
                    "the ellipsis joins what ‘{first}’ and ‘{second}’ said; "
                    "make two statements of it",
                    first=min(before),
                    second=min(after),
                )
                yield Violation(message, field)
