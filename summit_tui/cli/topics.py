"""The command that counts topics by speakers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from summit_tui.archive.openers import Location
from summit_tui.canvas import Canvas
from summit_tui.cli.drawing import drawing_options, leave, print_drawing
from summit_tui.cli.options import open_or_exit, parse_or_exit
from summit_tui.exits import print_notice
from summit_tui.i18n import gettext, ngettext
from summit_tui.topics import Counts, Scope, Table, row_counts, table
from summit_tui.topics.layout import TableCursor, draw_table, measure, visible


@click.command("topics")
@drawing_options
@click.option("--swap", is_flag=True, help="A row for each speaker instead of each topic.")
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=100),
    default=40,
    show_default=True,
    help="How many rows, the most frequent ones.",
)
def topics_command(
    paths: tuple[Location, ...],
    *,
    query: str,
    form: str,
    width: int | None,
    swap: bool,
    limit: int,
    cache: Path | None,
) -> None:
    """Print how many statements each speaker has on each topic.

    \b
    summit-tui topics us-summit-remarks
    summit-tui topics --swap --query mode:direct
    """  # noqa: D301 - click wants the character itself
    node = parse_or_exit(query)
    with open_or_exit(paths, cache) as archive:
        years = {event.id: event.start[:4] for event in archive.info().events if event.start}
        counted = table(archive, Scope(node), "speaker" if swap else "topic", years)
        counted = replace(counted, rows=counted.rows[:limit])
        shown = range(len(counted.rows))

        def numbers(columns: range) -> Mapping[int, Counts]:
            return {row: row_counts(archive, counted, row, columns) for row in shown}

        def draw(width: int) -> Canvas:
            measures = measure(counted, width)
            canvas = Canvas(width, measures.heads + measures.rows)
            _, columns = visible(counted, TableCursor(), measures)
            draw_table(
                canvas, counted, numbers(columns), TableCursor(), measures, shows_cursor=False
            )
            return canvas

        if shown:
            print_drawing(form, width, draw, lambda: _json_of(counted, numbers))
    _tell(counted)
    leave(len(shown))


def _json_of(counted: Table, numbers: Callable[[range], Mapping[int, Counts]]) -> Mapping[str, Any]:
    columns = range(len(counted.columns))
    return {
        "rows": counted.row_facet,
        "columns": [value.label for value in counted.columns],
        "counts": [
            {
                counted.row_facet: counted.rows[row].label,
                "cells": [counts.cells[column] for column in columns],
                "others": counts.others,
                "all": counts.total,
            }
            for row, counts in numbers(columns).items()
        ],
        "statements": counted.total,
    }


def _tell(counted: Table) -> None:
    """Say what the table is about."""
    if not counted.rows or not counted.columns:
        print_notice(gettext("No topic is stated of these statements."))
        return
    print_notice(
        ngettext("{number} statement in all.", "{number} statements in all.", counted.total)
    )
    print_notice(gettext("A joint statement counts under each of its speakers."))
