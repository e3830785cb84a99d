"""What every sheet above the browser has: a title, the keys that do something there, its ground."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen

from summit_tui.app.keys import key_names
from summit_tui.app.sentences import key_without_meaning
from summit_tui.app.view import View
from summit_tui.app.widgets.bars import KeyLine, SplitLine
from summit_tui.app.widgets.row_list import RowList

Answer = TypeVar("Answer")


class Closable(MessagePump):
    """A screen above the browser, which may be closed before it is there (a base beside `Screen`).

    Keys that come in one breath open a screen and close it, or leave the program. Textual takes a
    screen's widgets away at once, and has it mounted only then, when it has nothing left to fill.
    """

    async def on_event(self, event: events.Event) -> None:
        """Pass over the mounting of a screen that is closed, and its size."""
        screens: Sequence[object] = self.app.screen_stack
        is_open = self in screens and self.app.is_running
        if is_open or not isinstance(event, events.Mount | events.Resize):
            await super().on_event(event)


class WholeScreen(Closable, Screen[View | None]):
    """A whole screen above the browser, left for a view or for nothing."""

    def say(self, sentence: str) -> None:
        """Say one sentence until the next thing happens."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Say of a key that it does nothing here."""
        if event.key not in self.active_bindings:
            self.say(key_without_meaning(key_names(event.key)))


class Sheet(Closable, ModalScreen[Answer], Generic[Answer]):
    """A sheet with its title above and its keys below; a subclass yields what lies between.

    Its background alone sets it off from what it covers. On a small screen it has all the room.
    """

    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        & > #sheet { width: 104; max-width: 100%; height: 80%; background: $panel; }
        & #title { padding: 0 1; margin: 1 0; text-style: bold; }
        & #keys { margin-top: 1; }
        & Input { height: 1; border: none; padding: 0; background: $raised; }
        & > #sheet > Input { margin: 0 1 1 1; }
        & #whole {
            height: auto;
            max-height: 40%;
            padding: 0 1;
            margin-top: 1;
            border-top: solid $rule;
            scrollbar-size-vertical: 1;
        }
        &.-narrow FormChoice {
            layout: vertical;
            & > #forms { width: 1fr; }
            & > #preview { border-left: none; border-top: solid $rule; padding: 0 1; }
            & > #preview:focus { border-left: none; border-top: solid $accent; }
        }
        &.-short > #sheet { height: 100%; }
        &.-short #title { margin: 0; }
        &.-short #keys, &.-short #whole { margin-top: 0; }
        &.-short > #sheet > Input { margin: 0 1; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    min_title = 20
    """Cells of the title that are shown before what is at its right is."""

    title_line = getters.query_one("#title", SplitLine)
    keys_line = getters.query_one("#keys", KeyLine)

    def compose(self) -> ComposeResult:
        """Lay out title, content and keys."""
        with Vertical(id="sheet"):
            yield SplitLine(min_left=self.min_title, id="title")
            yield from self.compose_content()
            yield KeyLine(id="keys")

    def compose_content(self) -> ComposeResult:
        """Yield what lies between title and keys."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Close the sheet without an answer."""
        self.dismiss(None)


class SearchSheet(Sheet[Answer], Generic[Answer]):
    """A sheet with a box and a list whose cursor moves while the reader types."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def action_move(self, step: int) -> None:
        """Move the cursor of the list while the reader types."""
        self.query_one(RowList).action_move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor of the list by a screenful."""
        self.query_one(RowList).action_page(step)
