"""The route through the user's own command."""

from pathlib import Path
from typing import Final

from summit_tui.clipboard.request import Request, RouteError
from summit_tui.clipboard.running import run

_LIMIT: Final = 5.0
"""Seconds; longer than for a local tool, since the command may reach another machine."""


def take(request: Request) -> str:
    """Give the text to the user's command and return the command's name."""
    argv = request.settings.command
    if not argv:
        raise RouteError("no command is configured")
    run(argv, request.data, limit=_LIMIT, environ=request.environ)
    return Path(argv[0]).name
