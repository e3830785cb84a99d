"""Times, days and durations in the texts of programmes, as far as they can be read.

A time without an offset stays without one: `values.session_times` says what becomes of it.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final

_DURATION: Final = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_ISO_DURATION: Final = re.compile(
    r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?", re.ASCII
)
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?", re.ASCII)


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


def after(time: datetime, duration: timedelta) -> datetime | None:
    """Return the time after a duration, or None beyond the calendar."""
    try:
        return time + duration
    except OverflowError:
        return None
