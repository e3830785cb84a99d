"""Prints the records that a query finds."""

import os
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import get_args

import click

from summit_tui.archive import SUGGEST_UP_TO, Entry, Search, Sort, iterate_hits
from summit_tui.archive.query import parse
from summit_tui.cli.options import (
    KIND,
    cache_options,
    form_options,
    open_or_exit,
    paths_argument,
    print_document,
    single_entry,
)
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.formats import FORMS, Grouping, render
from summit_tui.formats.export import ExportProgress, ExportResult, export
from summit_tui.model.kinds import KINDS, SINGULAR, Kind
from summit_tui.paths import config_file, exists, or_bundled, state_folder


@click.command("search")
@click.argument("query")
@paths_argument
@click.option("--kind", type=KIND, help="Only this kind of record.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many records.")
@click.option(
    "--sort",
    # Newer versions of click would ask for the names of an enumeration, in capitals.
    type=click.Choice([one.value for one in Sort]),
    default=Sort.DEFAULT.value,
    help="In what order.",
)
@click.option("--reverse/--no-reverse", default=False, help="Turn the order round.")
@form_options
@cache_options
def search_command(
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
    with open_or_exit(paths, cache) as archive:
        hits = chain.from_iterable(
            iterate_hits(archive, Search(asked.node, one, Sort(sort), reverse=reverse))
            for one in kinds
        )
        number = print_document(form, islice(hits, limit), language)
        totals = archive.counts(asked.node)
        guess = archive.suggest(query) if sum(totals.values()) <= SUGGEST_UP_TO else None
    found = [
        f"{totals[one]:,} {one if totals[one] > 1 else SINGULAR[one]}"
        for one in kinds
        if totals[one]
    ]
    print_notice(", ".join(found) or f"Nothing matches “{query}”.")
    if guess:
        print_notice(f"Did you mean “{guess}”?")
    sys.exit(Exit.FOUND if number else Exit.NOTHING)


@click.command("show")
@click.argument("address")
@paths_argument
@form_options
@cache_options
def show_command(
    address: str, paths: tuple[Path, ...], *, form: str, language: str | None, cache: Path | None
) -> None:
    """Print one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    with open_or_exit(paths, cache) as archive:
        print_document(form, [single_entry(archive, address)], language)


@click.command("copy")
@click.argument("address")
@paths_argument
@form_options
@cache_options
def copy_command(
    address: str, paths: tuple[Path, ...], *, form: str, language: str | None, cache: Path | None
) -> None:
    """Copy one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    from summit_tui.clipboard import copy_now
    from summit_tui.config import read_config

    config, problems = read_config(config_file(), ())
    for problem in problems:
        # Which keys there are only the browser knows, and it complains of them.
        if problem.where in ("", "clipboard", "mode", "command", "max_osc52"):
            print_notice(str(problem))
    with open_or_exit(paths, cache) as archive:
        entry = single_entry(archive, address)
        try:
            text = "".join(render(form, [entry], language)).rstrip("\r\n")
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    if not text:
        stop(f"there is nothing to say of {address} as {form}", Exit.NOTHING)
    outcome = copy_now(text, settings=config.clipboard, environ=os.environ, folder=state_folder())
    print_notice(outcome.sentence(form, len(text)))
    sys.exit(Exit.NOTHING if outcome.arrived is False else Exit.FOUND)


@click.command("export")
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
def export_command(
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
    with open_or_exit(paths, cache) as archive:
        hits = chain.from_iterable(iterate_hits(archive, Search(asked.node, one)) for one in kinds)
        try:
            if output:
                done = _to_file(output, form, hits, language, by=by, force=force)
            else:
                done = _out(form, hits, language, by=by)
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    print_notice(_sentence(done, query))
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
) -> ExportResult:
    progress = _say if sys.stderr.isatty() else None
    try:
        return export(path, form, hits, language, by=by, overwrite=force, progress=progress)
    except OSError as error:
        may_be_forced = isinstance(error, FileExistsError) and not force
        hint = "; overwrite it with --force" if may_be_forced else ""
        stop(f"{explain_error(error, path)}{hint}", Exit.UNUSABLE)
    finally:
        if progress:
            click.echo("\r\x1b[K", err=True, nl=False)


def _say(number: int) -> None:
    click.echo(f"\r{number:,} records", err=True, nl=False)


def _out(form: str, hits: Iterator[Entry], language: str | None, *, by: Grouping) -> ExportResult:
    """Write to the output what a file would hold, without a byte order mark."""
    taken = ExportProgress()
    for piece in taken.render(form, hits, language, by=by):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
    return ExportResult(taken.records, taken.left_out)


def _sentence(done: ExportResult, query: str) -> str:
    records = f"{done.records:,} record{'' if done.records == 1 else 's'}"
    left_out = f"; {done.left_out:,} left out, which have no place in it" if done.left_out else ""
    if done.records:
        return f"Exported {records}{left_out}."
    return f"Nothing to export{left_out}." if not query else f"Nothing matches “{query}”{left_out}."
