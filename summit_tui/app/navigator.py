"""Goes from view to view: the one place that adds views to the history or changes the present one.

The record controller alone, besides, notes in the present view which record the cursor is at.
"""

import time
from collections.abc import Sequence
from typing import Protocol

from summit_tui.app.panes import pane_of
from summit_tui.app.view import Choice, History, View
from summit_tui.i18n import gettext


class ViewDisplay(Protocol):
    """Where the present view is shown."""

    def show_view(self) -> None:
        """Show the present view."""

    def focus_list(self) -> None:
        """Go to the list."""

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""


class Navigator:
    """Changes the present view of a history and has it shown."""

    def __init__(self, history: History, display: ViewDisplay) -> None:
        """Go through `history` and show its present view on `display`."""
        self._history = history
        self._display = display
        self._cleared: list[tuple[float, View]] = []
        """The views in which a query or a filter was dropped, each with its time."""

    def show(self, view: View) -> None:
        """Go on to a view, and to its list."""
        self.step(view)
        self._display.focus_list()

    def step(self, view: View) -> None:
        """Go on to a view; the keyboard stays where it is."""
        self._history.step(view)
        self._display.show_view()

    def change(self, view: View) -> None:
        """Show a view without a step that could be gone back."""
        self._history.change(view)
        self._display.show_view()

    def show_pane(self, pane: str) -> None:
        """Show a pane; the query and the filter stay."""
        view = self._history.present
        if pane != view.pane:
            self.show(view.in_pane(pane))
        else:
            self._display.focus_list()

    def back(self) -> None:
        """Show the view before."""
        if not self._walk(-1):
            self._display.say(gettext("There is nothing to go back to."))

    def forward(self) -> None:
        """Show the view that was left by going back."""
        if not self._walk(1):
            self._display.say(gettext("There is nothing to go forward to."))

    def _walk(self, steps: int) -> bool:
        has_walked = self._history.walk(steps)
        if has_walked:
            self._display.show_view()
            self._display.focus_list()
        return has_walked

    def toggle(self, choices: Sequence[Choice]) -> None:
        """Choose a value of a facet, which may stand for several, or drop it."""
        self.step(self._history.present.toggled(choices))

    def clear_facets(self) -> None:
        """Drop the filter."""
        view = self._history.present
        if view.choices:
            self._clear(view._replace(choices=()))
        else:
            self._display.say(gettext("No filter is set: f sets one."))

    def clear_query(self) -> None:
        """Drop the query."""
        self._clear(self._history.present._replace(query=""))

    def _clear(self, view: View) -> None:
        self._cleared.append((time.monotonic(), self._history.present))
        self.step(view)

    @property
    def last_change(self) -> float:
        """When a query or a filter was dropped last, by the monotonic clock; 0 where none was."""
        return self._cleared[-1][0] if self._cleared else 0

    def undo(self) -> None:
        """Show again what was shown when a query or a filter was dropped last."""
        if self._cleared:
            self.show(self._cleared.pop()[1])
            self._display.say(gettext("The search is as it was before."))

    def sort(self) -> None:
        """Go to the next order of the list."""
        self.change(self._history.present.sorted_next())

    def reverse(self) -> None:
        """Turn the order of the list round."""
        view = self._history.present
        self.change(view._replace(reverse=not view.reverse, address=None))

    def collapse(self) -> None:
        """Show one row for a remark that several sources have, or each of its statements."""
        view = self._history.present
        if view.kind == "quotes":
            self.change(view._replace(collapsed=not view.collapsed))
        else:
            key = pane_of("quotes").key
            self._display.say(
                gettext("Remarks are folded in the list of quotes: key {key} shows it.", key=key)
            )
