"""JSON Lines: the records as in their files, one a line, each with its address in front."""

from collections.abc import Iterable, Iterator
from json import dumps

from summit_tui.archive import Entry
from summit_tui.wording.filed import with_address


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield dumps(with_address(entry), ensure_ascii=False) + "\n"
