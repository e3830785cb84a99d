"""What became of a copy, and the sentence that says so."""

import os
import stat
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.clipboard.routes import BUFFER_ONLY
from summit_tui.model.text import one_line
from summit_tui.writing import replace_file

FILE: Final = "file"
"""The name of the route that leaves the text in the file and nowhere else."""


class Outcome(NamedTuple):
    """What became of one copy; it claims no more than is known."""

    arrived: bool | None
    """Did the text reach what the user asked for?

    True where it was read back or the program that took it returned 0, None where it was sent to
    the terminal, which does not answer, False where no route took it.
    """
    route: str
    """The route that took it, such as `tmux`, `OSC 52`, `xclip` or `file`; two as `tmux, xclip`."""
    path: Path | None
    """The file the text lies in whatever the route; None where it could not be written."""
    failed: tuple[str, ...] = ()
    """What went wrong on the way, in words: everything where no route took the text, otherwise
    only what the user configured."""

    def sentence(self, what: str, characters: int) -> str:
        """Return one sentence for the status line.

        `what` names the form that was copied, such as `text`; `characters` is its length.
        """
        amount = f"{characters:,} character{'' if characters == 1 else 's'} as {what}"
        place = str(self.path)
        why = ", ".join(self.failed)
        but = f"; {why}" if why else ""
        match self.arrived:
            case None:
                said = f"Sent {amount} to the terminal ({self.route}){but}"
            case True if self.route == FILE:
                said = f"Saved {amount} to {place}{but}"
            case True if self.route == BUFFER_ONLY:
                said = f"Copied {amount} to the {self.route}{but}"
            case True:
                said = f"Copied {amount} ({self.route}){but}"
            case False if self.path is None:
                said = f"Could not copy or save {amount}: {why}"
            case False:
                said = f"Could not copy: {why}; saved {amount} to {place}"
        return one_line(said)


def last_copy_path(folder: Path) -> Path:
    """Return where the last copy lies below the app's own `folder`; nothing may be there yet."""
    return folder / "last-copy"


def save_last_copy(folder: Path, data: bytes) -> Path:
    """Write the last copy and return its path; the old one stays whole until the new one is.

    The folder is made for the user alone (0700), the file likewise (0600). Raises OSError where
    that fails, as where the folder is a link or belongs to someone else.
    """
    _make_private(folder)
    with replace_file(last_copy_path(folder), 0o600) as file:
        file.write(data)
    return last_copy_path(folder)


def _make_private(folder: Path) -> None:
    """Make the folder, or see to it that nobody else can look into the one that is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(folder)
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise PermissionError(folder)
    if status.st_mode & 0o077:
        folder.chmod(0o700)
