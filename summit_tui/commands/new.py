"""Writes the skeleton of a coverage folder."""

from importlib.resources import files
from pathlib import Path

import click

from summit_tui.commands.common import Exit, narrate, stop


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a commented skeleton of a coverage folder to FOLDER."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop(f"{folder} exists and is not empty", Exit.UNUSABLE)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files("summit_tui").joinpath("skeleton").iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        stop(f"{folder} cannot be written: {error.strerror}", Exit.UNUSABLE)
    narrate(f"Wrote {folder}. Edit its files, then open it: summit-tui {folder}")
