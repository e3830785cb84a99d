"""Shows what mends a record as a change of its file; Enter writes it."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import Meaning, style
from summit_tui.authoring.fixes import Fix
from summit_tui.authoring.revision import Revision
from summit_tui.i18n import gettext

_MEANINGS: Final[dict[str, Meaning]] = {"-": "gone", "+": "new", "@": "muted"}


class FixScreen(Sheet[Revision | None]):
    """Shows the problems of a record and the change that mends them; the answer is that change."""

    DEFAULT_CSS = """
    FixScreen {
        & > #sheet { height: auto; max-height: 100%; }
        & #problems { padding: 0 1; margin-bottom: 1; }
        & #change { height: auto; max-height: 16; padding: 0 1; scrollbar-size-vertical: 1; }
        &.-short > #sheet { height: 100%; }
        &.-short #problems { margin-bottom: 0; }
        &.-short #change { height: 1fr; max-height: 100%; }
    }
    """
    AUTO_FOCUS = "#change"
    # Problems and change together may take all lines of a common terminal, and the keys stay.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]
    BINDINGS: ClassVar = [
        Binding("enter", "write", "Write"),
        Binding("escape,q,h", "leave", "Close"),
    ]

    def __init__(self, fix: Fix, revision: Revision) -> None:
        """Show a change that is proven and not yet written."""
        super().__init__()
        self._fix = fix
        self._revision = revision

    def compose_content(self) -> ComposeResult:
        """Yield what is wrong, and the change."""
        problems = (f"{item.code} {screen_line(item.message)}" for item in self._fix.problems)
        yield Static("\n".join(problems), id="problems", markup=False)
        with VerticalScroll(id="change"):
            yield Static(self._change(), markup=False)

    def on_mount(self) -> None:
        """Say which file is changed."""
        self.title_line.say(gettext("Mend the record"), self._revision.short_name)

    def _change(self) -> Content:
        lines = Content("")
        # The two lines of the file's name are in the title.
        for line in self._revision.diff().splitlines()[2:]:
            text = Content(screen_text(line) + "\n")
            meaning = _MEANINGS.get(line[:1])
            lines += text.stylize(style(meaning)) if meaning else text
        return lines

    def action_write(self) -> None:
        """Agree to the change."""
        self.dismiss(self._revision)
