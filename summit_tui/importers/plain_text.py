"""Plain text and Markdown that people read: a source with its text kept beside."""

import re
from typing import Final

from summit_tui.i18n import gettext
from summit_tui.importers.articles import Article, imported_article
from summit_tui.importers.document import Document
from summit_tui.importers.front_matter import split_front_matter
from summit_tui.importers.grid import columns_in
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.times import parse_day
from summit_tui.importers.turns import paragraphs
from summit_tui.importers.values import record_line

_TITLE_LIMIT: Final = 200
"""The most characters of a first line that is a title."""
_PROSE: Final = re.compile(r"[^\W\d_]{2,}(?:[^\n]{20,}[.!?…:;,]|[^\n]*[。！？，])")
"""A line with words and a stop: a list of numbers has none."""
_HEADING: Final = re.compile(r"#{1,3}[ \t]+")


def recognise(document: Document) -> str | None:
    """Return by what a file is a text that people read."""
    if document.is_binary or document.looks_like_json or document.root_name:
        return None
    if columns_in(document.head):
        return None  # a table with columns that nobody knows is no article
    if any(map(_PROSE.search, document.head.split("\n"))):
        return gettext("its sentences")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the source of a plain text, or of one in Markdown."""
    front, body = split_front_matter(document.text)
    is_markdown = bool(front) or document.path.suffix.lower() in (".md", ".markdown")
    parts = list(paragraphs(body, is_markdown=is_markdown))
    title = record_line(front.get("title", ""))
    if parts and not title and _may_be_title(parts):
        title = record_line(_HEADING.sub("", parts[0], count=1))
    placed = ("title", "author", "publisher", "site", "date", "published", "url", "source_url")
    day = parse_day(front.get("date") or front.get("published"))
    return imported_article(
        Article(
            title=title,
            text="\n\n".join(parts),
            author=front.get("author", ""),
            publisher=front.get("publisher") or front.get("site", ""),
            published=day.isoformat() if day else "",
            url=front.get("url") or front.get("source_url", ""),
            language=front.get("language") or front.get("lang", ""),
            unplaced={name: 1 for name in front if name not in (*placed, "language", "lang")},
        )
    )


def _may_be_title(parts: list[str]) -> bool:
    """Tell whether the first paragraph is a title: a short line without a stop, and more below."""
    first = parts[0]
    is_short = len(parts) > 1 and len(first) <= _TITLE_LIMIT and "\n" not in first
    return is_short and not re.search(r"[.。,，;；:：]$", first)
