"""JSON: a list of the records as in their files, each with its address in front."""

from collections.abc import Iterable, Iterator
from json import dumps

from summit_tui.archive import Entry
from summit_tui.wording.filed import with_address


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list, record by record."""
    start = "[\n"
    for entry in entries:
        yield start + dumps(with_address(entry), ensure_ascii=False, indent=2)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"
