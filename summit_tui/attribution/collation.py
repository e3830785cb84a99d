"""Collation (textual criticism): what every source prints of a field or a remark, side by side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from summit_tui.archive import Entry, SourcedReading
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.variance import Variance, variance
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.publications import Publication, publication_of
from summit_tui.i18n import INTERFACE, Words
from summit_tui.model.field_table import fields_of, name_fields
from summit_tui.model.fields import Excerpt, Mode, primary_language
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.reading import Reading
from summit_tui.model.records import Quote
from summit_tui.model.text import value_line

if TYPE_CHECKING:
    from summit_tui.evidence.diff import Change

HEADING: Final = ""
"""The label of what heads a record: its name or title."""
_MODES: Final[Mapping[Mode, str]] = {
    "direct": "direct in {number}",
    "partial": "partial in {number}",
    "paraphrase": "paraphrase in {number}",
}
"""What is said of the number of sources that have a mode."""


def comparable(entry: Entry) -> bool:
    """Return whether there are several versions to compare, in readings or in a remark."""
    return bool(entry.readings or len(entry.statements) > 1)


def label_of_field(kind: Kind, field: str, words: Words = INTERFACE) -> str:
    """Return the label of a field in a summary of its record; `HEADING` for what heads that."""
    if kind != "quotes" and field == name_fields(kind)[0]:
        return HEADING
    spec = fields_of(kind).get(field)
    name = value_line(field).replace("_", " ").capitalize()
    return words.pgettext("label", (spec and spec.label) or name)


def read_fields(entry: Entry) -> Mapping[str, Variance]:
    """Return how different the readings of each field are, the field that differs most first.

    Different numbers weigh more than any number of different words.
    """
    fields: dict[str, list[Reading]] = {}
    for sourced in entry.readings:
        fields.setdefault(sourced.reading.field, []).append(sourced.reading)
    variances = {field: variance(readings) for field, readings in fields.items()}

    def weight(field: str) -> tuple[bool, int, int]:
        differences = variances[field]
        return differences.numbers > 1, differences.values, _count_sources(fields[field])

    return {field: variances[field] for field in sorted(variances, key=weight, reverse=True)}


def differing(entry: Entry) -> Mapping[str, int]:
    """Return how many different values sources print of each field on which they differ."""
    return {
        field: variance.values
        for field, variance in read_fields(entry).items()
        if variance.values > 1
    }


def values_in_sources(readings: Sequence[Reading], words: Words = INTERFACE) -> str:
    """Return how many different values are printed in how many languages and sources."""
    printed = {
        (primary_language(reading.language), normalize(reading.value) or reading.value)
        for reading in readings
    }
    languages = len({language for language, _ in printed if language})
    values = words.ngettext("{number} value", "{number} values", len(printed))
    sources = in_sources(_count_sources(readings), words)
    if languages < 2:
        return words.gettext("{values} in {sources}", values=values, sources=sources)
    return words.gettext(
        "{values} in {languages}, {sources}",
        values=values,
        languages=words.ngettext("{number} language", "{number} languages", languages),
        sources=sources,
    )


def modes_in_words(statements: Sequence[Entry], words: Words = INTERFACE) -> str:
    """Return in how many sources a remark has each mode, such as `direct in 2`."""
    sources: dict[Mode, set[str]] = {}
    for entry in statements:
        if isinstance(entry.record, Quote):
            sources.setdefault(entry.record.mode, set()).add(entry.record.source)
    return words.items(
        words.gettext(_MODES[mode], number=len(sources[mode])) for mode in _MODES if mode in sources
    )


def accounts_in_words(entry: Entry, words: Words = INTERFACE) -> str | None:
    """Return in how many sources a statement's remark stands, and how; None where it is one."""
    if entry.accounts < 2:
        return None
    return words.gettext(
        "in {sources}: {modes}",
        sources=in_sources(entry.accounts, words),
        modes=modes_in_words(entry.statements, words),
    )


def in_sources(number: int, words: Words = INTERFACE) -> str:
    """Return a number of sources in words."""
    return words.ngettext("{number} source", "{number} sources", number)


def _count_sources(readings: Sequence[Reading]) -> int:
    return len({reading.source for reading in readings})


REMARK: Final = "remark"
"""The label of a collation of statements; all others are called by their field."""
_NEVER: Final = "9999"
"""Sorts after every day, for a source without one."""
_SHORT: Final = 60
"""Texts of up to this many characters are always compared."""
_LEAST_SHARED: Final = 0.3
"""The least part of a longer text that must be in the other for the two to be compared."""

WordDiff: TypeAlias = "tuple[tuple[Change, str], ...]"
"""Runs of words of two texts: those of both, of the first alone, or of the second alone."""


class Witness(NamedTuple):
    """What one source has; every text is on one line."""

    text: str
    """What it prints of a field; a statement as a reader may see it (`Attribution.said`)."""
    value: str
    """The normalized text, equal where case, accents, punctuation or script alone differ."""
    language: str | None
    source: Publication
    address: Address
    """The record to open: the statement, or the source of a value."""
    excerpt: Excerpt | None
    """Where it stands in the source, as far as that is said."""
    mode: Mode | None = None
    """None for the value of a field, which is nobody's speech."""
    capacity: str | None = None
    """The capacity in which a statement was made, as this source prints it."""
    statement: Entry | None = None

    @property
    def tongue(self) -> str:
        """The language without script and region; empty where it is not stated."""
        return primary_language(self.language)


