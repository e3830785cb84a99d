"""A source's text with the passages that statements rest on; only what is in sight is drawn."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import ClassVar

from textual import events, work
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from summit_tui.app.archive_worker import ArchiveWorker
from summit_tui.app.keys import ROWS
from summit_tui.app.styles import style
from summit_tui.app.wrap import display_text, line_starts
from summit_tui.attribution.source_sheet import SourceSheet, Stop
from summit_tui.model.text import one_line

_MEASURE = 84
"""Cells a line of text takes at most: longer lines are hard to read."""
_AT_ONCE = 200_000
"""Characters that are broken into lines while the reader waits: a hundredth of a second."""


class PassageText(ScrollView, can_focus=True):
    """A text that scrolls by lines, with numbers and names of statements in its margin."""

    DEFAULT_CSS = """
    PassageText {
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*ROWS]
    ALLOW_SELECT = False

    @dataclass
    class Pointed(Message):
        """A passage was clicked on."""

        number: int
        twice: bool

    def __init__(self, sheet: SourceSheet, desk: ArchiveWorker, present: int) -> None:
        """Show a text with one of its stops lit; long texts are laid out at the desk."""
        super().__init__()
        self._sheet = sheet
        self._desk = desk
        self._present = present
        self._starts = array("q")
        self._wide = 0

    @property
    def present(self) -> Stop | None:
        """Return the stop that is lit."""
        stops = self._sheet.stops
        return stops[self._present] if stops else None

    def go_to(self, number: int) -> None:
        """Light a stop and bring it into sight."""
        self._present = number
        self._bring_into_sight()
        self.refresh()

    # Layout

    def _margin(self) -> int:
        width = self.scrollable_content_region.width
        if width < 40 or not self._sheet.stops:
            return 2
        return 6 if width < 100 else 26

    def _measure(self) -> int:
        width = self.scrollable_content_region.width
        return max(1, min(_MEASURE, width - self._margin() - 1))

    def on_resize(self) -> None:
        """Lay the text out anew where its width has changed."""
        if self._wide == self._measure():
            self._bring_into_sight()
            return
        self._wide = self._measure()
        if len(self._sheet.text) <= _AT_ONCE:
            self._show_lines(line_starts(self._sheet.text, self._wide))
        else:
            self._lay_out(self._wide)

    @work(exclusive=True, group="layout")
    async def _lay_out(self, width: int) -> None:
        self._show_lines(await self._desk.work(partial(line_starts, self._sheet.text, width)))

    def _show_lines(self, starts: "array[int]") -> None:
        self._starts = starts
        self.virtual_size = Size(self.scrollable_content_region.width, len(starts))
        self.refresh()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll where the lit passage is out of sight, so that it stands in the upper third."""
        if self.present is None or self.present.passage is None or not self._starts:
            return
        height = self.scrollable_content_region.height
        first, last = (
            self._line(self.present.passage.start),
            self._line(self.present.passage.end - 1),
        )
        top = self.scroll_offset.y
        if not (top <= first and min(last, first + height - 1) < top + height):
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True, immediate=True)

    def _line(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _span(self, line: int) -> tuple[int, int]:
        """Return where a line begins and ends, without the white space after it."""
        text, begin = self._sheet.text, self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(text)
        return begin, begin + len(text[begin:end].rstrip())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        base = self.visual_style
        if width <= 0 or (line >= len(self._starts) and (line or self._starts)):
            return Strip.blank(max(0, width), self.rich_style)
        content = self._content(line) if self._starts else Content.styled("  …", style("muted"))
        fitted = content.truncate(width)
        return Strip(fitted.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _content(self, line: int) -> Content:
        begin, end = self._span(line)
        stops = self._sheet.stops
        here = self._sheet.between(begin, end) if end > begin else []
        lit = self._present in here
        starting = [one for one in here if self._starts_here(stops[one], begin, end)]
        content = self._label(starting) + Content.styled("▌ " if lit else "  ", style("gutter"))
        edges = {begin, end}
        for number in here:
            for part in stops[number].parts:
                edges |= {min(max(edge, begin), end) for edge in (part.start, part.end)}
        cuts = sorted(edges)
        # The raw text is cut first: what is made visible may be longer.
        for start, stop in pairwise(cuts):
            covering = [one for one in here if stops[one].covers(start)]
            words = Content(display_text(self._sheet.text[start:stop]))
            if self._present in covering:
                words = words.stylize(style("passage"))
            elif covering:
                words = words.stylize(style("resting"))
            content += words
        return content

    def _starts_here(self, stop: Stop, begin: int, end: int) -> bool:
        return stop.passage is not None and begin <= stop.passage.start < end

    def _label(self, starting: list[int]) -> Content:
        """Return the margin of a line: the statements that begin on it, and who made the first."""
        width = self._margin() - 2
        if not starting or width < 3:
            return Content(" " * width)
        first = self._present if self._present in starting else starting[0]
        words = f"{first + 1}"
        if len(starting) > 1 and width > 12:
            words += f" +{len(starting) - 1}"
        statement = self._sheet.stops[first].statement
        speaker = statement.entry.link("speakers", statement.quote.speaker)
        if width > 12:
            words += f" {one_line(speaker.name if speaker else statement.quote.speaker)}"
        label = Content(words).truncate(width - 1, ellipsis=True)
        pad = Content(" " * (width - 1 - label.cell_length))
        return pad + label.stylize(style("shown" if first == self._present else "muted")) + " "

    # Moving

    def action_move(self, step: int) -> None:
        """Scroll by a line."""
        self.scroll_relative(y=step, animate=False, force=True, immediate=True)

    def action_page(self, step: int) -> None:
        """Scroll by a screenful, less a line to hold on to."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 1))

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=len(self._starts), animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Light the passage under the mouse; a second click goes to the statements."""
        line, column = event.y + self.scroll_offset.y, event.x - self._margin()
        if not 0 <= line < len(self._starts) or column < 0:
            return
        begin, end = self._span(line)
        while (
            begin < end
            and (cells := Content(display_text(self._sheet.text[begin])).cell_length) <= column
        ):
            begin, column = begin + 1, column - cells
        for number in self._sheet.between(begin, begin + 1):
            self.post_message(self.Pointed(number, twice=event.chain > 1))
            return
