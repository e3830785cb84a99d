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
        lines = _statement(entry, language) if entry.address.kind == "quotes" else _card(entry)
        yield gap + "\n".join(lines) + "\n"
        gap = "\n"


def _statement(entry: Entry, language: str | None) -> list[str]:
    parts = attribution(entry, language)
    return [parts.said, f"— {parts.speaker}{parts.credit}", _source(parts.source)]


def _card(entry: Entry) -> list[str]:
    facts = card(entry)
    return [
        str(facts.heading),
        *(f"{label}: {value}" for label, value in facts.facts),
        *(_source(one) for one in facts.sources),
    ]


def _source(one: Publication) -> str:
    return f"Source: {one}"
