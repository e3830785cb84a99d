"""How an exact restriction of a query is spelled as a token of the index, and read back.

The tokens are the texts in the column `token` of the table `term`; nothing outside this package
knows them.
"""

from functools import lru_cache
from typing import Final

from summit_tui.archive.query.tree import Facet, On, RefersTo, Restriction
from summit_tui.model.kinds import resolve_address

_REFERENCE: Final = "ref"
_DAY: Final = "d"
_UNDATED: Final = "undated"
"""The token of the records whose day is not known."""


def encode_token(restriction: Restriction) -> str:
    """Return the token of the records that a restriction finds."""
    match restriction:
        case Facet(name, value):
            return f"{name}={value}"
        case RefersTo(address):
            return f"{_REFERENCE}={address}"
        case On(day):
            return f"{_DAY}={day}" if day else _UNDATED


@lru_cache(8_192)
def decode_token(token: str) -> Restriction:
    """Return the restriction that `token` was encoded from.

    Cached, as the most frequent values of the facets recur in every search.
    """
    if token == _UNDATED:
        return On(None)
    name, _, value = token.partition("=")
    if name == _DAY:
        return On(value)
    if name == _REFERENCE:
        return RefersTo(resolve_address(value, ""))
    return Facet(name, value)
