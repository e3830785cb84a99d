"""The command `add`: a statement, a speaker or a source for a coverage folder, from a script.

What reads and writes files is imported where it is used: the help of all commands loads this one.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, get_args

import click

from summit_tui.archive import Archive, Entry
from summit_tui.archive.openers import Location
from summit_tui.cli.options import (
    cache_options,
    open_or_exit,
    opened_paths,
    paths_argument,
    texts_option,
)
from summit_tui.config import config_for_command
from summit_tui.evidence.locate import SourceText, Status
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.lint.report import render_report
from summit_tui.model.fields import Excerpt, Mode
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Source
from summit_tui.writing import RefusedError

if TYPE_CHECKING:
    from summit_tui.authoring.judgement import Plan
    from summit_tui.authoring.revision import Revision

Options = Mapping[str, Any]
"""The values of a command's options by their names; `Any`: click decides their types."""


class _Coverage(NamedTuple):
    """The coverage that gets a record."""

    archive: Archive
    opened: Sequence[Location]
    event: str
    texts: Path | None

    def entry(self, kind: Kind, id: str) -> Entry | None:
        """Return a record of the event, or None."""
        return self.archive.get(Address(self.event, kind, id))

    def id_from(self, kind: Kind, name: str, words: str = "") -> str:
        """Return an id from a name and words that no record of the kind has."""
        from summit_tui.authoring.drafts import id_from

        return id_from(name, words, lambda id: self.entry(kind, id) is not None)


@click.group("add")
def add_command() -> None:
    """Add a statement, a speaker, a source or a reading to the files of a coverage folder."""


def _common(command: Any) -> Any:
    """Add what all three commands take; `Any`: click's decorators have no type of their own."""
    options = (
        cache_options,
        click.option("--dry-run", is_flag=True, help="Show what would be written, and where."),
        texts_option,
        click.option("--event", metavar="ID", help="Of which event, where several are open."),
        click.option(
            "--set",
            "others",
            multiple=True,
            metavar="FIELD=VALUE",
            help="Any other field: VALUE is TOML, or else text; repeatable.",
        ),
        click.option("--id", metavar="ID", help="Its id; else one is made of its words."),
        paths_argument,
    )
    for option in options:
        command = option(command)
    return command


def _text_options(**helps: str) -> Callable[[Any], Any]:
    """Return a decorator that adds options for fields of text, with their help.

    `Any`: click's decorators take functions and commands alike.
    """

    def decorate(command: Any) -> Any:
        for name, sentence in reversed(helps.items()):
            command = click.option(f"--{name}", metavar="TEXT", help=sentence)(command)
        return command

    return decorate


@add_command.command("quote")
@click.option("--source", required=True, metavar="ID", help="The source that has it.")
@click.option("--speaker", required=True, metavar="ID", help="Who said it.")
@click.option("--mode", required=True, type=click.Choice(get_args(Mode)), help="How it has it.")
@click.option("--exact", metavar="TEXT", help="The words of the source that it rests on.")
@click.option("--occurrence", type=click.IntRange(min=1), help="Which of several such passages.")
@_text_options(
    text="The statement; where it is direct, else the words of --exact.",
    role="The capacity in which it was said, as printed.",
    attribution="How the source attributes it, as printed.",
    session="In which session it was said, by its id.",
    date="The day it was said.",
    language="The language of the text; where it is direct, else that of the source.",
)
@click.option("--topic", "topics", multiple=True, metavar="TEXT", help="A topic; repeatable.")
@_common
def quote_command(paths: tuple[Location, ...], **options: Any) -> None:
    """Add a statement that is in a source.

    The words before and after it that tell it from the same words elsewhere are added to the
    excerpt. What `check` calls an error is not written.
    """
    with _open(paths, options) as coverage:
        fields = _quote_fields(coverage, options)
        _add(coverage, "quotes", fields, options)


