"""The command that puts what was said in the order of time."""

import sys
from pathlib import Path

import click

from summit_tui.archive.openers import Location
from summit_tui.archive.query.tree import all_of
from summit_tui.cli.group import output_has_styles
from summit_tui.cli.options import (
    cache_options,
    exit_of,
    language_option,
    narrate,
    open_or_exit,
    parse_or_exit,
    paths_argument,
    quiet_option,
    single_entry,
)
from summit_tui.cli.queries import QueryCommand, query_argument
from summit_tui.exits import Exit, stop
from summit_tui.i18n import gettext, ngettext
from summit_tui.timeline import NEWEST, by_speaker, timeline
from summit_tui.timeline.render import TIMELINE_FORMATS, TimelineFormat, render_timeline


@click.command("timeline", cls=QueryCommand)
@query_argument
@paths_argument
@click.option(
    "--speaker",
    metavar="ADDRESS",
    help="Only this speaker, in all events that declare the record the same.",
)
@click.option("--compare", is_flag=True, help="Show the words that differ from the remark before.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=NEWEST, show_default=True, help="How many."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(TIMELINE_FORMATS),
    default="text",
    help="In which form to print.",
)
@language_option
@quiet_option
@cache_options
def timeline_command(
    query: str,
    paths: tuple[Location, ...],
    *,
    speaker: str | None,
    compare: bool,
    limit: int,
    form: TimelineFormat,
    language: str | None,
    cache: Path | None,
) -> None:
    """Print what was said on something, newest first, each remark once with all its sources.

    \b
    summit-tui timeline 'speaker:biden topic:climate' us-summit-remarks
    summit-tui timeline topic:climate us-summit-remarks --speaker quad-2021-03/speakers/joe-biden
    """  # noqa: D301 - click wants the character itself
    node = parse_or_exit(query)
    with open_or_exit(paths, cache) as archive:
        if speaker:
            address = single_entry(archive, speaker).address
            if address.kind != "speakers":
                stop(gettext("{address} is no speaker", address=address), Exit.UNUSABLE)
            node = all_of((node, by_speaker(archive, address)))
        remarks = timeline(archive, node, newest=limit, language=language, compared=compare)
        for chunk in render_timeline(remarks, form, colour=output_has_styles()):
            sys.stdout.write(chunk)
    shown = len(remarks.moments)
    if shown < remarks.number:
        template = "The newest {shown} of {number} remarks."
        narrate(gettext(template, shown=shown, number=remarks.number))
    else:
        narrate(ngettext("{number} remark.", "{number} remarks.", shown))
    sys.exit(exit_of(has_hits=bool(shown)))
