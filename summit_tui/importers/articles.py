"""Articles: a source with its text kept beside, and no statement by itself.

HTML, DOCX, PDF and plain text differ only in where title and text are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from summit_tui.importers.importer import Imported
from summit_tui.importers.values import compact, language_tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a file says of itself, and its text."""

    text: str
    """The text, its paragraphs apart by empty lines."""
    title: str = ""
    author: str = ""
    """Who wrote it, as printed."""
    publisher: str = ""
    published: str = ""
    """The day: YYYY-MM-DD."""
    url: str = ""
    language: str = ""
    unplaced: Mapping[str, int] = field(default_factory=dict)
    """The names of what else the file says of itself."""
    remarks: tuple[str, ...] = ()
    """What the user should know."""


def imported_article(article: Article) -> Imported:
    """Return the source of an article with its text."""
    fields = {
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "language": language_tag(article.language),
        "published": article.published,
        "url": article.url,
    }
    return Imported(
        source=compact(fields),
        text=f"{article.text.strip()}\n",
        unplaced=article.unplaced,
        remarks=article.remarks,
    )
