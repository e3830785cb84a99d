"""A source's text with the passages that statements rest on, of which visible lines are drawn."""

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

from summit_tui.app.archive_worker import run_in_thread
from summit_tui.app.held_keys import hold_keys_during
from summit_tui.app.keys import ROWS
from summit_tui.app.screen_text import display_text, screen_line
from summit_tui.app.styles import Meaning, style
from summit_tui.app.wrap import cut, line_starts
from summit_tui.attribution.source_sheet import SourceSheet, Stop
from summit_tui.i18n import INTERFACE
from summit_tui.model.references import speakers_of

_MAX_LINE_WIDTH = 84
"""Cells of the longest line: longer lines are hard to read."""
_MAX_SYNCHRONOUS = 200_000
"""Characters of the longest text that is broken into lines at once, in some 10 ms."""


class PassageText(ScrollView, can_focus=True):
    """A text that scrolls by lines, with the numbers and speakers of statements in its margin.

    A stop is a passage of the text, or a statement of which no passage is known.
    """

    DEFAULT_CSS = """
    PassageText {
        background: $ground;
        color: $words;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*ROWS]
    ALLOW_SELECT = False

    @dataclass
    class Pointed(Message):
        """A passage was clicked: the number of its stop, and whether it was a double click."""

        number: int
        twice: bool

    def __init__(self, sheet: SourceSheet, present: int) -> None:
        """Show a text with stop number `present` highlighted; a thread lays out long ones."""
        super().__init__()
        self._sheet = sheet
        self._present = present
        self._starts = array("q")
        """The offset at which each line begins."""
        self.selected: tuple[int, int] | tuple[()] = ()
        """Start and end offset of what the reader selects, or nothing."""
        self.selected_as: Meaning = "selected"
        """How what is selected is lit."""
        self._laid_out_width = 0

    @property
    def present(self) -> Stop | None:
        """The stop that is highlighted, or None where there is none."""
        stops = self._sheet.stops
        return stops[self._present] if stops else None

    def go_to(self, number: int) -> None:
        """Highlight the stop with this number and scroll to it."""
        self._present = number
        self._scroll_to_present()
        self.refresh()

    def show_sheet(self, sheet: SourceSheet, present: int) -> None:
        """Show the text anew, with other statements in it or other words."""
        has_changed = sheet.text != self._sheet.text
        self._sheet = sheet
        if has_changed:
            self._laid_out_width = 0
            self.on_resize()
        self.go_to(present)

    def _margin_width(self) -> int:
        width = self.scrollable_content_region.width
        if width < 40 or not self._sheet.stops:
            return 2
        return 6 if width < 100 else 26

    def _line_width(self) -> int:
        width = self.scrollable_content_region.width
        return max(1, min(_MAX_LINE_WIDTH, width - self._margin_width() - 1))

    def on_resize(self) -> None:
        """Break the lines anew where their width has changed."""
        if self._laid_out_width == self._line_width():
            self._scroll_to_present()
            return
        self._laid_out_width = self._line_width()
        if len(self._sheet.text) <= _MAX_SYNCHRONOUS:
            self._show_lines(line_starts(self._sheet.text, self._laid_out_width))
        else:
            hold_keys_during(self._lay_out(self._laid_out_width))

    @work(exclusive=True, group="layout")
    async def _lay_out(self, width: int) -> None:
        self._show_lines(await run_in_thread(partial(line_starts, self._sheet.text, width)))

    def _show_lines(self, starts: "array[int]") -> None:
        self._starts = starts
        self.virtual_size = Size(self.scrollable_content_region.width, len(starts))
        self.refresh()
        self.call_after_refresh(self._scroll_to_present)

    def _scroll_to_present(self) -> None:
        """Scroll the highlighted passage to the upper third, unless it is visible."""
        if self.present is None or self.present.passage is None or not self._starts:
            return
        height = self.scrollable_content_region.height
        first, last = (
            self._line_at(self.present.passage.start),
            self._line_at(self.present.passage.end - 1),
        )
        top = self.scroll_offset.y
        if not (top <= first and min(last, first + height - 1) < top + height):
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True, immediate=True)

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _line_range(self, line: int) -> tuple[int, int]:
        """Return the start and end offset of a line, without the white space after it."""
        text, begin = self._sheet.text, self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(text)
        return begin, begin + len(text[begin:end].rstrip())

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        width, line = self.scrollable_content_region.width, y + self.scroll_offset.y
        base = self.visual_style
        if width <= 0 or (line >= len(self._starts) and (line or self._starts)):
            return Strip.blank(max(0, width), self.rich_style)
        content = self._draw_line(line) if self._starts else Content.styled("  …", style("muted"))
        return Strip(content.truncate(width).render_segments(base)).adjust_cell_length(
            width, base.rich_style
        )

    def _draw_line(self, line: int) -> Content:
        begin, end = self._line_range(line)
        stops = self._sheet.stops
        numbers = self._sheet.between(begin, end) if end > begin else []
        bar = "▌ " if self._present in numbers else "  "
        starting = [number for number in numbers if _starts_within(stops[number], begin, end)]
        content = self._margin(starting) + Content.styled(bar, style("gutter"))
        edges = {begin, end} | {min(max(edge, begin), end) for edge in self.selected}
        for number in numbers:
            for part in stops[number].parts:
                edges |= {min(max(edge, begin), end) for edge in (part.start, part.end)}
        # The raw text is cut before it is escaped, which may make it longer.
        for start, stop in pairwise(sorted(edges)):
            covering = [number for number in numbers if stops[number].covers(start)]
            text = Content(display_text(self._sheet.text[start:stop]))
            if self.selected and self.selected[0] <= start < self.selected[1]:
                text = text.stylize(style(self.selected_as))
            elif self._present in covering:
                text = text.stylize(style("passage"))
            elif covering:
                text = text.stylize(style("resting"))
            content += text
        return content

    def _margin(self, starting: list[int]) -> Content:
        """Return the margin of a line on which these stops begin: number and speaker of one."""
        width = self._margin_width() - 2
        if not starting or width < 3:
            return Content(" " * width)
        first = self._present if self._present in starting else starting[0]
        text = f"{first + 1}"
        if len(starting) > 1 and width > 12:
            text += f" +{len(starting) - 1}"
        statement = self._sheet.stops[first].statement
        if width > 12:
            ids = speakers_of(statement.quote)
            speakers = ((id, statement.entry.link("speakers", id)) for id in ids)
            names = INTERFACE.items(speaker.name if speaker else id for id, speaker in speakers)
            text += f" {screen_line(names)}"
        label = cut(Content(text), width - 1)
        pad = Content(" " * (width - 1 - label.cell_length))
        return pad + label.stylize(style("shown" if first == self._present else "muted")) + " "

    def action_move(self, step: int) -> None:
        """Scroll by `step` lines."""
        self.scroll_relative(y=step, animate=False, force=True, immediate=True)

    def action_page(self, step: int) -> None:
        """Scroll by `step` screenfuls, less a line for orientation."""
        self.action_move(step * max(1, self.scrollable_content_region.height - 1))

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=len(self._starts), animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Announce a click on a passage."""
        offset = self.offset_at(event.x, event.y)
        numbers = [] if offset is None else self._sheet.between(offset, offset + 1)
        if numbers:
            self.post_message(self.Pointed(numbers[0], twice=event.chain > 1))

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the offset in the text of a cell of the widget, or None beside the text."""
        line, column = y + self.scroll_offset.y, x - self._margin_width()
        if not 0 <= line < len(self._starts) or column < 0:
            return None
        begin, end = self._line_range(line)
        while (
            begin < end
            and (cells := Content(display_text(self._sheet.text[begin])).cell_length) <= column
        ):
            begin, column = begin + 1, column - cells
        return begin

    def cell_of(self, offset: int) -> tuple[int, int]:
        """Return the cell of the widget at which a character is drawn, seen or not."""
        line = self._line_at(offset)
        before = Content(display_text(self._sheet.text[self._starts[line] : offset]))
        return self._margin_width() + before.cell_length, line - self.scroll_offset.y


def _starts_within(stop: Stop, begin: int, end: int) -> bool:
    return stop.passage is not None and begin <= stop.passage.start < end
