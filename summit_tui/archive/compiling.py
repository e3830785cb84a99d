"""A query tree becomes an expression of SQLite's FTS5."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from summit_tui.archive.document import COLUMNS
from summit_tui.archive.query import And, Dates, Node, Not, Or, Reference, Term

_ALL: Final = '"=all"'
"""A mark that every record carries."""
_NONE: Final = '"=none"'
"""A mark that no record carries."""

_IN_A_COLUMN: Final = frozenset(COLUMNS) - {"words", "marks"}
"""Fields with a column of their own; the words of the other fields stand among the marks."""


def compiled(node: Node, years: tuple[int, int]) -> str | None:
    """Return the FTS5 expression for `node`, or None where everything is wanted.

    `years` are the first and the last year of any date in the index: a span of dates is written
    as the years, months and days inside it, and only those years need be named.
    """
    return None if node == And() else _expression(node, years)


def _expression(node: Node, years: tuple[int, int]) -> str:
    match node:
        case Term():
            return _term(node)
        case Reference(token):
            return _quoted(f"={token}")
        case Dates(first, last):
            return _any([_quoted(f"={mark}") for mark in _span(first, last, years)])
        case Or(parts):
            return _any([_expression(part, years) for part in parts])
        case And(parts):
            wanted = [_expression(p, years) for p in parts if not isinstance(p, Not)] or [_ALL]
            unwanted = [_expression(p.part, years) for p in parts if isinstance(p, Not)]
            both = " AND ".join(wanted)
            return f"(({both}) NOT {_any(unwanted)})" if unwanted else f"({both})"
        case Not(part):
            return f"({_ALL} NOT {_expression(part, years)})"


def _any(expressions: list[str]) -> str:
    return f"({' OR '.join(expressions)})" if expressions else _NONE


def _term(term: Term) -> str:
    in_marks = term.field is not None and term.field not in _IN_A_COLUMN
    words = (f"={term.field}:{token}" if in_marks else token for token in term.tokens)
    phrase = _quoted(" ".join(words)) + ("*" if term.prefix else "")
    return f"{term.field} : {phrase}" if term.field in _IN_A_COLUMN else phrase


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _span(first: str, last: str, years: tuple[int, int]) -> Iterator[str]:
    """Yield the marks of the years, months and days that lie wholly in a span."""
    low, high = f"{years[0]:04}-01-01", f"{years[1]:04}-12-31"
    first, last = max(first, low), min(last, high)
    if first > last:
        return
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        if day.month == day.day == 1 and date(day.year, 12, 31) <= end:
            yield f"y={day.year:04}"
            day = date(day.year, 12, 31)
        elif day.day == 1 and (month_end := _month_end(day)) <= end:
            yield f"m={day.isoformat()[:7]}"
            day = month_end
        else:
            yield f"d={day.isoformat()}"
        if day == date.max:
            return
        day += timedelta(days=1)


def _month_end(day: date) -> date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1) - timedelta(days=1)
