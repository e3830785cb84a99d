"""The ledger of a folder: what was imported into it, when and from what, with all values.

It is data and no cache: without it an import cannot tell an editor's change from a file's.

`.summit-tui/imports.jsonl` has a line for each import, followed by a line for each of its records.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.importer import RecordKey
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.merge import Fields
from summit_tui.model.kinds import KINDS

VERSION: Final = 1
"""Of the lines of the ledger and of how records get their ids."""


@dataclass(frozen=True, slots=True)
class LoggedRecord:
    """A record as it was imported."""

    id: str
    """Its id."""
    fields: Fields
    """Its fields without the id."""


@dataclass(frozen=True, slots=True)
class LoggedImport:
    """A file that was imported."""

    name: str
    """The name of the import, from the file's."""
    importer: str
    """The format, as `--from` calls it."""
    file: str
    """The file's name."""
    sha256: str
    """SHA-256 of the file's bytes, in hexadecimal."""
    date: str
    """The day of the import in UTC: YYYY-MM-DD."""
    path: str
    """Where its records were written, relative to the folder."""
    _: KW_ONLY
    event_path: str = ""
    """Where its event was written; empty where the event is the folder's own."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What the user said about the file, for the next time. `Any`: options differ in type."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The texts that were kept, by path relative to the folder, with their SHA-256."""
    editions: int = 0
    """How many editions of it were imported before this one."""
    records: Mapping[RecordKey, LoggedRecord] = field(default_factory=dict)
    """Its records by their keys in the file."""


Ledger = Mapping[str, LoggedImport]
"""The imports of a folder by their names."""


def parse_ledger(data: bytes) -> dict[str, LoggedImport]:
    """Return the imports of a ledger.

    Raises `UnreadableError` with a line: what cannot be read must not be taken for unchanged.
    """
    heads: dict[str, dict[str, Any]] = {}
    records: dict[str, dict[RecordKey, LoggedRecord]] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if "key" in value:
                key = RecordKey(KINDS[KINDS.index(value["kind"])], str(value["key"]))
                logged = LoggedRecord(str(value["id"]), dict(value["fields"]))
                records[value["import"]][key] = logged
            else:
                name = value.pop("import")
                del value["version"]
                LoggedImport(name, **value)
                heads[name], records[name] = value, {}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            template = "is no line of a ledger of imports; restore it, or take it away"
            raise UnreadableError(gettext(template), number) from error
    return {name: LoggedImport(name, **head, records=records[name]) for name, head in heads.items()}


def render_ledger(imports: Sequence[LoggedImport]) -> bytes:
    """Return the bytes of a ledger, its imports in the order of their names."""
    lines = (line for item in sorted(imports, key=lambda item: item.name) for line in _lines(item))
    return "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines
    ).encode()


def _lines(item: LoggedImport) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of an import; `Any`: JSON."""
    head: dict[str, Any] = {
        "import": item.name,
        "version": VERSION,
        "importer": item.importer,
        "file": item.file,
        "sha256": item.sha256,
        "date": item.date,
        "path": item.path,
    }
    others = {
        "event_path": item.event_path,
        "options": item.options,
        "texts": item.texts,
        "editions": item.editions,
    }
    yield head | {name: value for name, value in others.items() if value}
    for key, logged in item.records.items():
        yield {
            "import": item.name,
            "kind": key.kind,
            "key": key.key,
            "id": logged.id,
            "fields": logged.fields,
        }
