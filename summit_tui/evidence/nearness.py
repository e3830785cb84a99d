"""The part of a text that shares most words with others: a hint to a reader, never an anchor."""

import re
from collections import Counter, deque
from typing import Final

from summit_tui.evidence.folding import HAN

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
