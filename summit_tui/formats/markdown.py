"""A record as one block in a markup: the same parts in the same order in each."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.names import Name
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.summary import Summary, summarize
from summit_tui.formats import Grouping
from summit_tui.formats.grouping import brief


def block(
    entry: Entry,
    language: str | None,
    statement: Callable[[Attribution, str], str],
    facts_of: Callable[[Summary, str], str],
    source: Callable[[Publication], str],
) -> str:
    """Return a statement with its source, or what is known of another record with all of its."""
    if entry.address.kind == "quotes":
        parts = attribution(entry, language)
        return statement(parts, source(parts.source))
    facts = summarize(entry)
    return facts_of(facts, "".join(map(source, facts.sources)))


# A backslash takes its meaning from any of these anywhere; the dollar sign begins a formula and the
# tilde a deletion in common dialects.
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&$~|]")
_AT_START: Final = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)]))")


def write_markdown(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as one block, an empty line between two."""
    gap = ""
    for entry in entries:
        yield f"{gap}{block(entry, language, statement, facts_of, _source)}\n"
        gap = "\n"


def escaped(text: str) -> str:
    """Return one line of plain text so that Markdown shows it as it is."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    start = _AT_START.match(text)
    if not start:
        return text
    # Digits cannot be escaped; the point or parenthesis behind them can.
    at = start.end() if start[0][0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def statement(parts: Attribution, source: str) -> str:
    """Return a statement with its attribution, which `source` ends in Markdown."""
    said = f"{escaped(parts.said)}\n\n— {_name(parts.speaker)}{escaped(parts.credit)}{source}"
    if parts.mode != "direct":
        return said
    return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))


def facts_of(summary: Summary, sources: str) -> str:
    """Return what is known of a record that is no statement, ended by `sources` in Markdown."""
    facts = (f"{label}: {escaped(value)}" for label, value in summary.facts)
    return "\\\n".join([_name(summary.heading), *facts]) + sources


def publication_in_words(one: Publication) -> str:
    """Return a source as it is cited, its title a link where it is on the web."""
    if not one.known:
        return escaped(one.title)
    title = f"*{escaped(one.title)}*"
    where = f", {escaped(one.url)}" if one.url and not one.web else ""
    if one.web:
        title = f"[{title}](<{one.web}>)"
    return f"{escaped(one.publisher or '')}, {title}{escaped(one.details)}{where}"


def _name(name: Name) -> str:
    other = f" ({escaped(name.other)})" if name.other else ""
    return f"**{escaped(name.text)}**{other}"


def _source(one: Publication) -> str:
    return f"\\\nSource: {publication_in_words(one)}"


def write_brief(entries: Iterable[Entry], language: str | None, by: Grouping) -> Iterator[str]:
    """Yield the title, each record and each footnote; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    content = brief(entries, by)
    if not content.groups:
        return
    yield f"# {escaped(content.title)}\n"
    for group in content.groups:
        yield f"\n## {escaped(group.heading)}\n"
        for entry in group.entries:
            notes = _marks(content.notes(entry))
            if entry.address.kind == "quotes":
                yield f"\n{statement(attribution(entry, language), notes)}\n"
            else:
                yield f"\n{facts_of(summarize(entry), notes)}\n"
    for gap, (one, number) in zip(_gaps(), content.numbers.items(), strict=False):
        yield f"{gap}[^{number}]: {publication_in_words(one)}\n"


def _marks(notes: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _gaps() -> Iterator[str]:
    """Yield the empty line before the first footnote, then nothing."""
    yield "\n"
    while True:
        yield ""
