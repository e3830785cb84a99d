"""The command `import`, which takes coverage in from files of other programs."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import click

from summit_tui.cli.options import KIND, PathType
from summit_tui.i18n import gettext
from summit_tui.importers.table import IMPORTERS
from summit_tui.model.fields import Id


def _zone(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return a zone; fail where there is none of that name."""
    try:
        if value is not None:
            ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        template = "there is no time zone {zone}; write one of IANA, such as Europe/Vienna"
        raise click.BadParameter(gettext(template, zone=repr(value))) from error
    return value


def _event(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return the id of an event; fail where it is none."""
    if value is not None and not re.fullmatch(get_args(Id)[1].pattern, value):
        template = "{id} is no id: it is made of a-z, 0-9, `.`, `_` and `-`"
        raise click.BadParameter(gettext(template, id=repr(value)))
    return value


def _columns(_: click.Context, __: click.Parameter, values: Sequence[str]) -> dict[str, str] | None:
    """Return columns with their fields; fail where one has no field."""
    pairs = [value.rpartition("=") for value in values]
    for column, _sign, field in pairs:
        if not column or not field:
            template = "{pair} is no COLUMN=FIELD, such as Job_Title=role"
            raise click.BadParameter(gettext(template, pair=repr(f"{column}{field}")))
    return {column: field for column, _sign, field in pairs} or None


def _same(_: click.Context, __: click.Parameter, values: Sequence[str]) -> dict[str, str] | None:
    """Return speakers with those that they are the same as; fail where one has no other."""
    pairs = [value.partition("=") for value in values]
    for speaker, _sign, other in pairs:
        if not speaker or not other:
            template = "{pair} is no SPEAKER=OTHER, such as diaz-0a1b2c=diaz"
            raise click.BadParameter(gettext(template, pair=repr(f"{speaker}{other}")))
    own = "speakers/"
    return {speaker.removeprefix(own): other.removeprefix(own) for speaker, _, other in pairs}


@click.command("import")
@click.argument("files", nargs=-1, type=PathType(path_type=Path), metavar="FILE...")
@click.option(
    "--into",
    type=PathType(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The coverage folder; a new one is written at once.",
)
@click.option(
    "--from",
    "importer",
    type=click.Choice([importer.name for importer in IMPORTERS]),
    help="The format, where the content does not tell.",
)
@click.option("--event", callback=_event, metavar="ID", help="The id of the event.")
@click.option("--timezone", callback=_zone, metavar="ZONE", help="The event's zone.")
@click.option("--encoding", metavar="NAME", help="How the text is encoded.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="COLUMN=FIELD",
    help="What a column or key is; repeatable, and kept for the next time.",
)
@click.option("--kind", type=KIND, help="What the rows of a table are.")
@click.option("--header-row", type=click.IntRange(min=1), help="Which row names the columns.")
@click.option("--persons", is_flag=True, help="Every name is that of a person.")
@click.option("--authors-as-speakers", is_flag=True, help="Authors spoke.")
@click.option("--attendees-as-speakers", is_flag=True, help="Who is invited in a calendar spoke.")
@click.option("--taglines", is_flag=True, help="What people say of themselves is their role.")
@click.option("--accept-readings", is_flag=True, help="Keep the file's texts beside yours.")
@click.option(
    "--same",
    multiple=True,
    callback=_same,
    metavar="SPEAKER=OTHER",
    help="They are one; OTHER is yours, by its id, or by its address in another event.",
)
@click.option("--undo", "undone", metavar="NAME", help="Take an import back.")
@click.option("--write/--dry-run", default=None, help="Write, or only say what would be done.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form.")
def import_command(
    files: tuple[Path, ...],
    *,
    into: Path | None,
    importer: str | None,
    accept_readings: bool,
    undone: str | None,
    write: bool | None,
    form: str,
    **options: Any,
) -> None:
    """Take records from FILEs of other programs into a coverage folder.

    First it says what it would do, and with `--write` it does it. What you have changed since the
    last import stays; nothing is deleted; nothing is fetched from a network.

    The exit code is 0 when something was found, 1 when nothing was or conflicts are left, 2 when a
    file cannot be read.
    """
    if bool(files) == bool(undone) or (undone and into is None):
        raise click.UsageError(gettext("give FILEs, or --undo NAME with --into FOLDER"))
    if write and into is None:
        raise click.UsageError(gettext("say --into FOLDER to write"))
    from summit_tui.cli.import_run import ImportRun, take_back  # loads what no help needs

    if undone and into is not None:
        take_back(into, undone, write=write, form=form)
    given = {name: value for name, value in options.items() if value}
    run = ImportRun(into, given, importer, accepts_readings=accept_readings, write=write)
    run.prepare(files)
    run.finish(form)
