"""HTML: a `blockquote` for direct speech alone, a paragraph for what somebody reported."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication
from summit_tui.formats import Grouping
from summit_tui.formats.blocks import (
    Block,
    Facts,
    Heading,
    Notes,
    Statement,
    Title,
    brief_blocks,
    record_blocks,
)
from summit_tui.formats.lines import (
    beside_attribution,
    byline,
    fact_lines,
    passage_line,
    source_line,
)
from summit_tui.i18n import Words

_TAG: Final = re.compile(r"[A-Za-z0-9-]+")


def write_html(
    entries: Iterable[Entry], language: str | None, *, passage: bool = False
) -> Iterator[str]:
    """Yield each record as a `figure` or a `section`, to be pasted into a page or opened alone.

    The first line names the encoding, as browsers do for fragments on the clipboard: without it a
    file that is opened alone would show Chinese as something else.
    """
    start = '<meta charset="utf-8">\n'
    for block in record_blocks(entries, language, passage=passage):
        yield start + _render(block)
        start = ""


def write_brief(
    entries: Iterable[Entry], language: str | None, by: Grouping, *, passage: bool = True
) -> Iterator[str]:
    """Yield the head, headings, records and notes; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    end = ""
    for block in brief_blocks(entries, language, by, passage=passage):
        yield _render(block)
        end = "</body>\n</html>\n"
    if end:
        yield end


def _render(block: Block) -> str:
    match block:
        case Title(text):
            title = escape(text)
            return (
                f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
                f"</head>\n<body>\n<h1>{title}</h1>\n"
            )
        case Heading(text):
            return f"<h2>{escape(text)}</h2>\n"
        case Statement():
            return _statement(block)
        case Facts():
            summary = block.summary
            heading = f"<b>{escape(str(summary.heading))}</b>"
            lines = "<br>\n".join([heading, *fact_lines(summary, escape)])
            basis = _basis(summary.words, block.sources, block.notes)
            return f"<section>\n<p>{lines}{basis}</p>\n</section>\n"
        case Notes(numbers, words):
            items = (
                f'<li id="source-{number}">{_cite(source)}</li>\n'
                for source, number in numbers.items()
            )
            heading = words.gettext("Sources")
            return f"<h2>{heading}</h2>\n<ol>\n{''.join(items)}</ol>\n"


def _statement(block: Statement) -> str:
    """Return a figure whose caption attributes the statement."""
    parts = block.attribution
    text = f'<p dir="auto"{_lang(parts.language)}>{escape(parts.said)}</p>'
    if parts.mode == "direct":
        cite = f' cite="{escape(parts.source.web)}"' if parts.source.web else ""
        text = f"<blockquote{cite}>{text}</blockquote>"
    passage = passage_line(parts, escape) if block.has_passage else None
    speaker = f"<b>{escape(str(parts.speaker))}</b>"
    caption = byline(parts.words, speaker, escape(parts.credit))
    locator = None if passage else parts.locator
    caption += _basis(parts.words, block.sources, block.notes, locator)
    if passage:
        caption += f"<br>\n{passage}"
    facts = beside_attribution(block.entry, parts.words, escape, passage=block.has_passage)
    caption += "".join(f"<br>\n{line}" for line in facts)
    return (
        f'<figure data-mode="{parts.mode}">\n'
        f"{text}\n"
        f"<figcaption>{caption}</figcaption>\n"
        "</figure>\n"
    )


def _basis(
    words: Words, sources: Sequence[Publication], notes: Sequence[int], locator: str | None = None
) -> str:
    """Return what ends a record: its sources on lines of their own, or references to notes."""
    where = escape(locator) if locator else None
    if notes:
        ending = words.clauses(["", where]) if where else ""
        links = (f'<sup><a href="#source-{note}">{note}</a></sup>' for note in notes)
        return ending + "".join(links)
    return "".join(f"<br>\n{source_line(words, _cite(source), where)}" for source in sources)


def _cite(source: Publication) -> str:
    """Return a source as it is cited, its title a link where it is on the web."""
    if not source.known:
        return escape(source.title)
    title = f"<cite{_lang(source.language)}>{escape(source.title)}</cite>"
    address = escape(source.url) if source.url and not source.web else ""
    if source.web:
        title = f'<a href="{escape(source.web)}">{title}</a>'
    return source.cited(escape(source.publisher or ""), title, escape(source.details), address)


def _lang(tag: str | None) -> str:
    return f' lang="{tag}"' if tag and _TAG.fullmatch(tag) else ""
