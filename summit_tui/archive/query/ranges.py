"""Parses ranges of dates and numbers: a value, a range, or a comparison."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from summit_tui.archive.query.tree import MAX_SOURCES, DateRange, Node, SourceCount, any_of
from summit_tui.archive.query.typed_dates import AmbiguousDayError, Days, days_of, is_begun
from summit_tui.i18n import gettext
from summit_tui.model.dates import in_short, span
from summit_tui.model.text import one_line

_FIRST: Final = "0001-01-01"
_LAST: Final = "9999-12-31"

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_UNFINISHED: Final = re.compile(
    r"([0-9]{4}(?:-[0-9]{2})?)(?:-[0-9]?\.?|\.)|([0-9]{4}-[0-9]{2}-[0-9]{2})[-.]"
)
"""A date that is not complete yet, or the beginning of a range."""
_COMPARISON: Final = re.compile(r"(>=|<=|>|<)\s*(.*)", re.DOTALL)


class _Span(NamedTuple):
    """The days of a year, a month or a day, as YYYY-MM-DD."""

    first: str
    last: str
    whole: bool = True
    """Whether the date is complete; otherwise it may become shorter as it is typed."""


_ANY_DAY: Final = _Span(_FIRST, _LAST, whole=False)


def parse_date_range(text: str, *, unfinished: bool) -> Node | None:
    """Return the days of a range of dates, or None where nothing is certain yet.

    Dates are written as in ISO 8601, YYYY, YYYY-MM or YYYY-MM-DD, or as people type them, see
    `days_of`; without a year, such a day is that of every year. While `unfinished`, the last one
    may be cut off, and its certain part is taken. Raises ValueError with a sentence for what is no
    date, for a day that the calendar does not have, and for a range that ends before it begins.
    """
    is_cut_off = unfinished and _UNFINISHED.fullmatch(text.strip())
    if not is_cut_off and (ranges := typed_range(text)):
        return ranges
    text = unicodedata.normalize("NFKC", text).strip().replace("≥", ">=").replace("≤", "<=")
    before, dots, after = text.partition("..")
    comparison = _COMPARISON.fullmatch(text)
    if comparison:
        span = _span(comparison[2], unfinished=unfinished)
        first, last = _compare(comparison[1], span)
    elif dots:
        first = _span(before, unfinished=False).first if before else _FIRST
        last = _span(after, unfinished=unfinished).last if after else _LAST
    else:
        first, last, _ = _span(text, unfinished=unfinished)
    if unfinished and (first, last) == (_FIRST, _LAST):
        return None
    if first > last:
        template = "The dates ‘{text}’ end before they begin"
        raise ValueError(gettext(template, text=_quote(text)))
    return DateRange(first, last)


def typed_range(text: str) -> Node | None:
    """Return the days of one date as people type it, or None where it is none.

    Raises ValueError with a sentence where the calendar has no such day.
    """
    return (
        any_of(DateRange(*map(date.isoformat, days)) for days in typed)
        if (typed := _typed_days(text))
        else None
    )


def reckoned(text: str, days: DateRange) -> str:
    """Return which days a text such as `last week` stands for today, as a sentence."""
    template = "“{text}” is {days}; the words are searched, too"
    return gettext(template, text=_quote(text), days=span(days.first, days.last))


def _typed_days(text: str) -> Sequence[Days] | None:
    try:
        return days_of(text, datetime.now().astimezone().date())
    except AmbiguousDayError as error:
        template = "‘{text}’ is {day} or {other}: write the month as a word"
        day, other = (in_short(day.isoformat()) for day in error.days)
        raise ValueError(gettext(template, text=_quote(text), day=day, other=other)) from None
    except (ValueError, OverflowError):
        raise ValueError(gettext("‘{text}’ is not in the calendar", text=_quote(text))) from None


def _compare(operator: str, span: _Span) -> tuple[str, str]:
    """Return the first and last day that an operator (`<`, `<=`, `>`, `>=`) leaves."""
    strict = span.whole and operator in ("<", ">")
    try:
        if operator[0] == ">":
            return (_shift(span.last, 1) if strict else span.first), _LAST
        return _FIRST, (_shift(span.first, -1) if strict else span.last)
    except OverflowError:
        raise ValueError(gettext("The calendar has the years 0001 to 9999")) from None


def _shift(day: str, days: int) -> str:
    """Return the day `days` after `day`; raises OverflowError outside the calendar."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _span(text: str, *, unfinished: bool) -> _Span:
    """Return the days of one date; raises ValueError with a sentence for what is none."""
    text, whole = text.strip(), True
    if unfinished:
        if re.fullmatch(r"[0-9]{0,3}\.?", text):
            return _ANY_DAY
        if unfinished_date := _UNFINISHED.fullmatch(text):
            text, whole = unfinished_date[1] or unfinished_date[2], False
    match = _DAY.fullmatch(text)
    if not match and (days := _typed_days(text)):
        if len(days) > 1:
            raise ValueError(gettext("‘{text}’ needs its year in a range", text=_quote(text)))
        return _Span(days[0].first.isoformat(), days[0].last.isoformat())
    if not match and unfinished and is_begun(text):
        return _ANY_DAY
    if not match:
        template = "‘{text}’ is not a date; write 2025, 2025-04 or 2025-04-14"
        raise ValueError(gettext(template, text=_quote(text)))
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(gettext("‘{text}’ is not in the calendar", text=text)) from None
    last = first if day else _month_end(first if month else first.replace(month=12))
    return _Span(first.isoformat(), last.isoformat(), whole)


def _month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)


def _quote(text: str) -> str:
    """Return the part of `text` that a sentence about it repeats."""
    return one_line(text)[:40]


_NUMBER: Final = re.compile(r"(>=|<=|>|<)?\s*([0-9]{1,8})")
_RANGE: Final = re.compile(r"([0-9]{1,8})?\s*\.\.\s*([0-9]{1,8})?")
_UNFINISHED_NUMBER: Final = re.compile(r"(>=|<=|>|<)?|[0-9]{1,8}\.")
"""The beginning of a number or a range."""


def parse_source_count(text: str, *, unfinished: bool) -> SourceCount | None:
    """Return a range of numbers of sources, or None where nothing is certain yet.

    Raises ValueError with a sentence for what is no number, and for a range that ends before it
    begins.
    """
    text = unicodedata.normalize("NFKC", text).strip().replace("≥", ">=").replace("≤", "<=")
    if comparison := _NUMBER.fullmatch(text):
        number = int(comparison[2])
        least, most = {
            None: (number, number),
            ">": (number + 1, MAX_SOURCES),
            ">=": (number, MAX_SOURCES),
            "<": (0, number - 1),
            "<=": (0, number),
        }[comparison[1]]
        return SourceCount(least, most)
    if (between := _RANGE.fullmatch(text)) and any(between.groups()):
        least, most = int(between[1] or 0), int(between[2] or MAX_SOURCES)
        if least <= most:
            return SourceCount(least, most)
        template = "The numbers ‘{text}’ end before they begin"
        raise ValueError(gettext(template, text=_quote(text)))
    if unfinished and _UNFINISHED_NUMBER.fullmatch(text):
        return None
    template = "‘{text}’ is no number of sources, such as 2, >1 or 2..5"
    raise ValueError(gettext(template, text=_quote(text)))
