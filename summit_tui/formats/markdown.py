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

# A backslash takes its meaning from any of these anywhere; the dollar sign begins a formula and the
# tilde a deletion in common dialects.
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&$~|]")
_AT_START: Final = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")


def write_markdown(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as one block, an empty line between two."""
    yield from _render_all(record_blocks(entries, language))


def write_brief(entries: Iterable[Entry], language: str | None, by: Grouping) -> Iterator[str]:
    """Yield the title, headings, records and footnotes; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    yield from _render_all(brief_blocks(entries, language, by))


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
            facts = (f"{label}: {escape(value)}" for label, value in summary.facts)
            lines = "\\\n".join([_name(summary.heading), *facts])
            return lines + _basis(block.sources, block.notes)
        case Notes(numbers):
            return "\n".join(f"[^{number}]: {cite(source)}" for source, number in numbers.items())


def _statement(block: Statement) -> str:
    parts = block.attribution
    basis = _basis(block.sources, block.notes, parts.locator)
    text = f"{escape(parts.said)}\n\n— {_name(parts.speaker)}{escape(parts.credit)}{basis}"
    if parts.mode != "direct":
        return text
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _basis(sources: Sequence[Publication], notes: Sequence[int], locator: str | None = None) -> str:
    """Return what ends a record: its sources on lines of their own, or footnote references."""
    where = f", {escape(locator)}" if locator else ""
    if notes:
        return where + "".join(f"[^{number}]" for number in notes)
    return "".join(f"\\\nSource: {cite(source)}{where}" for source in sources)


def cite(source: Publication) -> str:
    """Return a source as it is cited, its title a link where it is on the web."""
    if not source.known:
        return escape(source.title)
    title = f"*{escape(source.title)}*"
    address = f", {escape(source.url)}" if source.url and not source.web else ""
    if source.web:
        title = f"[{title}](<{source.web}>)"
    return f"{escape(source.publisher or '')}, {title}{escape(source.details)}{address}"


def _name(name: Name) -> str:
    other = f" ({escape(name.other)})" if name.other else ""
    return f"**{escape(name.text)}**{other}"
