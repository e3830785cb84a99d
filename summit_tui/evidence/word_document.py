"""The words of a Word document (ISO/IEC 29500, WordprocessingML), as a reader sees them.

What unpacks and parses the file stands elsewhere: this only walks through its elements.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BODY: Final = "word/document.xml"
"""The part of the zip that holds the text."""

_MAIN: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""The name spaces of the transitional and of the strict form."""
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What only older programs show, instead of what stands beside it."""
_LEFT_OUT: Final = frozenset(("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr"))
"""What a reader does not see: what a revision took away, the codes of fields, properties."""
_MOST_COLUMNS: Final = 63
"""The most columns of a table in Word."""
_CHARACTERS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def paragraphs_in(root: "Element") -> Iterator["Element"]:
    """Yield the paragraphs in their order, those of tables too, none within another one."""
    pending = [root]
    while pending:
        element = pending.pop()
        name = _local(element)
        if name == "p":
            yield element
        elif name not in _LEFT_OUT and element.tag != _FALLBACK:
            pending.extend(reversed(element))


def blocks_in(root: "Element") -> Iterator["Element"]:
    """Yield the paragraphs and the tables in their order, none within another one."""
    pending = [root]
    while pending:
        element = pending.pop()
        name = _local(element)
        if name in ("p", "tbl"):
            yield element
        elif name not in _LEFT_OUT and element.tag != _FALLBACK:
            pending.extend(reversed(element))


def rows_of(table: "Element") -> list[list[str]]:
    """Return the words of the cells of a table, row by row; none of what is no table.

    A cell that is merged over rows stands in each of them, one over columns in the first.
    """
    rows: list[list[str]] = []
    for row in _children(table, "tr"):
        cells: list[str] = []
        for cell in _children(row, "tc"):
            words = "\n".join(filter(None, map(str.strip, map(words_of, paragraphs_in(cell)))))
            above = rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else ""
            cells.append(above if _goes_on(cell) else words)
            cells.extend("" for _ in range(_columns(cell) - 1))
        rows.append(cells)
    return rows


def _goes_on(cell: "Element") -> bool:
    """Tell whether a cell is a part of the one above, merged over rows."""
    merged = [part for each in _children(cell, "tcPr") for part in _children(each, "vMerge")]
    return any("restart" not in part.attrib.values() for part in merged)


def _columns(cell: "Element") -> int:
    spans = [part for each in _children(cell, "tcPr") for part in _children(each, "gridSpan")]
    numbers = (span.get(f"{space}val", "") for span in spans for space in _MAIN)
    return next((min(int(number), _MOST_COLUMNS) for number in numbers if number.isdecimal()), 1)


def _children(element: "Element", name: str) -> Iterator["Element"]:
    return (child for child in element if _local(child) == name)


def ends_of_cells(root: "Element") -> "set[Element]":
    """Return the last paragraphs of the cells of tables behind which their row goes on."""
    return {
        paragraphs[-1]
        for space in _MAIN
        for row in root.iter(f"{space}tr")
        for cell in row.findall(f"{space}tc")[:-1]
        if (paragraphs := [*paragraphs_in(cell)])
    }


def words_of(paragraph: "Element") -> str:
    """Return what a reader sees of a paragraph, with its tabs and broken lines."""
    parts: list[str] = []
    pending = [paragraph]
    while pending:
        element = pending.pop()
        name = _local(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name not in _LEFT_OUT and element.tag != _FALLBACK:
            pending.extend(reversed(element))
    return "".join(parts)


def style_of(paragraph: "Element") -> str:
    """Return the name of a paragraph's style, such as Title; empty for the usual one."""
    for space in _MAIN:
        style = paragraph.find(f"{space}pPr/{space}pStyle")
        if style is not None:
            return style.get(f"{space}val", "")
    return ""


def _local(element: "Element") -> str:
    """Return the name of an element of WordprocessingML; empty for one of another vocabulary."""
    tag = str(element.tag)
    return next((tag.removeprefix(space) for space in _MAIN if tag.startswith(space)), "")
