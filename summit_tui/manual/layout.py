"""A page of the manual as lines of text for a terminal.

The pages keep to a part of Markdown: headings, paragraphs, lists of one level, tables, fenced code
and comments; within a line code, emphasis and links.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal
from unicodedata import combining, east_asian_width

Style = Literal["text", "title", "heading", "code", "strong", "rule"]

_INLINE: Final = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|(?<!\w)\*(?P<emphasis>[^*\s][^*]*)\*"
    r"|\[(?P<link>[^\]]+)\]\((?P<url>[^)\s]+)\)"
)
_HEADING: Final = re.compile(r"#{1,3} ")
_ITEM: Final = re.compile(r"(-|\d+\.) ")
_INDENT: Final = "  "
_GAP: Final = 2
"""Cells between two columns of a table."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line in one style."""

    text: str
    style: Style = "text"


Line = tuple[Span, ...]
"""The spans of a line from left to right; an empty line has none."""


def layout(markdown: str, width: int, *, marks: bool) -> Iterator[Line]:
    """Yield the lines of a page, at most `width` cells wide; a line of code is never broken.

    With `marks`, code within a sentence stands in backticks, for output without styles.
    """
    inline = _Inline(marks=marks)
    follows: str = "blank"
    for kind, block in _blocks(markdown):
        if kind == "blank":
            # A heading stands right above its text, and two blank lines are one.
            if follows not in ("blank", "heading"):
                yield ()
        elif kind == "heading":
            yield _heading(block[0])
        elif kind == "code":
            yield from ((Span(f"{_INDENT * 2}{line}", "code"),) if line else () for line in block)
        elif kind == "table":
            yield from _table(block, width, inline)
        elif kind == "item":
            for line in block:
                yield from _item(line, width, inline)
        else:
            yield from _wrapped(inline.spans(" ".join(block)), width, _INDENT, _INDENT)
        follows = kind


def cell_width(text: str) -> int:
    """Return how many cells of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def _blocks(markdown: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the blocks of a page, each as its kind and its lines.

    Comments are left out, and lines that are pictures.
    """
    for kind, tagged in groupby(_tagged(markdown), key=lambda pair: pair[0]):
        if kind != "comment":
            yield kind, [line for _, line in tagged]


def _tagged(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield every line with the kind of block that it belongs to."""
    in_code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield "code", line
        elif line.startswith(("<!--", "![")):
            yield "comment", line
        elif not line.strip():
            yield "blank", line
        elif _HEADING.match(line):
            yield "heading", line
        elif line.startswith("|"):
            yield "table", line
        elif _ITEM.match(line):
            yield "item", line
        else:
            yield "paragraph", line


class _Inline:
    """Reads the marks within a line."""

    def __init__(self, *, marks: bool) -> None:
        self._marks = marks

    def spans(self, text: str) -> list[Span]:
        """Return a text as spans, its marks of Markdown read."""
        spans, end = [], 0
        for match in _INLINE.finditer(text):
            spans += [Span(text[end : match.start()]), *self._span(match)]
            end = match.end()
        return [span for span in (*spans, Span(text[end:])) if span.text]

    def _span(self, match: re.Match[str]) -> Iterator[Span]:
        if code := match["code"]:
            yield Span(f"`{code}`" if self._marks else code, "code")
        elif link := match["link"]:
            yield Span(link, "strong")
            yield Span(f" <{match['url']}>")
        else:
            yield Span(match["strong"] or match["emphasis"], "strong")


def _heading(line: str) -> Line:
    signs, _, title = line.partition(" ")
    return (Span(title.replace("`", ""), "title" if signs == "#" else "heading"),)


def _item(line: str, width: int, inline: _Inline) -> Iterator[Line]:
    sign, _, text = line.partition(" ")
    bullet = "• " if sign == "-" else f"{sign} "
    yield from _wrapped(inline.spans(text), width, _INDENT + bullet, _INDENT + " " * len(bullet))


def _wrapped(spans: Iterable[Span], width: int, first: str, rest: str) -> Iterator[Line]:
    """Break spans into lines between words; `first` and `rest` are what lines begin with."""
    line, used = [Span(first)], cell_width(first)
    is_empty = True
    for word in _words(spans):
        size = sum(cell_width(span.text) for span in word)
        if not is_empty and used + 1 + size > width:
            yield _joined(line)
            line, used, is_empty = [Span(rest)], cell_width(rest), True
        if not is_empty:
            # The space within a command has the command's style.
            styles = {line[-1].style, word[0].style}
            line.append(Span(" ", styles.pop() if len(styles) == 1 else "text"))
            used += 1
        line += word
        used += size
        is_empty = False
    yield _joined(line)


def _words(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield what stands between spaces; one word may have several spans."""
    word: list[Span] = []
    for span in spans:
        for number, part in enumerate(span.text.split(" ")):
            if number and word:
                yield word
                word = []
            if part:
                word.append(Span(part, span.style))
    if word:
        yield word


def _joined(line: Iterable[Span]) -> Line:
    """Return a line with neighbouring spans of one style made one."""
    groups = groupby((span for span in line if span.text), key=lambda span: span.style)
    return tuple(Span("".join(span.text for span in group), style) for style, group in groups)


def _table(block: Sequence[str], width: int, inline: _Inline) -> Iterator[Line]:
    """Yield a table whose columns share the width; the second line of the block aligns them."""
    head, align, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in block)
    rows = [[inline.spans(cell) for cell in row] for row in (head, *body)]
    columns = list(zip(*rows, strict=True))
    widths = _column_widths(columns, width - len(_INDENT))
    to_right = [cell.endswith(":") for cell in align]
    for number, row in enumerate(rows):
        if number == 1:
            total = sum(widths) + _GAP * (len(widths) - 1)
            yield Span(_INDENT), Span("─" * total, "rule")
        cells = [
            [Span(span.text, "strong") for span in cell] if number == 0 else cell for cell in row
        ]
        yield from _row(cells, widths, to_right)


def _row(
    cells: Sequence[Iterable[Span]], widths: Sequence[int], to_right: Sequence[bool]
) -> Iterator[Line]:
    columns = [
        list(_wrapped(cell, width, "", "")) for cell, width in zip(cells, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        line = [Span(_INDENT)]
        for column, width, is_right in zip(columns, widths, to_right, strict=True):
            spans = column[number] if number < len(column) else ()
            blank = Span(" " * (width - _size(spans)))
            line += [blank, *spans] if is_right else [*spans, blank]
            line.append(Span(" " * _GAP))
        *parts, last = _joined(line)
        yield _joined([*parts, Span(last.text.rstrip(), last.style)])


def _column_widths(columns: Iterable[Sequence[Sequence[Span]]], width: int) -> list[int]:
    """Return the width of each column: the widest give way until all fit, or no word does."""
    widths, longest = [], []
    for column in columns:
        widths.append(max(map(_size, column)))
        longest.append(max(_size(word) for cell in column for word in _words(cell)))
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        breakable = [number for number, size in enumerate(widths) if size > longest[number]]
        if not breakable:
            break
        widths[max(breakable, key=widths.__getitem__)] -= 1
    return widths


def _size(spans: Iterable[Span]) -> int:
    return sum(cell_width(span.text) for span in spans)
