"""Every key and what it does, made from the bindings themselves."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app.keys import table
from summit_tui.archive.query import FIELDS


class Help(ModalScreen[None]):
    """The keys, and the fields that a query may name."""

    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > #sheet {
            width: 84;
            max-width: 100%;
            max-height: 100%;
            height: auto;
            padding: 1 2;
            background: $surface;
            scrollbar-size-vertical: 1;
        }
        & .help--heading { color: $text-accent; text-style: bold; }
        & .help--key { text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--heading", "help--key"}
    BINDINGS: ClassVar = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Lay out one sheet."""
        with VerticalScroll(id="sheet"):
            yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Write the sheet, now that styles are known."""
        self.query_one("#keys", Static).update(self._sheet())
        self.query_one("#sheet").focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)

    def _sheet(self) -> Content:
        heading = self.get_visual_style("help--heading", partial=True)
        key = self.get_visual_style("help--key", partial=True)
        lines = []
        group = ""
        for name, keys, _, sentence in table(self._keymap):
            if name != group:
                lines += [Content(""), Content.styled(name, heading)]
                group = name
            lines.append(Content.styled(f"{keys:<14}", key) + sentence)
        lines += [Content(""), Content.styled("Fields of a query", heading)]
        lines += [Content.styled(f"{name + ':':<14}", key) + said for name, said in FIELDS.items()]
        return Content("\n").join(lines[1:])
