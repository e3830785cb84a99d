"""Takes an import back: all that it wrote and that nobody has changed or needs since."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from summit_tui.importers.folder import Folder, Held
from summit_tui.importers.imported_file import without
from summit_tui.importers.ledger import LoggedImport, render_ledger
from summit_tui.importers.merge import Fields
from summit_tui.importers.plan import FileChange
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import KINDS, Kind, Table
from summit_tui.paths import LEDGER, PROPOSALS

_Address = tuple[Kind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What taking an import back would do."""

    removed: tuple[_Address, ...]
    """The records that go."""
    edited: tuple[_Address, ...]
    """The records that stay, for an editor has changed or moved them."""
    needed: tuple[_Address, ...]
    """The records that stay, for others that stay refer to them."""
    files: tuple[FileChange, ...]
    """The files that would be written or removed."""


def undo(folder: Folder, name: str) -> Undo:
    """Return what taking back the import `name` would do.

    Raises `KeyError` where the ledger has no such import.
    """
    logged = folder.ledger[name]
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
        for other in _references(address[0], folder.records[address]):
            if other in going and other not in needed:
                needed.add(other)
                waiting.append(other)
    return needed


def _address(text: str) -> _Address:
    """Return kind and id of an address."""
    kind, id = text.split("/")[-2:]
    return KINDS[KINDS.index(kind)], id  # an address is valid where it was read


def _references(kind: Kind, held: Held) -> Iterator[_Address]:
    """Yield the records to which a record refers."""
    for name, spec in fields_of(kind).items():
        if spec.refers and name in held.fields:
            yield from ((spec.refers, id) for id in _ids(held.fields[name], spec.through))


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
            return bool({("sources", fields["source"]), _address(fields["record"])} & gone)
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
