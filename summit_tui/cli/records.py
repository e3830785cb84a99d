"""The commands about records: search, show, copy and export."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import get_args

import click

from summit_tui.archive import (
    SUGGEST_UP_TO,
    Archive,
    Entry,
    Search,
    Sort,
    iterate_hits,
    usual_order,
)
from summit_tui.archive.openers import Location, location_of
from summit_tui.archive.query import group_meant
from summit_tui.archive.wording import counted
from summit_tui.cli.options import (
    KIND,
    cache_options,
    exit_of,
    form_options,
    narrate,
    noting_untranslated,
    open_or_exit,
    parse_or_exit,
    paths_argument,
    print_document,
    quiet_option,
    single_entry,
)
from summit_tui.cli.queries import QueryCommand, is_location, query_argument
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.formats import FORMS, Grouping, render
from summit_tui.formats.export import ExportProgress, ExportResult, export
from summit_tui.i18n import INTERFACE, gettext, ngettext, spoken
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.records import Source
from summit_tui.model.text import neutralize
from summit_tui.paths import LEDGER, exists, state_folder


@click.command("search", cls=QueryCommand)
@query_argument
@paths_argument
@click.option("--kind", type=KIND, help="Only this kind of record.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many records.")
@click.option(
    "--sort",
    # Newer versions of click would ask for the names of an enumeration, in capitals.
    type=click.Choice([sort.value for sort in Sort]),
    help="In what order: by relevance where words are asked for, else curated.",
)
@click.option("--reverse/--no-reverse", default=False, help="Turn the order round.")
@form_options
@quiet_option
@cache_options
def search_command(
    query: str,
    paths: tuple[Location, ...],
    *,
    kind: Kind | None,
    limit: int | None,
    sort: str | None,
    reverse: bool,
    form: str,
    language: str | None,
    passage: bool | None,
    cache: Path | None,
) -> None:
    """Print the records that QUERY finds, such as 'speaker:ren mode:paraphrase'.

    @NAME stands for the search that was saved under that name in the browser.
    """
    node = parse_or_exit(query)
    kinds = [kind] if kind else KINDS
    order = Sort(sort) if sort else usual_order(node)
    with open_or_exit(paths, cache) as archive:
        read_in = (spoken(language) if language else None) or ""
        searches = (Search(node, kind, order, reverse, language=read_in) for kind in kinds)
        hits = chain.from_iterable(iterate_hits(archive, search) for search in searches)
        write = _print_text if form == "text" else partial(print_document, form)
        with noting_untranslated(islice(hits, limit), language) as page:
            number = write(page, language, passage=passage)
        totals = archive.counts(node)
        is_rare = sum(totals.values()) <= SUGGEST_UP_TO or group_meant(query)
        guess = archive.suggest(query) if is_rare and not query.startswith("@") else None
    counts = INTERFACE.items(counted(totals[kind], kind) for kind in kinds if totals[kind])
    narrate(counts or gettext("Nothing matches “{query}”.", query=query))
    if guess:
        narrate(gettext("Did you mean “{guess}”?", guess=guess))
    sys.exit(exit_of(has_hits=number > 0))


def _print_text(entries: Iterator[Entry], language: str | None, *, passage: bool | None) -> int:
    """Print records as text, each under its address, which `show` and `copy` take."""
    number = 0
    for number, entry in enumerate(entries, 1):
        gap = "\n" if number > 1 else ""
        click.echo(gap + neutralize(gettext("Record: {address}", address=entry.address)))
        print_document("text", [entry], language, passage=passage)
    return number


@click.command("show")
@click.argument("address")
@paths_argument
@form_options
@quiet_option
@cache_options
def show_command(
    address: str,
    paths: tuple[Location, ...],
    *,
    form: str,
    language: str | None,
    passage: bool | None,
    cache: Path | None,
) -> None:
    """Print one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    with open_or_exit(paths, cache) as archive:
        entry = _with_doubts(archive, single_entry(archive, address))
        with noting_untranslated([entry], language) as entries:
            print_document(form, entries, language, passage=passage)
    if any(exists(folder / LEDGER) for folder in Path(entry.path).parents):
        with suppress(ModuleNotFoundError):  # without that room nobody can say where it is from
            from summit_tui.importers.folder import origin_of  # most were written by hand

            if origin := origin_of(entry.address, Path(entry.path)):
                narrate(origin)


def _with_doubts(archive: Archive, entry: Entry) -> Entry:
    """Return a record with what the text of its source leaves doubtful, as the browser knows it."""
    source = entry.link("sources", getattr(entry.record, "source", None))
    if not isinstance(source, Source) or not source.text:
        return entry
    from summit_tui.lint.examination import examined  # the rules take a while to load

    return examined(archive, entry)


