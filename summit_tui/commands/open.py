"""Opens the browser, with options."""

from pathlib import Path

import click

from summit_tui.commands.browser import browse
from summit_tui.commands.common import cache_options, paths_argument, texts_option
from summit_tui.exits import Exit, stop


@click.command("open", hidden=True)
@paths_argument
@texts_option
@click.option("--watch", is_flag=True, help="Read files again when they change.")
@click.option("--print-on-exit", is_flag=True, help="Print the last copy at the end.")
@cache_options
def command(
    paths: tuple[Path, ...],
    *,
    texts: Path | None,
    watch: bool,
    print_on_exit: bool,
    cache: Path | None,
) -> None:
    """Open the browser."""
    if watch:
        from summit_tui.app.watching import MISSING, can_watch

        if not can_watch():
            stop(MISSING, Exit.UNUSABLE)
    browse(paths, cache=cache, texts=texts, watch=watch, print_on_exit=print_on_exit)
