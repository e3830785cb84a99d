"""The searchable store of records: what any back end must answer, and how to open one.

Imports here stay light: whoever opens an indexed folder pays for SQLite and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from summit_tui.archive.query.tree import Node, Restriction
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.problem import Problem
from summit_tui.model.records import Event, Reading, Record, Source

PAGE: Final = 25
"""So many rows are fetched at a time: more than all but the tallest screens show."""
FEW: Final = 3
"""So many hits or less may be those of a slip: it is worth asking what was meant."""
MAX_REMARK_STATEMENTS: Final = 100
"""So many statements of one remark come with each of them."""


Digest = tuple[int, int, str, bytes]
"""Ordinal of a record's event among those asked for, number of its kind, its id, its digest."""


class Sort(StrEnum):
    """In what order hits come; a kind without that property keeps its default order."""

    DEFAULT = "curated"
    """Statements and sources newest first, sessions by time, the rest as in their files."""
    RELEVANCE = "relevance"
    """Who is asked for first, then whole words, then words of which the beginning was typed."""
    DATE = "date"
    """Newest first; what has no date comes last."""
    SPEAKER = "speaker"
    """By the speaker's name."""
    SOURCE = "source"
    """By the source's publisher, then its title."""
    NAME = "name"
    """By the record's own name, title or text."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for, and in which order the hits come."""

    node: Node
    kind: Kind
    """Hits are the matching records of this kind."""
    sort: Sort = Sort.DEFAULT
    reverse: bool = False
    """Whether the hits come in the opposite order."""
    collapsed: bool = False
    """Whether only the first statement of each remark is a hit."""


class SourcedReading(NamedTuple):
    """A reading where it stands."""

    reading: Reading
    address: Address | None
    """The record that it is of; None where there is no such record, or its event is not open."""
    event: str
    """Id of the event whose source it is."""
    source: Source | None
    """The source that prints it, or None where there is no such record."""
    path: str
    """The file it stands in."""
    line: int
    """The line on which it begins, counted from 1."""


class Disagreement(NamedTuple):
    """A field, or a remark, of which sources tell different things."""

    address: Address
    """The record, or the first statement of the remark."""
    label: str
    """What names the record."""
    field: str
    """The field, or `remark`."""
    variants: int
    """How many different things are told."""
    sources: int
    """By how many sources."""


class Entry(NamedTuple):
    """A record where it stands, with the records it refers to."""

    address: Address
    record: Record
    data: Mapping[str, Any]
    """The record as in its file, as JSON types."""
    path: str
    """The file it stands in."""
    line: int
    """The line on which it begins, counted from 1."""
    linked: Mapping[tuple[Kind, str], Record] = {}
    """The records it refers to, by kind and id; a reference to nothing is not among them."""
    readings: Sequence[SourcedReading] = ()
    """What sources print of its fields, in the order of the files."""
    accounts: int = 1
    """In how many sources a statement's remark stands."""
    told: Sequence["Entry"] = ()
    """The statements of its remark, its own among them, where there are others; at most
    `MOST_TOLD`, which know nothing of each other."""

    def link(self, kind: Kind, id: str | None) -> Any:
        """Return the record referred to, or None; `Any` because `kind` decides its class."""
        return self.linked.get((kind, id)) if id else None


class Total(NamedTuple):
    """How many hits there are."""

    number: int
    exact: bool
    """Is that all of them, or are there at least so many?"""

    def __str__(self) -> str:
        return f"{self.number:,}" if self.exact else f"{self.number:,}+"


class Page(NamedTuple):
    """A run of hits."""

    hits: Sequence[Entry]
    total: Total
    start: int
    """The position of the first of `hits` among all, counted from 0."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many hits have it."""

    restriction: Restriction
    """The node that finds the records which have it."""
    label: str
    """What the reader sees."""
    count: int


class Neighbours(NamedTuple):
    """The records of one kind that refer to a record."""

    kind: Kind
    node: Node
    """Finds all of them."""
    total: Total
    entries: Sequence[Entry]
    """The first few."""


class Info(NamedTuple):
    """What an archive holds."""

    events: Sequence[Event]
    counts: Mapping[Kind, int]
    problems: Sequence[Problem]
    """What was wrong when the files were read."""
    paths: Sequence[str]
    """The folders and files that were read."""


class Archive(Protocol):
    """What the rooms above may ask; every answer is safe to ask for from any one thread."""

    def info(self) -> Info:
        """Return what the archive holds."""

    def search(self, search: Search, start: int = 0, limit: int = PAGE) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are."""

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted as `Digest` is.

        Two archives in which a record's data is the same, to the order of its fields, give the
        same digest. Memory stays flat.
        """

    def resolve(self, text: str) -> Sequence[Address]:
        """Return the addresses that `event/kind/id`, `kind/id` or `id` may mean."""

    def position(self, address: Address, search: Search) -> int | None:
        """Return the position of a record among the hits, counted from 0, or None.

        Where hits are collapsed, that is the position of the first statement of its remark.
        """

    def neighbours(self, address: Address, limit: int = 5) -> Sequence[Neighbours]:
        """Return the records that refer to this one, by kind."""

    def readings(self) -> Iterator[SourcedReading]:
        """Yield all readings, in the order of the files."""

    def disagreements(self, limit: int = 50) -> Sequence[Disagreement]:
        """Return where sources disagree: where their numbers do first, then the most different."""

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that say to be the same as this one, newest first.

        This one is among them; nothing is returned where there is no other.
        """

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return what a query that finds hardly anything may have been meant to be, or None.

        It is a guess: `text` with other words in the place of those that look like slips.
        """

    def interrupt(self) -> None:
        """Stop the answer being made, from any thread: its asker gets `InterruptedSearchError`."""

    def close(self) -> None:
        """Let go of the files."""


class InterruptedSearchError(Exception):
    """The answer was no longer wanted, or the archive is closed."""


class IndexCorruptError(Exception):
    """The index is damaged: made anew from the files, it answers again.

    Raised for what SQLite cannot read and for rows that are not as they were written, for nothing
    else: a `KeyError` or `TypeError` is a fault of this program, which no new index would mend.
    """


def iterate_hits(archive: Archive, search: Search) -> Iterator[Entry]:
    """Yield all hits in their order; memory use does not grow with their number."""
    start = 0
    while hits := archive.search(search, start, 500).hits:
        yield from hits
        start += len(hits)
