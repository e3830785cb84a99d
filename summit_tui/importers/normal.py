"""Records of a file as they are written: ids for keys, controls visible, every value valid.

A value that a field cannot have is left out and reported, and never costs more than itself: the
result has no error that `check` would find in the record alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.importer import FileProblem, ImportedRecord, RecordKey
from summit_tui.model.field_table import fields_of
from summit_tui.model.kinds import Kind
from summit_tui.readers.parsed import display_value, visible_data

_DANGLING: Final = object()
"""What a reference to a record that the file does not hold becomes."""


@dataclass(frozen=True, slots=True)
class NormalRecord:
    """A record as it is written."""

    kind: Kind
    """Its kind."""
    key: str
    """Its key in the file."""
    id: str
    """Its id."""
    fields: Mapping[str, Any]
    """Its other fields as JSON types, in the order of its class. `Any`: fields differ in type."""


def normalize_records(
    records: Sequence[ImportedRecord], ids: Mapping[RecordKey, str], cite: str | None
) -> tuple[list[NormalRecord], list[FileProblem]]:
    """Return the records as they are written, and what of them could not be.

    `cite` is the id of the source that every record is to cite. A record that lacks a field that
    it must have is left out, and so are references to it.
    """
    known = dict(ids)
    problems: list[FileProblem] = []
    while True:
        normal: list[NormalRecord] = []
        faults: list[FileProblem] = []
        lost = set()
        for record in records:
            key = _key(record)
            if key not in known:
                continue
            fields = _fields(record, known, cite)
            faults += _remove_invalid(record, known[key], fields)
            faults += _remove_unknown(record, fields)
            if _is_invalid(record.kind, known[key], fields):
                lost.add(key)
            else:
                normal.append(NormalRecord(record.kind, record.key, known[key], fields))
        if not lost:
            return normal, problems + faults
        problems += [_left_out(record) for record in records if _key(record) in lost]
        known = {key: id for key, id in known.items() if key not in lost}


def _key(record: ImportedRecord) -> RecordKey:
    return RecordKey(record.kind, record.key)


def _left_out(record: ImportedRecord) -> FileProblem:
    message = gettext(
        "{key}: left out, for a field that it must have is missing",
        key=display_value(record.key),
    )
    return FileProblem(record.line or 0, message)


def _fields(
    record: ImportedRecord, ids: Mapping[RecordKey, str], cite: str | None
) -> dict[str, Any]:
    """Return the fields as JSON types, in the order of the record's class."""
    specs = fields_of(record.kind)
    fields = {name: record.fields[name] for name in specs if name in record.fields}
    fields |= {name: record.fields[name] for name in record.fields if name not in specs}
    if cite and "sources" in specs:
        own = [source for source in fields.get("sources", ()) if source != cite]
        fields["sources"] = [*own, cite]
    values = {name: visible_data(_resolved(value, ids)) for name, value in fields.items()}
    return {name: value for name, value in values.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    """Tell whether a value says nothing; `Any`: fields differ in type."""
    return value is _DANGLING or value is None or value in ("", [], {})


def _resolved(value: Any, ids: Mapping[RecordKey, str]) -> Any:
    """Return a value as JSON types with ids for keys; `Any`: fields differ in type."""
    if isinstance(value, RecordKey):
        return ids.get(value, _DANGLING)
    match value:
        case Mapping():
            table = {name: _resolved(part, ids) for name, part in value.items()}
            if any(part is _DANGLING for part in table.values()):
                return _DANGLING
            return {name: part for name, part in table.items() if not _is_empty(part)}
        case list() | tuple():
            items = [_resolved(part, ids) for part in value]
            return list(_once(item for item in items if not _is_empty(item)))
    return value


def _once(items: Iterator[Any]) -> Iterator[Any]:
    """Yield each item once; `Any`: items of a list may be tables, which have no hash."""
    seen: list[Any] = []
    strings: set[str] = set()
    for item in items:
        if isinstance(item, str):
            if item not in strings:
                strings.add(item)
                yield item
        elif item not in seen:
            seen.append(item)
            yield item


def _remove_invalid(
    record: ImportedRecord, id: str, fields: dict[str, Any]
) -> Iterator[FileProblem]:
    """Take away the fields that have a value they cannot have; yield a problem for each."""
    from summit_tui.readers.validation import field_errors  # loads pydantic's core

    for error in field_errors(record.kind, {"id": id, **fields}):
        name = str(error.path[0]) if error.path else ""
        if name in fields:
            value = fields.pop(name)
            message = gettext(
                "{field} of {key}: {reason}; the value {value} is left out",
                field=name,
                key=display_value(record.key),
                reason=error.message,
                value=display_value(str(value)),
            )
            yield FileProblem(record.line or 0, message)


def _remove_unknown(record: ImportedRecord, fields: dict[str, Any]) -> Iterator[FileProblem]:
    """Take away what is not in the standard of its field; yield a problem for each.

    Those are languages (BCP 47), countries (ISO 3166-1) and regions (M49); of a table by language
    only the languages that there are stay.
    """
    from summit_tui.lint.standards import is_country, is_language, is_region

    standards = (
        ("language", is_language),
        ("code", is_country),
        ("country", is_country),
        ("region", is_region),
    )
    for name, is_known in standards:
        value = fields.get(name)
        if isinstance(value, str) and not is_known(value):
            del fields[name]
            template = "{field} of {key}: {value} is in no standard, and is left out"
            names = {"field": name, "key": display_value(record.key)}
            message = gettext(template, **names, value=display_value(value))
            yield FileProblem(record.line or 0, message)
    for name in ("names", "titles", "translations", "publisher_names"):
        tags = fields.get(name, {})
        for tag in [tag for tag in tags if not is_language(tag)]:
            template = "{field} of {key}: {value} is no language, and is left out"
            names = {"field": name, "key": display_value(record.key)}
            message = gettext(template, **names, value=display_value(tag))
            yield FileProblem(record.line or 0, message)
            del tags[tag]
        if name in fields and not tags:
            del fields[name]


def _is_invalid(kind: Kind, id: str, fields: Mapping[str, Any]) -> bool:
    from summit_tui.readers.validation import field_errors

    return bool(field_errors(kind, {"id": id, **fields}))
