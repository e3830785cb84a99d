"""An excerpt is looked for in a text: word for word, and never in a place that is only similar."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice
from typing import Final

from summit_tui.evidence.nearest import Paragraphs, nearest_span
from summit_tui.evidence.normalize import HAN, NormalizedText, normalize
from summit_tui.model.fields import Excerpt

MOST: Final = 100
"""So many places of an ambiguous excerpt are listed."""
_MOST_COMPARED: Final = 10_000
"""So many places are compared with the excerpt's prefix and suffix."""

_ELISION: Final = re.compile(r"\[ ?… ?\]|\( ?… ?\)|〔…〕|【…】|…")
_SPACELESS: Final = (
    HAN + r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\ua9e0-\ua9ff\uaa60-\uaa7f"
)
"""Scripts written without spaces: Han, kana, Thai, Lao, Burmese, Khmer, New Tai Lue."""
_UNSPACED: Final = re.compile(f"[{_SPACELESS}]")
_WORD_GOES_ON: Final = re.compile(rf"['’‘＇`´ʼ′](?![sS](?!\w))[^\W\d_{_SPACELESS}]")
"""An apostrophe and what it joins to a word, as in "can't"; a possessive says the same without."""
_THIN: Final = r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_NUMBER: Final = re.compile(
    r"(?:(?<!\S)[-−–])?(?:(?<!\S)\.)?"
    rf"(?:\d{{1,3}}(?:{_THIN}\d{{3}}(?!\d))+|\d+)(?:[.,:'’٫٬]\d+)*"
)
_LONGEST_NUMBER: Final = 40
"""So many characters before and after an edge may belong to the same number."""

_Span = tuple[int, int]
_Way = tuple[_Span, ...]


class Status(StrEnum):
    """What came of looking for an excerpt."""

    FOUND = "found"
    """It stands in one place, or in one place with its prefix and suffix."""
    AMBIGUOUS = "ambiguous"
    """It stands in several places, and nothing says which is meant."""
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
    """What came of looking."""
    passages: tuple[Passage, ...] = ()
    """One when found, from the first word to the last; when ambiguous each place, up to `MOST`."""
    pieces: tuple[Passage, ...] = ()
    """When found: the passage itself, or each piece of an elided excerpt."""
    source: "SourceText | None" = field(default=None, repr=False, compare=False)
    """The text that was looked in."""
    words: str = field(default="", repr=False, compare=False)
    """The words that were looked for, folded."""

    @property
    def nearest(self) -> Passage | None:
        """For a missing excerpt the closest passage, to be shown beside it and never as its place.

        It is looked for at each asking: milliseconds in an article, seconds in ten megabytes.
        """
        if self.status is not Status.MISSING or self.source is None:
            return None
        return self.source.nearest(self.words)

    def sentence(self) -> str:
        """Return the outcome in plain words, such as "found in the source, paragraph 3"."""
        where = self.source.where(self.passages) if self.source and self.passages else ""
        match self.status:
            case Status.FOUND:
                pieces = f" in {len(self.pieces)} pieces" if len(self.pieces) > 1 else ""
                return f"found in the source{pieces}, {where}"
            case Status.AMBIGUOUS:
                number = len(self.passages)
                places = f"{number} or more" if number == MOST else f"{number}"
                hint = "words before or after it would tell which is meant"
                return f"found in {places} places of the source, {where}: {hint}"
            case Status.MISSING:
                return "not found word for word in the source"
            case Status.NO_TEXT:
                return "no text of the source to look in"


NO_TEXT: Final = Evidence(Status.NO_TEXT)


