"""What an import would do to a folder, worked out before anything is written.

A record is known by its key, so its id stays whatever its title becomes. Nothing is deleted, what
an editor has deleted or changed stays so, and a record that an editor moved to a file of their own
is left to them.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Final, Literal, NamedTuple, get_args

from summit_tui.importers.folder import Folder, Held, ReadingRow
from summit_tui.importers.importer import FileProblem, Imported, RecordKey, Suggestion
from summit_tui.importers.ledger import LoggedImport, LoggedRecord
from summit_tui.importers.merge import UNKNOWN, Conflict, Fields, merge
from summit_tui.importers.normal import NormalRecord
from summit_tui.model.field_table import text_fields
from summit_tui.model.kinds import Kind

Status = Literal["new", "changed", "same", "gone", "deleted", "moved"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""New; changed by the file; as it was; no longer in the file; deleted by the editor, who is not
contradicted; moved by the editor to another file, which is left alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a record."""

    kind: Kind
    """Its kind."""
    key: str
    """Its key in the file."""
    id: str
    """Its id."""
    status: Status
    """What the import does with it."""
    _: KW_ONLY
    path: str
    """The file in which it stands or will stand, relative to the folder."""
    line: int = 0
    """The line of that file on which it stands; 0 for a new record."""
    before: Fields = field(default_factory=dict)
    """Its fields as the folder has them."""
    fields: Fields = field(default_factory=dict)
    """Its fields afterwards."""
    base: Fields | None = None
    """What the ledger will hold of it; None for what it held."""
    conflicts: tuple[Conflict, ...] = ()
    """Where the editor's value was kept although the file has another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file that is to be written, replaced or removed."""

    path: str
    """Where it is, relative to the folder."""
    old: bytes | None
    """What it holds now; None where there is none."""
    new: bytes | None
    """What it is to hold; None where it is to be removed."""


class Recognition(NamedTuple):
    """What a file was taken for."""

    file: str
    """The file, as it was named."""
    format: str
    """The name of the format."""
    title: str
    """What a sentence calls it."""
    reason: str
    """By what it was recognized; empty where the user said so."""
    encoding: str
    """How its text was decoded; empty for a file that is no text."""
    is_guess: bool
    """Whether the encoding was guessed from the bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do, and what there is to say about it."""

    recognition: Recognition
    """What the file was taken for."""
    name: str
    """The name of the import."""
    path: str
    """Where its records are or will be, relative to the folder."""
    event: str
    """The id of the event that its records belong to."""
    source: str = ""
    """Id of the source that is the file; empty where there is none."""
    imported: Imported
    """What is in the file."""
    outcomes: Sequence[Outcome]
    """What becomes of each record."""
    readings: Sequence[ReadingRow] = ()
    """The readings that were accepted and will be added."""
    problems: Sequence[FileProblem] = ()
    """What of the file could not be taken as it is."""
    suggestions: Sequence[Suggestion] = ()
    """What a person may want to settle."""
    remarks: Sequence[str] = ()
    """What else is to be said, in sentences, the gravest first."""
    logged: LoggedImport
    """What the ledger will hold of it."""
    files: Sequence[FileChange] = ()
    """The files that would be written; none where all is as it should be."""

    @property
    def holds_anything(self) -> bool:
        """Whether there was anything in the file; an empty export is never written."""
        imported = self.imported
        return bool(imported.records or imported.proposals or imported.text is not None)

    @property
    def conflicts(self) -> list[tuple[Outcome, Conflict]]:
        """The conflicts of all records."""
        return [(outcome, conflict) for outcome in self.outcomes for conflict in outcome.conflicts]


