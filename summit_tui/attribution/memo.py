"""Keeps what is made of a record that recurs, as one source does under many statements."""

from collections.abc import Callable
from itertools import islice
from typing import Final, TypeVar, TypeVarTuple

from summit_tui.i18n import INTERFACE

MOST: Final = 1_024
"""The most results that are kept: statements come by date, and those of a day share sources."""

_Key = TypeVar("_Key")
_Rest = TypeVarTuple("_Rest")
_Result = TypeVar("_Result")


def memoize_by_id(make: Callable[[_Key, *_Rest], _Result]) -> Callable[[_Key, *_Rest], _Result]:
    """Let a function of an object that never changes, and of hashable arguments, run once for each.

    The object is known by its identity: comparing or hashing a record with all its texts would take
    as long as the function. What was made while the interface spoke another language is not taken.
    """
    # An object in here stays alive, so that no other one gets its identity.
    results: dict[tuple[object, ...], tuple[_Key, _Result]] = {}

    def memoized(key: _Key, *rest: *_Rest) -> _Result:
        identity = (id(key), INTERFACE.tag, *rest)
        pair = results.get(identity)
        if pair is None:
            if len(results) >= MOST:
                for oldest in list(islice(results, MOST // 2)):
                    del results[oldest]
            pair = results[identity] = (key, make(key, *rest))
        return pair[1]

    return memoized
