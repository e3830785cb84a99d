"""The file that holds the last copy, which only the user can read."""

import os
import stat
from pathlib import Path

from summit_tui.writing import replace_file


def saved(folder: Path) -> Path:
    """Return where the last copy lies below the app's own `folder`; nothing may be there yet."""
    return folder / "last-copy"


def save(folder: Path, data: bytes) -> Path:
    """Write the last copy and return its path; the old one stays whole until the new one is.

    The folder is made for the user alone (0700), the file likewise (0600). Raises OSError where
    that fails, as where the folder is a link or belongs to someone else.
    """
    _make_private(folder)
    with replace_file(saved(folder), 0o600) as file:
        file.write(data)
    return saved(folder)


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
