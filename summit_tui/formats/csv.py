"""A table (RFC 4180), one record a line, safe to open in a spreadsheet.

A file of it begins with a byte order mark: without one Excel takes UTF-8 for an older encoding, and
shows Chinese as garbage. A copy and a pipe have none.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.attribution.names import record_name
from summit_tui.attribution.publications import Publication, publications
from summit_tui.attribution.quotation import strip_marks
from summit_tui.attribution.summary import linked_names, texts_of
from summit_tui.formats.data import without_controls
from summit_tui.i18n import ENGLISH
from summit_tui.model.field_table import fields_of
from summit_tui.model.fields import Correction, FieldSpec
from summit_tui.model.invisible import remove_added
from summit_tui.model.json_text import dump_json
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

PASSAGE: Final = {
    "exact": "excerpt",
    "prefix": "excerpt_prefix",
    "suffix": "excerpt_suffix",
}
"""The columns of an excerpt: the words that a statement rests on, with those around them."""
_SPACE: Final = " "

EXACT: Final = "exact"
"""The column of those fields that their own cells cannot give back as they are: JSON, or empty.

A cell is for readers: on one line, with U+FFFD for what hides something.
"""

JOINT: Final = "; "
"""What joins the items of a list in a cell."""

COLUMNS: Final = (
    *_COMMON,
    *dict.fromkeys(
        spec.csv
        for kind in KINDS
        for spec in fields_of(kind).values()
        if spec.csv and spec.csv not in _COMMON
    ),
    *PASSAGE.values(),
    EXACT,
)
"""The columns, the same for every record; what a record does not have is empty."""
_POSITIONS: Final = {column: position for position, column in enumerate(COLUMNS)}

_ATTRIBUTED: Final = frozenset(("name", "title", "publisher", "url", "role", "occasion"))
"""The fields that the attribution or a publication puts into a column, but for the statement."""

_SIGNS: Final = "=+@＝＋－＠-"
_BEGINNINGS: Final = ";\t\ufeff"
"""Behind what a spreadsheet may begin a cell, or take no notice of it."""
_FORMULA: Final = re.compile(rf"((?:^|[{_BEGINNINGS}][\s\"]*)'*)(?=[{_SIGNS}])")
"""Before a sign with which a spreadsheet begins a formula (OWASP, CSV Injection).

A spreadsheet of a country that separates cells by semicolons begins one after each of them, and
takes no notice of quotation marks there.
"""
_MARKED: Final = re.compile(rf"((?:^|[{_BEGINNINGS}][\s\"]*)'*)'(?=[{_SIGNS}])")
_NUMBER: Final = re.compile(r"[+-]\d+(?:[.,]\d+)*", re.ASCII)

_Cells = dict[str, str | None]
"""The values of columns by their names."""


def write_csv(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield the heading and one line for each record."""
    line_of = csv.writer(_Line(), lineterminator="\n").writerow
    yield line_of(COLUMNS)
    for entry in entries:
        is_statement = entry.address.kind == "quotes"
        cells = _cells_of_statement(entry, language) if is_statement else _cells_of_other(entry)
        row = [""] * len(COLUMNS)
        for column, cell in cells.items():
            if cell:
                row[_POSITIONS[column]] = mark_formulas(cell)
        yield line_of(row)


class _Line:
    """What a `csv.writer` writes to: it returns each line, and `writerow` does what this does."""

    def write(self, line: str) -> str:
        """Return a line."""
        return line


def mark_formulas(cell: str) -> str:
    """Return a cell with an apostrophe before whatever a spreadsheet may take for a formula.

    The cell is on one line. A plain number stays a number.
    """
    if cell[:1].isalnum() and not (";" in cell or "\t" in cell or "\ufeff" in cell):
        return cell  # nearly every cell, at a tenth of the time
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1'", cell)


def read_cell(cell: str) -> str:
    """Return the text of a cell, without what was added for spreadsheets and to directions."""
    return remove_added(_MARKED.sub(r"\1", cell))


def _is_given_back(value: Any) -> bool:
    """Tell whether a cell gives a value back as it is; `Any`: fields differ in type."""
    match value:
        case str():
            return remove_added(value_line(value)) == value
        case list():
            return all(_is_given_back(item) and JOINT not in str(item) for item in value)
        case dict():
            return all(map(_is_given_back, value.values()))
    return True


