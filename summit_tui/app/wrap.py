"""Breaking of texts into lines of a screen.

`line_starts` gives offsets instead of strings, so that a text of ten megabytes stays small.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rich.cells import cell_len
from textual.content import Content, Span

from summit_tui.app.screen_text import display_text
from summit_tui.model.text import ellipsis_behind, is_han

_LINE_END: Final = re.compile(r"\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_OPENING: Final = "(（［｛「『【〔〈《“‘"
_FULL_WIDTH: Final = "、。，．：；！？）］｝」』】〕〉》"
"""Marks behind which a line may end, also where no space follows."""
_CLOSING: Final = f"{_FULL_WIDTH}…—”’,.:;!?)"
_MOST_MARKS: Final = 9
"""Marks in a row that are kept together."""


class _BreakClasses(dict[int, str]):
    """A letter for each character, by how lines break beside it (as in Unicode's UAX 14).

    A pattern of these letters is compiled in a fifth of the time that the ranges of Han would take.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        classes = (
            ("H", is_han(character)),
            ("O", character in _OPENING),
            ("F", character in _FULL_WIDTH),
            ("C", character in _CLOSING),
            ("D", character in "0123456789"),
            ("S", character.isspace()),
        )
        self[code] = next((letter for letter, is_of_it in classes if is_of_it), "W")
        return self[code]


_BREAK_CLASSES: Final = _BreakClasses()
_UNIT: Final = (
    "O{0,9}D{0,9}H[CF]{0,9}S{0,100}|[OCDW]{0,100}F{1,9}S{0,100}|[OCDW]{1,100}S{0,100}|S{1,100}"
)
"""What is not broken, and the space behind it, as a pattern of the letters of the classes.

That is a word, or a Han character with its punctuation and the figures before it (2025年).
"""
_NARROW: Final = re.compile(
    "[\x00-\x08\x0e-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0386-\u0482\u2010-\u2022\u2026\u20ac]*"
)
"""A text of characters that take one cell each and break at spaces only."""
_GAP: Final = "   "
"""Between parts that are beside each other."""
_MAX_CHARACTERS_PER_CELL: Final = 8
"""The limit for a line, since combining characters take no cell."""


def line_starts(text: str, width: int) -> "array[int]":
    """Return the offsets at which the lines of a text begin, drawn `width` (≥ 1) cells wide."""
    starts = array("q")
    narrow_line = re.compile(rf".{{1,{width}}}(?: +|\Z)|.{{1,{width}}}", re.DOTALL)
    for begin, end in _paragraphs(text):
        starts.append(begin)
        part = text[begin:end]
        if not _NARROW.fullmatch(part):
            starts.extend(_break_paragraph(text, begin, end, width))
        elif end - begin > width:
            breaks = (begin + match.start() for match in narrow_line.finditer(part))
            next(breaks, None)
            starts.extend(breaks)
    return starts


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _LINE_END.finditer(text):
        yield begin, match.start()
        begin = match.end()
    if begin < len(text) or not text:
        yield begin, len(text)


def _break_paragraph(text: str, begin: int, end: int, width: int) -> Iterator[int]:
    """Yield the offsets at which the lines of a paragraph begin, but for its first."""
    used, line = 0, begin
    longest = _MAX_CHARACTERS_PER_CELL * width
    for match in re.finditer(_UNIT, text[begin:end].translate(_BREAK_CLASSES)):
        start, stop = begin + match.start(), begin + match.end()
        unit = text[start:stop]
        cells, cells_with_space = _cells(unit)
        if start > line and (used + cells > width or stop - line > longest):
            yield start
            used, line = 0, start
        if cells <= width:
            used += cells_with_space
            continue
        for offset, char in enumerate(unit, start):
            char_cells = _cells(char)[1]
            if offset > line and used + char_cells > width:
                line = _allowed_break(text, line, offset)
                yield line
                used = sum(_cells(before)[1] for before in text[line:offset])
            used += char_cells


def _allowed_break(text: str, line: int, offset: int) -> int:
    """Return where a line that begins at `line` and must end by `offset` may end.

    A Chinese mark that closes begins no line, and one that opens ends none, if there is a choice.
    """
    for position in range(offset, max(line, offset - _MOST_MARKS), -1):
        character = text[position]
        is_mark = not character.isascii() and character in _CLOSING
        if not is_mark and text[position - 1] not in _OPENING:
            return position
    return offset


def is_set_as_chinese(text: str) -> bool:
    """Return whether a text has Han characters, between which lines may be broken."""
    return any(map(is_han, text))


@lru_cache(maxsize=65_536)
def _cells(unit: str) -> tuple[int, int]:
    """Return the cells of a unit without the spaces after it, and with them."""
    return cell_len(display_text(unit.rstrip())), cell_len(display_text(unit))


_MIN_CUT: Final = 6
"""Cells in which a word and an ellipsis have room; in fewer a text is cut anywhere."""

_MAX_CACHED: Final = 2_000
"""Characters of the longest text whose lines are cached."""

# Words separated by single spaces, of characters that take one cell each in every terminal.
_PLAIN: Final = re.compile(r"[!-~\u2010-\u2027]+(?: [!-~\u2010-\u2027]+)*")

LineRanges = tuple[tuple[int, int], ...]
"""The start and end offset of each line of a text."""


def wrap(content: Content, width: int) -> list[Content]:
    """Return the lines of `content` as `Content.wrap` breaks it at `width` (≥ 1) cells."""
    text = content.plain
    break_lines = _cached_line_ranges if len(text) <= _MAX_CACHED else _line_ranges
    return [_slice(content, start, end) for start, end in break_lines(text, width)]


def cut(content: Content, width: int) -> Content:
    """Return a text in at most `width` cells: cut at a whole word, with a space and an ellipsis.

    Behind a Chinese character no space is set. Where a whole word would leave a good part of the
    room empty, as in a script without spaces, the text is cut at a character.
    """
    if content.cell_length <= width:
        return content
    line = wrap(content, width - 2)[0].rstrip() if width >= _MIN_CUT else Content("")
    ellipsis = ellipsis_behind(line.plain)
    is_whole_word = ellipsis == "…" or content.plain[len(line) : len(line) + 1].isspace()
    if 3 * line.cell_length < 2 * width or not is_whole_word:
        return _cut_anywhere(content, width)
    return line + ellipsis


_BETWEEN_PARTS: Final = " · "
"""What is between the parts of a sentence, of which the last is how to get help or on."""


def cut_parts(text: str, width: int) -> str:
    """Return a sentence of parts in at most `width` cells, whose last part stays whole.

    Whole parts before it give way; where it has only one before it, that one is cut.
    """
    *others, last = text.split(_BETWEEN_PARTS)
    end = _BETWEEN_PARTS + last
    while len(others) > 1 and cell_len(_BETWEEN_PARTS.join(others) + end) > width:
        others.pop()
    room = width - cell_len(end)
    if not others or room < _MIN_CUT:
        return cut(Content(text), width).plain
    return cut(Content(_BETWEEN_PARTS.join(others)), room).plain + end


def flow(parts: Iterable[Content], width: int) -> Content:
    """Return parts beside each other in lines of at most `width` cells, none of them broken."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(_GAP) + part.cell_length <= width:
            lines[-1] += _GAP + part
        else:
            lines.append(part)
    return Content("\n").join(lines)


def column(content: Content, width: int) -> Content:
    """Return a text in exactly `width` cells, cut at a character where it is longer."""
    if content.cell_length > width:
        content = _cut_anywhere(content, width)
    return content + " " * (width - content.cell_length)


def _cut_anywhere(content: Content, width: int) -> Content:
    line = content.truncate(max(0, width), ellipsis=True)
    # It leaves a space for the half of a character that is two cells wide.
    is_apart = line.plain.endswith(" …") and ellipsis_behind(line.plain[:-2]) == "…"
    return content.truncate(width - 1, ellipsis=True) if is_apart else line


def _slice(content: Content, start: int, end: int) -> Content:
    spans = [
        Span(max(0, span.start - start), min(end, span.end) - start, span.style)
        for span in content.spans
        if span.start < end and span.end > start
    ]
    return Content(content.plain[start:end], spans, strip_control_codes=False)


def _line_ranges(text: str, width: int) -> LineRanges:
    """Return the ranges of the lines; spaces at the end of a line belong to none."""
    ranges = _plain_line_ranges(text, width) if _PLAIN.fullmatch(text) else None
    if ranges is not None:
        return ranges
    if is_set_as_chinese(text):
        starts = line_starts(text, width)
        ends = (
            len(text[start:end].rstrip()) + start for start, end in pairwise([*starts, len(text)])
        )
        return tuple(zip(starts, ends, strict=True))
    wrapped, end = [], 0
    for line in Content(text).wrap(width):
        # A character too wide for its line is left out, so that the line is not in the text.
        start = max(end, text.find(line.plain, end))
        end = start + len(line.plain)
        wrapped.append((start, end))
    return tuple(wrapped)


def _plain_line_ranges(text: str, width: int) -> LineRanges | None:
    """Return the ranges of a plain text, or None where a word is longer than a line.

    Nearly every text is plain, and `Content.wrap` measures each of its words.
    """
    ranges, start = [], 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            return None
        ranges.append((start, end))
        start = end + 1
    return (*ranges, (start, len(text)))


_cached_line_ranges = lru_cache(maxsize=512)(_line_ranges)
