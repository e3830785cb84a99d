"""Prints what changed between two coverages, or two revisions of one."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from summit_tui.archive import BrokenIndexError
from summit_tui.archive.opening import Coverage
from summit_tui.changes.comparing import Side, compare
from summit_tui.changes.forms import FORMS, Form, report
from summit_tui.changes.git import GitError
from summit_tui.changes.identity import are_identical
from summit_tui.changes.listing import Changes
from summit_tui.changes.revisions import find, write
from summit_tui.commands.browser import usable
from summit_tui.commands.common import cache_options, stop_at_damage
from summit_tui.exits import Exit, ended_in_order, narrate, stop
from summit_tui.places import exists
from summit_tui.reading import shown_path
from summit_tui.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class _Place:
    """One side, not yet read."""

    name: str
    path: Path
    coverage: Coverage


@click.command()
@click.argument("old")
@click.argument("new")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "--as",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="In which form.",
)
@cache_options
def command(old: str, new: str, path: Path | None, form: Form, cache: Path | None) -> None:
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
        kept.enter_context(ended_in_order())
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
        yield _Place(shown_path(Path(text)), Path(text), Coverage([Path(text)], cache))
        return
    # In a revision that names its own path, that of the other side means nothing.
    revision = find(text, None if there and ":" in text[1:] else path)
    with scratch_folder() as folder:
        (folder / "files").mkdir()
        place, left_out = write(revision, folder / "files")
        if left_out:
            narrate(f"{revision.name}: left out, as no plain files: {', '.join(left_out)}")
        yield _Place(revision.name, place, Coverage([place], folder))


def _printed(old: _Place, new: _Place, form: Form) -> Exit:
    """Print what changed and return what the exit code says."""
    unusable = False
    if are_identical(old.coverage, new.coverage):
        changes = Changes()
    else:
        changes, unusable = _compared(old, new)
    colour = (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    for piece in report(changes, form, (old.name, new.name), colour=colour):
        sys.stdout.write(piece)
    counted = [f"{number:,} {what}" for what, number in changes.counts.items()]
    narrate(f"Changed: {', '.join(counted)}." if counted else "No record has changed.")
    if unusable:
        return Exit.UNUSABLE
    return Exit.NOTHING if changes.differ else Exit.FOUND


def _compared(old: _Place, new: _Place) -> tuple[Changes, bool]:
    """Return what changed, and whether a file or folder of either side cannot be read."""
    sides = []
    with ExitStack() as kept:
        for one in (old, new):
            archive = one.coverage.fresh() or one.coverage.indexed()
            kept.callback(archive.close)
            sides.append(Side(archive, one.name, shown_path(one.path)))
        try:
            unread = [one.code for side in sides for one in side.archive.info().problems]
            return compare(sides[0], sides[1]), "E001" in unread
        except BrokenIndexError as error:
            stop_at_damage(error, old.coverage, new.coverage)
