"""Where things lie on this machine: the bundled coverage, the config, the cache and the state."""

import os
from pathlib import Path
from typing import Final

import platformdirs

_APP: Final = "summit-tui"

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
    return platformdirs.user_config_path(_APP, appauthor=False) / "config.toml"


def cache_folder() -> Path:
    """Return the folder for index files, whether or not it exists."""
    return platformdirs.user_cache_path(_APP, appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder that nobody else can look into, unless it is there; parents are as usual.

    Raises `OSError` where it cannot be made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def state_folder() -> Path:
    """Return the folder for what the program remembers, whether or not it exists."""
    return platformdirs.user_state_path(_APP, appauthor=False)


def exists(path: Path | str) -> bool:
    """Say whether something is there; nothing is where the name is too long or not allowed.

    `Path.exists` raises an error for a name that is too long, as a query or a revision may be.
    """
    return os.path.exists(path)  # noqa: PTH110


def is_folder(path: Path | str) -> bool:
    """Say whether a folder is there, as `exists` does."""
    return os.path.isdir(path)  # noqa: PTH112
