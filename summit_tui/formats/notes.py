"""Notes for Obsidian and for Org mode: markup of their own around the same blocks.

Both set direct speech apart as a quotation, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.summary import linked_names, summarize
from summit_tui.attribution.voices import in_series
from summit_tui.formats.lines import (
    beside_attribution,
    byline,
    fact_lines,
    passage_line,
    printed_attribution,
    source_line,
)
from summit_tui.formats.markdown import cite, escape
from summit_tui.i18n import Words, words_in
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote
from summit_tui.model.text import value_line

_NO_LINK: Final = re.compile(r"[\[\]|#^\\/:]")
"""What the name of a linked note of Obsidian cannot have."""
_NO_ID: Final = re.compile(r"[^A-Za-z0-9-]+")
_NO_TAG: Final = re.compile(r"[^\w-]+")

_ORG_AT_START: Final = re.compile(r"^(?=[*#:|+-]|\d+[.)]|[A-Za-z]?[.)])")
_ORG_MARKUP: Final = re.compile(
    r"(?<!\w)[*/_=~+](?=\S)|\[(?=\[|fn:|\d)|\](?=\])|<(?=[\d<a-z])|[_^](?=\{)"
)
"""The beginnings of emphasis, links, footnotes, times, targets and subscripts."""
_BREAK: Final = "\N{ZERO WIDTH SPACE}"
"""What keeps a character from being markup (the Org Manual, Escape Character)."""


def write_obsidian(
    entries: Iterable[Entry], language: str | None, *, passage: bool = False
) -> Iterator[str]:
    """Yield a callout for each record, an empty line between two.

    Direct speech is a callout of the type quote, anything else one of the type note. Speakers are
    links to the notes about them, topics are tags, and the address of the record is a block id.
    """
    gap, words = "", words_in(language)
    for entry in entries:
        lines = "\n".join(f"> {line}" for line in _callout(entry, words, passage=passage))
        yield f"{gap}{lines}\n\n^{_NO_ID.sub('-', str(entry.address))}\n"
        gap = "\n"


def _callout(entry: Entry, words: Words, *, passage: bool) -> Iterator[str]:
    quote = entry.record
    if not isinstance(quote, Quote):
        summary = summarize(entry, words)
        yield f"[!note] {escape(str(summary.heading))}"
        yield from fact_lines(summary, escape)
        yield from (source_line(words, cite(source)) for source in summary.sources)
        return
    parts = attribution(entry, words.language or None, words)
    kind = "quote" if parts.mode == "direct" else "note"
    yield f"[!{kind}] {parts.mode_in_words.capitalize()}"
    yield escape(parts.said)
    yield byline(words, _wiki_link(parts.speaker.text), escape(parts.credit))
    below = passage_line(parts, escape) if passage else None
    where = escape(parts.locator) if parts.locator and not below else None
    yield source_line(words, cite(parts.source), where)
    if below:
        yield below
    yield from beside_attribution(entry, words, escape, without=("act",), passage=passage)
    if tags := [*quote.topics, *([quote.act] if quote.act else [])]:
        yield " ".join(f"#{_NO_TAG.sub('-', value_line(tag)).strip('-')}" for tag in tags)


def _wiki_link(name: str) -> str:
    """Return a link to the note about somebody, or the name where no note can be called that."""
    return escape(name) if _NO_LINK.search(name) else f"[[{name}]]"


def write_org(
    entries: Iterable[Entry], language: str | None, *, passage: bool = False
) -> Iterator[str]:
    """Yield a headline for each record, with its data as properties."""
    words = words_in(language)
    for entry in entries:
        yield "".join(f"{line}\n" for line in _headline(entry, words, passage=passage))


def _headline(entry: Entry, words: Words, *, passage: bool) -> Iterator[str]:
    quote = entry.record
    if not isinstance(quote, Quote):
        summary = summarize(entry, words)
        yield f"* {_org(str(summary.heading))}"
        yield from _drawer({"ADDRESS": str(entry.address)})
        yield from (f"- {_org(label)} :: {_org(value)}" for label, value in summary.facts)
        yield from (_org_source(source) for source in summary.sources)
        return
    parts = attribution(entry, words.language or None, words)
    tags = [_NO_TAG.sub("_", value_line(topic)).replace("-", "_") for topic in quote.topics]
    yield f"* {_org(in_series(parts.speakers, words))}" + (f" :{':'.join(tags)}:" if tags else "")
    yield from _drawer(
        {
            "ADDRESS": str(entry.address),
            "MODE": parts.mode,
            "CAPACITY": parts.stated_capacity,
            "OCCASION": parts.occasion,
            "DAY": parts.day,
            "ACT": quote.act,
            "QUOTING": _quoted(entry, quote, words),
            "ANSWER_TO": _answered(entry, quote),
            "CHECKED": f"{quote.checked.by}, {quote.checked.date}" if quote.checked else None,
        }
    )
    is_direct = parts.mode == "direct"
    yield f"#+begin_quote\n{_org(parts.said)}\n#+end_quote" if is_direct else _org(parts.said)
    yield byline(words, _org(str(parts.speaker)), _org(parts.credit))
    below = passage_line(parts, _org) if passage else None
    where = _org(parts.locator) if parts.locator and not below else ""
    yield words.clauses(filter(None, (_org_source(parts.source), where)))
    if below:
        yield below
    if passage:
        yield from printed_attribution(entry, words, _org)


def _quoted(entry: Entry, quote: Quote, words: Words) -> str:
    """Return who or what is quoted inside a statement."""
    names = linked_names(entry, fields_of("quotes")["quoting"], quote.quoting, words)
    return words.groups(str(name) for name, _ in names)


def _answered(entry: Entry, quote: Quote) -> str | None:
    """Return the address of what a statement answers."""
    address = quote.answer_to and Address(entry.address.event, "quotes", quote.answer_to)
    return str(address) if address else None


def _drawer(properties: "dict[str, str | None]") -> Iterator[str]:
    yield ":PROPERTIES:"
    yield from (f":{name}: {value_line(value)}" for name, value in properties.items() if value)
    yield ":END:"


def _org_source(source: Publication) -> str:
    """Return a source on a line of its own, its title a link where it is on the web."""
    heading = source.words.pgettext("label", "Source")
    if not source.known:
        return f"- {heading} :: {_org(source.title)}"
    title = f"[[{source.web}][{_org(source.title)}]]" if source.web else _org(source.title)
    cited = source.cited(_org(source.publisher or ""), title, _org(source.details), "")
    return f"- {heading} :: {cited}"


def _org(text: str) -> str:
    """Return one line of plain text so that Org mode shows it as it is."""
    text = _ORG_MARKUP.sub(lambda match: match[0] + _BREAK, text)
    return _ORG_AT_START.sub(_BREAK, text)
