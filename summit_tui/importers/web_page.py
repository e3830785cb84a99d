"""An article as HTML: a source with the text of the article, without what surrounds it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.child import run_apart
from summit_tui.importers.document import Document
from summit_tui.importers.fields import line, mapping
from summit_tui.importers.grid_records import read_tables
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.participants import LIST_KIND, is_list_of_participants, list_remarks
from summit_tui.importers.text_tables import tables_in, with_turns, without_tables
from summit_tui.importers.times import parse_day
from summit_tui.importers.values import as_text, compact, language_tag

_PAGE: Final = re.compile(r"<!doctype\s+html|<(?:html|head|body|article|main)[\s>]", re.IGNORECASE)
_ROOTS: Final = frozenset(("html", "head", "body", "article", "main", "div", "section", "meta"))
"""With which elements a page or a part of one begins; others begin XML of another kind."""
_LANGUAGE: Final = re.compile(r"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_ARCHIVE: Final = re.compile(
    r"(?:(?:From|MIME-Version|Subject|Snapshot-Content-Location):)", re.IGNORECASE
)
"""How a page begins that a browser has saved with its parts in one file."""
_LINKED: Final = re.compile(
    r"\"mainEntityOfPage\"\s*:\s*(?:\{[^{}]{0,300}?\"@id\"\s*:\s*)?\"(https?://[^\"\s]{1,2000})\""
)
"""The address of an article in its own data (schema.org)."""
_SAVED_FROM: Final = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.IGNORECASE)
"""What browsers write into a page that they save."""
_REPLACED: Final = (
    # A browser prints quotation marks around a `q`, which the library would lose.
    (re.compile(r"<q\b[^<>]{0,500}>", re.IGNORECASE), "“"),
    (re.compile(r"</q\s*>", re.IGNORECASE), "”"),
    # The library makes points of a list of what speakers and others say.
    (re.compile(r"<d[dt]\b[^<>]{0,500}>", re.IGNORECASE), "<p>"),
    (re.compile(r"</d[dt]\s*>", re.IGNORECASE), "</p>"),
    (re.compile(r"<dl\b[^<>]{0,500}>", re.IGNORECASE), "<div>"),
    (re.compile(r"</dl\s*>", re.IGNORECASE), "</div>"),
)
"""Elements that the library would lose or change, and what stands for them."""
_BOLD_BEGINNING: Final = re.compile(
    r"(<p\b[^<>]{0,500}>\s*<(strong|b)\b[^<>]{0,500}>\s*([^<>:：]{1,80}?)\s*</\2\s*>)"
    r"(?=\s*[^\s<:：,.;–—-])",
    re.IGNORECASE,
)
"""Bold words with which a paragraph begins, and no mark behind them."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a page of the web."""
    head = document.head.lstrip()
    if _ARCHIVE.match(head) and "multipart/related" in head.lower():
        return gettext("its parts, those of a page that a browser has saved")
    is_other = document.root_name and document.root_name.lower() not in _ROOTS
    if head[:1] == "<" and not is_other and _PAGE.search(head):
        return gettext("its elements, those of HTML")
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the source; raises `UnreadableError` where the page has no article."""
    page = document.text
    if _ARCHIVE.match(page.lstrip()):
        page = _page_in(document)
    for pattern, replacement in _REPLACED:
        page = pattern.sub(replacement, page)
    names = [match[3] for match in _BOLD_BEGINNING.finditer(page)]
    if len(set(names)) < len(names):  # those of speakers come again
        page = _BOLD_BEGINNING.sub(r"\1<br>", page)
    data = page.encode("utf-8", "replace")
    article = mapping(run_apart(__name__, data, extra="web", library="trafilatura"))
    text = str(article.get("text") or "")
    if not text.strip():
        raise UnreadableError(gettext("has no article that can be found in the page"))
    saved, language = _SAVED_FROM.search(page), _LANGUAGE.search(page)
    own = _LINKED.search(page)
    url = line(article.get("url")) or (saved[1] if saved else own[1] if own else "")
    day = parse_day(article.get("date"))
    source = {
        "title": line(article.get("title")),
        "author": line(article.get("author")),
        "publisher": line(article.get("sitename")),
        "published": day.isoformat() if day else "",
        "url": url,
        "language": language_tag(language[1] if language else ""),
        "licence": line(article.get("license")),
    }
    return _with_listed(compact(source), [line.strip() for line in text.split("\n")], options)


def _with_listed(source: dict[str, Any], lines: Sequence[str], options: ImportOptions) -> Imported:
    """Return a page, and who is in its tables where it is a list of participants."""
    text = as_text(with_turns(lines))
    if not is_list_of_participants(text):
        return Imported(source=source, text=text)
    source = source | {"kind": LIST_KIND}
    listed = read_tables(tables_in(lines), options)
    if listed is None or not listed.records:
        return Imported(source=source, text=text, remarks=list_remarks(text))
    above = as_text(without_tables(lines))
    return replace(listed, source=source, text=f"{above}\n{listed.text}")


def _page_in(document: Document) -> str:
    """Return the page in an archive of its parts (MHTML, RFC 2557), with where it was saved from.

    Raises `UnreadableError` where there is none.
    """
    import email
    import email.policy

    message = email.message_from_bytes(document.data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            data = part.get_payload(decode=True)
            page = document.decode(data if isinstance(data, bytes) else b"").text
            address = str(
                message.get("Snapshot-Content-Location") or part["Content-Location"] or ""
            )
            saved = "".join(address.split())
            return f"<!-- saved from url=(0){saved} -->\n{page}" if saved else page
    raise UnreadableError(gettext("has no page among its parts"))


def extract(data: bytes) -> Mapping[str, Any]:
    """Return the article of a page in UTF-8, and its metadata; `Any`: as JSON has it."""
    from trafilatura import bare_extraction

    # Only the dates that the page gives for the article, none that stand in its text.
    dates = {"original_date": True, "extensive_search": False}
    article = bare_extraction(
        data.decode(), with_metadata=True, include_comments=False, date_extraction_params=dates
    )
    names = ("text", "title", "author", "sitename", "date", "url", "license")
    return {name: getattr(article, name, None) for name in names}
