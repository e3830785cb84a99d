"""Prints what is wrong or doubtful with a coverage."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from summit_tui.checking import CODES, FORMS, Form, checked, no_code, report
from summit_tui.commands.common import cache_options, opened, paths_argument, texts_option
from summit_tui.config import read_config
from summit_tui.exits import Exit, narrate
from summit_tui.places import config_file
from summit_tui.problems import Problem


class _CodeType(click.ParamType[str]):
    """A code of a check, in any case."""

    name = "code"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the code that was named."""
        code = str(value).upper()
        return code if code in CODES else self.fail(no_code(value), param, ctx)


def _explain(context: click.Context, _: click.Parameter, code: str | None) -> None:
    if code:
        click.echo(CODES[code])
        context.exit()


@click.command()
@paths_argument
@texts_option
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="text", help="In which form to print."
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
def command(
    paths: tuple[Path, ...],
    texts: Path | None,
    form: Form,
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

    with opened(paths, cache) as archive:
        read = (one for one in archive.info().problems if one.code not in ignore)
        found = chain(read, checked(archive, texts=texts, ignore=ignore))
        for piece in report(counted(found), form):
            sys.stdout.write(piece)
    number = codes.total()
    narrate(f"{number:,} problem{'' if number == 1 else 's'}." if number else "No problems.")
    sys.exit(Exit.UNUSABLE if codes["E001"] else Exit.NOTHING if number else Exit.FOUND)
