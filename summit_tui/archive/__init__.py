"""The protocol of a searchable archive of records, which every back end implements.

Imports here stay light: opening an indexed folder loads SQLite and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import Node, Restriction
from summit_tui.model.kinds import Address, Kind
from summit_tui.model.problem import Problem
from summit_tui.model.reading import Reading
from summit_tui.model.records import Event, Record, Source
from summit_tui.model.value import Value, immutable

PAGE: Final = 25
"""Hits of one page: more than all but the tallest screens show."""
SUGGEST_UP_TO: Final = 3
"""Up to this number of hits, the query may be misspelt and a suggestion is worth its cost."""
MAX_REMARK_STATEMENTS: Final = 100
"""Most statements of one remark that come with each of them."""
NAME_LANGUAGES: Final = ("zh-Hans", "zh-Hant")
"""The languages whose readers have an order of names of their own (`archive.name_order`)."""


Digest = tuple[int, int, str, bytes]
"""Ordinal of a record's event among those asked for, number of its kind, its id, its digest."""


class Sort(StrEnum):
    """In what order hits come; a kind without that property keeps its default order."""

    DEFAULT = "curated"
    """Statements and sources newest first, sessions by time, the rest as in their files."""
    RELEVANCE = "relevance"
    """A speaker whose name has all words first, then one whose name has some, then whole words,
    then words that begin as typed."""
    DATE = "date"
    """Newest first; what has no date comes last."""
    SPEAKER = "speaker"
    """By the speaker's name, in the order of the reader's language."""
    SOURCE = "source"
    """By the source's publisher, then by its title."""
    NAME = "name"
    """By the record's own name or title, in the order of the reader's language, or by its text."""


@immutable()
class Search(Value):
    """What is searched for, and in which order the hits come."""

    node: Node
    kind: Kind
    """Hits are the matching records of this kind."""
    sort: Sort = Sort.DEFAULT
    reverse: bool = False
    """Whether the hits come in the opposite order."""
    collapsed: bool = False
    """Whether only the first statement of each remark is a hit."""
    language: str = ""
    """The reader's language (BCP 47), by which names are sorted; one that is not among
    `NAME_LANGUAGES` sorts the main names by their letters."""


def usual_order(node: Node) -> Sort:
    """Return the order in which hits come unless another is chosen.

    While words are asked for, who is asked for comes first.
    """
    is_asked = any(term.field is None for term in terms(node))
    return Sort.RELEVANCE if is_asked else Sort.DEFAULT


class SourcedReading(NamedTuple):
    """A reading with the place it comes from."""

    reading: Reading
    data: Mapping[str, Any]
    """The reading as in its file, as JSON types."""
    address: Address | None
    """The record whose field it is; None where that record is not in the archive."""
    event: str
    """Id of the event whose source it is."""
    source: Source | None
    """The source that prints it, or None where there is no such record."""
    path: str
    """The file that holds it."""
    line: int
    """The line on which it begins, counted from 1."""


class Disagreement(NamedTuple):
    """A field, or a remark, whose sources differ."""

    address: Address
    """The record, or the first statement of the remark."""
    label: str
    """What names the record."""
    field: str
    """The field, or `remark`."""
    variants: int
    """Number of different readings."""
    sources: int
    """Number of sources that have one."""


class Entry(NamedTuple):
    """A record with the place it comes from and the records it refers to."""

    address: Address
    record: Record
    data: Mapping[str, Any]
    """The record as in its file, as JSON types."""
    path: str
    """The file that holds it."""
    line: int
    """The line on which it begins, counted from 1."""
    linked: Mapping[tuple[Kind, str], Record] = {}
    """The records it refers to, by kind and id; a reference to nothing is not among them."""
    readings: Sequence[SourcedReading] = ()
    """What sources print of its fields, in the order of the files."""
    accounts: int = 1
    """Number of sources that have a statement of its remark."""
    statements: Sequence["Entry"] = ()
    """The statements of its remark, itself among them, where there are others: at most
    `MAX_REMARK_STATEMENTS`, each without its own `statements`."""

    text_doubts: Sequence[str] = ()
    """The codes of doubts about a statement that were found in the text of its source."""
    is_whole: bool = True
    """Whether it has all of that; a row of a list has of what it refers to only what it shows, and
    neither readings nor other statements."""

    def link(self, kind: Kind, id: str | None) -> Any:
        """Return the record referred to, or None; `Any` because `kind` decides its class."""
        return self.linked.get((kind, id)) if id else None


