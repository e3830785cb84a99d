"""Plain text with attribution, to be pasted into a message or a draft."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import MODE_WORDS, attribution
from summit_tui.attribution.publications import Publication, publications
from summit_tui.attribution.summary import summarize
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line


def write_text(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as a few lines, an empty line between two."""
    gap = ""
    for entry in entries:
        lines = statement(entry, language) if entry.address.kind == "quotes" else _facts(entry)
        yield gap + "\n".join(lines) + "\n"
        gap = "\n"


def statement(entry: Entry, language: str | None) -> list[str]:
    """Return a statement, who made it, and its source, each on a line."""
    parts = attribution(entry, language)
    where = f", {parts.locator}" if parts.locator else ""
    return [parts.said, f"— {parts.speaker}{parts.credit}", source_line(parts.source) + where]


def _facts(entry: Entry) -> list[str]:
    summary = summarize(entry)
    return [
        str(summary.heading),
        *(f"{label}: {value}" for label, value in summary.facts),
        *(source_line(source) for source in summary.sources),
    ]


def source_line(source: Publication) -> str:
    """Return a source on a line of its own."""
    return f"Source: {source}"


def write_reference(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        match entry.address.kind:
            case "quotes":
                yield _reference_of_statement(entry, language)
            case "sources":
                yield f"{publications(entry)[0]}\n"
            case _:
                summary = summarize(entry)
                yield _sentences([summary.gist, *map(str, summary.sources)]) + "\n"


def _reference_of_statement(entry: Entry, language: str | None) -> str:
    parts = attribution(entry, language)
    direct = MODE_WORDS["direct"] if parts.mode == "direct" else None
    manner = "; ".join(note for note in (direct, parts.manner) if note)
    credit = f"{parts.speaker}{parts.circumstances}; {manner}"
    where = f", {parts.locator}" if parts.locator else ""
    return _sentences([credit, f"{parts.source}{where}"]) + "\n"


def _sentences(parts: Iterable[str]) -> str:
    """Return the parts on one line, a full stop between two; that of an abbreviation serves too."""
    *before, last = parts
    return "".join(f"{part.removesuffix('.')}. " for part in before) + last


def write_address(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield one_line(str(entry.address)) + "\n"


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
    """Return where in a recording a statement stands, as the fragment of an address, or nothing."""
    if not isinstance(entry.record, Quote) or not entry.record.locator:
        return ""
    source: Source | None = entry.link("sources", entry.record.source)
    return entry.record.locator.time_fragment if source and source.medium else ""


def has_link(entry: Entry) -> bool:
    """Return whether anything that the record rests on has an address on the web."""
    return any(source.web for source in publications(entry))
