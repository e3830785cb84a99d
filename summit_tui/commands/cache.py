"""Lists the indexes that are kept on this machine, and throws them away."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from summit_tui.archive.cache import Index, clear, indexes
from summit_tui.controls import visible
from summit_tui.exits import Exit, narrate, stop
from summit_tui.places import cache_folder


@click.command()
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Look in DIR.",
)
@click.option("--clear", "clearing", is_flag=True, help="Remove all of them, and nothing else.")
def command(cache: Path | None, *, clearing: bool) -> None:
    """List the indexes: size, day of the last use, and what they were made from."""
    folder = cache or cache_folder()
    found = indexes(folder)
    if clearing:
        try:
            gone = clear(folder)
        except OSError as error:
            stop(f"cannot clear {folder}: {error.strerror}", Exit.UNUSABLE)
        narrate(f"{_counted(len(gone))} removed from {folder}")
        return
    for index in found:
        click.echo(visible(_row(index)))
    size = sum(index.size for index in found)
    narrate(f"{_counted(len(found))} in {folder}, {_size(size)}")
    sys.exit(Exit.FOUND if found else Exit.NOTHING)


def _row(index: Index) -> str:
    """Return one line about an index."""
    day = datetime.fromtimestamp(index.used, UTC).astimezone().date().isoformat()
    made_from = ", ".join(index.made_from) or f"{index.path.name}, made from unknown files"
    if index.version is None:
        made_from += " (damaged)"
    elif not index.readable:
        made_from += f" (by another version, {index.version})"
    return f"{_size(index.size):>8}  {day}  {made_from}"


def _counted(number: int) -> str:
    return f"{number:,} index{'' if number == 1 else 'es'}"


def _size(size: float) -> str:
    """Return a number of bytes in at most four digits."""
    for unit in ("B", "kB", "MB"):
        if size < 1_000:
            return f"{size:.0f} {unit}"
        size /= 1_000
    return f"{size:,.1f} GB"
