"""The quotations of a draft: what stands in marks, with what the draft states of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from summit_tui.attribution.beside import (
    HIDDEN,
    Span,
    attributed_quotations,
    credited,
    is_chinese,
    stated_above,
)
from summit_tui.attribution.stated import Stated
from summit_tui.evidence.quotations import quoted_spans
from summit_tui.model.text import one_line
from summit_tui.verify.draft import Draft
from summit_tui.verify.word_sequence import Segment, segments_of

_CONTINUING: Final = re.compile(r"\s*\n[^\S\n]*\n\s*[“„\"«「『‘]?")


Setting = Literal["marks", "block", "inner"]
"""What says that words are quoted: marks, their own block, or marks within those."""
_CREDIT: Final = re.compile(
    r"(?:\A|\n)[\s\u200b]*(?:(?:[—–―]+|--+)\s*)+(?P<dashed>[^\n]+)\s*\Z"
    r"|\s[(（](?P<bracketed>[^()（）\n]{2,160})[)）][.。]?\s*\Z"
)
"""The last line of a block, which says whose words it has: — Lin Mei, Minister of Transport."""
_LONGEST_CREDIT: Final = 240
"""The most characters from the end of a block in which a credit is looked for."""
_CREDIT_BELOW: Final = re.compile(
    r"[\s\u200b]*(?:(?:[—–―]+|--+)\s*)+(?P<dashed>[^\n]{2,160})(?=\s*\n\s*\n|\s*\Z)"
)
"""The same as the paragraph below a block."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a draft prints as the words of somebody, in one piece or in several."""

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
    setting: Setting = "marks"

    @property
    def start(self) -> int:
        """Where the first piece begins in the draft's text."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends in the draft's text."""
        return self.ranges[-1][1]


def quotations_of(draft: Draft) -> list[Quotation]:
    """Return the quotations of a draft in their order, those within one behind it."""
    text = draft.text
    blocks = [block for span in draft.blocks if (block := _block(text, span))]
    quotations = [*blocks]
    for quotation in attributed_quotations(text):
        first, last = quotation.ranges[0][0], quotation.ranges[-1][1]
        in_block = any(block.start <= first and last <= block.end for block in blocks)
        setting: Setting = "inner" if in_block else "marks"
        if outer := _quotation(text, quotation.ranges, quotation.stated, setting):
            quotations.append(outer)
            quotations += _within(text, quotation.ranges)
    return sorted(quotations, key=lambda own: (own.start, -own.end))


def _quotation(
    text: str, ranges: tuple[Span, ...], stated: Stated, setting: Setting
) -> Quotation | None:
    """Return a quotation of a text; None where it has no words."""
    words = _words(text, ranges)
    ranges = tuple(_trimmed(text, *span) for span in ranges)
    segments = tuple(segments_of(words))
    if not segments:
        return None
    return Quotation(ranges, one_line(words), segments, stated, is_chinese(words), setting)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the markup at its edges."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip(HIDDEN))
    return first, max(first, end - (len(words) - len(words.rstrip(HIDDEN))))


def _within(text: str, ranges: tuple[Span, ...]) -> Iterator[Quotation]:
    """Yield the quotations within the pieces of one, with what is stated there."""
    for start, end in ranges:
        for inner in attributed_quotations(text[start:end]):
            moved = tuple((start + first, start + last) for first, last in inner.ranges)
            if quotation := _quotation(text, moved, inner.stated, "inner"):
                yield quotation


def _block(text: str, span: Span) -> Quotation | None:
    """Return a block quotation; None where most of it stands in marks, as other quotations do."""
    start, end = span
    stated = stated_above(text, start)
    end = start + len(text[start:end].rstrip(f" \n{HIDDEN}"))
    if credit := _CREDIT.search(text, max(start, end - _LONGEST_CREDIT), end):
        own = credited((credit["dashed"] or credit["bracketed"]).replace(HIDDEN, ""))
        if own or credit["dashed"]:
            end = credit.start()
        stated = own or stated
    elif below := _CREDIT_BELOW.match(text, end):
        stated = credited(below["dashed"].replace(HIDDEN, "")) or stated
    marked = sum(last - first for first, last in quoted_spans(text[start:end]))
    if 2 * marked >= len(text[start:end].strip()):
        return None
    return _quotation(text, ((start, end),), stated, "block")


def _words(text: str, spans: tuple[Span, ...]) -> str:
    """Return the words of all pieces as one text."""
    parts = [_CONTINUING.sub(" ", text[start:end]).replace(HIDDEN, "") for start, end in spans]
    return " ".join(part.strip() for part in parts)
