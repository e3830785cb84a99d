"""Matches words in a normalized text: whole words, in order, with what an editor may change.

What an editor may change: an ellipsis stands for words that are left out, punctuation at the edge
of an excerpt is that of the sentence it now stands in, and square brackets hold the editor's own
words: `[t]he`, `[Lee]`, `[sic]`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from summit_tui.evidence.elision import is_negated
from summit_tui.evidence.normalize import NormalizedText
from summit_tui.model.text import HAN

Span = tuple[int, int]
Match = tuple[Span, ...]
"""Where the segments of an excerpt stand in the normalized text; one span if none is elided."""
_Search = Callable[[str, int], Iterator[Span]]
"""Yields where words stand in the normalized text, from a position on."""


class Difference(StrEnum):
    """In what an excerpt differs from the words that were found for it."""

    NOTHING = ""
    ELISION = "elision"
    """Words are left out where it has an ellipsis."""
    EDGE = "edge"
    """Punctuation at its beginning or end."""
    BRACKETS = "brackets"
    """What stands in square brackets is the editor's."""


_ELISION: Final = re.compile(r"\[ ?… ?\]|\( ?… ?\)|〔…〕|【…】|…")
_EDGE: Final = " .,;:!?、。，；：！？．"
"""Punctuation that a quotation takes from the sentence it stands in, and spaces."""
_STOPS: Final = ("", *",.;?!。")
"""What may stand before a mark that closes a quotation: some guides set a stop of theirs there."""
_CLOSED: Final = re.compile(r"(.+?)[.,;。]?([\"'])", re.DOTALL)
_NEAR: Final = 200
"""The most characters between a short segment and the one before or behind it."""
_SHORT_WORDS: Final = 3
_SHORT_HAN: Final = 5
"""A segment of fewer words, or characters of Han, is short: it stands in a text many times."""
_BRACKET: Final = re.compile(r"( ?)\[([^\[\]]{0,80})\]( ?)")
_CHINESE_BRACKETS: Final = str.maketrans("〔〕【】", "[][]")
_DROPPED: Final = r"\w{1,5}"
"""What empty brackets stand for: the letters that end a word."""
_SIC: Final = re.compile(r"sic[.!]?", re.IGNORECASE)
_REPLACED: Final = "[^.!?。！？]{1,60}?"
"""What words in brackets may stand for: a part of one sentence."""
_FEWEST_LETTERS: Final = 4
"""So many letters of an excerpt must be the source's own."""
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


class Matcher:
    """A text prepared once, to be searched for normalized words."""

    def __init__(self, text: str) -> None:
        self._given = text
        self.normalized = NormalizedText(text)
        """The text in which words are matched, with the positions in the text as given."""

    def matches(self, words: str) -> tuple[Difference, Iterator[Match]]:
        """Return the matches of normalized words, from first to last, and how they differ.

        The first of these readings that has a match counts: the words literally, with words left
        out for each ellipsis, without punctuation at the edges, with brackets as an editor's.
        """
        for difference, segments in _readings(words):
            is_edited = difference is Difference.BRACKETS
            windows = self._windows(segments, self._bracketed if is_edited else self._literal)
            first = next(windows, None)
            if first is not None:
                return difference, chain([first], windows)
        return Difference.NOTHING, iter(())

    def fits(self, match: Match, prefix: str, suffix: str) -> bool:
        """Tell whether normalized prefix and suffix stand directly before and after."""
        text, start, end = self.normalized.text, match[0][0], match[-1][1]
        start -= start > 0 and text[start - 1] == " "
        end += text.startswith(" ", end)
        return text.endswith(prefix, 0, start) and text.startswith(suffix, end)

    def _windows(self, segments: list[str], search: _Search) -> Iterator[Match]:
        """Yield each match of segments that follow one another that contains no shorter match."""
        far = len(segments) > 1 and any(map(_is_short, segments))
        for match in self._shortest(segments, search):
            if not far or all(
                after[0] - before[1] <= _NEAR or not (_is_short(first) or _is_short(second))
                for (before, after), (first, second) in zip(
                    pairwise(match), pairwise(segments), strict=True
                )
            ):
                yield match

    def _shortest(self, segments: list[str], search: _Search) -> Iterator[Match]:
        following = [(-1, -1)] * len(segments)
        shortest: Match | None = None
        for span in self._whole(search(segments[0], 0)):
            following[0] = span
            for number in range(1, len(segments)):
                earliest = following[number - 1][1]
                if following[number][0] < earliest:
                    later = next(self._whole(search(segments[number], earliest)), None)
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

    def _whole(self, spans: Iterator[Span]) -> Iterator[Span]:
        """Yield the spans that cut no word and no number."""
        return (span for span in spans if not self._cuts(span[0]) and not self._cuts(span[1]))

    def _literal(self, words: str, start: int) -> Iterator[Span]:
        """Yield the normalized span of each occurrence of words, overlapping ones too."""
        start = self.normalized.text.find(words, start)
        while start >= 0:
            yield start, start + len(words)
            start = self.normalized.text.find(words, start + 1)

    def _bracketed(self, words: str, start: int) -> Iterator[Span]:
        """Yield where words with brackets stand; brackets hide no negation and no number."""
        if "[" not in words:
            yield from self._literal(words, start)
            return
        pattern = _bracket_pattern(words)
        for match in pattern.finditer(self.normalized.text, start) if pattern else ():
            replaced = " ".join(filter(None, match.groups()))
            if not is_negated(replaced) and not any(map(str.isdigit, replaced)):
                yield match.span()

    def _cuts(self, edge: int) -> bool:
        """Tell whether a normalized position lies inside a word or a number."""
        text = self.normalized.text
        if not 0 < edge < len(text):
            return False
        left, right = text[edge - 1], text[edge]
        if _joined(left, right):
            return True
        # The text as given decides, because normalizing drops spaces and makes commas of
        # full-width ones, and both would join what they separate.
        if right == "'" and left.isalpha() and not _UNSPACED.match(left):
            after = self.normalized.original(edge - 1, edge)[1]
            return bool(_WORD_CONTINUES.match(self._given, after))
        if right.isdigit():
            return self._cuts_number(self.normalized.original(edge, edge + 1)[0])
        return left.isdigit() and self._cuts_number(self.normalized.original(edge - 1, edge)[1])

    def _cuts_number(self, edge: int) -> bool:
        """Tell whether a position in the text as given lies inside a number."""
        window = max(0, edge - _LONGEST_NUMBER), edge + _LONGEST_NUMBER
        numbers = _NUMBER.finditer(self._given, *window)
        return any(number.start() < edge < number.end() for number in numbers)


