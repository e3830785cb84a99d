"""Days that may be known in part: their order, their limits, and how they read.

A day is text in ISO 8601: YYYY-MM-DD, or less where less is known (YYYY-MM, YYYY). A moment is
text in RFC 3339, with its zone.
"""

from datetime import date, datetime, timedelta
from typing import Final

from summit_tui.i18n import INTERFACE, Words

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS: Final = tuple(name[:3] for name in _MONTHS)


def in_words(day: str, words: Words = INTERFACE) -> str:
    """Return YYYY-MM-DD as day, month and year; YYYY-MM and YYYY give as much as is known."""
    year, month, number = (*day.split("-"), "", "")[:3]
    if not month:
        return words.gettext("{year}", year=year)
    name = words.pgettext("month", _MONTHS[int(month) - 1])
    if not number:
        return words.gettext("{month} {year}", month=name, year=year)
    return words.gettext("{day} {month} {year}", day=number.lstrip("0"), month=name, year=year)


def in_short(day: str, *, has_year: bool = False, words: Words = INTERFACE) -> str:
    """Return a day as day and month, such as 14 Apr, or with its year, such as 14 Apr 2025.

    YYYY-MM and YYYY give as much as is known, and always the year.
    """
    year, month, number = (*day.split("-"), "", "")[:3]
    if not month:
        return words.gettext("{year}", year=year)
    name = words.pgettext("short month", _SHORT_MONTHS[int(month) - 1])
    if not number:
        return words.gettext("{month} {year}", month=name, year=year)
    if not has_year:
        return words.gettext("{day} {month}", day=number.lstrip("0"), month=name)
    return words.gettext("{day} {month} {year}", day=number.lstrip("0"), month=name, year=year)


def moment_in_words(moment: str, words: Words = INTERFACE) -> str:
    """Return a moment as its day and hour, with its zone."""
    return words.gettext(
        "{day}, {hours} ({zone})",
        day=in_words(moment[:10], words),
        hours=moment[11:16],
        zone=zone_of(moment),
    )


def zone_of(moment: str) -> str:
    """Return the zone of a moment as its distance from UTC."""
    return "UTC" if moment.endswith("Z") else f"UTC{moment[-6:]}"


def span(start: str | None, end: str | None, words: Words = INTERFACE) -> str | None:
    """Return two days as one span, such as 14–15 April 2025; either may be unknown."""
    if start and not end:
        return words.gettext("from {day}", day=in_words(start, words))
    if end and not start:
        return words.gettext("until {day}", day=in_words(end, words))
    if not start or not end:
        return None
    if start == end:
        return in_words(start, words)
    are_whole = len(start) == len(end) == len("YYYY-MM-DD")
    if not are_whole or start[:4] != end[:4]:
        return words.gettext(
            "{start} – {end}", start=in_words(start, words), end=in_words(end, words)
        )
    template = "{first_day} {first_month} {year} – {day} {month} {year}"
    if start[:7] == end[:7]:
        template = "{first_day}–{day} {month} {year}"
    first_month, month = (
        words.pgettext("month", _MONTHS[int(day[5:7]) - 1]) for day in (start, end)
    )
    return words.gettext(
        template,
        first_day=start[8:].lstrip("0"),
        first_month=first_month,
        day=end[8:].lstrip("0"),
        month=month,
        year=end[:4],
    )


_WHOLE: Final = len("YYYY-MM-DD")


def first(day: str) -> str:
    """Return the first day of what `day` leaves open, as YYYY-MM-DD."""
    return day + "-01-01"[len(day) - 4 :]


def last(day: str) -> str:
    """Return a day as late as any that `day` leaves open, as YYYY-MM-DD, for comparing alone.

    Every month ends on its 31st here: no date that exists lies between.
    """
    return day + "-12-31"[len(day) - 4 :]


def is_before(day: str | None, other: str | None) -> bool:
    """Tell whether all of `day` lies before all of `other`; unknown ones lie nowhere."""
    if not day or not other:
        return False
    # Most days are whole, and need no completing.
    return day < other if len(day) == len(other) == _WHOLE else last(day) < first(other)


def may_include(start: str | None, end: str | None, day: str) -> bool:
    """Tell whether `day` may lie within a span, of which either end may be open or partly known."""
    return not is_before(day, start) and not is_before(end, day)


def is_moment_before(moment: str, other: str) -> bool:
    """Tell whether a moment is earlier than another, whatever their zones."""
    return datetime.fromisoformat(moment) < datetime.fromisoformat(other)


def day_of_moment(moment: str) -> str:
    """Return the day of a moment in its own zone."""
    return moment[: len("YYYY-MM-DD")]


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)
