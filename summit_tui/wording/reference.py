"""A reference of one line, as in a footnote: who, on which occasion, according to which source."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.wording.attribution import MODE_WORDS, attribution
from summit_tui.wording.card import card
from summit_tui.wording.sources import publications


def words(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        match entry.address.kind:
            case "quotes":
                yield _statement(entry, language)
            case "sources":
                yield f"{publications(entry)[0]}\n"
            case _:
                facts = card(entry)
                yield ". ".join([facts.gist, *map(str, facts.sources)]) + "\n"


def _statement(entry: Entry, language: str | None) -> str:
    parts = attribution(entry, language)
    direct = MODE_WORDS["direct"] if parts.mode == "direct" else None
    manner = "; ".join(note for note in (direct, parts.manner) if note)
    return f"{parts.speaker}{parts.circumstances}; {manner}. {parts.source}\n"
