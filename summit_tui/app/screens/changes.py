"""What has changed since the last visit: the marked records first, then the gravest changes."""

from typing import ClassVar

from rich.cells import set_cell_size
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from summit_tui.app.screen_text import display_text, screen_line
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.record_list import BOOKMARK_SIGN
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive.wording import kind_in_words
from summit_tui.diff import Change, Field, change_in_words
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.render import diff_field, doubt, shown_fields, shown_statement
from summit_tui.i18n import gettext
from summit_tui.model.kinds import Address


class ChangeList(RowList):
    """Changes, each with the record's name above what differs."""

    row_height = 3
    air = 1
    marker_width = 2

    def __init__(self, changes: ChangeSet) -> None:
        super().__init__()
        self._changes = changes

    def on_mount(self) -> None:
        """Show them all."""
        self.set_count(len(self._changes))

    def marker(self, row: int) -> str:
        """Return the sign of what was marked."""
        return BOOKMARK_SIGN if self._changes[row].marked else ""

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the sort of change and the record, then what differs."""
        change = self._changes[row]
        sort, kind = change_in_words(change.type), kind_in_words(change.address.kind)
        head = Content.styled(set_cell_size(sort, 10), style("label"))
        head += Content.styled(set_cell_size(kind, 12), style("muted"))
        if change.type in ("new", "gone"):
            below = Content(screen_line(change.said or str(change.address)))
        else:
            below = _field_line(change.fields[0])
        return [head + screen_line(change.label), Content(" " * 10) + below]


class ChangeScreen(Sheet[Address | None]):
    """The changes, the one under the cursor in full below; the answer is the record to go to."""

    BINDINGS: ClassVar = [
        Binding("enter", "go", "Open"),
        Binding("escape,q,C,h", "leave", "Close"),
    ]

    list_ = getters.query_one(ChangeList)
    words = getters.query_one("#words", Static)

    def __init__(self, changes: ChangeSet, summary: str) -> None:
        """Show what changed; `summary` says how much and since when."""
        super().__init__()
        self._changes = changes
        self._summary = summary

    def compose_content(self) -> ComposeResult:
        """Yield the list and the whole change."""
        yield ChangeList(self._changes)
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(_whole(self._changes[0]), id="words", markup=False)

    def on_mount(self) -> None:
        """Say how much has changed."""
        self.title_line.say(self._summary)

    @on(RowList.Highlighted)
    def _show(self, event: RowList.Highlighted) -> None:
        self.words.update(_whole(self._changes[event.row]))

    @on(RowList.Opened)
    def action_go(self) -> None:
        """Answer with the record under the cursor, if it is still there."""
        change = self._changes[self.list_.cursor]
        if change.type == "gone":
            self.title_line.say(self._summary, gettext("The record is gone."))
        else:
            self.dismiss(change.address)


def _whole(change: Change) -> Content:
    """Return everything that differs, with the statement where its text does not."""
    lines = [Content.styled(screen_line(change.label), style("name")), Content(str(change.address))]
    if statement := shown_statement(change):
        lines.append(Content(screen_line(statement)))
    lines += map(_field_line, shown_fields(change))
    if change.unread:
        lines.append(Content.styled(screen_line(doubt(change)), style("muted")))
    return Content("\n").join(lines)


def _field_line(field: Field) -> Content:
    """Return a field with the words that are gone struck and the new ones underlined."""
    line = Content.styled(f"{screen_line(field.name)}: ", style("muted"))
    for change, text in diff_field(field):
        shown = text.rstrip()
        words = Content(display_text(shown))
        line += words if change == "same" else words.stylize(style(change))
        # Struck words and those in their place must not run together.
        line += text[len(shown) :] or (" " if change == "gone" else "")
    return line
