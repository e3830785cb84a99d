"""Every key and what it does, made from the bindings themselves."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from summit_tui.app.keys import table
from summit_tui.app.screens.manual import ManualScreen
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.widgets.record_view import FactTable
from summit_tui.archive.query.tree import FIELDS
from summit_tui.i18n import gettext
from summit_tui.manual import pages

_COLUMN: Final = 14
"""Cells of the keys, which stand in one column through all tables."""


class HelpScreen(Sheet[None]):
    """The keys, the fields that a query may name, and the pages of the manual."""

    DEFAULT_CSS = """
    HelpScreen {
        & > #sheet { width: 90; height: 1fr; }
        & #help { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & .heading { color: $muted; text-style: bold; margin-top: 1; }
        & .-first { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("slash,enter", "manual", "Search the manual"),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
        Binding("escape,q,question_mark,f1", "leave", "Close"),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose_content(self) -> ComposeResult:
        """Yield the tables, one below the other."""
        with VerticalScroll(id="help"):
            for group, rows in groupby(self.key_rows(), key=lambda row: row[0]):
                yield from _section(group, [(keys, sentence) for _, keys, _, sentence in rows])
            fields = [(f"{name}:", meaning) for name, meaning in FIELDS.items()]
            yield from _section(gettext("Fields of a query"), fields)
            manual = [(page.topic, page.summary) for page in pages()]
            yield from _section(gettext("Manual"), manual)

    def key_rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield group, keys, id and a sentence for every key that is shown."""
        return table(self._keymap)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.title_line.say(
            gettext("Help"), gettext("every key, the fields of a query, the manual")
        )
        self.query_one(".heading").add_class("-first")
        self.query_one("#help").focus()

    def action_manual(self) -> None:
        """Show the manual's pages, and search them."""
        self.app.push_screen(ManualScreen())

    def action_half_page(self, step: int) -> None:
        """Scroll the sheet by halves of its height."""
        self.action_scroll(step * (self.query_one("#help").size.height // 2))

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#help").scroll_relative(y=lines, animate=False)


def _section(heading: str, rows: Sequence[tuple[str, str]]) -> ComposeResult:
    yield Static(heading.upper(), classes="heading", markup=False)
    yield FactTable(rows, column=_COLUMN)
