"""The pane of days: statements by day, session and speaker, or sessions by room and hour."""

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from summit_tui.app.keys import DAYS, DRAWN
from summit_tui.app.messages import Follow, ShowsRecord
from summit_tui.app.view import Choice
from summit_tui.app.widgets.chart_pane import ChartPane
from summit_tui.app.widgets.programme import ProgrammeCursor
from summit_tui.archive import Archive, Entry
from summit_tui.archive.query.tree import all_of
from summit_tui.canvas import Canvas, wrap_words
from summit_tui.days import (
    LEVELS,
    Counts,
    Level,
    Outline,
    Row,
    default_level,
    mode_counts,
    outline,
    statement,
)
from summit_tui.days.layout import (
    OutlineCursor,
    draw_rows,
    draw_statement,
    notes,
    scrolled,
    shades,
    total_of,
)
from summit_tui.days.programme import Programme, programme
from summit_tui.i18n import gettext
from summit_tui.manual.layout import cell_width
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote
from summit_tui.model.text import rejoin

_SHORT, _NARROW = 20, 80
"""Rows and columns of a terminal below which the statement is in the drawing."""
_AROUND = 6
"""Rows of the screen above and below the panes."""
_MAX_COMPARED = 8
"""Lines of a comparison with the statement before."""


