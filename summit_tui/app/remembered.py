"""What the program remembers from one start to the next."""

import json
from pathlib import Path
from typing import Final

from summit_tui.places import make_private
from summit_tui.writing import replace_file

_FILE: Final = "state.json"


def remembered_theme(folder: Path) -> str | None:
    """Return the theme last chosen, or None."""
    try:
        state = json.loads((folder / _FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    theme = state.get("theme") if isinstance(state, dict) else None
    return theme if isinstance(theme, str) else None


def remember_theme(folder: Path, theme: str) -> None:
    """Keep the theme for the next start; where nothing can be written, it is not kept."""
    try:
        make_private(folder)
        with replace_file(folder / _FILE, 0o600) as file:
            file.write(json.dumps({"theme": theme}).encode())
    except OSError:
        return
