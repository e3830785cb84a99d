"""The part of a text that shares most words with others: a hint to a reader, never an anchor."""

import re
from bisect import bisect_right
from collections import Counter, deque
from typing import Final

from summit_tui.evidence.normalize import HAN

_WORD: Final = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
"""A word, or one character of Han or kana, where words are not marked."""


def nearest_span(text: str, words: str) -> tuple[int, int] | None:
    """Return the span of `text` that shares most with `words`, or None if none shares half.

    Shares are counted in letters, so that rare long words weigh more than "of" and "the"; case
    and order are not regarded. It takes one pass over `text`; both are folded.
    """
    wanted = Counter(match[0].lower() for match in _WORD.finditer(words))
    whole = sum(len(word) * number for word, number in wanted.items())
    widest = 2 * len(words) + 20
    window: deque[tuple[str, int]] = deque()
    inside: Counter[str] = Counter()
    score, best, span = 0, 0, (0, 0)
    for match in _WORD.finditer(text):
        word, end = match[0].lower(), match.end()
        if word not in wanted:
            continue
        window.append((word, match.start()))
        inside[word] += 1
        score += len(word) if inside[word] <= wanted[word] else 0
        # What there is too much of goes from the front, and so does what lies too far back.
        while end - window[0][1] > widest or inside[window[0][0]] > wanted[window[0][0]]:
            gone, _ = window.popleft()
            score -= len(gone) if inside[gone] <= wanted[gone] else 0
            inside[gone] -= 1
            if not window:
                break
        start = window[0][1] if window else end
        if score > best or (score == best and end - start < span[1] - span[0]):
            best, span = score, (start, end)
    return span if whole and 2 * best >= whole else None


_END: Final = r"(?>\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_LINE_END: Final = re.compile(_END)
_BLANK_LINE: Final = re.compile(rf"{_END}[^\S\n\r\x0b\x0c\x85\u2028\u2029]*+{_END}\s*+")
_LONGEST_BROKEN_LINE: Final = 100
"""Where no line is longer, in characters, the lines may be broken anywhere."""
_MOST_NAMED: Final = 6


class Paragraphs:
    """Where the paragraphs of a text begin.

    Blank lines part them. In a text without blank lines each line is one, unless all lines are so
    short that they seem broken by width: then nothing tells where a paragraph ends, and lines are
    counted instead.
    """

    def __init__(self, text: str) -> None:
        first = len(text) - len(text.lstrip())
        body = text.rstrip()
        self._noun = "paragraph"
        self._starts = [first, *(match.end() for match in _BLANK_LINE.finditer(body, first))]
        if len(self._starts) > 1:
            return
        lines = [0, *(match.end() for match in _LINE_END.finditer(body))]
        longest = max(
            end - start for start, end in zip(lines, [*lines[1:], len(body)], strict=True)
        )
        if longest <= _LONGEST_BROKEN_LINE and len(lines) > 1:
            self._noun = "line"
            self._starts = lines
        else:
            self._starts = [start for start in lines if start >= first] or [first]

    def name(self, spans: list[tuple[int, int]]) -> str:
        """Name where spans of the text stand: "paragraph 3", "lines 2 to 4", "paragraphs 1, 5"."""
        named: dict[str, None] = {}
        for start, end in spans:
            first, last = bisect_right(self._starts, start), bisect_right(self._starts, end - 1)
            named[f"{first}" if first == last else f"{first} to {last}"] = None
        numbers = list(named)
        plural = "s" if len(numbers) > 1 or " " in numbers[0] else ""
        more = ", …" if len(numbers) > _MOST_NAMED else ""
        return f"{self._noun}{plural} {', '.join(numbers[:_MOST_NAMED])}{more}"
