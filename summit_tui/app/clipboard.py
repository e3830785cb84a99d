"""Records on their way to the clipboard."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summit_tui.app.sentences import records
from summit_tui.archive import Entry
from summit_tui.clipboard import copy
from summit_tui.formats import render
from summit_tui.paths import cache_folder

if TYPE_CHECKING:
    from summit_tui.app.app import SummitApp


def document(form: str, language: str | None, entries: Sequence[Entry]) -> str:
    """Return records in a form and a language, without the line end behind the last line.

    Raises `ValueError` with a sentence where the form cannot hold them or has nothing to say.
    """
    text = "".join(render(form, entries, language)).rstrip("\r\n")
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


def source_address(entry: Entry) -> str | None:
    """Return the web address of the first source of a record that has one.

    That of a statement points at the passage.
    """
    return next((link.rstrip("\n") for link in render("link", [entry])), None)


def open_in_browser(address: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Show `address` in a browser with a window of its own; return whether that was possible.

    A browser that runs in the terminal would draw over this program, and over SSH a window
    would open where nobody sits.
    """
    if environ.get("SSH_CONNECTION"):
        return False
    import webbrowser  # a start has no use for it

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    in_terminal = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    return not in_terminal and browser.open(address)
