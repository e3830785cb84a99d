"""Follows the file system, with the help of the package watchfiles, an extra of this one."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from summit_tui.archive.opening import Coverage

MISSING: Final = "--watch needs the package watchfiles: pip install 'summit-tui[watch]'"

_DEBOUNCE: Final = 2_000
"""Milliseconds: for so long, changes in quick succession are taken for one."""
_STEP: Final = 100
"""Milliseconds without another change after which it is told."""
_EVERY: Final = 5_000
"""Milliseconds without any news after which one looks all the same: some systems tell nothing."""


def can_watch() -> bool:
    """Say whether the package is there."""
    return find_spec("watchfiles") is not None


def places(coverage: Coverage) -> list[Path]:
    """Return the folders to watch: those of the files up to the one that was opened.

    Each is watched alone: with all that is below, the package would follow every link, also one to
    the whole disk. Of a file that was opened only the folder stays, for programs that save a file
    put another one in its place.
    """
    opened = (path.absolute() for path in coverage.paths)
    folders = {path if path.is_dir() else path.parent for path in opened}
    for file in coverage.files:
        for above in file.path.absolute().parents:
            if above in folders:
                break
            folders.add(above)
    return sorted(folder for folder in folders if folder.is_dir())


async def follow(coverage: Callable[[], Coverage], changed: Callable[[], Awaitable[None]]) -> None:
    """Await `changed` after every change in the folders of a coverage, and now and then.

    What changes meanwhile is told as one change; after each the coverage is asked for anew, which
    may have other folders by then. Raises OSError where the system cannot watch.
    """
    from watchfiles import awatch

    while True:
        known = coverage()
        watched = places(known)
        watching = awatch(
            *watched,
            debounce=_DEBOUNCE,
            step=_STEP,
            rust_timeout=_EVERY,
            yield_on_timeout=True,
            recursive=False,
        )
        async with aclosing(watching):
            async for _ in watching:
                await changed()
                now = coverage()
                if now is not known and places(now) != watched:
                    break
                known = now
