"""Plain text and Markdown that people read: a source with its text kept beside."""

import re
from typing import Final

from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.front_matter import split_front_matter
from summit_tui.importers.grid import columns_in
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.participants import (
    LIST_KIND,
    is_list_of_participants,
    list_remarks,
    whole_lines,
)
from summit_tui.importers.turns import HEADING, paragraphs
from summit_tui.importers.values import as_text, record_line

_TITLE_LIMIT: Final = 200
"""The most characters of a first line that is a title."""
_PROSE: Final = re.compile(r"[^\W\d_]{2,}(?:[^\n]{20,}[.!?…:;,]|[^\n]*[。！？，])")
"""A line with words and a stop: a list of numbers has none."""


def recognise(document: Document) -> str | None:
    """Return by what a file is a text that people read."""
    if document.is_binary or document.looks_like_json or document.is_toml or document.root_name:
        return None
    if is_list_of_participants(document.head):
        return gettext("its title, that of a list of participants")
    if columns_in(document.head):
        return None  # a table with columns that nobody knows is no article
    if any(map(_PROSE.search, document.head.split("\n"))):
        return gettext("its sentences")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the source of a plain text, or of one in Markdown."""
    front = split_front_matter(document.text)
    is_markdown = bool(front.fields) or document.path.suffix.lower() in (".md", ".markdown")
    is_list = is_list_of_participants(front.body)
    parts = (
        whole_lines(front.body)
        if is_list
        else list(paragraphs(front.body, is_markdown=is_markdown))
    )
    source = front.source() | ({"kind": LIST_KIND} if is_list else {})
    # The first line, where others of the head stand below it.
    first, _, below = parts[0].partition("\n") if parts else ("", "", "")
    if "title" not in source and (below or len(parts) > 1) and _may_be_title(first):
        source["title"] = record_line(HEADING.sub("", first, count=1))
    return Imported(
        source=source,
        text=as_text(parts),
        unplaced=front.unplaced(),
        remarks=list_remarks(front.body),
    )


def _may_be_title(first: str) -> bool:
    """Tell whether a first line is a title: short, without a stop."""
    return 0 < len(first) <= _TITLE_LIMIT and not re.search(r"[.。,，;；:：]$", first)
