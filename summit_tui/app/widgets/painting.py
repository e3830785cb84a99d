"""What stands still while something else on the screen changes."""

from collections.abc import Sequence
from typing import Self

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


def write_between_frames(app: App[None], data: bytes) -> None:
    """Send ASCII bytes to the terminal of an app, between two frames."""
    if app._driver is not None:
        app._driver.write(data.decode("ascii"))


class CachedLines(Widget):
    """Keeps its lines: every painting asks every part for them, also those that are the same."""

    # Among the bases of a class it comes last: Textual takes styles from the first one alone.
    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines, drawn anew only where something has changed."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, super().render_lines(crop))
        return self._kept[1]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw the lines anew."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Draw the lines in the new styles."""
        super().notify_style_update()
        self._kept = None


class CachedScrollBar(ScrollBar):
    """Textual's bar, of which the lines are kept.

    Textual draws each line of a bar for itself, and all of them after every layout: that takes
    longer than drawing the rows.
    """

    _look: object = None
    """What the lines were drawn from; None where the colours may be others by now."""
    _segments: list[Segment] | None = None
    """A cell for each line."""
    _strips: list[Strip]
    """The lines as they are painted."""

    def forget(self) -> None:
        """Draw it anew, in other colours."""
        self._look = self._segments = None

    def notify_style_update(self) -> None:
        """Draw it in the new styles."""
        super().notify_style_update()
        self.forget()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Have the bar painted, unless it looks as it did."""
        before = self._segments
        if before is None or layout or recompose or self._drawn() is not before:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the bar."""
        if self.styles.gutter or crop.width != 1:
            return super().render_lines(crop)
        self._drawn()
        return self._strips[crop.y : crop.bottom]

    def _drawn(self) -> list[Segment]:
        """Return the cells, which are the same list while they look the same."""
        look = (
            self.size,
            self.window_virtual_size,
            self.window_size,
            self.position,
            self.mouse_over,
            self.grabbed is None,
        )
        if self._segments is None or look != self._look:
            self._look = look
            segments = self._cells()
            if segments != self._segments:
                self._segments, self._strips = segments, self._painted(segments)
        return self._segments or []

    def _cells(self) -> list[Segment]:
        """Return what Textual's own bar shows, a cell for each line."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):
            return []
        shown = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=bar.style.bgcolor or Color.default(),
            bar_color=bar.style.color or Color.default(),
        )
        cells = list(Segment.apply_style(shown.segments, self.visual_style.rich_style))
        for one in self.get_line_filters():
            cells = one.apply(cells, self.background_colors[1])
        return cells

    def _painted(self, cells: Sequence[Segment]) -> list[Strip]:
        """Return the lines; those that look the same are one: it knows how it is painted."""
        lines = {one: Strip([one], 1) for one in set(cells)}
        return [lines[one] for one in cells]


class CachedScrollBars(Widget):
    """What scrolls beside such a bar."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Return the bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = CachedScrollBar(
                vertical=True, name="vertical", thickness=self.scrollbar_size_vertical
            )
            bar.display = False
            self._vertical_scrollbar = bar
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def notify_style_update(self) -> None:
        """Have the bar drawn in the new styles."""
        super().notify_style_update()
        if isinstance(self._vertical_scrollbar, CachedScrollBar):
            self._vertical_scrollbar.forget()


class AutoHeight(CachedLines):
    """Has the screen laid out only where its words take more lines than before, or fewer.

    A layout costs more than the words: it has every scroll bar of the screen drawn anew.
    """

    # Textual's own lays the screen out again whenever a layout has changed it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    # No word here is a link of Textual's own kind; looking for them takes as long as drawing.
    auto_links: Reactive[bool] = Reactive(default=False)

    def fit(self) -> None:
        """Show other words."""
        self.refresh(layout=not self._fits())

    def on_resize(self) -> None:
        """Make up for a layout that Textual has kept for this width, but from other words."""
        if not self._fits():
            self.refresh(layout=True)

    def _fits(self) -> bool:
        width, height = self.content_size
        within, screen = self.container_size, self.screen.size
        return width > 0 and self.get_content_height(within, screen, width) == height
