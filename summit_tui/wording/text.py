"""Plain text with attribution, as it is pasted into a message or a draft."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.wording.attribution import attribution
from summit_tui.wording.card import card
from summit_tui.wording.sources import Publication


def words(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield each record as a few lines, an empty line between two."""
    gap = ""
    for entry in entries:
        lines = statement(entry, language) if entry.address.kind == "quotes" else _card(entry)
        yield gap + "\n".join(lines) + "\n"
        gap = "\n"


def statement(entry: Entry, language: str | None) -> list[str]:
    """Return a statement, who made it, and its source, each on a line."""
    parts = attribution(entry, language)
    return [parts.said, f"— {parts.speaker}{parts.credit}", source_line(parts.source)]


def _card(entry: Entry) -> list[str]:
    facts = card(entry)
    return [
        str(facts.heading),
        *(f"{label}: {value}" for label, value in facts.facts),
        *(source_line(one) for one in facts.sources),
    ]


def source_line(one: Publication) -> str:
    """Return a source as a line of its own."""
    return f"Source: {one}"
