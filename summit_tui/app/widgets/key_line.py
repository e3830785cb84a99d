"""The few keys that matter where one is, on one line."""

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from summit_tui.app.keys import key_names
from summit_tui.app.styles import style
from summit_tui.app.widgets.still import Still


class KeyLine(Static, Still):
    """The keys that are shown, each with its two words; a click presses the key.

    Textual's Footer makes a widget of every key and makes them all anew whenever the focus
    moves; one line of text costs nothing.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self._edges: list[tuple[int, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._show)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        for edge, key in self._edges:
            if event.x < edge:
                self.app.simulate_key(key)
                return

    def _show(self, screen: Screen[object]) -> None:
        line, self._edges = Content(""), []
        shown: dict[str, tuple[str, str]] = {}
        for active in screen.active_bindings.values():
            if active.binding.show:
                named = (active.binding.description, active.binding.key)
                shown.setdefault(active.binding.action, named)
        for description, key in shown.values():
            line += Content.styled(key_names(key), style("key"))
            line += Content.styled(f" {description}   ", style("muted"))
            self._edges.append((line.cell_length, key))
        self.update(line, layout=False)
