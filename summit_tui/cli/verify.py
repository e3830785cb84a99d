"""The command that compares the quotations of a draft with a coverage."""

import sys
from pathlib import Path

import click

from summit_tui.cli.group import output_has_styles
from summit_tui.cli.options import (
    PathType,
    cache_options,
    narrate,
    open_or_exit,
    paths_argument,
    quiet_option,
    texts_option,
    write_report,
)
from summit_tui.config import config_for_command
from summit_tui.exits import Exit, stop
from summit_tui.lint.report import REPORT_FORMATS, ReportFormat
from summit_tui.verify.draft import DraftError
from summit_tui.verify.draft_files import read_draft, read_stream
from summit_tui.verify.judge import Judge
from summit_tui.verify.report import render_judgements, summary


@click.command("verify")
@click.argument("draft", type=PathType(path_type=Path, allow_dash=True))
@paths_argument
@texts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    help="In which form to print.",
)
@quiet_option
@cache_options
def verify_command(
    draft: Path,
    paths: tuple[Path, ...],
    *,
    texts: Path | None,
    form: ReportFormat,
    cache: Path | None,
) -> None:
    """Print of every quotation in DRAFT what the coverage has: who said it, and which words.

    DRAFT is an article in Markdown, text, HTML or DOCX; - reads it from standard input. The exit
    code is 0 when every quotation is exact, 1 when one needs a look, 2 when the draft cannot be
    read.
    """
    try:
        is_piped = draft == Path("-")
        article = read_stream(sys.stdin.buffer, "<stdin>") if is_piped else read_draft(draft)
    except DraftError as error:
        stop(str(error), Exit.UNUSABLE)
    config = config_for_command("texts")
    with open_or_exit(paths, cache) as archive:
        judgements = Judge(archive, texts or config.texts).judgements(article)
        write_report(render_judgements(article, judgements, form, colour=output_has_styles()))
    narrate(summary(judgements))
    is_wrong = any(judgement.is_wrong for judgement in judgements)
    sys.exit(Exit.NOTHING if is_wrong else Exit.FOUND)
