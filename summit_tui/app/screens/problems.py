"""What is wrong with the files, by file and line."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.screen_text import screen_line, screen_text
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.i18n import gettext, ngettext
from summit_tui.model.problem import Problem


class ProblemList(RowList):
    """Problems, each with what it says above its place."""

    row_height = 3
    air = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def on_mount(self) -> None:
        """Show them all."""
        self.show_empty(
            (gettext("Nothing is wrong with the files."), ""),
            (gettext("looks at attribution, too"), "summit-tui check"),
        )
        self.set_count(len(self._problems))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the message, and below it code, record and place."""
        problem = self._problems[row]
        location = f"{problem.path}:{problem.line}" if problem.line else problem.path
        parts = (problem.where, location)
        code = Content.styled(f"{problem.code}  ", style("label"))
        below = Content.styled(screen_line(" · ".join(filter(None, parts))), style("muted"))
        return [Content(screen_line(problem.message)), code + below]


class ProblemScreen(Sheet[None]):
    """The problems on a sheet of their own, the one under the cursor in full below."""

    BINDINGS: ClassVar = [
        Binding("r", "reread", "Read again"),
        Binding("escape,q,p,h", "leave", "Close"),
    ]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def compose_content(self) -> ComposeResult:
        """Yield the list, and the whole sentence with the next step."""
        yield ProblemList(self._problems)
        if self._problems:
            yield Static(id="whole", markup=False)

    def on_mount(self) -> None:
        """Say how many there are."""
        number = len(self._problems)
        title = ngettext("{number} problem", "{number} problems", number)
        self.title_line.say(title if number else gettext("No problems"))
        if number:
            self._show(0)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the whole sentence of the problem under the cursor."""
        if self._problems:
            self._show(event.row)

    def _show(self, row: int) -> None:
        problem = self._problems[row]
        command = f"summit-tui check --explain {problem.code}"
        step = gettext("Mend the file, then r reads it again · {command}", command=command)
        text = Content(screen_text(str(problem))) + "\n" + Content.styled(step, style("muted"))
        self.query_one("#whole", Static).update(text)

    async def action_reread(self) -> None:
        """Close the sheet and read the files again."""
        self.dismiss(None)
        await self.app.run_action("app.reread")
