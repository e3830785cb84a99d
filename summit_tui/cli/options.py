"""What several commands share: arguments, opening the coverage, printing and stopping."""

import gc
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import click

from summit_tui.archive import Archive, Entry, IndexCorruptError
from summit_tui.archive.openers import Store, open_store
from summit_tui.archive.progress import Pace, Progress, Report
from summit_tui.cli.launch import usable
from summit_tui.exits import Exit, exit_on_termination, stop
from summit_tui.formats import FORMS, render
from summit_tui.model.fields import LANGUAGE_TAG
from summit_tui.model.kinds import KINDS, Kind, kind_named
from summit_tui.paths import bundled_coverage, cache_folder, config_file

_PATIENCE: Final = 0.5
"""Seconds that pass before anything is said."""
_INTERVAL: Final = 0.1
_BAR: Final = 20


@contextmanager
def progress_line(
    stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report | None]:
    """Give what tells of progress on one line, which is gone at the end; None without a terminal.

    The line needs no escape sequence, so that it comes out right in any terminal.
    """
    stream = stream or sys.stderr
    if not stream.isatty():
        yield None
        return
    pace, due, blank = Pace(clock), _PATIENCE, ""

    def report(made: Progress) -> None:
        nonlocal due, blank
        pace.update(made)
        if pace.seconds < due:
            return
        due = pace.seconds + _INTERVAL
        room = shutil.get_terminal_size().columns - 1
        bar = "#" * int(pace.share * _BAR)
        line = f"[{bar:<{_BAR}}] {pace.share:4.0%} · {pace.describe()}"[:room]
        blank = " " * max(len(blank), len(line))
        stream.write(f"\r{line.ljust(len(blank))}")
        stream.flush()

    try:
        yield report
    finally:
        if blank:
            stream.write(f"\r{blank}\r")
            stream.flush()


class _KindType(click.ParamType[Kind]):
    """A kind of record, in the plural or the singular."""

    name = "kind"

    def convert(self, value: Any, param: Any, ctx: Any) -> Kind:
        """Return the kind that was named."""
        kind = kind_named(value)
        if kind is None:
            self.fail(f"{value!r} is no kind; choose from {', '.join(KINDS)}", param, ctx)
        return kind


KIND = _KindType()

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
texts_option = click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the sources' texts lie, each under its source's id and .txt.",
)


class _LanguageType(click.ParamType[str]):
    """A language tag."""

    name = "tag"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the tag, if it has the form of one."""
        if not re.fullmatch(LANGUAGE_TAG, value):
            self.fail(f"{value!r} is no language tag, such as en or zh-Hant", param, ctx)
        return str(value)


def form_options(command: Any) -> Any:
    """Add `--format`, which is also `--as`, and `--language`; the command gets both."""
    command = click.option(
        "--language",
        type=_LanguageType(),
        metavar="TAG",
        help="Give the translation into this language, such as en, where there is one.",
    )(command)
    return click.option(
        "--format",
        "--as",
        "form",
        type=click.Choice(list(FORMS)),
        default="text",
        help="In which form.",
    )(command)


def _where(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    """Return the folder for the index; `--no-cache`, which is read first, leaves none."""
    return None if context.meta.get("summit_tui.no_cache") else value or cache_folder()


def _without(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    context.meta["summit_tui.no_cache"] = wanted


def cache_options(command: Any) -> Any:
    """Add `--cache DIR` and `--no-cache`; the command gets `cache`, a folder or None."""
    command = click.option(
        "--cache",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_where,
        metavar="DIR",
        help="Keep the index in DIR.",
    )(command)
    return click.option(
        "--no-cache",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_without,
        help="Keep the index in memory.",
    )(command)


@contextmanager
def open_or_exit(paths: Sequence[Path], cache: Path | None) -> Iterator[Archive]:
    """Open the archive of some paths, or else of what the config names.

    An index that turns out to be damaged is thrown away.
    """
    coverage = open_store(usable(paths) if paths else _configured(), cache)
    with exit_on_termination():
        archive = coverage.fresh() or _indexed(coverage)
    gc.enable()
    # Records refer to each other in no circle: looking for one after every few takes a tenth.
    gc.set_threshold(50_000)
    try:
        yield archive
    except IndexCorruptError as error:
        stop_at_damage(error, coverage)
    finally:
        archive.close()


def stop_at_damage(error: IndexCorruptError, *coverages: Store) -> NoReturn:
    """Throw damaged indexes away and stop; a new one is made once and not for ever."""
    kept = [coverage.index for coverage in coverages if not coverage.discard()]
    if kept:
        stop(f"{kept[0]} is damaged and cannot be removed; run with --no-cache", Exit.UNUSABLE)
    if all(coverage.is_new for coverage in coverages):
        stop(f"the index was made just now and cannot be read: {error}", Exit.UNUSABLE)
    stop("the index was damaged and is removed; run the command again", Exit.UNUSABLE)


def _configured() -> Sequence[Path]:
    """Return what the config names, or else the bundled coverage; stop where it names nothing."""
    from summit_tui.config import read_config, to_open  # mostly a path is given

    paths, problems = to_open(config_file(), *read_config(config_file(), ()))
    if problems:
        stop("\n".join(map(str, problems)), Exit.UNUSABLE)
    return paths or [bundled_coverage()]


def _indexed(coverage: Store) -> Archive:
    """Return the archive from an index made now; Ctrl-C leaves none behind."""
    # mostly the index is there

    try:
        with progress_line() as report:
            return coverage.build(report)
    except KeyboardInterrupt:
        stop("stopped; the files have not been read to their end", Exit.INTERRUPTED)


def print_document(form: str, entries: Iterable[Entry], language: str | None) -> int:
    """Print records in a form and return how many there were."""
    number = 0

    def counted() -> Iterator[Entry]:
        nonlocal number
        for entry in entries:
            number += 1
            yield entry

    try:
        for piece in render(form, counted(), language):
            sys.stdout.write(piece)
    except ValueError as error:
        stop(str(error), Exit.UNUSABLE)
    return number


def single_entry(archive: Archive, address: str) -> Entry:
    """Return the one record that an address may mean; stop where there is none, or several."""
    meant = archive.resolve(address)
    if len(meant) > 1:
        stop(f"{address} may be {' or '.join(map(str, meant))}", Exit.UNUSABLE)
    entry = archive.get(meant[0]) if meant else None
    if entry is None:
        stop(f"there is no record at {address}", Exit.NOTHING)
    return entry
