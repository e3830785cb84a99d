"""Writes the skeleton of a coverage folder."""

import os
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path

import click

from summit_tui.exits import Exit, explained, narrate, stop
from summit_tui.places import is_folder


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write a commented skeleton of a coverage folder to FOLDER."""
    if os.path.lexists(folder) and (not is_folder(folder) or any(folder.iterdir())):
        stop(f"{folder} exists and is not empty", Exit.UNUSABLE)
    try:
        _write(folder)
    except OSError as error:
        stop(explained(error, folder), Exit.UNUSABLE)
    narrate(f"Wrote {folder}. Edit its files, then open it: summit-tui {folder}")


def _write(folder: Path) -> None:
    """Write the skeleton; where that fails, remove again what was made."""
    with ExitStack() as made:
        # Last in, first out: a folder is removed after what is in it.
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir()
            made.callback(missing.rmdir)
        for file in files("summit_tui").joinpath("skeleton").iterdir():
            with (folder / file.name).open("xb") as written:
                made.callback((folder / file.name).unlink)
                written.write(file.read_bytes())
        made.pop_all()
