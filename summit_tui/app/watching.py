"""Follows the file system, with the help of the package watchfiles, an extra of this one."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

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


def places(paths: Sequence[Path]) -> Iterator[tuple[list[Path], bool]]:
    """Yield folders to watch, and whether with all that is below them."""
    folders = [path for path in paths if path.is_dir()]
    if folders:
        yield folders, True
    # Programs that save a file put another one in its place: only its folder stays.
    if around := sorted({path.absolute().parent for path in paths if path not in folders}):
        yield around, False


async def follow(
    folders: Sequence[Path], changed: Callable[[], Awaitable[None]], *, deep: bool
) -> None:
    """Await `changed` after every change in `folders`, one after the other, and now and then.

    What changes meanwhile is told as one change. Raises OSError where the system cannot watch.
    """
    from watchfiles import awatch

    async for _ in awatch(
        *folders,
        debounce=_DEBOUNCE,
        step=_STEP,
        rust_timeout=_EVERY,
        yield_on_timeout=True,
        recursive=deep,
    ):
        await changed()
