"""The records in the rows of a sheet, or of tables in a text, whose columns have known names."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, zip_longest
from typing import Any, Final

from summit_tui.i18n import INTERFACE, gettext, ngettext
from summit_tui.importers.columns import Header, cells_of, find_header, is_private, kind_of
from summit_tui.importers.grid import Grid
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.rows import RowReader, source_of
from summit_tui.importers.times import is_month_first, month_first_day
from summit_tui.importers.values import known
from summit_tui.model.kinds import Kind

_NAMED: Final = 6
"""The rows that a sentence names."""
_FULL: Final = 3
"""The fewest cells of a row beside which one with a single cell may be a heading."""


def read_tables(
    tables: Sequence[Sequence[Sequence[str]]], options: ImportOptions
) -> Imported | None:
    """Return the records in the tables of a text, or None where their columns are not known.

    The first with names of columns says what the others of its width hold, in which they stand
    again or do not.
    """
    for number, table in enumerate(tables):
        grid = Grid(table, range(1, len(table) + 1))
        header = find_header(grid, options.columns, options.header_row)
        kind = options.kind or (kind_of(header.fields) if header else None)
        if header is None or kind is None or kind == "event":
            continue
        names = table[header.index]
        others = [
            row
            for other in tables[number + 1 :]
            for row in other
            if len(row) == len(names) and row != names
        ]
        rows = [*table, *others]
        grid = Grid(rows, range(1, len(rows) + 1))
        return records_in(grid, header, kind, options)
    return None


def records_in(
    grid: Grid, header: Header, kind: Kind, options: ImportOptions, others: Sequence[str] = ()
) -> Imported:
    """Return the records in the rows below the header; `others` are the sheets beside it."""
    reader = RowReader(kind, options)
    alone = {} if options.persons or kind != "speakers" else _cells_alone(grid, header)
    unplaced = _read_rows(reader, grid, header, alone)
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
        remarks=(
            *_header_remark(grid, header),
            *_sheets_remark(grid, others),
            *_alone_remark(alone.values()),
            *reader.remarks(),
        ),
        problems=tuple(reader.problems),
    )


def _read_rows(
    reader: RowReader, grid: Grid, header: Header, alone: Collection[int]
) -> Counter[str]:
    """Read the rows that are no headings; return the columns without a place, with their cells."""
    unplaced: Counter[str] = Counter()
    below = range(header.index + 1, len(grid.rows))
    month_first = [
        is_month_first(
            grid.rows[index][column] for index in below if column < len(grid.rows[index])
        )
        for column in range(len(header.names))
    ]
    for index in below:
        is_heading = index in alone or grid.lines[index] in grid.headings
        if is_heading or _repeats(header, grid.rows[index]):
            reader.left_out[gettext("heading over rows")] += 1
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
    return unplaced


def _repeats(header: Header, row: Sequence[Any]) -> bool:
    """Tell whether a row has the names of the columns again, as on a new page."""
    cells = [(name, known(cell)) for name, cell in zip(header.names, row, strict=False)]
    printed = [(name, cell) for name, cell in cells if cell is not None]
    return len(printed) > 1 and all(name == cell for name, cell in printed)


def _cells_alone(grid: Grid, header: Header) -> dict[int, str]:
    """Return the only cells of rows by their indexes, where most rows have three at least.

    “Region A” above delegates stands so, and so may somebody without an office and a delegation.
    """
    rows = range(header.index + 1, len(grid.rows))
    texts = {index: list(filter(None, map(known, grid.rows[index]))) for index in rows}
    full = sum(len(cells) >= _FULL for cells in texts.values())
    alone = {index: cells[0] for index, cells in texts.items() if len(cells) == 1}
    return alone if len(alone) <= full else {}


def _alone_remark(cells: Collection[str]) -> Iterator[str]:
    """Yield which rows of one cell are left out, as they may be headings."""
    if cells:
        yield ngettext(
            "{number} row of one cell may be a heading, and nobody is written from it, unless "
            "--persons says that it is somebody: {names}.",
            "{number} rows of one cell may be headings, and nobody is written from them, unless "
            "--persons says that each is somebody: {names}.",
            len(cells),
            names=INTERFACE.groups(islice(cells, _NAMED)),
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
