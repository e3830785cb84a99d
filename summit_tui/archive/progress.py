"""How far the making of an index has come, how fast that goes, and how it is stopped."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

_STEPS: Final = {
    "reading": (0.4, "files"),
    "naming": (0.13, "names looked up"),
    "indexing": (0.22, "records searchable"),
    "finishing": (0.25, "last steps"),
}
"""What is done one after the other: which part of the time it takes, and what is counted."""
_BEATS: Final = 100_000
"""Steps of SQLite's machine, a few milliseconds, after which it asks whether to go on."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


class Progress(NamedTuple):
    """How far the making of an index has come."""

    step: str
    """What is being done: `reading`, `naming`, `indexing` or `finishing`."""
    done: int
    """Files read, names of what records refer to looked up, records indexed, or last steps."""
    all: int
    """How many there are to do."""
    records: int
    """Records found so far."""


Report = Callable[[Progress], None]
"""Is told of progress now and then, and raises to stop the work."""


class StoppedError(Exception):
    """Nobody waits for the index any longer."""


class Pace:
    """How far the making of an index has come, and how fast that goes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; `clock` gives seconds."""
        self._clock = clock
        self._began = self._step_began = self._now = clock()
        self._made = Progress("reading", 0, 0, 0)

    def hear(self, made: Progress) -> None:
        """Take note of progress."""
        self._now = self._clock()
        if made.step != self._made.step:
            self._step_began = self._now
        self._made = made

    @property
    def seconds(self) -> float:
        """Return for how long the work has gone on."""
        return self._now - self._began

    @property
    def share(self) -> float:
        """Return which part of the work is done, 0 to 1."""
        done = 0.0
        for step, (part, _) in _STEPS.items():
            if step == self._made.step:
                return done + part * (self._made.done / self._made.all if self._made.all else 0)
            done += part
        return done

    def words(self) -> str:
        """Return files or records, records a second and the time left, as far as known."""
        made = self._made
        parts = [f"{made.done:,} of {made.all:,} {_STEPS[made.step][1]}"]
        if made.step == "reading":
            parts.append(f"{made.records:,} records")
        number = {"reading": made.records, "indexing": made.done}.get(made.step)
        if (passed := self._now - self._step_began) > 0 and number:
            parts.append(f"{_rounded(number / passed):,} a second")
        if self.share > 0.02:
            parts.append(_left(self.seconds / self.share - self.seconds))
        return " · ".join(parts)


def drawn_bar(share: float, width: int) -> str:
    """Return a bar of `share` (0 to 1) of `width` cells in eighths; what is there is seen."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


@contextmanager
def stoppable(connection: sqlite3.Connection, report: Report | None) -> Iterator[Report]:
    """Let `report` stop the work of `connection` also while SQLite is busy with one statement.

    What `report` raises, Ctrl-C included, comes out of the context.
    """
    latest = Progress("reading", 0, 0, 0)
    raised: list[BaseException] = []

    def hear(made: Progress) -> None:
        nonlocal latest
        latest = made
        if report is not None:
            report(made)

    def beat() -> bool:
        try:
            hear(latest)
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it; it is raised below
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(beat, _BEATS)
    try:
        yield hear
    except sqlite3.OperationalError as error:
        if raised:
            raise raised[0] from None
        if "interrupted" in str(error):
            # Ctrl-C came when `beat` had just been called, or had all but returned.
            raise KeyboardInterrupt from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _rounded(number: float) -> int:
    """Return a rate with two digits that mean something."""
    return int(float(f"{number:.2g}"))


def _left(seconds: float) -> str:
    """Return about how long something will still take."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s left"
    return f"{round(seconds / 60)} min left"
