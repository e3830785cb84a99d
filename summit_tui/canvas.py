"""A drawing made of cells: what the panes of days, map and topics show, and what commands print.

It knows no terminal and no library: a cell has a character and an ink, and whoever shows the
drawing decides what an ink looks like.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final, Literal, NamedTuple

from summit_tui.manual.layout import cell_width
from summit_tui.model.text import ellipsis_behind, one_line, rejoin

Ink = Literal[
    "text", "muted", "label", "name", "tint", "rule", "shown", "heat1", "heat2", "heat3", "chosen"
]
"""What a cell means: its words, a bar, a line, a shade of frequency, or what is chosen."""

ELLIPSIS: Final = "…"
_NEVER_FIRST: Final = "，。、；：！？）」』》〉】”’…"
"""What no line begins with, as Chinese is set."""
_NEVER_LAST: Final = "（「『《〈【“‘"
"""What no line ends with."""
_MAX_CHARACTERS: Final = 2_000
"""Characters of a text that a drawing looks at: a field may hold a whole book."""


class Run(NamedTuple):
    """Consecutive cells of one ink."""

    text: str
    ink: Ink


def clip(text: str, width: int) -> str:
    """Return `text` on one line in at most `width` cells, with an ellipsis where it is cut.

    It is cut at a whole word, unless that would leave a good part of the room empty.
    """
    line = one_line(text[:_MAX_CHARACTERS])
    if cell_width(line) <= width:
        return line
    kept = ""
    for character in line:
        if cell_width(kept + character) > width - 1:
            break
        kept += character
    words, _, _ = kept.rpartition(" ")
    if words and 3 * cell_width(words) >= 2 * width:
        return words.rstrip() + ellipsis_behind(words.rstrip())
    return kept.rstrip() + ELLIPSIS if width > 0 else ""


def wrap_words(text: str, width: int, lines: int) -> list[str]:
    """Return `text` in at most `lines` lines of `width` cells; the last one shows if more follows.

    Its lines are those of `wrapped_lines`.
    """
    line = one_line(text[:_MAX_CHARACTERS])
    wrapped = list(islice(wrapped_lines(line, width), max(0, lines + 1)))
    if len(wrapped) > lines > 0:
        wrapped[lines - 1 :] = [rejoin(wrapped[lines - 1 :])]
    return [clip(line, width) for line in wrapped[:lines]]


def wrapped_lines(text: str, width: int) -> Iterator[str]:
    """Yield `text`, which is one line, in lines of at most `width` (≥ 2) cells; none is lost.

    A line is broken at a space, or within a word that is wider than a line, as Chinese is.
    """
    line, used = "", 0
    for word in text.split(" "):
        cells = cell_width(word)
        if line and used + 1 + cells > width:
            yield line
            line, used = word, cells
        else:
            line, used = (f"{line} {word}", used + 1 + cells) if line else (word, cells)
        while used > width:
            end = _fitting(line, width)
            yield line[:end]
            used -= cell_width(line[:end])
            line = line[end:]
    if line:
        yield line


def _fitting(line: str, width: int) -> int:
    """Return how many characters of a line fit, so that it ends and the next begins as they may.

    Chinese is broken between characters. A mark that closes begins no line, one that opens ends
    none, and a word or number in between stays whole, if there is a choice.
    """
    used = end = 0
    for character in line:
        used += cell_width(character)
        if used > width:
            break
        end += 1
    breaks = (at for at in range(end, 0, -1) if _may_break(line[at - 1], line[at]))
    return next(breaks, max(1, end))


def _may_break(before: str, behind: str) -> bool:
    """Return whether a line may end between two characters of a word."""
    is_in_word = f"{before}{behind}".isascii() and before.isalnum() and behind.isalnum()
    is_day = before.isdecimal() and behind in "年月日"
    return not (is_in_word or is_day or before in _NEVER_LAST or behind in _NEVER_FIRST)


class Canvas:
    """A rectangle of cells; what is put outside of it is left out."""

    def __init__(self, width: int, height: int) -> None:
        """Begin with empty cells."""
        self.width, self.height = max(0, width), max(0, height)
        self._cells: list[list[tuple[str, Ink]]] = [
            [(" ", "text")] * self.width for _ in range(self.height)
        ]

    def put(self, x: int, y: int, text: str, ink: Ink = "text", width: int | None = None) -> int:
        """Put a text at a cell, cut to `width` cells, and return the column behind it."""
        line = clip(text, self.width - x if width is None else min(width, self.width - x))
        for character in line:
            cells = cell_width(character)
            if not 0 <= y < self.height or x < 0:
                continue
            if not cells:
                if x:
                    before, shade = self._cells[y][x - 1]
                    self._cells[y][x - 1] = (before + character, shade)
                continue
            self._cells[y][x] = (character, ink)
            if cells == 2:
                self._cells[y][x + 1] = ("", ink)
            x += cells
        return x

    def put_narrow(self, x: int, y: int, characters: str, ink: Ink) -> None:
        """Put characters of one cell each as they are; what stands below a space stays."""
        for column, character in enumerate(characters, x):
            if character != " " and 0 <= column < self.width and 0 <= y < self.height:
                self._cells[y][column] = (character, ink)

    def right(self, end: int, y: int, text: str, ink: Ink = "text", width: int = 999) -> None:
        """Put a text so that it ends before column `end`, cut to `width` cells."""
        line = clip(text, min(width, end))
        self.put(end - cell_width(line), y, line, ink)

    def fill(self, x: int, y: int, width: int, ink: Ink) -> None:
        """Give cells another ink."""
        if 0 <= y < self.height:
            for column in range(max(0, x), min(x + width, self.width)):
                self._cells[y][column] = (self._cells[y][column][0], ink)

    def rule(self, y: int, key: str = "") -> None:
        """Draw a line over the whole width, with a text at its right end."""
        self.put(0, y, "─" * self.width, "rule")
        if key and self.width > 4 and 0 <= y < self.height:
            words = clip(key, self.width - 3)
            start = self.width - 2 - cell_width(words)
            self._cells[y][start - 1] = self._cells[y][self.width - 2] = (" ", "text")
            self.put(start, y, words, "muted")

    def take(self, other: "Canvas", y: int) -> None:
        """Take over the rows of another drawing of the same width, from row `y` on."""
        end = min(other.height, self.height - y)
        self._cells[y : y + end] = [list(row) for row in other._cells[:end]]

    def clear(self, y: int, height: int) -> None:
        """Make rows empty."""
        for row in range(max(0, y), min(y + height, self.height)):
            self._cells[row] = [(" ", "text")] * self.width

    def runs(self, y: int) -> Iterator[Run]:
        """Yield the cells of a row from left to right, those of one ink together."""
        for ink, cells in groupby(self._cells[y], key=lambda cell: cell[1]):
            yield Run("".join(character for character, _ in cells), ink)

    def text(self) -> str:
        """Return the rows as text, without spaces at their ends and empty rows at the end."""
        rows = ("".join(character for character, _ in row).rstrip() for row in self._cells)
        return "\n".join(rows).rstrip()
