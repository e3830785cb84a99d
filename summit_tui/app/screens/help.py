"""Every key and what it does, made from the bindings themselves."""

from collections.abc import Mapping
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app.keys import table
from summit_tui.app.screens.manual import ManualScreen
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.record_view import FactTable
from summit_tui.archive.query.tree import FIELDS
from summit_tui.i18n import gettext
from summit_tui.manual import pages


class HelpScreen(ModalScreen[None]):
    """The keys, the fields that a query may name, and the pages of the manual."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > #sheet {
            width: 84;
            max-width: 100%;
            height: 1fr;
            padding: 0 2 1 2;
            background: $panel;
            scrollbar-size-vertical: 1;
        }
        & > #keys-said { width: 84; max-width: 100%; padding: 0 2; background: $panel; }
        & .heading { color: $words; text-style: bold; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape,q,question_mark,f1", "app.pop_screen", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False),
        Binding("slash,enter", "manual", "Manual", show=False),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Lay out one sheet, and above it the way to the manual."""
        yield SplitLine(
            gettext("/ opens the manual and searches it"), gettext("Esc closes"), id="keys-said"
        )
        with VerticalScroll(id="sheet"):
            for group, rows in groupby(table(self._keymap), key=lambda row: row[0]):
                yield Static(group, classes="heading", markup=False)
                yield FactTable([(keys, sentence) for _, keys, _, sentence in rows])
            yield Static(gettext("Fields of a query"), classes="heading", markup=False)
            yield FactTable([(f"{name}:", meaning) for name, meaning in FIELDS.items()])
            yield Static(gettext("Manual"), classes="heading", markup=False)
            yield FactTable([(page.topic, page.summary) for page in pages()])

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#sheet").focus()

    def action_manual(self) -> None:
        """Show the manual's pages, and search them."""
        self.app.push_screen(ManualScreen())

    def action_half_page(self, step: int) -> None:
        """Scroll the sheet by halves of its height."""
        self.action_scroll(step * (self.query_one("#sheet").size.height // 2))

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)
