"""The command that points at passages of a source which may be statements."""

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.openers import Location
from summit_tui.archive.query.tree import RefersTo
from summit_tui.cli.options import (
    cache_options,
    exit_of,
    open_or_exit,
    paths_argument,
    single_entry,
    texts_option,
)
from summit_tui.config import config_for_command
from summit_tui.exits import Exit, print_notice, stop
from summit_tui.i18n import gettext, ngettext
from summit_tui.model.records import Source
from summit_tui.model.text import neutralize
from summit_tui.paths import state_folder

if TYPE_CHECKING:
    from summit_tui.attribution.source_sheet import SourceSheet
    from summit_tui.proposals.passage import ProposedPassage

Format = Literal["text", "jsonl"]
_MOST_STATEMENTS: Final = 100_000
"""Statements of one source that are kept from being proposed again."""


@click.command("propose")
@click.argument("source", metavar="SOURCE")
@paths_argument
@texts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "jsonl")),
    default="text",
    help="In which form to print.",
)
@cache_options
def propose_command(
    source: str,
    paths: tuple[Location, ...],
    *,
    texts: Path | None,
    form: Format,
    cache: Path | None,
) -> None:
    """Print the passages of SOURCE that look like statements, and what a rule saw in each.

    They are no records. Without those that were dismissed in the browser, and those that a
    statement rests on already. The exit code is 0 when there are some, 1 when there are none, 2
    when the text of the source cannot be read.
    """
    from summit_tui.attribution.speech import SpeechText  # the help of all commands loads this file
    from summit_tui.proposals.dismissed import Dismissed
    from summit_tui.proposals.review import open_proposals

    config = config_for_command("texts")
    with open_or_exit(paths, cache) as archive:
        write = _json_line if form == "jsonl" else _text_lines
        sheet = _sheet(archive, single_entry(archive, _address(source)), texts or config.texts)
        speech = SpeechText(sheet.text)
        passages = open_proposals(sheet, speech, Dismissed(state_folder()))
    for passage in passages:
        sys.stdout.write(neutralize(write(sheet, passage)) + "\n")
    template = "{number} passage may be a statement"
    print_notice(ngettext(template, "{number} passages may be statements", len(passages)))
    sys.exit(exit_of(has_hits=bool(passages)))


def _address(source: str) -> str:
    return source if "/" in source else f"sources/{source}"


def _sheet(archive: Archive, source: Entry, texts: Path | None) -> "SourceSheet":
    """Return the text of a source with its statements; stop where it has none."""
    from summit_tui.attribution.source_sheet import SourceTexts, source_sheet

    if not isinstance(source.record, Source):
        stop(gettext("{address} is no source", address=source.address), Exit.UNUSABLE)
    read = SourceTexts(texts).read(source)
    if read.text is None:
        if read.file.problem:
            stop(f"{source.address}: {read.file.problem}", Exit.UNUSABLE)
        stop(gettext("{address} has no text at hand", address=source.address), Exit.UNUSABLE)
    quotes = iterate_hits(archive, Search(RefersTo(source.address), "quotes"))
    return source_sheet(source, source.record, read, islice(quotes, _MOST_STATEMENTS))


def _text_lines(sheet: "SourceSheet", passage: "ProposedPassage") -> str:
    """Return a proposal as three lines: how sure, what was seen, and the words."""
    words = " ".join(sheet.text[passage.start : passage.end].split())
    speaker = passage.speaker or gettext("nobody seen")
    if passage.is_pronoun:
        speaker = gettext("{pronoun} (whoever that is)", pronoun=passage.speaker)
    sure = gettext("sure") if passage.is_sure else gettext("not sure")
    span = f"{passage.start}-{passage.end}"
    return f"{span}  {speaker}  [{passage.mode}, {sure}: {passage.seen}]\n    {words}"


def _json_line(sheet: "SourceSheet", passage: "ProposedPassage") -> str:
    """Return a proposal as imports keep them, with what the rule saw."""
    from summit_tui.evidence.excerpts import excerpt_at, words_of
    from summit_tui.model.json_text import dump_json
    from summit_tui.proposals.review import digest

    text = sheet.read.text
    excerpt = excerpt_at(text, passage.start, passage.end) if text else None
    words = {
        "exact": words_of(sheet.text, passage.start, passage.end),
        "prefix": excerpt.prefix if excerpt else None,
        "suffix": excerpt.suffix if excerpt else None,
    }
    values = {
        "key": digest(sheet, passage),
        "source": sheet.record.url,
        "excerpt": {name: value for name, value in words.items() if value},
        "speaker": passage.speaker,
        "pronoun": passage.is_pronoun,
        "mode": passage.mode,
        "rule": passage.rule,
        "sure": passage.is_sure,
        "start": passage.start,
        "end": passage.end,
        "note": passage.seen,
    }
    return dump_json(
        {name: value for name, value in values.items() if value is not None}, indent=None
    )
