"""DOCX (ECMA-376): a source with its text kept beside, paragraph by paragraph; no statement."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from summit_tui.i18n import gettext
from summit_tui.importers.articles import Article, imported_article
from summit_tui.importers.document import Document
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.xml import parse_xml
from summit_tui.model.text import one_line

SIZE_LIMIT: Final = 1 << 25
"""The most bytes of the text with its markup; as elements it takes ten times as much."""

_BODY: Final = "word/document.xml"
_PROPERTIES: Final = "docProps/core.xml"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_BREAKS: Final = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
_LEFT_OUT: Final = frozenset(
    (
        f"{_WORD}del",
        f"{_WORD}moveFrom",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
"""What was deleted or moved away, and what only older programs show instead of what is beside."""
_BESIDE: Final = {
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}
"""Parts that have no place in the text."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a DOCX."""
    if document.is_zip and _BODY in document.zip.namelist():
        return gettext("its parts, those of a DOCX")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the source; raises `UnreadableError` where it has no text."""
    names = document.zip.namelist()
    if _BODY not in names:
        raise UnreadableError(gettext("has not the parts of a DOCX"))
    body = _part(document, _BODY)
    paragraphs = [text for paragraph in _paragraphs(body) if (text := _text(paragraph).strip())]
    if not paragraphs:
        raise UnreadableError(gettext("has no text"))
    title = _part(document, _PROPERTIES).findtext(_TITLE) if _PROPERTIES in names else ""
    return imported_article(
        Article(
            title=one_line(title or "") or _title(body),
            text="\n\n".join(paragraphs),
            unplaced={name: 1 for part, name in _BESIDE.items() if part in names},
        )
    )


def _part(document: Document, name: str) -> Element:
    if document.zip.getinfo(name).file_size > SIZE_LIMIT:
        template = "has a text of more than {limit} MB, too large to be imported; split it"
        raise UnreadableError(gettext(template, limit=SIZE_LIMIT >> 20))
    return parse_xml(document.zip.read(name).decode("utf-8", "replace").removeprefix("\ufeff")).root


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs, also those of tables; a paragraph within another is part of that."""
    for child in element:
        if child.tag == f"{_WORD}p":
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _paragraphs(child)


def _text(element: Element) -> str:
    """Return the words of a paragraph, with the breaks that it has."""
    if element.tag == f"{_WORD}t":
        return element.text or ""
    if element.tag in _BREAKS:
        return _BREAKS[element.tag]
    return "".join(_text(child) for child in element if child.tag not in _LEFT_OUT)


def _title(body: Element) -> str:
    """Return the first paragraph that has the style of a title."""
    for paragraph in _paragraphs(body):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        if style is not None and style.get(f"{_WORD}val", "").casefold() == "title":
            return one_line(_text(paragraph))
    return ""
