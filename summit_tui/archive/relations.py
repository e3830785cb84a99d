"""The records of one person, organization or country, in any archive."""

from collections.abc import Callable, Collection, Iterable, Sequence

from summit_tui.archive import Archive, Neighbours, Search
from summit_tui.archive.query.tree import Facet, RefersTo, Restriction
from summit_tui.model.kinds import KINDS, Address


def editions_of(
    address: Address,
    known: Callable[[Address], bool],
    same: Callable[[Address], Iterable[tuple[Address, Address]]],
) -> Collection[Address]:
    """Return all records that say to be the same as one, or as one of those; none if it is alone.

    `known` tells whether there is a record at an address, and `same` which record says to be the
    same as which, where a given one is either.
    """
    if not known(address):
        return ()
    found, waiting = {address}, [address]
    while waiting:
        near = {one for pair in same(waiting.pop()) for one in pair}
        new = [one for one in near - found if known(one)]
        found.update(new)
        waiting += new
    return found if len(found) > 1 else ()


def restriction_to(address: Address) -> Restriction:
    """Return what finds the records that refer to one; of an event, all of its records."""
    if address.kind == "event":
        return Facet("event", address.event)
    return RefersTo(address)


def neighbours_in(archive: Archive, address: Address, limit: int) -> Sequence[Neighbours]:
    """Return the records of an archive that refer to one, by kind."""
    node = restriction_to(address)
    found = []
    for kind in KINDS:
        if address.kind in (kind, "quotes"):
            continue
        page = archive.search(Search(node, kind), limit=limit)
        if page.hits:
            found.append(Neighbours(kind, node, page.total, page.hits))
    return found
