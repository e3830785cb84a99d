"""Copies a text to the user's clipboard by the first of several routes that takes it.

In this order: the user's own command; tmux, read back; over SSH and in a served web page the
terminal (OSC 52); a clipboard program of this machine; the terminal; a file. The text is always
saved in that file too.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from summit_tui.clipboard import osc52
from summit_tui.clipboard.outcome import FILE, Outcome, save_last_copy
from summit_tui.clipboard.routes import ROUTES, is_served
from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import MediaType, Mode, Request, RouteError, Settings
from summit_tui.i18n import INTERFACE, gettext

_one_at_a_time: Final = threading.Lock()
"""A copy waits for the copy before it, so that the later text stays in the clipboard."""


async def copy(
    text: str,
    *,
    settings: Settings,
    write: Callable[[bytes], None],
    terminal: Terminal,
    environ: Mapping[str, str],
    folder: Path,
    media_type: MediaType = "text/plain",
) -> Outcome:
    """Copy `text` to the clipboard without blocking the event loop, and return the outcome.

    `write` sends bytes to the terminal and is called on the event loop; `terminal` is what it
    answered before the app started; `folder` is the state folder, for the file with the last copy.
    A route that fails raises nothing; a lone surrogate becomes a question mark.
    """
    import asyncio  # a command without a screen has no use for it

    sequences: list[bytes] = []
    request = Request(
        text.encode("utf-8", "replace"), settings, sequences.append, terminal, environ, media_type
    )
    outcome = await asyncio.to_thread(_deliver, request, folder)
    for sequence in sequences:
        write(sequence)
    return outcome


def copy_now(text: str, *, settings: Settings, environ: Mapping[str, str], folder: Path) -> Outcome:
    """Copy `text` to the clipboard as `copy` does, for a command without a screen.

    OSC 52 goes to the controlling terminal, so that redirected output stays clean.
    """
    request = Request(
        text.encode("utf-8", "replace"), settings, osc52.write_to_tty, Terminal(), environ
    )
    return _deliver(request, folder)


def _deliver(request: Request, folder: Path) -> Outcome:
    """Save the text, then try the routes in their order."""
    with _one_at_a_time:
        try:
            path, failures = save_last_copy(folder, request.data), []
        except OSError:
            path, failures = None, [gettext("the file could not be written")]
        if request.settings.mode == FILE:
            return Outcome(path is not None, FILE, path, tuple(failures))
        return _try_routes(request, path, failures)


def _try_routes(request: Request, path: Path | None, failures: list[str]) -> Outcome:
    """Try each route until one has taken the text."""
    taken_by: list[str] = []
    configured_failures: list[str] = []
    for route in _order(request):
        if taken_by and route != "tool":
            break
        try:
            taken_by.append(_take(route, request))
        except RouteError as reason:
            (configured_failures if route == "command" else failures).append(str(reason))
            continue
        # tmux answers for its own buffer only: whether the terminal around it takes the text is
        # not known, so on the same machine the tool goes too.
        if route != "tmux":
            break
    if not taken_by:
        all_failures = (*configured_failures, *failures)
        return Outcome(arrived=False, route=FILE, path=path, failures=all_failures)
    arrived = None if taken_by == [osc52.NAME] else True
    return Outcome(arrived, INTERFACE.items(taken_by), path, tuple(configured_failures))


def _take(route: Mode, request: Request) -> str:
    """Take a route and return its name; raises `RouteError` where it does not take the text."""
    return ROUTES[route](request)


def _order(request: Request) -> Iterator[Mode]:
    """Yield the routes to try, first the one that most surely reaches this user."""
    environ = request.environ
    if request.media_type != "text/plain":
        yield "tool"  # no other route says what it carries
        return
    if request.settings.mode != "auto":
        yield request.settings.mode
        return
    if request.settings.command:
        yield "command"
    if is_served(environ):
        yield "osc52"  # any other route would fill the clipboard of the server
        return
    if environ.get("TMUX"):
        yield "tmux"
    if environ.get("SSH_CONNECTION"):
        yield "osc52"
        yield "tool"
        return
    yield "tool"
    yield "osc52"
