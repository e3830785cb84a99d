"""A text is broken into the lines of a screen, by offsets, so that ten megabytes stay small."""

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from textual.content import Content, Span

from summit_tui.evidence.normalize import HAN
from summit_tui.model.text import escape_controls

_END: Final = re.compile(r"\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_OPENING: Final = "（［｛「『【〔〈《“‘"
_CLOSING: Final = "、。，．：；！？）］｝」』】〕〉》…—”’,.:;!?)"
_UNIT: Final = re.compile(
    rf"[{_OPENING}]{{0,9}}[{HAN}][{_CLOSING}]{{0,9}}\s{{0,100}}|[^\s{HAN}]{{1,100}}\s{{0,100}}|\s{{1,100}}"
)
"""What stays together on a line: a word, or a character of Han with its punctuation."""
_NARROW: Final = re.compile(
    "[\x00-\x08\x0e-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0386-\u0482\u2010-\u2022\u2026\u20ac]*"
)
"""Characters that take one cell each and break at spaces only."""
_DENSEST: Final = 8
"""So many characters a cell may stand on one line: combining ones take no cell."""


def display_text(part: str) -> str:
    """Return a part of a line as it is drawn, without control characters."""
    return escape_controls(part).replace("\t", "    ")


def line_starts(text: str, width: int) -> "array[int]":
    """Return where the lines of a text begin that is drawn `width` cells wide (at least 1)."""
    starts = array("q")
    plain = re.compile(rf".{{1,{width}}}(?: +|\Z)|.{{1,{width}}}", re.DOTALL)
    for begin, end in _paragraphs(text):
        starts.append(begin)
        part = text[begin:end]
        if not _NARROW.fullmatch(part):
            starts.extend(_broken(text, begin, end, width))
        elif end - begin > width:
            breaks = (begin + match.start() for match in plain.finditer(part))
            next(breaks, None)
            starts.extend(breaks)
    return starts


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _END.finditer(text):
        yield begin, match.start()
        begin = match.end()
    if begin < len(text) or not text:
        yield begin, len(text)


def _broken(text: str, begin: int, end: int, width: int) -> Iterator[int]:
    """Yield where the lines of a paragraph begin after its first."""
    used, line = 0, begin
    for match in _UNIT.finditer(text, begin, end):
        at, unit = match.start(), match[0]
        cells, whole = _cells(unit)
        if at > line and (used + cells > width or match.end() - line > _DENSEST * width):
            yield at
            used, line = 0, at
        if cells <= width:
            used += whole
            continue
        for offset, char in enumerate(unit, at):
            one = _cells(char)[1]
            if offset > line and used + one > width:
                yield offset
                used, line = 0, offset
            used += one


@lru_cache(maxsize=65_536)
def _cells(unit: str) -> tuple[int, int]:
    """Return how many cells a unit takes without the spaces after it, and with them."""
    return cell_len(display_text(unit.rstrip())), cell_len(display_text(unit))


_KEPT: Final = 2_000
"""Characters of a text whose lines are kept."""

# Words set apart by single spaces, of characters that take one cell each in every terminal.
_PLAIN: Final = re.compile(r"[!-~\u2010-\u2027]+(?: [!-~\u2010-\u2027]+)*")

Lines = tuple[tuple[int, int], ...]
"""Where each line of a text begins and ends."""


def wrap(words: Content, width: int) -> list[Content]:
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
