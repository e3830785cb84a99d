"""What many sources say of one thing, in a few words: of a field, of a remark."""

from collections.abc import Mapping, Sequence
from typing import Final

from summit_tui.archive import Entry
from summit_tui.archive.attested import Variance, variance
from summit_tui.controls import one_line
from summit_tui.records import Quote, Reading
from summit_tui.values import Mode

HEADING: Final = ""
"""The label of what heads a record: its name or title."""
_LABELS: Final = {
    "name": HEADING,
    "title": HEADING,
    "aliases": "Also written",
    "roles": "Role",
    "start": "Date",
    "end": "Date",
    "published": "Date",
    "type": "Kind",
    "venue": "Place",
    "url": "Address",
}
_MODES: Final[tuple[Mode, ...]] = ("direct", "partial", "paraphrase")


def comparable(entry: Entry) -> bool:
    """Return whether several sources tell what is there to be compared."""
    return bool(entry.readings or len(entry.told) > 1)


def label_of_field(field: str) -> str:
    """Return the label under which a card has a field, `HEADING` where it heads the card."""
    return _LABELS.get(field, one_line(field).capitalize())


def read_fields(entry: Entry) -> Mapping[str, Variance]:
    """Return how different the readings of each field are, the field that differs most first.

    Different numbers weigh more than any number of different words.
    """
    fields: dict[str, list[Reading]] = {}
    for one in entry.readings:
        fields.setdefault(one.reading.field, []).append(one.reading)
    found = {field: variance(readings) for field, readings in fields.items()}

    def weight(field: str) -> tuple[bool, int, int]:
        return found[field].numbers > 1, found[field].values, _sources(fields[field])

    return {field: found[field] for field in sorted(found, key=weight, reverse=True)}


def differing(entry: Entry) -> Mapping[str, int]:
    """Return how many different values sources print of each field on which they differ."""
    return {field: one.values for field, one in read_fields(entry).items() if one.values > 1}


def values_in_sources(readings: Sequence[Reading]) -> str:
    """Return how many different values are printed in how many sources."""
    return f"{_counted(variance(readings).values, 'value')} in {in_sources(_sources(readings))}"


def modes_in_words(told: Sequence[Entry]) -> str:
    """Return in how many sources each mode tells a remark, such as `direct in 2`."""
    sources: dict[Mode, set[str]] = {}
    for entry in told:
        if isinstance(entry.record, Quote):
            sources.setdefault(entry.record.mode, set()).add(entry.record.source)
    return ", ".join(f"{mode} in {len(sources[mode])}" for mode in _MODES if mode in sources)


def accounts_in_words(entry: Entry) -> str | None:
    """Return in how many sources a statement's remark stands, and how; None where it is one."""
    if entry.accounts < 2:
        return None
    return f"in {in_sources(entry.accounts)}: {modes_in_words(entry.told)}"


def in_sources(number: int) -> str:
    """Return a number of sources."""
    return _counted(number, "source")


def _sources(readings: Sequence[Reading]) -> int:
    return len({one.source for one in readings})


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
