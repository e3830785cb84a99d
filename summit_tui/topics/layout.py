"""The table of topics and speakers as a drawing, for the screen and for commands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.query.tree import And
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.attribution import attribution
from summit_tui.canvas import Canvas, Ink, wrap_words
from summit_tui.i18n import gettext, ngettext
from summit_tui.manual.layout import cell_width
from summit_tui.topics import Counts, Dimension, Table

NONE: Final = "·"
_WORDS: Final = 72
"""Cells of a line of words."""
_HEADINGS: Final[Mapping[Dimension, str]] = {
    "topic": "TOPICS BY SPEAKER",
    "speaker": "SPEAKERS BY TOPIC",
}


@dataclass(frozen=True, slots=True)
class TableCursor:
    """Where in a table the cursor is, and what is in sight."""

    row: int = 0
    column: int = 0
    first_row: int = 0
    first_column: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """How a table shares a rectangle: cells of its label and of a column, rows and columns."""

    label: int
    column: int
    number: int
    """Cells of each of the last two columns, `others` and `all`."""
    columns: int
    rows: int
    foot: int
    """Rows below the table, its line among them."""


def measure(table: Table, width: int, height: int, *, foot: int | None = None) -> Measures:
    """Return how a table shares a rectangle of `width` by `height` cells."""
    label, column = (27, 10) if width >= 98 else (24, 8) if width >= 74 else (17, 7)
    most = len(f"{table.total:,}")
    column, number = max(column, most + 2), max(7, most + 2)
    columns = max(1, min(len(table.columns), (width - label - 2 * number) // column))
    below = foot if foot is not None else 12 if height >= 28 else 4 if height >= 12 else 3
    rows = max(1, min(len(table.rows), height - 2 - below))
    return Measures(label, column, number, columns, rows, below)


def moved(
    table: Table, cursor: TableCursor, measures: Measures, down: int, right: int
) -> TableCursor:
    """Return the place after a step of the cursor, scrolled so that the cursor is in sight."""
    row = max(0, min(cursor.row + down, len(table.rows) - 1))
    column = max(0, min(cursor.column + right, len(table.columns) - 1))
    return TableCursor(
        row,
        column,
        _scrolled(cursor.first_row, row, measures.rows, len(table.rows)),
        _scrolled(cursor.first_column, column, measures.columns, len(table.columns)),
    )


def _scrolled(first: int, cursor: int, shown: int, count: int) -> int:
    return max(0, min(max(first, cursor - shown + 1), cursor, max(0, count - shown)))


def visible(table: Table, cursor: TableCursor, measures: Measures) -> tuple[range, range]:
    """Return the rows and the columns that are in sight."""
    rows = range(cursor.first_row, min(cursor.first_row + measures.rows, len(table.rows)))
    last = min(cursor.first_column + measures.columns, len(table.columns))
    return rows, range(cursor.first_column, last)


def draw_table(
    canvas: Canvas,
    table: Table,
    counts: Mapping[int, Counts],
    cursor: TableCursor,
    measures: Measures,
    *,
    shows_cursor: bool = True,
) -> int:
    """Draw heads and rows; return the first row below them.

    `counts` has the numbers of each row that are known; the others show an ellipsis. Without
    `shows_cursor`, no cell is chosen.
    """
    rows, columns = visible(table, cursor, measures)
    ends = [measures.label + (at + 1) * measures.column for at in range(len(columns))]
    last = ends[-1] if ends else measures.label
    canvas.put(0, 1, gettext(_HEADINGS[table.row_facet]), "label", measures.label)
    for end, column in zip(ends, columns, strict=True):
        ink: Ink = "shown" if shows_cursor and column == cursor.column else "muted"
        for line, part in enumerate(_head(table.columns[column].label, measures.column - 1)):
            canvas.right(end, line, part, ink, measures.column - 1)
    canvas.right(last + measures.number, 1, gettext("others"), "muted")
    canvas.right(last + 2 * measures.number, 1, gettext("all"), "muted")
    for y, row in enumerate(rows, 2):
        here = shows_cursor and row == cursor.row
        canvas.put(0, y, table.rows[row].label, "shown" if here else "text", measures.label - 1)
        known = counts.get(row)
        for end, column in zip(ends, columns, strict=True):
            count = known.cells.get(column) if known else None
            chosen = here and column == cursor.column
            _draw_cell(canvas, end, y, measures.column, count, chosen=chosen)
        others, total = (known.others, known.total) if known else (None, None)
        canvas.right(last + measures.number, y, _number(others), "muted")
        canvas.right(last + 2 * measures.number, y, _number(total))
    return 2 + len(rows)


def _draw_cell(
    canvas: Canvas, end: int, y: int, width: int, count: int | None, *, chosen: bool
) -> None:
    shade: Ink = "heat3" if (count or 0) >= 8 else "heat2" if (count or 0) >= 3 else "heat1"
    ink: Ink = "chosen" if chosen else shade if count else "muted"
    canvas.right(end - 1, y, _number(count), ink)
    if count or chosen:
        canvas.fill(end - width + 1, y, width - 1, ink)


def _number(count: int | None) -> str:
    """Return a number, a sign for none, or an ellipsis where it is not known yet."""
    return "…" if count is None else f"{count:,}" if count else NONE


def _head(label: str, width: int) -> Sequence[str]:
    """Return a label in two lines, the last word in the second one."""
    first, _, second = label.rpartition(" ")
    if not first and cell_width(label) > width:
        first, hyphen, second = label.rpartition("-")
        return (first + hyphen, second) if first else wrap_words(label, width, 2)
    return first, second


def draw_cell_statements(
    canvas: Canvas,
    y: int,
    table: Table,
    cursor: TableCursor,
    counts: Counts | None,
    hits: Sequence[Entry],
) -> None:
    """Draw below a table what the chosen cell counts: its name, its number, its statements."""
    canvas.rule(y)
    count = counts.cells.get(cursor.column) if counts else None
    row, column = table.rows[cursor.row].label, table.columns[cursor.column].label
    topic, speaker = (row, column) if table.row_facet == "topic" else (column, row)
    title = gettext("{speaker} on {topic}", speaker=speaker, topic=topic)
    end = canvas.put(0, y + 1, title, "name", canvas.width - 24)
    number = ""
    if count:
        number = ngettext("{number} statement", "{number} statements", count)
    elif count == 0:
        is_limited = table.scope.node != And()
        number = gettext("none that the query finds" if is_limited else "none in these sources")
    canvas.put(end + 2, y + 1, number, "muted")
    roomy = canvas.height - y >= 9
    y += 3 if roomy else 2
    for entry in hits:
        words = wrap_words(attribution(entry).said, min(_WORDS, canvas.width - 24), 1 + roomy)
        if y + len(words) > canvas.height:
            break
        canvas.right(10, y, attribution(entry).day_in_short(), "muted")
        canvas.put(12, y, mode_in_words(attribution(entry).mode).upper(), "label", 11)
        for line in words:
            canvas.put(24, y, line)
            y += 1
