"""A table (RFC 4180), one record a line, safe to open in a spreadsheet.

A file of it begins with a byte order mark: without one Excel takes UTF-8 for an older encoding, and
shows Chinese as garbage. A copy and a pipe have none.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.attribution.names import record_name
from summit_tui.attribution.publications import Publication, publications
from summit_tui.attribution.summary import linked_names, texts_of
from summit_tui.i18n import ENGLISH
from summit_tui.model.field_table import fields_of
from summit_tui.model.fields import Correction, FieldSpec
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.records import Quote
from summit_tui.model.text import value_line

_COMMON: Final = (
    "address",
    "kind",
    "event",
    "name",
    "text",
    "mode",
    "speaker",
    "role",
    "occasion",
    "date",
    "reported_by",
    "language",
    "translated_from",
    "topics",
    "source",
    "publisher",
    "published",
    "url",
)
"""The columns that the attribution and the publications of a record fill, and those beside them."""

_PASSAGE: Final = ("excerpt", "excerpt_prefix", "excerpt_suffix")
"""The columns of the words of the source that a statement rests on, and of those around them."""

COLUMNS: Final = (
    *_COMMON,
    *dict.fromkeys(
        spec.csv
        for kind in KINDS
        for spec in fields_of(kind).values()
        if spec.csv and spec.csv not in _COMMON
    ),
    *_PASSAGE,
)
"""The columns, the same for every record; what a record does not have is empty."""

_SIGNS: Final = "=+@＝＋－＠-"
_FORMULA: Final = re.compile(rf"((?:^|[;\t\ufeff][\s\"]*)'*)(?=[{_SIGNS}])")
"""Before a sign with which a spreadsheet begins a formula (OWASP, CSV Injection).

A spreadsheet of a country that separates cells by semicolons begins one after each of them, and
takes no notice of quotation marks there.
"""
_MARKED: Final = re.compile(rf"((?:^|[;\t\ufeff][\s\"]*)'*)'(?=[{_SIGNS}])")
_NUMBER: Final = re.compile(r"[+-]\d+(?:[.,]\d+)*", re.ASCII)

_Cells = dict[str, str | None]
"""The values of columns by their names."""


def write_csv(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield the heading and one line for each record."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        is_statement = entry.address.kind == "quotes"
        cells = _cells_of_statement(entry, language) if is_statement else _cells_of_other(entry)
        row = map(cells.get, COLUMNS)
        writer.writerow([cell and mark_formulas(cell) for cell in row])
        yield _drain(buffer)
    yield _drain(buffer)


def mark_formulas(cell: str) -> str:
    """Return a cell with an apostrophe before whatever a spreadsheet may take for a formula.

    The cell is on one line and begins with no white space. A plain number stays a number.
    """
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1'", cell)


def unmark_formulas(cell: str) -> str:
    """Return a cell as it was before `mark_formulas`."""
    return _MARKED.sub(r"\1", cell)


def _drain(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cells_of_statement(entry: Entry, language: str | None) -> _Cells:
    parts = attribution(entry, language, ENGLISH)
    original = parts.original_language or "not stated"
    return (
        _cells_of_fields(entry)
        | _cells_of_publication(parts.source)
        | {
            "text": parts.text,
            "mode": parts.mode,
            "speaker": "; ".join(map(str, parts.speakers)),
            "role": parts.recorded_capacity,
            "occasion": parts.occasion,
            "date": parts.day,
            "reported_by": parts.reported_by,
            "language": parts.language,
            "translated_from": original if parts.translated else None,
            "translator": parts.translations[0].translator if parts.translated else None,
            "locator": parts.locator,
        }
        | _cells_of_passage(entry)
    )


def _cells_of_passage(entry: Entry) -> _Cells:
    if not isinstance(entry.record, Quote) or not (excerpt := entry.record.excerpt):
        return {}
    texts = (excerpt.exact, excerpt.prefix, excerpt.suffix)
    return dict(zip(_PASSAGE, (value_line(text or "") for text in texts), strict=True))


def _cells_of_other(entry: Entry) -> _Cells:
    """Return the cells of a record that is not a statement."""
    return (
        _cells_of_fields(entry)
        | _cells_of_publications(publications(entry, ENGLISH))
        | {"name": str(record_name(entry.record, ENGLISH))}
    )


def _cells_of_fields(entry: Entry) -> _Cells:
    """Return the cells that the address of a record and the table of fields give."""
    address = entry.address
    cells: _Cells = {"address": str(address), "kind": address.kind, "event": address.event}
    for name, spec in _columned_fields(address.kind):
        if value := getattr(entry.record, name):
            cells.setdefault(spec.csv, _cell(entry, spec, value))
    return cells


@cache
def _columned_fields(kind: Kind) -> tuple[tuple[str, FieldSpec], ...]:
    """Return the fields of a kind that fill a column."""
    return tuple((name, spec) for name, spec in fields_of(kind).items() if spec.csv)


def _cell(entry: Entry, spec: FieldSpec, value: Any) -> str:
    """Return the value of a field in a cell; `Any`: fields differ in type."""
    if spec.refers:
        return "; ".join(str(name) for name, _ in linked_names(entry, spec, value, ENGLISH))
    if spec.presentation in ("day", "span", "time"):
        return str(value[: len("YYYY-MM-DD")])
    if isinstance(value, tuple) and isinstance(value[0], Correction):
        value = [correction.dated for correction in value]
    return "; ".join(map(value_line, texts_of(value)))


@memoize_by_id
def _cells_of_publication(source: Publication) -> _Cells:
    return _cells_of_publications((source,))


def _cells_of_publications(sources: tuple[Publication, ...]) -> _Cells:
    return {
        "source": "; ".join(source.title for source in sources),
        "publisher": "; ".join(source.publisher for source in sources if source.publisher),
        "published": "; ".join(source.published for source in sources if source.published),
        "url": "; ".join(source.web or source.url for source in sources if source.url),
    }
