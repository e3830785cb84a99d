"""What is wrong with the files, by file and line."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.i18n import gettext, ngettext
from summit_tui.model.problem import Problem


class ProblemList(RowList):
    """Problems, each with its place above what it says."""

    row_height = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def on_mount(self) -> None:
        """Show them all."""
        self.set_count(len(self._problems))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the place and the message."""
        problem = self._problems[row]
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        where = f"{problem.where}: " if problem.where else ""
        head = Content.styled(f"{problem.code}  ", style("label")) + screen_line(place)
        return [
            head,
            Content(screen_line(where + problem.message)).stylize_before(style("muted")),
        ]


class ProblemScreen(ModalScreen[None]):
    """The problems on a sheet of their own, the one under the cursor in full below."""

    DEFAULT_CSS = """
    ProblemScreen {
        align: center middle;
        & > #title { width: 100%; padding: 0 2; background: $panel; text-style: bold; }
        & > ProblemList { width: 100%; height: 1fr; }
        & > #whole { width: 100%; height: auto; max-height: 40%; padding: 0 2; }
        & > #whole { background: $raised; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape,q,p,h", "app.pop_screen", "Close", show=False)]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        """Lay out title, list and the whole sentence."""
        number = len(self._problems)
        yield Static(_title(number), id="title", markup=False)
        yield ProblemList(self._problems)
        yield Static(str(self._problems[0]) if number else "", id="whole", markup=False)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the whole sentence of the problem under the cursor."""
        if self._problems:
            self.query_one("#whole", Static).update(screen_text(str(self._problems[event.row])))


def _title(number: int) -> str:
    if not number:
        return gettext("No problems · Esc closes")
    return ngettext("{number} problem · Esc closes", "{number} problems · Esc closes", number)
