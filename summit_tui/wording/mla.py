"""A bibliography of the sources in the style of the Modern Language Association."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.wording.citation import bibliography


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("modern-language-association", entries)
