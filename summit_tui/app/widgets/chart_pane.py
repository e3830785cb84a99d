"""A pane that is one drawing: it asks the archive for what is in sight, and has its own cursor."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from textual import events
from textual.content import Content

from summit_tui.app import sentences
from summit_tui.app.messages import Follow
from summit_tui.app.queries import ResultQuery
from summit_tui.app.screen_text import screen_text
from summit_tui.app.styles import style
from summit_tui.app.view import Choice, View
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Archive, Entry
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node
from summit_tui.canvas import Canvas

Answer = TypeVar("Answer")


class PaneHost(Protocol):
    """What a drawing needs of the screen around it."""

    def ask(
        self, topic: str, question: Callable[[Archive], Answer], show: Callable[[Answer], object]
    ) -> None:
        """Ask the archive something and show the answer; another question of the topic ends it."""

    def reach(self, entry: Entry) -> None:
        """Show a statement in full: the cursor came to it."""

    def fill(self, *, alone: bool) -> None:
        """Give the drawing all room, or share it with the statement in full."""


class ChartPane(RowList):
    """A drawing as high as the pane; a subclass draws it and moves the cursor within it."""

    always_shows_cursor = True
    host: PaneHost
    """Set by whoever makes the drawing."""
    reason: str | None = None
    """Why there is nothing to draw, set by a subclass; None where there is something."""
    hints: Sequence[sentences.Hint] = ()
    """Why the query finds nothing and what to do next; () where it finds something."""
    entry: Entry | None = None
    """The statement under the cursor, where the drawing goes by statements."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = View()
        """The view whose hits are drawn."""
        self._drawing: Canvas | None = None

    # What a subclass does

    def ask(self) -> None:
        """Ask for what the present view shows, then draw it."""
        raise NotImplementedError

    def draw(self, canvas: Canvas) -> int:
        """Draw on an empty canvas; return the row that has the cursor's bar, or -1."""
        raise NotImplementedError

    def step(self, down: int, right: int) -> None:
        """Move the cursor."""
        raise NotImplementedError

    def choices(self) -> tuple[Choice, ...]:
        """Return what limits the statements of the view to those under the cursor, if any."""
        raise NotImplementedError

    def query_words(self) -> str:
        """Return what a query has to say besides, so that a list has them and no others."""
        return ""

    def position(self) -> str:
        """Return where the cursor is, in words."""
        return ""

    # The rest is the same for all

    def show_query(self, query: ResultQuery) -> None:
        """Draw the hits of another query."""
        self.view = query.view
        self.hints = ()
        self.ask()

    def node_without(self, *facets: str) -> Node:
        """Return the query of the view without the chosen values of some facets."""
        view = self.view
        for facet in facets:
            view = view.without(facet)
        return view.limited(parse(view.query, typing=True).node)

    def question(
        self, topic: str, question: Callable[[Archive], Answer], show: Callable[[Answer], object]
    ) -> None:
        """Ask something about the present view; `show` takes the answer, then all is drawn anew."""
        view = self.view

        def show_if_present(answer: Answer) -> None:
            if view == self.view:  # else the answer is about a view that is left by now
                show(answer)
                self.repaint_drawing()

        self.host.ask(f"{self.id} {topic}", question, show_if_present)

    def repaint_drawing(self) -> None:
        """Draw everything anew."""
        self._drawing = None
        self._empty = ()
        if self.reason is not None:
            self._empty = self.hints or sentences.nothing_drawn(self.reason, self.view)
        self._count = 0 if self._empty else max(1, self.size.height)
        self._update_virtual_size()
        self.redraw()
        self.post_message(self.Highlighted(self, self.cursor))

    def on_resize(self, event: events.Resize) -> None:
        """Draw at the new size."""
        super().on_resize(event)
        self.repaint_drawing()

    @property
    def drawing_size(self) -> tuple[int, int]:
        """Return width and height of the drawing in cells."""
        return max(0, self.size.width - 2), self.size.height

    def _drawn(self) -> Canvas:
        """Return the drawing, made when it is first needed; the cursor is where it says."""
        if self._drawing is None:
            self._drawing = Canvas(*self.drawing_size)
            self.set_reactive(RowList.cursor, self.draw(self._drawing))
        return self._drawing

    def is_highlighted(self, row: int) -> bool:
        """Return whether a row has the cursor's bar."""
        self._drawn()
        return super().is_highlighted(row)

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a row of the drawing."""
        drawing = self._drawn()
        if row >= drawing.height:
            return []
        parts = (
            Content(screen_text(run.text))
            if run.ink == "text"
            else Content.styled(screen_text(run.text), style(run.ink))
            for run in drawing.runs(row)
        )
        return [Content("").join(parts)]

    def action_move(self, step: int) -> None:
        """Go down or up."""
        self.rows_moved += step
        self._step(step, 0)

    def action_step_right(self, step: int = 1) -> None:
        """Go to the right or the left."""
        self._step(0, step)

    def action_page(self, step: int) -> None:
        """Go down or up by half the height."""
        self._step(step * max(1, self.size.height // 2), 0)

    def action_first(self) -> None:
        """Go to the first row."""
        self._step(-(10**9), 0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._step(10**9, 0)

    def _step(self, down: int, right: int) -> None:
        self.step(down, right)
        self.repaint_drawing()

    def open_cursor(self) -> None:
        """Show in the list of quotes what the cursor counts."""
        choices, words = self.choices(), self.query_words()
        if choices or words:
            facets = {choice.facet for choice in choices}
            kept = tuple(each for each in self.view.choices if each.facet not in facets)
            query = " ".join(filter(None, (self.view.query, words)))
            address = self.entry.address if self.entry else None
            self.post_message(Follow(View("quotes", query, (*kept, *choices), address=address)))

    async def on_click(self, event: events.Click) -> None:
        """Go to what is under the mouse; a second click opens it."""
        event.stop()
        if event.chain > 1:
            self.open_cursor()
        else:
            self.go_to(max(0, event.x - 2), event.y)
            self.repaint_drawing()

    def go_to(self, x: int, y: int) -> None:
        """Move the cursor to what is drawn at a cell, if anything is."""
