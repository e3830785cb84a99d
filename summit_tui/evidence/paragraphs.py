"""Places in a text are named by paragraph, as a reader would count them."""

import re
from bisect import bisect_right
from typing import Final

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
