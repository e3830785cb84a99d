"""The commands: the browser, and the same answers without a screen."""

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from summit_tui.archive import Archive, Entry, Sort, every_hit
from summit_tui.archive.opening import open_archive
from summit_tui.archive.query import parse
from summit_tui.controls import visible
from summit_tui.places import bundled_coverage, cache_folder, config_file, state_folder
from summit_tui.problems import Problem
from summit_tui.records import KINDS, Kind, kind_named
from summit_tui.wording import words

FOUND, NOTHING, UNUSABLE = 0, 1, 2
"""Exit codes: found or clean; nothing found or problems; wrong usage or unreadable input."""

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
CACHE = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the index in DIR.",
    metavar="DIR",
)
FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "csv", "markdown"]),
    default="text",
    help="In which form to print.",
)
NO_CACHE = click.option("--no-cache", is_flag=True, help="Keep the index in memory.")


class _Commands(click.Group):
    """Commands, of which `open` need not be named: `summit-tui PATH` opens the browser."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        own = {option for one in self.params for option in one.opts} | {"--help"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(context, args)


class _KindType(click.ParamType[Kind]):
    """A kind of record, in the plural or the singular."""

    name = "kind"

    def convert(self, value: Any, param: Any, ctx: Any) -> Kind:
        kind = kind_named(value)
        if kind is None:
            self.fail(f"{value!r} is no kind; choose from {', '.join(KINDS)}", param, ctx)
        return kind


class _CodeType(click.ParamType[str]):
    """A code of a check, in any case."""

    name = "code"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        from summit_tui.checking import CODES, no_code  # the other commands have no use for it

        code = str(value).upper()
        return code if code in CODES else self.fail(no_code(value), param, ctx)


def _explain(context: click.Context, _: click.Parameter, code: str | None) -> None:
    if code:
        from summit_tui.checking import CODES

        click.echo(CODES[code])
        context.exit()


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # a checkout that is not installed has none

        click.echo(f"summit-tui {version('summit-tui')}")
        context.exit()


@click.group(cls=_Commands, subcommand_metavar="[PATH]... | COMMAND")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Browse summit coverage: who said what, in which capacity, according to which source.

    With PATHs, or with nothing at all, the browser opens; without a PATH it shows the coverage
    that comes with the program.
    """


@cli.command("open", hidden=True)
@PATHS
@CACHE
@NO_CACHE
def open_(paths: tuple[Path, ...], cache: Path | None, no_cache: bool) -> None:
    """Open the browser."""
    from summit_tui.app.app import SummitApp
    from summit_tui.app.keys import table
    from summit_tui.clipboard import Terminal, ask_terminal, worth_asking
    from summit_tui.config import read_config

    config, problems = read_config(config_file(), (id for _, _, id, _ in table()))
    opened = _existing(paths or config.coverage)
    asked = worth_asking(os.environ) and sys.stdin.isatty() and sys.stdout.isatty()
    terminal = ask_terminal(sys.stdin.fileno(), sys.stdout.fileno()) if asked else Terminal()
    app = SummitApp(
        opened,
        cache=_cache(cache, no_cache),
        state=state_folder(),
        config=config,
        problems=problems,
        terminal=terminal,
    )
    app.run()
    sys.exit(app.return_code or FOUND)


