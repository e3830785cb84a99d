"""Lists what the program keeps on this machine, and throws it away."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from summit_tui.cli.launch import browse
from summit_tui.cli.options import cache_options, paths_argument, texts_option
from summit_tui.exits import Exit, print_notice, stop
from summit_tui.model.text import escape_controls
from summit_tui.paths import cache_folder, config_file, state_folder
from summit_tui.storage import STORAGE, StorageKind, Stored

_ALL: Final = "all"
_LISTED: Final = "{kind:<9}  {size:>8}  {day}  {path}"
_ABOUT: Final = "{line}  ({about})"
_SUM: Final = "{files} kept, {size}: {cache} has the indexes, {state} the rest"
_CLEARED: Final = "{kind}: {files} removed from {folder}"
_STAYS: Final = "{kind}: kept, as that is your own work; --clear {kind} removes it"


@click.command("cache")
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
def cache_command(cache: Path | None, *, names: Sequence[str]) -> None:
    """List all that is kept: its kind, size, day of the last use, place, and what it is about."""
    folders = {"cache": cache or cache_folder(), "state": state_folder()}
    if names:
        for kind in STORAGE:
            if kind.name in names or _ALL in names:
                _clear(kind, folders[kind.home], is_named=kind.name in names)
        return
    found = [(kind, one) for kind in STORAGE for one in kind.stored(folders[kind.home])]
    for kind, one in found:
        click.echo(escape_controls(_line(kind, one)))
    # What was seen at the last visit mostly is a second name for the index.
    sizes = {_identity(one.path): one.size for _, one in found}
    total = {"files": _counted(len(found)), "size": _size(sum(sizes.values()))}
    print_notice(_SUM.format(**total, **folders))
    sys.exit(Exit.FOUND if found else Exit.NOTHING)


def _clear(kind: StorageKind, folder: Path, *, is_named: bool) -> None:
    if kind.is_own_work and not is_named:
        print_notice(_STAYS.format(kind=kind.name))
        return
    try:
        gone = kind.clear(folder)
    except OSError as error:
        stop(f"cannot clear {folder}: {error.strerror}", Exit.UNUSABLE)
    print_notice(_CLEARED.format(kind=kind.name, files=_counted(len(gone)), folder=folder))


def _line(kind: StorageKind, one: Stored) -> str:
    """Return one line about a file."""
    day = datetime.fromtimestamp(one.last_use, UTC).astimezone().date().isoformat()
    line = _LISTED.format(kind=kind.name, size=_size(one.size), day=day, path=one.path)
    return _ABOUT.format(line=line, about=one.description) if one.description else line


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


@click.command("open", hidden=True)
@paths_argument
@texts_option
@click.option("--watch", is_flag=True, help="Read files again when they change.")
@click.option("--print-on-exit", is_flag=True, help="Print the last copy at the end.")
@cache_options
def open_command(
    paths: tuple[Path, ...],
    *,
    texts: Path | None,
    watch: bool,
    print_on_exit: bool,
    cache: Path | None,
) -> None:
    """Open the browser."""
    if watch:
        from summit_tui.app.loader import MISSING, can_watch

        if not can_watch():
            stop(MISSING, Exit.UNUSABLE)
    browse(paths, cache=cache, texts=texts, watch=watch, print_on_exit=print_on_exit)


@click.command("keys")
def keys_command() -> None:
    """Print every key, the id by which the config names it, and what it does."""
    from summit_tui.app.keys import table  # the one command without a screen that needs Textual
    from summit_tui.config import read_config

    config, _ = read_config(config_file(), (id for _, _, id, _ in table()))
    for group, names, id, sentence in table(config.keys):
        click.echo(f"{group:<9} {names:<14} {id:<16} {sentence}")
