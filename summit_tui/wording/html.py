"""HTML: a `blockquote` for direct speech alone, a paragraph for what somebody reported."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from summit_tui.archive import Entry
from summit_tui.wording.attribution import Attribution
from summit_tui.wording.blocks import block
from summit_tui.wording.card import Card
from summit_tui.wording.sources import Publication

_TAG: Final = re.compile(r"[A-Za-z0-9-]+")


def words(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as a `figure` or a `section`, to be pasted into a page or opened alone.

    The first line names the encoding, as browsers do for fragments on the clipboard: without it a
    file that is opened alone would show Chinese as something else.
    """
    start = '<meta charset="utf-8">\n'
    for entry in entries:
        yield start + block(entry, language, statement, facts_of, _source)
        start = ""


def statement(parts: Attribution, source: str) -> str:
    """Return a statement as a figure whose caption `source` ends, in HTML."""
    said = f'<p dir="auto"{_lang(parts.language)}>{escape(parts.said)}</p>'
    if parts.mode == "direct":
        cite = f' cite="{escape(parts.source.web)}"' if parts.source.web else ""
        said = f"<blockquote{cite}>{said}</blockquote>"
    return (
        f'<figure data-mode="{parts.mode}">\n'
        f"{said}\n"
        f"<figcaption>— <b>{escape(str(parts.speaker))}</b>{escape(parts.credit)}{source}"
        "</figcaption>\n"
        "</figure>\n"
    )


def facts_of(card: Card, sources: str) -> str:
    """Return what is known of a record that is no statement, ended by `sources` in HTML."""
    facts = (f"{label}: {escape(value)}" for label, value in card.facts)
    lines = "<br>\n".join([f"<b>{escape(str(card.heading))}</b>", *facts])
    return f"<section>\n<p>{lines}{sources}</p>\n</section>\n"


def publication_in_words(one: Publication) -> str:
    """Return a source as it is cited, its title a link where it is on the web."""
    if not one.known:
        return escape(one.title)
    title = f"<cite{_lang(one.language)}>{escape(one.title)}</cite>"
    where = f", {escape(one.url)}" if one.url and not one.web else ""
    if one.web:
        title = f'<a href="{escape(one.web)}">{title}</a>'
    return f"{escape(one.publisher or '')}, {title}{escape(one.details)}{where}"


def _source(one: Publication) -> str:
    return f"<br>\nSource: {publication_in_words(one)}"


def _lang(tag: str | None) -> str:
    return f' lang="{tag}"' if tag and _TAG.fullmatch(tag) else ""
