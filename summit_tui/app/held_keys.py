"""Keys that are typed while what a key before them has begun is not done yet: heard afterwards.

Who types on while a statement is written means the screen that comes next.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual import events
from textual.app import App
from textual.worker import Worker, WorkerError

_NEVER_KEPT: Final = frozenset({"ctrl+c", "ctrl+q"})
"""Who leaves waits for nothing, whatever becomes of the work."""


class KeyHolder(App[None]):
    """An app that keeps keys back while some work lasts."""

    _holding = 0
    """How much work is going on that keys wait for."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Key] = []
        self._actions: dict[events.Key, Callable[[], Awaitable[object]]] = {}

    @property
    def holds_keys(self) -> bool:
        """Whether keys wait."""
        return self._holding > 0

    def hold_keys(self) -> None:
        """Keep keys back from now on, until `release_keys`."""
        self._holding += 1

    def do_behind(self, key: events.Key, action: Callable[[], Awaitable[object]]) -> None:
        """Do something once all is done that keys before this one mean, and those behind it wait.

        Nothing else is done for the key.
        """
        self.hold_keys()
        self._actions[key] = action

    def release_keys(self) -> None:
        """Have what was kept back heard, in its order, once the screen has settled."""
        self._holding -= 1
        if not self._holding:
            self.call_after_refresh(self._replay)

    # `Any`: whatever the worker returns is nothing to this.
    def hold_keys_during(self, work: Worker[Any]) -> None:
        """Keep keys back until a worker has ended, however it does."""
        self.hold_keys()
        self.run_worker(self._release_behind(work))

    async def _release_behind(self, work: Worker[Any]) -> None:
        try:
            await work.wait()
        except WorkerError:
            pass  # whoever began it says so
        finally:
            self.release_keys()

    async def on_event(self, event: events.Event) -> None:
        """Keep a key back that nothing on the screen has taken; hear any other event."""
        if not isinstance(event, events.Key) or not event.is_forwarded:
            await super().on_event(event)
        elif action := self._actions.pop(event, None):
            try:
                await action()
            finally:
                self.release_keys()
        elif (self._holding or self._held) and event.key not in _NEVER_KEPT:
            self._held.append(event)
        else:
            await super().on_event(event)

    def _replay(self) -> None:
        if self._holding:
            return
        held, self._held = self._held, []
        for event in held:
            self.post_message(events.Key(event.key, event.character))
