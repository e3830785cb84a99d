"""What the commands share that print what a pane draws: their options, and how they end."""

import shutil
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

import click

from summit_tui.canvas import Canvas
from summit_tui.cli.options import cache_options, exit_of, paths_argument
from summit_tui.model.json_text import dump_json

_NARROWEST: Final = 40
_WIDEST: Final = 120
_COLUMNS: Final = 100
"""Cells of a line where the output is no terminal."""


def drawing_options(command: Any) -> Any:
    """Add PATHs, `--query`, `--format`, `--width` and the options of the index."""
    for add in (
        cache_options,
        click.option(
            "--width",
            type=click.IntRange(min=_NARROWEST),
            metavar="CELLS",
            help="How wide the drawing is; by default as the terminal.",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            help="In which form to print.",
        ),
        click.option("--query", metavar="QUERY", default="", help="Only what a query finds."),
        paths_argument,
    ):
        command = add(command)
    return command


def print_drawing(
    form: str, width: int | None, draw: Callable[[int], Canvas], data: Callable[[], Any]
) -> None:
    """Print a drawing `width` cells wide as text, or its data as JSON; `Any`: JSON types."""
    if form == "json":
        sys.stdout.write(dump_json(data()) + "\n")
        return
    if width is None:
        columns = shutil.get_terminal_size((_COLUMNS, 24)).columns
        width = max(_NARROWEST, min(columns, _WIDEST))
    sys.stdout.write(draw(width).text() + "\n")


def leave(number: int) -> NoReturn:
    """Exit; the code says whether there was anything to draw."""
    sys.exit(exit_of(has_hits=number > 0))
