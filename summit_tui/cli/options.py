"""What several commands share: their options, opening the archive, printing and stopping."""

import gc
import os
import re
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import click

from summit_tui.archive import Archive, Entry, IndexCorruptError
from summit_tui.archive.openers import Location, Store, location_of, open_store
from summit_tui.archive.progress import Pace, Progress, Report
from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import Node, Query
from summit_tui.attribution.names import lacks_words
from summit_tui.cli.launch import usable
from summit_tui.exits import Exit, exit_on_termination, print_notice, stop
from summit_tui.formats import FORMS, render
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.model.fields import LANGUAGE_TAG
from summit_tui.model.kinds import KINDS, Kind, kind_named
from summit_tui.paths import (
    bundled_coverage,
    cache_folder,
    config_file,
    exists,
    is_folder,
    state_folder,
)

_DELAY: Final = 0.5
"""Seconds before the progress is shown."""
_INTERVAL: Final = 0.1
"""Seconds between two updates of the progress."""
_BAR_WIDTH: Final = 20
"""Cells of the progress bar."""


@contextmanager
def progress_line(
    stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report | None]:
    """Give a function that shows progress on one line, which is erased at the end.

    Without a terminal it is None. The line needs no escape sequence, so that any terminal shows it.
    """
    stream = stream or sys.stderr
    if not stream.isatty():
        yield None
        return
    pace, due, blank = Pace(clock), _DELAY, ""

    def report(progress: Progress) -> None:
        nonlocal due, blank
        pace.update(progress)
        if pace.seconds < due:
            return
        due = pace.seconds + _INTERVAL
        width = shutil.get_terminal_size().columns - 1
        bar = "#" * int(pace.share * _BAR_WIDTH)
        line = f"[{bar:<{_BAR_WIDTH}}] {pace.share:4.0%} · {pace.describe()}"[:width]
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
        """Return the kind that `value` names."""
        kind = kind_named(value)
        if kind is None:
            message = gettext(
                "{value} is no kind; choose from {kinds}",
                value=repr(value),
                kinds=INTERFACE.items(KINDS),
            )
            self.fail(message, param, ctx)
        return kind


KIND = _KindType()


class LocationType(click.Path):
    """The path of a file or folder, or the address of an archive."""

    name = "path"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a path, or the text of an address; which it is decides what opens it."""
        location = location_of(os.fspath(value))
        return location if isinstance(location, str) else super().convert(value, param, ctx)


class PathType(click.Path):
    """The path of a file or folder, where the address of an archive has no place."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a path; fail where an address is named, which is not repeated."""
        if isinstance(location_of(os.fspath(value)), str):
            self.fail(gettext("files and folders have a place here, no address"), param, ctx)
        return super().convert(value, param, ctx)


class FolderType(click.Path):
    """The path of a folder; click alone takes a named pipe or a device for one."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return a path; fail where something else is there, or a link that leads nowhere."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if os.path.lexists(path) and not is_folder(path):
            self.fail(gettext("{path} is no folder", path=path), param, ctx)
        return path


# What cannot be read is reported like everything else that cannot be opened.
paths_argument = click.argument(
    "paths", nargs=-1, type=LocationType(path_type=Path, readable=False)
)
texts_option = click.option(
    "--texts",
    type=FolderType(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the sources' texts lie, each under its source's id and .txt.",
)


class _LanguageType(click.ParamType[str]):
    """A language tag."""

    name = "tag"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the tag; fail where it does not have the form of BCP 47."""
        if not re.fullmatch(LANGUAGE_TAG, value):
            message = gettext(
                "{value} is no language tag, such as en or zh-Hant", value=repr(value)
            )
            self.fail(message, param, ctx)
        return str(value)


language_option = click.option(
    "--language",
    type=_LanguageType(),
    metavar="TAG",
    help="In the words of this language, such as zh-HK, with its names and translations.",
)


def form_options(command: Any) -> Any:
    """Add `--format`, which is also `--as`, `--language` and `--passage`; the command gets all."""
    command = click.option(
        "--passage/--no-passage",
        default=None,
        help="With or without the words of the source that a statement rests on.",
    )(language_option(command))
    return click.option(
        "--format",
        "--as",
        "form",
        type=click.Choice(list(FORMS)),
        default="text",
        help="In which form.",
    )(command)


