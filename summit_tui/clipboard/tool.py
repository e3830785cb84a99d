"""The route through a clipboard program of this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from summit_tui.clipboard.request import Request, RouteError
from summit_tui.clipboard.running import NoAnswerError, find, run

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


def take(request: Request) -> str:
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
