"""Any JSON list of objects, its keys fields as the user says with `--map`.

A key of an object within an object is written with a dot (`title.zh`), and so is one of the objects
of a list (`speakers.name`), of which all values count.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.columns import check_columns, field_of, kind_of
from summit_tui.importers.document import Document
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.rows import RowReader
from summit_tui.importers.tables import source_of
from summit_tui.importers.values import known

_DEPTH: Final = 4
"""How deep objects within objects are looked into."""


def recognise(_: Document) -> str | None:
    """Return None: what a list of objects holds, only the user can say."""
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return a record for each object of the longest list in a file."""
    check_columns(options.columns)
    path, objects = max(_lists(document.json, ""), key=lambda item: len(item[1]), default=("", []))
    if not objects:
        return Imported()
    rows = [dict(_flat(item, "")) for item in objects]
    names = list(dict.fromkeys(name for row in rows for name in row))
    fields = {name: field_of(name, options.columns) for name in names}
    kind = options.kind or kind_of(fields.values())
    if kind is None or kind == "event":
        template = "has the keys {keys}; say with --kind what its objects are, and with --map"
        raise UnreadableError(gettext(template, keys=", ".join(names)))
    reader = RowReader(kind, options)
    unplaced: Counter[str] = Counter()
    for row in rows:
        cells: dict[str, list[Any]] = {}
        for name, values in row.items():
            if field := fields[name]:
                cells.setdefault(field, []).extend(values)
            else:
                unplaced[name] += 1
        reader.read(0, cells)
    records = list(reader.records())
    remark = gettext("The objects are those of {path}.", path=path)
    return Imported(
        records,
        source=None if kind == "sources" else source_of(kind),
        text=document.text if records else None,
        unplaced=dict(unplaced + reader.unplaced),
        left_out=dict(reader.left_out),
        times_without_zone=reader.times_without_zone,
        titles_missing=reader.titles_missing,
        remarks=(*((remark,) if path else ()), *reader.remarks()),
        problems=tuple(reader.problems),
    )


def _lists(value: Any, path: str) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Yield the lists of objects in a value with their keys; `Any`: the JSON of a stranger.

    A single object is a list of itself where it holds no list of objects.
    """
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects:
            yield path, objects
    elif isinstance(value, dict):
        inner = [
            found
            for name, part in value.items()
            if path.count(".") < _DEPTH
            for found in _lists(part, f"{path}.{name}" if path else name)
            if isinstance(part, list | dict)
        ]
        yield from inner
        if not inner or not path:
            yield path, [value]


def _flat(value: Any, path: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield the values of an object that say something, with their dotted keys; `Any`: as above."""
    if isinstance(value, dict) and path.count(".") < _DEPTH:
        for name, part in value.items():
            yield from _flat(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        parts: dict[str, list[Any]] = {}
        for item in value:
            for name, values in _flat(item, path):
                parts.setdefault(name, []).extend(values)
        yield from parts.items()
    elif known(value) is not None:
        yield path, [value]
