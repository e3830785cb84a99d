"""The cursor in the programme of a day, which the pane of days shows where sessions have hours."""

from typing import TYPE_CHECKING

from summit_tui.app.links import view_of
from summit_tui.app.view import Choice, View
from summit_tui.archive import Archive
from summit_tui.archive.query.tree import RefersTo
from summit_tui.canvas import Canvas
from summit_tui.days.layout import scrolled
from summit_tui.days.programme import (
    FOOT,
    HEAD,
    Programme,
    beside,
    draw_programme,
    programme,
    rows_of,
    statements_of,
)

if TYPE_CHECKING:
    from summit_tui.app.widgets.chart_pane import ChartPane


class ProgrammeCursor:
    """Goes from session to session, and beyond the last one to the next day."""

    def __init__(self, pane: "ChartPane", hours: Programme) -> None:
        """Show the programme of a day in a pane."""
        self._pane = pane
        self._hours = hours
        self._at = rows_of(hours)[0][0]
        self._first = 0
        """The first row in sight."""
        self._statements: int | None = None
        """How many statements the session has; None until that is known."""

    def ask(self) -> None:
        """Ask how many statements the session has."""
        slot = self._hours.slots[self._at]
        self._statements = None

        def count(archive: Archive) -> int:
            return statements_of(archive, slot)

        self._pane.question("session", count, self._show_statements)

    def _show_statements(self, number: int) -> None:
        self._statements = number

    def step(self, down: int, right: int) -> None:
        """Go to another session; from the last one to the next day, from the first one back."""
        before, self._at = self._at, beside(self._hours, self._at, down, right)
        days = self._hours.days
        other = days.index(self._hours.day) + (1 if down + right > 0 else -1)
        if before == self._at and 0 <= other < len(days):
            day, node = days[other], self._pane.node_without()

            def find(archive: Archive) -> Programme | None:
                return programme(archive, node, day)

            self._pane.question("programme", find, self._show_day)
        self.ask()

    def _show_day(self, hours: Programme | None) -> None:
        if hours is not None:
            self._hours, self._at, self._first = hours, rows_of(hours)[0][0], 0
            self.ask()

    def draw(self, canvas: Canvas) -> int:
        """Draw the programme; return the row with the session."""
        rows = rows_of(self._hours)
        row = next(number for number, slots in enumerate(rows) if self._at in slots)
        room = max(1, canvas.height - HEAD - FOOT)
        self._first = scrolled(self._first, row, room, len(rows))
        return draw_programme(canvas, self._hours, self._at, self._first, self._statements)

    def opens(self) -> View:
        """Return the view of the session's statements, or of the session where it has none."""
        slot = self._hours.slots[self._at]
        if not self._statements:
            return view_of(slot.address)
        return View("quotes", choices=(Choice(RefersTo(slot.address), slot.title),))
