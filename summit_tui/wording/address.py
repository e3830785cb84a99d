"""The address of a record in the coverage: `event/kind/id`."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.controls import one_line


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield one_line(str(entry.address)) + "\n"
