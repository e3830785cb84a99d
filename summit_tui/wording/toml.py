"""TOML: the records as a coverage file holds them, to be read back or pasted into one."""

from collections.abc import Iterable, Iterator

import tomli_w

from summit_tui.archive import Entry
from summit_tui.wording.filed import as_filed


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one table for each record.

    Raises `ValueError` at the first record of a second event: a file's records all belong to one.
    """
    gap, event, has_event = "", None, False
    for entry in entries:
        if event not in (None, entry.address.event):
            raise ValueError(
                "A coverage file holds one event's records, and these belong to several: "
                f"{event} and {entry.address.event}. Take each event's records on their own."
            )
        event = entry.address.event
        if entry.address.kind == "event":
            if has_event:  # a list may name it twice, a document may not
                continue
            has_event = True
        yield gap + _table(entry)
        gap = "\n"


def _table(entry: Entry) -> str:
    kind = entry.address.kind
    table = tomli_w.dumps({kind: as_filed(entry)})
    # The library writes a list of small tables within one line, to which none can be added, so the
    # record is written as a single table and its heading made that of a list.
    return table if kind == "event" else table.replace(f"[{kind}]", f"[[{kind}]]", 1)
