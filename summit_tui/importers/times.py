"""Times, days and durations in the texts of programmes and the cells of tables.

What is read of a programme is ISO 8601; a cell has its own type, or text in a form that people use.
A time without an offset stays without one: `values.session_times` says what becomes of it.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

_DURATION: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_ISO_DURATION: Final = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?", re.ASCII
)
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar",
            "february feb februar",
            "march mar märz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}
_YEAR_FIRST: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d]+)\.?,?\s+(\d{4})")
_MONTH_DAY: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_CELL_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE
)

_SERIAL_DAYS: Final = range(36_526, 73_051)
"""How sheets count the days of 2000 to 2099, where a cell is a number and not formatted as day."""
_SERIAL_START: Final = datetime.combine(date(1899, 12, 30), time())
"""The day from which they count."""

_DAY_AND_CLOCK: Final = re.compile(
    r"(.*?\S)[,\s]\s*(\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?)", re.IGNORECASE
)


def _serial(value: Any) -> datetime | None:
    """Return the moment that a number in a cell counts, to the minute, or None; `Any`: a cell."""
    if not isinstance(value, float) or int(value) not in _SERIAL_DAYS:
        return None
    return _SERIAL_START + timedelta(minutes=round(value * 1_440))


def parse_time(text: object) -> datetime | None:
    """Return the time in a text of ISO 8601 with a clock, aware where it has an offset, or None."""
    if not isinstance(text, str) or ":" not in text:
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def parse_day(text: object) -> date | None:
    """Return the day at the beginning of a text, as YYYY-MM-DD, or None."""
    match = _DAY.match(text.strip()) if isinstance(text, str) else None
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def parse_clock(text: object) -> timedelta | None:
    """Return how long after midnight HH:MM or HH:MM:SS is, or None."""
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match or int(match[1]) > 23:
        return None
    return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))


def parse_duration(text: object) -> timedelta | None:
    """Return a duration as `1:30`, `01:30`, `01:30:00` or in ISO 8601 (`PT1H30M`), or None."""
    if not isinstance(text, str):
        return None
    text = text.strip()
    if match := _DURATION.fullmatch(text):
        return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))
    match = _ISO_DURATION.fullmatch(text)
    if not match or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def after(start: datetime, duration: timedelta) -> datetime | None:
    """Return the time after a duration, or None beyond the calendar."""
    try:
        return start + duration
    except OverflowError:
        return None


def day(value: Any) -> str | None:
    """Return a cell as a day, YYYY-MM-DD or less; None for what is none, or may be two.

    `Any`: a cell. 03/04/2025 is the third of April for some and the fourth of March for others: it
    counts as no day.
    """
    if counted := _serial(value):
        value = counted
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    date_parts = _parts(text)
    if date_parts is None:
        return None
    year, month, number = date_parts
    try:
        date(year, month or 1, number or 1)
    except ValueError:
        return None
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, number) if part)]
    return "-".join(parts)


def is_month_first(cells: Iterable[Any]) -> bool:
    """Tell whether the days of a column certainly have the month first; `Any`: cells.

    One that can be nothing else shows it, such as 05/14/2030, where none shows the contrary.
    """
    days = (_SLASHED.match(str(cell).strip()) for cell in cells if isinstance(cell, str))
    numbers = [(int(match[1]), int(match[2])) for match in days if match]
    return any(second > 12 for _, second in numbers) and all(first <= 12 for first, _ in numbers)


def month_first_day(cell: Any) -> Any:
    """Return a cell that begins with a day whose month is first with the year first."""
    return _SLASHED.sub(r"\3-\1-\2", cell, count=1) if isinstance(cell, str) else cell


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a text; 0 for what it does not say."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match := _DOTTED.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if first == second or first > 12:
            return int(match[3]), second, first
        return (int(match[3]), first, second) if second > 12 else None
    for pattern, order in ((_DAY_MONTH, (3, 2, 1)), (_MONTH_DAY, (3, 1, 2))):
        match = pattern.fullmatch(text)
        month = _MONTHS.get(match[order[1]].casefold()) if match else None
        if match and month:
            return int(match[order[0]]), month, int(match[order[2]])
    return None


def clock(value: Any) -> time | None:
    """Return a cell as an hour of the day, or None; `Any`: a cell.

    A number below 1 is a part of the day, as sheets count hours.
    """
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 1_440)
        return time(*divmod(minutes, 60)) if minutes < 1_440 else None
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        whole, rest = divmod(seconds, 3_600)
        return time(whole, *divmod(rest, 60)) if 0 <= whole < 24 else None
    match = _CELL_CLOCK.fullmatch(str(value).strip())
    if match is None:
        return None
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + 12 * (match[4].lower() == "p")
    try:
        return time(hour, int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """Return a cell that has both day and hour, with its zone if it says one; `Any`: a cell."""
    if isinstance(value, datetime):
        return value
    if (counted := _serial(value)) and value != int(value):
        return counted
    text = str(value).strip()
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        match = _DAY_AND_CLOCK.fullmatch(text)
        known_day, known_hour = (day(match[1]), clock(match[2])) if match else (None, None)
        if not known_day or not known_hour or len(known_day) != len("YYYY-MM-DD"):
            return None
        return datetime.combine(date.fromisoformat(known_day), known_hour)
    return parsed if len(text) > len("YYYY-MM-DD") else None
