"""How far the making of an index has come."""

from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """How far the making of an index has come."""

    step: str
    """What is being done: `reading` or `indexing`."""
    done: int
    """Files read, or records indexed."""
    all: int
    """Files or records to do."""
    records: int
    """Records found so far."""


Report = Callable[[Progress], None]
"""Is told of progress now and then, and raises to stop the work."""
