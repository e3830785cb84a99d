"""The forms in which records may leave, as a list to choose from, and what they look like."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from textual.content import Content

from summit_tui.app.styles import style
from summit_tui.app.widgets.row_list import RowList
from summit_tui.archive import Entry
from summit_tui.kinds import Kind
from summit_tui.records import Quote
from summit_tui.wording import FORMS, Form, holds, words

LONGEST = 20_000
"""Characters of a preview; what is copied or written is whole."""


def made_for(kinds: Collection[Kind]) -> list[Form]:
    """Return the installed forms that are made for any of these kinds of record."""
    return [one for one in FORMS.values() if one.installed and not set(kinds).isdisjoint(one.kinds)]


def fitting(entries: Sequence[Entry]) -> list[Form]:
    """Return the installed forms that say something of any of these records."""
    return [
        form
        for form in made_for({entry.address.kind for entry in entries})
        if not form.rare or any(holds(form.name, entry) for entry in entries)
    ]


class Chosen(NamedTuple):
    """What is chosen for a copy."""

    form: str = "text"
    """The name of the form."""
    language: str | None = None
    """The language of which translations are wanted; None for statements as they were recorded."""


def languages(entries: Sequence[Entry]) -> list[str]:
    """Return the tags of the languages that any of the statements is translated into."""
    told = (entry.record.translations for entry in entries if isinstance(entry.record, Quote))
    return list(dict.fromkeys(tag for translations in told for tag in translations))


def preview(form: str, entries: Sequence[Entry], language: str | None = None) -> str:
    """Return the beginning of a document, or a sentence that says why there is none."""
    text = ""
    try:
        for piece in words(form, entries, language):
            text += piece
            if len(text) > LONGEST:
                return f"{text[:LONGEST]}\n… and more"
    except ValueError as reason:
        return f"These cannot be put into this form: {reason}"
    return text or NOTHING


NOTHING = "This form has nothing to say of what was chosen."


class FormList(RowList):
    """Forms by title, each with what a command calls it."""

    keeps_cursor = True

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