def _readings(words: str) -> Iterator[tuple[Difference, list[str]]]:
    """Yield what normalized words may stand for, as segments that follow one another."""
    if words:
        yield Difference.NOTHING, [words]
    parts = [part.strip(" ") for part in _ELISION.split(words)]
    parts = [part for part in parts if any(map(str.isalnum, part))]
    if not parts:
        return
    if parts != [words]:
        yield Difference.ELISION, parts
    # A piece may end at one of the dots of “. . . .”, and a quotation takes the full stop or comma
    # of the sentence that it is put into.
    bare = [part.strip(_EDGE) for part in parts]
    difference = Difference.ELISION if len(bare) > 1 else Difference.EDGE
    if bare != parts:
        yield difference, bare
    if closed := _CLOSED.fullmatch(bare[-1]):
        for stop in _STOPS:
            yield difference, [*bare[:-1], f"{closed[1]}{stop}{closed[2]}"]
    if any(bracket in words for bracket in "[〔【"):
        yield Difference.BRACKETS, [part.translate(_CHINESE_BRACKETS) for part in bare]


def _is_short(words: str) -> bool:
    """Tell whether a segment says too little to be looked for far away."""
    han = sum(bool(_UNSPACED.match(char)) for char in words)
    return han < _SHORT_HAN and len(words.split()) < _SHORT_WORDS


@lru_cache(maxsize=64)
def _bracket_pattern(words: str) -> re.Pattern[str] | None:
    """Return what matches words with an editor's brackets; None where too little is the source's.

    A letter before others is the source's in another case, `[sic]` is nothing, empty brackets stand
    for the end of a word, and other words for a few of the source, or for none.
    """
    parts: list[str] = []
    at = own = 0
    for bracket in _BRACKET.finditer(words):
        parts.append(re.escape(words[at : bracket.start()]))
        own += sum(map(str.isalnum, words[at : bracket.start()]))
        at = bracket.end()
        before, content, after = bracket.groups()
        is_letter = len(content) == 1 and content.isalpha() and not _UNSPACED.match(content)
        if is_letter and not after and words[at : at + 1].isalpha():
            parts.append(before + f"[{content.lower()}{content.upper()}]")
        elif not content.strip() and words[: bracket.start()][-1:].isalpha():
            parts.append(_DROPPED + after)
        elif _SIC.fullmatch(content):
            parts.append(after and before)
        elif bracket.start() == 0 or at == len(words):
            continue
        elif before or after:
            parts.append(f"{before and ' ?'}({_REPLACED})??{after and ' ?'}")
        else:
            parts.append(f"({_REPLACED})??")
    own += sum(map(str.isalnum, words[at:]))
    parts.append(re.escape(words[at:]))
    return re.compile("".join(parts).strip(" ")) if own >= _FEWEST_LETTERS else None


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
