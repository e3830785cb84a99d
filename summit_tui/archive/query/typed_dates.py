"""Dates as people type them: 15 April 2025, 15.4.2025, yesterday, last week, 4月15日."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple


class Days(NamedTuple):
    """The first and the last of some days that follow each other."""

    first: date
    last: date


class AmbiguousDayError(ValueError):
    """Figures that are one day where the day comes first, and another where the month does."""

    def __init__(self, day_first: date, month_first: date) -> None:
        super().__init__()
        self.days = (day_first, month_first)


_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS: Final = (
    {name: number for number, name in enumerate(_MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_ALSO_WORDS: Final = frozenset(("march", "may"))
"""Months that are words as well."""

_DAY_MONTH: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[a-z]+)\.?(?:,?\s+(?P<year>\d{4}))?"
)
_MONTH_DAY: Final = re.compile(
    r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?"
)
_MONTH: Final = re.compile(r"(?P<month>[a-z]+)\.?(?:,?\s+(?P<year>\d{4}))?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_WITH_POINTS: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.(?:\s*(\d{4}))?")
"""Day and month in figures with a point behind each, as in German, where the day comes first."""
_WITH_STROKES: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
"""The same with strokes: the day comes first in Europe, the month in the United States."""
_CHINESE: Final = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?P<number>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*[日号號])?"
)
_CHINESE_YEAR: Final = re.compile(r"(\d{4})\s*年")
_BEGUN: Final = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?(?:\s+[a-z]*)?(?:,?\s+\d{0,3})?|[a-z]+\.?\s+\d{0,3}(?:,?\s+\d{0,3})?"
    r"|(?:\d{1,4}年?)?(?:\d{1,2}月?)?\d{0,2}"
    r"|\d{1,2}(?:[./]\s*\d{0,2}){1,2}\d{0,2}|\d{4}(?:[-/.]\d{0,2}){1,2}"
)
"""A date that may still be typed to its end."""

_FIRST_YEAR: Final = 1800
_YEARS_AHEAD: Final = 10
"""A day without a year is that of any year from `_FIRST_YEAR` to this many after the present."""


def _week(today: date, weeks: int) -> Days:
    """Return a week from Monday to Sunday (ISO 8601), counted from the present one."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return Days(monday, monday + timedelta(days=6))


def _month(today: date, months: int) -> Days:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return _days_of_month(year, month + 1)


def _days_of_month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else None
    return Days(first, after - timedelta(days=1) if after else date.max)


def _year(today: date, years: int) -> Days:
    return Days(date(today.year + years, 1, 1), date(today.year + years, 12, 31))


def _day(today: date, days: int) -> Days:
    day = today + timedelta(days=days)
    return Days(day, day)


_Reckoning = tuple[Callable[[date, int], Days], int]
_RELATIVE: Final[Mapping[str, _Reckoning]] = {
    phrase: reckoning
    for phrases, reckoning in (
        ("today 今天 今日", (_day, 0)),
        ("yesterday 昨天 昨日", (_day, -1)),
        ("tomorrow 明天 明日", (_day, 1)),
        ("this_week 本周 本週 这周 這週", (_week, 0)),
        ("last_week 上周 上週 上星期", (_week, -1)),
        ("next_week 下周 下週 下星期", (_week, 1)),
        ("this_month 本月 这个月 這個月", (_month, 0)),
        ("last_month 上月 上个月 上個月", (_month, -1)),
        ("next_month 下月 下个月 下個月", (_month, 1)),
        ("this_year 今年", (_year, 0)),
        ("last_year 去年", (_year, -1)),
        ("next_year 明年", (_year, 1)),
    )
    for phrase in phrases.replace("_", "-").split()
}


def days_of(text: str, today: date) -> Sequence[Days] | None:
    """Return the days that `text` means, or None where it is no date as people type them.

    A day or a month without a year is that of every year; `today` is what the others count from.
    Raises `ValueError` where the calendar has no such day, `AmbiguousDayError` for figures that may
    be two days.
    """
    text = _plain(text)
    if reckoning := _RELATIVE.get(re.sub(r"[\s_-]+", "-", text)):
        reckon, number = reckoning
        return (reckon(today, number),)
    if year := _CHINESE_YEAR.fullmatch(text):
        return (Days(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)),)
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH):
        match = pattern.fullmatch(text)
        if match and (month := _MONTH_NUMBERS.get(match["month"])):
            day = match["day"] if "day" in pattern.groupindex else None
            return _of_years(match["year"], month, day, today)
    if match := _CHINESE.fullmatch(text):
        return _of_years(match["year"], int(match["number"]), match["day"], today)
    return _days_of_figures(text, today)


def _days_of_figures(text: str, today: date) -> Sequence[Days] | None:
    """Return the days of a date in figures that is not as in ISO 8601."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _of_years(match[1], int(match[3]), match[4], today)
    if match := _WITH_POINTS.fullmatch(text):
        return _of_years(match[3], int(match[2]), match[1], today)
    if not (match := _WITH_STROKES.fullmatch(text)):
        return None
    first, second = int(match[1]), int(match[2])
    if first != second and 0 < first <= len(_MONTHS) and 0 < second <= len(_MONTHS):
        year = int(match[3] or today.year)
        raise AmbiguousDayError(date(year, second, first), date(year, first, second))
    day, month = (first, second) if second <= len(_MONTHS) else (second, first)
    return _of_years(match[3], month, str(day), today)


def is_begun(text: str) -> bool:
    """Return whether a text may become a date as it is typed on."""
    text = _plain(text)
    if any(word.startswith(re.sub(r"[\s_-]+", "-", text)) for word in (*_RELATIVE, *_MONTHS)):
        return True
    words = re.findall(r"[a-z]{2,}", text)
    names = [word for word in words if word not in ("st", "nd", "rd", "th", "of")]
    return bool(_BEGUN.fullmatch(text)) and all(
        any(month.startswith(name) for month in _MONTHS) for name in names
    )


def plain_date(words: Sequence[str]) -> bool:
    """Return whether words of a query, one after the other, can hardly be anything but a date.

    That is a day of a month, or a month with its year. The names of months that are words as well,
    and all that are cut short, count with a capital letter or a year only.
    """
    text = " ".join(words)
    plain = _plain(text)
    if match := _CHINESE.fullmatch(plain):
        return bool(match["day"])
    for pattern in (_DAY_MONTH, _MONTH_DAY, _MONTH):
        match = pattern.fullmatch(plain)
        if match and match["month"] in _MONTH_NUMBERS:
            is_whole = match["month"] in _MONTHS and match["month"] not in _ALSO_WORDS
            is_marked = bool(match["year"]) or any(word[:1].isupper() for word in words)
            return (is_whole or is_marked) and (pattern is not _MONTH or bool(match["year"]))
    return False


def is_relative(text: str) -> bool:
    """Return whether a text is a date that counts from today, such as `last week`."""
    return re.sub(r"[\s_-]+", "-", _plain(text)) in _RELATIVE


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _of_years(year: str | None, month: int, day: str | None, today: date) -> Sequence[Days]:
    """Return the days of a month, or one of them, in a year, or else in every year that has it."""
    years = [int(year)] if year else range(_FIRST_YEAR, today.year + _YEARS_AHEAD + 1)
    spans: list[Days] = []
    for number in years:
        try:
            if day:
                exact = date(number, month, int(day))
                spans.append(Days(exact, exact))
            else:
                spans.append(_days_of_month(number, month))
        except ValueError:
            continue  # 29 February is in some years only
    if not spans:
        message = "no year has this day"
        raise ValueError(message)
    return spans
