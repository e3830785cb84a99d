"""What refers to a record, in any archive."""

from collections.abc import Sequence

from summit_tui.archive import Archive, Neighbours
from summit_tui.archive.query import Reference
from summit_tui.kinds import KINDS, Address


def neighbours_in(archive: Archive, address: Address, limit: int) -> Sequence[Neighbours]:
    """Return the records of an archive that refer to one, by kind."""
    node = Reference(f"event={address.event}" if address.kind == "event" else f"ref={address}")
    found = []
    for kind in KINDS:
        if address.kind in (kind, "quotes"):
            continue
        page = archive.search(node, kind, limit=limit)
        if page.hits:
            found.append(Neighbours(kind, node, page.total, page.hits))
    return found
