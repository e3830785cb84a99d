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
        self._is_trying = False
        worker.unreachable = self._begin

    def _begin(self, error: UnreachableError) -> None:
        if isinstance(error, SupersededError):
            self._reopen()
        elif isinstance(error, DeniedError | TooSlowError):
            # The same question would meet the same.
            self._display.report(sentences.unreachable(error))
        elif not self._is_trying:
            self._is_trying = True
            self._say(error.archive, _PAUSES[0])
            self._display.run(partial(self._try, error.archive), "server")

    async def _try(self, archive: str) -> None:
        try:
            attempt = 0
            while True:
                await asyncio.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)])
                attempt += 1
                try:
                    await self._worker.ask(_PROBE, lambda archive: archive.resolve(_PROBE))
                except UnansweredError:
                    self._say(archive, _PAUSES[min(attempt, len(_PAUSES) - 1)])
                except InterruptedSearchError:
                    pass  # the reader was quicker, and so is the next answer
                else:
                    break
        finally:
            self._is_trying = False
        self._worker.changed()
        self._display.report(gettext("{archive} answers again.", archive=archive))

    def _say(self, archive: str, pause: int) -> None:
        self._display.report(
            gettext(
                "{archive} does not answer · again in {seconds} s · r now",
                archive=archive,
                seconds=pause,
            )
        )