def outcomes_of(
    records: Sequence[NormalRecord],
    present: Container[RecordKey],
    folder: Folder,
    logged: Mapping[RecordKey, LoggedRecord],
    paths: Mapping[bool, str],
) -> list[Outcome]:
    """Return what becomes of each record of a file, and of those that only the ledger knows.

    `present` has the keys of all that is in the file, `logged` what the ledger has of the import.
    `paths` has the file of its records under False, and that of its event under True.
    """
    outcomes = [
        _outcome(record, folder, logged.get(RecordKey(record.kind, record.key)), paths)
        for record in records
    ]
    for key, entry in logged.items():
        held = folder.records.get((key.kind, entry.id))
        if key not in present:
            outcomes += [_kept("gone", key, entry.id, held)] if held else []
        elif held is None:
            path = paths[key.kind == "event"]
            outcomes.append(Outcome(key.kind, key.key, entry.id, "deleted", path=path))
    return outcomes


def _outcome(
    record: NormalRecord, folder: Folder, logged: LoggedRecord | None, paths: Mapping[bool, str]
) -> Outcome:
    """Return what becomes of a record that the editor has not deleted."""
    kind, key, id, theirs = record.kind, record.key, record.id, record.fields
    path = paths[kind == "event"]
    held = folder.records.get((kind, id))
    if held is None:
        return Outcome(kind, key, id, "new", path=path, fields=theirs, base=theirs)
    merged = merge(logged.fields if logged else UNKNOWN, held.fields, theirs)
    if held.path != path:
        unwritten = [
            Conflict(name, held.fields.get(name), merged.fields.get(name))
            for name in {**held.fields, **merged.fields}
            if held.fields.get(name) != merged.fields.get(name)
        ]
        return _kept("moved", RecordKey(kind, key), id, held, (*merged.conflicts, *unwritten))
    return Outcome(
        kind,
        key,
        id,
        "same" if merged.fields == held.fields else "changed",
        path=path,
        line=held.line,
        before=held.fields,
        fields=merged.fields,
        base=merged.base,
        conflicts=merged.conflicts,
    )


def _kept(
    status: Status, key: RecordKey, id: str, held: Held, conflicts: tuple[Conflict, ...] = ()
) -> Outcome:
    """Return the outcome of a record that stays as it is."""
    return Outcome(
        key.kind,
        key.key,
        id,
        status,
        path=held.path,
        line=held.line,
        before=held.fields,
        fields=held.fields,
        conflicts=conflicts,
    )


def acceptable_readings(outcomes: Sequence[Outcome], source: str) -> list[ReadingRow]:
    """Return what the file has in conflict with the editor, where it can be a reading of theirs.

    Only a text can: a reading holds what a source prints.
    """
    return [
        ReadingRow(f"{outcome.kind}/{outcome.id}", conflict.field, conflict.theirs, source)
        for outcome in outcomes
        for conflict in outcome.conflicts
        if conflict.field in text_fields(outcome.kind) and isinstance(conflict.theirs, str)
    ]


def settle(outcome: Outcome, readings: Sequence[ReadingRow]) -> Outcome:
    """Return an outcome without the conflicts that are readings: the editor has decided them."""
    record = f"{outcome.kind}/{outcome.id}"
    decided = {row.field: row.value for row in readings if row.record == record}
    if not decided:
        return outcome
    left = tuple(conflict for conflict in outcome.conflicts if conflict.field not in decided)
    base = None if outcome.base is None else {**outcome.base, **decided}
    return replace(outcome, base=base, conflicts=left)


def after(folder: Folder, plan: Plan) -> Folder:
    """Return the folder as it will be once a plan is carried out."""
    records = dict(folder.records)
    for outcome in plan.outcomes:
        if outcome.status in ("new", "changed"):
            records[outcome.kind, outcome.id] = Held(outcome.fields, outcome.path, outcome.line)
    pending = {change.path: change.new for change in plan.files if change.new is not None}
    return replace(
        folder,
        event=plan.event,
        records=records,
        readings={**folder.readings, **dict.fromkeys(plan.readings, plan.path)},
        ledger={**folder.ledger, plan.name: plan.logged},
        pending={**folder.pending, **pending},
    )
