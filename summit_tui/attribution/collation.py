"""Collation, the textual critic's word: what every source prints of one thing, side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.indexer.relations import Variance, variance
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.publications import Publication, publication_of
from summit_tui.evidence import Change, word_diff
from summit_tui.model.fields import Excerpt, Mode, primary_language
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.records import Quote, Reading, fields_of, name_fields
from summit_tui.model.text import one_line

HEADING: Final = ""
"""The label of what heads a record: its name or title."""
_MODES: Final[tuple[Mode, ...]] = ("direct", "partial", "paraphrase")


def comparable(entry: Entry) -> bool:
    """Return whether several sources tell what is there to be compared."""
    return bool(entry.readings or len(entry.told) > 1)


def label_of_field(kind: Kind, field: str) -> str:
    """Return the label of a field in a summary of its record; `HEADING` for what heads that."""
    if kind != "quotes" and field == name_fields(kind)[0]:
        return HEADING
    spec = fields_of(kind).get(field)
    return (spec and spec.label) or one_line(field).capitalize()


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


REMARK: Final = "remark"
"""The label of a collation of statements; all others are called by their field."""
_NEVER: Final = "9999"
"""Sorts behind every day, for what is not dated."""
_SHORT: Final = 60
"""Characters up to which texts are always compared."""
_LEAST_SHARED: Final = 0.3
"""So much of a longer text must stand in the other for a comparison to tell anything."""

Pieces = tuple[tuple[Change, str], ...]
"""A text against another: what is the same, what the other has alone, what is new."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one source has; every text is on one line."""

    text: str
    """What it prints of a field; a statement as a reader may see it (`Attribution.said`)."""
    value: str
    """What witnesses have in common that differ in case, accents, punctuation or script alone."""
    language: str | None
    source: Publication
    address: Address
    """What to open: the statement, or the source of a value."""
    excerpt: Excerpt | None
    """Where it stands in the source, as far as that is said."""
    mode: Mode | None = None
    """None for a value, which is nobody's speech."""
    capacity: str | None = None
    """The capacity in which a statement was made, as this source prints it."""
    statement: Entry | None = None

    @property
    def tongue(self) -> str:
        """The language without script and region; empty where it is not stated."""
        return primary_language(self.language)


@dataclass(frozen=True, slots=True)
class Collation:
    """All witnesses for a field or a remark."""

    label: str
    """The field, or `REMARK`."""
    summary: str
    """How many say what, such as `2 values in 8 sources`."""
    witnesses: tuple[Witness, ...]
    entry: Entry
    """The record with nothing to compare but this."""

    def base(self, number: int) -> Witness | None:
        """Return what a witness is compared with: the first in its language, if it is another."""
        tongue = self.witnesses[number].tongue
        first = next(one for one in self.witnesses if one.tongue == tongue)
        return None if first is self.witnesses[number] else first


def collations(entry: Entry) -> Iterator[Collation]:
    """Yield what sources tell of a record: its remark, then its fields as `read_fields` has them.

    A field on which they differ comes before one on which they agree.
    """
    if len(entry.told) > 1:
        yield _of_remark(entry)
    told: dict[str, list[SourcedReading]] = {}
    for one in entry.readings:
        told.setdefault(one.reading.field, []).append(one)
    for field in read_fields(entry):
        yield _of_field(entry, field, told[field])


def difference(base: Witness, other: Witness) -> Pieces:
    """Return a witness word by word against one in its language, in Chinese by characters.

    Case, accents, punctuation and script make no difference. Nothing is returned where the two
    have so little in common that one is no variant of the other.
    """
    told: list[tuple[Change, str]] = []
    for change, words in word_diff(base.text, other.text, key=_key):
        if change == "new" and not normalize(words):
            told.append(("same", words))
        elif change != "gone" or normalize(words):
            told.append((change, words))
    runs = groupby(told, lambda one: one[0])
    pieces = tuple((change, "".join(words for _, words in run)) for change, run in runs)
    shared = sum(len(words) for change, words in pieces if change == "same")
    unlike = len(other.text) > _SHORT and shared < _LEAST_SHARED * len(other.text)
    return () if unlike else pieces


def _key(token: str) -> str:
    return normalize(token) or token.strip()


def _of_remark(entry: Entry) -> Collation:
    told = [(one, one.record) for one in entry.told if isinstance(one.record, Quote)]
    witnesses = [_telling(one, quote) for one, quote in told]

    def place(one: Witness) -> tuple[bool, str, str]:
        return one.address != entry.address, one.source.published or _NEVER, one.source.key

    summary = accounts_in_words(entry) or modes_in_words(entry.told)
    only = entry._replace(readings=())
    return Collation(REMARK, summary, tuple(sorted(witnesses, key=place)), only)


def _telling(entry: Entry, quote: Quote) -> Witness:
    parts = attribution(entry)
    return Witness(
        text=parts.said,
        value=normalize(parts.text) or parts.text,
        language=quote.language,
        source=parts.source,
        address=entry.address,
        excerpt=quote.excerpt,
        mode=quote.mode,
        capacity=one_line(quote.role) if quote.role else None,
        statement=entry,
    )


def _of_field(entry: Entry, field: str, told: Sequence[SourcedReading]) -> Collation:
    only = entry._replace(readings=told, told=(), accounts=1)
    summary = values_in_sources([one.reading for one in told])
    return Collation(field, summary, tuple(_in_order([_reading(one) for one in told])), only)


def _reading(one: SourcedReading) -> Witness:
    reading = one.reading
    return Witness(
        text=one_line(reading.value),
        value=normalize(reading.value) or reading.value,
        language=reading.language,
        source=publication_of(one.event, reading.source, one.source),
        address=Address(one.event, "sources", reading.source),
        excerpt=reading.excerpt,
    )


def _in_order(witnesses: Sequence[Witness]) -> list[Witness]:
    """Return witnesses by value, the most printed first, then by language and day."""
    values = [(one.tongue, one.value) for one in witnesses]
    printed = Counter(values)
    earliest: dict[tuple[str, str], str] = {}
    for value, one in zip(values, witnesses, strict=True):
        earliest[value] = min(earliest.get(value, _NEVER), one.source.published or _NEVER)

    def place(one: Witness) -> tuple[int, str, str, str, str]:
        value = (one.tongue, one.value)
        return (
            -printed[value],
            one.tongue,
            earliest[value],
            one.value,
            one.source.published or _NEVER,
        )

    return sorted(witnesses, key=place)
