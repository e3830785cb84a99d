"""The quotations of a draft: what stands in marks, with what the draft states of each."""

import re
from dataclasses import dataclass
from typing import Final

from summit_tui.attribution.beside import HIDDEN, Span, attributed_quotations, is_chinese
from summit_tui.attribution.stated import Stated
from summit_tui.model.text import one_line
from summit_tui.verify.draft import Draft
from summit_tui.verify.word_sequence import Segment, segments_of

_CONTINUING: Final = re.compile(r"\s*\n[^\S\n]*\n\s*[“„\"«「『‘]?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a draft prints in quotation marks, in one piece or in several."""

    ranges: tuple[Span, ...]
    """Where its pieces stand in the draft's text, without their marks."""
    text: str
    """The words as the draft has them, on one line, without the outer marks."""
    segments: tuple[Segment, ...]
    """Its words as they are compared."""
    stated: Stated
    """What the draft states of who said it."""
    is_chinese: bool
    """Are there more characters of Han than Latin letters?"""

    @property
    def start(self) -> int:
        """Where the first piece begins in the draft's text."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends in the draft's text."""
        return self.ranges[-1][1]


def quotations_of(draft: Draft) -> list[Quotation]:
    """Return the quotations of a draft in their order."""
    text = draft.text
    quotations: list[Quotation] = []
    for quotation in attributed_quotations(text):
        words = _words(text, quotation.ranges)
        if segments := segments_of(words):
            quotations.append(
                Quotation(
                    quotation.ranges,
                    one_line(words),
                    tuple(segments),
                    quotation.stated,
                    is_chinese(words),
                )
            )
    return quotations


def _words(text: str, pieces: tuple[Span, ...]) -> str:
    """Return the words of all pieces as one text."""
    parts = [_CONTINUING.sub(" ", text[start:end]).replace(HIDDEN, "") for start, end in pieces]
    return " ".join(part.strip() for part in parts)
