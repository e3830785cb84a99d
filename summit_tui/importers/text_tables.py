"""Tables within texts: the turns of a transcript, or a list of people as a sheet is one."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from summit_tui.attribution.labels import may_label, names_a_speaker, names_nobody
from summit_tui.importers.columns import field_of
from summit_tui.importers.turns import label_of

Rows = Sequence[Sequence[str]]
"""The cells of a table, row by row."""

_FEWEST: Final = 3
"""The fewest turns of a table of them."""
_NUMBERED: Final = re.compile(r"\W*\d[\d:.,]*\W*")
"""A number or a clock."""
_ROW: Final = re.compile(r"\|.*\|")
"""A row of a table in a text, as pages are read."""
_RULE: Final = re.compile(r"[|:\s-]+")
"""The line below the names of its columns."""


def turns_in(rows: Rows) -> list[str]:
    """Return the paragraphs of a table with who speaks in one column and the words in another.

    Some who speak do so again, and one at least is surely somebody or nobody; no paragraphs are
    returned for any other table.
    """
    if all(len(row) == 3 and _NUMBERED.fullmatch(row[0]) for row in rows):
        rows = [row[1:] for row in rows]
    if any(len(row) != 2 or not all(row) for row in rows):
        return []
    head = [" | ".join(row) for row in rows[:1] if field_of(row[0], {}) in ("speaker", "name")]
    labels = [row[0] for row in rows[len(head) :]]
    is_said = any(names_nobody(label) or names_a_speaker(label) for label in labels)
    if len(labels) < _FEWEST or not 1 < len(set(labels)) < len(labels):
        return []
    if not all(map(may_label, labels)) or not (is_said or head):
        return []
    return head + [f"{label_of(label)} {words}" for label, words in rows[len(head) :]]


def with_turns(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines of a text, its tables of turns as paragraphs behind labels."""
    for own, rows in _blocks(lines):
        yield from turns_in(rows) or own


def tables_in(lines: Sequence[str]) -> list[Rows]:
    """Return the tables of a text, whose rows are lines between bars."""
    return [rows for _, rows in _blocks(lines) if rows]


def without_tables(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a text that are no rows of a table."""
    return (line for line in lines if not _ROW.fullmatch(line))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield lines that belong together, with the cells of their rows if they are a table."""
    for is_row, group in groupby(lines, lambda line: _ROW.fullmatch(line) is not None):
        own = list(group)
        rows = [line[1:-1].split("|") for line in own if is_row and not _RULE.fullmatch(line)]
        yield own, [[cell.strip() for cell in row] for row in rows]
