"""The command that prints statements by day and session, or a programme by room and hour."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from summit_tui.archive.openers import Location
from summit_tui.archive.query.tree import And
from summit_tui.canvas import Canvas
from summit_tui.cli.drawing import drawing_options, leave, print_drawing
from summit_tui.cli.options import exit_of, open_or_exit, parse_or_exit
from summit_tui.days import LEVELS, Counts, Level, Outline, mode_counts, outline
from summit_tui.days.layout import draw_rows, notes, shades
from summit_tui.days.programme import FOOT, HEAD, Programme, draw_programme, programme, rows_of
from summit_tui.exits import print_notice, stop
from summit_tui.i18n import INTERFACE, gettext
from summit_tui.model.text import neutralize


@click.command("days")
@drawing_options
@click.option(
    "--by",
    type=click.Choice(LEVELS),
    default="sessions",
    show_default=True,
    help="How near to look: a row for each of these.",
)
@click.option(
    "--hours", metavar="DAY", help="The programme of a day, YYYY-MM-DD, by room and hour."
)
def days_command(
    paths: tuple[Location, ...],
    *,
    query: str,
    form: str,
    width: int | None,
    by: Level,
    hours: str | None,
    cache: Path | None,
) -> None:
    """Print the statements by day and session, a block a statement, or a day's programme.

    \b
    summit-tui days
    summit-tui days us-summit-remarks --query speaker:harris --by years
    """  # noqa: D301 - click wants the character itself
    node = parse_or_exit(query)
    with open_or_exit(paths, cache) as archive:
        if hours is not None:
            _print_programme(programme(archive, node, hours), hours, form, width)
        of = outline(archive, node, by, newest_first=node != And())
        counts = {at: mode_counts(archive, row) for at, row in enumerate(of.rows)}
        _print_outline(of, counts, form, width)
    leave(len(of.rows))


def _print_outline(of: Outline, counts: Mapping[int, Counts], form: str, width: int | None) -> None:
    def draw(width: int) -> Canvas:
        canvas = Canvas(width, len(of.rows))
        draw_rows(canvas, range(len(of.rows)), of, counts, None)
        return canvas

    if of.rows:
        print_drawing(form, width, draw, lambda: _json_of(of, counts))
        print_notice(shades())
    for sentence in notes(of):
        print_notice(sentence)


def _json_of(of: Outline, counts: Mapping[int, Counts]) -> Mapping[str, Any]:
    return {
        "by": of.level,
        "rows": [
            {
                "label": row.label,
                "depth": row.depth,
                "day": row.day,
                "session": str(row.session) if row.session else None,
                "statements": dict(counts[at]) if row.node is not None else None,
            }
            for at, row in enumerate(of.rows)
        ],
        "without_full_day": of.without_day,
        "statements": of.total,
    }


def _print_programme(of: Programme | None, day: str, form: str, width: int | None) -> None:
    """Print the programme of a day and exit, or stop where no session of it has an hour."""
    if of is None or of.day != day:
        reason = gettext("no session of {day} has an hour", day=day)
        if of is not None:
            days = INTERFACE.items(of.days)
            reason = gettext(
                "no session of {day} has an hour; of {days} some have", day=day, days=days
            )
        stop(reason, exit_of(has_hits=False))
    height = HEAD + FOOT + len(rows_of(of))

    def draw(width: int) -> Canvas:
        canvas = Canvas(width, height)
        draw_programme(canvas, of, None, 0, None)
        return canvas

    print_drawing(form, width, draw, lambda: _slots(of))
    if form == "text":
        for slot in of.slots:
            room = slot.room or gettext("room not stated")
            click.echo(neutralize(f"{slot.start}  {room}  {slot.title}"))
    leave(len(of.slots))


def _slots(of: Programme) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "session": str(slot.address),
            "title": slot.title,
            "room": slot.room or None,
            "start": slot.start,
            "minutes": slot.end - slot.begin if slot.end is not None else None,
            "speakers": slot.speakers,
        }
        for slot in of.slots
    ]
