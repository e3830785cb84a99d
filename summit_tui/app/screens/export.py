"""Asks in which form and to which file records are to be written, and writes them."""

from collections.abc import Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final, get_args

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from summit_tui.app.archive_worker import Job, run_in_thread
from summit_tui.app.bookmarks import Selection
from summit_tui.app.screen_text import screen_text
from summit_tui.app.screens.copy_as import FormChoice, FormList, made_for, preview
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import InterruptedSearchError
from summit_tui.archive.progress import StoppedError
from summit_tui.formats import Form, Grouping
from summit_tui.formats.export import ExportResult, export, proposed_name
from summit_tui.i18n import gettext, gettext_noop
from summit_tui.paths import exists, typed_path

_GROUPINGS: Final[tuple[Grouping, ...]] = get_args(Grouping)
_GROUPED_BY: Final[Mapping[Grouping, str]] = {
    "speaker": gettext_noop("speaker"),
    "session": gettext_noop("session"),
    "topic": gettext_noop("topic"),
}


_MOST_PREVIEWED: Final = 5
"""Records whose document the preview shows."""


class ExportScreen(Sheet[str | None]):
    """Asks for form and file and writes; the answer is a sentence, or None."""

    DEFAULT_CSS = """
    ExportScreen {
        & > #sheet { width: 112; height: 34; max-height: 100%; }
        & #file {
            height: 1;
            margin-top: 1;
            padding: 0 1;
            & > Static { width: 12; color: $muted; }
            & > Input { width: 1fr; height: 1; border: none; padding: 0; background: $raised; }
        }
        & #grouping { height: 1; padding: 0 1; }
        & #said { height: auto; max-height: 3; padding: 0 1; color: $words; }
        &.-short #grouping { display: none; }
        &.-short #file { margin: 0; }
        &.-short.-narrow #forms { height: 4; }
    }
    """
    AUTO_FOCUS = "#forms"
    BINDINGS: ClassVar = [
        Binding("enter", "write", "Write"),
        Binding("tab", "app.focus_next", "Name"),
        Binding("left", "group(-1)", "Grouping before", show=False),
        Binding("right", "group(1)", "Next grouping", show=False),
        Binding("space", "scroll(1)", "Read on"),
        Binding("up,shift+tab", "app.focus_previous", "Form", show=False),
        Binding("escape,q,h", "leave", "Close"),
    ]

    choice = getters.query_one(FormChoice)
    box = getters.query_one(Input)

    def __init__(self, selection: Selection, form: str) -> None:
        """Offer to write `selection`, with the cursor on the form used last."""
        super().__init__()
        self._selection = selection
        self._form = form
        self._grouping = 0
        self._may_replace: Path | None = None
        self._proposed = ""
        self._job: Job | None = None
        """The writing that is under way, if one is."""

    def compose_content(self) -> ComposeResult:
        """Yield forms with a preview, the name of the file, the grouping, and what happened."""
        yield FormChoice(made_for(self._selection.kinds), self._form)
        with Horizontal(id="file"):
            yield Static(gettext("File"), markup=False)
            yield Input(compact=True, select_on_focus=False)
        yield Static(id="grouping", markup=False)
        yield Static(id="said", markup=False)

    def on_mount(self) -> None:
        """Show what the form that was used last comes to."""
        self.title_line.say(gettext("Export"), self._selection.description)
        self.query_one("#preview").can_focus = False
        self._show()

    @on(RowList.Highlighted)
    def _show(self) -> None:
        form = self.forms.form
        self.choice.show(self._preview)
        proposed = proposed_name(form.name, self._selection.file_words, self._selection.event)
        if self.box.value == self._proposed:
            self.box.value = proposed
        elif self.box.value.endswith(tuple(other.suffix for other in self.forms.forms)):
            self.box.value = str(Path(self.box.value).with_suffix(form.suffix))
        self._proposed = proposed
        self._show_grouping(form)

    @property
    def forms(self) -> FormList:
        """Return the forms."""
        return self.choice.forms

    def _preview(self, form: str) -> str:
        """Return the document of the first records, on a thread."""
        return preview(form, list(islice(self._selection.entries(), _MOST_PREVIEWED)))

    def action_scroll(self, step: int) -> None:
        """Scroll the preview."""
        self.choice.scroll_preview(step)

    def _show_grouping(self, form: Form) -> None:
        line = Content.styled(gettext("Grouped by"), style("muted")) + "  "
        here = style("hit" if self.app.no_color else "shown")
        for number, name in enumerate(_GROUPINGS):
            words = gettext(_GROUPED_BY[name])
            line += Content.styled(words, here if number == self._grouping else style("muted"))
            line += "  "
        line += Content.styled("← →", style("key"))
        self.query_one("#grouping", Static).update(line if form.grouped else "")

    def action_group(self, step: int) -> None:
        """Group by something else."""
        self._grouping = (self._grouping + step) % len(_GROUPINGS)
        self._show_grouping(self.forms.form)

    @on(Input.Changed)
    def _forget_consent(self) -> None:
        self._may_replace = None
        self._say("")

    def _say(self, sentence: str) -> None:
        self.query_one("#said", Static).update(Content(screen_text(sentence)))

    def action_leave(self) -> None:
        """Stop the writing, or close."""
        if self._job is not None:
            self._job.stop()
        else:
            self.dismiss(None)

    @on(RowList.Opened)
    @on(Input.Submitted)
    def action_write(self) -> None:
        """Write the file, unless there is one that has to be asked for first."""
        if self._job is not None:
            return
        try:
            path = typed_path(self.box.value.strip())
        except OSError as error:
            self._say(gettext("Not written: {reason}", reason=error.strerror))
            return
        if path.name in ("", ".", ".."):
            self._say(gettext("A file needs a name."))
            self.box.focus()
        elif (
            exists(path) and path.is_file() and not path.is_symlink() and self._may_replace != path
        ):
            self._may_replace = path
            self._say(
                gettext(
                    "{name} exists. Enter again replaces it; another name keeps it.",
                    name=path.name,
                )
            )
        else:
            self._job = Job()
            self._write(path, self.forms.form, _GROUPINGS[self._grouping], self._job)

    @work(group="writing")
    async def _write(self, path: Path, form: Form, by: Grouping, job: Job) -> None:
        """Write on a thread, and say how far that has come."""
        write = partial(
            export,
            path,
            form.name,
            self._selection.entries(),
            by=by,
            overwrite=self._may_replace == path,
            progress=partial(self._report, job),
        )
        try:
            result = await run_in_thread(write)
        except StoppedError:
            self._fail(gettext("Stopped: no file was written."))
        except InterruptedSearchError:
            self._fail(gettext("The coverage changed meanwhile; try again."))
        except (OSError, ValueError) as error:
            # The name is in the box above, and a long one would leave no room.
            reason = getattr(error, "strerror", None) or error
            self._fail(gettext("Not written: {reason}", reason=reason))
        else:
            self._finish(result, form, path)
        finally:
            job.stop()  # also where the app is left

    def _report(self, job: Job, number: int) -> None:
        """Say how far the writing has come, from the thread that writes."""
        job.check()
        sentence = gettext(
            "Writing: {number} of {count} records · Esc stops",
            number=number,
            count=self._selection.number,
        )
        self.app.call_from_thread(self._say, sentence)

    def _finish(self, result: ExportResult, form: Form, path: Path) -> None:
        if result.records:
            self.dismiss(result.in_words(form.name, path))
        else:
            self._fail(gettext("Not written: this form has nothing to say of these records."))

    def _fail(self, sentence: str) -> None:
        self._job = None
        self._say(sentence)
