"""The file that holds the last copy, which only the user can read."""

import os
import stat
import tempfile
from pathlib import Path


def saved(folder: Path) -> Path:
    """Return where the last copy lies below the app's own `folder`; nothing may be there yet."""
    return folder / "last-copy"


def save(folder: Path, data: bytes) -> Path:
    """Write the last copy and return its path; the old one stays whole until the new one is.

    The folder is made for the user alone (0700), the file likewise (0600). Raises OSError where
    that fails, as where the folder is a link or belongs to someone else.
    """
    _make_private(folder)
    # Made anew under a name nobody can guess, then moved: a link at either name is never followed.
    descriptor, name = tempfile.mkstemp(prefix=".last-copy-", dir=folder)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        return fresh.replace(saved(folder))
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


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
