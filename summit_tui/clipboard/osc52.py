"""The route through the terminal: OSC 52 of xterm's control sequences."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Request, RouteError
from summit_tui.i18n import gettext

NAME: Final = "OSC 52"
_CHUNK: Final = 252
"""Bytes of payload in one pass-through string of screen, which drops longer ones than 256."""


def take(request: Request) -> str:
    """Send the text to the terminal, which does not answer, and return the route's name."""
    if request.settings.mode != "osc52" and refuses(request.terminal, request.environ):
        raise RouteError(gettext("the terminal takes no OSC 52"))
    encoded = b64encode(request.data)
    if len(encoded) > request.settings.max_osc52:
        raise RouteError(gettext("too long for OSC 52"))
    # Ended by BEL: inside the pass-through of screen, ST would end the chunk.
    sequence = b"\x1b]52;c;" + encoded + b"\x07"
    if _in_screen(request.environ):
        sequence = b"".join(_screen_chunks(sequence))
    try:
        request.write(sequence)
    except OSError:
        raise RouteError(gettext("there is no terminal")) from None
    return NAME


def refuses(terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Return whether the terminal is known to ignore OSC 52 and did not answer otherwise."""
    return not terminal.osc52 and (
        "VTE_VERSION" in environ
        or environ.get("TERM_PROGRAM") == "Apple_Terminal"
        or environ.get("TERM") in {"linux", "dumb"}
    )


def write_to_tty(data: bytes) -> None:
    """Write to the controlling terminal of this process; raise `OSError` where there is none."""
    with Path("/dev/tty").open("wb") as terminal:
        terminal.write(data)


def _in_screen(environ: Mapping[str, str]) -> bool:
    """Return whether GNU screen is between the program and the terminal."""
    if environ.get("STY"):
        return True
    # tmux calls itself screen too, and drops what is wrapped for screen.
    return environ.get("TERM", "").startswith("screen") and not environ.get("TMUX")


def _screen_chunks(sequence: bytes) -> Iterator[bytes]:
    """Yield the sequence in device control strings, which screen passes on to its terminal."""
    for start in range(0, len(sequence), _CHUNK):
        yield b"\x1bP" + sequence[start : start + _CHUNK] + b"\x1b\\"
