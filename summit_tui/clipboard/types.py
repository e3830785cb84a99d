"""A request to copy: the text, the user's settings, and the environment of the program."""

from collections.abc import Callable, Mapping
from typing import Literal

from summit_tui.clipboard.terminal import Terminal
from summit_tui.model.value import Value, immutable

Mode = Literal["auto", "tmux", "osc52", "tool", "file", "command"]
MediaType = Literal["text/plain", "text/html"]
"""What a text is offered as to the program into which it is pasted."""


class RouteError(Exception):
    """A route did not take the text; the message is a few words for the status line."""


@immutable()
class Settings(Value):
    """The `[clipboard]` table of the config."""

    mode: Mode = "auto"
    """`auto` tries every route in order; any other name takes that route alone, else the file.

    `command` is the user's own command, `tmux` the buffer of tmux, `osc52` the escape sequence to
    the terminal even where that is known to refuse it, `tool` the first clipboard program there is,
    and `file` leaves the text in the file and asks for nothing more.
    """
    command: tuple[str, ...] = ()
    """The user's own command as arguments, with the text on its input; no shell is involved."""
    max_osc52: int = 74_994
    """The longest base64 text, in bytes, that the terminal takes; the default is hterm's limit."""


@immutable()
class Request(Value):
    """A text on its way to the clipboard."""

    data: bytes
    """The text in UTF-8, byte for byte as it should arrive."""
    settings: Settings
    """The settings of the user."""
    write: Callable[[bytes], None]
    """Sends bytes to the terminal; raises `OSError` where there is none."""
    terminal: Terminal
    """The answer of the terminal."""
    environ: Mapping[str, str]
    """The environment variables that say where the program runs."""
    media_type: MediaType = "text/plain"
    """Only some clipboard programs carry any other than plain text."""
