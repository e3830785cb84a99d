"""The address of a record's source, and the way to show it in a browser."""

import os
from collections.abc import Mapping

from summit_tui.archive import Entry
from summit_tui.wording import words


def source_address(entry: Entry) -> str | None:
    """Return the web address of the first source of a record that has one.

    That of a statement points at the passage.
    """
    return next((link.rstrip("\n") for link in words("link", [entry])), None)


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
