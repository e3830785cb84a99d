"""Days, sessions and speakers as rows of blocks, a block a statement, for screen and commands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.wording import mode_in_words
from summit_tui.attribution.attribution import attribution
from summit_tui.canvas import Canvas, Ink, wrap_words
from summit_tui.days import MODES, Counts, Outline, Row
from summit_tui.i18n import gettext, ngettext
from summit_tui.manual.layout import cell_width
from summit_tui.model.fields import Mode

BLOCKS: Final[Mapping[Mode, str]] = {"direct": "█", "partial": "▓", "paraphrase": "░"}
_CHOSEN: Final[Mapping[Mode, str]] = {"direct": "d", "partial": "p", "paraphrase": "r"}
"""The block under the cursor: a letter is told from blocks without colours too."""
_MORE: Final = "…"
NONE: Final = "·"
_NUMBER: Final = 7
"""Cells of the column of numbers."""
_DAY: Final = 16
"""Cells of a day with its year, at most."""
_MEASURED: Final = 100
"""Rows whose labels are measured for their column."""


@dataclass(frozen=True, slots=True)
class OutlineCursor:
    """Where the cursor is: a row of the outline and a statement of it, both counted from 0."""

    row: int = 0
    position: int = 0
    first: int = 0
    """The first row in sight."""


def label_width(width: int, rows: Sequence[Row]) -> int:
    """Return the cells of the labels of rows where a graph is `width` cells wide.

    Long labels have their room as long as the blocks have the greater part.
    """
    least = 38 if width >= 98 else 28 if width >= 74 else 18
    longest = max((_indent(row) + cell_width(row.label) + 1 for row in rows[:_MEASURED]), default=0)
    return max(least, min(longest, width * 2 // 5))


def _indent(row: Row) -> int:
    return 2 * max(0, row.depth - 1) + (row.depth > 0)


def scrolled(first: int, row: int, height: int, count: int) -> int:
    """Return the first row in sight, so that a row and the heading before it are, if possible."""
    first = min(first, max(0, row - 1))
    return max(0, min(max(first, row - height + 1), max(0, count - height)))


def total_of(counts: Counts) -> int:
    """Return how many statements a row has."""
    return sum(counts.values())


def draw_rows(
    canvas: Canvas,
    rows: range,
    of: Outline,
    counts: Mapping[int, Counts],
    cursor: OutlineCursor | None,
) -> None:
    """Draw rows from the top of a canvas; `counts` has those that are known."""
    label = label_width(canvas.width, of.rows)
    spaced = max((total_of(counts.get(row, {})) for row in rows), default=0)
    step = 2 if spaced * 2 <= canvas.width - label - _NUMBER - 3 else 1
    for y, row in enumerate(rows):
        here = cursor is not None and row == cursor.row
        position = cursor.position if cursor is not None and here else None
        _draw_row(canvas, y, of.rows[row], label, counts.get(row))
        _draw_blocks(canvas, y, label + _NUMBER + 2, counts.get(row, {}), position, step)


def _draw_row(canvas: Canvas, y: int, row: Row, label: int, counts: Counts | None) -> None:
    indent, number = _indent(row), total_of(counts or {})
    ink: Ink = "name" if row.depth == 0 else "text"
    if row.node is not None and (not number or row.depth == 2):
        ink = "muted"
    canvas.put(indent, y, row.label, ink, label - indent)
    if row.node is None:
        return
    text = "…" if counts is None else f"{number:,}" if number else NONE
    canvas.right(label + _NUMBER, y, text, "text" if number else "muted")


def _draw_blocks(
    canvas: Canvas, y: int, start: int, counts: Counts, position: int | None, step: int
) -> None:
    room = max(1, canvas.width - start - 1)
    number = total_of(counts)
    first = 0
    if number * step > room and position is not None:
        first = max(0, min(position - room // 2, number - room + 1))
    x = start
    if first:
        canvas.put(x, y, _MORE, "muted")
        x += 1
    ends = _ends(counts)
    for at in range(first, number):
        if x >= start + room - (at < number - 1):
            canvas.put(x, y, _MORE, "muted")
            break
        mode = next(mode for mode, end in ends.items() if at < end)
        if at == position:
            canvas.put(x, y, _CHOSEN[mode], "chosen")
        else:
            canvas.put(x, y, BLOCKS[mode], _ink(mode))
        x += step


def _ink(mode: Mode) -> Ink:
    return "muted" if mode == "paraphrase" else "tint"


def _ends(counts: Counts) -> Mapping[Mode, int]:
    """Return for each mode the position after its last statement."""
    ends, end = {}, 0
    for mode in MODES:
        end += counts.get(mode, 0)
        ends[mode] = end
    return ends


def draw_statement(canvas: Canvas, y: int, entry: Entry) -> None:
    """Draw a statement in three lines: mode, speaker and day, then its words."""
    parts = attribution(entry)
    canvas.put(
        0,
        y,
        f"{mode_in_words(parts.mode).upper()}  {parts.speaker.text}",
        "label",
        canvas.width - _DAY - 1,
    )
    canvas.right(canvas.width, y, parts.day_in_short("-"), "muted", _DAY)
    for line, words in enumerate(wrap_words(parts.said, canvas.width, 2), y + 1):
        canvas.put(0, line, words)


def shades() -> str:
    """Return the key to the blocks."""
    return gettext(
        "{direct} direct  {partial} partial  {paraphrase} paraphrase",
        direct=BLOCKS["direct"],
        partial=BLOCKS["partial"],
        paraphrase=BLOCKS["paraphrase"],
    )


def notes(of: Outline) -> list[str]:
    """Return what holds for all rows, in sentences."""
    sentences = []
    if of.without_day:
        sentences.append(
            ngettext(
                "{number} statement has no full day.",
                "{number} statements have no full day.",
                of.without_day,
            )
        )
    if not of.has_hours:
        sentences.append(gettext("No hour is given: sessions stand as listed."))
    if of.missing:
        sentences.append(
            ngettext(
                "{number} statement is of a day beyond these; a query brings it in.",
                "{number} statements are of days beyond these; a query brings them in.",
                of.missing,
            )
        )
    return sentences
