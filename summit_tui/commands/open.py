"""Opens the browser, with options."""

from pathlib import Path

import click

from summit_tui.commands.browser import browse
from summit_tui.commands.common import cache_options, paths_argument, texts_option


@click.command("open", hidden=True)
@paths_argument
@texts_option
@click.option("--print-on-exit", is_flag=True, help="Print the last copy at the end.")
@cache_options
def command(
    paths: tuple[Path, ...], *, texts: Path | None, print_on_exit: bool, cache: Path | None
) -> None:
    """Open the browser."""
    browse(paths, cache=cache, texts=texts, print_on_exit=print_on_exit)
