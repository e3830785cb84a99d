"""Where things lie on this machine: the bundled coverage, the config, the cache and the state."""

from pathlib import Path
from typing import Final

import platformdirs

_APP: Final = "summit-tui"


def bundled_coverage() -> Path:
    """Return the folder of the coverage that comes with the program."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


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
