"""The coverages that were open before, and those that come with the program."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app.screen_text import screen_line
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.row_list import RowList
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_words
from summit_tui.readers import unusable
from summit_tui.recent import RecentCoverage

Paths = tuple[Path, ...]


class RecentList(RowList):
    """Coverages, the latest first: what they are called, and where and when they were opened."""

    row_height = 2

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
        title = screen_line(coverage.title) or coverage.paths[0].name
        day = _day(coverage.last_use)
        room = max(1, width - len(day) - 2)
        heading = Content(title).truncate(room, ellipsis=True, pad=True) + Content.styled(
            f"  {day}", style("muted")
        )
        return [heading, Content.styled(problem or paths, style("muted"))]


def why_unusable(paths: Paths) -> str | None:
    """Return why some paths cannot be opened, or None where they can."""
    reasons = ((path, unusable(path)) for path in paths)
    return next((f"{path} {reason}" for path, reason in reasons if reason), None)


def _day(last_use: float) -> str:
    if not last_use:
        return gettext("bundled")
    return in_words(f"{datetime.fromtimestamp(last_use, UTC).astimezone():%Y-%m-%d}")


class RecentScreen(ModalScreen[Paths | None]):
    """Asks which coverage to open; the answer is its paths."""

    DEFAULT_CSS = """
    RecentScreen {
        align: center middle;
        & > #sheet { width: 100; max-width: 100%; height: 80%; background: $panel; }
        & #title { padding: 0 2; margin: 1 0; text-style: bold; }
        & RecentList { height: 1fr; padding: 0 1; }
        & #said { padding: 0 2; color: $muted; }
        &.-short > #sheet { height: 100%; }
        &.-short #title { margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar = [
        Binding("escape,q,O,h", "dismiss", "Close", show=False),
        Binding("enter", "go", "Open", show=False),
    ]

    list_ = getters.query_one(RecentList)

    def __init__(self, coverages: Sequence[RecentCoverage]) -> None:
        """Offer `coverages`, of which there is at least one."""
        super().__init__()
        self._coverages = coverages

    def compose(self) -> ComposeResult:
        """Lay out title, list and a word on the keys."""
        with Vertical(id="sheet"):
            yield SplitLine(gettext("Which coverage?"), id="title")
            yield RecentList(self._coverages)
            yield Static(self._keys, id="said", markup=False)

    @property
    def _keys(self) -> str:
        return gettext("Enter opens · Esc closes · summit-tui DIR opens any other")

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the coverage under the cursor, or say why it cannot be opened."""
        paths = self._coverages[self.list_.cursor].paths
        if problem := why_unusable(paths):
            self.query_one("#said", Static).update(Content(screen_line(problem)))
        else:
            self.dismiss(paths)
