"""Prints one record."""

from pathlib import Path

import click

from summit_tui.commands.common import (
    Exit,
    cache_options,
    format_option,
    opened,
    paths_argument,
    printed,
    stop,
)


@click.command()
@click.argument("address")
@paths_argument
@format_option
@cache_options
def command(address: str, paths: tuple[Path, ...], form: str, cache: Path | None) -> None:
    """Print one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    with opened(paths, cache) as archive:
        meant = archive.resolve(address)
        if len(meant) > 1:
            stop(f"{address} may be {' or '.join(map(str, meant))}", Exit.UNUSABLE)
        entry = archive.get(meant[0]) if meant else None
        if entry is None:
            stop(f"there is no record at {address}", Exit.NOTHING)
        printed(form, [entry])
