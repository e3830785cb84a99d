"""Writes the skeleton of a coverage folder."""

from collections.abc import Sequence
from contextlib import suppress
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
    made: list[Path] = []
    try:
        for place in reversed([folder, *folder.parents]):
            if not place.exists():
                place.mkdir()
                made.append(place)
        for file in files("summit_tui").joinpath("skeleton").iterdir():
            made.append(folder / file.name)
            made[-1].write_bytes(file.read_bytes())
    except OSError as error:
        _remove(made)
        stop(f"{folder} cannot be written: {error.strerror}", Exit.UNUSABLE)
    narrate(f"Wrote {folder}. Edit its files, then open it: summit-tui {folder}")


def _remove(made: Sequence[Path]) -> None:
    """Remove what was made, the last first, so that the next try finds nothing in its way."""
    for place in reversed(made):
        with suppress(OSError):
            if place.is_dir():
                place.rmdir()
            else:
                place.unlink(missing_ok=True)
