"""DOCX (ECMA-376): a source with its text kept beside, paragraph by paragraph; no statement."""

from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from summit_tui.evidence.word_document import (
    BODY,
    blocks_in,
    paragraphs_in,
    rows_of,
    style_of,
    words_of,
)
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.grid_records import read_tables
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.participants import LIST_KIND, is_list_of_participants, list_remarks
from summit_tui.importers.text_tables import Rows, turns_in
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


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source, and who is in the tables of a list of participants.

    Raises `UnreadableError` where it has no text.
    """
    names = document.zip.namelist()
    if BODY not in names:
        raise UnreadableError(gettext("has not the parts of a DOCX"))
    body = _part(document, BODY)
    blocks = [(rows_of(block), block) for block in blocks_in(body)]
    paragraphs = [text for rows, block in blocks for text in _paragraphs(rows, block)]
    if not paragraphs:
        raise UnreadableError(gettext("has no text"))
    title = _part(document, _PROPERTIES).findtext(_TITLE) if _PROPERTIES in names else ""
    text = as_text(paragraphs)
    is_list = is_list_of_participants(text)
    kind = LIST_KIND if is_list else None
    source = compact({"title": record_line(title or "") or _title(body), "kind": kind})
    unplaced = {name: 1 for part, name in _BESIDE.items() if part in names}
    listed = read_tables([rows for rows, _ in blocks if rows], options) if is_list else None
    if listed is None or not listed.records:
        return Imported(source=source, text=text, remarks=list_remarks(text), unplaced=unplaced)
    others = (_paragraphs(rows, block) for rows, block in blocks if not rows)
    above = as_text(text for texts in others for text in texts)
    return replace(
        listed,
        source=source,
        text=f"{above}\n{listed.text}",
        unplaced={**listed.unplaced, **unplaced},
    )


def _paragraphs(rows: Rows, block: Element) -> list[str]:
    """Return the paragraphs of a block; of a table its turns, or those of its cells."""
    texts = (words_of(paragraph).strip() for paragraph in paragraphs_in(block))
    return turns_in(rows) or list(filter(None, texts))


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
