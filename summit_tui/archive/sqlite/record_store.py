"""What a back end answers about words and records; what is asked of many at once is in tables.

Those tables are SQLite's in every back end: those of the index, or a copy of them on the reader's
disk. So queries, orders, facets and links are computed by the same code whatever answers here.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from summit_tui.archive import Digest
from summit_tui.archive.sqlite.checksums import verify
from summit_tui.archive.sqlite.expressions import Expression

RecordKey = tuple[int, int, str]
"""The number of an event, that of a kind and an id."""


class RecordRow(NamedTuple):
    """A record as the table `record` has it."""

    docid: int
    kind: int
    event: int
    id: str
    file: int
    line: int
    data: bytes
    checksum: int
    doubtful: int

    @property
    def key(self) -> RecordKey:
        """Its event, kind and id."""
        return self.event, self.kind, self.id

    def verify(self) -> None:
        """Raise `IndexCorruptError` where it differs from what was written."""
        docid, kind, event, id, file, line, data, checksum, doubtful = self
        verify(checksum, data, docid, kind, event, id, file, line, doubtful)


class RecordStore(Protocol):
    """The words and the records of one index."""

    tables: sqlite3.Connection
    """The other tables of the index."""
    is_local: bool
    """Whether a question costs next to nothing; then a query may be asked in several parts."""

    def prepare(
        self,
        expressions: Sequence[Expression],
        span: range,
        most: int,
        *,
        reverse: bool,
        shown: range,
        known: Sequence[int],
    ) -> None:
        """Let a store that is far away fetch at once what is asked next.

        That is `matching` of each expression until there are `most` hits, and then the rows of
        those whose positions are in `shown`, the rows of `known`, and what all of them refer to.
        """

    def prepare_spans(
        self, expressions: Sequence[Expression], spans: Sequence[range], limit: int, most: int
    ) -> None:
        """Let a store that is far away fetch at once what is asked next.

        That is `matching` of each expression in each of some spans of docids, which follow each
        other, until there are `most` hits, and the rows of the first `limit`.
        """

    def matching(
        self, expression: Expression, span: range, limit: int, *, reverse: bool = False
    ) -> str:
        """Return the first docids in a span that match, or the last in reverse, with commas.

        At most `limit` are returned. A number is made only of those that are needed.
        """

    def counts(self, expression: Expression, spans: Sequence[range]) -> list[int]:
        """Return how many records of each span of docids match."""

    def count_up_to(self, expression: Expression, most: int) -> int:
        """Return how many records match, at most `most`."""

    def has_word(self, word: str) -> bool:
        """Say whether any record has a word or, with an asterisk behind it, one that begins so."""

    def frequencies(self, words: Sequence[str]) -> Mapping[str, int]:
        """Return in how many records each of some words occurs, of those that do."""

    def records(self, docids: Collection[int]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are, in any order."""

    def records_at(self, keys: Collection[RecordKey]) -> Sequence[RecordRow]:
        """Return the rows of those records that there are, in any order."""

    def prefetch(self, keys: Collection[RecordKey]) -> None:
        """Let a store that is far away fetch at once what is asked next.

        That is the rows of those records that there are, and of all that they refer to.
        """

    def docids(self, keys: Collection[RecordKey]) -> Mapping[RecordKey, int]:
        """Return the docids of those records that there are."""

    def named(self, id: str) -> Sequence[RecordRow]:
        """Return the rows of all records of an id, kind by kind in the order of docids."""

    def digests(self, ordinals: Mapping[int, int]) -> Iterator[Sequence[Digest]]:
        """Yield the `Digest` of every record, sorted, in batches.

        `ordinals` has the events whose records are wanted, by their numbers.
        """

    def guarded(self) -> AbstractContextManager[None]:
        """Return a context in which errors of the engine are raised as those of `Archive`."""

    def interrupt(self) -> None:
        """Stop the running question, from any thread; never raises."""

    def close(self) -> None:
        """Release the connection and that of the tables; never raises."""
