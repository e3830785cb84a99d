"""The command that prints the map of delegations and the list by region."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from summit_tui.archive.openers import Location
from summit_tui.canvas import Canvas
from summit_tui.cli.drawing import drawing_options, leave, print_drawing
from summit_tui.cli.options import open_or_exit, parse_or_exit
from summit_tui.exits import print_notice
from summit_tui.i18n import gettext
from summit_tui.worldmap import World, world
from summit_tui.worldmap.layout import (
    Measures,
    draw_list,
    draw_map,
    labels,
    list_columns,
    map_rows,
    summary,
)


@click.command("map")
@drawing_options
@click.option("--list", "only_list", is_flag=True, help="The list by region without the map.")
def map_command(
    paths: tuple[Location, ...],
    *,
    query: str,
    form: str,
    width: int | None,
    only_list: bool,
    cache: Path | None,
) -> None:
    """Print a map with the number of statements of each delegation, and a list by region.

    \b
    summit-tui map
    summit-tui map us-summit-remarks --list --query topic:climate
    """  # noqa: D301 - click wants the character itself
    node = parse_or_exit(query)
    with open_or_exit(paths, cache) as archive:
        of = world(archive, node)
    if not of.represented:
        print_notice(gettext("This coverage has no delegations."))
        leave(0)

    def draw(width: int) -> Canvas:
        measures = Measures(0, width, 0 if only_list else map_rows(width))
        columns = max(1, (width + 2) // 30)
        height = 4
        while len(list_columns(of, height)) > columns:
            height += 1
        canvas = Canvas(width, measures.height + height + 1)
        if measures.height:
            placed = labels(of, measures)
            draw_map(canvas, of, placed, measures, None)
            canvas.rule(measures.height, summary(of, placed))
        draw_list(canvas, measures.height + (not only_list), of, None)
        return canvas

    print_drawing(form, width, draw, lambda: _json_of(of))
    if of.left_out:
        print_notice(gettext("{number} further delegations are left out.", number=of.left_out))
    leave(len(of.represented))


def _json_of(of: World) -> Mapping[str, Any]:
    return {
        "represented": [
            {
                "name": each.name,
                "region": each.region or None,
                "statements": each.count,
                "point": list(each.point) if each.point else None,
                "code": each.code,
            }
            for each in of.represented
        ],
        "left_out": of.left_out,
    }
