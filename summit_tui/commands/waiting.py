"""How far the reading has come, on the standard error, while a command waits for it."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from summit_tui.archive.progress import Pace, Progress, Report

_PATIENCE: Final = 0.5
"""Seconds that pass before anything is said."""
_INTERVAL: Final = 0.1
_BAR: Final = 20


@contextmanager
def telling(
    stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report | None]:
    """Give what tells of progress on one line, which is gone at the end; None without a terminal.

    The line needs no escape sequence, so that it comes out right in any terminal.
    """
    stream = stream or sys.stderr
    if not stream.isatty():
        yield None
        return
    pace, due, blank = Pace(clock), _PATIENCE, ""

    def report(made: Progress) -> None:
        nonlocal due, blank
        pace.hear(made)
        if pace.seconds < due:
            return
        due = pace.seconds + _INTERVAL
        room = shutil.get_terminal_size().columns - 1
        bar = "#" * int(pace.share * _BAR)
        line = f"[{bar:<{_BAR}}] {pace.share:4.0%} · {pace.words()}"[:room]
        blank = " " * max(len(blank), len(line))
        stream.write(f"\r{line.ljust(len(blank))}")
        stream.flush()

    try:
        yield report
    finally:
        if blank:
            stream.write(f"\r{blank}\r")
            stream.flush()
