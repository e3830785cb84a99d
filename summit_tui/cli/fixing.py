"""Mends what `check` can: shows each change, asks, and writes it."""

import sys
from collections.abc import Iterable, Iterator

import click

from summit_tui.authoring.fixes import Fix, fixes
from summit_tui.cli.group import output_has_styles
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.i18n import gettext, ngettext
from summit_tui.model.problem import Problem
from summit_tui.model.text import one_line
from summit_tui.writing import RefusedError

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def apply_fixes(problems: Iterable[Problem], *, without_asking: bool) -> int:
    """Show what mends each record and write it if the user agrees; return how many were mended.

    The number is that of problems. Stops where nobody answers.
    """
    mended = 0
    for fix in fixes(problems):
        mended += len(fix.problems) * _apply_fix(fix, without_asking=without_asking)
    print_notice(
        ngettext("{number} problem mended.", "{number} problems mended.", mended)
        if mended
        else gettext("Nothing was mended.")
    )
    return mended


def _apply_fix(fix: Fix, *, without_asking: bool) -> bool:
    """Show and write the change of one record; return whether it was written."""
    for problem in fix.problems:
        click.echo(one_line(str(problem)))
    try:
        revision = fix.revision()
        click.echo("".join(_coloured(revision.diff())), nl=False)
        if not without_asking and not _agrees():
            return False
        revision.write()
    except RefusedError as error:
        print_notice(gettext("not mended: {reason}", reason=error))
        return False
    except OSError as error:
        stop(explain_error(error), Exit.UNUSABLE)
    return True


def _agrees() -> bool:
    """Ask whether to write; at the end of the input or for `q` the command ends."""
    prompt = gettext("Write this? [y/n/q]")
    sys.stdout.flush()
    print(prompt, end=" ", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer or answer.strip().casefold() == "q":
        stop(gettext("stopped; what was agreed to before is written"), Exit.NOTHING)
    return answer.strip().casefold() in ("y", "yes")


def _coloured(diff: str) -> Iterator[str]:
    """Yield the lines of a diff, in colours where the output can show them."""
    for line in diff.splitlines(keepends=True):
        colour = _COLOURS.get(line[0]) if output_has_styles() else None
        yield click.style(line, fg=colour) if colour else line
