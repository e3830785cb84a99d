"""The start screen: what the coverage is, what was said, where sources disagree."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.cells import cell_len
from textual import events
from textual.content import Content

from summit_tui.app.rows import bar, label_with_year
from summit_tui.app.start_rows import Heading, Row, Sentence, StartRow
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.wrap import column, cut, cut_parts
from summit_tui.model.kinds import Address

_LABEL = 29
"""Cells of a label where there is room for what stands behind it."""
_NOTE = 25
"""Cells from which on a note has a column of its own."""
_TALL = 30
"""Lines of a screen from which there is an empty line before each group."""
_NUMBER = 7
"""Cells of a number before its bar."""


Measure = TypeVar("Measure")


class Overview(RowList):
    """The rows of the start screen; whoever shows it knows what a row opens."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: Sequence[StartRow] = ()
        self._rows: Sequence[StartRow] = ()
        """Those that are shown, and an empty one before each group where there is room."""
        self._is_dense = False
        self._longest: Sequence[int] = ()
        """The greatest number among the bars of a row's group, by row."""
        self._widest: Sequence[tuple[int, int]] = ()
        """The cells of the widest label and the widest note of a row's group, by row."""

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, Row) else None

    def show_rows(self, rows: Sequence[StartRow]) -> None:
        """Show rows with an empty line before each group.

        The cursor stays at its row, in whatever language, and that row where it is on the screen:
        rows that come late move nothing below the reader's eyes.
        """
        self._shown = rows
        self._is_dense = self.app.size.height < _TALL
        spaced: list[StartRow] = []
        for row in rows:
            if spaced and isinstance(row, Heading) and not self._is_dense:
                spaced.append(Sentence(""))
            spaced.append(row)
        current = self.row.about if self.row and self.has_moved else None
        same = (number for number, row in enumerate(spaced) if _about(row) == current)
        position = next(same, 0) if current else 0
        self._rows = spaced
        self._longest = _by_group(spaced, _scale)
        self._widest = _by_group(spaced, _widths)
        above = self.cursor - self.scroll_offset.y
        self.set_count(len(spaced), position)
        if current is not None:
            self.scroll_to(y=self.cursor - above, animate=False, force=True, immediate=True)

    def go_to(self, address: Address) -> None:
        """Put the cursor on the row of an event, if it has one."""
        for number, row in enumerate(self._rows):
            entry = row.entry if isinstance(row, Row) and row.opens == "record" else None
            if entry and entry.address == address:
                self.cursor = number

    @property
    def has_moved(self) -> bool:
        """Whether the cursor is past the first selectable row."""
        return self.cursor > self._nearest_selectable(0, 1)

    def on_resize(self, event: events.Resize) -> None:
        """Have empty lines between the groups, or none."""
        if self._is_dense != (self.app.size.height < _TALL):
            self.show_rows(self._shown)
        super().on_resize(event)

    def is_selectable(self, row: int) -> bool:
        """Return whether a row is about anything."""
        shown = self._rows[row] if 0 <= row < len(self._rows) else None
        return isinstance(shown, Row) and (shown.count != 0 or shown.opens == "record")

    def lines(self, row: int, width: int) -> list[Content]:
        """Return a heading, a sentence, or a label with what stands behind it."""
        match self._rows[row]:
            case Heading(text, note):
                heading = Content.styled(text, style("label"))
                return [heading + Content.styled(f"  {note}" if note else "", style("muted"))]
            case Sentence(text):
                return [Content.styled(cut_parts(text, width), style("muted"))]
            case Row() as shown if shown.count is not None:
                return [_bar(shown, shown.count, self._longest[row], width)]
            case shown:
                return [_label(shown, width, *self._widest[row])]


def _about(row: StartRow) -> tuple[object, ...] | None:
    return row.about if isinstance(row, Row) else None


def _by_group(
    rows: Sequence[StartRow], measure: Callable[[Sequence[Row]], Measure]
) -> list[Measure]:
    """Return for each row what is measured of the rows of its group, which a heading begins."""
    measured: list[Measure] = []
    group: list[StartRow] = []
    for row in [*rows, Heading("")]:
        if isinstance(row, Heading):
            of_group = measure([each for each in group if isinstance(each, Row)])
            measured += [of_group] * len(group)
            group = []
        group.append(row)
    return measured


def _scale(rows: Sequence[Row]) -> int:
    """Return the greatest number: a group has one scale."""
    return max((row.count or 0 for row in rows), default=0) or 1


def _widths(rows: Sequence[Row]) -> tuple[int, int]:
    """Return the cells of the widest label that is no text, and of the widest note."""
    shown = [row for row in rows if row.count is None]
    labels = [row.title for row in shown if not row.is_text]
    notes = [row.note for row in shown]
    return max(map(cell_len, labels), default=0), max(map(cell_len, notes), default=0)


def _bar(row: Row, count: int, longest: int, width: int) -> Content:
    """Return a label, a number in its column, and a line as long as the number is high."""
    column = min(_LABEL, max(8, width - _NUMBER - 10))
    number = f"{count:>{_NUMBER},}"
    room = max(0, width - column - len(number) - 2)
    label = label_with_year(row.label, row.year, column)
    return label + number + "  " + bar(count, longest, room)


def _label(row: Row, width: int, widest_label: int, widest_note: int) -> Content:
    """Return a label and what stands behind it, in a column where there is room for one.

    The column is as wide as the labels of the group, as far as its notes leave room. Where all are
    texts, what stands behind them ends at the right edge.
    """
    year = f" {row.year}" if row.year else ""
    label = Content(row.label) + Content.styled(year, style("muted"))
    note = Content.styled(row.note, style("muted"))
    has_columns = width >= _LABEL + _NOTE
    if row.is_text and not (has_columns and widest_label):
        note = cut(note, width * 3 // 5)
        label = column(label, max(1, width - note.cell_length - 2))
    elif has_columns:
        label = column(label, max(_LABEL, min(widest_label, width - widest_note - 2)))
    return label + "  " + note
