"""Prints what is wrong or doubtful with a coverage."""

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import click

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.openers import Store, open_store
from summit_tui.cli.launch import usable
from summit_tui.cli.options import (
    KIND,
    cache_options,
    open_or_exit,
    paths_argument,
    stop_at_damage,
    texts_option,
)
from summit_tui.config import read_config
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.compare import Side, compare
from summit_tui.diff.git import GitError, find_revision, write_revision
from summit_tui.diff.render import CHANGE_FORMATS, ChangeFormat, render_changes
from summit_tui.diff.visits import are_identical
from summit_tui.exits import Exit, exit_on_termination, explain_error, print_notice, stop
from summit_tui.lint import (
    CODES,
    REPORT_FORMATS,
    ReportFormat,
    lint,
    render_report,
    unknown_code_message,
)
from summit_tui.model.kinds import Kind
from summit_tui.model.problem import Problem
from summit_tui.paths import config_file, exists, is_folder
from summit_tui.readers import coverage_schema, shown_path
from summit_tui.writing import scratch_folder


class _CodeType(click.ParamType[str]):
    """A code of a check, in any case."""

    name = "code"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the code that was named."""
        code = str(value).upper()
        return code if code in CODES else self.fail(unknown_code_message(value), param, ctx)


def _explain(context: click.Context, _: click.Parameter, code: str | None) -> None:
    if code:
        click.echo(CODES[code])
        context.exit()


@click.command("check")
@paths_argument
@texts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
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
@cache_options
def check_command(
    paths: tuple[Path, ...],
    texts: Path | None,
    form: ReportFormat,
    ignore: tuple[str, ...],
    cache: Path | None,
) -> None:
    """Print everything that is wrong with a coverage folder, as file:line: code: message."""
    codes: Counter[str] = Counter()
    config, _ = read_config(config_file(), ())
    ignore += config.ignore
    texts = texts or config.texts

    def counted(problems: Iterable[Problem]) -> Iterator[Problem]:
        for problem in problems:
            codes[problem.code] += 1
            yield problem

    with open_or_exit(paths, cache) as archive:
        read = (one for one in archive.info().problems if one.code not in ignore)
        found = chain(read, lint(archive, texts=texts, ignore=ignore))
        for piece in render_report(counted(found), form):
            sys.stdout.write(piece)
    number = codes.total()
    print_notice(f"{number:,} problem{'' if number == 1 else 's'}." if number else "No problems.")
    sys.exit(Exit.UNUSABLE if codes["E001"] else Exit.NOTHING if number else Exit.FOUND)


@dataclass(frozen=True, slots=True)
class _Place:
    """One side, not yet read."""

    name: str
    path: Path
    coverage: Store


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "--as",
    "form",
    type=click.Choice(CHANGE_FORMATS),
    default="text",
    help="In which form.",
)
@cache_options
def diff_command(
    old: str, new: str, path: Path | None, form: ChangeFormat, cache: Path | None
) -> None:
    """Print what changed from OLD to NEW, record by record.

    OLD and NEW are folders or files, or revisions in git: REV, which means the coverage at PATH
    in it, or REV:PATH. What exists as a path is a path, unless a PATH follows. Without one, REV
    means the folder on the other side, or else the current one.

    \b
    summit-tui diff coverage-may coverage-june
    summit-tui diff HEAD~1 HEAD coverage
    summit-tui diff HEAD coverage
    summit-tui diff v1:coverage v2:coverage --as markdown

    The exit code is 0 when nothing changed, 1 when something did, 2 when a side cannot be read.
    """  # noqa: D301 - click wants the character itself
    gc.enable()
    with ExitStack() as kept:
        kept.enter_context(exit_on_termination())
        try:
            there = [one for one in (old, new) if path is None and exists(one)]
            usable([Path(one) for one in there])
            meant = path or (Path(there[0]) if there else None)
            sides = [kept.enter_context(_placed(one, there, meant, cache)) for one in (old, new)]
            code = _printed(sides[0], sides[1], form)
        except GitError as error:
            stop(str(error), Exit.UNUSABLE)
    sys.exit(code)


@contextmanager
def _placed(text: str, there: list[str], path: Path | None, cache: Path | None) -> Iterator[_Place]:
    """Find one side; what a revision has is written to a folder that is removed afterwards."""
    if text in there:
        yield _Place(shown_path(Path(text)), Path(text), open_store([Path(text)], cache))
        return
    # In a revision that names its own path, that of the other side means nothing.
    revision = find_revision(text, None if there and ":" in text[1:] else path)
    with scratch_folder() as folder:
        (folder / "files").mkdir()
        place, left_out = write_revision(revision, folder / "files")
        if left_out:
            print_notice(f"{revision.name}: left out, as no plain files: {', '.join(left_out)}")
        yield _Place(revision.name, place, open_store([place], folder))


def _printed(old: _Place, new: _Place, form: ChangeFormat) -> Exit:
    """Print what changed and return what the exit code says."""
    unusable = False
    if are_identical(old.coverage, new.coverage):
        changes = ChangeSet()
    else:
        changes, unusable = _compared(old, new)
    colour = (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    for piece in render_changes(changes, form, (old.name, new.name), colour=colour):
        sys.stdout.write(piece)
    counted = [f"{number:,} {what}" for what, number in changes.counts.items()]
    print_notice(f"Changed: {', '.join(counted)}." if counted else "No record has changed.")
    if unusable:
        return Exit.UNUSABLE
    return Exit.NOTHING if changes.differ else Exit.FOUND


def _compared(old: _Place, new: _Place) -> tuple[ChangeSet, bool]:
    """Return what changed, and whether a file or folder of either side cannot be read."""
    sides = []
    with ExitStack() as kept:
        for one in (old, new):
            archive = one.coverage.fresh() or one.coverage.build()
            kept.callback(archive.close)
            sides.append(Side(archive, one.name, shown_path(one.path)))
        try:
            unread = [one.code for side in sides for one in side.archive.info().problems]
            return compare(sides[0], sides[1]), "E001" in unread
        except IndexCorruptError as error:
            stop_at_damage(error, old.coverage, new.coverage)


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """Write a commented skeleton of a coverage folder to FOLDER."""
    if os.path.lexists(folder) and (not is_folder(folder) or any(folder.iterdir())):
        stop(f"{folder} exists and is not empty", Exit.UNUSABLE)
    try:
        _write(folder)
    except OSError as error:
        stop(explain_error(error, folder), Exit.UNUSABLE)
    print_notice(f"Wrote {folder}. Edit its files, then open it: summit-tui {folder}")


def _write(folder: Path) -> None:
    """Write the skeleton; where that fails, remove again what was made."""
    with ExitStack() as made:
        # Last in, first out: a folder is removed after what is in it.
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir()
            made.callback(missing.rmdir)
        for file in files("summit_tui").joinpath("skeleton").iterdir():
            with (folder / file.name).open("xb") as written:
                made.callback((folder / file.name).unlink)
                written.write(file.read_bytes())
        made.pop_all()


@click.command("schema")
@click.argument("kind", type=KIND, required=False)
def schema_command(kind: Kind | None) -> None:
    """Print the JSON Schema (2020-12) of a coverage file, or of one KIND of record."""
    click.echo(json.dumps(coverage_schema(kind), ensure_ascii=False, indent=2))
