"""Files that are written whole or not at all, and temporary folders, left behind by nobody.

Whoever writes holds a lock (`flock`) on the unfinished file or the temporary folder, which the
system releases however the program ends. What nobody holds was left behind, be it seconds ago,
and is removed by a later run; what somebody holds is never removed.
"""

import json
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from summit_tui.paths import make_private, open_descriptor

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]  # a module has no optional type

_NAME_BYTES: Final = 200
"""Bytes of the file's name that the unfinished file's name repeats; 255 in all are allowed."""
_UNFINISHED: Final = re.compile(r"\..*\.summit-tui-[0-9a-f]{16}\.tmp", re.DOTALL)
_FOLDER: Final = "summit-tui-diff-"
_FOLDERS: Final = re.compile(rf"{_FOLDER}[a-z0-9_]{{8}}")
"""The names that `tempfile` gives to folders with this prefix."""
_DAY: Final = 86_400
"""Seconds: where nothing can be locked, what was not changed for so long was left behind."""
# A link or a pipe under such a name is left alone, and line ends stay as they are. No system has
# all three flags.
_SAFE_FLAGS: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class RefusedError(Exception):
    """A file is left as it is, or is not made; its argument is a sentence that says why."""


@contextmanager
def replace_file(
    path: Path, mode: int | None = None, *, overwrite: bool = True
) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` when the block ends well.

    Until then it lies beside `path` as `.NAME.summit-tui-XXXX.tmp`, with the permissions it is to
    have: `mode`, or else those of the file that it replaces, or else what the umask leaves. A link
    at `path` is replaced and not followed; the folder may be a link. What killed programs left in
    the folder is removed first. The block may close the file; whatever it raises leaves `path` as
    it was. Raises `OSError` that names `path` where nothing can be written there, and
    `FileExistsError` where something is there and nothing is to be overwritten.
    """
    replacement = _replacement(path, mode, overwrite=overwrite)
    with replacement as (_, descriptor), os.fdopen(descriptor, "wb") as file:
        yield file


def read_state(path: Path) -> object:
    """Return what a file of the state folder holds as JSON, which anybody may have changed.

    What cannot be read is None: a start never fails for it.
    """
    try:
        # A pipe may be in its place.
        with os.fdopen(open_descriptor(path), encoding="utf-8") as file:
            value: object = json.load(file)
    except (OSError, ValueError, RecursionError):
        return None
    return value


def write_state(path: Path, value: object) -> bool:
    """Write a file of the state folder, readable by the user alone; return whether that worked."""
    try:
        make_private(path.parent)
        with replace_file(path, 0o600) as file:
            file.write(json.dumps(value, ensure_ascii=False).encode())
    except (OSError, UnicodeEncodeError):
        return False
    return True


@contextmanager
def replace_path(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Give the path of an empty file, as `replace_file` does, for who has to open it by its name.

    The block has to close what it opens.
    """
    with _replacement(path, mode) as (unfinished, descriptor):
        os.close(descriptor)
        yield unfinished


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder among the system's temporary ones for the user alone; remove it at the end.

    What earlier runs left there is removed first. Raises `OSError` where it cannot be made.
    """
    import tempfile  # writing a file has no use for it

    parent = Path(tempfile.gettempdir())
    remove_abandoned(path for path in parent.iterdir() if _FOLDERS.fullmatch(path.name))
    with ExitStack() as cleanup:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=parent))
            if sys.platform == "win32":
                break
            descriptor = os.open(folder, os.O_RDONLY)
            # Another run may have taken it for left behind before it was locked.
            if _lock(descriptor) is not False and folder.exists():
                cleanup.callback(os.close, descriptor)
                break
            os.close(descriptor)
        cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Wait until no other program holds a folder, and hold it for the block.

    Where a folder does not exist or cannot be locked, the block runs all the same.
    """
    with ExitStack() as held:
        if fcntl is not None:
            with suppress(OSError):
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                held.callback(os.close, descriptor)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def remove_unfinished(folder: Path) -> list[Path]:
    """Remove the unfinished files in a folder that no living program writes to; return them.

    What cannot be removed stays.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        return remove_abandoned(
            [
                Path(entry.path)
                for entry in entries
                if _UNFINISHED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
            ]
        )
    return []


def remove_abandoned(paths: Iterable[Path]) -> list[Path]:
    """Remove those of some files and folders of the user's that no program uses; return them."""
    removed = []
    for path in paths:
        with suppress(OSError), _hold(path) as is_abandoned:
            if is_abandoned:
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
                removed.append(path)
    return removed


@contextmanager
def _replacement(
    path: Path, mode: int | None, *, overwrite: bool = True
) -> Iterator[tuple[Path, int]]:
    """Give an unfinished file and its descriptor, which the block closes; then rename it."""
    remove_unfinished(path.parent)
    with _report_as(path):
        unfinished, descriptor = _create(path, _mode_of(path) if mode is None else mode)
    with ExitStack() as held:
        if sys.platform != "win32":
            # It keeps the lock until the file has its name; Windows renames no file that is open.
            held.callback(os.close, os.dup(descriptor))
        try:
            yield unfinished, descriptor
            with _report_as(path):
                if overwrite:
                    unfinished.replace(path)
                else:
                    _rename_to_free(unfinished, path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _rename_to_free(unfinished: Path, path: Path) -> None:
    """Rename a file; raises `FileExistsError` where something has the new name already.

    A second name is given and the first one taken away, as renaming alone would not notice. A
    program that is killed in between leaves a whole file.
    """
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # some file systems know no second names
        path.open("xb").close()
        unfinished.replace(path)
    else:
        unfinished.unlink()


@contextmanager
def _hold(path: Path) -> Iterator[bool]:
    """Hold a file or folder for the block; say whether it is the user's and nobody else holds it.

    While it is held, who has just made it fails to lock it, and makes another.
    """
    if sys.platform == "win32":
        yield _is_old(path)
        return
    descriptor = os.open(path, os.O_RDONLY | _SAFE_FLAGS)
    try:
        is_free = os.fstat(descriptor).st_uid == os.geteuid() and _lock(descriptor)
        yield _is_old(path) if is_free is None else is_free
    finally:
        os.close(descriptor)


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - _DAY


def _lock(descriptor: int) -> bool | None:
    """Lock an open file until it is closed; False if another program has it, None without locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _create(path: Path, mode: int | None) -> tuple[Path, int]:
    """Make an unfinished file, and return its path and its descriptor."""
    name = path.name.encode("utf-8", "ignore")[:_NAME_BYTES].decode("utf-8", "ignore")
    while True:
        unfinished = path.with_name(f".{name}.summit-tui-{os.urandom(8).hex()}.tmp")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE_FLAGS
        descriptor = os.open(unfinished, flags, 0o666 if mode is None else mode)
        if sys.platform == "win32":
            return unfinished, descriptor
        # Some file systems know no permissions, and some no locks.
        with suppress(OSError):
            if mode is not None:
                os.fchmod(descriptor, mode)
        # Another run may have taken it for left behind before it was locked.
        if _lock(descriptor) is not False and os.fstat(descriptor).st_nlink:
            return unfinished, descriptor
        os.close(descriptor)
        unfinished.unlink(missing_ok=True)


def _mode_of(path: Path) -> int | None:
    """Return the permissions of a file; None where there is none, or something else."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return status.st_mode & 0o777 if stat.S_ISREG(status.st_mode) else None


@contextmanager
def _report_as(path: Path) -> Iterator[None]:
    """Let an error name the file that was to be written, and not the unfinished one."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
