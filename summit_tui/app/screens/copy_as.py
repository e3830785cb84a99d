"""The menu of forms, with the records in the chosen form beside it."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from summit_tui.app import sentences
from summit_tui.app.archive_worker import run_in_thread
from summit_tui.app.screen_text import screen_text
from summit_tui.app.styles import style
from summit_tui.app.widgets.bars import SplitLine
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Entry
from summit_tui.formats import FORMS, Form, holds, render
from summit_tui.i18n import LANGUAGES, gettext, words_in
from summit_tui.model.kinds import Kind
from summit_tui.model.records import Quote

LONGEST = 20_000
"""Characters of a preview; what is copied or written is whole."""


def made_for(kinds: Collection[Kind]) -> list[Form]:
    """Return the forms that are made for any of these kinds of record."""
    return [form for form in FORMS.values() if not set(kinds).isdisjoint(form.kinds)]


def fitting(entries: Sequence[Entry]) -> list[Form]:
    """Return the forms that say something of any of these records."""
    return [
        form
        for form in made_for({entry.address.kind for entry in entries})
        if not form.rare or any(holds(form.name, entry) for entry in entries)
    ]


class CopyChoice(NamedTuple):
    """The form and the language that are chosen for a copy."""

    form: str = "text"
    """The name of the form."""
    language: str | None = None
    """The language that is wanted; None for English with statements as they were recorded."""


def languages(entries: Sequence[Entry]) -> list[str]:
    """Return the tags of the languages that a copy can be in.

    Those into which any of the statements is translated come first, then those that have words of
    their own for copies.
    """
    quotes = (entry.record for entry in entries if isinstance(entry.record, Quote))
    translated = dict.fromkeys(tag for quote in quotes for tag in quote.translations)
    known = {words_in(tag).tag for tag in translated}
    return [*translated, *(tag for tag in LANGUAGES if tag not in known)]


def preview(form: str, entries: Sequence[Entry], language: str | None = None) -> str:
    """Return the beginning of a document, or a sentence that says why there is none."""
    text = ""
    try:
        for part in render(form, entries, language):
            text += part
            if len(text) > LONGEST:
                return gettext("{text}\n… and more", text=text[:LONGEST])
    except ValueError as reason:
        return gettext("These cannot be put into this form: {reason}", reason=reason)
    return text or gettext("This form has nothing to say of what was chosen.")


class FormList(RowList):
    """Forms by title, each with what a command calls it."""

    always_shows_cursor = True

    def __init__(self, forms: Sequence[Form], chosen: str, *, id: str | None = None) -> None:
        """Show `forms` with the cursor on the one named `chosen`, or on the first."""
        super().__init__(id=id)
        self.forms = forms
        self._at = next((n for n, form in enumerate(forms) if form.name == chosen), 0)

    def on_mount(self) -> None:
        """Show them all."""
        self.set_count(len(self.forms), self._at)

    @property
    def form(self) -> Form:
        """Return the form under the cursor."""
        return self.forms[self.cursor]

    def lines(self, row: int, width: int) -> list[Content]:
        """Return the title, and the name at the right edge where there is room for both."""
        form = self.forms[row]
        title = Content(form.title)
        room = width - len(form.name) - 2
        if room < title.cell_length:
            return [title]
        name = Content.styled(form.name, style("muted"))
        return [title.truncate(room + 1, pad=True) + name]


class CopyAsScreen(ModalScreen[CopyChoice | None]):
    """Asks for form and language; the answer is None where nothing is to be copied."""

    DEFAULT_CSS = """
    CopyAsScreen {
        align: center middle;
        & > #sheet {
            width: 112;
            max-width: 100%;
            height: 30;
            max-height: 100%;
            background: $panel;
        }
        & #title { padding: 0 2; margin: 1 0; text-style: bold; }
        & #choice { height: 1fr; }
        & #forms { width: 48; height: 1fr; padding: 0 1; }
        & #preview {
            width: 1fr;
            padding: 0 1 0 2;
            border-left: vkey $rule;
            scrollbar-size-vertical: 1;
            &:focus { border-left: vkey $accent; }
        }
        & #keys-said { padding: 0 2; color: $muted; }
        &.-narrow #choice { layout: vertical; }
        &.-narrow #forms { width: 1fr; }
        &.-narrow #preview { border: none; background: $raised; padding: 0 2; }
        &.-short #title { margin: 0; }
        &.-short #keys-said { display: none; }
    }
    """
    AUTO_FOCUS = "#forms"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    BINDINGS: ClassVar = [
        Binding("escape,q,Y,h", "dismiss", "Close", show=False),
        Binding("enter,y", "choose", "Copy", show=False),
        Binding("tab,shift+tab", "other_side", "Other side", show=False),
        Binding("space", "scroll(1)", "Read on", show=False),
        Binding("l", "language", "Language", show=False),
    ]

    forms = getters.query_one("#forms", FormList)
    shown = getters.query_one("#shown", Static)

    def __init__(self, entries: Sequence[Entry], last: CopyChoice) -> None:
        """Offer the forms and languages for `entries`, beginning with those used last."""
        super().__init__()
        self._entries = entries
        self._form = last.form
        self._languages = [None, *languages(entries)]
        self._language = last.language if last.language in self._languages else None

    def compose(self) -> ComposeResult:
        """Lay out title, forms, preview and a word on the keys."""
        with Vertical(id="sheet"):
            yield SplitLine(id="title")
            with Horizontal(id="choice"):
                yield FormList(fitting(self._entries), self._form, id="forms")
                with VerticalScroll(id="preview"):
                    yield Static(id="shown", markup=False)
            keys = gettext(
                "Enter copies · l another language · Space reads on · Tab to the preview · "
                "Esc closes"
            )
            yield Static(keys, id="keys-said", markup=False)

    def on_mount(self) -> None:
        """Show the form that was used last."""
        self._show()

    @on(RowList.Highlighted)
    def _show(self) -> None:
        # Now: a preview that takes seconds must not leave the one before under this form's name.
        self.shown.update(Content.styled(gettext("The preview is being made …"), style("muted")))
        number = sentences.records(len(self._entries)) if len(self._entries) > 1 else None
        tag = self._language and gettext("in {language}", language=self._language)
        details = " · ".join(filter(None, (number, tag)))
        self.query_one("#title", SplitLine).say(gettext("Copy as"), details)
        self._show_preview(self.forms.form.name)

    @work(exclusive=True)
    async def _show_preview(self, form: str) -> None:
        text = await run_in_thread(partial(preview, form, self._entries, self._language))
        self.shown.update(screen_text(text))
        self.query_one("#preview").scroll_home(animate=False, immediate=True)

    @on(RowList.Opened)
    def action_choose(self) -> None:
        """Answer with the form under the cursor."""
        self.dismiss(CopyChoice(self.forms.form.name, self._language))

    def action_language(self) -> None:
        """Show the next language, and in the end none."""
        at = self._languages.index(self._language)
        self._language = self._languages[(at + 1) % len(self._languages)]
        self._show()

    def action_other_side(self) -> None:
        """Go from the forms to the preview, and back."""
        self.query_one("#preview" if self.forms.has_focus else "#forms").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll the preview by what is in sight, less a line to hold on to."""
        shown = self.query_one("#preview")
        shown.scroll_relative(y=step * max(1, shown.size.height - 1), animate=False)
