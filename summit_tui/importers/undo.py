"""Takes an import back: all that it wrote and that nobody has changed or needs since.

Of an import with several editions it is the latest that is taken back, then the one before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from summit_tui.importers.editions import Edition, edition_path, read_edition
from summit_tui.importers.folder import Folder, Held, ReadingRow
from summit_tui.importers.imported_file import rewritten, without
from summit_tui.importers.importer import RecordKey
from summit_tui.importers.ledger import LoggedImport, LoggedRecord, render_ledger
from summit_tui.importers.merge import Fields, merge
from summit_tui.importers.plan import FileChange, Outcome
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Kind, Table
from summit_tui.paths import LEDGER, PROPOSALS

_Address = tuple[Kind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What taking an import back would do."""

    removed: tuple[_Address, ...]
    """The records that go."""
    restored: tuple[_Address, ...] = ()
    """The records that get values of the edition before."""
    edited: tuple[_Address, ...]
    """The records that stay, for an editor has changed or moved them."""
    needed: tuple[_Address, ...]
    """The records that stay, for others that stay refer to them."""
    files: tuple[FileChange, ...]
    """The files that would be written or removed."""
    earlier: LoggedImport | None = None
    """The edition that stays; None where the first one is taken back."""


def undo(folder: Folder, name: str) -> Undo:
    """Return what taking back the latest edition of the import `name` would do.

    Raises `KeyError` where the ledger has no such import, and `UnreadableError` where nothing says
    what there was before.
    """
    logged = folder.ledger[name]
    edition = read_edition(folder, logged)
    if edition is None:
        return _undo_import(folder, logged)
    return _EditionUndo(folder, logged, edition).undo()


def _undo_import(folder: Folder, logged: LoggedImport) -> Undo:
    """Return what taking back an import would do that has one edition."""
    written = {
        (key.kind, entry.id): entry.fields
        for key, entry in logged.records.items()
        if (key.kind, entry.id) in folder.records
    }
    edited = {
        address
        for address, fields in written.items()
        if folder.records[address].fields != fields
        or folder.records[address].path not in (logged.path, logged.event_path)
    }
    needed = _needed(folder, logged.path, written.keys() - edited)
    removed = [address for address in written if address not in edited | needed]
    return Undo(
        removed=tuple(removed),
        edited=tuple(address for address in written if address in edited),
        needed=tuple(address for address in written if address in needed),
        files=tuple(_changes(folder, logged, removed)),
    )


class _EditionUndo:
    """Takes the latest of several editions back, field by field: the editor's change wins."""

    def __init__(self, folder: Folder, logged: LoggedImport, edition: Edition) -> None:
        self._folder = folder
        self._logged = logged
        self._edition = edition
        self._own_paths = (logged.path, logged.event_path)
        self._restored: dict[_Address, Outcome] = {}
        self._edited: dict[_Address, None] = {}
        self._added: dict[_Address, None] = {}
        """The records that came with the edition and that nobody has changed."""

    def undo(self) -> Undo:
        """Return what it would do."""
        for key, entry in self._logged.records.items():
            held = self._folder.records.get((key.kind, entry.id))
            if held is not None:
                self._decide(key, entry, held)
        later = {
            address: held._replace(fields=self._restored[address].fields)
            for address, held in self._folder.records.items()
            if address in self._restored
        }
        folder = replace(self._folder, records={**self._folder.records, **later})
        needed = _needed(folder, self._logged.path, self._added)
        removed = [address for address in self._added if address not in needed]
        return Undo(
            removed=tuple(removed),
            restored=tuple(self._restored),
            edited=tuple(self._edited),
            needed=tuple(address for address in self._added if address in needed),
            files=tuple(self._changes(set(removed), needed)),
            earlier=self._edition.logged,
        )

    def _decide(self, key: RecordKey, entry: LoggedRecord, held: Held) -> None:
        """Decide what becomes of a record of the import that the folder still has."""
        address = (key.kind, entry.id)
        earlier = self._edition.logged.records.get(key)
        if earlier is None:
            is_own = held.fields == entry.fields and held.path in self._own_paths
            (self._added if is_own else self._edited)[address] = None
            return
        merged = merge(entry.fields, held.fields, earlier.fields)
        if merged.conflicts:
            self._edited[address] = None
        if merged.fields == held.fields:
            return
        if held.path in self._own_paths and not self._lost(key.kind, held.fields, merged.fields):
            self._restored[address] = Outcome(
                key.kind,
                key.key,
                entry.id,
                "changed",
                path=held.path,
                line=held.line,
                before=held.fields,
                fields=merged.fields,
            )
        else:
            self._edited[address] = None

    def _lost(self, kind: Kind, mine: Fields, earlier: Fields) -> bool:
        """Tell whether earlier fields refer to a record that the editor has deleted since."""
        references = set(_references(kind, earlier)) - set(_references(kind, mine))
        return any("/" not in id and (of, id) not in self._folder.records for of, id in references)

    def _changes(self, removed: set[_Address], needed: set[_Address]) -> Iterator[FileChange]:
        """Yield the files that differ; what nobody has touched is byte for byte as it was."""
        folder, logged, earlier = self._folder, self._logged, self._edition.logged
        sources = {f"{id}.txt" for kind, id in needed | self._edited.keys() if kind == "sources"}
        for path, (before, digest) in self._edition.files.items():
            old = folder.bytes_of(path)
            if old is None:
                continue
            is_untouched = sha256(old).hexdigest() == digest
            if path in self._own_paths and (needed or not is_untouched):
                new = self._edited_file(path, old, removed)
            elif is_untouched and (before is not None or path.rpartition("/")[2] not in sources):
                new = before
            else:
                continue
            if new != old:
                yield FileChange(path=path, old=old, new=new)
        kept = edition_path(logged)
        yield FileChange(path=kept, old=folder.bytes_of(kept), new=None)
        ledger = render_ledger(list({**folder.ledger, logged.name: earlier}.values()))
        yield FileChange(path=LEDGER, old=folder.bytes_of(LEDGER), new=ledger)

    def _edited_file(self, path: str, old: bytes, removed: set[_Address]) -> bytes | None:
        """Return a file of records with the earlier fields; the editor's work stays in it."""
        changed: dict[tuple[Table, str], Outcome] = {
            (kind, id): outcome
            for (kind, id), outcome in self._restored.items()
            if outcome.path == path
        }
        text = rewritten(old, path, [], changed, "") if changed else old
        readings = set(self._edition.readings)

        def is_gone(table: Table, fields: Fields) -> bool:
            if table == "readings":
                row = tuple(fields.get(name) for name in ReadingRow._fields)
                return row in readings or _lacks(fields, removed)
            return (table, fields.get("id")) in removed

        return without(text, path, is_gone)


