"""Locates an excerpt in a text: word for word, and never where the text is only similar."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice
from typing import Final

from summit_tui.evidence.nearest import Paragraphs, nearest_span
from summit_tui.evidence.normalize import NormalizedText, normalize
from summit_tui.i18n import gettext
from summit_tui.model.fields import Excerpt
from summit_tui.model.text import HAN

MOST: Final = 100
"""The most passages of an ambiguous excerpt that are listed."""
_MOST_COMPARED: Final = 10_000
"""The most matches that are compared with the excerpt's prefix and suffix."""

_ELISION: Final = re.compile(r"\[ ?… ?\]|\( ?… ?\)|〔…〕|【…】|…")
_SPACELESS: Final = (
    HAN + r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\ua9e0-\ua9ff\uaa60-\uaa7f"
)
"""Scripts written without spaces: Han, kana, Thai, Lao, Burmese, Khmer, New Tai Lue."""
_UNSPACED: Final = re.compile(f"[{_SPACELESS}]")
_WORD_CONTINUES: Final = re.compile(rf"['’‘＇`´ʼ′](?![sS](?!\w))[^\W\d_{_SPACELESS}]")
"""An apostrophe and what it joins to a word, as in "can't"; a possessive means the same without."""
_THIN: Final = r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_NUMBER: Final = re.compile(
    r"(?:(?<!\S)[-−–])?(?:(?<!\S)\.)?"
    rf"(?:\d{{1,3}}(?:{_THIN}\d{{3}}(?!\d))+|\d+)(?:[.,:'’٫٬]\d+)*"
)
_LONGEST_NUMBER: Final = 40
"""The most characters before and after an edge that may belong to the same number."""

_Span = tuple[int, int]
_Match = tuple[_Span, ...]
"""Where the segments of an excerpt stand in the normalized text; one span if none is elided."""


class Status(StrEnum):
    """The outcome of locating an excerpt."""

    FOUND = "found"
    """It stands there once, or once with its prefix and suffix."""
    AMBIGUOUS = "ambiguous"
    """It stands there more than once, and nothing tells which is meant."""
    MISSING = "missing"
    """It does not stand in the text word for word."""
    NO_TEXT = "no text"
    """There is no text of the source."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text as it was given, in code points counted from 0."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends; not included."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an excerpt stands in its source."""

    status: Status
    """The outcome."""
    passages: tuple[Passage, ...] = ()
    """One when found, from the first word to the last; when ambiguous each, up to `MOST`."""
    segments: tuple[Passage, ...] = ()
    """When found: the passage itself, or each segment of an elided excerpt."""
    source: "SourceText | None" = field(default=None, repr=False, compare=False)
    """The text that was searched."""
    words: str = field(default="", repr=False, compare=False)
    """The words that were searched for, normalized."""

    @property
    def nearest(self) -> Passage | None:
        """The passage closest to a missing excerpt, a hint to the reader and never its location.

        It is searched for at each call: milliseconds in an article, seconds in ten megabytes.
        """
        if self.status is not Status.MISSING or self.source is None:
            return None
        return self.source.nearest(self.words)

    def location(self) -> str:
        """Return where the passages are, such as "paragraph 3"; empty where there is none."""
        return self.source.location(self.passages) if self.source and self.passages else ""

    def sentence(self) -> str:
        """Return the outcome in plain words, such as "found in the source, paragraph 3"."""
        where = self.location()
        match self.status:
            case Status.FOUND:
                if len(self.segments) > 1:
                    template = "found in the source in {number} pieces, {where}"
                    return gettext(template, number=len(self.segments), where=where)
                return gettext("found in the source, {where}", where=where)
            case Status.AMBIGUOUS:
                template = _SOME_PASSAGES if len(self.passages) < MOST else _MANY_PASSAGES
                return gettext(template, number=len(self.passages), where=where)
            case Status.MISSING:
                return gettext("not found word for word in the source")
            case Status.NO_TEXT:
                return gettext("no text of the source to look in")


_SOME_PASSAGES: Final = (
    "found in {number} places of the source, {where}: "
    "words before or after it would tell which is meant"
)
_MANY_PASSAGES: Final = (
    "found in {number} or more places of the source, {where}: "
    "words before or after it would tell which is meant"
)


NO_TEXT: Final = Evidence(Status.NO_TEXT)


