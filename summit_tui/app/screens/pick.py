"""Asks for one of many rows: what is typed leaves those that have it."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from summit_tui.app.messages import PickRow
from summit_tui.app.rows import clipped_line
from summit_tui.app.screens.sheet import SearchSheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.wrap import column
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.i18n import gettext


class PickList(RowList):
    """The rows that have every word of what is typed."""

    DEFAULT_CSS = """
    PickList { height: 1fr; }
    """
    always_shows_cursor = True
    opens_on_click = True

    def __init__(self, rows: Sequence[PickRow]) -> None:
        super().__init__()
        self._rows = rows
        self._words = [normalize(f"{row.label} {row.note}") for row in rows]
        self.shown = list(range(len(rows)))
        """The numbers of the rows that are listed."""

    def on_mount(self) -> None:
        """Begin with all of them, at what holds now."""
        present = (number for number, row in enumerate(self._rows) if row.is_present)
        self.set_count(len(self.shown), next(present, 0))

    def narrow(self, typed: str) -> None:
        """List the rows that have every word, in any case, script and accent."""
        words = normalize(typed).split()
        self.shown = [
            number for number, text in enumerate(self._words) if all(word in text for word in words)
        ]
        self.show_empty((gettext("Nothing in the list has these words."), ""))
        self.set_count(len(self.shown))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the label, and the note at the right edge."""
        shown = self._rows[self.shown[row]]
        sign = "✓ " if shown.is_present else "  "
        note = clipped_line(shown.note)
        room = max(1, width - len(sign) - Content(note).cell_length - 2)
        label = column(Content(clipped_line(shown.label)), room)
        return [Content.assemble(sign, label, (f"  {note}", style("muted")))]


class PickScreen(SearchSheet[int | None]):
    """Asks for a row; the answer is its number, counted from 0."""

    BINDINGS: ClassVar = [
        Binding("enter", "pick", "Choose"),
        Binding("escape", "leave", "Close"),
    ]

    list_ = getters.query_one(PickList)

    def __init__(self, title: str, rows: Sequence[PickRow]) -> None:
        """Offer `rows`, of which there is at least one."""
        super().__init__()
        self._title = title
        self._rows = rows

    def compose_content(self) -> ComposeResult:
        """Yield the box and the list."""
        yield Input(placeholder=gettext("type to narrow the list"), compact=True)
        yield PickList(self._rows)

    def on_mount(self) -> None:
        """Ask."""
        self.title_line.say(self._title)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.list_.narrow(event.value)

    @on(Input.Submitted)
    @on(RowList.Opened)
    def action_pick(self) -> None:
        """Answer with the row under the cursor."""
        if self.list_.shown:
            self.dismiss(self.list_.shown[self.list_.cursor])
