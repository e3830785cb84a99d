"""What a text states of who said something: the values that readers of its sentences return."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

_MONTHS: Final = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
_MONTH: Final = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, 1))
_NUMBER: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,? (?P<year>\d{4}))?"
_DAYS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER}(?: of)? (?:{_MONTH})\b\.?{_YEAR}(?!\d)",
        rf"\b(?:{_MONTH})\b\.? {_NUMBER}{_YEAR}(?!\d)",
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
        r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号號]",
        r"(?<![\d月])(?P<day>\d{1,2})[日号號](?![\d本])",
        # Months and years by themselves, behind the days that have them.
        rf"\b[Ii]n (?:{_MONTH})\b\.?{_YEAR}(?!\d)",
        r"\b[Ii]n (?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?!\d)",
    )
)


_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_WEEKDAY: Final = re.compile(rf"\b(?:{_WEEKDAYS.replace(' ', '|')})\b")


class StatedDay(NamedTuple):
    """A day, month or year as a text states it; what it leaves out is None."""

    printed: str
    """As the text prints it."""
    day: int | None = None
    """The day of the month."""
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    """The day of the week; Monday is 0."""

    def may_be(self, known: str) -> bool:
        """Return whether it may be `known`: YYYY-MM-DD, or less where less is known."""
        if self.weekday is not None and len(known) == len("YYYY-MM-DD"):
            return date.fromisoformat(known).weekday() == self.weekday
        parts = [int(part) for part in known.split("-")]
        own = (self.year, self.month, self.day)
        return all(mine is None or mine == other for mine, other in zip(own, parts, strict=False))


def stated_days(text: str) -> Iterator[StatedDay]:
    """Yield the days that a text states, and months and years, those of each form in turn."""
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            named = (int(name[1:]) for name in groups if name[1:].isdigit() and groups[name])
            month = int(groups.get("month") or 0) or next(named, None)
            year = int(groups.get("year") or 0) or None
            day = int(groups.get("day") or 0) or None
            yield StatedDay(match[0].rstrip("."), day, month, year)
    for match in _WEEKDAY.finditer(text):
        yield StatedDay(match[0], weekday=_WEEKDAYS.split().index(match[0]))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states of who said a quotation."""

    clause: str
    """The part of the sentence that says so, as printed, without the quotation."""
    name: str = ""
    """A name, without what is said of its bearer; empty where none is stated."""
    capacity: str = ""
    """What is said of the bearer, or what stands for the name: `the chief executive`."""
    day: StatedDay | None = None
    """The day on which it was said."""
    pronoun: str = ""
    """The pronoun that stands for the speaker, as printed; it is compared with nothing."""
    is_weak: bool = False
    """Is there no verb of saying? Then the name may be that of something which does not speak."""


NOTHING: Final = Stated("")
"""What a text states that says nothing of the speaker."""