def _quote_fields(coverage: _Coverage, options: Options) -> dict[str, Any]:
    from summit_tui.attribution.source_sheet import SourceTexts

    names = ("speaker", "text", "mode", "language", "attribution", "role", "session", "date")
    fields = {name: options[name] for name in names}
    fields |= {"topics": [*options["topics"]], "source": options["source"]}
    source = coverage.entry("sources", options["source"])
    if options["exact"] is not None:
        text = SourceTexts(coverage.texts).read(source).text if source else None
        excerpt = _excerpt(text, options["exact"], options["occurrence"])
        fields["excerpt"] = {
            "exact": excerpt.exact,
            "prefix": excerpt.prefix,
            "suffix": excerpt.suffix,
        }
        if fields["mode"] == "direct" and not fields["text"]:
            fields["text"] = excerpt.exact
            record = source.record if source else None
            printed = record.language if isinstance(record, Source) else None
            fields["language"] = fields["language"] or printed
    words = fields["text"] or options["exact"] or ""
    return {"id": coverage.id_from("quotes", options["speaker"], words), **fields}


def _excerpt(text: SourceText | None, exact: str, occurrence: int | None) -> Excerpt:
    """Return where words are in a source's text; stop where that is nowhere, or not certain."""
    from summit_tui.evidence.excerpts import excerpt_at, words_of

    if text is None:
        print_notice(gettext("No text of the source is at hand: the words were not looked for."))
        return Excerpt(exact=exact)
    evidence = text.find_words(exact)
    passages = evidence.passages
    if evidence.status is Status.FOUND and len(evidence.segments) > 1:
        return Excerpt(exact=exact)
    if len(passages) > 1 and occurrence is None:
        template = "{evidence}; say which with --occurrence"
        _refuse(gettext(template, evidence=evidence.sentence()))
    if not passages or (occurrence or 1) > len(passages):
        _refuse(evidence.sentence())
    passage = passages[(occurrence or 1) - 1]
    excerpt = excerpt_at(text, passage.start, passage.end)
    if excerpt is None:
        _refuse(gettext("no words around it tell that passage from the others"))
    printed = words_of(text.text, passage.start, passage.end)
    return Excerpt(exact=printed, prefix=excerpt.prefix, suffix=excerpt.suffix)


@add_command.command("speaker")
@_text_options(
    name="The name, as printed.",
    kind="person, organization or group.",
    delegation="The delegation they came with, by its id.",
    summary="A short account in your own words.",
)
@click.option("--alias", "aliases", multiple=True, help="Another spelling; repeatable.")
@click.option("--source", "sources", multiple=True, help="A source that names them; repeatable.")
@_common
def speaker_command(paths: tuple[Location, ...], **options: Any) -> None:
    """Add a person, an organization or a group."""
    names = ("name", "aliases", "kind", "delegation", "summary", "sources")
    with _open(paths, options) as coverage:
        id = coverage.id_from("speakers", options["name"] or "")
        _add(coverage, "speakers", {"id": id} | {name: options[name] for name in names}, options)


@add_command.command("source")
@_text_options(
    title="The headline, as printed.",
    publisher="Who published it.",
    kind="What sort of text it is.",
    author="Who wrote it, as printed.",
    language="Its language (BCP 47).",
    published="The day it was published.",
    retrieved="The day it was read.",
    url="Its address on the web.",
    text="The file of its text, relative to the file that takes the record.",
)
@_common
def source_command(paths: tuple[Location, ...], **options: Any) -> None:
    """Add a publication that statements rest on."""
    names = ("title", "publisher", "kind", "author", "language", "published", "retrieved")
    with _open(paths, options) as coverage:
        words = (options["publisher"] or "", options["published"] or options["title"] or "")
        fields = {name: options[name] for name in (*names, "url", "text")}
        _add(coverage, "sources", {"id": coverage.id_from("sources", *words)} | fields, options)


@add_command.command("reading")
@click.option("--record", required=True, metavar="ADDRESS", help="The record, as kind/id.")
@click.option("--field", required=True, metavar="NAME", help="The field that it is a reading of.")
@click.option("--source", required=True, metavar="ID", help="The source that prints it.")
@click.option("--value", required=True, metavar="TEXT", help="What the source prints, exactly.")
@click.option("--language", metavar="TAG", help="The language of the value (BCP 47).")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and where.")
@click.option("--event", metavar="ID", help="Of which event, where several are open.")
@texts_option
@cache_options
@paths_argument
def reading_command(paths: tuple[Location, ...], **options: Any) -> None:
    """Set down what a source prints of a field of a record."""
    from summit_tui.authoring.judgement import plan_reading

    names = ("record", "field", "value", "language", "source")
    fields = {name: options[name] for name in names if options[name]}
    with _open(paths, options) as coverage:
        _write(
            lambda: plan_reading(
                coverage.archive, coverage.opened, coverage.event, fields, coverage.texts
            ),
            f"readings of {fields['record']}",
            options,
        )


