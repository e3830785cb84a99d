"""The route through the terminal itself: OSC 52 of xterm's control sequences."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from summit_tui.clipboard.terminal import Terminal
from summit_tui.clipboard.types import Request, RouteError

NAME: Final = "OSC 52"
_PIECE: Final = 252
"""Bytes of payload in one pass-through string of screen, which drops longer ones than 256."""


def take(request: Request) -> str:
    """Send the text to the terminal, which does not answer, and return the route's name."""
    if request.settings.mode != "osc52" and refuses(request.terminal, request.environ):
        raise RouteError("the terminal takes no OSC 52")
    encoded = b64encode(request.data)
    if len(encoded) > request.settings.max_osc52:
        raise RouteError("too long for OSC 52")
    # Ended by BEL: inside screen's pass-through the other end of a string would end the piece.
    sequence = b"\x1b]52;c;" + encoded + b"\x07"
    if _in_screen(request.environ):
        sequence = b"".join(_pieces(sequence))
    try:
        request.write(sequence)
    except OSError:
        raise RouteError("there is no terminal") from None
    return NAME


def refuses(terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal is known to ignore OSC 52 and did not say otherwise."""
    return not terminal.osc52 and (
        "VTE_VERSION" in environ
        or environ.get("TERM_PROGRAM") == "Apple_Terminal"
        or environ.get("TERM") in {"linux", "dumb"}
    )


def write_to_tty(data: bytes) -> None:
    """Write to the terminal that controls this process; raises OSError where there is none."""
    with Path("/dev/tty").open("wb") as terminal:
        terminal.write(data)


def _in_screen(environ: Mapping[str, str]) -> bool:
    """Tell whether GNU screen stands between the program and the terminal."""
    if environ.get("STY"):
        return True
    # tmux calls itself screen too, and drops what is wrapped for screen.
    return environ.get("TERM", "").startswith("screen") and not environ.get("TMUX")


def _pieces(sequence: bytes) -> Iterator[bytes]:
    """Wrap the sequence in device control strings, which screen passes to its terminal."""
    for start in range(0, len(sequence), _PIECE):
        yield b"\x1bP" + sequence[start : start + _PIECE] + b"\x1b\\"