class SourceText:
    """A text prepared once, to be searched for many excerpts."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text as it was given; every passage is a part of it."""
        self._normalized = NormalizedText(text)
        self._paragraphs: Paragraphs | None = None

    def find(self, excerpt: Excerpt) -> Evidence:
        """Locate an excerpt; prefix and suffix only decide between several matches.

        An ellipsis in the excerpt is first taken literally, and where the text has none there, as
        words left out: then the segments stand in order, as close together as possible.
        """
        words = normalize(excerpt.exact)
        limit = _MOST_COMPARED if excerpt.prefix or excerpt.suffix else MOST
        matches = list(islice(self._matches(words), limit))
        # Where not all matches were compared, another beyond the last might fit as well.
        if 1 < len(matches) < limit:
            prefix = normalize(excerpt.prefix or "").lstrip("… ")
            suffix = normalize(excerpt.suffix or "").rstrip("… ")
            fitting = [match for match in matches if self._fits(match, prefix, suffix)]
            matches = fitting or matches
        passages = tuple(self._passage(match[0][0], match[-1][1]) for match in matches[:MOST])
        if not matches:
            return Evidence(Status.MISSING, source=self, words=words)
        if len(matches) > 1:
            return Evidence(Status.AMBIGUOUS, passages, source=self, words=words)
        segments = tuple(self._passage(*span) for span in matches[0])
        return Evidence(Status.FOUND, passages, segments, self, words)

    def find_words(self, words: str) -> Evidence:
        """Locate words that are no excerpt of a record."""
        return self.find(Excerpt(exact=words))

    def nearest(self, words: str) -> Passage | None:
        """Return the passage that shares most with `words`, or None where none shares half."""
        span = nearest_span(self._normalized.text, normalize(words))
        return span and self._passage(*span)

    def location(self, passages: tuple[Passage, ...]) -> str:
        """Return in which paragraphs, or in a text without any, in which lines passages stand."""
        if self._paragraphs is None:
            self._paragraphs = Paragraphs(self.text)
        return self._paragraphs.name([(passage.start, passage.end) for passage in passages])

    def _matches(self, words: str) -> Iterator[_Match]:
        """Yield each match of normalized words in the text, from first to last."""
        literal = self._windows([words]) if words else iter(())
        first = next(literal, None)
        if first is not None:
            yield from chain([first], literal)
            return
        segments = [segment.strip(" ") for segment in _ELISION.split(words)]
        segments = [segment for segment in segments if any(map(str.isalnum, segment))]
        if segments and segments != [words]:
            yield from self._windows(segments)

    def _windows(self, segments: list[str]) -> Iterator[_Match]:
        """Yield each match of segments that follow one another that contains no shorter match."""
        following = [(-1, -1)] * len(segments)
        shortest: _Match | None = None
        for span in self._occurrences(segments[0], 0):
            following[0] = span
            for number in range(1, len(segments)):
                earliest = following[number - 1][1]
                if following[number][0] < earliest:
                    later = next(self._occurrences(segments[number], earliest), None)
                    if later is None:
                        if shortest:
                            yield shortest
                        return
                    following[number] = later
            if shortest and shortest[-1] != following[-1]:
                yield shortest
            shortest = tuple(following)
        if shortest:
            yield shortest

    def _occurrences(self, words: str, start: int) -> Iterator[_Span]:
        """Yield the normalized span of each occurrence, overlapping ones too, that cuts no word."""
        start = self._normalized.text.find(words, start)
        while start >= 0:
            end = start + len(words)
            if not self._cuts(start) and not self._cuts(end):
                yield start, end
            start = self._normalized.text.find(words, start + 1)

    def _cuts(self, edge: int) -> bool:
        """Tell whether a normalized position lies inside a word or a number."""
        text = self._normalized.text
        if not 0 < edge < len(text):
            return False
        left, right = text[edge - 1], text[edge]
        if _joined(left, right):
            return True
        # The text as given decides, because normalizing drops spaces and makes commas of
        # full-width ones, and both would join what they separate.
        if right == "'" and left.isalpha() and not _UNSPACED.match(left):
            after = self._normalized.original(edge - 1, edge)[1]
            return bool(_WORD_CONTINUES.match(self.text, after))
        if right.isdigit():
            return self._cuts_number(self._normalized.original(edge, edge + 1)[0])
        return left.isdigit() and self._cuts_number(self._normalized.original(edge - 1, edge)[1])

    def _cuts_number(self, edge: int) -> bool:
        """Tell whether a position in the text as given lies inside a number."""
        window = max(0, edge - _LONGEST_NUMBER), edge + _LONGEST_NUMBER
        numbers = _NUMBER.finditer(self.text, *window)
        return any(number.start() < edge < number.end() for number in numbers)

    def _fits(self, match: _Match, prefix: str, suffix: str) -> bool:
        """Tell whether normalized prefix and suffix stand directly before and after."""
        text, start, end = self._normalized.text, match[0][0], match[-1][1]
        start -= start > 0 and text[start - 1] == " "
        end += text.startswith(" ", end)
        return text.endswith(prefix, 0, start) and text.startswith(suffix, end)

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(*self._normalized.original(start, end))


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    categories = unicodedata.category(left), unicodedata.category(right)
    if categories[1].startswith("M"):
        return left != " "
    if not all(
        (char.isalnum() or char == "_" or category[0] == "M") and not _UNSPACED.match(char)
        for char, category in zip((left, right), categories, strict=True)
    ):
        return False
    # A superscript after a word is a footnote; after a number it is a power.
    return "No" not in categories or (left.isnumeric() and right.isnumeric())
