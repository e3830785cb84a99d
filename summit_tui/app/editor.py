"""The user's editor: how it is called to open a file at a line."""

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from textual.app import App

_PLUS: Final = "+{line} {file}"
_FORMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("code", "codium", "code-insiders", "cursor"), "--wait --goto {file}:{line}"),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), "{file}:{line}"),
    **dict.fromkeys(("mate", "kate"), "--line {line} {file}"),
}
"""What follows the name of an editor that does not take `+LINE FILE`, as vi, emacs, nano, joe,
kakoune and micro do."""


def editor_command(environ: Mapping[str, str], path: Path, line: int) -> list[str] | None:
    """Return the words that open a file at a line in `VISUAL` or `EDITOR`.

    None where neither is set. Raises `ValueError` where their quotation marks do not match.
    """
    chosen = environ.get("VISUAL") or environ.get("EDITOR") or ""
    words = shlex.split(chosen)
    if not words:
        return None
    form = _FORMS.get(Path(words[0]).name, _PLUS)
    return [*words, *(word.format(file=path, line=line) for word in form.split())]


def run_editor(app: App[None], command: Sequence[str]) -> int:
    """Give the terminal to an editor until it ends, and return its exit code.

    Raises `OSError` where it cannot be run, and Textual's `SuspendNotSupported` where there is no
    terminal to give.
    """
    with app.suspend():
        # Textual takes the terminal back only where nothing is raised in here.
        try:
            return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own
        except OSError as error:
            failure = error
    raise failure
