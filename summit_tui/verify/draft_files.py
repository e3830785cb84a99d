"""Reads a draft from its file: Markdown, text, HTML or DOCX, whatever that file turns out to be."""

import codecs
import re
from pathlib import Path
from typing import BinaryIO, Final

from summit_tui.attribution.beside import HIDDEN
from summit_tui.exits import explain_error
from summit_tui.i18n import gettext
from summit_tui.paths import open_descriptor
from summit_tui.verify.draft import Draft, DraftError, line_starts

MAX_BYTES: Final = 16 << 20
"""The size of the largest draft that is read: a hundred times a long article."""

_HTML: Final = (".html", ".htm", ".xhtml")
_MARKDOWN: Final = (".md", ".markdown", ".mdown")
_ZIP: Final = b"PK\x03\x04"
_PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)

_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._-]{1,40})", re.IGNORECASE
)
_TYPED_MARKS: Final = re.compile(r"``((?:(?!\n[^\S\n]*\n|``|'').)+)''", re.DOTALL)
"""``…'', as wires and TeX type their marks; such a quotation ends in its paragraph."""
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_draft(path: Path) -> Draft:
    """Read a draft by the suffix of its name, or as text where that says nothing.

    Raises `DraftError` where it cannot be read, whatever is wrong with it.
    """
    try:
        with open(open_descriptor(path), "rb") as file:  # noqa: PTH123 - a descriptor, no path
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DraftError(explain_error(error, path)) from None
    return _read(str(path), data, path.suffix.lower())


def read_stream(file: BinaryIO, name: str) -> Draft:
    """Read a draft that has no name of a file: what does not begin as HTML or DOCX is Markdown.

    Raises `DraftError` where it cannot be read.
    """
    data = file.read(MAX_BYTES + 1)
    return _read(name, data, ".html" if _PAGE.match(data) else ".md")


def _read(name: str, data: bytes, suffix: str) -> Draft:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES >> 20
        message = gettext("{path}: is larger than {limit} MB", path=name, limit=limit)
        raise DraftError(message)
    if suffix == ".docx" or data.startswith(_ZIP):
        from summit_tui.verify.docx import read_docx  # most drafts are text

        return read_docx(name, data)
    is_html = suffix in _HTML
    text = _decode(name, data, is_html=is_html)
    if is_html:
        from summit_tui.verify.html import read_html

        return read_html(name, text)
    return draft_of(text, name, is_markdown=suffix in _MARKDOWN)


def draft_of(text: str, name: str = "", *, is_markdown: bool = True) -> Draft:
    """Return a text as a draft; `name` is that of its file."""
    lines = line_starts(text)
    # A line end of old Macs alone separates lines as well.
    text = re.sub(r"\r(?!\n)", "\n", text)
    blocks: list[tuple[int, int]] = []
    if is_markdown:
        from summit_tui.verify.markdown import block_quotations, hide_markup

        text, blocks = hide_markup(text), block_quotations(text)
    return Draft(name, _TYPED_MARKS.sub(_marks, text), (), lines, blocks)


def _marks(match: re.Match[str]) -> str:
    """Return a quotation in the marks of TeX and of wires with others, of the same length."""
    return f"“{HIDDEN}{match[1]}”{HIDDEN}"


def _decode(name: str, data: bytes, *, is_html: bool) -> str:
    """Return a file's text; raises `DraftError` where its encoding is not known."""
    encoding = "utf-8"
    for byte_order_mark, of_mark in _BYTE_ORDER_MARKS:
        if data.startswith(byte_order_mark):
            encoding, data = of_mark, data.removeprefix(byte_order_mark)
            break
    else:
        declared = _CHARSET.search(data[:2048]) if is_html else None
        if declared:
            encoding = declared[1].decode("ascii")
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        line = _first_bad_line(data)
        template = "{path}: is not UTF-8 in line {line}; save it as UTF-8"
        raise DraftError(gettext(template, path=name, line=str(line))) from None
    if "\0" in text:
        message = gettext("{path}: is no text; a draft is Markdown, text, HTML or DOCX", path=name)
        raise DraftError(message)
    return text


def _first_bad_line(data: bytes) -> int:
    """Return the line of the first byte that is not UTF-8, or 1."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1
