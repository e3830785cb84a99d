"""A text is broken into the lines of a screen, by offsets, so that ten megabytes stay small."""

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from summit_tui.controls import visible
from summit_tui.evidence.folding import HAN

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


def shown(part: str) -> str:
    """Return a part of a line as it is drawn, without control characters."""
    return visible(part).replace("\t", "    ")


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
    return cell_len(shown(unit.rstrip())), cell_len(shown(unit))
