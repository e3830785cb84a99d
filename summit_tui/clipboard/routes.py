"""The routes to a clipboard: a program of this machine, tmux, a command of the user's, OSC 52."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.clipboard import osc52
from summit_tui.clipboard.process import NoAnswerError, find, run
from summit_tui.clipboard.types import Request, RouteError, Settings
from summit_tui.i18n import INTERFACE, gettext

_LIMIT: Final = 1.0
"""Seconds for one clipboard program, which normally takes a few milliseconds."""


@dataclass(frozen=True, slots=True)
class _Tool:
    """A clipboard program."""

    argv: tuple[str, ...]
    """Its name and arguments."""
    required_variable: str = ""
    """The environment variable without which it has no clipboard to write to."""
    encoding: str = "utf-8"
    """The encoding of the text on its input."""
    locale: str = ""
    """The locale it must run in to read that encoding, empty for any."""
    html_argv: tuple[str, ...] = ()
    """Its name and arguments for HTML; empty where it carries plain text alone."""


_TOOLS: Final = (
    # Outside a UTF-8 locale pbcopy reads its input as Mac Roman.
    _Tool(("pbcopy",), locale="en_US.UTF-8"),
    # Without a byte order mark: clip.exe would keep it as the first character of the clipboard.
    _Tool(("clip.exe",), encoding="utf-16-le"),
    # Named type: wl-copy would guess one, and a text that looks like HTML would no longer be text.
    _Tool(
        ("wl-copy", "--type", "text/plain"),
        required_variable="WAYLAND_DISPLAY",
        html_argv=("wl-copy", "--type", "text/html"),
    ),
    _Tool(
        ("xclip", "-selection", "clipboard", "-in"),
        required_variable="DISPLAY",
        html_argv=("xclip", "-selection", "clipboard", "-t", "text/html", "-in"),
    ),
    _Tool(("xsel", "--clipboard", "--input"), required_variable="DISPLAY"),
)


def copy_with_tool(request: Request) -> str:
    """Copy the text with the first tool that succeeds and return the tool's name."""
    reasons = []
    for tool in _TOOLS:
        path = _path_of(tool, request)
        if path is None:
            continue
        try:
            _run_tool(tool, path, request)
        except NoAnswerError:
            raise  # the display hangs, and the next tool would wait for it as long
        except RouteError as error:
            reasons.append(str(error))
            continue
        return tool.argv[0]
    raise RouteError(INTERFACE.items(reasons) or gettext("no clipboard tool is there"))


def is_served(environ: Mapping[str, str]) -> bool:
    """Return whether the program runs in a web page: its clipboard is that of another machine."""
    return "web_driver" in environ.get("TEXTUAL_DRIVER", "")


def carries_html(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Return whether a program of this machine takes HTML to the user's clipboard."""
    if settings.mode not in ("auto", "tool") or is_served(environ):
        return False
    return any(
        tool.html_argv and _reaches_user(tool, settings, environ) and find(tool.argv[0], environ)
        for tool in _TOOLS
    )


def _path_of(tool: _Tool, request: Request) -> str | None:
    """Return the path of a tool that takes the text to the user; None for any other."""
    if request.media_type == "text/html" and not tool.html_argv:
        return None
    if not _reaches_user(tool, request.settings, request.environ):
        return None
    return find(tool.argv[0], request.environ)


def _reaches_user(tool: _Tool, settings: Settings, environ: Mapping[str, str]) -> bool:
    """Return whether the tool has a clipboard to write to, and that is the user's."""
    if tool.required_variable and not environ.get(tool.required_variable):
        return False
    if settings.mode == "tool" or not environ.get("SSH_CONNECTION"):
        return True
    return tool.required_variable == "DISPLAY" and _is_forwarded(environ)


def _is_forwarded(environ: Mapping[str, str]) -> bool:
    """Return whether the X display is that of another machine, as `ssh -X` sets it."""
    return not environ["DISPLAY"].startswith((":", "unix:", "/"))


def _run_tool(tool: _Tool, path: str, request: Request) -> None:
    """Run a tool with the text in its encoding."""
    environ = dict(request.environ)
    if tool.locale:
        environ["LC_ALL"] = tool.locale
    data = request.data
    if tool.encoding != "utf-8":
        data = data.decode().encode(tool.encoding)
    argv = tool.html_argv if request.media_type == "text/html" else tool.argv
    run([path, *argv[1:]], data, limit=_LIMIT, environ=environ)


BUFFER_ONLY: Final = "tmux buffer"
"""The name of the route where tmux keeps the text but cannot pass it on."""
_TMUX_LIMIT: Final = 2.0
"""Seconds for a call of tmux."""


def copy_to_tmux(request: Request) -> str:
    """Load the text into tmux, read it back, and return the route's name."""
    environ = request.environ
    tmux = find("tmux", environ)
    if not environ.get("TMUX") or tmux is None:
        raise RouteError(gettext("tmux is not there"))
    name = "tmux"
    try:
        run([tmux, "load-buffer", "-w", "-"], request.data, limit=_TMUX_LIMIT, environ=environ)
    except NoAnswerError:
        raise
    except RouteError:  # tmux before 3.2 does not know -w
        run([tmux, "load-buffer", "-"], request.data, limit=_TMUX_LIMIT, environ=environ)
        name = BUFFER_ONLY
    kept = run([tmux, "save-buffer", "-"], b"", limit=_TMUX_LIMIT, environ=environ, read=True)
    if kept != request.data:
        raise RouteError(gettext("tmux kept another text"))
    return name


_COMMAND_LIMIT: Final = 5.0
"""Seconds; longer than for a local tool, since the command may reach another machine."""


def copy_with_command(request: Request) -> str:
    """Run the user's command with the text and return the command's name."""
    argv = request.settings.command
    if not argv:
        raise RouteError(gettext("no command is configured"))
    run(argv, request.data, limit=_COMMAND_LIMIT, environ=request.environ)
    return Path(argv[0]).name


ROUTES: Final[Mapping[str, Callable[[Request], str]]] = {
    "command": copy_with_command,
    "tmux": copy_to_tmux,
    "tool": copy_with_tool,
    "osc52": osc52.take,
}
"""Each takes a request to copy and returns its name, or raises `RouteError`."""
