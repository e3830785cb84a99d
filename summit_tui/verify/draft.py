"""A draft: an article as text, with the place of each of its characters in its file."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


class DraftError(Exception):
    """A draft cannot be read; the only argument is a sentence that names the file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as text; positions are code points, counted from 0."""

    path: str
    """The file, as the user named it."""
    text: str
    """All that a reader of the draft reads; an empty line ends a paragraph."""
    anchors: Sequence[tuple[int, int]] | None = ()
    """Where runs of characters stand in the file: position in `text`, position in the file. None
    where a file has no characters, as a DOCX; empty where `text` has all those of the file."""
    lines: Sequence[int] = ()
    """The positions in the file at which its lines begin; in a DOCX, paragraphs in `text`."""
    blocks: Sequence[tuple[int, int]] = ()
    """Where block quotations stand in the text, which need no quotation marks."""

    def offset(self, position: int) -> int | None:
        """Return where in the file a position of the text is; None where it has no characters."""
        if self.anchors is None:
            return None
        number = bisect_right(self.anchors, (position, 1 << 62)) - 1
        if number < 0:
            return position
        start, offset = self.anchors[number]
        return offset + position - start

    def line(self, position: int) -> int:
        """Return the line of a position in the text, counted from 1; in a DOCX its paragraph."""
        offset = self.offset(position)
        return bisect_right(self.lines, position if offset is None else offset)


def line_starts(text: str) -> list[int]:
    """Return the positions at which the lines of a text begin."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
