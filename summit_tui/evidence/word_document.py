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
