"""Sheets as rows of cells: CSV with whatever separates its cells, XLSX, XLS and ODS."""

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.limits import MissingExtraError, UnreadableError

_SEPARATORS: Final = (",", ";", "\t", "|")
_CELL_LIMIT: Final = 1 << 26
"""The most characters of a cell; Python's own limit is that of a paragraph."""
_LINES: Final = 20
"""The first lines of a text, by which a table is known."""
_FEWEST: Final = 3
"""The fewest lines and columns of what is a table by its look alone."""
_ROW_LIMIT: Final = 1_000_000
"""The most rows that are read of a sheet."""
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""How an XLS file begins."""

_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""An e-mail address, which is nobody's business."""

Corner = tuple[int, int]
"""Row and column of a cell, counted from 0."""
Row = Sequence[Any]
"""The cells of a row. `Any`: text, and in a sheet numbers, days, times and truth values too."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet."""

    rows: Sequence[Row]
    """Its rows, those without any content left out."""
    lines: Sequence[int]
    """The line or row of the file at which each begins, counted from 1."""
    name: str = ""
    """The name of the sheet; empty for CSV."""
    headings: frozenset[int] = frozenset()
    """The lines of the rows that are one cell, merged over columns: titles, no rows of a table."""

    def as_text(self, without: Container[int] = ()) -> str:
        """Return the sheet as text, its cells separated by tabs; some columns may be left out."""
        lines = (
            "\t".join(cell_text(cell) for index, cell in enumerate(row) if index not in without)
            for row in self.rows
        )
        return "".join(f"{line.rstrip()}\n" for line in lines)


def cell_text(cell: Any) -> str:
    """Return a cell on one line; `Any`: a cell of a sheet."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _MAIL.sub("[e-mail]", " ".join(str(cell).split()))


def is_sheet(document: Document) -> bool:
    """Tell whether a file is a spreadsheet."""
    if document.data.startswith(_OLE):
        return True
    if not document.is_zip:
        return False
    names = set(document.zip.namelist())
    if "mimetype" in names:
        return b"spreadsheet" in document.zip.read("mimetype")
    return bool(names & {"xl/workbook.xml", "xl/workbook.bin"})


def grids(document: Document) -> Iterator[Grid]:
    """Yield the sheets of a file that hold anything; raises `UnreadableError`."""
    if is_sheet(document):
        yield from _sheets(document)
    else:
        yield _csv(document.text)


def _sheets(document: Document) -> Iterator[Grid]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        raise MissingExtraError("office", "python-calamine") from error
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(document.data))
        counts_from_1904 = _counts_from_1904(document)
        for about in workbook.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible:
                continue  # nobody who opens the file sees it
            sheet = workbook.get_sheet_by_name(about.name)
            rows = sheet.to_python(skip_empty_area=False)
            if counts_from_1904:  # numbers alone do not show whether they are dates
                rows = [
                    [cell_text(each) if _is_number(each) else each for each in row] for row in rows
                ]
            merged = sheet.merged_cell_ranges or ()
            _fill_merged(rows, merged)
            headings = frozenset(_headings(rows, merged))
            if grid := _grid(enumerate(rows, 1), about.name):
                yield replace(grid, headings=headings)
    except (CalamineError, ValueError, OSError) as error:
        reason = str(error)
        raise UnreadableError(gettext("is no whole sheet: {reason}", reason=reason)) from error


def _fill_merged(rows: list[list[Any]], ranges: Iterable[tuple[Corner, Corner]]) -> None:
    """Repeat in each row what cells hold that are merged over several, such as a day.

    What is merged over columns alone is a title, and stands once.
    """
    for (first, left), (last, _) in ranges:
        for row in rows[first + 1 : min(last + 1, len(rows))]:
            if left < len(row) and left < len(rows[first]) and row[left] == "":
                row[left] = rows[first][left]


def _headings(rows: list[list[Any]], ranges: Iterable[tuple[Corner, Corner]]) -> Iterator[int]:
    """Yield the lines of rows that hold one cell merged over columns, and nothing else."""
    for (first, left), (last, right) in ranges:
        if first == last and right > left and first < len(rows):
            filled = [column for column, cell in enumerate(rows[first]) if cell not in ("", None)]
            if filled == [left]:
                yield first + 1


def _is_number(cell: Any) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool)


def _counts_from_1904(document: Document) -> bool:
    """Tell whether the days of a sheet are counted from 1904, as those of old Macs were."""
    names = document.zip.namelist() if document.is_zip else ()
    book = document.zip.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    return re.search(rb"""date1904=["'](?:1|true)["']""", book) is not None


def _grid(numbered: Iterator[tuple[int, Row]], name: str = "") -> Grid | None:
    """Return a sheet without its empty rows, or None where nothing is in it."""
    rows: list[Row] = []
    lines: list[int] = []
    for line, row in numbered:
        if any(cell not in ("", None) for cell in row):
            rows.append(row)
            lines.append(line)
        if len(rows) > _ROW_LIMIT:
            template = "has more than {limit} rows; split it"
            raise UnreadableError(gettext(template, limit=_ROW_LIMIT), line)
    return Grid(rows, lines, name) if rows else None


def _csv(text: str) -> Grid:
    """Return the rows of a CSV (RFC 4180), separated as its first line says or as fits best."""
    lines = text.splitlines(keepends=True)
    first, skipped = (lines[0].strip() if lines else ""), 0
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        separator, skipped = first[-1], 1
    else:
        separator = _separator(lines[:_LINES])
    csv.field_size_limit(_CELL_LIMIT)
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=separator)
    try:
        grid = _grid(_numbered(reader, skipped))
    except csv.Error as error:
        message = gettext("is no whole CSV: {reason}", reason=error)
        raise UnreadableError(message, reader.line_num + skipped) from error
    return grid or Grid((), ())


def columns_in(text: str) -> list[str]:
    """Return the cells of the first line of a text that is a table whatever its names; else none.

    Nearly all of its first lines have as many cells, three at least: sentences have no such order.
    """
    lines = text.splitlines(keepends=True)[:_LINES]
    try:
        rows = [row for row in csv.reader(lines, delimiter=_separator(lines)) if row]
    except csv.Error:
        return []
    alike = sum(len(row) == len(rows[0]) for row in rows)
    is_table = len(rows) >= _FEWEST and len(rows[0]) >= _FEWEST and alike > 0.8 * len(rows)
    return [cell_text(cell) for cell in rows[0]] if is_table else []


def _numbered(reader: Any, skipped: int) -> Iterator[tuple[int, Row]]:
    """Yield rows with the lines on which they begin; `Any`: the type of a reader is private."""
    line = skipped + 1
    for row in reader:
        yield line, row
        line = reader.line_num + skipped + 1


def _separator(lines: Sequence[str]) -> str:
    """Return what separates the cells: what cuts most of the first lines into most cells."""

    def score(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        usual = max(widths, key=widths.count, default=1)
        return widths.count(usual) * (usual > 1), usual

    try:
        return max(_SEPARATORS, key=score)
    except csv.Error:
        return ","