def _cells_of_statement(entry: Entry, language: str | None) -> _Cells:
    parts = attribution(entry, language, ENGLISH)
    passage = _cells_of_passage(entry)
    original = parts.original_language or "not stated"
    cells = _cells_of_fields(entry)
    cells |= _cells_of_publication(parts.source)
    cells |= {
        "text": parts.text,
        "mode": parts.mode,
        "speaker": JOINT.join(map(str, parts.speakers)),
        "role": parts.recorded_capacity,
        "occasion": parts.occasion,
        "date": parts.day,
        "reported_by": parts.reported_by,
        "language": parts.language,
        "translated_from": original if parts.translated else None,
        "translator": parts.translations[0].translator if parts.translated else None,
        "locator": parts.locator,
    }
    cells |= passage
    cells |= _exact_cell(entry, _unlike_cells(entry, parts, passage))
    return cells


def _unlike_cells(entry: Entry, parts: Attribution, passage: _Cells) -> dict[str, Any]:
    """Return text and excerpt of a statement as the record has them, where their cells do not."""
    texts = entry.data.get("translations") if parts.text != parts.original else None
    text = texts[parts.language] if texts else entry.data["text"]
    shown = remove_added(parts.text)
    if shown != text and parts.mode != "partial":
        bare = remove_added(strip_marks(text))
        text = text if bare == text.strip() else bare  # marks around the whole are ours to set
    unlike = {} if shown == text else {"text": text}
    excerpt = entry.data.get("excerpt") or {}
    cells = {name: remove_added(passage[column] or "") for name, column in PASSAGE.items()}
    if any(cells[name] != (line or "") for name, line in excerpt.items()):
        unlike["excerpt"] = excerpt
    return unlike


def _exact_cell(entry: Entry, more: Mapping[str, Any] = MappingProxyType({})) -> _Cells:
    """Return the cell of the fields that their own cells do not give back, and of `more`."""
    names = _texts_in_columns(entry.address.kind)
    values = {name: value for name, value in entry.data.items() if name in names}
    fields = {name: value for name, value in values.items() if not _is_given_back(value)}
    fields |= more
    return {EXACT: dump_json(without_controls(fields), None)} if fields else {}


@cache
def _texts_in_columns(kind: Kind) -> frozenset[str]:
    """Return the fields of a kind whose own texts are in a column."""
    return frozenset(
        name
        for name, spec in fields_of(kind).items()
        if name in _ATTRIBUTED or (spec.csv and not spec.refers)
    )


def _cells_of_passage(entry: Entry) -> _Cells:
    """Return the cells of an excerpt; a space that parts it from the words around it stays."""
    excerpt = entry.data.get("excerpt") if isinstance(entry.record, Quote) else None
    if not excerpt:
        return dict.fromkeys(PASSAGE.values())
    texts = {column: excerpt.get(name) or "" for name, column in PASSAGE.items()}
    return {
        column: f"{_SPACE * text.startswith(_SPACE)}{line}{_SPACE * text.endswith(_SPACE)}"
        if (line := value_line(text))
        else ""
        for column, text in texts.items()
    }


def _cells_of_other(entry: Entry) -> _Cells:
    """Return the cells of a record that is not a statement."""
    return (
        _cells_of_fields(entry)
        | _cells_of_publications(publications(entry, ENGLISH))
        | {"name": str(record_name(entry.record, ENGLISH))}
        | _exact_cell(entry)
    )


def _cells_of_fields(entry: Entry) -> _Cells:
    """Return the cells that the address of a record and the table of fields give."""
    address = entry.address
    cells: _Cells = {"address": str(address), "kind": address.kind, "event": address.event}
    for name, spec in _columned_fields(address.kind):
        # A record has few of the fields that it may have.
        if name in entry.data and (value := getattr(entry.record, name)):
            cells.setdefault(spec.csv, _cell(entry, spec, value))
    return cells


@cache
def _columned_fields(kind: Kind) -> tuple[tuple[str, FieldSpec], ...]:
    """Return the fields of a kind that fill a column."""
    return tuple((name, spec) for name, spec in fields_of(kind).items() if spec.csv)


def _cell(entry: Entry, spec: FieldSpec, value: Any) -> str:
    """Return the value of a field in a cell; `Any`: fields differ in type."""
    if spec.refers:
        return JOINT.join(str(name) for name, _ in linked_names(entry, spec, value, ENGLISH))
    if spec.presentation in ("day", "span", "time"):
        return str(value[: len("YYYY-MM-DD")])
    if isinstance(value, tuple) and isinstance(value[0], Correction):
        value = [correction.dated for correction in value]
    return JOINT.join(map(value_line, texts_of(value)))


@memoize_by_id
def _cells_of_publication(source: Publication) -> _Cells:
    return _cells_of_publications((source,))


def _cells_of_publications(sources: tuple[Publication, ...]) -> _Cells:
    return {
        "source": JOINT.join(source.title for source in sources),
        "publisher": JOINT.join(source.publisher for source in sources if source.publisher),
        "published": JOINT.join(source.published for source in sources if source.published),
        "url": JOINT.join(source.web or source.url for source in sources if source.url),
    }
