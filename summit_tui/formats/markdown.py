"""Markdown (CommonMark): a block quote for direct speech alone, footnotes in a brief."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.names import Name
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

# A backslash takes its meaning from any of these anywhere; the dollar sign begins a formula and the
# tilde a deletion in common dialects.
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&$~|]")
_AT_START: Final = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")


def write_markdown(
    entries: Iterable[Entry], language: str | None, *, passage: bool = False
) -> Iterator[str]:
    """Yield each record as one block, an empty line between two."""
    yield from _render_all(record_blocks(entries, language, passage=passage))


def write_brief(
    entries: Iterable[Entry], language: str | None, by: Grouping, *, passage: bool = True
) -> Iterator[str]:
    """Yield the title, headings, records and footnotes; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    yield from _render_all(brief_blocks(entries, language, by, passage=passage))


def escape(text: str) -> str:
    """Return one line of plain text so that Markdown shows it as it is."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    start = _AT_START.match(text)
    if not start:
        return text
    # Digits cannot be escaped; the point or parenthesis behind them can.
    at = start.end() if start[0][0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def _render_all(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield blocks with an empty line between two."""
    gap = ""
    for block in blocks:
        yield f"{gap}{_render(block)}\n"
        gap = "\n"


def _render(block: Block) -> str:
    match block:
        case Title(text):
            return f"# {escape(text)}"
        case Heading(text):
            return f"## {escape(text)}"
        case Statement():
            return _statement(block)
        case Facts():
            summary = block.summary
            lines = "\\\n".join([_name(summary.heading), *fact_lines(summary, escape)])
            return lines + _basis(summary.words, block.sources, block.notes)
        case Notes(numbers):
            return "\n".join(f"[^{number}]: {cite(source)}" for source, number in numbers.items())


def _statement(block: Statement) -> str:
    parts = block.attribution
    passage = passage_line(parts, escape) if block.has_passage else None
    locator = None if passage else parts.locator
    said_by = byline(parts.words, _name(parts.speaker), escape(parts.credit))
    text = f"{escape(parts.said)}\n\n{said_by}"
    text += _basis(parts.words, block.sources, block.notes, locator)
    if passage:
        text += f"\\\n{passage}"
    facts = beside_attribution(block.entry, parts.words, escape, passage=block.has_passage)
    text += "".join(f"\\\n{line}" for line in facts)
    if parts.mode != "direct":
        return text
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _basis(
    words: Words, sources: Sequence[Publication], notes: Sequence[int], locator: str | None = None
) -> str:
    """Return what ends a record: its sources on lines of their own, or footnote references."""
    where = escape(locator) if locator else None
    if notes:
        ending = words.clauses(["", where]) if where else ""
        return ending + "".join(f"[^{number}]" for number in notes)
    return "".join(f"\\\n{source_line(words, cite(source), where)}" for source in sources)


def cite(source: Publication) -> str:
    """Return a source as it is cited, its title a link where it is on the web."""
    if not source.known:
        return escape(source.title)
    title = f"*{escape(source.title)}*"
    if source.web:
        title = f"[{title}](<{source.web}>)"
    address = escape(source.url) if source.url and not source.web else ""
    return source.cited(escape(source.publisher or ""), title, escape(source.details), address)


def _name(name: Name) -> str:
    text = f"**{escape(name.text)}**"
    if not name.other:
        return text
    return name.words.gettext("{name} ({other})", name=text, other=escape(name.other))
