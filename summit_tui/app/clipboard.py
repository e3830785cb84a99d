"""Copies records to the clipboard, and opens sources in a browser."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from summit_tui.app import sentences
from summit_tui.app.archive_worker import run_in_thread
from summit_tui.archive import Entry
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import MediaType, Settings
from summit_tui.i18n import gettext
from summit_tui.paths import cache_folder


def document(form: str, language: str | None, entries: Sequence[Entry]) -> str:
    """Return records in a form and a language, without the line end behind the last line.

    Raises `ValueError` with a sentence where the form cannot hold them or has nothing to say.
    """
    from summit_tui.formats import render  # a start has no use for it

    text = "".join(render(form, entries, language)).rstrip("\r\n")
    if not text:
        raise ValueError(gettext("There is nothing to copy in this form."))
    return text


class Copier:
    """Copies records, and remembers the form, the language and the text of the last copy."""

    def __init__(
        self,
        settings: Settings,
        terminal: Terminal,
        folder: Path | None,
        write: Callable[[bytes], None],
    ) -> None:
        """Copy by the routes that `settings` and `terminal` allow.

        `folder` is where a copy is kept that reaches no clipboard, by default that of the cache;
        `write` sends bytes to the terminal.
        """
        self._settings = settings
        self._terminal = terminal
        self._folder = folder
        self._write = write
        self.form = "text"
        """The name of the form that was chosen last."""
        self.language: str | None = None
        """The language that was chosen last; None for none."""
        self.last_copy: str | None = None

    @property
    def carries_html(self) -> bool:
        """Whether formatted text, too, can be copied here."""
        from summit_tui.clipboard.routes import carries_html

        return carries_html(self._settings, os.environ)

    async def copy(
        self,
        form: str,
        language: str | None,
        entries: Sequence[Entry],
        media_type: MediaType = "text/plain",
    ) -> str:
        """Copy records in a form and a language; return a sentence that says what became of it."""
        if not entries:
            return gettext("There is nothing to copy.")
        try:
            text = await run_in_thread(partial(document, form, language, entries))
        except ValueError as reason:
            return str(reason)
        description = sentences.copied(form, language, len(entries))
        return await self.copy_text(text, description, media_type)

    async def copy_text(
        self, text: str, description: str, media_type: MediaType = "text/plain"
    ) -> str:
        """Copy a text, which `description` names; return what became of it."""
        from summit_tui.clipboard.delivery import copy  # nor for this

        self.last_copy = text
        outcome = await copy(
            text,
            settings=self._settings,
            write=self._write,
            terminal=self._terminal,
            environ=os.environ,
            folder=self._folder or cache_folder(),
            media_type=media_type,
        )
        sentence = outcome.sentence(description, len(text))
        if media_type == "text/plain" or not outcome.arrived:
            return sentence
        return " · ".join((sentence, gettext("formatted; as plain text it is not there")))


def source_address(entry: Entry) -> str | None:
    """Return the web address of the first source of a record that has one.

    That of a statement points at the passage.
    """
    from summit_tui.formats import render  # nor for this

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
