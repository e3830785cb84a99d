"""Asks in which form and to which file records are to be written, and writes them."""

import threading
from pathlib import Path
from typing import ClassVar, Final, get_args

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from summit_tui.app import sentences
from summit_tui.app.bookmarks import Selection
from summit_tui.app.screens.copy_as import FormList, made_for
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import InterruptedSearchError
from summit_tui.formats import Form, Grouping
from summit_tui.formats.export import ExportResult, export, proposed_name
from summit_tui.model.text import escape_controls
from summit_tui.paths import exists

_GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)


class StoppedError(Exception):
    """The writing was called off."""


class ExportScreen(ModalScreen[str | None]):
    """Asks for form and file and writes; the answer is a sentence, or None."""

    DEFAULT_CSS = """
    ExportScreen {
        align: center middle;
        & > #sheet {
            width: 84;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            background: $surface;
        }
        & #title { padding: 0 2; margin: 1 0; text-style: bold; }
        & FormList { height: 17; padding: 0 1; }
        & #file {
            height: 1;
            margin: 1 0 0 0;
            padding: 0 2;
            & > Static { width: 12; color: $text-muted; }
            & > Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
        }
        & #grouping { height: 1; padding: 0 2; }
        & #said { height: auto; max-height: 3; min-height: 1; padding: 0 2; color: $text-accent; }
        & #keys-said { padding: 0 2; color: $text-muted; }
        &.-short FormList { height: 1fr; }
        &.-short > #sheet { height: 100%; }
        &.-short #title, &.-short #file { margin: 0; }
    }
    """
    AUTO_FOCUS = "FormList"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (26, "-tall")]
    BINDINGS: ClassVar = [
        Binding("escape", "leave", "Close", show=False),
        Binding("enter", "write", "Write", show=False),
        Binding("left", "group(-1)", "Grouping before", show=False),
        Binding("right", "group(1)", "Next grouping", show=False),
        Binding("up,shift+tab", "app.focus_previous", "Form", show=False),
        Binding("q,h", "leave", "Close", show=False),
    ]

    forms = getters.query_one(FormList)
    box = getters.query_one(Input)

    def __init__(self, chosen: Selection, form: str) -> None:
        """Offer to write `chosen`, with the cursor on the form used last."""
        super().__init__()
        self._chosen = chosen
        self._form = form
        self._by = 0
        self._may_replace: Path | None = None
        self._proposed = ""
        self._stop: threading.Event | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, forms, the name of the file, grouping and a word on the keys."""
        with Vertical(id="sheet"):
            yield SplitLine("Export", self._chosen.said, id="title")
            yield FormList(made_for(self._chosen.kinds), self._form)
            with Horizontal(id="file"):
                yield Static("File", markup=False)
                yield Input(compact=True, select_on_focus=False)
            yield Static(id="grouping", markup=False)
            yield Static(id="said", markup=False)
            said = "Enter writes · Tab edits the name · Esc closes"
            yield Static(said, id="keys-said", markup=False)

    def on_mount(self) -> None:
        """Show what the form that was used last comes to."""
        self._show()

    @on(RowList.Highlighted)
    def _show(self) -> None:
        form = self.forms.form
        proposed = proposed_name(form.name, self._chosen.what, self._chosen.event)
        if self.box.value == self._proposed:
            self.box.value = proposed
        elif self.box.value.endswith(tuple(one.suffix for one in self.forms.forms)):
            self.box.value = str(Path(self.box.value).with_suffix(form.suffix))
        self._proposed = proposed
        self._show_grouping(form)

    def _show_grouping(self, form: Form) -> None:
        line = Content.styled("Grouped by  ", style("muted"))
        here = style("hit" if self.app.no_color else "shown")
        for number, name in enumerate(_GROUPINGS):
            line += Content.styled(name, here if number == self._by else style("muted")) + "  "
        line += Content.styled("← →", style("key"))
        self.query_one("#grouping", Static).update(line if form.grouped else "")

    def action_group(self, step: int) -> None:
        """Group by something else."""
        self._by = (self._by + step) % len(_GROUPINGS)
        self._show_grouping(self.forms.form)

    @on(Input.Changed)
    def _forget_consent(self) -> None:
        self._may_replace = None
        self._say("")

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(escape_controls(words)))

    def action_leave(self) -> None:
        """Stop the writing, or close."""
        if self._stop is not None:
            self._stop.set()
        else:
            self.dismiss(None)

    @on(RowList.Opened)
    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file, unless there is one that has to be asked for first."""
        if self._stop is not None:
            return
        try:
            path = Path(self.box.value.strip()).expanduser()
        except RuntimeError as reason:  # there is nobody of that name, nor a home
            self._say(f"Not written: {reason}")
            return
        if path.name in ("", ".", ".."):
            self._say("A file needs a name.")
            self.box.focus()
        elif exists(path) and not path.is_symlink() and self._may_replace != path:
            self._may_replace = path
            self._say(f"{path.name} exists. Enter again replaces it; another name keeps it.")
        else:
            self._stop = threading.Event()
            self._write(path, self.forms.form, _GROUPINGS[self._by])

    @work(thread=True, group="writing")
    def _write(self, path: Path, form: Form, by: Grouping) -> None:
        """Write on a thread, and say how far that has come."""
        try:
            done = export(
                path,
                form.name,
                self._chosen.entries(),
                by=by,
                overwrite=self._may_replace == path,
                progress=self._report,
            )
        except StoppedError:
            self.app.call_from_thread(self._fail, "Stopped: no file was written.")
        except InterruptedSearchError:
            self.app.call_from_thread(self._fail, "The coverage changed meanwhile; try again.")
        except (OSError, ValueError) as reason:
            # The name is in the box above, and a long one would leave no room.
            why = getattr(reason, "strerror", None) or reason
            self.app.call_from_thread(self._fail, f"Not written: {why}")
        else:
            self.app.call_from_thread(self._finish, done, form, path)

    def _report(self, number: int) -> None:
        """Say how far the writing has come, from the thread that writes."""
        if self._stop is not None and self._stop.is_set():
            raise StoppedError
        said = f"Writing: {number:,} of {self._chosen.number:,} records · Esc stops"
        self.app.call_from_thread(self._say, said)

    def _finish(self, done: ExportResult, form: Form, path: Path) -> None:
        if not done.records:
            self._fail("Not written: this form has nothing to say of these records.")
            return
        but = f"; it has nothing to say of {done.left_out:,} others" if done.left_out else ""
        self.dismiss(f"Wrote {sentences.records(done.records)} as {form.name} to {path}{but}")

    def _fail(self, words: str) -> None:
        self._stop = None
        self._say(words)