def _index_folder(context: click.Context, _: click.Parameter, value: Path | None) -> Path | None:
    """Return the folder for the index, or None with `--no-cache`, which is parsed first."""
    return None if context.meta.get("summit_tui.no_cache") else value or cache_folder()


_QUIET: Final = "summit_tui.quiet"


def _store_quiet(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    context.meta[_QUIET] = wanted


quiet_option = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_store_quiet,
    help="Print what was asked for and what is wrong, and no counts.",
)


def narrate(sentence: str) -> None:
    """Print a sentence beside the data, such as a count, unless `--quiet` is given."""
    if not click.get_current_context().meta.get(_QUIET):
        print_notice(sentence)


def _store_no_cache(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own signature
    context.meta["summit_tui.no_cache"] = wanted


def cache_options(command: Any) -> Any:
    """Add `--cache DIR` and `--no-cache`; the command gets `cache`, a folder or None."""
    command = click.option(
        "--cache",
        type=FolderType(path_type=Path, file_okay=False),
        callback=_index_folder,
        metavar="DIR",
        help="Keep the index in DIR.",
    )(command)
    return click.option(
        "--no-cache",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_store_no_cache,
        help="Keep the index in memory.",
    )(command)


_UNREAD: Final = "summit_tui.unread"
_NAMED: Final = 3
"""The files that a sentence names."""


def _note_unread(archive: Archive) -> None:
    """Say which files and folders cannot be read: what is asked for may be in one of them."""
    unread = [problem.path for problem in archive.info().problems if problem.code == "E001"]
    if not unread:
        return
    click.get_current_context().meta[_UNREAD] = True
    sentence = ngettext(
        "{number} file or folder cannot be read, and what is in it is missing here: {names}",
        "{number} files or folders cannot be read, and what is in them is missing here: {names}",
        len(unread),
        names=INTERFACE.items([*unread[:_NAMED], *["…"][: len(unread) - _NAMED]]),
    )
    print_notice(sentence)


def write_report(chunks: Iterable[str]) -> None:
    """Write a report on which the exit code depends: it is made to its end, whoever reads it."""
    chunks = iter(chunks)
    with suppress(BrokenPipeError):
        for chunk in chunks:
            sys.stdout.write(chunk)
    deque(chunks, maxlen=0)


def exit_of(*, has_hits: bool) -> Exit:
    """Return the exit code of a search: where a file cannot be read, nobody knows of nothing."""
    if has_hits:
        return Exit.FOUND
    return Exit.UNUSABLE if click.get_current_context().meta.get(_UNREAD) else Exit.NOTHING


@contextmanager
def open_or_exit(
    paths: Sequence[Location],
    cache: Path | None,
    progress: Callable[[], AbstractContextManager[Report | None]] = progress_line,
    *,
    lists_problems: bool = False,
) -> Iterator[Archive]:
    """Open the archive of some paths, or else of those that the config names.

    What cannot be read is said, unless the command `lists_problems` itself. An index that turns
    out to be damaged is removed. `progress` gives a function that takes the progress of a build.
    """
    store = open_store(opened_paths(paths), cache)
    with exit_on_termination(), reading(progress) as report:
        store.list_files(report)
        archive = store.fresh(verified=True) or store.build(report)
    if store.index is not None and not exists(store.index):
        template = "{folder} cannot be written; the index is kept in memory"
        narrate(gettext(template, folder=store.index.parent))
    gc.enable()
    # Records are never part of a cycle; at the usual threshold a tenth of the time is collections.
    gc.set_threshold(50_000)
    try:
        if not lists_problems:
            _note_unread(archive)
        yield archive
    except IndexCorruptError as error:
        stop_at_damage(error, store)
    finally:
        archive.close()


def stop_at_damage(error: IndexCorruptError, *stores: Store) -> NoReturn:
    """Remove damaged indexes and stop; they are not rebuilt here, which might go on for ever."""
    remaining = [store.index for store in stores if not store.discard()]
    if remaining:
        reason = gettext(
            "{index} is damaged and cannot be removed; run with --no-cache", index=remaining[0]
        )
    elif all(store.is_new for store in stores):
        reason = gettext("the index was made just now and cannot be read: {error}", error=error)
    else:
        reason = gettext("the index was damaged and is removed; run the command again")
    stop(reason, Exit.UNUSABLE)


def opened_paths(paths: Sequence[Location]) -> Sequence[Location]:
    """Return what a command opens: what it is given, or what the config names.

    Without either it is the bundled coverage. Stops where one cannot be opened.
    """
    if paths:
        return usable(paths)
    from summit_tui.config import read_config, to_open  # needed only where no path is given

    paths, problems = to_open(config_file(), *read_config(config_file(), ()))
    if problems:
        stop("\n".join(map(str, problems)), Exit.UNUSABLE)
    return paths or [bundled_coverage()]


@contextmanager
def reading(
    progress: Callable[[], AbstractContextManager[Report | None]] = progress_line,
) -> Iterator[Report | None]:
    """Give a function that takes the progress of reading; Ctrl-C in the block is a sentence."""
    try:
        with progress() as report:
            yield report
    except KeyboardInterrupt:
        stop(gettext("stopped; the files have not been read to their end"), Exit.INTERRUPTED)


def parse_or_exit(query: str) -> Node:
    """Return the tree of a query, or of a saved search as `@name`; stop where it has an error."""
    from summit_tui.config import config_for_command  # commands without a query need no config

    config_for_command().use_groups()
    if isinstance(location_of(query), str):
        # Not repeated, as it may have a password in it.
        stop(gettext("that is an address; the query comes before it"), Exit.UNUSABLE)
    if query.startswith("@"):
        return _saved_or_exit(query.removeprefix("@"))
    return _tree_or_exit(parse(query))


def _tree_or_exit(parsed: Query) -> Node:
    if parsed.complaint:
        stop(parsed.complaint, Exit.UNUSABLE)
    if parsed.note:
        print_notice(parsed.note)
    return parsed.node


def _saved_or_exit(name: str) -> Node:
    """Return the tree of a saved search, which finds what the browser finds."""
    from summit_tui.app.kept_views import SavedSearches  # few queries name one

    try:
        view = SavedSearches(state_folder()).named(name)
    except ValueError as error:
        stop(str(error), Exit.UNUSABLE)
    return view.limited(_tree_or_exit(parse(view.query, typing=True)))


@contextmanager
def noting_untranslated(
    entries: Iterable[Entry], language: str | None
) -> Iterator[Iterator[Entry]]:
    """Yield the records, and say in the end how many lack the language that was asked for."""
    lacking = 0

    def watched() -> Iterator[Entry]:
        nonlocal lacking
        for entry in entries:
            lacking += language is not None and lacks_words(entry.record, language)
            yield entry

    yield watched()
    if lacking:
        sentence = ngettext(
            "{number} statement has no words in {language}; it stands as it was recorded.",
            "{number} statements have no words in {language}; they stand as they were recorded.",
            lacking,
            language=language,
        )
        print_notice(sentence)


def print_document(
    form: str, entries: Iterable[Entry], language: str | None, *, passage: bool | None
) -> int:
    """Print records in a form and return their number."""
    number = 0

    def count_entries() -> Iterator[Entry]:
        nonlocal number
        for entry in entries:
            number += 1
            yield entry

    try:
        for chunk in render(form, count_entries(), language, passage=passage):
            sys.stdout.write(chunk)
    except ValueError as error:
        stop(str(error), Exit.UNUSABLE)
    return number


def single_entry(archive: Archive, address: str) -> Entry:
    """Return the record at an address, which may be shortened; stop unless it is exactly one."""
    candidates = archive.resolve(address)
    if len(candidates) > 1:
        reason = gettext(
            "{address} may be any of {candidates}",
            address=address,
            candidates=INTERFACE.items(map(str, candidates)),
        )
        stop(reason, Exit.UNUSABLE)
    entry = archive.get(candidates[0]) if candidates else None
    if entry is None:
        stop(gettext("there is no record at {address}", address=address), exit_of(has_hits=False))
    return entry
