"""Writes a file whole or not at all, and never through a link in its place."""

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final

if sys.platform != "win32":
    import fcntl

_LONGEST: Final = 200
"""Bytes of the file's own name that the unfinished file's name repeats; 255 in all are allowed."""
_UNFINISHED: Final = re.compile(r"\..*\.summit-tui-[0-9a-f]{16}\.tmp", re.DOTALL)
# A link or a pipe under such a name is left alone, and line ends stay as they are. No system has
# all three flags.
_CAREFULLY: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


@contextmanager
def replace_file(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` when the block ends well.

    Until then it lies beside `path` as `.NAME.summit-tui-XXXX.tmp`, with the permissions it is to
    have: `mode`, or else those of the file that it replaces, or else what the umask leaves. A link
    at `path` is replaced and not followed; the folder may be a link. What killed programs left in
    the folder is removed first. The block may close the file; whatever it raises leaves `path` as
    it was. Raises `OSError` that names `path` where nothing can be written there.
    """
    remove_unfinished(path.parent)
    with _naming(path):
        fresh, descriptor = _created(path, _mode_of(path) if mode is None else mode)
    with ExitStack() as held:
        if sys.platform != "win32":
            # It keeps the lock until the file has its name; Windows renames no file that is open.
            held.callback(os.close, os.dup(descriptor))
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
            with _naming(path):
                fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise


def remove_unfinished(folder: Path) -> None:
    """Remove the unfinished files in a folder that no living program writes to any more.

    What cannot be removed stays, and so does everything where the file system knows no locks.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for path in [entry.path for entry in entries if _UNFINISHED.fullmatch(entry.name)]:
            with suppress(OSError):
                _remove_unless_in_use(path)


def _remove_unless_in_use(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | _CAREFULLY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # While the lock is held, whoever has just made the file waits for it, and looks again.
            Path(path).unlink()
    finally:
        os.close(descriptor)
    if sys.platform == "win32":
        # There no file goes that is open.
        Path(path).unlink()


def _created(path: Path, mode: int | None) -> tuple[Path, int]:
    """Make an unfinished file, and return where it lies and its descriptor."""
    name = path.name.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")
    while True:
        fresh = path.with_name(f".{name}.summit-tui-{token_hex(8)}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFULLY
        descriptor = os.open(fresh, flags, 0o666 if mode is None else mode)
        if sys.platform == "win32":
            return fresh, descriptor
        # Some file systems know no permissions, and some no locks.
        with suppress(OSError):
            if mode is not None:
                os.fchmod(descriptor, mode)
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Another program may have removed it before it was locked.
        if os.fstat(descriptor).st_nlink:
            return fresh, descriptor
        os.close(descriptor)


def _mode_of(path: Path) -> int | None:
    """Return the permissions of a file; None where there is none, or something else."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return status.st_mode & 0o777 if stat.S_ISREG(status.st_mode) else None


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name the file that was to be written, and not the unfinished one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
