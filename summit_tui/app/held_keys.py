"""Keys are heard one by one: each once all is done that the one before it has begun.

Who types on while a form opens means the form, and while it writes, the screen that comes next.
Textual hands a key to the widget in focus at once, whatever the keys before it are about to do.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, Final, ParamSpec

from textual import events, work
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, WorkerError

_NEVER_HELD: Final = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})
"""Who leaves waits for nothing, whatever becomes of the work."""
_PATIENCE: Final = 1.0
"""Seconds without an answer after which Escape is meant for what takes so long."""

Parameters = ParamSpec("Parameters")


class KeyHolder(App[None]):
    """An app that holds keys back until what was typed before them is done."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Event] = deque()
        self._under_way = 0
        """How much is going on that keys wait for: the key before them, and what it has begun."""
        self._hearing: Screen[object] | None = None
        """The screen that was there for the last key."""
        self._heard_at = 0.0
        """When that key came, by a monotonic clock in seconds."""

    # `Any`: whatever the worker returns is nothing to this.
    def hold_keys_during(self, awaited: Worker[Any]) -> None:
        """Hold keys back until a worker has ended, however it does."""
        self._under_way += 1
        self._settle_behind(awaited)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key or a paste back while something is under way; hear any other event.

        Escape does not wait for what takes long, and keys typed before it are forgotten.
        """
        is_typed = isinstance(event, events.Key | events.Paste) and bool(self.screen_stack)
        if not is_typed or event.is_forwarded or getattr(event, "key", "") in _NEVER_HELD:
            await super().on_event(event)
        elif self._under_way and not self._is_way_out(event):
            self._held.append(event)
        else:
            self._held.clear()
            await self._hear(event)

    def _is_way_out(self, event: events.Event) -> bool:
        waited = monotonic() - self._heard_at
        return getattr(event, "key", "") == "escape" and waited > _PATIENCE

    async def _hear(self, event: events.Event) -> None:
        self._under_way += 1
        self._hearing = self.screen
        self._heard_at = monotonic()
        target = self.focused or self.screen
        try:
            await super().on_event(event)
        finally:
            self._follow(target)

    def _follow(self, node: DOMNode | None) -> None:
        """Go up from widget to widget behind the key, until the app has done what it means."""
        while node is not None and node is not self:
            if node.call_later(self._follow, node.parent):
                return
            node = node.parent  # that widget is closed
        self.call_later(self._settle)

    @work(group="keys")
    async def _settle_behind(self, awaited: Worker[Any]) -> None:
        try:
            await awaited.wait()
        except WorkerError:
            pass  # whoever began it says so
        finally:
            self.call_later(self._settle)

    def _settle(self) -> None:
        """Go behind what the screen has yet to hear; another one than before is drawn first."""
        if self.screen is not self._hearing:
            # The second time, for what is drawn may set off more, as a text does its scrolling.
            self.call_after_refresh(self.call_after_refresh, self.call_later, self._release)
        elif not self.screen.call_later(self.call_later, self._release):
            self.call_later(self._release)

    async def _release(self) -> None:
        self._under_way -= 1
        if self._held and not self._under_way:
            await self._hear(self._held.popleft())


def hold_keys_during(awaited: Worker[Any]) -> None:
    """Hold the keys of an app back until a worker of one of its widgets has ended."""
    app = awaited.node.app
    if isinstance(app, KeyHolder):
        app.hold_keys_during(awaited)


def holding_keys(begin: Callable[Parameters, Worker[Any]]) -> Callable[Parameters, None]:
    """Have keys wait for the worker that an action begins."""

    @wraps(begin)
    def action(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        hold_keys_during(begin(*args, **kwargs))

    return action
