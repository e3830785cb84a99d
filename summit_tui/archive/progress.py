"""How far the build of an index has come, how fast it is, and how it is stopped."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

from summit_tui.i18n import gettext, gettext_noop

_STEPS: Final = (
    {
        "listing": (0.0, gettext_noop("{done} files found")),
        "reading": (0.4, gettext_noop("{done} of {total} files")),
        "naming": (0.13, gettext_noop("{done} of {total} names looked up")),
        "indexing": (0.22, gettext_noop("{done} of {total} records searchable")),
        "finishing": (0.25, gettext_noop("{done} of {total} last steps")),
    },
    {
        "sending": (0.7, gettext_noop("{done} of {total} rows sent")),
        "sorting": (0.3, gettext_noop("{done} of {total} indexes made by the server")),
    },
    {"fetching": (1.0, gettext_noop("{done} of {total} MB fetched"))},
)
"""The steps of making an index, of pushing it to a server and of opening it from there.

They are in their order, each with the share of the time that it takes and how it is described.
"""
_INSTRUCTIONS: Final = 100_000
"""Instructions of SQLite's virtual machine, a few milliseconds, between calls of its handler."""
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


class Progress(NamedTuple):
    """How far the build of an index has come."""

    step: str
    """The step that runs, such as `reading`."""
    done: int
    """Files found or read, names of referenced records looked up, records indexed or the like."""
    total: int
    """The number of those that there are to do; 0 where nobody knows it."""
    records: int
    """The number of records found so far."""


Report = Callable[[Progress], None]
"""Is called with the progress from time to time, and raises to stop the work."""


class StoppedError(Exception):
    """The index is no longer wanted."""


class Pace:
    """How far the build of an index has come, and how fast it is."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; `clock` returns seconds."""
        self._clock = clock
        self._began = self._step_began = self._known_from = self._now = clock()
        self._progress = Progress("reading", 0, 0, 0)

    def update(self, progress: Progress) -> None:
        """Take the latest progress."""
        self._now = self._clock()
        if progress.step != self._progress.step:
            self._step_began = self._now
            if self._progress.step == "listing":
                # How long that took says nothing of what follows.
                self._known_from = self._now
        self._progress = progress

    @property
    def _steps(self) -> Mapping[str, tuple[float, str]]:
        return next(steps for steps in _STEPS if self._progress.step in steps)

    @property
    def is_listing(self) -> bool:
        """Say whether the files are still being listed, so that nobody knows how much there is."""
        return self._progress.step == "listing"

    @property
    def seconds(self) -> float:
        """The time that the work has taken until the last update."""
        return self._now - self._began

    @property
    def share(self) -> float:
        """The share of the work that is done, 0 to 1."""
        progress, finished = self._progress, 0.0
        for step, (share, _) in self._steps.items():
            if step == progress.step:
                return finished + share * (progress.done / progress.total if progress.total else 0)
            finished += share
        return finished

    def describe(self) -> str:
        """Return its facts on one line."""
        return " · ".join(self.facts())

    def facts(self) -> list[str]:
        """Return files or records, records a second and the time left, as far as known."""
        progress = self._progress
        template = self._steps[progress.step][1]
        facts = [gettext(template, done=progress.done, total=progress.total)]
        if progress.step == "reading":
            facts.append(gettext("{count} records", count=progress.records))
        count = {"reading": progress.records, "indexing": progress.done}.get(progress.step)
        if (passed := self._now - self._step_began) > 0 and count:
            facts.append(gettext("{rate} a second", rate=_rounded(count / passed)))
        if self.share > 0.02:
            passed = self._now - self._known_from
            facts.append(_time_left(passed / self.share - passed))
        return facts


def progress_bar(share: float, width: int) -> str:
    """Return a bar of `share` (0 to 1) of `width` cells, in steps of an eighth of a cell.

    Any share above 0 is at least one step, so that it can be seen.
    """
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


@contextmanager
def stoppable(connection: sqlite3.Connection, report: Report | None) -> Iterator[Report]:
    """Let `report` stop the work of `connection` also while SQLite executes one statement.

    Whatever `report` raises, Ctrl-C included, is raised from the context.
    """
    latest = Progress("reading", 0, 0, 0)
    raised: list[BaseException] = []

    def update(progress: Progress) -> None:
        nonlocal latest
        latest = progress
        if report is not None:
            report(progress)

    def handle() -> bool:
        try:
            update(latest)
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it; it is raised below
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(handle, _INSTRUCTIONS)
    try:
        yield update
    except sqlite3.OperationalError as error:
        if raised:
            raise raised[0] from None
        if "interrupted" in str(error):
            # Ctrl-C came when `handle` had just been called, or had all but returned.
            raise KeyboardInterrupt from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _rounded(rate: float) -> int:
    """Return a rate with two significant digits."""
    return int(float(f"{rate:.2g}"))


def _time_left(seconds: float) -> str:
    if seconds < 60:
        return gettext("{count} s left", count=max(1, round(seconds)))
    return gettext("{count} min left", count=round(seconds / 60))