class Collation(NamedTuple):
    """All witnesses for a field or a remark."""

    label: str
    """The field, or `REMARK`."""
    summary: str
    """How many values or modes there are in how many sources: `2 values in 8 sources`."""
    witnesses: tuple[Witness, ...]
    entry: Entry
    """The record with the readings or statements of this collation alone."""

    def base(self, number: int) -> Witness | None:
        """Return the first witness of the same sort and language as one, or None if it is that.

        Speech is compared with speech alone: a report of it has nearly every word otherwise.
        """
        witness = self.witnesses[number]
        sort = (witness.tongue, witness.mode == "direct")
        first = next(
            each for each in self.witnesses if (each.tongue, each.mode == "direct") == sort
        )
        return None if first is witness else first


def collations(entry: Entry, words: Words = INTERFACE) -> Iterator[Collation]:
    """Yield the collations of a record: its remark, then its fields as `read_fields` has them.

    A field on which they differ comes before one on which they agree.
    """
    if len(entry.statements) > 1:
        yield _collate_remark(entry, words)
    readings: dict[str, list[SourcedReading]] = {}
    for sourced in entry.readings:
        readings.setdefault(sourced.reading.field, []).append(sourced)
    for field in read_fields(entry):
        yield _collate_field(entry, field, readings[field], words)


def difference(base: Witness, other: Witness) -> WordDiff:
    """Return how a witness differs from one in its language: by words, in Chinese by characters.

    Case, accents, punctuation and script make no difference. The result is empty where the two
    have so little in common that one is no variant of the other.
    """
    changes: list[tuple[Change, str]] = []
    from summit_tui.evidence.diff import word_diff  # a start has no use for it

    for change, words in word_diff(base.text, other.text, key=_key):
        if change == "new" and not normalize(words):
            changes.append(("same", words))
        elif change != "gone" or normalize(words):
            changes.append((change, words))
    runs = groupby(changes, lambda pair: pair[0])
    joined = tuple((change, "".join(words for _, words in run)) for change, run in runs)
    shared = sum(len(words) for change, words in joined if change == "same")
    unlike = len(other.text) > _SHORT and shared < _LEAST_SHARED * len(other.text)
    return () if unlike else joined


def _key(token: str) -> str:
    return normalize(token) or token.strip()


def _collate_remark(entry: Entry, words: Words) -> Collation:
    witnesses = [
        witness_of_statement(statement, statement.record)
        for statement in entry.statements
        if isinstance(statement.record, Quote)
    ]

    def sort_key(witness: Witness) -> tuple[bool, str, str]:
        source = witness.source
        return witness.address != entry.address, source.published or _NEVER, source.key

    summary = accounts_in_words(entry, words) or modes_in_words(entry.statements, words)
    alone = entry._replace(readings=())
    return Collation(REMARK, summary, tuple(sorted(witnesses, key=sort_key)), alone)


def witness_of_statement(entry: Entry, quote: Quote) -> Witness:
    """Return what the source of a statement has: `quote` is the record of `entry`."""
    parts = attribution(entry)
    return Witness(
        text=parts.said,
        value=normalize(parts.text) or parts.text,
        language=quote.language,
        source=parts.source,
        address=entry.address,
        excerpt=quote.excerpt,
        mode=quote.mode,
        capacity=value_line(quote.role) if quote.role else None,
        statement=entry,
    )


def _collate_field(
    entry: Entry, field: str, readings: Sequence[SourcedReading], words: Words
) -> Collation:
    alone = entry._replace(readings=readings, statements=(), accounts=1)
    summary = values_in_sources([sourced.reading for sourced in readings], words)
    witnesses = _sort_by_value([_witness_of_reading(sourced, words) for sourced in readings])
    return Collation(field, summary, tuple(witnesses), alone)


def _witness_of_reading(sourced: SourcedReading, words: Words) -> Witness:
    reading = sourced.reading
    return Witness(
        text=value_line(reading.value),
        value=normalize(reading.value) or reading.value,
        language=reading.language,
        source=publication_of(sourced.event, reading.source, sourced.source, words),
        address=Address(sourced.event, "sources", reading.source),
        excerpt=reading.excerpt,
    )


def _sort_by_value(witnesses: Sequence[Witness]) -> list[Witness]:
    """Return witnesses by value, the most printed first, then by language and day."""
    values = [(witness.tongue, witness.value) for witness in witnesses]
    printed = Counter(values)
    earliest: dict[tuple[str, str], str] = {}
    for value, witness in zip(values, witnesses, strict=True):
        earliest[value] = min(earliest.get(value, _NEVER), witness.source.published or _NEVER)

    def sort_key(witness: Witness) -> tuple[int, str, str, str, str]:
        value = (witness.tongue, witness.value)
        return (
            -printed[value],
            witness.tongue,
            earliest[value],
            witness.value,
            witness.source.published or _NEVER,
        )

    return sorted(witnesses, key=sort_key)