def _lacks(reading: Fields, gone: set[_Address]) -> bool:
    """Tell whether the source or the record of a reading goes."""
    return bool({("sources", reading["source"]), _address(reading["record"])} & gone)


def _needed(folder: Folder, path: str, going: Iterable[_Address]) -> set[_Address]:
    """Return those of the records that are to go to which a record that stays refers.

    Readings in the file of the import, `path`, go with their source or their record.
    """
    going = set(going)
    waiting = [address for address in folder.records if address not in going]
    # While any record stays, so does the event that it belongs to.
    needed = {address for address in going if waiting and address[0] == "event"}
    for row, file in folder.readings.items():
        if file != path:
            needed |= going & {("sources", row.source), _address(row.record)}
    waiting += needed
    while waiting:
        address = waiting.pop()
        for other in _references(address[0], folder.records[address].fields):
            if other in going and other not in needed:
                needed.add(other)
                waiting.append(other)
    return needed


def _address(text: str) -> _Address:
    """Return kind and id of an address."""
    kind, id = text.split("/")[-2:]
    return KINDS[KINDS.index(kind)], id  # an address is valid where it was read


def _references(kind: Kind, fields: Fields) -> Iterator[_Address]:
    """Yield the records to which a record refers."""
    for name, spec in fields_of(kind).items():
        if spec.refers and name in fields:
            yield from ((spec.refers, id) for id in _ids(fields[name], spec.through))


def _ids(value: Any, through: str) -> Iterator[str]:
    """Yield the ids in the value of a field; `Any`: an id, a list, or a list of tables."""
    match value:
        case str():
            yield value
        case Mapping():
            if value.get(through):
                yield value[through]
        case list():
            for item in value:
                yield from _ids(item, through)


def _changes(
    folder: Folder, logged: LoggedImport, removed: Iterable[_Address]
) -> Iterator[FileChange]:
    """Yield the files that differ once the records are gone."""
    gone = set(removed)

    def is_gone(table: Table, fields: Fields) -> bool:
        if table == "readings":
            return _lacks(fields, gone)
        return (table, fields.get("id")) in gone

    for path in dict.fromkeys((logged.path, logged.event_path)):
        old = folder.bytes_of(path) if path else None
        new = without(old, path, is_gone) if old is not None else None
        if new != old:
            yield FileChange(path=path, old=old, new=new)
    ids = {id for kind, id in gone if kind == "sources"}
    for path, digest in logged.texts.items():
        old = folder.bytes_of(path)
        is_own = old is not None and sha256(old).hexdigest() == digest
        if is_own and path.rpartition("/")[2].removesuffix(".txt") in ids:
            yield FileChange(path=path, old=old, new=None)
    proposals = f"{PROPOSALS}/{logged.name}.jsonl"
    if (old := folder.bytes_of(proposals)) is not None:
        yield FileChange(path=proposals, old=old, new=None)
    others = [item for item in folder.ledger.values() if item.name != logged.name]
    ledger = render_ledger(others) if others else None
    yield FileChange(path=LEDGER, old=folder.bytes_of(LEDGER), new=ledger)
