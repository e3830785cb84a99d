"""HTML: a `blockquote` for direct speech alone, a paragraph for what somebody reported."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.summary import Summary, summarize
from summit_tui.formats import Grouping
from summit_tui.formats.grouping import brief
from summit_tui.formats.markdown import block

_TAG: Final = re.compile(r"[A-Za-z0-9-]+")


def write_html(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
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


def facts_of(summary: Summary, sources: str) -> str:
    """Return what is known of a record that is no statement, ended by `sources` in HTML."""
    facts = (f"{label}: {escape(value)}" for label, value in summary.facts)
    lines = "<br>\n".join([f"<b>{escape(str(summary.heading))}</b>", *facts])
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


def write_brief(entries: Iterable[Entry], language: str | None, by: Grouping) -> Iterator[str]:
    """Yield the head, each record and each note; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    content = brief(entries, by)
    if not content.groups:
        return
    title = escape(content.title)
    yield (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n<h1>{title}</h1>\n"
    )
    for group in content.groups:
        yield f"<h2>{escape(group.heading)}</h2>\n"
        for entry in group.entries:
            notes = _marks(content.notes(entry))
            if entry.address.kind == "quotes":
                yield statement(attribution(entry, language), notes)
            else:
                yield facts_of(summarize(entry), notes)
    if content.numbers:
        yield "<h2>Sources</h2>\n<ol>\n"
        for one, number in content.numbers.items():
            yield f'<li id="source-{number}">{publication_in_words(one)}</li>\n'
        yield "</ol>\n"
    yield "</body>\n</html>\n"


def _marks(notes: Sequence[int]) -> str:
    return "".join(f'<sup><a href="#source-{number}">{number}</a></sup>' for number in notes)
