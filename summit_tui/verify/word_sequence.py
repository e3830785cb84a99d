"""Words that are compared: those of a quotation in segments, and where a text has them in order.

What makes no other wording is left out of the comparison: marks, punctuation, case, accents, the
two Chinese scripts, line ends. Signs that change a number or a name stay (%, $, +, &).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from summit_tui.archive.analysis.normalize import is_single_character
from summit_tui.archive.analysis.positions import TokenStream, tokenize
from summit_tui.evidence.elision import is_negated
from summit_tui.model.text import HAN

Gap = Literal["elision", "bracket"]
"""What stands between two segments: words left out, or an editor's words in brackets."""

_DOTS: Final = r"(?:…|⋯|\.[ \u00a0]?\.[ \u00a0]?\.(?:[ \u00a0]?\.)?)+"
_GAP: Final = re.compile(
    r"(?P<footnote>(?<=[^\W\d_])(?<![\s\d][^\W\d_])(?<!\bkm)(?<!\bcm)(?<!\bmm)(?<!\bft)"
    r"(?<!\bmi)[⁰¹²³⁴-⁹]+"
    rf"|(?<=[{HAN},.;:!?，。；：！？])[⁰¹²³⁴-⁹]+)"
    rf"|(?P<elision>[\[(〔【][ \u00a0]?{_DOTS}[ \u00a0]?[\])〕】]|{_DOTS})"
    r"|(?P<sic>[\[［(（]\s*(?i:sic)\s*[\]］)）])"
    r"|(?P<letter>[\[［](?P<begin>[^\W\d_])[\]］](?=\w))"
    r"|(?P<bracket>[\[［][^\[\]［］]{1,120}[\]］])"
)
_SIGNS: Final = re.compile(r"[%‰$€£¥₹°+&＋＆％]|(?<!\S)[-−–](?=\d)")
_SIGN_NAMES: Final = {"＋": "+", "＆": "&", "％": "%", "−": "-", "–": "-"}

_THOUSANDS: Final = re.compile(r"(?<=\d)[,\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_ISE: Final = re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")
_OUR: Final = re.compile(r"our(?=$|s$|ed$|ing$|able$|ably$|hood$)")
_SHORTEST_SPELT: Final = 6
"""The fewest letters of a word that has two spellings: labour, but not hour."""

_MOST_IN_BRACKETS: Final = 12
"""The most words of a text for which an editor's words in brackets may stand."""
_FEWEST_ALIKE: Final = 3
"""The fewest consecutive words that two wordings of the same have in common."""


class Segment(NamedTuple):
    """Consecutive words of a quotation."""

    tokens: tuple[str, ...]
    """Words and signs as they are compared."""
    indexed: tuple[str, ...]
    """The words as the index has them."""
    gap: Gap | None = None
    """What stands before them; None for the first segment."""
    inserted: str = ""
    """The editor's words in brackets before them."""


class Match(NamedTuple):
    """Where a text has the segments of a quotation, in its tokens."""

    start: int
    end: int
    omitted: tuple[tuple[int, int], ...] = ()
    """The spans that elisions leave out."""


class Likeness(NamedTuple):
    """How much of a quotation a part of a text has, in the same order."""

    share: float
    """The share of the quotation's words, counted in letters, from 0 to 1."""
    longest: int
    """How many words in one piece are the same."""
    start: int
    """Where that part begins in the text's tokens."""
    end: int


