"""A terminal browser for summit coverage: who said what, where, and according to which source.

As a library it has `open`, which gives a `Coverage`; see `summit_tui.api`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summit_tui.api import Coverage, Quotation, Record, open  # noqa: A004 - summit_tui.open

__all__ = ["Coverage", "Quotation", "Record", "open"]


def __getattr__(name: str) -> object:
    """Import the library when something of it is asked for: a start of the program has no use."""
    if name in __all__:
        from summit_tui import api

        return getattr(api, name)
    raise AttributeError(name)
