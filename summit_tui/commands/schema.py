"""Prints the JSON Schema of the coverage format."""

import json

import click

from summit_tui.commands.common import KIND
from summit_tui.kinds import Kind
from summit_tui.reading import schema


@click.command()
@click.argument("kind", type=KIND, required=False)
def command(kind: Kind | None) -> None:
    """Print the JSON Schema (2020-12) of a coverage file, or of one KIND of record."""
    click.echo(json.dumps(schema(kind), ensure_ascii=False, indent=2))
