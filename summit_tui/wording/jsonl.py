"""JSON Lines: the records as in their files, one a line, each with its address in front."""

from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Final

from summit_tui.archive import Entry
from summit_tui.wording.filed import with_address

# `dumps` would make one anew for each record.
_encoded: Final = JSONEncoder(ensure_ascii=False).encode


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each record."""
    for entry in entries:
        yield _encoded(with_address(entry)) + "\n"