@click.command("copy")
@click.argument("address")
@paths_argument
@form_options
@cache_options
def copy_command(
    address: str,
    paths: tuple[Location, ...],
    *,
    form: str,
    language: str | None,
    passage: bool | None,
    cache: Path | None,
) -> None:
    """Copy one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    from summit_tui.clipboard.delivery import copy_now
    from summit_tui.config import config_for_command

    config = config_for_command("clipboard", "mode", "command", "max_osc52")
    with open_or_exit(paths, cache) as archive:
        entry = _with_doubts(archive, single_entry(archive, address))
        try:
            with noting_untranslated([entry], language) as entries:
                text = "".join(render(form, entries, language, passage=passage)).rstrip("\r\n")
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    if not text:
        stop(
            gettext("there is nothing to say of {address} as {form}", address=address, form=form),
            Exit.NOTHING,
        )
    outcome = copy_now(text, settings=config.clipboard, environ=os.environ, folder=state_folder())
    print_notice(outcome.sentence(form, len(text)))
    sys.exit(Exit.NOTHING if outcome.arrived is False else Exit.FOUND)


@click.command("export", cls=QueryCommand)
@click.argument("arguments", nargs=-1, metavar="[QUERY] [PATH]...")
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
@quiet_option
@cache_options
def export_command(
    arguments: tuple[str, ...],
    *,
    form: str,
    language: str | None,
    passage: bool | None,
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
    query, paths = _split_arguments(arguments)
    node = parse_or_exit(query)
    kinds = [kind] if kind else FORMS[form].kinds
    with open_or_exit(paths, cache) as archive:
        matching = chain.from_iterable(iterate_hits(archive, Search(node, kind)) for kind in kinds)
        try:
            with noting_untranslated(matching, language) as hits:
                if output:
                    result = _write_to_file(
                        output, form, hits, language, by=by, passage=passage, force=force
                    )
                else:
                    result = _write_to_stdout(form, hits, language, by=by, passage=passage)
        except ValueError as error:
            stop(str(error), Exit.UNUSABLE)
    narrate(_export_sentence(result, query))
    sys.exit(exit_of(has_hits=result.records > 0))


def _split_arguments(arguments: tuple[str, ...]) -> tuple[str, list[Location]]:
    """Return the query, which may be "", and the locations."""
    locations = [*map(location_of, arguments)]
    if not locations or is_location(locations[0], arguments[0]):
        return "", locations
    return arguments[0].strip(), locations[1:]


def _write_to_file(
    path: Path,
    form: str,
    hits: Iterator[Entry],
    language: str | None,
    *,
    by: Grouping,
    passage: bool | None,
    force: bool,
) -> ExportResult:
    progress = _print_progress if sys.stderr.isatty() else None
    try:
        return export(
            path,
            form,
            hits,
            language,
            by=by,
            passage=passage,
            overwrite=force,
            progress=progress,
        )
    except OSError as error:
        reason = explain_error(error, path)
        if isinstance(error, FileExistsError) and not force:
            reason = gettext("{path} exists; overwrite it with --force", path=path)
        stop(reason, Exit.UNUSABLE)
    finally:
        if progress:
            click.echo("\r\x1b[K", err=True, nl=False)


def _print_progress(number: int) -> None:
    click.echo("\r" + ngettext("{number} record", "{number} records", number), err=True, nl=False)


def _write_to_stdout(
    form: str,
    hits: Iterator[Entry],
    language: str | None,
    *,
    by: Grouping,
    passage: bool | None,
) -> ExportResult:
    """Write to the standard output what a file would contain, without a byte order mark."""
    counts = ExportProgress()
    for chunk in counts.render(form, hits, language, by=by, passage=passage):
        sys.stdout.buffer.write(chunk.encode())
    sys.stdout.buffer.flush()
    return ExportResult(counts.records, counts.left_out)


def _export_sentence(result: ExportResult, query: str) -> str:
    """Return what was exported, and how many records the form cannot hold."""
    left_out = result.left_out
    if result.records and left_out:
        return ngettext(
            "Exported {number} record; {left_out} left out, which have no place in it.",
            "Exported {number} records; {left_out} left out, which have no place in it.",
            result.records,
            left_out=left_out,
        )
    if result.records:
        return ngettext("Exported {number} record.", "Exported {number} records.", result.records)
    if query and left_out:
        return gettext(
            "Nothing matches “{query}”; {left_out} left out, which have no place in it.",
            query=query,
            left_out=left_out,
        )
    if query:
        return gettext("Nothing matches “{query}”.", query=query)
    if left_out:
        return gettext(
            "Nothing to export; {left_out} left out, which have no place in it.", left_out=left_out
        )
    return gettext("Nothing to export.")
