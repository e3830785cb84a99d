"""Prints every key."""

import click

from summit_tui.places import config_file


@click.command()
def command() -> None:
    """Print every key, the id by which the config names it, and what it does."""
    from summit_tui.app.keys import table  # the one command without a screen that needs Textual
    from summit_tui.config import read_config

    config, _ = read_config(config_file(), (id for _, _, id, _ in table()))
    for group, names, id, sentence in table(config.keys):
        click.echo(f"{group:<9} {names:<14} {id:<16} {sentence}")
