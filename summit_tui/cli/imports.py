"""The command `import`, which takes coverage in from files of other programs."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo

import click

from summit_tui.cli.options import KIND
from summit_tui.diff import Change, change_type_of, changed_fields
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.render import render_changes
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.commit import commit, merged_changes
from summit_tui.importers.document import Document
from summit_tui.importers.folder import Folder, read_folder
from summit_tui.importers.ids import is_legal
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import Plan, after
from summit_tui.importers.prepare import Request, prepare, remembered_options
from summit_tui.importers.report import as_json, as_text
from summit_tui.importers.table import IMPORTERS, importer_named
from summit_tui.importers.undo import undo
from summit_tui.model.kinds import Address
from summit_tui.model.records import name_fields
from summit_tui.model.text import escape_controls
from summit_tui.readers import shown_path

_NOWHERE: Final = Path()
"""Stands for a folder that is not said: the import is only looked at."""


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
    if value is not None and not is_legal(value):
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


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
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
    try:
        folder = read_folder(into) if into else Folder(_NOWHERE)
    except UnreadableError as error:
        stop(str(error), Exit.UNUSABLE)
    if undone:
        _take_back(folder, undone, writes=bool(write), form=form)
    writes = into is not None and (folder.is_new if write is None else write)
    if write and into is None:
        raise click.UsageError(gettext("say --into FOLDER to write"))
    given = {name: value for name, value in options.items() if value}
    run = _Run(folder, given, importer, accepts_readings=accept_readings)
    run.prepare(files)
    is_written = writes and run.write()
    sys.stdout.writelines(map(escape_controls, run.report(form, is_written=is_written)))
    sys.exit(run.exit_code())


class _Run:
    """One call of the command: its files, one after the other, into one folder."""

    def __init__(
        self,
        folder: Folder,
        given: Mapping[str, Any],
        importer: str | None,
        *,
        accepts_readings: bool,
    ) -> None:
        self._folder = folder
        self._given = given
        self._importer = importer
        self._accepts_readings = accepts_readings
        self._plans: list[Plan] = []
        self._errors: list[tuple[str, UnreadableError]] = []

    def prepare(self, files: Sequence[Path]) -> None:
        """Make the plan of each file; what cannot be read costs itself alone."""
        folder = self._folder
        today = datetime.now(UTC).date().isoformat()
        documents = [Document(path, encoding=self._encoding(path)) for path in files]
        for document in documents:
            request = Request(
                document=document,
                importer=importer_named(self._importer) if self._importer else None,
                given=self._given,
                beside=[other for other in documents if other is not document],
                today=today,
                accepts_readings=self._accepts_readings,
            )
            try:
                plan = prepare(folder, request)
            except UnreadableError as error:
                self._errors.append((shown_path(document.path), error))
                continue
            self._plans.append(plan)
            folder = after(folder, plan) if plan.holds_anything else folder

    def _encoding(self, path: Path) -> str | None:
        """Return the encoding that the user says, or said the last time."""
        encoding = self._given.get("encoding")
        return encoding or remembered_options(self._folder, path.stem).get("encoding")

    def write(self) -> bool:
        """Write what the plans say; return whether there was anything to write."""
        plans = [plan.changes for plan in self._plans if plan.holds_anything]
        changes = merged_changes(plans)
        try:
            commit(self._folder.path, changes)
        except UnreadableError as error:
            stop(str(error), Exit.UNUSABLE)
        except OSError as error:
            stop(explain_error(error), Exit.UNUSABLE)
        return bool(changes)

    def report(self, form: str, *, is_written: bool) -> Iterator[str]:
        """Yield the report, and print what could not be read."""
        if form == "json":
            errors = [
                {"file": file, "line": error.line, "message": str(error)}
                for file, error in self._errors
            ]
            plans = [as_json(plan, is_written=is_written) for plan in self._plans]
            yield json.dumps({"files": plans, "errors": errors}, ensure_ascii=False, indent=2)
            yield "\n"
        else:
            for plan in self._plans:
                yield from (f"{line}\n" for line in as_text(plan))
                yield from _differences(plan)
            yield from self._outcome(is_written=is_written)
        for file, error in self._errors:
            place = f"{file}:{error.line}" if error.line else file
            print_notice(f"{place}: {error}")

    def _outcome(self, *, is_written: bool) -> Iterator[str]:
        """Yield what was done, or how to do it."""
        plans = [plan.changes for plan in self._plans if plan.holds_anything]
        paths = [change.path for change in merged_changes(plans)]
        if not self._plans:
            return
        if is_written:
            template = "Written into {folder}: {paths}."
        elif not paths:
            template = "Nothing is to be written."
        elif self._folder.path == _NOWHERE:
            template = "Nothing is written; say where: --into FOLDER."
        else:
            template = "Nothing is written yet; with --write, into {folder}: {paths}."
        folder = shown_path(self._folder.path)
        yield gettext(template, folder=folder, paths=", ".join(paths)) + "\n"

    def exit_code(self) -> Exit:
        """Return the exit code: the worst of the files."""
        if self._errors:
            return Exit.UNUSABLE
        is_found = all(plan.holds_anything and not plan.conflicts for plan in self._plans)
        return Exit.FOUND if is_found else Exit.NOTHING


def _differences(plan: Plan) -> Iterator[str]:
    """Yield what changes in records that are there already, as `diff` says it."""
    changes = []
    for outcome in plan.outcomes:
        if outcome.status == "changed":
            fields = changed_fields(outcome.kind, outcome.before, outcome.fields)
            name = str(outcome.fields.get(name_fields(outcome.kind)[0], ""))
            address = Address(plan.event, outcome.kind, outcome.id)
            change = change_type_of(outcome.kind, fields[0].name)
            changes.append(Change(address, change, name, "", fields))
    if changes:
        names = (gettext("the folder"), plan.recognition.file)
        yield from render_changes(ChangeSet(changes), "text", names, colour=False)


def _take_back(folder: Folder, name: str, *, writes: bool, form: str) -> NoReturn:
    """Take an import back, or say what that would do, and exit."""
    if name not in folder.ledger:
        names = ", ".join(sorted(folder.ledger)) or gettext("none")
        template = "{folder} has no import {name}; it has {names}"
        stop(
            gettext(template, folder=shown_path(folder.path), name=name, names=names), Exit.NOTHING
        )
    try:
        taken = undo(folder, name)
        if writes:
            commit(folder.path, taken.changes)
    except UnreadableError as error:
        stop(str(error), Exit.UNUSABLE)
    except OSError as error:
        stop(explain_error(error), Exit.UNUSABLE)
    lists = {"removed": taken.removed, "edited": taken.edited, "needed": taken.needed}
    if form == "json":
        addresses = {key: ["/".join(address) for address in lists[key]] for key in lists}
        click.echo(json.dumps({"import": name, "written": writes, **addresses}, indent=2))
        sys.exit(Exit.FOUND)
    for number, singular, plural in (
        (len(taken.removed), "{number} record goes.", "{number} records go."),
        (
            len(taken.edited),
            "{number} record stays, for you have changed or moved it.",
            "{number} records stay, for you have changed or moved them.",
        ),
        (
            len(taken.needed),
            "{number} record stays, for others refer to it.",
            "{number} records stay, for others refer to them.",
        ),
    ):
        if number:
            click.echo(ngettext(singular, plural, number))
    click.echo(
        gettext("The import {name} is taken back.", name=name)
        if writes
        else gettext("Nothing is written yet; say it with --write.")
    )
    sys.exit(Exit.FOUND)