@cli.command()
@click.argument("query")
@PATHS
@click.option("--kind", type=_KindType(), help="Only this kind of record.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many records.")
@click.option("--sort", type=click.Choice(list(Sort)), default=Sort.CURATED, help="In what order.")
@click.option("--reverse", is_flag=True, help="Turn the order round.")
@FORM
@CACHE
@NO_CACHE
def search(
    query: str,
    paths: tuple[Path, ...],
    kind: Kind | None,
    limit: int | None,
    sort: Sort,
    reverse: bool,
    form: str,
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Print the records that QUERY finds, such as 'speaker:ren mode:paraphrase'."""
    asked = parse(query)
    if asked.complaint:
        _stop(asked.complaint, UNUSABLE)
    with closing(_archive(paths, cache, no_cache)) as archive:
        kinds = [kind] if kind else KINDS
        hits = chain.from_iterable(
            every_hit(archive, asked.node, one, sort, reverse=reverse) for one in kinds
        )
        printed = _print(form, islice(hits, limit))
        totals = archive.counts(asked.node)
    found = [f"{totals[one]:,} {one}" for one in kinds if totals[one]]
    _narrate(", ".join(found) or f"Nothing matches “{query}”.")
    sys.exit(FOUND if printed else NOTHING)


@cli.command()
@click.argument("address")
@PATHS
@FORM
@CACHE
@NO_CACHE
def show(
    address: str, paths: tuple[Path, ...], form: str, cache: Path | None, no_cache: bool
) -> None:
    """Print one record: ADDRESS is event/kind/id, or kind/id or id where only one has it."""
    with closing(_archive(paths, cache, no_cache)) as archive:
        meant = archive.resolve(address)
        if len(meant) > 1:
            _stop(f"{address} may be {' or '.join(map(str, meant))}", UNUSABLE)
        entry = archive.get(meant[0]) if meant else None
        if entry is None:
            _stop(f"there is no record at {address}", NOTHING)
        _print(form, [entry])


@cli.command()
@PATHS
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the sources' texts lie, each under its source's id and .txt.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="In which form to print.",
)
@click.option("--ignore", type=_CodeType(), multiple=True, help="Leave this code out; repeatable.")
@click.option(
    "--explain",
    type=_CodeType(),
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="Say what a code means, and exit.",
)
@CACHE
@NO_CACHE
def check(
    paths: tuple[Path, ...],
    texts: Path | None,
    form: Literal["text", "json", "github"],
    ignore: tuple[str, ...],
    cache: Path | None,
    no_cache: bool,
) -> None:
    """Print everything that is wrong with a coverage folder, as file:line: code: message."""
    from summit_tui.checking import checked, report  # the other commands have no use for it

    codes: Counter[str] = Counter()

    def counted(problems: Iterable[Problem]) -> Iterator[Problem]:
        for problem in problems:
            codes[problem.code] += 1
            yield problem

    with closing(_archive(paths, cache, no_cache)) as archive:
        read = (one for one in archive.info().problems if one.code not in ignore)
        found = chain(read, checked(archive, texts=texts, ignore=ignore))
        for piece in report(counted(found), form):
            sys.stdout.write(piece)
    number = codes.total()
    _narrate(f"{number:,} problem{'' if number == 1 else 's'}." if number else "No problems.")
    sys.exit(UNUSABLE if codes["E001"] else NOTHING if number else FOUND)


@cli.command()
@click.argument("kind", type=_KindType(), required=False)
def schema(kind: Kind | None) -> None:
    """Print the JSON Schema (2020-12) of a coverage file, or of one KIND of record."""
    from summit_tui.reading import schema as described

    click.echo(json.dumps(described(kind), ensure_ascii=False, indent=2))


@cli.command()
def keys() -> None:
    """Print every key, the id by which the config names it, and what it does."""
    from summit_tui.app.keys import table
    from summit_tui.config import read_config

    config, _ = read_config(config_file(), (id for _, _, id, _ in table()))
    for group, names, id, sentence in table(config.keys):
        click.echo(f"{group:<9} {names:<14} {id:<16} {sentence}")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a commented skeleton of a coverage folder to FOLDER."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        _stop(f"{folder} exists and is not empty", UNUSABLE)
    skeleton = Path(__file__).parent / "skeleton"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(skeleton.iterdir()):
            (folder / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        _stop(f"{folder} cannot be written: {error.strerror}", UNUSABLE)
    _narrate(f"Wrote {folder}. Edit its files, then open it: summit-tui {folder}")


def _archive(paths: tuple[Path, ...], cache: Path | None, no_cache: bool) -> Archive:
    archive = open_archive(_existing(paths), _cache(cache, no_cache))
    gc.enable()
    return archive


def _existing(paths: Sequence[Path]) -> Sequence[Path]:
    """Return the paths, or the bundled coverage where none is given."""
    for path in paths:
        if not path.exists():
            _stop(f"{path} does not exist", UNUSABLE)
    return paths or [bundled_coverage()]


def _cache(folder: Path | None, no_cache: bool) -> Path | None:
    return None if no_cache else folder or cache_folder()


def _print(form: str, entries: Iterable[Entry]) -> int:
    """Print records in a form and return how many there were."""
    printed = 0

    def counted() -> Iterator[Entry]:
        nonlocal printed
        for entry in entries:
            printed += 1
            yield entry

    for piece in words(form, counted()):
        sys.stdout.write(piece)
    return printed


def _narrate(words: str) -> None:
    click.echo(visible(words), err=True)


def _stop(words: str, code: int) -> NoReturn:
    _narrate(f"summit-tui: {words}")
    sys.exit(code)
