"""Paths on this machine: of the bundled coverage, the config, the cache and the state.

Here, too, is the one way to open a file that may have been replaced by something else.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from summit_tui.i18n import gettext

_APP: Final = "summit-tui"

LEDGER: Final = ".summit-tui/imports.jsonl"
"""Where a coverage folder keeps what was imported into it."""
JOURNAL: Final = ".summit-tui/import.journal"
"""Where it stands what an import is about to write into a coverage folder, until all is written."""
PROPOSALS: Final = ".summit-tui/proposals"
"""Where passages lie that imports brought and that may be statements, a file for each import."""
EDITIONS: Final = ".summit-tui/editions"
"""Where it is kept what newer editions of an import replaced, a file for each."""
SCHEMA: Final = ".summit-tui/coverage.schema.json"
"""Where a coverage folder keeps the JSON Schema that its files name for editors."""
BUNDLED: Final = ("wic-ap", "us-summit-remarks")
"""The names of the coverages that come with the program; the first is opened by default."""


def bundled_coverage(name: str = BUNDLED[0]) -> Path:
    """Return the folder of a coverage that comes with the program."""
    package = Path(__file__).parent
    installed = package / "data"
    return (installed if installed.is_dir() else package.parent / "data") / name


def or_bundled(path: Path) -> Path:
    """Return `path`, or the bundled coverage of that name where there is nothing at `path`."""
    name = str(path)
    return bundled_coverage(name) if name in BUNDLED and not exists(path) else path


def config_file() -> Path:
    """Return the user's config file, whether or not it exists."""
    from platformdirs import user_config_path  # who only reads files does without it

    return user_config_path(_APP, appauthor=False) / "config.toml"


def cache_folder() -> Path:
    """Return the folder for index files, whether or not it exists."""
    from platformdirs import user_cache_path

    return user_cache_path(_APP, appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else can look into, unless it exists; parents are as usual.

    Raises `OSError` where it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def state_folder() -> Path:
    """Return the folder for the state of the program, whether or not it exists."""
    from platformdirs import user_state_path

    return user_state_path(_APP, appauthor=False)


# A link may be refused, a pipe does not block, and line ends stay as they are. No system has all
# three flags.
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)
_SAFE_FLAGS: Final[int] = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_descriptor(path: Path | str, flags: int = os.O_RDONLY, *, follow_link: bool = True) -> int:
    """Return a descriptor of a regular file, without waiting for the other end of a pipe.

    A file that `flags` create is the user's alone. Raises `OSError`, also for what is no regular
    file, and for a link unless it is followed.
    """
    flags |= _SAFE_FLAGS if follow_link else _SAFE_FLAGS | _NO_LINK
    descriptor = os.open(path, flags, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, gettext("it is no regular file"))
    return descriptor


def typed_path(name: str) -> Path:
    """Return the path that a reader typed, whose `~` is a home folder.

    Raises `OSError` for the home of nobody, and for what cannot be a path.
    """
    if "\0" in name:
        raise OSError(errno.EINVAL, _no_path(), name)
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise OSError(errno.ENOENT, gettext("that user has no home folder"), name) from error


def reason_of(error: OSError | ValueError) -> str:
    """Return why nothing can be done at a path, in the words of the system where it has some.

    A `ValueError` is a NUL character in the path, for which each version of Python has other words.
    """
    return _no_path() if isinstance(error, ValueError) else error.strerror or str(error)


def _no_path() -> str:
    return gettext("no path can have these characters")


def exists(path: Path | str) -> bool:
    """Say whether something exists; nothing does where the name is too long or not allowed.

    `Path.exists` raises an error for a name that is too long, as a query or a revision may be.
    """
    return os.path.exists(path)  # noqa: PTH110


def is_missing(path: Path) -> bool:
    """Say whether there is nothing at a path, rather than what cannot be looked at."""
    try:
        if not path.is_absolute():
            Path.cwd()  # a folder that was removed can still be asked about as `.`
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        pass
    return False


def is_folder(path: Path | str) -> bool:
    """Say whether a folder exists, as `exists` does."""
    return os.path.isdir(path)  # noqa: PTH112
