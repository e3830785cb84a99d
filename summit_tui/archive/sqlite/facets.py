"""Counts the values of each facet among hits."""

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, compress
from operator import itemgetter
from typing import Final, NamedTuple

from summit_tui.archive import FacetValue, IndexCorruptError
from summit_tui.archive.describe import FACETS, GROUPS
from summit_tui.archive.query.tree import Restriction
from summit_tui.archive.sqlite.checksums import checksum, only_row, verify
from summit_tui.archive.sqlite.facet_codes import FacetCodes, docids_of_row
from summit_tui.archive.sqlite.facet_postings import DenseHits, FacetPostings
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.archive.sqlite.term_postings import counts_of
from summit_tui.archive.sqlite.tokens import decode_token, encode_token
from summit_tui.model.field_table import facet_fields
from summit_tui.model.kinds import KINDS, Kind

MAX_OF_ALL: Final = 1_000
"""Values of a facet that are returned for all records, the most frequent ones."""
MAX_OF_HITS: Final = 100
"""Values that are returned for hits: to count every value among a million takes too long."""

_CHEAP: Final = ("event", "mode", "day", "source", *facet_fields())
"""Facets whose bitmaps are short, or where it is known early that their lists are too long."""
_VERY_MANY: Final = 1 << 20
"""Hits from which on a `Counter` of their codes may take a hundred megabytes; it is quicker."""
_SAMPLE: Final = 4_096
"""Counts that are sorted to learn how frequent a value has to be."""
_KEPT: Final = 4_000
"""Labels in the cache: the values that many hits have are mostly the same."""

_EACH: Final = "SELECT value FROM json_each(?)"
_TERMS: Final = "SELECT * FROM term WHERE {} IN (SELECT value FROM json_each(?))"

Values = dict[str, Sequence[FacetValue]]
"""The values of each facet, most frequent first."""


