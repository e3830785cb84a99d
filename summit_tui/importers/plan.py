"""What an import would do to a folder, worked out before anything is written.

A record is known by its key, so its id stays whatever its title becomes. Nothing is deleted, what
an editor has deleted or changed stays so, and a record that an editor moved to a file of their own
is left to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Final, Literal, NamedTuple, get_args

from summit_tui.importers.folder import Folder, Held
from summit_tui.importers.importer import FileProblem, Imported, RecordKey, Suggestion
from summit_tui.importers.ledger import LoggedImport, LoggedRecord
from summit_tui.importers.merge import UNKNOWN, Conflict, Fields, merge
from summit_tui.importers.normal import NormalRecord
from summit_tui.model.kinds import Kind
from summit_tui.model.records import text_fields

Status = Literal["new", "changed", "same", "gone", "deleted", "moved"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""New; changed by the file; as it was; no longer in the file; deleted by the editor, who is not
contradicted; moved by the editor to another file, which is left alone."""


class ReadingRow(NamedTuple):
    """A file's value of a field that the editor has otherwise, as a reading."""

    record: str
    """The record, as kind/id."""
    field: str
    """Its field."""
    value: str
    """What the file has."""
    source: str
    """Id of the source that is the file."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would do, and what there is to say about it."""

    name: str
    """The name of the import."""
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
    logged: LoggedImport | None = None
    """What the ledger will hold of it; None where it stays as it is."""
    changes: Sequence[FileChange] = ()
    """The files that would be written; none where all is as it should be."""

    @property
    def conflicts(self) -> list[tuple[Outcome, Conflict]]:
        """The conflicts of all records."""
        return [(outcome, conflict) for outcome in self.outcomes for conflict in outcome.conflicts]


def outcomes_of(
    records: Sequence[NormalRecord],
    folder: Folder,
    logged: Mapping[RecordKey, LoggedRecord],
    paths: Mapping[bool, str],
) -> list[Outcome]:
    """Return what becomes of each record of a file, and of those that it no longer has.

    `logged` is what the ledger has of the import. `paths` has the file of its records under False,
    and that of its event under True.
    """
    outcomes = [
        _outcome(record, folder, logged.get(RecordKey(record.kind, record.key)), paths)
        for record in records
    ]
    present = {RecordKey(record.kind, record.key) for record in records}
    for key, entry in logged.items():
        held = folder.records.get((key.kind, entry.id))
        if key not in present and held is not None:
            outcomes.append(_kept("gone", key, entry.id, held))
    return outcomes


def _outcome(
    record: NormalRecord, folder: Folder, logged: LoggedRecord | None, paths: Mapping[bool, str]
) -> Outcome:
    """Return what becomes of one record."""
    key = RecordKey(record.kind, record.key)
    path = paths[record.kind == "event"]
    held = folder.records.get((record.kind, record.id))
    if held is None:
        if logged is not None:
            return Outcome(record.kind, record.key, record.id, "deleted", path=path)
        fields = record.fields
        return Outcome(
            record.kind, record.key, record.id, "new", path=path, fields=fields, base=fields
        )
    merged = merge(logged.fields if logged else UNKNOWN, held.fields, record.fields)
    if held.path != path:
        would_change = merged.fields != held.fields
        conflicts = merged.conflicts + tuple(
            Conflict(name, held.fields.get(name), merged.fields.get(name))
            for name in (record.fields if would_change else ())
            if merged.fields.get(name) != held.fields.get(name)
        )
        return _kept("moved", key, record.id, held, conflicts)
    return Outcome(
        record.kind,
        record.key,
        record.id,
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
