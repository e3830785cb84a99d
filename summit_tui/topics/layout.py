"""The table of topics and speakers as a drawing, for the screen and for commands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.query.tree import And
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.attribution import attribution
from summit_tui.canvas import Canvas, Ink, wrap_words, wrapped_lines
from summit_tui.i18n import gettext, ngettext
from summit_tui.manual.layout import cell_width
from summit_tui.model.text import HAN, rejoin
from summit_tui.topics import Counts, Dimension, Table

NONE: Final = "·"
_WORDS: Final = 72
"""Cells of a line of words."""
_LABEL: Final = 18
"""Cells of the names of rows, at least: as many as the heading above them has."""
_WIDEST: Final = 15
"""Cells that a column takes for a long word, at most."""
_HEADS: Final = 4
"""Rows of the names of columns, at most."""
_PARTS: Final = re.compile(f"(?<=-)|(?<=[{HAN}])|(?=[{HAN}])")
"""Where a word may be broken."""
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
    """How a table shares a rectangle: cells of its label and its columns, rows and columns."""

    heads: int
    """Rows of the names of columns."""
    label: int
    least: int
    """Cells of a column whose name is short, where another needs its room."""
    column: int
    """Cells of a column whose neighbours need no room of it."""
    room: int
    """Cells of all columns in sight."""
    others: int
    total: int
    """Cells of the last column, `all`."""
    columns: int
    """Columns in sight, at most: long names leave room for fewer."""
    rows: int
    foot: int
    """Rows below the table, its line among them."""


def measure(table: Table, width: int, height: int | None = None) -> Measures:
    """Return how a table shares a rectangle of `width` by `height` cells.

    Without `height` it is as high as the table, with nothing below it.
    """
    column = 10 if width >= 98 else 8 if width >= 74 else 7
    most = len(f"{table.total:,}")
    column, others, total = max(column, most + 2), max(7, most + 2), max(5, most + 2)
    longest = max((cell_width(row.label) + 1 for row in table.rows), default=0)
    label = max(_LABEL, min(longest, width // 3))
    room = width - label - others - total
    columns = max(1, min(len(table.columns), room // column))
    foot = 0 if height is None else 12 if height >= 28 else 4 if height >= 12 else 3
    height = height or len(table.rows) + _HEADS
    is_roomy = height >= len(table.rows) + _HEADS + foot
    # Those that are in sight at first: the rows stay where they are when others come into sight.
    needed = _head_lines(tuple(each.label for each in table.columns[:columns]), column - 1)
    heads = min(needed, _HEADS if is_roomy else 3 if height >= 10 else 2)
    rows = max(1, min(len(table.rows), height - heads - foot))
    measures = Measures(heads, label, most + 2, column, room, others, total, columns, rows, foot)
    needs = _needs(table, 0, measures)
    spare = max(0, min(longest - label, room - max(sum(needs), len(needs) * column)))
    return replace(measures, label=label + spare, room=room - spare)


def _needs(table: Table, first: int, measures: Measures) -> list[int]:
    """Return the cells of the columns from `first` on whose names have room beside each other."""
    needs: list[int] = []
    for column in table.columns[first : first + measures.columns]:
        need = max(measures.least, _need(column.label, measures.heads))
        if needs and sum(needs) + need > measures.room:
            break
        needs.append(need)
    return needs


@lru_cache(maxsize=16)
def _head_lines(labels: Sequence[str], width: int) -> int:
    """Return the rows of the name of a column that takes the most of them."""
    heads = (_whole_head(label, max(width, _need(label) - 1)) for label in labels)
    return min(_HEADS, max(map(len, heads), default=1))


@lru_cache(maxsize=256)
def _need(label: str, most: int = _HEADS) -> int:
    """Return the cells of a column that has its name in `most` lines, within reason.

    No word is broken there but behind its hyphen.
    """
    parts = (part for word in label.split() for part in _PARTS.split(word))
    longest = min(_WIDEST - 1, max(map(cell_width, parts), default=1))
    widths = range(longest, _WIDEST)
    return 1 + next((each for each in widths if len(_whole_head(label, each)) <= most), longest)


def column_ends(table: Table, cursor: TableCursor, measures: Measures) -> list[int]:
    """Return the cell behind each column in sight.

    A column whose name has a long word gets what is left over, and what its neighbours can spare.
    """
    needs = _needs(table, cursor.first_column, measures)
    widths = [measures.column] * len(needs)
    left = measures.room - sum(widths)
    for at, need in enumerate(needs):
        more = max(0, min(left, need - widths[at]))
        widths[at], left = widths[at] + more, left - more
    while needs:
        lacks = [need - width for need, width in zip(needs, widths, strict=True)]
        spares = [
            width - max(need, measures.least) for need, width in zip(needs, widths, strict=True)
        ]
        if max(lacks) <= 0 or max(spares) <= 0:
            break
        widths[lacks.index(max(lacks))] += 1
        widths[spares.index(max(spares))] -= 1
    return [measures.label + end for end in accumulate(widths)]


def moved(
    table: Table, cursor: TableCursor, measures: Measures, down: int, right: int
) -> TableCursor:
    """Return the cursor after a step, scrolled so that the cursor is in sight."""
    row = max(0, min(cursor.row + down, len(table.rows) - 1))
    column = max(0, min(cursor.column + right, len(table.columns) - 1))
    return TableCursor(
        row,
        column,
        _scrolled(cursor.first_row, row, measures.rows, len(table.rows)),
        _first_column(table, cursor.first_column, column, measures),
    )


def _scrolled(first: int, cursor: int, shown: int, count: int) -> int:
    return max(0, min(max(first, cursor - shown + 1), cursor, max(0, count - shown)))


def _first_column(table: Table, first: int, cursor: int, measures: Measures) -> int:
    """Return the first column in sight, so that the one at `cursor` is, and the room is used."""
    first = min(first, cursor)
    while cursor >= first + len(_needs(table, first, measures)):
        first += 1
    while first and first - 1 + len(_needs(table, first - 1, measures)) >= len(table.columns):
        first -= 1
    return first


def visible(table: Table, cursor: TableCursor, measures: Measures) -> tuple[range, range]:
    """Return the rows and the columns that are in sight."""
    rows = range(cursor.first_row, min(cursor.first_row + measures.rows, len(table.rows)))
    last = cursor.first_column + len(_needs(table, cursor.first_column, measures))
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
    ends = column_ends(table, cursor, measures)
    starts = [measures.label, *ends[:-1]]
    last, title = ends[-1] if ends else measures.label, measures.heads - 1
    canvas.put(0, title, gettext(_HEADINGS[table.row_facet]), "label", measures.label)
    for start, end, column in zip(starts, ends, columns, strict=True):
        ink: Ink = "shown" if shows_cursor and column == cursor.column else "muted"
        lines = _head(table.columns[column].label, end - start - 1, measures.heads)
        for y, line in enumerate(lines, measures.heads - len(lines)):
            canvas.right(end, y, line, ink, end - start - 1)
    canvas.right(last + measures.others, title, gettext("others"), "muted")
    canvas.right(last + measures.others + measures.total, title, gettext("all"), "muted")
    for y, row in enumerate(rows, measures.heads):
        here = shows_cursor and row == cursor.row
        canvas.put(0, y, table.rows[row].label, "shown" if here else "text", measures.label - 1)
        known = counts.get(row)
        for start, end, column in zip(starts, ends, columns, strict=True):
            count = known.cells.get(column) if known else None
            chosen = here and column == cursor.column
            _draw_cell(canvas, end, y, end - start, count, chosen=chosen)
        others, total = (known.others, known.total) if known else (None, None)
        canvas.right(last + measures.others, y, _number(others), "muted")
        canvas.right(last + measures.others + measures.total, y, _number(total))
    return measures.heads + len(rows)


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


def _whole_head(label: str, width: int) -> list[str]:
    """Return the lines of the name of a column; a long word is broken behind its hyphen."""
    words = (
        word if cell_width(word) <= width else re.sub("-(?=.)", "- ", word)
        for word in label.split()
    )
    return list(wrapped_lines(" ".join(words), width))


def _head(label: str, width: int, most: int) -> Sequence[str]:
    """Return the name of a column in at most `most` lines, the last one as it is.

    The last word tells names that begin alike apart.
    """
    lines = _whole_head(label, width)
    if len(lines) <= most:
        return lines
    *first, last = lines if most > 1 else (*lines, "")
    return [*wrap_words(rejoin(first), width, max(1, most - 1)), *([last] if most > 1 else [])]


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
    # Where statements are of several years, each day has its own.
    days = [attribution(entry).day_in_short(table.year or "-") for entry in hits]
    left = max([10 if table.year else 15, *map(cell_width, days)])
    for entry, day in zip(hits, days, strict=True):
        room = min(_WORDS, canvas.width - left - 14)
        words = wrap_words(attribution(entry).said, room, 1 + roomy)
        if y + len(words) > canvas.height:
            break
        canvas.right(left, y, day, "muted")
        canvas.put(left + 2, y, mode_in_words(attribution(entry).mode).upper(), "label", 11)
        for line in words:
            canvas.put(left + 14, y, line)
            y += 1
