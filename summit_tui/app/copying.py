"""Records on their way to the clipboard."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summit_tui.app.sentences import records
from summit_tui.archive import Entry
from summit_tui.clipboard import copy
from summit_tui.places import cache_folder
from summit_tui.wording import words

if TYPE_CHECKING:
    from summit_tui.app.app import SummitApp


def document(form: str, language: str | None, entries: Sequence[Entry]) -> str:
    """Return records in a form and a language, without the line end behind the last line.

    Raises `ValueError` with a sentence where the form cannot hold them or has nothing to say.
    """
    text = "".join(words(form, entries, language)).rstrip("\r\n")
    if not text:
        raise ValueError("There is nothing to copy in this form.")
    return text


async def copied(app: "SummitApp", text: str, form: str, number: int) -> str:
    """Bring the text of so many records to the clipboard and return what became of it."""
    outcome = await copy(
        text,
        settings=app.config.clipboard,
        write=app.write,
        terminal=app.terminal,
        environ=os.environ,
        folder=app.state or cache_folder(),
    )
    what = form if number == 1 else f"{form}, {records(number)}"
    return outcome.sentence(what, len(text))
