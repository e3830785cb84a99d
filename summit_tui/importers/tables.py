"""Tables of people, delegations, sessions, statements or sources: CSV, XLSX, XLS and ODS.

Columns are fields by their names, or as the user says with `--map`; those that are no fields are
counted and never dropped in silence.
"""

from typing import Final

from summit_tui.i18n import INTERFACE, gettext
from summit_tui.importers import own_table
from summit_tui.importers.columns import check_columns, find_header, kind_of
from summit_tui.importers.document import Document
from summit_tui.importers.grid import Grid, grids, is_sheet
from summit_tui.importers.grid_records import records_in
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.values import known

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
        return records_in(grid, header, kind, options, others)
    if seen is None:
        return Imported()
    names = INTERFACE.items(str(cell) for cell in seen.rows[0] if known(cell))
    template = "has no row with the names of columns; its first row has {names}; see --header-row"
    raise UnreadableError(gettext(template, names=names), seen.lines[0])
