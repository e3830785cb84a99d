"""Any JSON list of objects, its keys fields as the user says with `--map`.

A key of an object within an object is written with a dot (`title.zh`), and so is one of the objects
of a list (`speakers.name`), of which all values count.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers.columns import (
    check_columns,
    field_of,
    is_private,
    kind_of,
    normal_name,
)
from summit_tui.importers.document import Document
from summit_tui.importers.grid import cell_text
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.rows import RowReader, source_of
from summit_tui.importers.values import known

_DEPTH: Final = 4
"""How deep objects within objects are looked into."""
_LOOKED_AT: Final = 50
"""The objects of a list by which its keys are known."""


def recognise(_: Document) -> str | None:
    """Return None: what a list of objects holds, only the user can say."""
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return a record for each object of the list that fits best."""
    check_columns(options.columns)
    path, objects = _best_list(document.json, options.columns)
    if not objects:
        return Imported()
    rows = [dict(_flat(item, "")) for item in objects]
    names = list(dict.fromkeys(name for row in rows for name in row))
    fields = {name: field_of(name, options.columns) for name in names}
    kind = options.kind or kind_of(fields.values())
    if kind is None or kind == "event":
        template = "has the keys {keys}; say with --kind what its objects are, and with --map"
        raise UnreadableError(gettext(template, keys=INTERFACE.items(names)))
    reader = RowReader(kind, options)
    unplaced: Counter[str] = Counter()
    for row in rows:
        cells: dict[str, list[Any]] = {}
        for name, values in row.items():
            if field := fields[name]:
                cells.setdefault(field, []).extend(values)
            else:
                unplaced[name] += 1
        if cells:
            reader.read(0, cells)
    records = list(reader.records())
    remark = gettext("The objects are those of {path}.", path=path)
    return Imported(
        records,
        source=None if kind == "sources" else source_of(kind),
        text=_as_text(rows) if records else None,
        unplaced=dict(unplaced + reader.unplaced),
        left_out=dict(reader.left_out),
        times_without_zone=reader.times_without_zone,
        titles_missing=reader.titles_missing,
        remarks=(*((remark,) if path else ()), *reader.remarks()),
        problems=tuple(reader.problems),
    )


def _as_text(rows: Sequence[Mapping[str, Sequence[Any]]]) -> str:
    """Return objects as text, a line for each of their values and an empty one between them."""
    return "\n".join(
        "".join(
            f"{name}: {'; '.join(map(cell_text, values))}\n"
            for name, values in row.items()
            if not is_private(name)
        )
        for row in rows
    )


def _best_list(value: Any, columns: Mapping[str, str]) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """Return the list of objects that has most of the keys that the user says, and where it is.

    The longest of several such. `Any`: untrusted JSON.
    """
    lists: dict[str, list[Mapping[str, Any]]] = {}
    _collect(value, "", lists)

    def score(path: str) -> tuple[int, int]:
        keys = {
            normal_name(name) for item in lists[path][:_LOOKED_AT] for name, _ in _flat(item, "")
        }
        return len(keys & set(map(normal_name, columns))), len(lists[path])

    path = max(lists, key=score, default="")
    return path, lists.get(path, [])


def _collect(value: Any, path: str, lists: dict[str, list[Mapping[str, Any]]]) -> None:
    """Note the objects in a value by where they are; those of all lists of one path are together.

    An object whose values are all objects is a list of them, by their keys; `Any`: as above.
    """
    if path.count(".") > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                lists.setdefault(path, []).append(item)
                _collect_parts(item, path, lists)
    elif isinstance(value, dict):
        if not path:
            lists[path] = [value]
        if len(value) > 1 and all(isinstance(part, dict) for part in value.values()):
            _collect(list(value.values()), f"{path}.*".lstrip("."), lists)
        else:
            _collect_parts(value, path, lists)


def _collect_parts(
    value: Mapping[str, Any], path: str, lists: dict[str, list[Mapping[str, Any]]]
) -> None:
    for name, part in value.items():
        _collect(part, f"{path}.{name}" if path else name, lists)


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