class WordSequence:
    """The words of a text, prepared once to be compared with many quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text as it was given."""
        self._stream = _comparable(text)
        self.tokens = self._stream.tokens
        """Words and signs as they are compared."""

    def find(self, segments: Sequence[Segment]) -> Match | None:
        """Return the narrowest part that has all segments in their order, or None."""
        best: Match | None = None
        for start in self._occurrences(segments[0].tokens, 0):
            end, omitted = start + len(segments[0].tokens), []
            for segment in segments[1:]:
                following = next(self._occurrences(segment.tokens, end), None)
                if following is None or not self._may_stand_for(segment, end, following):
                    break
                if following > end and segment.gap == "elision":
                    omitted.append((end, following))
                end = following + len(segment.tokens)
            else:
                if best is None or end - start < best.end - best.start:
                    best = Match(start, end, tuple(omitted))
        return best

    def _may_stand_for(self, segment: Segment, start: int, end: int) -> bool:
        """Tell whether an editor's words before a segment, if any, may stand for some tokens.

        They are few, and what is negated stays so.
        """
        if segment.gap != "bracket":
            return True
        replaced = self.part(start, end) if start < end else ""
        is_short = end - start <= _MOST_IN_BRACKETS
        return is_short and is_negated(replaced) == is_negated(segment.inserted)

    def likeness(self, tokens: Sequence[str]) -> Likeness:
        """Return the part that has most of `tokens` in their order, and how much of them."""
        matcher = SequenceMatcher(None, self.tokens, tokens, autojunk=False)
        longest = matcher.find_longest_match()
        shift = longest.a - longest.b
        reach = max(6, len(tokens) // 2)
        blocks = [
            block
            for block in matcher.get_matching_blocks()
            if block.size and abs(block.a - block.b - shift) <= reach
        ]
        if longest.size < min(_FEWEST_ALIKE, len(tokens)) or not blocks:
            return Likeness(0, 0, 0, 0)
        total = sum(map(len, tokens)) or 1
        shared = sum(len(token) for _, at, size in blocks for token in tokens[at : at + size])
        start = max(0, blocks[0].a - blocks[0].b)
        last = blocks[-1]
        end = min(len(self.tokens), last.a + len(tokens) - last.b)
        run = weight(tokens[longest.b : longest.b + longest.size])
        return Likeness(shared / total, run, start, end)

    def beginning(self, tokens: Sequence[str]) -> int:
        """Return how many of the first words the text has somewhere, one after the other."""
        return self._longest(self.tokens, tokens)

    def ending(self, tokens: Sequence[str]) -> int:
        """Return how many of the last words the text has somewhere, one after the other."""
        return self._longest(self.tokens[::-1], tokens[::-1])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text some of its tokens are, as code points."""
        return self._stream.starts[start], self._stream.ends[max(start, end - 1)]

    def part(self, start: int, end: int) -> str:
        """Return the part of the text that has some of its tokens."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def _occurrences(self, tokens: Sequence[str], start: int) -> Iterator[int]:
        """Yield the positions, from `start` on, at which consecutive tokens stand."""
        first, size = tokens[0], len(tokens)
        wanted = list(tokens)
        while True:
            try:
                start = self.tokens.index(first, start)
            except ValueError:
                return
            if self.tokens[start : start + size] == wanted:
                yield start
            start += 1

    @staticmethod
    def _longest(text: Sequence[str], tokens: Sequence[str]) -> int:
        best = 0
        for start in (number for number, token in enumerate(text) if token == tokens[0]):
            size = 0
            for own, wanted in zip(text[start:], tokens, strict=False):
                if own != wanted:
                    break
                size += 1
            best = max(best, size)
        return best


def segments_of(text: str) -> list[Segment]:
    """Return the segments of a quotation; editors' brackets and `[sic]` are understood.

    `[T]he` is a word with another capital; other words in brackets stand for some of the text's.
    """
    letters = list(text)
    cuts: list[tuple[int, int, Gap]] = []
    for match in _GAP.finditer(text):
        if match["elision"]:
            cuts.append((match.start(), match.end(), "elision"))
        elif match["bracket"]:
            cuts.append((match.start(), match.end(), "bracket"))
        else:
            # Hidden, so that no position moves: the bracket joins the letter to its word.
            letters[match.start() : match.end()] = "\u200b" * len(match[0])
            if match["begin"]:
                letters[match.start("begin")] = match["begin"]
    plain = "".join(letters).replace("\u200b", "\u00ad")
    segments: list[Segment] = []
    start, gap, inserted = 0, None, ""
    for first, last, kind in [*cuts, (len(plain), len(plain), None)]:
        part = plain[start:first]
        if tokens := _comparable(part).tokens:
            words = tuple(tokens), tuple(tokenize(part).tokens)
            segments.append(Segment(*words, gap, inserted) if segments else Segment(*words))
            gap, inserted = None, ""
        inserted += plain[first:last] if kind == "bracket" else ""
        # Of an elision beside a bracket, the elision leaves out more.
        gap = kind if gap != "elision" else gap
        start = last
    return segments


def all_tokens(segments: Sequence[Segment]) -> list[str]:
    """Return the words of all segments in their order."""
    return [token for segment in segments for token in segment.tokens]


def weight(tokens: Sequence[str]) -> int:
    """Return how many words some tokens are: two characters of Han count as one."""
    characters = sum(is_single_character(token) for token in tokens)
    return len(tokens) - characters + characters // 2


def _spelling(token: str) -> str:
    """Return a word in one of its spellings: what British and American editors change."""
    if len(token) < _SHORTEST_SPELT or not token.isascii():
        return token
    return _OUR.sub("or", _ISE.sub("iz", token))


def _comparable(text: str) -> TokenStream:
    """Return the words of a text, and the signs between them that change a meaning.

    Figures with their thousands apart are one word; spellings are equal.
    """
    # A soft hyphen is no character of a word, and keeps every other one in its place.
    stream = tokenize(_THOUSANDS.sub("\u00ad", text))
    stream = stream._replace(tokens=[_spelling(token) for token in stream.tokens])
    signs = [
        (match.start(), match.end(), _SIGN_NAMES.get(match[0], match[0]))
        for match in _SIGNS.finditer(text)
    ]
    if not signs:
        return stream
    merged = sorted([*zip(stream.starts, stream.ends, stream.tokens, strict=True), *signs])
    # A sign that the analysis takes for a word stands there already.
    merged = merged[:1] + [after for before, after in pairwise(merged) if after[0] >= before[1]]
    starts, ends, tokens = (list(column) for column in zip(*merged, strict=True))
    return TokenStream(tokens, starts, ends)
