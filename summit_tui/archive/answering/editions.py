"""The records of one person, organization or country, in any archive."""

from collections.abc import Callable, Collection, Iterable

from summit_tui.kinds import Address


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