class SourceText:
    """A text prepared once, to be asked for many excerpts."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text as it was given; every passage is a part of it."""
        self._folded = NormalizedText(text)
        self._paragraphs: Paragraphs | None = None

    def find(self, excerpt: Excerpt) -> Evidence:
        """Look for an excerpt; prefix and suffix decide only between several places.

        An ellipsis in the excerpt is first taken at its word, and where the text has none there,
        as words left out: then the pieces stand in order, as close together as they can.
        """
        words = normalize(excerpt.exact)
        most = _MOST_COMPARED if excerpt.prefix or excerpt.suffix else MOST
        ways = list(islice(self._ways(words), most))
        # Where not all places were compared, another beyond the last might fit as well.
        if 1 < len(ways) < most:
            prefix = normalize(excerpt.prefix or "").lstrip("… ")
            suffix = normalize(excerpt.suffix or "").rstrip("… ")
            ways = [way for way in ways if self._fits(way, prefix, suffix)] or ways
        passages = tuple(self._passage(way[0][0], way[-1][1]) for way in ways[:MOST])
        if not ways:
            return Evidence(Status.MISSING, source=self, words=words)
        if len(ways) > 1:
            return Evidence(Status.AMBIGUOUS, passages, source=self, words=words)
        pieces = tuple(self._passage(*span) for span in ways[0])
        return Evidence(Status.FOUND, passages, pieces, self, words)

    def find_words(self, words: str) -> Evidence:
        """Look for words by themselves."""
        return self.find(Excerpt(exact=words))

    def nearest(self, words: str) -> Passage | None:
        """Return the passage that shares most with `words`, or None where none shares half."""
        span = nearest_span(self._folded.text, normalize(words))
        return span and self._passage(*span)

    def where(self, passages: tuple[Passage, ...]) -> str:
        """Say in which paragraphs, or in a text without any, in which lines passages stand."""
        if self._paragraphs is None:
            self._paragraphs = Paragraphs(self.text)
        return self._paragraphs.name([(passage.start, passage.end) for passage in passages])

    def _ways(self, words: str) -> Iterator[_Way]:
        """Yield each way in which folded words stand in the text, from first to last."""
        literally = self._windows([words]) if words else iter(())
        first = next(literally, None)
        if first is not None:
            yield from chain([first], literally)
            return
        pieces = [piece.strip(" ") for piece in _ELISION.split(words)]
        pieces = [piece for piece in pieces if any(map(str.isalnum, piece))]
        if pieces and pieces != [words]:
            yield from self._windows(pieces)

    def _windows(self, pieces: list[str]) -> Iterator[_Way]:
        """Yield each way in which pieces follow one another that contains no shorter way."""
        following = [(-1, -1)] * len(pieces)
        shortest: _Way | None = None
        for span in self._occurrences(pieces[0], 0):
            following[0] = span
            for number in range(1, len(pieces)):
                earliest = following[number - 1][1]
                if following[number][0] < earliest:
                    later = next(self._occurrences(pieces[number], earliest), None)
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
        """Yield the folded span of each occurrence, overlapping ones too, that cuts no word."""
        at = self._folded.text.find(words, start)
        while at >= 0:
            end = at + len(words)
            if not self._cuts(at) and not self._cuts(end):
                yield at, end
            at = self._folded.text.find(words, at + 1)

    def _cuts(self, edge: int) -> bool:
        """Tell whether a folded position lies inside a word or a number."""
        folded = self._folded.text
        if not 0 < edge < len(folded):
            return False
        left, right = folded[edge - 1], folded[edge]
        if _joined(left, right):
            return True
        # The text as given is asked, because folding drops spaces and makes commas of full-width
        # ones, and both would join what they part.
        if right == "'" and left.isalpha() and not _UNSPACED.match(left):
            after = self._folded.original(edge - 1, edge)[1]
            return bool(_WORD_GOES_ON.match(self.text, after))
        if right.isdigit():
            return self._cuts_number(self._folded.original(edge, edge + 1)[0])
        return left.isdigit() and self._cuts_number(self._folded.original(edge - 1, edge)[1])

    def _cuts_number(self, edge: int) -> bool:
        """Tell whether a place in the text as given lies inside a number."""
        around = max(0, edge - _LONGEST_NUMBER), edge + _LONGEST_NUMBER
        numbers = _NUMBER.finditer(self.text, *around)
        return any(number.start() < edge < number.end() for number in numbers)

    def _fits(self, way: _Way, prefix: str, suffix: str) -> bool:
        """Tell whether folded prefix and suffix stand directly before and after."""
        folded, start, end = self._folded.text, way[0][0], way[-1][1]
        start -= start > 0 and folded[start - 1] == " "
        end += folded.startswith(" ", end)
        return folded.endswith(prefix, 0, start) and folded.startswith(suffix, end)

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(*self._folded.original(start, end))


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    kinds = unicodedata.category(left), unicodedata.category(right)
    if kinds[1].startswith("M"):
        return left != " "
    if not all(
        (char.isalnum() or char == "_" or kind[0] == "M") and not _UNSPACED.match(char)
        for char, kind in zip((left, right), kinds, strict=True)
    ):
        return False
    # A superscript after a word is a footnote; after a number it is a power.
    return "No" not in kinds or (left.isnumeric() and right.isnumeric())
