"""Which import of a folder a file is another edition of, and which records have another id now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from summit_tui.importers.folder import IMPORTED, Folder
from summit_tui.importers.ids import readable
from summit_tui.importers.importer import FILE_KEY, Imported, ImportedRecord, RecordKey
from summit_tui.importers.ledger import LoggedImport, LoggedRecord
from summit_tui.importers.merge import Fields
from summit_tui.model.field_table import name_fields
from summit_tui.model.kinds import Kind

_ENOUGH: Final = 0.5
"""The share of records that two editions of a file under different names have in common."""
_ALIKE: Final = 0.75
"""The share of fields in which a record with another id is still the same."""


def import_name(stem: str) -> str:
    """Return the name of an import of a file, from the file's name without its suffix."""
    return readable(stem) or "import"


def find_import(
    folder: Folder, importer: str, stem: str, imported: Imported
) -> tuple[str, LoggedImport | None]:
    """Return the name of the import of a file, and what the ledger has of it.

    A file of the same name and format is another edition if a record of it is known by its key; one
    of another name, if half of the records of both have the same key and name. Numbers serve as
    keys in many files, so keys alone would join what has nothing in common.
    """
    name = import_name(stem)
    logged = folder.ledger.get(name)
    keys = {_key(record) for record in imported.records}
    if logged and logged.importer == importer and (not keys or keys & logged.records.keys()):
        return name, logged
    titles = _titled((_key(record), record.fields) for record in imported.records)
    for other in folder.ledger.values():
        known = _titled((key, entry.fields) for key, entry in _own_records(other))
        if other.importer == importer and len(titles & known) > _ENOUGH * max(
            len(titles), len(known)
        ):
            return other.name, other
    return _free_name(folder, name), None


def _own_records(logged: LoggedImport) -> Iterator[tuple[RecordKey, LoggedRecord]]:
    """Yield the records of an import except the event and the source that is the file itself."""
    for key, entry in logged.records.items():
        if key.kind != "event" and not (key.kind == "sources" and key.key == FILE_KEY):
            yield key, entry


def _key(record: ImportedRecord) -> RecordKey:
    return RecordKey(record.kind, record.key)


def _titled(records: Iterable[tuple[RecordKey, Fields]]) -> set[tuple[RecordKey, str]]:
    """Return the keys of records with their names; a description in brackets names nothing."""
    named = ((key, _title(key.kind, fields)) for key, fields in records)
    return {(key, title) for key, title in named if not title.startswith("[")}


def _title(kind: Kind, fields: Fields) -> str:
    return str(fields.get(name_fields(kind)[0], ""))


def _free_name(folder: Folder, name: str) -> str:
    """Return the name, with a number where another import has it."""
    number, free = 1, name
    while free in folder.ledger:
        number += 1
        free = f"{name}-{number}"
    return free


def path_of(folder: Folder, name: str, suffix: str) -> str:
    """Return where the records of a new import are written, relative to the folder."""
    kept = (str(IMPORTED / f"{name}{other}") for other in (".toml", ".jsonl"))
    existing = next((path for path in kept if folder.bytes_of(path) is not None), None)
    return existing or str(IMPORTED / f"{name}{suffix}")


def follow_new_ids(folder: Folder, logged: LoggedImport) -> dict[RecordKey, LoggedRecord]:
    """Return the ledger's records of an import with the ids that an editor has given them.

    A record that is gone from its file, beside one of its name that nobody has imported and that
    is alike in nearly all its fields, has another id.
    """
    records = dict(logged.records)
    known = {(key.kind, entry.id) for key, entry in records.items()}
    strangers: dict[tuple[Kind, str], list[str]] = {}
    for (kind, id), held in folder.records.items():
        if held.path == logged.path and (kind, id) not in known:
            strangers.setdefault((kind, _title(kind, held.fields)), []).append(id)
    for key, entry in logged.records.items():
        if (key.kind, entry.id) in folder.records:
            continue
        candidates = strangers.get((key.kind, _title(key.kind, entry.fields)), [])
        if len(candidates) == 1:
            held = folder.records[key.kind, candidates[0]]
            if _likeness(entry.fields, held.fields) >= _ALIKE:
                records[key] = replace(entry, id=candidates.pop())
    return records


def _likeness(fields: Mapping[str, object], others: Mapping[str, object]) -> float:
    """Return the share of fields that are equal."""
    every = fields.keys() | others.keys()
    return sum(fields.get(name) == others.get(name) for name in every) / max(1, len(every))
