"""Temporary files and folders, which a later run removes where this one is killed.

Whoever uses one holds a lock on it (`flock`), which the system takes back however a program ends:
so what nobody holds was left behind, be it seconds ago, and what somebody holds is never removed.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

_FOLDER: Final = "summit-tui-diff-"
_FOLDERS: Final = re.compile(rf"{_FOLDER}[a-z0-9_]{{8}}")
"""The names that `tempfile` gives to folders of this beginning."""
_DAY: Final = 86_400
"""Seconds: where no file can be locked, what was left alone for so long was left behind."""
_CAREFULLY: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK"))
"""No link is followed, and a pipe does not hold the program up."""


@contextmanager
def scratch_file(folder: Path, prefix: str, suffix: str) -> Iterator[Path]:
    """Make an empty file in `folder` for the user alone; it is removed unless it is renamed.

    Raises `OSError` where it cannot be made.
    """
    while True:
        file, name = tempfile.mkstemp(suffix, prefix, folder)
        # Another run may have taken it for left behind before it was locked.
        if _lock(file) and os.fstat(file).st_nlink:
            break
        os.close(file)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
        os.close(file)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder among the system's temporary ones for the user alone; remove it at the end.

    What earlier runs left there is removed first. Raises `OSError` where it cannot be made.
    """
    among = Path(tempfile.gettempdir())
    remove_abandoned(path for path in among.iterdir() if _FOLDERS.fullmatch(path.name))
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=among))
        if sys.platform == "win32":
            file = None
            break
        file = os.open(folder, os.O_RDONLY)
        if _lock(file) and folder.exists():
            break
        os.close(file)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if file is not None:
            os.close(file)


def remove_abandoned(paths: Iterable[Path]) -> list[Path]:
    """Remove those of some files and folders of the user's that no program uses; return them."""
    removed = []
    for path in paths:
        with suppress(OSError), _held(path) as is_abandoned:
            if is_abandoned:
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                removed.append(path)
    return removed


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Hold a file or folder of the user's that nobody else holds; say whether that is so."""
    if sys.platform == "win32":
        yield path.stat().st_mtime < time.time() - _DAY
        return
    file = os.open(path, os.O_RDONLY | _CAREFULLY)
    try:
        yield os.fstat(file).st_uid == os.geteuid() and _lock(file)
    finally:
        os.close(file)


def _lock(file: int) -> bool:
    """Hold an open file until it is closed; return whether nobody else does."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks: the file is used all the same.
            return True
    return True
