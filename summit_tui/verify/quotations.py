"""The quotations of a draft: what stands in marks, with what the draft states of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from summit_tui.attribution.quotation import quoted_spans
from summit_tui.model.text import HAN, one_line
from summit_tui.verify import chinese, english
from summit_tui.verify.draft import HIDDEN, Draft
from summit_tui.verify.stated import NOTHING, Stated
from summit_tui.verify.word_sequence import Segment, segments_of

Span = tuple[int, int]

_HAN: Final = re.compile(f"[{HAN}]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n\s*")
_CONTINUING: Final = re.compile(r"\s*\n[^\S\n]*\n\s*[“„\"«「『‘]?")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct"
    r"|Nov|Dec|[A-Z])|\b[A-Z]\.[A-Z])$"
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\Wa-z])|[。！？!?][”」』’]?")
_LONGEST_INTERRUPTION: Final = 160
"""The most characters of an attribution in the middle of a quotation."""
_FULL_STOP: Final = re.compile(r"[.。…!?！？][’'」』”\s]*$")
_OPEN_END: Final = re.compile(r"[,，?？!！—–-][’'」』”\s]*$")


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
    groups = list(_joined(text, quoted_spans(text)))
    quotations: list[Quotation] = []
    for number, pieces in enumerate(groups):
        words = _words(text, pieces)
        segments = segments_of(words)
        if not segments:
            continue
        before = groups[number - 1] if number else ()
        after = groups[number + 1] if number + 1 < len(groups) else ()
        stated = _stated(text, pieces, before[-1][1] if before else 0, after)
        if stated is NOTHING and quotations and quotations[-1].ranges == before:
            stated = _continued(text, quotations[-1], pieces)
        quotation = Quotation(pieces, one_line(words), tuple(segments), stated, is_chinese(words))
        quotations.append(quotation)
    return quotations


def is_chinese(text: str) -> bool:
    """Return whether a text has more characters of Han than Latin letters."""
    return len(_HAN.findall(text)) > len(_LATIN.findall(text))


def _words(text: str, pieces: tuple[Span, ...]) -> str:
    """Return the words of all pieces as one text."""
    parts = [_CONTINUING.sub(" ", text[start:end]).replace(HIDDEN, "") for start, end in pieces]
    return " ".join(part.strip() for part in parts)


def _joined(text: str, spans: list[Span]) -> Iterator[tuple[Span, ...]]:
    """Yield the pieces of each quotation: one that its attribution interrupts has several."""
    pieces: tuple[Span, ...] = ()
    for span in spans:
        if pieces and _is_interruption(text, pieces[-1], span):
            pieces += (span,)
            continue
        if pieces:
            yield pieces
        pieces = (span,)
    if pieces:
        yield pieces


def _is_interruption(text: str, piece: Span, following: Span) -> bool:
    """Return whether only an attribution, closed by a comma, stands between two pieces."""
    between = text[piece[1] + 1 : following[0] - 1]
    if len(between) > _LONGEST_INTERRUPTION or _PARAGRAPH.search(between):
        return False
    closed = between.rstrip().endswith((",", "，"))
    opened = _OPEN_END.search(text[: piece[1]][-4:]) or between.lstrip().startswith((",", "，"))
    if not closed or not opened or _SENTENCE_END.search(between):
        return False
    clause = between.strip(" ,，\n")
    return bool(_read(clause, "after")) and not re.search(r"\b(?:adding|and)$", clause)


def _stated(text: str, pieces: tuple[Span, ...], floor: int, after: tuple[Span, ...]) -> Stated:
    """Return what the sentence round a quotation states; `NOTHING` where it says nothing."""
    first, last = pieces[0], pieces[-1]
    before = _sentence_before(text, floor, first[0] - 1)
    ceiling = after[0][0] - 1 if after else len(text)
    behind = _sentence_behind(text, last[1] + 1, ceiling)
    if len(pieces) > 1:
        between = text[first[1] + 1 : pieces[1][0] - 1]
        return _read(between, "after") or NOTHING
    ended = bool(_FULL_STOP.search(text[first[0] : last[1]])) and not text[
        first[0] : last[1]
    ].rstrip().endswith(("?", "!", "？", "！", "…"))
    stated_behind = None if ended else _read(behind, "after")
    stated_ahead = _read(before, "before") if before.strip() else None
    if stated_ahead and before.rstrip().endswith((":", "：")):
        return stated_ahead
    return stated_ahead or stated_behind or NOTHING


def _read(text: str, side: Literal["after", "before"]) -> Stated | None:
    text = text.replace(HIDDEN, "")
    if _HAN.search(text):
        own = chinese.stated_after(text) if side == "after" else chinese.stated_before(text)
        if own or is_chinese(text):
            return own
    text = re.sub(r"\s+", " ", text)  # a name or a day may run over the end of a line
    return english.stated_after(text) if side == "after" else english.stated_before(text)


def _sentence_before(text: str, floor: int, end: int) -> str:
    """Return the part of a sentence before a quotation, after an earlier one."""
    window = text[max(floor + (floor > 0), end - 400) : end]
    window = _PARAGRAPH.split(window)[-1]
    starts = [
        match.end()
        for match in _SENTENCE_END.finditer(window)
        if not _ABBREVIATION.search(window[: match.start()])
    ]
    return window[starts[-1] :] if starts else window


def _sentence_behind(text: str, start: int, ceiling: int) -> str:
    """Return the rest of a sentence behind a quotation, up to the next one."""
    window = _PARAGRAPH.split(text[start : min(ceiling, start + 400)])[0]
    if re.match(r"\s*[.。!?！？;；]", window):
        return ""
    for match in _SENTENCE_END.finditer(window):
        if not _ABBREVIATION.search(window[: match.start()]):
            return window[: match.start()]
    return window


def _continued(text: str, previous: Quotation, pieces: tuple[Span, ...]) -> Stated:
    """Return what the sentence before states where nothing but its attribution lies between.

    “…,” she said. “…”: only within a paragraph; in the next one somebody else may speak.
    """
    between = text[previous.end + 1 : pieces[0][0] - 1]
    is_close = len(between) <= _LONGEST_INTERRUPTION and not _PARAGRAPH.search(between)
    ends = between.rstrip().endswith((".", "。"))
    one_sentence = not _SENTENCE_END.search(between.rstrip()[:-1])
    if is_close and ends and one_sentence and previous.stated is not NOTHING:
        return previous.stated
    return NOTHING
