"""Lists what the program keeps on this machine, and throws it away."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from summit_tui.controls import visible
from summit_tui.exits import Exit, narrate, stop
from summit_tui.places import cache_folder, state_folder
from summit_tui.storage import STORAGE, StorageKind, Stored

_ALL: Final = "all"
_LISTED: Final = "{kind:<9}  {size:>8}  {day}  {path}"
_ABOUT: Final = "{line}  ({about})"
_SUM: Final = "{files} kept, {size}: {cache} has the indexes, {state} the rest"
_CLEARED: Final = "{kind}: {files} removed from {folder}"
_STAYS: Final = "{kind}: kept, as that is your own work; --clear {kind} removes it"


@click.command()
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Look for indexes in DIR.",
)
@click.option(
    "--clear",
    "names",
    is_flag=False,
    flag_value="index",
    multiple=True,
    type=click.Choice([*(kind.name for kind in STORAGE), _ALL]),
    help="Remove all of a kind, by default the indexes; repeatable. `all` leaves your own work.",
)
def command(cache: Path | None, *, names: Sequence[str]) -> None:
    """List all that is kept: its kind, size, day of the last use, place, and what it is about."""
    folders = {"cache": cache or cache_folder(), "state": state_folder()}
    if names:
        for kind in STORAGE:
            if kind.name in names or _ALL in names:
                _clear(kind, folders[kind.home], is_named=kind.name in names)
        return
    found = [(kind, one) for kind in STORAGE for one in kind.stored(folders[kind.home])]
    for kind, one in found:
        click.echo(visible(_line(kind, one)))
    # What was seen at the last visit mostly is a second name for the index.
    sizes = {_identity(one.path): one.size for _, one in found}
    total = {"files": _counted(len(found)), "size": _size(sum(sizes.values()))}
    narrate(_SUM.format(**total, **folders))
    sys.exit(Exit.FOUND if found else Exit.NOTHING)


def _clear(kind: StorageKind, folder: Path, *, is_named: bool) -> None:
    if kind.is_own_work and not is_named:
        narrate(_STAYS.format(kind=kind.name))
        return
    try:
        gone = kind.clear(folder)
    except OSError as error:
        stop(f"cannot clear {folder}: {error.strerror}", Exit.UNUSABLE)
    narrate(_CLEARED.format(kind=kind.name, files=_counted(len(gone)), folder=folder))


def _line(kind: StorageKind, one: Stored) -> str:
    """Return one line about a file."""
    day = datetime.fromtimestamp(one.used, UTC).astimezone().date().isoformat()
    line = _LISTED.format(kind=kind.name, size=_size(one.size), day=day, path=one.path)
    return _ABOUT.format(line=line, about=one.about) if one.about else line


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _counted(number: int) -> str:
    return f"{number:,} file{'' if number == 1 else 's'}"


def _size(size: float) -> str:
    """Return a number of bytes in at most four digits."""
    for unit in ("B", "kB", "MB"):
        if size < 1_000:
            return f"{size:.0f} {unit}"
        size /= 1_000
    return f"{size:,.1f} GB"
