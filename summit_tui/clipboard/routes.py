"""The routes to a clipboard: a program of this machine, tmux, a command of the user's, OSC 52."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summit_tui.clipboard import osc52
from summit_tui.clipboard.process import NoAnswerError, find, run
from summit_tui.clipboard.types import Request, RouteError

_LIMIT: Final = 1.0
"""Seconds; a tool that works takes a few milliseconds."""


@dataclass(frozen=True, slots=True)
class _Tool:
    """One clipboard program."""

    argv: tuple[str, ...]
    """Its name and arguments."""
    needs: str = ""
    """The environment variable without which it has nowhere to write."""
    encoding: str = "utf-8"
    """How it expects the text on its input."""
    locale: str = ""
    """The locale it must run in to read that encoding, empty for any."""


_TOOLS: Final = (
    # Outside a UTF-8 locale pbcopy reads its input as Mac Roman.
    _Tool(("pbcopy",), locale="en_US.UTF-8"),
    # Without a byte order mark: clip.exe would keep it as the first character of the clipboard.
    _Tool(("clip.exe",), encoding="utf-16-le"),
    # Named type: wl-copy would guess one, and a text that looks like HTML would no longer be text.
    _Tool(("wl-copy", "--type", "text/plain"), needs="WAYLAND_DISPLAY"),
    _Tool(("xclip", "-selection", "clipboard", "-in"), needs="DISPLAY"),
    _Tool(("xsel", "--clipboard", "--input"), needs="DISPLAY"),
)


def copy_with_tool(request: Request) -> str:
    """Give the text to the first tool that takes it and return the tool's name."""
    reasons = []
    for tool in _TOOLS:
        path = find(tool.argv[0], request.environ) if _reaches_user(tool, request) else None
        if path is None:
            continue
        try:
            _give(tool, path, request)
        except NoAnswerError:
            raise  # the display hangs, and the next tool would wait on it as long
        except RouteError as failed:
            reasons.append(str(failed))
            continue
        return tool.argv[0]
    raise RouteError(", ".join(reasons) or "no clipboard tool is there")


def _reaches_user(tool: _Tool, request: Request) -> bool:
    """Tell whether the tool has a clipboard to write to, and whether that is the user's."""
    environ = request.environ
    if tool.needs and not environ.get(tool.needs):
        return False
    if request.settings.mode == "tool" or not environ.get("SSH_CONNECTION"):
        return True
    return tool.needs == "DISPLAY" and _forwarded(environ)


def _forwarded(environ: Mapping[str, str]) -> bool:
    """Tell whether the X display lies on another machine, as `ssh -X` sets it."""
    return not environ["DISPLAY"].startswith((":", "unix:", "/"))


def _give(tool: _Tool, path: str, request: Request) -> None:
    """Run one tool with the text in the encoding it reads."""
    environ = dict(request.environ)
    if tool.locale:
        environ["LC_ALL"] = tool.locale
    data = request.data
    if tool.encoding != "utf-8":
        data = data.decode().encode(tool.encoding)
    run([path, *tool.argv[1:]], data, limit=_LIMIT, environ=environ)


BUFFER_ONLY: Final = "tmux buffer"
"""The name of the route where tmux keeps the text but cannot hand it on."""
_TMUX_LIMIT: Final = 2.0
"""Seconds for one call of tmux."""


def copy_to_tmux(request: Request) -> str:
    """Load the text into tmux, read it back, and return the route's name."""
    environ = request.environ
    tmux = find("tmux", environ)
    if not environ.get("TMUX") or tmux is None:
        raise RouteError("tmux is not there")
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
        raise RouteError("tmux kept another text")
    return name


_COMMAND_LIMIT: Final = 5.0
"""Seconds; longer than for a local tool, since the command may reach another machine."""


def copy_with_command(request: Request) -> str:
    """Give the text to the user's command and return the command's name."""
    argv = request.settings.command
    if not argv:
        raise RouteError("no command is configured")
    run(argv, request.data, limit=_COMMAND_LIMIT, environ=request.environ)
    return Path(argv[0]).name


ROUTES: Final[Mapping[str, Callable[[Request], str]]] = {
    "command": copy_with_command,
    "tmux": copy_to_tmux,
    "tool": copy_with_tool,
    "osc52": osc52.take,
}
"""Each takes a request to copy and returns what it is called, or raises `RouteError`."""
