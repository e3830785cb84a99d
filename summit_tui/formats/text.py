"""Plain text with attribution, to be pasted into a message or a draft."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.publications import publications
from summit_tui.attribution.summary import Summary, summarize
from summit_tui.formats.lines import (
    beside_attribution,
    byline,
    fact_lines,
    passage_line,
    source_line,
)
from summit_tui.i18n import Words, words_in
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import value_line


def write_text(
    entries: Iterable[Entry], language: str | None, *, passage: bool = False
) -> Iterator[str]:
    """Yield each record as a few lines, an empty line between two."""
    gap, words = "", words_in(language)
    for entry in entries:
        if entry.address.kind == "quotes":
            parts = attribution(entry, language, words)
            beside = beside_attribution(entry, words, passage=passage)
            lines = [*statement(parts, passage=passage), *beside]
        else:
            lines = _facts(summarize(entry, words))
        yield gap + "\n".join(lines) + "\n"
        gap = "\n"


def statement(parts: Attribution, *, passage: bool = False) -> list[str]:
    """Return a statement, who made it, and its source, each on a line.

    With `passage`, the words of the source that it rests on follow.
    """
    below = passage_line(parts) if passage else None
    return [
        parts.said,
        byline(parts.words, str(parts.speaker), parts.credit),
        source_line(parts.words, str(parts.source), None if below else parts.locator),
        *([below] if below else []),
    ]


def _facts(summary: Summary) -> list[str]:
    return [
        str(summary.heading),
        *fact_lines(summary),
        *(source_line(summary.words, str(source)) for source in summary.sources),
    ]


def write_reference(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    words = words_in(language)
    for entry in entries:
        match entry.address.kind:
            case "quotes":
                yield _reference_of_statement(attribution(entry, language, words))
            case "sources":
                yield f"{publications(entry, words)[0]}\n"
            case _:
                summary = summarize(entry, words)
                sources = map(str, summary.sources)
                yield _sentences([summary.gist, *sources], words) + "\n"


def _reference_of_statement(parts: Attribution) -> str:
    words = parts.words
    direct = parts.mode_in_words if parts.mode == "direct" else None
    manner = words.groups(filter(None, (direct, parts.manner)))
    credit = words.groups((f"{parts.speaker}{parts.circumstances}", manner))
    source = words.clauses(filter(None, (str(parts.source), parts.locator)))
    return _sentences([credit, source], words) + "\n"


def _sentences(parts: Iterable[str], words: Words) -> str:
    """Return the parts on one line, a full stop between two; that of an abbreviation serves too."""
    *before, last = parts
    stop = words.pgettext("between sentences", ". ")
    return "".join(f"{part.removesuffix(stop.strip())}{stop}" for part in before) + last


def write_address(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield value_line(str(entry.address)) + "\n"


def write_link(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source with an address; nothing for a record that has none."""
    # Other forms of this module are written without it, and it takes a while to load.
    from summit_tui.evidence.text_fragment import passage_link

    for entry in entries:
        quote = entry.record if isinstance(entry.record, Quote) else None
        excerpt, fragment = quote and quote.excerpt, _time_fragment(entry)
        for source in publications(entry):
            if source.web and fragment and "#" not in source.web:
                yield f"{source.web}#{fragment}\n"
            elif source.web:
                # An excerpt of nothing but marks of omission names no passage.
                yield ((excerpt and passage_link(source.web, excerpt)) or source.web) + "\n"


def _time_fragment(entry: Entry) -> str:
    """Return where in a recording a statement is, as the fragment of an address, or nothing."""
    if not isinstance(entry.record, Quote) or not entry.record.locator:
        return ""
    source: Source | None = entry.link("sources", entry.record.source)
    return entry.record.locator.time_fragment if source and source.medium else ""


def has_link(entry: Entry) -> bool:
    """Return whether anything that the record rests on has an address on the web."""
    return any(source.web for source in publications(entry))
