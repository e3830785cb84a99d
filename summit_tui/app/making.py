"""The making of an index while the screen stays alive: told now and then, stopped at any moment."""

import time
from collections.abc import Callable
from typing import Final

from summit_tui.archive.progress import Pace, Progress, StoppedError

_PATIENCE: Final = 0.3
"""Seconds that pass before anything is said: most folders are read by then."""
_INTERVAL: Final = 0.1
"""Seconds between two pictures of the progress."""


class Making:
    """One index that is being made on a thread of its own."""

    def __init__(
        self, tell: Callable[[Pace], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin; `tell` is called on that thread whenever there is something new to show."""
        self._tell = tell
        self._pace = Pace(clock)
        self._due = _PATIENCE
        self._stopped = False

    def stop(self) -> None:
        """Let the thread end its work as soon as it can, from any thread."""
        self._stopped = True

    def report(self, made: Progress) -> None:
        """Take note of progress; raises `StoppedError` to end the work."""
        if self._stopped:
            raise StoppedError
        self._pace.hear(made)
        if self._pace.seconds >= self._due:
            self._due = self._pace.seconds + _INTERVAL
            self._tell(self._pace)
