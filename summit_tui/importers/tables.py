"""Tables of people, delegations, sessions, statements or sources: CSV, XLSX, XLS and ODS.

Columns are fields by their names, or as the user says with `--map`; those that are no fields are
counted and never dropped in silence.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers import own_table
from summit_tui.importers.columns import (
    Header,
    cells_of,
    check_columns,
    find_header,
    is_private,
    kind_of,
)
from summit_tui.importers.document import Document
from summit_tui.importers.grid import Grid, grids, is_sheet
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.rows import RowReader, source_of
from summit_tui.importers.times import is_month_first, month_first_day
from summit_tui.importers.values import known
from summit_tui.model.kinds import Kind

_NAMED: Final = 6
"""The columns that a sentence names."""


def recognise(document: Document) -> str | None:
    """Return by what a file was recognized as a table, or None."""
    if document.is_binary and not is_sheet(document):
        return None
    if not document.is_binary and (document.looks_like_json or document.root_name):
        return None
    for grid in grids(document):
        header = find_header(grid, {})
        if header and (own_table.is_own(header.names) or kind_of(header.fields)):
            columns = INTERFACE.items(header.known[:_NAMED])
            return gettext("its columns {columns}", columns=columns)
    return None


def read(document: Document, options: ImportOptions) -> Imported:
    """Return the records of the first sheet of a file that has columns with known names."""
    check_columns(options.columns)
    seen: Grid | None = None
    sheets = list(grids(document))
    for grid in sheets:
        if not grid.rows:
            continue
        seen = seen or grid
        header = find_header(grid, options.columns, options.header_row)
        if header is None:
            continue
        if own_table.is_own(header.names):
            return own_table.read(grid, header, options.event)
        kind = options.kind or kind_of(header.fields)
        if kind == "event" or kind is None:
            template = (
                "has the columns {columns}; say with --kind what its rows are, and with --map "
                "which columns are fields"
            )
            raise UnreadableError(gettext(template, columns=INTERFACE.items(header.names)))
        others = [sheet.name for sheet in sheets if sheet is not grid]
        return _table(grid, header, kind, options, others)
    if seen is None:
        return Imported()
    names = INTERFACE.items(str(cell) for cell in seen.rows[0] if known(cell))
    template = "has no row with the names of columns; its first row has {names}; see --header-row"
    raise UnreadableError(gettext(template, names=names), seen.lines[0])


def _table(
    grid: Grid, header: Header, kind: Kind, options: ImportOptions, others: Sequence[str]
) -> Imported:
    """Return the records in the rows below the header; `others` are the sheets beside it."""
    reader = RowReader(kind, options)
    unplaced: Counter[str] = Counter()
    month_first = [
        is_month_first(row[column] for row in grid.rows[header.index + 1 :] if column < len(row))
        for column in range(len(header.names))
    ]
    below = range(header.index + 1, len(grid.rows))
    headings = [index for index in below if grid.lines[index] in grid.headings]
    reader.left_out[gettext("heading over rows")] += len(headings)
    for index in below:
        if index in headings:
            continue
        row = [
            month_first_day(cell) if is_first else cell
            for cell, is_first in zip_longest(grid.rows[index], month_first)
        ]
        reader.read(grid.lines[index], cells_of(header, row))
        unplaced.update(
            name
            for name, field, cell in zip(header.names, header.fields, row, strict=False)
            if field is None and known(cell) is not None
        )
    records = list(reader.records())
    private = {index for index, name in enumerate(header.names) if is_private(name)}
    return Imported(
        records,
        source=None if kind == "sources" else source_of(kind),
        text=grid.as_text(private) if records else None,
        unplaced=dict(unplaced + reader.unplaced),
        left_out=dict(reader.left_out),
        times_without_zone=reader.times_without_zone,
        titles_missing=reader.titles_missing,
        remarks=(*_header_remark(grid, header), *_sheets_remark(grid, others), *reader.remarks()),
        problems=tuple(reader.problems),
    )


def _header_remark(grid: Grid, header: Header) -> tuple[str, ...]:
    """Return which row has the names of the columns, where it is not the first."""
    if not header.index:
        return ()
    template = "The names of the columns are taken from row {row}; --header-row says another."
    return (gettext(template, row=grid.lines[header.index]),)


def _sheets_remark(grid: Grid, others: Sequence[str]) -> tuple[str, ...]:
    """Return which sheets are not read."""
    if not others:
        return ()
    template = "Only the sheet {name} is read; save as files of their own: {others}."
    return (gettext(template, name=grid.name, others=INTERFACE.groups(others)),)
