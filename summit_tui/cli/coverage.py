"""The commands about a whole coverage: check, diff, new and schema."""

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import click

from summit_tui.archive import IndexCorruptError
from summit_tui.archive.openers import Location, Store, location_of, open_store
from summit_tui.cli.group import output_has_styles
from summit_tui.cli.launch import usable
from summit_tui.cli.options import (
    KIND,
    PathType,
    cache_options,
    narrate,
    open_or_exit,
    paths_argument,
    quiet_option,
    reading,
    stop_at_damage,
    texts_option,
    write_report,
)
from summit_tui.config import config_for_command
from summit_tui.diff import COUNTED
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.compare import Side, compare
from summit_tui.diff.git import GitError, find_revision, write_revision
from summit_tui.diff.render import CHANGE_FORMATS, ChangeFormat, render_changes
from summit_tui.diff.visits import are_identical
from summit_tui.exits import Exit, exit_on_termination, explain_error, print_notice, stop
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.lint import (
    CODES,
    REPORT_FORMATS,
    ReportFormat,
    lint,
    render_report,
    unknown_code_message,
)
from summit_tui.model.json_text import dump_json
from summit_tui.model.kinds import Kind
from summit_tui.model.problem import Problem
from summit_tui.paths import SCHEMA, exists, is_folder, or_bundled
from summit_tui.readers import coverage_schema, shown_path
from summit_tui.writing import remove_unfinished, replace_file, scratch_folder


