"""The route through tmux, which hands the text on to the terminal around it."""

from typing import Final

from summit_tui.clipboard.request import Request, RouteError
from summit_tui.clipboard.running import NoAnswerError, find, run

BUFFER_ONLY: Final = "tmux buffer"
"""The name of the route where tmux keeps the text but cannot hand it on."""
_LIMIT: Final = 2.0
"""Seconds for one call of tmux."""


def take(request: Request) -> str:
    """Load the text into tmux, read it back, and return the route's name."""
    environ = request.environ
    tmux = find("tmux", environ)
    if not environ.get("TMUX") or tmux is None:
        raise RouteError("tmux is not there")
    name = "tmux"
    try:
        run([tmux, "load-buffer", "-w", "-"], request.data, limit=_LIMIT, environ=environ)
    except NoAnswerError:
        raise
    except RouteError:  # tmux before 3.2 does not know -w
        run([tmux, "load-buffer", "-"], request.data, limit=_LIMIT, environ=environ)
        name = BUFFER_ONLY
    kept = run([tmux, "save-buffer", "-"], b"", limit=_LIMIT, environ=environ, read=True)
    if kept != request.data:
        raise RouteError("tmux kept another text")
    return name
