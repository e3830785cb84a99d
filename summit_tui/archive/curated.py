"""What sorts a record within its kind in the curated order."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from summit_tui.kinds import Kind

LAST: Final = "\U0010ffff"
"""Sorts after every date and every folded name."""

_NINES_COMPLEMENT: Final = str.maketrans("0123456789", "9876543210")
_YEAR_ONE: Final = datetime(1, 1, 1, tzinfo=UTC)


def place_of(kind: Kind, data: Mapping[str, Any]) -> str | None:
    """Return what sorts a record within its kind in the curated order.

    None stands for a statement whose day only other records can tell.
    """
    match kind:
        case "quotes":
            return newest_first(data["date"]) if data.get("date") else None
        case "sources":
            return newest_first(data.get("published"))
        case "sessions":
            return _earliest_first(data.get("date"), data.get("start"))
    return ""


@lru_cache(4_096)
def newest_first(day: str | None) -> str:
    """Return a key that sorts later days first and unknown ones last."""
    return day.translate(_NINES_COMPLEMENT) if day else LAST


def _earliest_first(day: str | None, start: str | None) -> str:
    """Return a key that sorts sessions by day, then by the moment, unknown ones last."""
    if start is None:
        return day or LAST
    # Moments in different zones are compared by what is between them and a common one.
    moment = (datetime.fromisoformat(start) - _YEAR_ONE + timedelta(days=1)).total_seconds()
    return f"{day or start[:10]} {moment:016.3f}"
