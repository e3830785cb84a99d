"""Prints the records that a query finds."""

import sys
from itertools import chain, islice
from pathlib import Path

import click

from summit_tui.archive import FEW, Sort, every_hit
from summit_tui.archive.query import parse
from summit_tui.commands.common import (
    KIND,
    cache_options,
    form_options,
    opened,
    paths_argument,
    printed,
)
from summit_tui.exits import Exit, narrate, stop
from summit_tui.kinds import KINDS, SINGULAR, Kind


@click.command()
@click.argument("query")
@paths_argument
@click.option("--kind", type=KIND, help="Only this kind of record.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many records.")
@click.option(
    "--sort",
    # Newer versions of click would ask for the names of an enumeration, in capitals.
    type=click.Choice([one.value for one in Sort]),
    default=Sort.CURATED.value,
    help="In what order.",
)
@click.option("--reverse/--no-reverse", default=False, help="Turn the order round.")
@form_options
@cache_options
def command(
    query: str,
    paths: tuple[Path, ...],
    *,
    kind: Kind | None,
    limit: int | None,
    sort: str,
    reverse: bool,
    form: str,
    language: str | None,
    cache: Path | None,
) -> None:
    """Print the records that QUERY finds, such as 'speaker:ren mode:paraphrase'."""
    asked = parse(query)
    if asked.complaint:
        stop(asked.complaint, Exit.UNUSABLE)
    kinds = [kind] if kind else KINDS
    with opened(paths, cache) as archive:
        hits = chain.from_iterable(
            every_hit(archive, asked.node, one, Sort(sort), reverse=reverse) for one in kinds
        )
        number = printed(form, islice(hits, limit), language)
        totals = archive.counts(asked.node)
        guess = archive.suggest(query) if sum(totals.values()) <= FEW else None
    found = [
        f"{totals[one]:,} {one if totals[one] > 1 else SINGULAR[one]}"
        for one in kinds
        if totals[one]
    ]
    narrate(", ".join(found) or f"Nothing matches “{query}”.")
    if guess:
        narrate(f"Did you mean “{guess}”?")
    sys.exit(Exit.FOUND if number else Exit.NOTHING)