class FacetCounts:
    """Counts the values of facets in one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._postings = FacetPostings(connection)
        self._codes = FacetCodes(connection)
        self._labels: dict[int, tuple[Restriction, str]] = {}
        """Restriction and label of values, by the number of their term."""
        self._facet = cache(self._load_facet)

    def count(
        self,
        hits: Sequence[int],
        required: Mapping[str, Sequence[Restriction]] | None = None,
        *,
        limit: int | None,
    ) -> Values:
        """Return the values of each facet among hits, which are ascending docids.

        Those are the first `limit`, or all, and those `required` besides, by facet.
        """
        values: Values = {}
        for group in self._groups():
            if not any(self._facet(facet).terms for facet in GROUPS[group]):
                values |= dict.fromkeys(GROUPS[group], ())
                continue
            counts = self._counts_of(group, hits)
            for facet in GROUPS[group]:
                needed = (required or {}).get(facet, ())
                values[facet] = self._values(facet, counts, needed, limit)
        return {facet: values[facet] for facet in FACETS}

    def count_statements(self, bits: int, statements: int) -> Values:
        """Return the first values of each facet among many hits, given as a bitmap.

        `statements` is the number of all statements.
        """
        hits = DenseHits(bits, statements)
        values: Values = {}
        for group in self._groups():
            counts: _CodeCounts | None = None
            for facet in GROUPS[group]:
                frequent = None
                if not self._facet(facet).terms:
                    values[facet] = ()
                    continue
                if hits.are_dense or facet in _CHEAP:
                    frequent = self._postings.most_frequent(hits, facet, MAX_OF_HITS)
                if frequent is not None:
                    values[facet] = self._labelled(frequent)
                    continue
                counts = counts or self._code_counts(group, hits)
                values[facet] = self._values(facet, counts, (), MAX_OF_HITS)
        return {facet: values[facet] for facet in FACETS}

    def of_all(self, kind: Kind) -> Values:
        """Return the values for all records of a kind, as counted when the index was built."""
        return {facet: self._of_all(KINDS.index(kind), facet) for facet in FACETS}

    def forget(self) -> None:
        """Free the memory of the facets that were asked for."""
        self._facet.cache_clear()

    def _of_all(self, kind: int, facet: str) -> list[FacetValue]:
        query = (
            "SELECT CAST(counts AS BLOB), checksum FROM facet_count WHERE (kind, facet) = (?, ?)"
        )
        packed, expected = only_row(self._connection.execute(query, (kind, facet)))
        verify(expected, packed, kind, facet)
        return [
            FacetValue(decode_token(token), label, count)
            for token, label, count in json.loads(packed)
        ]

    def _groups(self) -> Iterator[str]:
        """Yield the groups, so that the work on them can be interrupted between two."""
        # SQLite interrupts only while a statement runs, so one runs all the while.
        return chain.from_iterable(self._connection.execute(_EACH, (json.dumps(list(GROUPS)),)))

    def _counts_of(self, group: str, hits: Sequence[int]) -> "_CodeCounts":
        """Return how many of the hits have each code of a group."""
        codes = chain.from_iterable(self._codes.of(group, hits))
        if len(hits) < _VERY_MANY:
            counter = Counter(codes)
            return _CodeCounts(list(counter), list(counter.values()))
        size = max(len(self._facet(facet).indexes) for facet in GROUPS[group])
        counts = counts_of(codes, size)
        with_hits = array("I", compress(range(size), counts))
        return _CodeCounts(with_hits, array("I", filter(None, counts)))

    def _code_counts(self, group: str, hits: DenseHits) -> "_CodeCounts":
        """Return how many of the hits have each code of a group."""
        counts = [0] * self._facet(GROUPS[group][0]).statement_codes
        for number, codes in self._codes.rows(group, 0, hits.statements - 1):
            # A loop over a list takes half the time of a `Counter`.
            for offset in hits.offsets(docids_of_row(number)):
                counts[codes[offset]] += 1
        return _CodeCounts(list(compress(range(len(counts)), counts)), list(filter(None, counts)))

    def _values(
        self, name: str, counts: "_CodeCounts", required: Sequence[Restriction], limit: int | None
    ) -> list[FacetValue]:
        """Return the values of a facet by the counts of the codes of its group."""
        facet = self._facet(name)
        if not facet.terms:
            return []
        if limit is not None and not required and facet.are_single(counts.codes):
            # One code may stand for no term.
            best = _most_frequent(*counts, limit + 1)
            indexes = ((facet.indexes[code], count) for code, count in best)
            frequent = {facet.terms[index]: count for index, count in indexes if index >= 0}
            return self._labelled(dict(list(frequent.items())[:limit]))
        term_counts = facet.term_counts(counts)
        frequent = dict(_most_frequent(facet.terms, term_counts, limit))
        if required:
            tokens = json.dumps(list(map(encode_token, required)))
            rows = self._connection.execute(_TERMS.format("token"), (tokens,))
            known = dict(zip(facet.terms, term_counts, strict=True))
            frequent |= {row[0]: known[row[0]] for row in rows if known.get(row[0])}
        return self._labelled(frequent)

    def _labelled(self, counts: Mapping[int, int]) -> list[FacetValue]:
        """Return the values of some terms, given by number with their counts."""
        if len(self._labels) > _KEPT:
            self._labels.clear()
        unknown = json.dumps([term for term in counts if term not in self._labels])
        for number, token, label, expected in self._connection.execute(
            _TERMS.format("number"), (unknown,)
        ):
            verify(expected, b"", number, token, label)
            self._labels[number] = (decode_token(token), label)
        if not counts.keys() <= self._labels.keys():
            raise IndexCorruptError("a row is missing")
        return [FacetValue(*self._labels[term], count) for term, count in counts.items()]

    def _load_facet(self, name: str) -> "_Facet":
        query = "SELECT * FROM facet WHERE name = ?"
        row = only_row(self._connection.execute(query, (name,)))
        _, statement_codes, is_single, terms, indexes, starts, several, expected = row
        packed = (terms, indexes, starts, several)
        if not all(isinstance(column, bytes) for column in packed):
            raise IndexCorruptError("a row of numbers is something else")
        verify(expected, b"".join(packed), name, statement_codes, is_single, *map(len, packed))
        arrays = array("I", terms), array("i", indexes), array("I", starts), array("I", several)
        return _Facet(statement_codes, is_single, *arrays)


class _CodeCounts(NamedTuple):
    """Codes of a group and the number of hits that have each."""

    codes: Sequence[int]
    counts: Sequence[int]


class _Facet(NamedTuple):
    """The terms of a facet that each code of its group stands for, as in the table `facet`."""

    statement_codes: int
    """The number of codes that statements have, which come first."""
    is_single: int
    """Whether each of those stands for at most one term, which no other one stands for."""
    terms: "array[int]"
    """The numbers of the terms."""
    indexes: "array[int]"
    """For each code the index of its term in `terms`; below 0, for other than one term, the
    complement of the index in `starts`."""
    starts: "array[int]"
    """Where in `several` the terms of a code begin; they end where the next ones begin."""
    several: "array[int]"
    """Indexes in `terms`."""

    def are_single(self, codes: Sequence[int]) -> bool:
        """Say whether each code stands for at most one term, which no other code stands for."""
        return bool(self.is_single) and max(codes, default=0) < self.statement_codes

    def term_counts(self, code_counts: _CodeCounts) -> list[int]:
        """Return how often each term occurs, by how often each code does."""
        # Values that are normalized alike, such as the topics AI and ai, have one term.
        counts = [0] * len(self.terms)
        indexes = map(self.indexes.__getitem__, code_counts.codes)
        for index, count in zip(indexes, code_counts.counts, strict=True):
            if index >= 0:
                counts[index] += count
            else:
                for term in self.several[self.starts[~index] : self.starts[~index + 1]]:
                    counts[term] += count
        return counts


def _most_frequent(
    keys: Sequence[int], counts: Sequence[int], limit: int | None
) -> list[tuple[int, int]]:
    """Return the keys with the highest counts above 0, at most `limit`, and their counts."""
    sample = sorted(counts[:_SAMPLE], reverse=True)
    # The most frequent keys of all have at least the count of the last one of the sample's.
    least = max(1, 1 if limit is None or limit > len(sample) else sample[limit - 1])
    frequent = [(key, count) for key, count in zip(keys, counts, strict=True) if count >= least]
    return sorted(frequent, key=itemgetter(1), reverse=True)[:limit]


def write_facet_counts(target: sqlite3.Connection) -> int:
    """Write the counts of the facets of all records of each kind, for the first screen.

    Returns the number of statements.
    """
    facet_counts, first = FacetCounts(target), 0
    numbers: list[int] = []
    counts = dict(target.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
    for kind in map(KINDS.index, DOCID_ORDER):
        numbers.append(counts.get(kind, 0))
        span = range(first, first := first + numbers[-1])
        for name, values in facet_counts.count(span, limit=MAX_OF_ALL).items():
            rows = [(encode_token(value.restriction), value.label, value.count) for value in values]
            text = json.dumps(rows, ensure_ascii=False)
            row = (kind, name, text, checksum(text.encode(), kind, name))
            target.execute("INSERT INTO facet_count VALUES(?, ?, ?, ?)", row)
    target.execute("INSERT INTO meta VALUES('counts', ?)", (json.dumps(numbers),))
    # While an index is made no garbage is collected, and what refers to itself stays.
    facet_counts.forget()
    return numbers[0]