@contextmanager
def _open(paths: Sequence[Location], options: Options) -> Iterator[_Coverage]:
    """Open a coverage and find out which event is meant."""
    opened = opened_paths(paths)
    texts = options["texts"] or config_for_command("texts").texts
    with open_or_exit(opened, options["cache"]) as archive:
        yield _Coverage(archive, opened, _event(archive, options), texts)


def _event(archive: Archive, options: Options) -> str:
    """Return the id of the event that is named, or the only one, or that of the source."""
    events = [event.id for event in archive.info().events]
    if options["event"] in events:
        return str(options["event"])
    source = options.get("source")
    of_source = [address.event for address in archive.resolve(f"sources/{source}")]
    candidates = of_source if isinstance(source, str) and of_source else events
    if not events:
        stop(gettext("no event is open: a folder needs one file with [event]"), Exit.UNUSABLE)
    if len(candidates) > 1 or options["event"]:
        template = "say which event with --event: {events}"
        stop(gettext(template, events=INTERFACE.items(candidates)), Exit.UNUSABLE)
    return candidates[0]


def _add(coverage: _Coverage, kind: Kind, fields: dict[str, Any], options: Options) -> None:
    """Write a record, or print it with `--dry-run`; stop where `check` would call it an error."""
    from summit_tui.authoring.judgement import plan_record
    from summit_tui.formats.data import without_controls

    fields |= dict(map(_other_field, options["others"]))
    fields["id"] = options["id"] or fields["id"]
    record = {name: value for name, value in without_controls(fields).items() if value}
    _write(
        lambda: plan_record(
            coverage.archive, coverage.opened, coverage.event, kind, record, coverage.texts
        ),
        f"{kind}/{record['id']}",
        options,
    )


def _write(planned: Callable[[], "Plan"], name: str, options: Options) -> None:
    """Carry out a plan, or print it with `--dry-run`; `name` is what the output calls the record.

    Stops where `check` would call it an error.
    """
    try:
        plan = planned()
        for line in render_report(plan.problems, "text"):
            print_notice(line.rstrip("\n"))
        number = len(plan.errors)
        if plan.placement is None or number:
            template = "{number} error: nothing was written."
            _refuse(ngettext(template, "{number} errors: nothing was written.", number))
        revision = plan.placement.revision
        if options["dry_run"]:
            click.echo(revision.diff(), nl=False)
            return
        revision.write()
        _report(f"{revision.name}:{revision.line}: {name}", revision)
    except RefusedError as error:
        _refuse(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        stop(explain_error(error), Exit.UNUSABLE)
    taken = gettext("{file} takes it: {reason}.", file=revision.name, reason=plan.placement.reason)
    print_notice(taken)


def _report(line: str, revision: "Revision") -> None:
    """Print where a record is now; where that fails, take the record back.

    A script that sees a failure tries again, and the record must not be there twice.
    """
    try:
        click.echo(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        revision.undo()
        template = "the output cannot be written: {reason}; nothing was added"
        _refuse(gettext(template, reason=error.strerror))


def _other_field(text: str) -> tuple[str, Any]:
    """Return name and value of `FIELD=VALUE`; `Any`: the value is any of TOML's."""
    import tomli

    from summit_tui.readers.toml import dates_to_text

    name, equals, value = text.partition("=")
    if not equals:
        _refuse(gettext("‘{text}’ is not of the form FIELD=VALUE", text=text))
    try:
        return name.strip(), dates_to_text(tomli.loads(f"x = {value}")["x"])
    except tomli.TOMLDecodeError:
        return name.strip(), value


def _refuse(reason: str) -> NoReturn:
    stop(reason, Exit.UNUSABLE)
