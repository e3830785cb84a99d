"""The year of an event, where records of several events could be taken for each other."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from summit_tui.app.styles import style
from summit_tui.archive import Entry, FacetValue
from summit_tui.records import Event


def year_of(entry: Entry) -> str | None:
    """Return the year of a record's event as four digits; None where it is not known."""
    event: Event | None = entry.link("event", entry.address.event)
    return _year_of_event(event) if event else None


def _year_of_event(event: Event) -> str | None:
    """Return the year of an event as four digits; None where it is not known."""
    day = event.start or event.end
    return day[:4] if day else None


def years_of(events: Iterable[Event]) -> dict[str, str]:
    """Return the year of each event by its id, as far as it is known."""
    return {event.id: year for event in events if (year := _year_of_event(event))}


def with_year(line: Content, year: str | None, width: int) -> Content:
    """Return a line with a year at its right end, if there is room behind what it says."""
    gap = width - line.cell_length - len(year or "")
    if not year or gap < 2:
        return line
    return line + Content.styled(f"{' ' * gap}{year}", style("muted"))


def years_beside(values: Sequence[FacetValue], years: Mapping[str, str]) -> list[str]:
    """Return, for each value of a facet, the year of its event if another is called the same.

    `years` has the year of each event by its id; what needs no year, or has none, has "".
    """
    alike = Counter(value.label for value in values)
    return [_year_in(value, years) if alike[value.label] > 1 else "" for value in values]


def label_of_year(label: str, year: str, width: int) -> Content:
    """Return a label, and its year if it has one, in exactly `width` cells."""
    room = max(1, width - len(year) - bool(year))
    return Content(label).truncate(room, ellipsis=True, pad=True) + Content(
        f" {year}" if year else ""
    )


def _year_in(value: FacetValue, years: Mapping[str, str]) -> str:
    """Return the year of the event that a facet's value is, or is a record of."""
    return years.get(value.mark.partition("=")[2].partition("/")[0], "")
