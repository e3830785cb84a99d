"""Opens the browser."""

import os
import sys
from pathlib import Path

import click

from summit_tui.commands.common import Exit, cache_options, existing, paths_argument, texts_option
from summit_tui.places import config_file, state_folder


@click.command("open", hidden=True)
@paths_argument
@texts_option
@click.option("--print-on-exit", is_flag=True, help="Print the last copy at the end.")
@cache_options
def command(
    paths: tuple[Path, ...], *, texts: Path | None, print_on_exit: bool, cache: Path | None
) -> None:
    """Open the browser."""
    from summit_tui.app.app import SummitApp
    from summit_tui.app.keys import table
    from summit_tui.clipboard import Terminal, ask_terminal, worth_asking
    from summit_tui.config import read_config

    config, problems = read_config(config_file(), (id for _, _, id, _ in table()))
    asked = worth_asking(os.environ) and sys.stdin.isatty() and sys.stdout.isatty()
    app = SummitApp(
        existing(paths or config.coverage),
        cache=cache,
        state=state_folder(),
        config=config,
        problems=problems,
        texts=texts,
        terminal=ask_terminal(sys.stdin.fileno(), sys.stdout.fileno()) if asked else Terminal(),
    )
    app.run()
    if print_on_exit and app.last_copy is not None:
        click.echo(app.last_copy)
    sys.exit(app.return_code or Exit.FOUND)