class _CodeType(click.ParamType[str]):
    """A code of a check, in any case."""

    name = "code"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the code in upper case; fail where no check has it."""
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
@click.option("--fix", is_flag=True, help="Show what mends a record, ask, and write it.")
@click.option("--yes", is_flag=True, help="With --fix: write everything without asking.")
@quiet_option
@cache_options
def check_command(
    paths: tuple[Location, ...],
    *,
    texts: Path | None,
    form: ReportFormat,
    ignore: tuple[str, ...],
    fix: bool,
    yes: bool,
    cache: Path | None,
) -> None:
    """Print everything that is wrong with a coverage folder, as file:line: code: message."""
    if fix and form != "text":
        raise click.UsageError(gettext("--fix shows changes as text; leave --format out"))
    codes: Counter[str] = Counter()
    editable: list[Problem] = []
    config = config_for_command("ignore", "texts")
    ignore += config.ignore
    texts = texts or config.texts
    with open_or_exit(paths, cache, lists_problems=True) as archive:
        of_files = (problem for problem in archive.info().problems if problem.code not in ignore)
        problems = chain(of_files, lint(archive, texts=texts, ignore=ignore))
        counted = _count_codes(problems, codes)
        write_report(render_report(_set_aside(counted, editable) if fix else counted, form))
    number = codes.total()
    narrate(
        ngettext("{number} problem.", "{number} problems.", number)
        if number
        else gettext("No problems.")
    )
    if fix:
        from summit_tui.cli.fixing import apply_fixes  # a check without it writes nothing

        number -= apply_fixes(editable, without_asking=yes)
    sys.exit(Exit.UNUSABLE if codes["E001"] else Exit.NOTHING if number else Exit.FOUND)


def _set_aside(problems: Iterable[Problem], editable: list[Problem]) -> Iterator[Problem]:
    """Yield the problems that carry no change that mends them; add the others to a list."""
    for problem in problems:
        if problem.edit:
            editable.append(problem)
        else:
            yield problem


def _count_codes(problems: Iterable[Problem], codes: Counter[str]) -> Iterator[Problem]:
    """Yield the problems and count their codes."""
    for problem in problems:
        codes[problem.code] += 1
        yield problem


@dataclass(frozen=True, slots=True)
class _UnreadSide:
    """A side of a comparison before it is read."""

    name: str
    location: Location
    store: Store


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.argument("path", required=False, type=PathType(path_type=Path))
@click.option(
    "--format",
    "--as",
    "form",
    type=click.Choice(CHANGE_FORMATS),
    default="text",
    help="In which form.",
)
@quiet_option
@cache_options
def diff_command(
    old: str, new: str, path: Path | None, form: ChangeFormat, cache: Path | None
) -> None:
    """Print what changed from OLD to NEW, record by record.

    OLD and NEW are folders, files or addresses, or revisions in git: REV, which means the coverage
    at PATH in it, or REV:PATH. What exists as a path is a path, unless a PATH follows. Without one,
    REV means the folder on the other side, or else the current one.

    \b
    summit-tui diff coverage-may coverage-june
    summit-tui diff HEAD~1 HEAD coverage
    summit-tui diff HEAD coverage
    summit-tui diff v1:coverage v2:coverage --as markdown

    The exit code is 0 when nothing changed, 1 when something did, 2 when a side cannot be read.
    """  # noqa: D301 - click wants the character itself
    gc.enable()
    with ExitStack() as stack:
        stack.enter_context(exit_on_termination())
        try:
            located = {
                name: location
                for name in (old, new)
                if path is None and (location := _location(name)) is not None
            }
            for location in located.values():
                usable([location])
            folders = [path, *(other for other in located.values() if isinstance(other, Path))]
            inner = next(filter(None, folders), None)
            sides = [
                stack.enter_context(_locate_side(name, located, inner, cache))
                for name in (old, new)
            ]
            code = _print_changes(sides[0], sides[1], form)
        except GitError as error:
            stop(str(error), Exit.UNUSABLE)
    sys.exit(code)


def _location(name: str) -> Location | None:
    """Return the path or address that is compared, or None for what may be a revision."""
    location = location_of(name)
    if isinstance(location, str):
        return location
    path = or_bundled(location)
    return path if exists(path) else None


@contextmanager
def _locate_side(
    name: str, located: Mapping[str, Location], path: Path | None, cache: Path | None
) -> Iterator[_UnreadSide]:
    """Give one side of a comparison: a location, if `name` is among the `located`, or a revision.

    The files of a revision are written to a folder that is removed afterwards.
    """
    if name in located:
        location = located[name]
        yield _UnreadSide(shown_path(str(location)), location, open_store([location], cache))
        return
    # A revision that names its own path does not use that of the other side.
    revision = find_revision(name, None if located and ":" in name[1:] else path)
    with scratch_folder() as folder:
        (folder / "files").mkdir()
        written, left_out = write_revision(revision, folder / "files")
        if left_out:
            print_notice(
                gettext(
                    "{revision}: left out, as no plain files: {files}",
                    revision=revision.name,
                    files=INTERFACE.items(left_out),
                )
            )
        yield _UnreadSide(revision.name, written, open_store([written], folder))


def _print_changes(old: _UnreadSide, new: _UnreadSide, form: ChangeFormat) -> Exit:
    """Print what changed and return the exit code."""
    with reading() as report:
        for side in (old, new):
            side.store.list_files(report)
    unusable = False
    if are_identical(old.store, new.store):
        changes = ChangeSet()
    else:
        changes, unusable = _compare_sides(old, new)
    with closing(changes):
        names = (old.name, new.name)
        write_report(render_changes(changes, form, names, colour=output_has_styles()))
        counts = [gettext(COUNTED[type_], number=n) for type_, n in changes.counts.items()]
    narrate(
        gettext("Changed: {counts}.", counts=INTERFACE.items(counts))
        if counts
        else gettext("No record has changed.")
    )
    if unusable:
        return Exit.UNUSABLE
    return Exit.NOTHING if changes.differ else Exit.FOUND


def _compare_sides(old: _UnreadSide, new: _UnreadSide) -> tuple[ChangeSet, bool]:
    """Return what changed, and whether a file or folder of either side cannot be read."""
    sides = []
    with ExitStack() as stack:
        for side in (old, new):
            with reading() as report:
                archive = side.store.fresh(verified=True) or side.store.build(report)
            stack.callback(archive.close)
            sides.append(Side(archive, side.name, shown_path(str(side.location))))
        try:
            codes = {problem.code for side in sides for problem in side.archive.info().problems}
            return compare(sides[0], sides[1]), "E001" in codes
        except IndexCorruptError as error:
            stop_at_damage(error, old.store, new.store)


@click.command("new")
@click.option(
    "--article",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An article, transcript or other file that `import` reads, as its first source.",
)
@click.argument("folder", type=PathType(path_type=Path))
def new_command(folder: Path, *, article: Path | None) -> None:
    """Write a commented skeleton of a coverage folder to FOLDER."""
    if os.path.lexists(folder) and not exists(folder):
        template = "{folder} is a link to a folder that does not exist"
        stop(gettext(template, folder=folder), Exit.UNUSABLE)
    if exists(folder) and not is_folder(folder):
        stop(gettext("{folder} exists and is no folder", folder=folder), Exit.UNUSABLE)
    skeleton = _skeleton(folder)
    if exists(folder) and not _is_untouched(folder, skeleton, is_whole=article is not None):
        template = "{folder} exists and is not empty"
        if article is not None:
            template = (
                "{folder} exists and is not empty; to take the article into it, say "
                "summit-tui import {article} --into {folder} --write"
            )
        stop(gettext(template, folder=folder, article=article), Exit.UNUSABLE)
    if article is not None:
        _stop_if_unreadable(article)
    try:
        _write_skeleton(folder, skeleton)
    except OSError as error:
        stop(explain_error(error, folder), Exit.UNUSABLE)
    print_notice(
        gettext("Wrote {folder}. Edit its files, then open it: summit-tui {folder}", folder=folder)
    )
    if article is not None:
        from summit_tui.cli.import_run import ImportRun

        run = ImportRun(folder, {}, None, accepts_readings=False, write=True)
        run.prepare([article])
        run.finish("text")


def _stop_if_unreadable(article: Path) -> None:
    """Stop where nothing can be taken from a file, or nothing here takes it."""
    try:
        from summit_tui.cli.import_run import stop_if_unreadable
    except ModuleNotFoundError as error:
        if error.name != "summit_tui.cli.import_run":
            raise
        stop(gettext("this installation has no importers"), Exit.UNUSABLE)
    stop_if_unreadable(article)


def _skeleton(folder: Path) -> dict[Path, bytes]:
    """Return the files of the skeleton of a coverage."""
    templates = files("summit_tui").joinpath("skeleton").iterdir()
    contents = {folder / template.name: template.read_bytes() for template in templates}
    return {folder / SCHEMA: _schema_text().encode(), **contents}


def _is_untouched(folder: Path, skeleton: Mapping[Path, bytes], *, is_whole: bool) -> bool:
    """Say whether a folder holds nothing, or nothing but what a killed run wrote of a skeleton.

    `is_whole` says whether that may be all of it, as more was to come.
    """
    inner = (folder / SCHEMA).parent
    remove_unfinished(folder)
    paths = [*folder.iterdir()]
    if inner in paths and is_folder(inner) and not inner.is_symlink():
        remove_unfinished(inner)
        paths.remove(inner)
        paths += inner.iterdir()
    return len(paths) < len(skeleton) + is_whole and all(
        path in skeleton and path.is_file() and path.read_bytes() == skeleton[path]
        for path in paths
    )


def _write_skeleton(folder: Path, skeleton: Mapping[Path, bytes]) -> None:
    """Write what is missing of a skeleton; remove it again where that fails."""
    with ExitStack() as undo:
        # Last in, first out: a folder is removed after its files.
        missing = [path for path in (folder / SCHEMA).parents if not path.exists()]
        for path in reversed(missing):
            path.mkdir()
            undo.callback(path.rmdir)
        for path, content in skeleton.items():
            if not exists(path):
                with replace_file(path) as stream:
                    stream.write(content)
                undo.callback(path.unlink)
        undo.pop_all()


@click.command("schema")
@click.argument("kind", type=KIND, required=False)
def schema_command(kind: Kind | None) -> None:
    """Print the JSON Schema (2020-12) of a coverage file, or of one KIND of record."""
    click.echo(_schema_text(kind), nl=False)


def _schema_text(kind: Kind | None = None) -> str:
    return dump_json(coverage_schema(kind)) + "\n"
