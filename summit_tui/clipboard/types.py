"""What a copy asks for: the text, the user's settings, and where the program runs."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from summit_tui.clipboard.terminal import Terminal

Mode = Literal["auto", "tmux", "osc52", "tool", "file", "command"]


class RouteError(Exception):
    """A route did not take the text; the message is a few words for the status line."""


class Settings(NamedTuple):
    """The `[clipboard]` table of the user's configuration."""

    mode: Mode = "auto"
    """`auto` tries every route in order; each other name takes that route alone, else the file.

    `command` is the user's own command, `tmux` the buffer of tmux, `osc52` the escape sequence to
    the terminal even where that is known to refuse it, `tool` the first clipboard program found,
    and `file` leaves the text in the file and asks for nothing more.
    """
    command: tuple[str, ...] = ()
    """The user's own command as arguments, with the text on its input; no shell reads it."""
    max_osc52: int = 74_994
    """The longest base64 text, in bytes, that the terminal takes; the default is hterm's limit."""


class Request(NamedTuple):
    """One text on its way to the clipboard."""

    data: bytes
    """The text in UTF-8, byte for byte as it should arrive."""
    settings: Settings
    """What the user configured."""
    write: Callable[[bytes], None]
    """Sends bytes to the terminal; raises OSError where there is none."""
    terminal: Terminal
    """What the terminal said of itself."""
    environ: Mapping[str, str]
    """The environment that tells where the program runs."""
