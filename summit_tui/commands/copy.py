"""Brings one record to the clipboard."""

import os
import sys
from pathlib import Path

import click

from summit_tui.commands.common import (
    cache_options,
    form_options,
    only_entry,
    opened,
    paths_argument,
)
from summit_tui.exits import Exit, narrate, stop
from summit_tui.places import config_file, state_folder
from summit_tui.wording import words


@click.command()
@click.argument("address")
@paths_argument
@form_options
@cache_options
def command(
    address: str, paths: tuple[Path, ...], *, form: str, language: str | None, cache: Path | None
) -> None:
    """Copy one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    from summit_tui.clipboard import copy_now
    from summit_tui.config import read_config

    config, problems = read_config(config_file(), ())
    for problem in problems:
        # Which keys there are only the browser knows, and it complains of them.
        if problem.where in ("", "clipboard", "mode", "command", "max_osc52"):
            narrate(str(problem))
    with opened(paths, cache) as archive:
        entry = only_entry(archive, address)
        try:
            text = "".join(words(form, [entry], language)).rstrip("\r\n")
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    if not text:
        stop(f"there is nothing to say of {address} as {form}", Exit.NOTHING)
    outcome = copy_now(text, settings=config.clipboard, environ=os.environ, folder=state_folder())
    narrate(outcome.sentence(form, len(text)))
    sys.exit(Exit.NOTHING if outcome.arrived is False else Exit.FOUND)
