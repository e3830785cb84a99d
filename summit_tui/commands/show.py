"""Prints one record."""

from pathlib import Path

import click

from summit_tui.commands.common import (
    cache_options,
    form_options,
    only_entry,
    opened,
    paths_argument,
    printed,
)


@click.command()
@click.argument("address")
@paths_argument
@form_options
@cache_options
def command(
    address: str, paths: tuple[Path, ...], *, form: str, language: str | None, cache: Path | None
) -> None:
    """Print one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    with opened(paths, cache) as archive:
        printed(form, [only_entry(archive, address)], language)
