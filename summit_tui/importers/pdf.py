"""PDF: a source with its text kept beside, page by page; no statement."""

from collections.abc import Mapping
from typing import Any, Final

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.child import run_apart
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, line, mapping
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.participants import LIST_KIND, is_list_of_participants, list_remarks
from summit_tui.importers.values import as_text, compact

_NOT_A_TITLE: Final = ("microsoft word", "untitled", "powerpoint", ".doc", ".pdf", ".indd", ".qxd")
"""What programs write as the title of a file that has none."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a PDF."""
    return gettext("its beginning, %PDF") if document.data.startswith(b"%PDF-") else None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the source; raises `UnreadableError` for one that has no text or is locked."""
    result = mapping(run_apart(__name__, document.data, extra="pdf", library="pypdf"))
    if result.get("locked"):
        raise UnreadableError(gettext("is protected by a password"))
    printed = result.get("pages")
    every = [str(page) for page in printed] if isinstance(printed, list) else []
    pages = [page for page in every if page.strip()]
    if not pages:
        if result.get("has_pictures"):
            template = "holds pictures of pages and no text; recognize their text (OCR) first"
            raise UnreadableError(gettext(template))
        raise UnreadableError(gettext("has no text"))
    metadata = mapping(result.get("metadata"))
    text = as_text(pages)
    kind = LIST_KIND if is_list_of_participants(text) else None
    return Imported(
        source=compact({"title": _title(metadata), "kind": kind}),
        text=text,
        unplaced={name: 1 for name, value in metadata.items() if name != "Title" and line(value)},
        remarks=(*_remarks(len(every) - len(pages)), *list_remarks(text)),
    )


def _title(metadata: Fields) -> str:
    title = line(metadata.get("Title"))
    return "" if any(word in title.casefold() for word in _NOT_A_TITLE) else title


def _remarks(empty: int) -> tuple[str, ...]:
    if not empty:
        return ()
    return (ngettext("{number} page has no text.", "{number} pages have no text.", empty),)


def extract(data: bytes) -> Mapping[str, Any]:
    """Return the text of each page, and what the file says of itself; `Any`: as JSON has it."""
    import logging
    from io import BytesIO

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it complains of every second file
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"locked": True}
    except (DependencyError, FileNotDecryptedError):
        return {"locked": True}
    pages = [page.extract_text() for page in reader.pages]
    metadata = {name.lstrip("/"): str(value) for name, value in (reader.metadata or {}).items()}
    has_pictures = not any(map(str.strip, pages)) and any(map(_has_picture, reader.pages))
    return {"pages": pages, "metadata": metadata, "has_pictures": has_pictures}


def _has_picture(page: Mapping[str, Any]) -> bool:
    """Tell whether a page draws a picture; `Any`: objects of the library."""
    resources = _object(page.get("/Resources")) or {}
    drawn = _object(resources.get("/XObject")) or {}
    objects = map(_object, drawn.values())
    return any(each is not None and each.get("/Subtype") == "/Image" for each in objects)


def _object(value: Any) -> Any:
    """Return what a reference leads to; `Any`: as above."""
    return value.get_object() if hasattr(value, "get_object") else value
