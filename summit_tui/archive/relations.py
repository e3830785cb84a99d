"""Records that refer to each other, found in any archive."""

from collections.abc import Callable, Collection, Iterable, Sequence

from summit_tui.archive import Archive, Neighbours, Search
from summit_tui.archive.query.tree import Facet, RefersTo, Restriction
from summit_tui.model.kinds import KINDS, Address, Kind


def editions_of(
    address: Address,
    has_editions: Callable[[Address], bool],
    declared: Callable[[Address], Iterable[tuple[Address, Address]]],
) -> Collection[Address]:
    """Return the addresses of all records that are the same as one, directly or by way of others.

    The record itself is among them; without any other, nothing is returned. `has_editions` says
    whether there is a record at an address that may be the same as others; `declared` returns the
    pairs of records declared the same of which a given one is either.
    """
    # What was declared lies at hand, the record itself may be far away.
    if not any(declared(address)) or not has_editions(address):
        return ()
    editions, queue = {address}, [address]
    while queue:
        declared_same = {edition for pair in declared(queue.pop()) for edition in pair}
        new = [edition for edition in declared_same - editions if has_editions(edition)]
        editions.update(new)
        queue += new
    return editions if len(editions) > 1 else ()


def restriction_to(address: Address) -> Restriction:
    """Return the query for the records that refer to one; for an event, all of its records."""
    if address.kind == "event":
        return Facet("event", address.event)
    return RefersTo(address)


def neighbour_queries(address: Address) -> Sequence[tuple[Kind, Restriction]]:
    """Return the kinds of records that may refer to one, each with the query for them.

    Statements that only involve a speaker or a statement come last.
    """
    node = restriction_to(address)
    queries = [(kind, node) for kind in KINDS if address.kind not in (kind, "quotes")]
    if address.kind in ("speakers", "quotes"):
        queries.append(("quotes", Facet("involves", str(address))))
    return queries


def neighbours_in(archive: Archive, address: Address, limit: int) -> Sequence[Neighbours]:
    """Return the records of an archive that refer to one, by kind; at most `limit` of each."""
    neighbours = []
    for kind, node in neighbour_queries(address):
        page = archive.search(Search(node, kind), limit=limit)
        if page.hits:
            neighbours.append(Neighbours(kind, node, page.total, page.hits))
    return neighbours
