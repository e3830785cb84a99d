"""The part of a text nearest to words that it does not have: a hint, never a location."""

import re
from bisect import bisect_right
from collections import Counter, deque
from typing import Final

from summit_tui.i18n import INTERFACE, gettext, gettext_noop
from summit_tui.model.text import HAN

_WORD: Final = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
"""A word, or one character of Han or kana, where words are not separated."""


def nearest_span(text: str, words: str) -> tuple[int, int] | None:
    """Return the span of `text` that shares most with `words`, or None if none shares half.

    Shares are counted in letters, so that long words weigh more than "of" and "the"; case and
    order make no difference. It takes one pass over `text`; both are normalized.
    """
    needed = Counter(match[0].lower() for match in _WORD.finditer(words))
    total = sum(len(word) * number for word, number in needed.items())
    widest = 2 * len(words) + 20
    window: deque[tuple[str, int]] = deque()
    inside: Counter[str] = Counter()
    score, best, span = 0, 0, (0, 0)
    for match in _WORD.finditer(text):
        word, end = match[0].lower(), match.end()
        if word not in needed:
            continue
        window.append((word, match.start()))
        inside[word] += 1
        score += len(word) if inside[word] <= needed[word] else 0
        # Drop from the front the words of which there are too many or that are too far back.
        while end - window[0][1] > widest or inside[window[0][0]] > needed[window[0][0]]:
            dropped, _ = window.popleft()
            score -= len(dropped) if inside[dropped] <= needed[dropped] else 0
            inside[dropped] -= 1
            if not window:
                break
        start = window[0][1] if window else end
        if score > best or (score == best and end - start < span[1] - span[0]):
            best, span = score, (start, end)
    return span if total and 2 * best >= total else None


_END: Final = r"(?>\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_LINE_END: Final = re.compile(_END)
_BLANK_LINE: Final = re.compile(rf"{_END}[^\S\n\r\x0b\x0c\x85\u2028\u2029]*+{_END}\s*+")
_LONGEST_BROKEN_LINE: Final = 100
"""Where no line has more characters, the lines seem to be broken by width."""
_MAX_NUMBERS: Final = 6
"""The most paragraphs that are named; more of them are an ellipsis."""

# By whether paragraphs or lines are counted: one of them, a range or several, and too many.
_LOCATIONS: Final = {
    False: (
        gettext_noop("paragraph {numbers}"),
        gettext_noop("paragraphs {numbers}"),
        gettext_noop("paragraphs {numbers}, …"),
    ),
    True: (
        gettext_noop("line {numbers}"),
        gettext_noop("lines {numbers}"),
        gettext_noop("lines {numbers}, …"),
    ),
}


class Paragraphs:
    """The positions at which the paragraphs of a text begin.

    Blank lines separate them. In a text without blank lines each line is one, unless all lines are
    so short that they seem broken by width: then paragraphs are unknown, and lines are counted.
    """

    def __init__(self, text: str) -> None:
        first = len(text) - len(text.lstrip())
        body = text.rstrip()
        self._are_lines = False
        self._end = len(body)
        self._starts = [first, *(match.end() for match in _BLANK_LINE.finditer(body, first))]
        if len(self._starts) > 1:
            return
        lines = [0, *(match.end() for match in _LINE_END.finditer(body))]
        longest = max(
            end - start for start, end in zip(lines, [*lines[1:], len(body)], strict=True)
        )
        if longest <= _LONGEST_BROKEN_LINE and len(lines) > 1:
            self._are_lines = True
            self._starts = lines
        else:
            self._starts = [start for start in lines if start >= first] or [first]

    def span(self, at: int) -> tuple[int, int]:
        """Return start and end of the paragraph in which a position lies.

        Where paragraphs are unknown, the whole text is one.
        """
        if self._are_lines:
            return 0, self._end
        number = max(1, bisect_right(self._starts, at))
        end = self._starts[number] if number < len(self._starts) else self._end
        return self._starts[number - 1], end

    def name(self, spans: list[tuple[int, int]]) -> str:
        """Name the location of spans of the text: "paragraph 3", "lines 2 to 4"."""
        names: dict[str, None] = {}
        for start, end in spans:
            first, last = bisect_right(self._starts, start), bisect_right(self._starts, end - 1)
            if first == last:
                names[str(first)] = None
            else:
                names[gettext("{first} to {last}", first=str(first), last=str(last))] = None
        singular, plural, truncated = _LOCATIONS[self._are_lines]
        numbers = list(names)
        if len(numbers) > _MAX_NUMBERS:
            template = truncated
        else:
            template = plural if len(numbers) > 1 or not numbers[0].isdecimal() else singular
        return gettext(template, numbers=INTERFACE.items(numbers[:_MAX_NUMBERS]))
