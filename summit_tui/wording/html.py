"""HTML: a `blockquote` for direct speech alone, a paragraph for what somebody reported."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from summit_tui.archive import Entry
from summit_tui.wording.attribution import attribution
from summit_tui.wording.card import card
from summit_tui.wording.sources import Publication

_TAG: Final = re.compile(r"[A-Za-z0-9-]+")


def words(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as a `figure` or a `section`, to be pasted into a page or opened alone.

    The first line names the encoding, as browsers do for fragments on the clipboard: without it a
    file that is opened alone would show Chinese as something else.
    """
    start = '<meta charset="utf-8">\n'
    for entry in entries:
        yield start + (
            _statement(entry, language) if entry.address.kind == "quotes" else _card(entry)
        )
        start = ""


def _statement(entry: Entry, language: str | None) -> str:
    parts = attribution(entry, language)
    said = f'<p dir="auto"{_lang(parts.language)}>{escape(parts.said)}</p>'
    if parts.mode == "direct":
        cite = f' cite="{escape(parts.source.web)}"' if parts.source.web else ""
        said = f"<blockquote{cite}>{said}</blockquote>"
    return (
        f'<figure data-mode="{parts.mode}">\n'
        f"{said}\n"
        f"<figcaption>— <b>{escape(str(parts.speaker))}</b>{escape(parts.credit)}<br>\n"
        f"{_source(parts.source)}</figcaption>\n"
        "</figure>\n"
    )


def _card(entry: Entry) -> str:
    facts = card(entry)
    lines = [
        f"<b>{escape(str(facts.heading))}</b>",
        *(f"{label}: {escape(value)}" for label, value in facts.facts),
        *(_source(one) for one in facts.sources),
    ]
    return "<section>\n<p>" + "<br>\n".join(lines) + "</p>\n</section>\n"


def _source(one: Publication) -> str:
    if not one.known:
        return f"Source: {escape(one.title)}"
    title = f"<cite{_lang(one.language)}>{escape(one.title)}</cite>"
    where = f", {escape(one.url)}" if one.url and not one.web else ""
    if one.web:
        title = f'<a href="{escape(one.web)}">{title}</a>'
    return f"Source: {escape(one.publisher or '')}, {title}{escape(one.details)}{where}"


def _lang(tag: str | None) -> str:
    return f' lang="{tag}"' if tag and _TAG.fullmatch(tag) else ""
