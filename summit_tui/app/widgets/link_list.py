"""The links of a record: other tellings of its remark line by line, then all else in a flow."""

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from summit_tui.app.keys import ROWS
from summit_tui.app.links import Link
from summit_tui.app.messages import Follow
from summit_tui.app.rows import MODE, clipped_line
from summit_tui.app.styles import cursor, style
from summit_tui.app.widgets.painting import AutoHeight
from summit_tui.app.wrap import cut, wrap
from summit_tui.i18n import gettext

_GAP: Final = 2
"""Cells between two links on a line, beside the one for the bar of the cursor."""
_LONGEST: Final = 160
"""Cells of a link; the record that it leads to has the whole title."""


class _Place(NamedTuple):
    """Where a link is drawn: its lines, and its cells on each of them."""

    lines: range
    cells: range


class LinkList(AutoHeight, can_focus=True):
    """Links that the cursor goes to one by one; Enter or a click follows one.

    They are below the text of a record and scroll with it. The cell before each link is for the
    bar of the cursor.
    """

    DEFAULT_CSS = """
    LinkList { height: auto; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*ROWS]
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._links: Sequence[Link] = ()
        self._cursor = 0
        self._flows: dict[int, _Flow] = {}
        """How the links are laid out at a width."""

    @property
    def count(self) -> int:
        """Return the number of links."""
        return len(self._links)

    @property
    def cursor(self) -> int:
        """The link under the cursor, counted from 0; it is scrolled into sight when set."""
        return self._cursor

    @cursor.setter
    def cursor(self, number: int) -> None:
        self._cursor = number
        self._draw_again()
        if number < self.count and not self._is_in_sight(number):
            self._scroll(self._top(number) - self._text.scroll_offset.y)

    def show_links(self, links: Sequence[Link]) -> None:
        """Show other links, with the cursor on the first."""
        self._links, self._cursor = links, 0
        self._draw_again()

    def notify_style_update(self) -> None:
        """Draw the links in the new styles."""
        super().notify_style_update()
        self._flows.clear()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw_again()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._draw_again()

    def _draw_again(self) -> None:
        self._flows.clear()
        self.refresh_text()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width` cells."""
        return len(self._flow(width).lines)

    def render(self) -> Content:
        """Return the lines at the current width."""
        return Content("\n").join(self._flow(self.content_size.width).lines)

    def _flow(self, width: int) -> "_Flow":
        if width not in self._flows:
            chosen = self._cursor if self.has_focus else None
            self._flows[width] = _Flow(self._links, width, chosen)
        return self._flows[width]

    # Where a link is in the text that scrolls

    @property
    def _text(self) -> Widget:
        return self.parent if isinstance(self.parent, Widget) else self

    def _places(self) -> Sequence[_Place]:
        return self._flow(self.content_size.width).places

    def _top(self, number: int) -> int:
        return self.virtual_region.y + self._places()[number].lines.start

    def _is_in_sight(self, number: int) -> bool:
        top = self._text.scroll_offset.y
        return top <= self._top(number) < top + self._text.size.height

    def _scroll(self, lines: int) -> None:
        self._text.scroll_relative(y=lines, animate=False, force=True, immediate=True)

    # Keys and the mouse

    def action_move(self, step: int) -> None:
        """Go to another link; what is out of sight is read line by line on the way there."""
        number = self._cursor + step
        if 0 <= number < self.count and self._is_in_sight(number):
            self.cursor = number
        else:
            self._scroll(step)

    def action_page(self, step: int) -> None:
        """Scroll the text by a screenful, less a line for orientation."""
        self._scroll(step * max(1, self._text.size.height - 1))

    def action_half_page(self, step: int) -> None:
        """Scroll the text by half a screenful."""
        self._scroll(step * max(1, self._text.size.height // 2))

    def action_first(self) -> None:
        """Go to the beginning of the text."""
        self.show_links(self._links)
        self._text.scroll_home(animate=False, immediate=True)

    def action_last(self) -> None:
        """Go to the last link."""
        self.cursor = max(0, self.count - 1)

    def open_cursor(self) -> None:
        """Follow the link under the cursor; one that is out of sight is only brought into it."""
        if not self.count:
            return
        if self._is_in_sight(self._cursor):
            self.post_message(Follow(self._links[self._cursor].view))
        else:
            self.cursor = self._cursor

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        for number, span in enumerate(self._places()):
            if event.y in span.lines and event.x in span.cells:
                self.cursor = number
                self.open_cursor()


class _Flow:
    """Links laid out at a width: labels in a column, beside them what one goes to."""

    def __init__(self, links: Sequence[Link], width: int, chosen: int | None) -> None:
        self.lines: list[Content] = []
        self.places: list[_Place] = []
        labels = (cell_len(link.label) for link in links if not link.opens_list)
        self._column = max((MODE, *(length + 2 for length in labels)))
        self._room = max(_GAP, width - 1 - self._column)
        """Cells beside the labels, less that of the bar."""
        self._label: str | None = None
        """The label of the last line that has one."""
        tellings = sum(link.is_telling for link in links)
        for number, link in enumerate(links):
            if number in (0, tellings):
                self._add_heading(is_remark=link.is_telling)
            add = self._add_telling if link.is_telling else self._add_link
            add(link, is_chosen=number == chosen)

    def _add_heading(self, *, is_remark: bool) -> None:
        self._label = None
        text = gettext("THE SAME REMARK") if is_remark else gettext("FROM HERE")
        heading = Content.styled(f" {text}", style("label"))
        if is_remark:
            heading += Content.styled(f"  {gettext('d compares')}", style("muted"))
        self.lines += [*([Content("")] if self.lines else []), heading]

    def _add_telling(self, link: Link, *, is_chosen: bool) -> None:
        """Add a line: mode, publisher, and at the right edge the day of printing."""
        day = Content.styled(f"  {link.note}", style("muted"))
        room = max(1, self._room - day.cell_length)
        name = cut(Content.styled(clipped_line(link.text), style("link")), room)
        gap = " " * max(0, room - name.cell_length)
        label = Content.styled(link.label, style("label"))
        self._add_lines(label, [name + gap + day], is_chosen=is_chosen)

    def _add_link(self, link: Link, *, is_chosen: bool) -> None:
        """Add a link behind one of its sort if it has room there, else below it."""
        label = "" if link.opens_list else link.label.capitalize()
        shown = cut(_shown(link), _LONGEST)
        if label == self._label:
            before = self.lines[-1].cell_length + _GAP
            if before + 1 + shown.cell_length <= 1 + self._column + self._room:
                self._add_behind(shown, before, is_chosen=is_chosen)
                return
            label = ""
        else:
            self._label = label
        head = Content.styled(label, style("muted"))
        self._add_lines(head, wrap(shown, self._room), is_chosen=is_chosen)

    def _add_lines(self, label: Content, texts: Sequence[Content], *, is_chosen: bool) -> None:
        top, indent = len(self.lines), Content(" " * (self._column + 1))
        for text in texts:
            self.lines.append(indent[:-1] + _with_bar(text, is_chosen=is_chosen))
        first = self.lines[top]
        self.lines[top] = " " + label + first[1 + label.cell_length :]
        width = max(text.cell_length for text in texts) + 1
        cells = range(self._column + width)  # a click on the label is meant for it, too
        self.places.append(_Place(range(top, len(self.lines)), cells))

    def _add_behind(self, text: Content, before: int, *, is_chosen: bool) -> None:
        self.lines[-1] += " " * _GAP + _with_bar(text, is_chosen=is_chosen)
        number = len(self.lines) - 1
        cells = range(before, before + 1 + text.cell_length)
        self.places.append(_Place(range(number, number + 1), cells))


def _with_bar(text: Content, *, is_chosen: bool) -> Content:
    """Return a text behind the cell for the bar of the cursor."""
    if not is_chosen:
        return " " + text
    return (Content.styled("▌", style("gutter")) + text).stylize_before(cursor())


def _shown(link: Link) -> Content:
    """Return the name of a record, or how many there are in the list that a link opens."""
    if not link.opens_list:
        return Content.styled(clipped_line(link.text), style("link"))
    note = f" {clipped_line(link.text)}" if link.text else ""
    return Content.styled(link.label, style("link")) + Content.styled(note, style("muted"))
