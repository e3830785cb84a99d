"""DOCX as text: the paragraphs of a Word document (ISO/IEC 29500, WordprocessingML)."""

import io
import zipfile
import zlib
from typing import Final

from summit_tui.evidence.word_document import (
    BODY,
    ends_of_cells,
    paragraphs_in,
    style_of,
    words_of,
)
from summit_tui.i18n import gettext
from summit_tui.verify.draft import Draft, DraftError

_MAX_BYTES: Final = 32 << 20
"""The most bytes of a document once it is unpacked."""
_MAX_RATIO: Final = 200
"""How many times larger than its packed form a document may be; of real ones it is ten to forty."""
_BREAK: Final = "\n\n"
_NEXT_CELL: Final = " | "
_QUOTE_STYLES: Final = ("quote", "intensequote", "blocktext")
"""Word's own styles of block quotations, by the ids that a document has in any language."""


def read_docx(path: str, data: bytes) -> Draft:
    """Return the draft of a document; raises `DraftError` where it is none, or is too large."""
    # Only a Word document needs a parser of XML, with its guard against what XML may do.
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        root = fromstring(_unpack(path, data), forbid_dtd=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ParseError, OSError):
        raise DraftError(_unreadable(path)) from None
    except (DefusedXmlException, NotImplementedError, RuntimeError, ValueError):
        raise DraftError(_unreadable(path)) from None
    texts: list[str] = []
    starts: list[int] = []
    blocks: list[tuple[int, int]] = []
    size, in_block, before_cells = 0, False, ends_of_cells(root)
    for paragraph in paragraphs_in(root):
        words = words_of(paragraph)
        starts.append(size)
        end = size + len(words)
        was_in_block, in_block = in_block, style_of(paragraph).casefold() in _QUOTE_STYLES
        if in_block:
            blocks.append((blocks.pop()[0] if was_in_block else size, end))
        texts += [words, _NEXT_CELL if paragraph in before_cells else _BREAK]
        size = end + len(texts[-1])
    return Draft(path, "".join(texts[:-1]), None, starts, blocks)


def _unpack(path: str, data: bytes) -> bytes:
    """Return the document's XML; raises errors of `zipfile`, and `DraftError` beyond a limit."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(BODY)
        largest = min(_MAX_BYTES, max(1 << 20, info.compress_size * _MAX_RATIO))
        with archive.open(info) as file:
            # What a ZIP says of sizes may be a lie: no more than the limit is ever unpacked.
            content = file.read(largest + 1)
    if len(content) > largest:
        template = "{path}: unpacks to more than {limit} MB, which no article does"
        raise DraftError(gettext(template, path=path, limit=largest >> 20))
    return content


def _unreadable(path: str) -> str:
    return gettext("{path}: is no Word document that can be read", path=path)