class Total(NamedTuple):
    """The number of hits."""

    number: int
    exact: bool
    """Whether that is all of them; otherwise there are at least as many."""

    def __str__(self) -> str:
        return f"{self.number:,}" if self.exact else f"{self.number:,}+"


class Page(NamedTuple):
    """Consecutive hits of a search."""

    hits: Sequence[Entry]
    total: Total
    start: int
    """The position of the first of `hits` among all, counted from 0."""
    doubtful: AbstractSet[Address] | None = None
    """Those about which the records leave a doubt; None where no index has noted that."""


@immutable()
class FacetValue(Value):
    """One value of a facet and the number of hits that have it."""

    restriction: Restriction
    """The node that finds the records which have it."""
    label: str
    """The value as it is shown."""
    count: int
    others: tuple[Restriction, ...] = ()
    """What finds the records of the same person or body in other events, where they are united."""

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """Return what finds the records, whichever of them has a hit."""
        return (self.restriction, *self.others)


class Neighbours(NamedTuple):
    """The records of one kind that refer to a record."""

    kind: Kind
    node: Restriction
    """The query that finds all of them."""
    total: Total
    entries: Sequence[Entry]
    """The first few."""


class Info(NamedTuple):
    """What an archive holds."""

    events: Sequence[Event]
    counts: Mapping[Kind, int]
    problems: Sequence[Problem]
    """The problems that were found when the files were read."""
    paths: Sequence[str]
    """The files that were read."""


class Archive(Protocol):
    """The operations of an archive; each may be called from any thread, one at a time.

    Every method raises `InterruptedSearchError` when it is interrupted or the archive is closed,
    `IndexCorruptError` where the index is damaged, and `UnreachableError` where it is on a server
    that does not answer.
    """

    is_far: bool = False
    """Whether each question goes to another machine and back: the fewer, the better."""

    def info(self) -> Info:
        """Return what the archive holds."""

    def search(
        self, search: Search, start: int = 0, limit: int = PAGE, *, whole: bool = True
    ) -> Page:
        """Return hits `start` (counted from 0) to `start + limit`, and how many there are.

        Unless they are to be `whole`, they have at least what a row of a list shows.
        """

    def counts(self, node: Node, *, collapsed: bool = False) -> Mapping[Kind, int]:
        """Return how many hits each kind has, `collapsed` as in `Search`."""

    def facets(self, node: Node, kind: Kind) -> Mapping[str, Sequence[FacetValue]]:
        """Return, for each facet, its values among the hits of one kind, most frequent first."""

    def get(self, address: Address) -> Entry | None:
        """Return the record at an address, or None."""

    def digests(self, events: Sequence[str]) -> Iterator[Digest]:
        """Yield the digest of every record of some events, sorted as `Digest` is.

        A record has the same digest in two archives if its data is the same, the order of its
        fields included. Memory use does not grow with the number of records.
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
        """Return where sources disagree: different numbers first, then by number of variants."""

    def editions(self, address: Address) -> Sequence[Entry]:
        """Return the records of all events that are declared the same as this one, newest first.

        This one is among them; without any other, nothing is returned.
        """

    def suggest(self, text: str, *, typing: bool = False) -> str | None:
        """Return `text` with its misspelt words corrected, or None where nothing is better.

        While `typing`, the last word is taken as the beginning of a word.
        """

    def interrupt(self) -> None:
        """Stop the running operation, from any thread: it raises `InterruptedSearchError`."""

    def close(self) -> None:
        """Release the files or connections that the archive holds."""


class InterruptedSearchError(Exception):
    """The operation was interrupted, or the archive is closed."""


class IndexCorruptError(Exception):
    """The index is damaged; it works again once it is rebuilt from the files.

    Raised only for what SQLite cannot read and for rows that differ from what was written: a
    `KeyError` or `TypeError` is a fault of this program, which no new index would repair.
    """


class UnreachableError(OSError):
    """The server of the archive does not answer now; the message says so in a sentence."""

    archive = ""
    """The host and the database, where it is known."""


class DeniedError(UnreachableError):
    """The server answers, and refuses: to ask again is of no use before something else changes."""


class TooSlowError(UnreachableError):
    """The server gave a question up that took too long; others are answered."""


class SupersededError(UnreachableError):
    """The version of the archive that was opened is gone; a newer one is in its place."""


def iterate_hits(archive: Archive, search: Search) -> Iterator[Entry]:
    """Yield all hits in their order; memory use does not grow with their number."""
    start = 0
    while hits := archive.search(search, start, 500).hits:
        yield from hits
        start += len(hits)
