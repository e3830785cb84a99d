"""Days that may be known in part: their order, their limits, and how they read in English.

A day is text in ISO 8601: YYYY-MM-DD, or less where less is known (YYYY-MM, YYYY). A moment is
text in RFC 3339, with its zone.
"""

from datetime import date, datetime, timedelta
from typing import Final

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


def in_words(day: str) -> str:
    """Return YYYY-MM-DD as day, month and year; YYYY-MM and YYYY give as much as is known."""
    year, month, number = (*day.split("-"), "", "")[:3]
    if not month:
        return year
    name = _MONTHS[int(month) - 1]
    return f"{int(number)} {name} {year}" if number else f"{name} {year}"


def in_short(day: str, *, has_year: bool = False) -> str:
    """Return a day as day and month, such as 14 Apr, or with its year, such as 14 Apr 2025.

    YYYY-MM and YYYY give as much as is known, and always the year.
    """
    year, month, number = (*day.split("-"), "", "")[:3]
    name = _MONTHS[int(month) - 1][:3] if month else ""
    if not number:
        return f"{name} {year}".strip()
    return f"{int(number)} {name} {year}" if has_year else f"{int(number)} {name}"


def moment_in_words(moment: str) -> str:
    """Return a moment as its day and hour, with its zone."""
    return f"{in_words(moment[:10])}, {moment[11:16]} ({zone_of(moment)})"


def zone_of(moment: str) -> str:
    """Return the zone of a moment as its distance from UTC."""
    return "UTC" if moment.endswith("Z") else f"UTC{moment[-6:]}"


def span(start: str | None, end: str | None) -> str | None:
    """Return two days as one span, such as 14–15 April 2025; either may be unknown."""
    if not start or not end:
        known = start or end
        return f"{'from' if start else 'until'} {in_words(known)}" if known else None
    if start == end:
        return in_words(start)
    same_month = start[:7] == end[:7] and len(start) == len(end) == len("YYYY-MM-DD")
    if same_month:
        return f"{int(start[8:])}–{in_words(end)}"
    return f"{in_words(start)} – {in_words(end)}"


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
