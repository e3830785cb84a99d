"""What the screen does while the server of an archive does not answer: it says so, and asks again.

The list and the record stay, and so does what needs no answer: bookmarks, copies of what is shown.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from textual.worker import Worker

from summit_tui.app import sentences
from summit_tui.app.archive_worker import ArchiveWorker, Task, UnansweredError
from summit_tui.archive import (
    DeniedError,
    InterruptedSearchError,
    SupersededError,
    TooSlowError,
    UnreachableError,
)
from summit_tui.i18n import gettext

_PAUSES: Final = (2, 4, 8, 15, 30)
"""Seconds before the server is asked again; the last for as long as it takes."""
_PROBE: Final = "server"
"""The topic of the question, and an id that no record has: a short way to the server and back."""


class ServerDisplay(Protocol):
    """Where it is said."""

    def run(self, task: Task, group: str) -> Worker[object]:
        """Do a task while the app lives, in the place of others of its group."""

    def report(self, sentence: str) -> None:
        """Say what was done until the reader does something, whatever is counted meanwhile."""


class ServerWatch:
    """Asks a server that did not answer until it does, with growing pauses."""

    def __init__(
        self, worker: ArchiveWorker, display: ServerDisplay, reopen: Callable[[], object]
    ) -> None:
        """Begin quietly; `reopen` is called where the version that was opened is gone."""
        self._worker = worker
        self._display = display
        self._reopen = reopen
        self._due: float | None = None
        """When it asks again, by the clock of the event loop; None where the server answers."""
        worker.unreachable = self._begin

    def _begin(self, error: UnreachableError) -> None:
        if isinstance(error, SupersededError):
            self._reopen()
        elif isinstance(error, DeniedError | TooSlowError):
            # The same question would meet the same.
            self._display.report(sentences.unreachable(error))
        elif self._due is None:
            self._wait(error.archive, 0)
            self._display.run(partial(self._try, error.archive), "server")
        else:
            # A key has taken away what was said before.
            self._say(error.archive, self._due - asyncio.get_running_loop().time())

    async def _try(self, archive: str) -> None:
        try:
            attempt = 0
            while self._due is not None:
                await asyncio.sleep(self._due - asyncio.get_running_loop().time())
                attempt += 1
                try:
                    await self._worker.ask(_PROBE, lambda archive: archive.resolve(_PROBE))
                except InterruptedSearchError as error:
                    # The reader may have been quicker, and so is the next answer.
                    self._wait(archive, attempt, is_said=isinstance(error, UnansweredError))
                else:
                    break
        finally:
            self._due = None
        self._worker.changed()
        self._display.report(gettext("{archive} answers again.", archive=archive))

    def _wait(self, archive: str, attempt: int, *, is_said: bool = True) -> None:
        pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
        self._due = asyncio.get_running_loop().time() + pause
        if is_said:
            self._say(archive, pause)

    def _say(self, archive: str, pause: float) -> None:
        self._display.report(
            gettext(
                "{archive} does not answer · again in {seconds} s · r now",
                archive=archive,
                seconds=max(1, round(pause)),
            )
        )
