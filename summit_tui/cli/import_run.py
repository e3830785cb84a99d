"""What the command `import` does: plans, writes, reports, and takes back."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from summit_tui.diff import Change, change_type_of, changed_fields
from summit_tui.diff.change_set import ChangeSet
from summit_tui.diff.render import render_changes
from summit_tui.exits import Exit, explain_error, print_notice, stop
from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.commit import commit, finish_interrupted, merged_changes
from summit_tui.importers.document import Document
from summit_tui.importers.folder import Folder, read_folder
from summit_tui.importers.journal import read_journal
from summit_tui.importers.ledger import LoggedImport
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import Plan, after
from summit_tui.importers.prepare import Request, prepare, remembered_options
from summit_tui.importers.report import as_json, as_text
from summit_tui.importers.table import importer_named
from summit_tui.importers.undo import Undo, undo
from summit_tui.model.dates import in_words
from summit_tui.model.field_table import name_fields
from summit_tui.model.json_text import dump_json
from summit_tui.model.kinds import Address
from summit_tui.model.text import escape_controls
from summit_tui.readers import shown_path

_NOWHERE: Final = Path(os.devnull, "coverage")
"""A folder that cannot be: what is only looked at goes nowhere."""
_SHOWN: Final = 6
"""The files that a sentence names."""


class ImportRun:
    """One call of the command: its files, one after the other, into one folder."""

    def __init__(
        self,
        folder: Path | None,
        given: Mapping[str, Any],
        importer: str | None,
        *,
        accepts_readings: bool,
        write: bool | None = None,
    ) -> None:
        self._is_somewhere = folder is not None
        self._folder = _read(folder, write=write)[0] if folder else Folder(_NOWHERE)
        self._write_asked = write
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

    def stop_at_errors(self) -> None:
        """Stop where a file cannot be read."""
        if self._errors:
            self._print_errors()
            sys.exit(Exit.UNUSABLE)

    def _encoding(self, path: Path) -> str | None:
        """Return the encoding that the user says, or said the last time."""
        encoding = self._given.get("encoding")
        return encoding or remembered_options(self._folder, path.stem).get("encoding")

    def finish(self, form: str) -> NoReturn:
        """Write if that is asked for, or the folder is new; print the report, and exit."""
        asked = self._write_asked
        writes = self._is_somewhere and (self._folder.is_new if asked is None else asked)
        is_written = writes and self._write()
        lines = self._report(form, is_written=is_written)
        sys.stdout.writelines(map(escape_controls, lines))
        sys.exit(self._exit_code())

    def _write(self) -> bool:
        """Write what the plans say; return whether there was anything to write."""
        plans = [plan.files for plan in self._plans if plan.holds_anything]
        changes = merged_changes(plans)
        try:
            commit(self._folder.path, changes)
        except UnreadableError as error:
            stop(str(error), Exit.UNUSABLE)
        except OSError as error:
            stop(explain_error(error), Exit.UNUSABLE)
        return bool(changes)

    def _report(self, form: str, *, is_written: bool) -> Iterator[str]:
        """Yield the report, and print what could not be read."""
        if form == "json":
            errors = [
                {"file": file, "line": error.line, "message": str(error)}
                for file, error in self._errors
            ]
            plans = [as_json(plan, is_written=is_written) for plan in self._plans]
            yield dump_json({"files": plans, "errors": errors})
            yield "\n"
        else:
            for plan in self._plans:
                yield from (f"{line}\n" for line in as_text(plan))
                yield from _differences(plan)
            yield from self._outcome(is_written=is_written)
        self._print_errors()

    def _print_errors(self) -> None:
        for file, error in self._errors:
            location = f"{file}:{error.line}" if error.line else file
            print_notice(f"{location}: {error}")

    def _outcome(self, *, is_written: bool) -> Iterator[str]:
        """Yield what was done, or how to do it."""
        plans = [plan.files for plan in self._plans if plan.holds_anything]
        paths = [change.path for change in merged_changes(plans)]
        if not self._plans:
            return
        if is_written:
            template = "Written into {folder}: {paths}."
        elif not paths:
            template = "Nothing is to be written."
        elif not self._is_somewhere:
            template = "Nothing is written; say where: --into FOLDER."
        else:
            template = "Nothing is written yet; with --write, into {folder}: {paths}."
        folder, shown = shown_path(self._folder.path), INTERFACE.items(paths[:_SHOWN])
        if len(paths) > _SHOWN:
            others = "{paths} and {number} other file", "{paths} and {number} other files"
            shown = ngettext(*others, len(paths) - _SHOWN, paths=shown)
        yield gettext(template, folder=folder, paths=shown) + "\n"

    def _exit_code(self) -> Exit:
        """Return the exit code: the worst of the files."""
        if self._errors:
            return Exit.UNUSABLE
        is_found = all(
            (plan.holds_anything or plan.imported.is_help) and not plan.conflicts
            for plan in self._plans
        )
        return Exit.FOUND if is_found else Exit.NOTHING


def stop_if_unreadable(path: Path) -> None:
    """Stop with the reason where nothing can be taken from a file."""
    run = ImportRun(None, {}, None, accepts_readings=False)
    run.prepare([path])
    run.stop_at_errors()


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
        with closing(ChangeSet(changes)) as change_set:
            yield from render_changes(change_set, "text", names, colour=False)


def _read(path: Path, *, write: bool | None) -> tuple[Folder, bool]:
    """Return what is in a folder, and whether an import that was killed there is finished for it.

    Stop where the journal cannot be read, and where nothing may be written to finish the import.
    """
    try:
        if write is False and read_journal(path) is not None:
            template = (
                "an import into {folder} was killed before all was written; say it without "
                "--dry-run, and that is finished first"
            )
            stop(gettext(template, folder=shown_path(path)), Exit.UNUSABLE)
        is_finished = finish_interrupted(path)
        if is_finished:
            template = (
                "an import into {folder} was killed before all was written, and is finished now"
            )
            print_notice(gettext(template, folder=shown_path(path)))
        return read_folder(path), is_finished
    except UnreadableError as error:
        stop(str(error), Exit.UNUSABLE)
    except OSError as error:
        stop(explain_error(error), Exit.UNUSABLE)


def take_back(path: Path, name: str, *, write: bool | None, form: str) -> NoReturn:
    """Take an import back, or say what that would do, and exit."""
    folder, is_finished = _read(path, write=write)
    if is_finished:  # maybe this very command, which would now take back the edition before
        print_notice(gettext("Say it again if there is still something to take back."))
        sys.exit(Exit.FOUND)
    writes = bool(write)
    if name not in folder.ledger:
        names = INTERFACE.items(sorted(folder.ledger))
        template = "{folder} has no import {name}, and no other"
        if names:
            template = "{folder} has no import {name}; it has {names}"
        reason = gettext(template, folder=shown_path(path), name=name, names=names)
        stop(reason, Exit.NOTHING)
    try:
        taken = undo(folder, name)
        if writes:
            commit(path, taken.files)
    except UnreadableError as error:
        stop(str(error), Exit.UNUSABLE)
    except OSError as error:
        stop(explain_error(error), Exit.UNUSABLE)
    logged = folder.ledger[name]
    lines = (
        _undo_as_json(name, taken, writes=writes)
        if form == "json"
        else _undo_as_text(logged, taken)
    )
    sys.stdout.writelines(f"{escape_controls(line)}\n" for line in lines)
    if not writes:
        print_notice(gettext("Nothing is written yet; say it with --write."))
    sys.exit(Exit.FOUND)


def _undo_as_json(name: str, taken: Undo, *, writes: bool) -> Iterator[str]:
    lists = {
        "removed": taken.removed,
        "restored": taken.restored,
        "edited": taken.edited,
        "needed": taken.needed,
    }
    addresses = {key: ["/".join(address) for address in lists[key]] for key in lists}
    yield dump_json({"import": name, "written": writes, **addresses})


def _undo_as_text(logged: LoggedImport, taken: Undo) -> Iterator[str]:
    """Yield which edition it is, how many records go, and which stay and why."""
    template = "{name}: {file} ({importer}), imported on {day}: its only edition."
    names = {"name": logged.name, "file": logged.file, "importer": logged.importer}
    if taken.earlier is not None:
        template = (
            "{name}: {file} ({importer}), imported on {day}; the edition of {earlier} before it "
            "stays."
        )
        names["earlier"] = in_words(taken.earlier.date)
    yield gettext(template, **names, day=in_words(logged.date))
    yield ngettext("{number} record goes.", "{number} records go.", len(taken.removed))
    if taken.restored:
        yield ngettext(
            "{number} record is again as it was.",
            "{number} records are again as they were.",
            len(taken.restored),
        )
    if taken.edited:
        yield ngettext(
            "{number} record stays, for you have changed or moved it.",
            "{number} records stay, for you have changed or moved them.",
            len(taken.edited),
        )
        yield from (f"    {kind}/{id}" for kind, id in taken.edited)
    if taken.needed:
        yield ngettext(
            "{number} record stays, for others refer to it.",
            "{number} records stay, for others refer to them.",
            len(taken.needed),
        )
