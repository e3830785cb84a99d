"""The browser served to web browsers: who is let in, what visitors may do, a process for each."""

from typing import Final

from summit_tui.model.value import Value, immutable

VISIT: Final = "SUMMIT_TUI_VISIT"
"""The environment variable that says, as JSON, what a visitor's process is to show."""
LONGEST_MESSAGE: Final = 65_536
"""Bytes of a message from a visitor's page; a longer one, such as a huge paste, ends the visit."""
LONGEST_DOCUMENT: Final = 8_000_000
"""Bytes of a document that a visitor downloads."""
MOST_RECORDS: Final = 20_000
"""Records of such a document."""


@immutable()
class Limits(Value):
    """What visitors may use."""

    visitors: int
    """Addresses that are given out, and so processes at the same time."""
    idle: float
    """Seconds without a key or a movement of the mouse after which a visit ends."""
    lifetime: float
    """Seconds after which no address is valid any more, and the server ends."""
