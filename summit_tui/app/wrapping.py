"""Words are broken into lines; those that come again, as with every letter typed, only once."""

import re
from functools import lru_cache
from typing import Final

from textual.content import Content, Span

_KEPT: Final = 2_000
"""Characters of a text whose lines are kept."""

# Words set apart by single spaces, of characters that take one cell each in every terminal.
_PLAIN: Final = re.compile(r"[!-~\u2010-\u2027]+(?: [!-~\u2010-\u2027]+)*")

Lines = tuple[tuple[int, int], ...]
"""Where each line of a text begins and ends."""


def wrapped(words: Content, width: int) -> list[Content]:
    """Return the lines of `words` as `Content.wrap` breaks them at `width` cells (at least 1)."""
    text = words.plain
    lines = _kept_lines(text, width) if len(text) <= _KEPT else _lines(text, width)
    return [_part(words, start, end) for start, end in lines]


def _part(words: Content, start: int, end: int) -> Content:
    spans = [
        Span(max(0, span.start - start), min(end, span.end) - start, span.style)
        for span in words.spans
        if span.start < end and span.end > start
    ]
    return Content(words.plain[start:end], spans, strip_control_codes=False)


def _lines(text: str, width: int) -> Lines:
    """Return where the lines are; spaces at the end of a line belong to none."""
    plain = _plain_lines(text, width) if _PLAIN.fullmatch(text) else None
    if plain is not None:
        return plain
    found, end = [], 0
    for line in Content(text).wrap(width):
        # A character too wide for its line is not drawn, and then stands nowhere in the text.
        start = max(end, text.find(line.plain, end))
        end = start + len(line.plain)
        found.append((start, end))
    return tuple(found)


def _plain_lines(text: str, width: int) -> Lines | None:
    """Return the lines of a plain text, or None where a word is longer than a line.

    Nearly every text is plain; `Content.wrap` measures each of its words.
    """
    found, start = [], 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            return None
        found.append((start, end))
        start = end + 1
    return (*found, (start, len(text)))


_kept_lines = lru_cache(maxsize=512)(_lines)
