"""Writes the records that a query finds to a file."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import get_args

import click

from summit_tui.archive import Entry, every_hit
from summit_tui.archive.query import parse
from summit_tui.commands.common import KIND, cache_options, form_options, opened
from summit_tui.exits import Exit, explained, narrate, stop
from summit_tui.exporting import Exported, Taken, export
from summit_tui.kinds import Kind
from summit_tui.places import exists, or_bundled
from summit_tui.wording import FORMS, Grouping


@click.command()
@click.argument("what", nargs=-1, metavar="[QUERY] [PATH]...")
@form_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE."
)
@click.option("--kind", type=KIND, help="Only this kind of record.")
@click.option(
    "--by",
    type=click.Choice(get_args(Grouping)),
    default="speaker",
    help="By what a brief groups.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@cache_options
def command(
    what: tuple[str, ...],
    *,
    form: str,
    language: str | None,
    output: Path | None,
    kind: Kind | None,
    by: Grouping,
    force: bool,
    cache: Path | None,
) -> None:
    """Write the records that QUERY finds, or all of them, to FILE or to the output.

    The first argument is the query, unless something of that name exists, a bundled coverage has
    that name, or it begins like a path.
    """
    query, paths = _told_apart(what)
    asked = parse(query)
    if asked.complaint:
        stop(asked.complaint, Exit.UNUSABLE)
    kinds = [kind] if kind else FORMS[form].kinds
    with opened(paths, cache) as archive:
        hits = chain.from_iterable(every_hit(archive, asked.node, one) for one in kinds)
        try:
            if output:
                done = _to_file(output, form, hits, language, by=by, force=force)
            else:
                done = _out(form, hits, language, by=by)
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    narrate(_sentence(done, query))
    sys.exit(Exit.FOUND if done.records else Exit.NOTHING)


def _told_apart(what: tuple[str, ...]) -> tuple[str, list[Path]]:
    """Return the query, which may be empty, and the paths."""
    first = what[0] if what else ""
    is_path = first.startswith((".", "/", "~")) or (first and exists(or_bundled(Path(first))))
    return ("", [*map(Path, what)]) if is_path else (first, [*map(Path, what[1:])])


def _to_file(
    path: Path,
    form: str,
    hits: Iterator[Entry],
    language: str | None,
    *,
    by: Grouping,
    force: bool,
) -> Exported:
    progress = _say if sys.stderr.isatty() else None
    try:
        return export(path, form, hits, language, by=by, overwrite=force, progress=progress)
    except OSError as error:
        may_be_forced = isinstance(error, FileExistsError) and not force
        hint = "; overwrite it with --force" if may_be_forced else ""
        stop(f"{explained(error, path)}{hint}", Exit.UNUSABLE)
    finally:
        if progress:
            click.echo("\r\x1b[K", err=True, nl=False)


def _say(number: int) -> None:
    click.echo(f"\r{number:,} records", err=True, nl=False)


def _out(form: str, hits: Iterator[Entry], language: str | None, *, by: Grouping) -> Exported:
    """Write to the output what a file would hold, without a byte order mark."""
    taken = Taken()
    for piece in taken.pieces(form, hits, language, by=by):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
    return Exported(taken.records, taken.left_out)


def _sentence(done: Exported, query: str) -> str:
    records = f"{done.records:,} record{'' if done.records == 1 else 's'}"
    left_out = f"; {done.left_out:,} left out, which have no place in it" if done.left_out else ""
    if done.records:
        return f"Exported {records}{left_out}."
    return f"Nothing to export{left_out}." if not query else f"Nothing matches “{query}”{left_out}."
