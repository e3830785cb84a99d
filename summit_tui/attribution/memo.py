"""Keeps what is made of a record that recurs, as one source does under many statements."""

from collections.abc import Callable
from typing import Final, TypeVar, TypeVarTuple

MOST: Final = 1_024
"""So many answers are kept: statements come by date, and those of one day share their sources."""

_Thing = TypeVar("_Thing")
_Rest = TypeVarTuple("_Rest")
_Made = TypeVar("_Made")


def memoize_by_id(make: Callable[[_Thing, *_Rest], _Made]) -> Callable[[_Thing, *_Rest], _Made]:
    """Let a function of a thing that never changes, and of what can be hashed, work once.

    The thing is known by its identity: to compare or to hash a record with all its texts would
    take as long as what is made of it.
    """
    # A thing that is kept in here stays alive, so that no other one gets its number.
    known: dict[tuple[object, ...], tuple[_Thing, _Made]] = {}

    def answer(thing: _Thing, *rest: *_Rest) -> _Made:
        key = (id(thing), *rest)
        found = known.get(key)
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[key] = (thing, make(thing, *rest))
        return found[1]

    return answer
