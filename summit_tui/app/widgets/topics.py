"""The pane of topics: how many statements each speaker has on each topic."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from summit_tui.app.keys import DRAWN, TOPICS
from summit_tui.app.rows import years_of
from summit_tui.app.view import Choice
from summit_tui.app.widgets.chart_pane import ChartPane
from summit_tui.archive import Archive, Entry
from summit_tui.canvas import Canvas
from summit_tui.i18n import gettext
from summit_tui.topics import Counts, Dimension, Scope, Table, Value, row_counts, statements, table
from summit_tui.topics.layout import (
    Measures,
    TableCursor,
    column_ends,
    draw_cell_statements,
    draw_table,
    measure,
    moved,
    visible,
)

_MAX_STATEMENTS = 8
"""Statements of a cell that are shown."""

Numbers = dict[int, Counts]


class Topics(ChartPane):
    """A table of topics and speakers; the cursor is on a cell."""

    BINDINGS: ClassVar[list[BindingType]] = [*DRAWN, *TOPICS]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._down: Dimension = "topic"
        self._table: Table | None = None
        self._cursor = TableCursor()
        self._counts: Numbers = {}
        self._counted_columns = range(0)
        """The columns that the numbers are about."""
        self._statements: Sequence[Entry] = ()

    def ask(self) -> None:
        """Ask for rows and columns; the numbers follow."""
        dimensions: tuple[Dimension, ...] = ("topic", "speaker")
        chosen = {
            dimension: restrictions
            for dimension in dimensions
            if (
                restrictions := tuple(
                    each.restriction for each in self.view.choices if each.facet == dimension
                )
            )
        }
        scope = Scope(self.node_without(*dimensions), chosen)
        down = self._down

        def find(archive: Archive) -> Table:
            return table(archive, scope, down, years_of(archive.info().events))

        self.question("table", find, self._show_table)

    def _show_table(self, table: Table) -> None:
        labels = self._cursor_labels
        self._table, self._counts, self._statements = table, {}, ()
        row, column = (
            next((at for at, value in enumerate(values) if value.label == label), 0)
            for values, label in zip((table.rows, table.columns), labels, strict=True)
        )
        self._cursor = moved(table, TableCursor(), self._measures(table), row, column)
        without = gettext("No topic is stated of these statements.")
        self.reason = None if self._cell else without
        self._ask_numbers()

    @property
    def _cursor_labels(self) -> tuple[str, str]:
        """The labels of the row and the column under the cursor."""
        if not (cell := self._cell):
            return "", ""
        row, column = cell
        return row.label, column.label

    @property
    def _cell(self) -> tuple[Value, Value] | None:
        of, cell = self._table, self._cursor
        if of is None or not of.rows or not of.columns:
            return None
        return of.rows[cell.row], of.columns[cell.column]

    def _measures(self, of: Table) -> Measures:
        return measure(of, *self.drawing_size)

    def _ask_numbers(self) -> None:
        """Ask for the numbers of the rows in sight that are not known, and for statements."""
        of, cell = self._table, self._cursor
        if of is None or not self._cell:
            return
        rows, columns = visible(of, cell, self._measures(of))
        if columns != self._counted_columns:
            self._counts, self._counted_columns = {}, columns
        missing = [row for row in rows if row not in self._counts]
        if missing:

            def count(archive: Archive) -> Numbers:
                return {row: row_counts(archive, of, row, columns) for row in missing}

            self.question("numbers", count, self._add_numbers)

        def find(archive: Archive) -> Sequence[Entry]:
            return statements(archive, of, cell.row, cell.column, _MAX_STATEMENTS)

        self.question("statements", find, partial(self._show_statements, cell))

    def _add_numbers(self, counts: Numbers) -> None:
        self._counts |= counts

    def _show_statements(self, cell: TableCursor, hits: Sequence[Entry]) -> None:
        if (cell.row, cell.column) == (self._cursor.row, self._cursor.column):
            self._statements = hits

    def draw(self, canvas: Canvas) -> int:
        """Draw the table, and below it what the cell counts."""
        of, cell = self._table, self._cursor
        if of is None or not self._cell:
            return -1
        measures = self._measures(of)
        cell = moved(of, cell, measures, 0, 0)
        below = draw_table(canvas, of, self._counts, cell, measures)
        counts = self._counts.get(cell.row)
        line = min(below + 1, canvas.height - measures.foot)
        draw_cell_statements(canvas, max(below, line), of, cell, counts, self._statements)
        return measures.heads + cell.row - cell.first_row

    def step(self, down: int, right: int) -> None:
        """Go to another cell."""
        if self._table and self._cell:
            before = self._cursor
            of = self._table
            self._cursor = moved(of, before, self._measures(of), down, right)
            if (self._cursor.row, self._cursor.column) != (before.row, before.column):
                self._statements = ()
            self._ask_numbers()

    def on_resize(self, event: events.Resize) -> None:
        """Ask for the numbers that come into sight."""
        super().on_resize(event)
        self.step(0, 0)

    def go_to(self, x: int, y: int) -> None:
        """Go to the cell that is drawn there."""
        of, cell = self._table, self._cursor
        if of is None:
            return
        measures = self._measures(of)
        rows, columns = visible(of, cell, measures)
        row = cell.first_row + y - measures.heads
        column = cell.first_column + bisect_left(column_ends(of, cell, measures), x)
        within = column in columns and x > measures.label
        if row in rows:
            self.step(row - cell.row, column - cell.column if within else 0)

    def action_swap(self) -> None:
        """Let rows and columns change places."""
        self._down = "speaker" if self._down == "topic" else "topic"
        self._table = None
        self._cursor = TableCursor()
        self.ask()

    def choices(self) -> tuple[Choice, ...]:
        """Return the topic and the speaker of the cell."""
        return tuple(
            Choice(restriction, value.label)
            for value in self._cell or ()
            for restriction in value.restrictions
        )

    def position(self) -> str:
        """Return how many columns are in sight."""
        of = self._table
        if of is None or not self._cell:
            return ""
        _, columns = visible(of, self._cursor, self._measures(of))
        counts = {"shown": len(columns), "number": len(of.columns)}
        if of.column_facet == "speaker":
            return gettext("{shown} of {number} speakers", **counts)
        return gettext("{shown} of {number} topics", **counts)
