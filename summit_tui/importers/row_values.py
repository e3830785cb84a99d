"""What the cells of a row say, as values of fields; what is no value of its field says nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from summit_tui.importers.times import clock, day, moment
from summit_tui.importers.values import Times, known, plain_text, session_times

Cells = Mapping[str, Sequence[Any]]
"""The values of a row by field; none is empty. `Any`: cells of a sheet, values of JSON."""


class ReadCells(Mapping[str, Sequence[Any]]):
    """The values of a row, which know what of them was read; `Any`: as above."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._read: set[str] = set()

    def __getitem__(self, field: str) -> Sequence[Any]:
        values = self._cells[field]
        self._read.add(field)
        return values

    def __contains__(self, field: object) -> bool:
        return field in self._cells

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def unread(self) -> list[str]:
        """Return the fields that nothing was made of."""
        return [field for field in self._cells if field not in self._read]


_LISTED: Final = re.compile(r"\s*[;；\n]\s*")


def first_text(cells: Cells, *fields: str) -> str | None:
    """Return the first text that the fields have, as plain text; None where they have none."""
    values = (known(cell) for field in fields for cell in cells.get(field, ()))
    texts = (plain_text(value) for value in values if value)
    return next((text for text in texts if text), None)


def first_day(cells: Cells, field: str) -> str | None:
    """Return the first day that a field has, or None."""
    days = (day(cell) for cell in cells.get(field, ()))
    return next(filter(None, days), None)


def split_list(cell: Any) -> list[str]:
    """Return the parts of a cell that a semicolon or a line end separates; `Any`: a cell.

    A comma separates nothing: it may belong to what is listed.
    """
    text = known(cell)
    parts = _LISTED.split(plain_text(text)) if text else ()
    return [part for part in parts if known(part)]


def word_of(text: str | None, words: Sequence[str]) -> str | None:
    """Return a text if it is one of some words, in any case; an unknown word says nothing."""
    word = (text or "").casefold()
    return word if word in words else None


def translated(cells: Cells, field: str, main: str) -> dict[str, str]:
    """Return the values of a field in other languages, by tag, where they differ from the main."""
    names = {
        name.partition(".")[2]: first_text(cells, name)
        for name in cells
        if name.startswith(f"{field}.")
    }
    return {tag: name for tag, name in names.items() if name and name != main}


def country_code(text: str | None) -> str | None:
    """Return a country's code of two letters for one of two or three (ISO 3166-1), or None."""
    from iso3166 import countries_by_alpha2, countries_by_alpha3  # few tables have codes

    code = (text or "").upper()
    country = countries_by_alpha2.get(code) or countries_by_alpha3.get(code)
    return country.alpha2 if country else None


def times_of(cells: Cells, zone: str | None) -> Times:
    """Return when a row says that something was: date, start and end, each in its own cell or not.

    `zone` is that of the event, as the user says it.
    """
    start_cell = next(iter(cells.get("start", ())), None)
    end_cell = next(iter(cells.get("end", ())), None)
    whole_day = first_day(cells, "date") or first_day(cells, "start")
    start = moment(start_cell) if start_cell is not None else None
    if start is None and "date" in cells:
        start = next(filter(None, map(_own_moment, cells["date"])), None)
    if start is None:
        start = _combined(whole_day, start_cell)
    if start is None:
        return Times({"date": whole_day} if whole_day else {})
    end = moment(end_cell) if end_cell is not None else None
    return session_times(start, end or _combined(start.date().isoformat(), end_cell), zone=zone)


def _own_moment(cell: Any) -> datetime | None:
    """Return a cell with day and hour; a sheet gives midnight where it means the day."""
    stated = moment(cell)
    is_midnight = stated is not None and not (stated.hour or stated.minute)
    return None if is_midnight else stated


def _combined(whole_day: str | None, cell: Any) -> datetime | None:
    """Return a day with the hour in another cell, or None where either is not known."""
    hour = clock(cell) if cell is not None else None
    if hour is None or whole_day is None or len(whole_day) != len("YYYY-MM-DD"):
        return None
    return datetime.combine(date.fromisoformat(whole_day), hour)
