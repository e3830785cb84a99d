"""The panes that are drawings: each is made when it is first shown, and asks through here."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from textual.widget import Widget
from textual.worker import Worker

from summit_tui.app.archive_worker import ArchiveWorker, interruptible
from summit_tui.app.panes import OVERVIEW, PANES, pane_named
from summit_tui.app.queries import ResultQuery
from summit_tui.app.record_controller import RecordController
from summit_tui.app.view import History
from summit_tui.archive import Archive, Entry

if TYPE_CHECKING:
    from summit_tui.app.widgets.chart_pane import ChartPane

Answer = TypeVar("Answer")


def pane_widget(name: str) -> Widget:
    """Return a new widget for a pane that is no list."""
    module, _, class_name = pane_named(name).widget.partition(":")
    widget: Widget = getattr(import_module(module), class_name)(id=name)
    return widget


class DrawnPanes:
    """Makes panes and connects those that are drawings with archive, view and record."""

    def __init__(
        self,
        body: Widget,
        worker: ArchiveWorker,
        history: History,
        records: RecordController,
    ) -> None:
        """Put panes into `body`; they ask `worker`, and `records` shows their statements."""
        self._body = body
        self._worker = worker
        self._history = history
        self._records = records

    def first(self) -> list[Widget]:
        """Return the panes that a start shows: the start screen, and the one that it begins at."""
        shown = self._history.present.pane
        names = (pane.name for pane in PANES if not pane.is_list)
        return [self._made(name) for name in names if name in (OVERVIEW, shown)]

    def make_room(self, name: str) -> None:
        """Give the body the classes of a pane, and make its widget where it is not there yet."""
        for pane in PANES:
            if not pane.is_list:
                self._body.set_class(pane.name == name, f"-{pane.name}")
        is_list = pane_named(name).is_list
        self._body.set_class(is_list, "-listing")
        self._body.set_class(not is_list and name != OVERVIEW, "-drawn")
        if not is_list and self._body.is_attached and not self._body.query(f"#{name}"):
            self._body.mount(self._made(name), before="#list")

    def _made(self, name: str) -> Widget:
        """Return a new widget for a pane that is no list; a drawing may ask from its first key."""
        widget = pane_widget(name)
        if name != OVERVIEW:
            from summit_tui.app.widgets.chart_pane import ChartPane  # a start has no use for it

            if isinstance(widget, ChartPane):
                widget.host = self
        return widget

    @property
    def shown(self) -> "ChartPane | None":
        """Return the drawing that the present view shows, if it shows one."""
        view = self._history.present
        if view.is_list or view.pane == OVERVIEW:
            return None
        from summit_tui.app.widgets.chart_pane import ChartPane  # a start has no use for it

        widget = self._body.query_one(f"#{view.pane}")
        return widget if isinstance(widget, ChartPane) else None

    def show_query(self, query: ResultQuery) -> bool:
        """Draw the hits of a query; return whether a drawing is shown."""
        pane = self.shown
        if pane is not None:
            pane.show_query(query)
        return pane is not None

    def ask(
        self, topic: str, question: Callable[[Archive], Answer], show: Callable[[Answer], object]
    ) -> None:
        """Ask the archive something and show the answer; another question of the topic ends it."""

        @interruptible
        async def ask() -> object:
            return show(await self._worker.ask(topic, question))

        _: Worker[object] = self._body.run_worker(ask, group=topic, exclusive=True)

    def reach(self, entry: Entry) -> None:
        """Show a statement in full: the cursor of a drawing came to it."""
        self._body.call_after_refresh(partial(self._records.highlight, entry))

    def fill(self, *, alone: bool) -> None:
        """Give the drawing all room, or share it with the statement in full."""
        self._body.set_class(alone, "-alone")
