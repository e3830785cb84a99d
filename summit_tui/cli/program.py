"""The commands that run the program for others to use, and about it: cache, keys, mcp, open."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from summit_tui.archive.openers import Location
from summit_tui.cli import FRONT_ENDS
from summit_tui.cli.launch import browse
from summit_tui.cli.options import (
    FolderType,
    cache_options,
    exit_of,
    open_or_exit,
    paths_argument,
    texts_option,
)
from summit_tui.config import unknown_language
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.i18n import gettext, ngettext, speak, spoken
from summit_tui.model.text import neutralize
from summit_tui.paths import cache_folder, config_file, state_folder
from summit_tui.storage import STORAGE, StorageKind, Stored

_ALL: Final = "all"


@click.command("cache")
@click.option(
    "--cache",
    type=FolderType(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Look for indexes in DIR.",
)
@click.option(
    "--clear",
    "names",
    is_flag=False,
    flag_value="index",
    multiple=True,
    type=click.Choice([*(kind.name for kind in STORAGE), _ALL]),
    help="Remove all of a kind, by default the indexes; repeatable. `all` leaves your own work.",
)
def cache_command(cache: Path | None, *, names: Sequence[str]) -> None:
    """List all that is kept: its kind, size, day of the last use, place, and what it is about."""
    folders = {"cache": cache or cache_folder(), "state": state_folder()}
    kinds = [kind for kind in STORAGE if not names or kind.name in names or _ALL in names]
    for home in dict.fromkeys(kind.home for kind in kinds):
        _stop_if_unreadable(folders[home])
    if names:
        for kind in kinds:
            _clear(kind, folders[kind.home], is_named=kind.name in names)
        return
    listed = [(kind, file) for kind in kinds for file in kind.stored(folders[kind.home])]
    for kind, file in listed:
        click.echo(neutralize(_line(kind, file)))
    # The index of the last visit usually is a hard link to the current index.
    sizes = {_identity(file.path): file.size for _, file in listed}
    print_notice(
        ngettext(
            "{number} file kept, {size}: {cache} has what can be made again, {state} the rest",
            "{number} files kept, {size}: {cache} has what can be made again, {state} the rest",
            len(listed),
            size=_size(sum(sizes.values())),
            **folders,
        )
    )
    sys.exit(exit_of(has_hits=bool(listed)))


def _stop_if_unreadable(folder: Path) -> None:
    """Stop where a folder cannot be listed: what it has would count as nothing."""
    try:
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError):
        return  # nothing was ever stored
    except OSError as error:
        stop(explain_error(error, folder), Exit.UNUSABLE)


def _clear(kind: StorageKind, folder: Path, *, is_named: bool) -> None:
    if kind.is_own_work and not is_named:
        print_notice(
            gettext(
                "{kind}: kept, as that is your own work; --clear {kind} removes it", kind=kind.name
            )
        )
        return
    try:
        removed = kind.clear(folder)
    except OSError as error:
        reason = gettext("cannot clear {folder}: {reason}", folder=folder, reason=error.strerror)
        stop(reason, Exit.UNUSABLE)
    print_notice(
        ngettext(
            "{kind}: {number} file removed from {folder}",
            "{kind}: {number} files removed from {folder}",
            len(removed),
            kind=kind.name,
            folder=folder,
        )
    )


def _line(kind: StorageKind, file: Stored) -> str:
    """Return kind, size, day of the last use, path and subject of a file in columns."""
    day = datetime.fromtimestamp(file.last_use, UTC).astimezone().date().isoformat()
    line = f"{kind.name:<9}  {_size(file.size):>8}  {day}  {file.path}"
    return f"{line}  ({file.description})" if file.description else line


def _identity(path: Path) -> tuple[int, int]:
    """Return device and inode, which hard links share."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _size(size: float) -> str:
    """Return a number of bytes in at most four digits."""
    for unit in ("B", "kB", "MB"):
        if size < 1_000:
            return f"{size:.0f} {unit}"
        size /= 1_000
    return f"{size:,.1f} GB"


def _front_end_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each front end that may open in place of the browser."""
    for name, front_end in FRONT_ENDS.items():
        add = click.option(f"--{name}", "front_end", flag_value=name, help=front_end.help)
        command = add(command)
    return command


def _spoken(_context: click.Context, _parameter: click.Parameter, tag: str | None) -> str | None:
    """Return a language if the browser speaks it."""
    if tag and not spoken(tag):
        raise click.BadParameter(unknown_language(tag))
    return tag


@click.command("open")
@paths_argument
@texts_option
@click.option("--watch", is_flag=True, help="Read files again when they change.")
@click.option(
    "--language",
    metavar="TAG",
    callback=_spoken,
    help="The language of the browser, such as zh-Hans or zh-Hant.",
)
@click.option("--print-on-exit", is_flag=True, help="Print the last copy at the end.")
@_front_end_options
@cache_options
def open_command(
    paths: tuple[Location, ...],
    *,
    texts: Path | None,
    watch: bool,
    print_on_exit: bool,
    cache: Path | None,
    front_end: str | None = None,
    language: str | None = None,
) -> None:
    """Open the browser on PATHs; the same without the word open."""
    if watch:
        from summit_tui.app.loader import MISSING, can_watch

        if not can_watch():
            stop(gettext(MISSING), Exit.UNUSABLE)
    if language:
        speak(language)
    browse(
        paths,
        cache=cache,
        texts=texts,
        watch=watch,
        print_on_exit=print_on_exit,
        front_end=front_end,
        language=language,
    )


@click.command("keys")
def keys_command() -> None:
    """Print every key, the id by which the config names it, and what it does."""
    from summit_tui.app.keys import table  # imports Textual, as no other command without a screen
    from summit_tui.config import read_config

    config, _ = read_config(config_file(), (id for _, _, id, _ in table()))
    for group, names, id, sentence in table(config.keys):
        click.echo(f"{group:<9} {names:<14} {id:<16} {sentence}")


@click.command("mcp")
@paths_argument
@texts_option
@cache_options
def mcp_command(paths: tuple[Location, ...], *, texts: Path | None, cache: Path | None) -> None:
    """Answer an assistant that speaks the Model Context Protocol, on the input and output.

    It can search, show, compare and verify, and change nothing.
    """
    try:
        from summit_tui.mcp import serve
    except ImportError:
        missing = gettext("mcp needs the package mcp: pip install 'summit-tui[mcp]'")
        stop(missing, Exit.UNUSABLE)
    from summit_tui.api import Coverage
    from summit_tui.config import config_for_command

    config = config_for_command("texts")
    config.use_groups()
    with open_or_exit(paths, cache) as archive:
        serve(Coverage(archive, texts or config.texts))