class Days(ChartPane):
    """Rows of blocks, a block a statement; the cursor is on a block."""

    BINDINGS: ClassVar[list[BindingType]] = [*DRAWN, *DAYS]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._level: Level | None = None
        """How near the reader looks; None until they choose or the height decides."""
        self._outline: Outline | None = None
        self._counts: dict[int, Counts] = {}
        self._cursor = OutlineCursor()
        self._compared = ""
        """How the statement differs from the one before of the same speaker, in words."""
        self._programme: ProgrammeCursor | None = None

    @property
    def level(self) -> Level:
        """How near the reader looks."""
        return self._level or default_level(self.app.size.height - _AROUND)

    def ask(self) -> None:
        """Ask for the rows of the present view; their numbers follow."""
        node, level = self.node_without(), self.level
        newest_first = bool(self.view.query or self.view.choices)
        day = self._row.day if self._row else None
        grid = level == "sessions" and not newest_first

        def find(archive: Archive) -> tuple[Outline, Programme | None]:
            rows = outline(archive, node, level, newest_first=newest_first)
            has_grid = grid and rows.has_hours
            return rows, programme(archive, node, day) if has_grid else None

        self.question("rows", find, self._show_rows)

    def _show_rows(self, outlines: tuple[Outline, Programme | None]) -> None:
        rows, hours = outlines
        before, day = self._row, self._row.day if self._row else None
        self._outline, self._counts, self.entry, self._compared = rows, {}, None, ""
        self._programme = ProgrammeCursor(self, hours) if hours else None
        self.reason = None if hours or rows.total else gettext("No statement is found.")
        self.host.fill(alone=self._programme is not None or self._is_short)
        if self._programme:
            self._programme.ask()
            return
        stops = [at for at, row in enumerate(rows.rows) if row.node is not None]
        same = (at for at in stops if before and rows.rows[at].label == before.label)
        of_day = (at for at in stops if day and rows.rows[at].day == day)
        start = next(same, next(of_day, stops[0] if stops else 0))
        self._cursor = OutlineCursor(
            start, 0, scrolled(0, start, self._graph_height, len(rows.rows))
        )
        self._ask_numbers()

    @property
    def _row(self) -> Row | None:
        rows = self._outline.rows if self._outline else ()
        row = rows[self._cursor.row] if self._cursor.row < len(rows) else None
        return row if row and row.node is not None else None

    @property
    def _is_short(self) -> bool:
        size = self.app.size
        return size.height < _SHORT or size.width < _NARROW

    @property
    def _graph_height(self) -> int:
        """The rows of the graph: a line with the key and the notes are below it."""
        return max(1, self.size.height - 2 - 3 * self._is_short)

    @property
    def _visible(self) -> range:
        rows = self._outline.rows if self._outline else ()
        return range(self._cursor.first, min(self._cursor.first + self._graph_height, len(rows)))

    def _ask_numbers(self) -> None:
        """Ask for the numbers of the rows in sight that are not known, then for the statement."""
        of = self._outline
        if of is None:
            return
        wanted = {*self._visible, self._cursor.row} - self._counts.keys()
        missing = [at for at in sorted(wanted) if at < len(of.rows)]
        if missing:

            def count(archive: Archive) -> Mapping[int, Counts]:
                return {at: mode_counts(archive, of.rows[at]) for at in missing}

            self.question("numbers", count, self._add_numbers)
        else:
            self._ask_statement()

    def _add_numbers(self, counts: Mapping[int, Counts]) -> None:
        self._counts |= counts
        if self.entry is None and not total_of(self._counts.get(self._cursor.row, {})):
            self._next_statement(1)
        self._ask_statement()

    def _ask_statement(self) -> None:
        row, cell = self._row, self._cursor
        counts = self._counts.get(cell.row)
        if row is None or counts is None:
            return
        position = max(0, min(cell.position, total_of(counts) - 1))
        self._cursor = OutlineCursor(cell.row, position, cell.first)

        def find(archive: Archive) -> Entry | None:
            return statement(archive, row, counts, position)

        self.question("statement", find, partial(self._show_statement, self._cursor))

    def _show_statement(self, cell: OutlineCursor, entry: Entry | None) -> None:
        if cell == self._cursor:
            self._compared = self._compared if entry == self.entry else ""
            self.entry = entry
            if entry is not None:
                self.host.reach(entry)

    # Drawing

    def draw(self, canvas: Canvas) -> int:
        """Draw the rows in sight, the key to them, and what no row says."""
        of = self._outline
        if of is None:
            return -1
        if self._programme:
            return self._programme.draw(canvas)
        rows = Canvas(canvas.width, self._graph_height)
        draw_rows(rows, self._visible, of, self._counts, self._cursor)
        canvas.take(rows, 0)
        canvas.rule(self._graph_height, shades())
        sentences = notes(of)
        while len(sentences) > 1 and cell_width(rejoin(sentences)) > canvas.width:
            sentences.pop()
        canvas.put(0, self._graph_height + 1, rejoin(sentences), "muted")
        if self._is_short and self.entry:
            draw_statement(canvas, self._graph_height + 2, self.entry)
        if self._compared:
            lines = wrap_words(self._compared, canvas.width, _MAX_COMPARED)
            top = max(0, self._graph_height - len(lines) - 1)
            canvas.clear(top, len(lines) + 1)
            canvas.rule(top)
            for y, line in enumerate(lines, top + 1):
                canvas.put(0, y, line)
        return self._cursor.row - self._cursor.first

    # Moving

    def step(self, down: int, right: int) -> None:
        """Go to another row, or to the next statement through all rows."""
        of = self._outline
        if self._programme:
            self._programme.step(down, right)
            return
        if of is None:
            return
        if right:
            self._next_statement(right)
        else:
            stops = [at for at, row in enumerate(of.rows) if row.node is not None]
            if not stops:
                return
            present = stops.index(self._cursor.row) if self._cursor.row in stops else 0
            self._go(stops[max(0, min(present + down, len(stops) - 1))], self._cursor.position)
        self._ask_numbers()

    def _next_statement(self, step: int) -> None:
        """Go to the statement after or before, in another row where this one ends."""
        cell = self._cursor
        position = cell.position + step
        if 0 <= position < total_of(self._counts.get(cell.row, {})):
            self._go(cell.row, position)
            return
        rows = self._outline.rows if self._outline else ()
        others = range(cell.row + 1, len(rows)) if step > 0 else range(cell.row - 1, -1, -1)
        for at in others:
            counts = self._counts.get(at)
            # Of a row that was never in sight the number is not known: it may have some.
            if rows[at].node is not None and (counts is None or total_of(counts)):
                self._go(at, 0 if step > 0 else total_of(counts or {}) - 1 if counts else 10**9)
                return

    def _go(self, row: int, position: int) -> None:
        count = len(self._outline.rows) if self._outline else 0
        first = scrolled(self._cursor.first, row, self._graph_height, count)
        known = self._counts.get(row)
        position = max(0, min(position, total_of(known) - 1)) if known else max(0, position)
        self._cursor = OutlineCursor(row, position, first)
        self._compared = ""

    def go_to(self, x: int, y: int) -> None:
        """Go to the row under the mouse."""
        at = self._cursor.first + y
        if not self._programme and self._outline and y < self._graph_height:
            rows = self._outline.rows
            if at < len(rows) and rows[at].node is not None:
                self._go(at, 0)
                self._ask_numbers()

    def on_resize(self, event: events.Resize) -> None:
        """Ask for what comes into sight; another height may show other rows."""
        level = self._outline.level if self._outline else None
        super().on_resize(event)
        if level is not None:
            self.host.fill(alone=self._programme is not None or self._is_short)
        if level is not None and level != self.level:
            self.ask()
        elif self._outline and not self._programme:
            self._go(self._cursor.row, self._cursor.position)
            self._ask_numbers()

    def action_zoom_in(self, step: int = 1) -> None:
        """Look nearer or, with -1, from further away."""
        at = LEVELS.index(self.level) + step
        if 0 <= at < len(LEVELS):
            self._level = LEVELS[at]
            self.ask()
        elif isinstance(self.screen, ShowsRecord):
            nearest = gettext("This is as near as it goes.")
            self.screen.say(nearest if step > 0 else gettext("This is as far as it goes."))

    def action_compare_words(self) -> None:
        """Show how the words differ from those of the statement before, or no longer."""
        entry = self.entry
        if self._compared or entry is None or not isinstance(entry.record, Quote):
            self._compared = ""
            self.repaint_drawing()
            return
        speaker = Address(entry.address.event, "speakers", entry.record.speaker)
        node = self.node_without()

        def find(archive: Archive) -> str:
            from summit_tui.timeline import by_speaker, timeline
            from summit_tui.timeline.render import compared_in_words

            remarks = timeline(archive, all_of((node, by_speaker(archive, speaker))), compared=True)
            return compared_in_words(remarks, entry)

        self.question("comparison", find, self._show_comparison)

    def _show_comparison(self, words: str) -> None:
        self._compared = words

    def choices(self) -> tuple[Choice, ...]:
        """Return what limits the quotes to those of the row."""
        row = self._row
        return tuple(Choice(*choice) for choice in row.choices) if row else ()

    def query_words(self) -> str:
        """Return what a query has to say besides for the row."""
        return self._row.query if self._row else ""

    def open_cursor(self) -> None:
        """Show the quotes of the row, with the cursor at the statement, or the session."""
        if self._programme:
            self.post_message(Follow(self._programme.opens()))
        else:
            super().open_cursor()

    def position(self) -> str:
        """Return which statement of its row the cursor is at."""
        number = total_of(self._counts.get(self._cursor.row, {}))
        if self._programme or not number:
            return ""
        return gettext("{row} of {count}", row=self._cursor.position + 1, count=number)
