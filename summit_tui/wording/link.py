"""The address on the web of what a record rests on; a statement's points at the very passage."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.evidence import passage_link
from summit_tui.records import Quote
from summit_tui.wording.sources import publications


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source with an address; nothing for a record that has none."""
    for entry in entries:
        excerpt = entry.record.excerpt if isinstance(entry.record, Quote) else None
        for one in publications(entry):
            if one.web:
                # An excerpt that has no words, only marks of what was left out, names no passage.
                yield ((excerpt and passage_link(one.web, excerpt)) or one.web) + "\n"


def holds(entry: Entry) -> bool:
    """Return whether anything that the record rests on has an address on the web."""
    return any(one.web for one in publications(entry))
