"""Shows what mends a record as a change of its file; Enter writes it."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.styles import Meaning, style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.authoring.fixes import Fix
from summit_tui.authoring.revision import Revision
from summit_tui.i18n import gettext

_MEANINGS: Final[dict[str, Meaning]] = {"-": "gone", "+": "new", "@": "muted"}


class FixScreen(ModalScreen[Revision | None]):
    """Shows the problems of a record and the change that mends them; the answer is that change."""

    DEFAULT_CSS = """
    FixScreen {
        align: center middle;
        & > #sheet {
            width: 96;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            background: $panel;
        }
        & #title { padding: 0 2; margin: 1 0 0 0; text-style: bold; }
        & #problems { padding: 0 2; margin: 1 0; }
        & #change { height: auto; max-height: 16; padding: 0 2; background: $raised; }
        & #keys-said { padding: 0 2; margin: 1 0 0 0; color: $muted; }
    }
    """
    AUTO_FOCUS = "#change"
    BINDINGS: ClassVar = [
        Binding("enter", "write", "Write", show=False),
        Binding("escape,q,h", "leave", "Close", show=False),
    ]

    def __init__(self, fix: Fix, revision: Revision) -> None:
        """Show a change that is proven and not yet written."""
        super().__init__()
        self._fix = fix
        self._revision = revision

    def compose(self) -> ComposeResult:
        """Lay out the file, what is wrong, the change and the keys."""
        problems = (f"{item.code} {screen_line(item.message)}" for item in self._fix.problems)
        with Vertical(id="sheet"):
            yield SplitLine(gettext("Mend the record"), self._revision.short_name, id="title")
            yield Static("\n".join(problems), id="problems", markup=False)
            with VerticalScroll(id="change"):
                yield Static(self._change(), markup=False)
            keys = gettext("Enter writes the change · Esc leaves the file as it is")
            yield Static(keys, id="keys-said", markup=False)

    def _change(self) -> Content:
        lines = Content("")
        # The two lines of the file's name stand in the title.
        for line in self._revision.diff().splitlines()[2:]:
            text = Content(screen_text(line) + "\n")
            meaning = _MEANINGS.get(line[:1])
            lines += text.stylize(style(meaning)) if meaning else text
        return lines

    def action_write(self) -> None:
        """Agree to the change."""
        self.dismiss(self._revision)

    def action_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)
