"""Dates as a query names them: a year, a month, a day, a range, or an open end."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final, NamedTuple

from summit_tui.archive.query.tree import DateRange, SourceCount
from summit_tui.model.text import one_line

_FIRST: Final = "0001-01-01"
_LAST: Final = "9999-12-31"

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_BEGUN: Final = re.compile(
    r"([0-9]{4}(?:-[0-9]{2})?)(?:-[0-9]?\.?|\.)|([0-9]{4}-[0-9]{2}-[0-9]{2})[-.]"
)
"""A date of which more is being typed, or a range that is being begun."""
_COMPARED: Final = re.compile(r"(>=|<=|>|<)\s*(.*)", re.DOTALL)


class _Span(NamedTuple):
    """The days of a year, a month or a day, as YYYY-MM-DD."""

    first: str
    last: str
    whole: bool = True
    """Is that what was meant, or will it be less when the date is typed to its end?"""


_ANY_DAY: Final = _Span(_FIRST, _LAST, whole=False)


def parse_date_range(text: str, *, unfinished: bool) -> DateRange | None:
    """Return the days that `text` names, or None where nothing is certain yet.

    While `unfinished`, the last date may be cut off, and its certain part is taken. Dates are
    written as in ISO 8601. Raises ValueError with a sentence for what is no date, for a day that
    the calendar does not have, and for a range that ends before it begins.
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("≥", ">=").replace("≤", "<=")
    before, dots, after = text.partition("..")
    compared = _COMPARED.fullmatch(text)
    if compared:
        first, last = _compared(compared[1], _span(compared[2], unfinished=unfinished))
    elif dots:
        first = _span(before, unfinished=False).first if before else _FIRST
        last = _span(after, unfinished=unfinished).last if after else _LAST
    else:
        first, last, _ = _span(text, unfinished=unfinished)
    if unfinished and (first, last) == (_FIRST, _LAST):
        return None
    if first > last:
        message = f"The dates ‘{_shown(text)}’ end before they begin"
        raise ValueError(message)
    return DateRange(first, last)


def _compared(sign: str, span: _Span) -> tuple[str, str]:
    """Return the first and last day of what lies on one side of `span`."""
    strict = span.whole and sign in ("<", ">")
    try:
        if sign[0] == ">":
            return (_moved(span.last, 1) if strict else span.first), _LAST
        return _FIRST, (_moved(span.first, -1) if strict else span.last)
    except OverflowError:
        message = "The calendar has the years 0001 to 9999"
        raise ValueError(message) from None


def _moved(day: str, days: int) -> str:
    """Return the day that lies `days` after `day`; raises OverflowError outside the calendar."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _span(text: str, *, unfinished: bool) -> _Span:
    """Return the days of one date; raises ValueError with a sentence for what is none."""
    text, whole = text.strip(), True
    if unfinished:
        if re.fullmatch(r"[0-9]{0,3}\.?", text):
            return _ANY_DAY
        if begun := _BEGUN.fullmatch(text):
            text, whole = begun[1] or begun[2], False
    found = _DAY.fullmatch(text)
    if not found:
        message = f"‘{_shown(text)}’ is not a date; write 2025, 2025-04 or 2025-04-14"
        raise ValueError(message)
    year, month, day = found.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        message = f"‘{text}’ is not in the calendar"
        raise ValueError(message) from None
    last = first if day else _month_end(first if month else first.replace(month=12))
    return _Span(first.isoformat(), last.isoformat(), whole)


def _month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def _shown(text: str) -> str:
    """Return what is repeated of `text` in a sentence about it."""
    return one_line(text)[:40]


MOST: Final = 99_999_999
"""More sources than any record has."""

_COMPARED_NUMBER: Final = re.compile(r"(>=|<=|>|<)?\s*([0-9]{1,8})")
_RANGE: Final = re.compile(r"([0-9]{1,8})?\s*\.\.\s*([0-9]{1,8})?")
_BEGUN_NUMBER: Final = re.compile(r"(>=|<=|>|<)?|[0-9]{1,8}\.")
"""What will be a number or a range when it is typed to its end."""


def parse_source_count(text: str, *, unfinished: bool) -> SourceCount | None:
    """Return the numbers that `text` names, or None where nothing is certain yet.

    Raises ValueError with a sentence for what is no number, and for a range that ends before it
    begins.
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("≥", ">=").replace("≤", "<=")
    if compared := _COMPARED_NUMBER.fullmatch(text):
        number = int(compared[2])
        least, most = {
            None: (number, number),
            ">": (number + 1, MOST),
            ">=": (number, MOST),
            "<": (0, number - 1),
            "<=": (0, number),
        }[compared[1]]
        return SourceCount(least, most)
    if (between := _RANGE.fullmatch(text)) and any(between.groups()):
        least, most = int(between[1] or 0), int(between[2] or MOST)
        if least <= most:
            return SourceCount(least, most)
        message = f"The numbers ‘{one_line(text)[:40]}’ end before they begin"
        raise ValueError(message)
    if unfinished and _BEGUN_NUMBER.fullmatch(text):
        return None
    message = f"‘{one_line(text)[:40]}’ is no number of sources, such as 2, >1 or 2..5"
    raise ValueError(message)
