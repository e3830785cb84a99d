"""The rows of an index by docid: records as they are stored, and their documents."""

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.related import RelatedColumns
from summit_tui.archive.sqlite.indexer.staged import QUOTES, StagedRecords
from summit_tui.archive.sqlite.terms import GAP, encode_terms

_GAP: Final = GAP.encode()
_CACHED: Final = 2_048
"""Combinations of a group: mostly the same as those of the record before."""


class DocumentRows:
    """The rows of all records of an index that is being built."""

    def __init__(self, staged: StagedRecords, order: "array[int]", columns: RelatedColumns) -> None:
        """Take all records, their numbers by docid, and what those they refer to add."""
        self.staged = staged
        self.columns = columns
        self._order = order
        self._added = {
            group: lru_cache(_CACHED)(rows.__getitem__) for group, rows in columns.rows.items()
        }
        self._own = [
            encode_terms(staged.terms.number(*term) for term in terms).encode()
            for terms in staged.shared["terms"]
        ]
        # All terms are known now.
        staged.terms.flush()

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._order)

    def records(self, docids: Iterable[int]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of the table `record`."""
        for docid in docids:
            number = self._order[docid]
            id, *_, data = self.staged.rows[number]
            file, event = self.staged.file_and_event(number)
            kind, line = self.staged.kinds[number], self.staged.lines[number]
            row = docid, kind, event, id.decode(), file, line
            yield *row, data.decode(), checksum(data, *row)

    def documents(self, docids: Iterable[int]) -> Iterator[tuple[int, *tuple[bytes, ...]]]:
        """Yield the rows of the table `document`: docids, and columns as UTF-8."""
        staged, added, numbers = self.staged, self._added, self.columns.numbers
        own = staged.numbers["terms"]
        for docid in docids:
            number = self._order[docid]
            _, words, name, role, _ = staged.rows[number]
            speaker, delegation, people = added["people"](numbers["people"][docid])
            publisher, source = added["source"](numbers["source"][docid])
            topics, topic = added["topic"](numbers["topic"][docid])
            (time,) = added["time"](numbers["time"][docid])
            (value,) = added["property"](numbers["property"][docid])
            sessions, session = added["session"](numbers["session"][docid])
            terms = [self._own[own[number]], time, topic, people, session, source, value]
            if number in staged.added:
                more_words, more_terms = staged.added[number]
                words += more_words.encode()
                terms.insert(1, more_terms.encode())
            if staged.kinds[number] == QUOTES:
                # A statement is found by its text, which comes behind its other words.
                words += _GAP + name
            text = b" ".join(terms)
            yield docid, words, speaker, role, delegation, sessions, topics, publisher, text

    def names(self) -> Iterator[bytes]:
        """Yield the normalized name of each record, by docid."""
        return (self.staged.rows[number][2] for number in self._order)
