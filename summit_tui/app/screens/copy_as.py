"""The menu of forms, with the records in the chosen form beside it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from summit_tui.app import sentences
from summit_tui.app.archive_worker import run_in_thread
from summit_tui.app.screen_text import screen_text
from summit_tui.app.screens.sheet import Sheet
from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.app.wrap import column
from summit_tui.archive import Entry
from summit_tui.attribution.names import lacks_words
from summit_tui.clipboard.types import MediaType
from summit_tui.formats import FORMS, Form, holds, render
from summit_tui.i18n import LANGUAGES, gettext, gettext_noop, words_in
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


FORMATTED = replace(FORMS["html"], title=gettext_noop("Formatted text, for word processors"))
"""HTML that is pasted as what it says, and not as its source."""


class CopyChoice(NamedTuple):
    """The form and the language that are chosen for a copy."""

    form: str = "text"
    """The name of the form."""
    language: str | None = None
    """The language that is wanted; None for English with statements as they were recorded."""
    media_type: MediaType = "text/plain"
    """What it is pasted as."""


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
        """Return the title, which is cut where it has no room, and the name at the right edge."""
        form = self.forms[row]
        name = Content.styled(form.name, style("muted"))
        room = width - name.cell_length - 2
        return [column(Content(gettext(form.title)), room) + "  " + name]


class FormChoice(Horizontal):
    """The forms, and beside or below them the beginning of what the chosen one comes to."""

    DEFAULT_CSS = """
    FormChoice {
        height: 1fr;
        & > #forms { width: 52%; max-width: 58; height: 1fr; }
        & > #preview {
            width: 1fr;
            padding: 0 1 0 2;
            border-left: vkey $rule;
            scrollbar-size-vertical: 1;
            &:focus { border-left: vkey $accent; }
        }
    }
    """

    forms = getters.query_one("#forms", FormList)
    text = getters.query_one("#text", Static)

    def __init__(self, forms: Sequence[Form], chosen: str) -> None:
        """Offer `forms`, the one named `chosen` first."""
        super().__init__()
        self._offered = (forms, chosen)

    def compose(self) -> ComposeResult:
        """Lay out forms and preview."""
        yield FormList(*self._offered, id="forms")
        with VerticalScroll(id="preview"):
            yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Take a preview away in the picture in which the cursor leaves its form."""
        self.watch(self.forms, "cursor", self._clear, init=False)

    def show(self, make: Callable[[str], str]) -> None:
        """Show what `make` returns for the name of the chosen form; it is called on a thread."""
        self._clear()
        self._show(make, self.forms.form)

    def _clear(self) -> None:
        """Say that a preview is being made, which may take seconds."""
        self.text.update(Content.styled(gettext("The preview is being made …"), style("muted")))

    @work(exclusive=True)
    async def _show(self, make: Callable[[str], str], form: Form) -> None:
        text = await run_in_thread(partial(make, form.name))
        if form is self.forms.form:
            self.text.update(screen_text(text))
            self.query_one("#preview").scroll_home(animate=False, immediate=True)

    def scroll_preview(self, step: int) -> None:
        """Scroll the preview by what is in sight, less a line to hold on to."""
        shown = self.query_one("#preview")
        shown.scroll_relative(y=step * max(1, shown.size.height - 1), animate=False)


class CopyAsScreen(Sheet[CopyChoice | None]):
    """Asks for form and language; the answer is None where nothing is to be copied."""

    DEFAULT_CSS = """
    CopyAsScreen > #sheet { width: 112; height: 32; max-height: 100%; }
    """
    AUTO_FOCUS = "#forms"
    BINDINGS: ClassVar = [
        Binding("enter,y", "choose", "Copy"),
        Binding("l", "language", "Language"),
        Binding("space", "scroll(1)", "Read on"),
        Binding("tab,shift+tab", "other_side", "Preview"),
        Binding("escape,q,Y,h", "leave", "Close"),
    ]

    choice = getters.query_one(FormChoice)

    def __init__(
        self,
        entries: Sequence[Entry],
        last: CopyChoice,
        heading: str = "",
        *,
        carries_html: bool = False,
    ) -> None:
        """Offer the forms and languages for `entries`, beginning with those used last.

        `heading` says what becomes of the choice where that is no copy; `carries_html` whether
        formatted text can be copied.
        """
        super().__init__()
        self._formatted = [FORMATTED] if carries_html else []
        self._heading = heading or gettext("Copy as")
        self._entries = entries
        self._form = last.form
        self._languages = [None, *languages(entries)]
        self._language = last.language if last.language in self._languages else None

    def compose_content(self) -> ComposeResult:
        """Yield forms and preview."""
        yield FormChoice([*fitting(self._entries), *self._formatted], self._form)

    def on_mount(self) -> None:
        """Show the form that was used last."""
        self._show()

    @on(RowList.Highlighted)
    def _show(self) -> None:
        number = sentences.records(len(self._entries)) if len(self._entries) > 1 else None
        tag = self._language and gettext("in {language}", language=self._language)
        lacking = sum(lacks_words(entry.record, self._language or "") for entry in self._entries)
        untranslated = sentences.without_words(lacking) if tag and lacking else None
        details = " · ".join(filter(None, (number, tag, untranslated)))
        self.title_line.say(self._heading, details)
        entries, language = self._entries, self._language
        self.choice.show(lambda form: preview(form, entries, language))

    @on(RowList.Opened)
    def action_choose(self) -> None:
        """Answer with the form under the cursor."""
        form = self.choice.forms.form
        media_type: MediaType = "text/html" if form is FORMATTED else "text/plain"
        self.dismiss(CopyChoice(form.name, self._language, media_type))

    def action_language(self) -> None:
        """Show the next language, and in the end none."""
        at = self._languages.index(self._language)
        self._language = self._languages[(at + 1) % len(self._languages)]
        self._show()

    def action_other_side(self) -> None:
        """Go from the forms to the preview, and back."""
        self.query_one("#preview" if self.choice.forms.has_focus else "#forms").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll the preview."""
        self.choice.scroll_preview(step)
