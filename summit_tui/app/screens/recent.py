"""The coverages that were open before, and those that come with the program."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from summit_tui.app.screen_text import screen_line
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.sentences import with_other_events
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.wrap import column
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.readers import unusable
from summit_tui.recent import RecentCoverage

Paths = tuple[Path, ...]


class RecentList(RowList):
    """Coverages, the latest first: what they are called, and where and when they were opened."""

    row_height = 3
    air = 1

    def __init__(self, coverages: Sequence[RecentCoverage]) -> None:
        super().__init__()
        self.coverages = coverages
        self._problems = [why_unusable(coverage.paths) for coverage in coverages]

    def on_mount(self) -> None:
        """Show them all."""
        self.set_count(len(self.coverages))

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the title, and below it the day and the place, or why it cannot be opened."""
        coverage, problem = self.coverages[row], self._problems[row]
        paths = screen_line(", ".join(map(str, coverage.paths)))
        name = screen_line(coverage.name) or coverage.paths[0].name
        title = with_other_events(name, coverage.other_events)
        day = _day(coverage.last_use)
        room = max(1, width - cell_len(day) - 2)
        heading = column(Content(title), room) + Content.styled(f"  {day}", style("muted"))
        return [heading, Content.styled(problem or paths, style("muted"))]


def why_unusable(paths: Paths) -> str | None:
    """Return why some paths cannot be opened, or None where they can."""
    return next(filter(None, map(unusable, paths)), None)


def _day(last_use: float) -> str:
    if not last_use:
        return gettext("bundled")
    return in_words(f"{datetime.fromtimestamp(last_use, UTC).astimezone():%Y-%m-%d}")


class RecentScreen(Sheet[Paths | None]):
    """Asks which coverage to open; the answer is its paths."""

    BINDINGS: ClassVar = [
        Binding("enter", "go", "Open"),
        Binding("escape,q,O,h", "leave", "Close"),
    ]

    list_ = getters.query_one(RecentList)

    def __init__(self, coverages: Sequence[RecentCoverage]) -> None:
        """Offer `coverages`, of which there is at least one."""
        super().__init__()
        self._coverages = coverages

    def compose_content(self) -> ComposeResult:
        """Yield the list."""
        yield RecentList(self._coverages)

    def on_mount(self) -> None:
        """Ask."""
        self.title_line.say(gettext("Which coverage?"), gettext("summit-tui DIR opens any other"))

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the coverage under the cursor, or say why it cannot be opened."""
        paths = self._coverages[self.list_.cursor].paths
        if problem := why_unusable(paths):
            self.keys_line.say(screen_line(problem))
        else:
            self.dismiss(paths)
