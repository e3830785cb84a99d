"""A record as one block in a markup: the same parts in the same order in each."""

from collections.abc import Callable

from summit_tui.archive import Entry
from summit_tui.wording.attribution import Attribution, attribution
from summit_tui.wording.card import Card, card
from summit_tui.wording.sources import Publication


def block(
    entry: Entry,
    language: str | None,
    statement: Callable[[Attribution, str], str],
    facts_of: Callable[[Card, str], str],
    source: Callable[[Publication], str],
) -> str:
    """Return a statement with its source, or what is known of another record with all of its."""
    if entry.address.kind == "quotes":
        parts = attribution(entry, language)
        return statement(parts, source(parts.source))
    facts = card(entry)
    return facts_of(facts, "".join(map(source, facts.sources)))
