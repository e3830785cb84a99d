"""DOCX (ECMA-376): a source with its text kept beside, paragraph by paragraph; no statement."""

from typing import Final
from xml.etree.ElementTree import Element

from summit_tui.evidence.word_document import BODY, paragraphs_in, style_of, words_of
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.participants import LIST_KIND, is_list_of_participants, list_remarks
from summit_tui.importers.values import as_text, compact, record_line
from summit_tui.importers.xml import parse_xml

SIZE_LIMIT: Final = 1 << 25
"""The most bytes of the text with its markup; as elements it takes ten times as much."""

_PROPERTIES: Final = "docProps/core.xml"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_BESIDE: Final = {
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
    "word/comments.xml": "comments",
}
"""Parts that have no place in the text."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a DOCX."""
    if document.is_zip and BODY in document.zip.namelist():
        return gettext("its parts, those of a DOCX")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the source; raises `UnreadableError` where it has no text."""
    names = document.zip.namelist()
    if BODY not in names:
        raise UnreadableError(gettext("has not the parts of a DOCX"))
    body = _part(document, BODY)
    texts = (words_of(paragraph).strip() for paragraph in paragraphs_in(body))
    paragraphs = list(filter(None, texts))
    if not paragraphs:
        raise UnreadableError(gettext("has no text"))
    title = _part(document, _PROPERTIES).findtext(_TITLE) if _PROPERTIES in names else ""
    text = as_text(paragraphs)
    kind = LIST_KIND if is_list_of_participants(text) else None
    return Imported(
        source=compact({"title": record_line(title or "") or _title(body), "kind": kind}),
        text=text,
        remarks=list_remarks(text),
        unplaced={name: 1 for part, name in _BESIDE.items() if part in names},
    )


def _part(document: Document, name: str) -> Element:
    if document.zip.getinfo(name).file_size > SIZE_LIMIT:
        template = "has a text of more than {limit} MB, too large to be imported; split it"
        raise UnreadableError(gettext(template, limit=SIZE_LIMIT >> 20))
    return parse_xml(document.zip.read(name).decode("utf-8", "replace").removeprefix("\ufeff")).root


def _title(body: Element) -> str:
    """Return the first paragraph that has the style of a title."""
    titles = (each for each in paragraphs_in(body) if style_of(each).casefold() == "title")
    first = next(titles, None)
    return "" if first is None else record_line(words_of(first))
