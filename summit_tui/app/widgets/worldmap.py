"""The pane of the map: who was represented, and how many statements there are of each."""

from typing import ClassVar

from textual.binding import BindingType

from summit_tui.app.keys import DRAWN, MAP
from summit_tui.app.view import Choice
from summit_tui.app.widgets.chart_pane import ChartPane
from summit_tui.archive import Archive
from summit_tui.canvas import Canvas
from summit_tui.i18n import gettext
from summit_tui.worldmap import Represented, World, world
from summit_tui.worldmap.layout import (
    Measures,
    draw_details,
    draw_list,
    draw_map,
    labels,
    list_columns,
    measure,
    nearest,
    summary,
)


class WorldMap(ChartPane):
    """Land, and the numbers of statements on it; Tab goes to the list by region and back."""

    BINDINGS: ClassVar[list[BindingType]] = [*DRAWN, *MAP]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._world: World | None = None
        self._at = 0
        """Who the cursor is at: an index of the world."""
        self._is_listed = False
        """Does the list have the whole pane?"""

    def ask(self) -> None:
        """Ask who was represented, and for the number of their statements."""
        scope = self.node_without("delegation", "code")

        def find(archive: Archive) -> World:
            return world(archive, scope)

        self.question("world", find, self._show_world)

    def _show_world(self, world: World) -> None:
        before = self._chosen
        self._world = world
        everyone = range(len(world.represented))
        node = before.node if before else None
        same = (at for at in everyone if world.represented[at].node == node)
        most = max(world.placed or everyone, key=lambda at: world.represented[at].count, default=0)
        self._at = next(same, most)
        self.reason = None if self._chosen else gettext("This coverage has no delegations.")

    @property
    def _chosen(self) -> Represented | None:
        of = self._world
        return of.represented[self._at] if of and self._at < len(of.represented) else None

    def _measures(self) -> Measures:
        return measure(*self.drawing_size)

    def draw(self, canvas: Canvas) -> int:
        """Draw the map and, below it, the list or who the chosen one is; or the list alone."""
        of, chosen = self._world, self._chosen
        if of is None or chosen is None:
            return -1
        measures = self._measures()
        if self._is_listed:
            draw_list(canvas, 0, of, self._at)
            return -1
        placed = labels(of, measures)
        draw_map(canvas, of, placed, measures, self._at)
        y = measures.height
        if canvas.height - y >= 8:
            canvas.rule(y, summary(of, placed))
            draw_list(canvas, y + 1, of, self._at)
        else:
            draw_details(canvas, y, of, self._at, summary(of, placed))
        return -1

    def step(self, down: int, right: int) -> None:
        """Go to the nearest in a direction; in the list, by row and by column."""
        of = self._world
        if of is None or not of.represented:
            return
        if not self._is_listed:
            self._at = nearest(labels(of, self._measures()), self._at, down, right)
        elif right:
            self._at = self._in_column(of, right)
        else:
            self._at = max(0, min(self._at + down, len(of.represented) - 1))

    def _in_column(self, of: World, right: int) -> int:
        """Return who is in the column beside, at the same height."""
        columns = [
            [item if isinstance(item, int) else None for item in column]
            for column in list_columns(of, max(2, self.drawing_size[1]))
        ]
        here = next(number for number, column in enumerate(columns) if self._at in column)
        row = columns[here].index(self._at)
        target = columns[max(0, min(here + right, len(columns) - 1))]
        rows = [at for at, item in enumerate(target) if item is not None]
        nearest = target[min(rows, key=lambda at: abs(at - row))]
        return self._at if nearest is None else nearest

    def action_list(self) -> None:
        """Go to the list by region, or back to the map."""
        self._is_listed = not self._is_listed
        self.repaint_drawing()

    def go_to(self, x: int, y: int) -> None:
        """Go to the number under the mouse."""
        if self._world and not self._is_listed:
            for at, label in labels(self._world, self._measures()).items():
                if label.y == y and label.x <= x < label.x + len(label.text):
                    self._at = at

    def choices(self) -> tuple[Choice, ...]:
        """Return what finds the statements of the chosen one."""
        chosen = self._chosen
        return (Choice(chosen.node, chosen.name),) if chosen else ()

    def position(self) -> str:
        """Return how many statements the chosen one has."""
        chosen = self._chosen
        return gettext("{name}: {number}", name=chosen.name, number=chosen.count) if chosen else ""
