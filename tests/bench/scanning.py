"""The scan that the tests compare the archive with, made bearable for a hundred thousand records.

What it finds in a record is the tests' own; here the words of each record are listed once, and
where several have to follow each other most records are ruled out by looking for their letters.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from heapq import nlargest, nsmallest
from itertools import chain
from typing import Any, Final

from summit_tui.archive import Search, Sort
from summit_tui.archive.analysis.normalize import INITIALS, normalize
from summit_tui.archive.query.terms import terms
from summit_tui.archive.query.tree import And, Node, Not, Or, Term
from summit_tui.model.kinds import KINDS, Kind
from tests.archive.archive_scan import Scan, of_speaker, readings_of, regional

Numbers = frozenset[int]
"""Records, each by its place among all."""
_BREAK: Final = "\n"
"""Stands in no folded text."""

_fold: Final = cache(normalize)


class LargeScan(Scan):
    """All records of a large coverage, each named by its place among them."""

    def __init__(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Take the tables of each event, as JSON types, in the order of their files."""
        super().__init__(list(events))
        self._all = frozenset(range(len(self.records)))
        self._numbers = {
            (event, kind, row["id"]): number
            for number, (event, kind, row) in enumerate(self.records)
        }
        self.of_kind = cache(self._numbers_of)
        self._texts = cache(self._all_texts)
        self._squeezed = cache(self._all_squeezed)
        self._words = cache(self._all_words)
        self._initials = cache(self._all_initials)
        self._places = cache(self._all_places)
        self._leaf = lru_cache(200)(self._found_by)

    # What is kept of each record

    def _all_texts(self, field: str | None) -> Sequence[str]:
        return [_BREAK.join(map(_fold, self.runs(field, *record))) for record in self.records]

    def _all_squeezed(self, field: str | None) -> Sequence[str]:
        """Return the texts without spaces, in which words joined or apart have the same letters."""
        return [text.replace(" ", "") for text in self._texts(field)]

    def _all_words(self, field: str | None) -> Mapping[str, Sequence[int]]:
        """Return the records in which each word stands."""
        numbers: dict[str, array[int]] = {}
        for number, text in enumerate(self._texts(field)):
            for word in set(text.split()):
                numbers.setdefault(word, array("I")).append(number)
        return numbers

    def _all_initials(self) -> Sequence[str]:
        return [_BREAK.join(self.spelled(*record, initials=True)) for record in self.records]

    def _all_places(self, kind: Kind, sort: Sort, language: str) -> Mapping[int, int]:
        """Return the place of each record of a kind in an order, relevance apart."""
        order = sorted(self.of_kind(kind))
        order.sort(key=lambda number: self.sort_key(*self.records[number]))
        order.sort(key=lambda number: self.key(sort, *self.records[number], language))
        return {number: position for position, number in enumerate(order)}

    def _numbers_of(self, kind: Kind) -> Numbers:
        return frozenset(number for number, record in enumerate(self.records) if record[1] == kind)

    # What is asked

    def hits_of(self, node: Node, *, whole: bool = False) -> Numbers:
        """Return all hits, or with `whole`, those by whole words."""
        match node:
            case And(parts):
                return self._all_found(parts, whole=whole)
            case Or(parts):
                return frozenset().union(*(self.hits_of(part, whole=whole) for part in parts))
            case Not(part):
                return self._all - self.hits_of(part)
            case Term() if whole:
                return self._leaf(replace(node, prefix=False))
        return self._leaf(node)

    def _all_found(self, parts: Sequence[Node], *, whole: bool) -> Numbers:
        """Return the hits of all parts, some that are neighbours perhaps as one word."""
        if not parts:
            return self._all
        numbers: Numbers = frozenset()
        for first, rest in readings_of(parts):
            hits = self.hits_of(first, whole=whole)
            numbers |= hits & self._all_found(rest, whole=whole) if hits else hits
        return numbers

    def counts(self, node: Node) -> Mapping[Kind, int]:
        """Return how many hits each kind has."""
        hits = self.hits_of(node)
        return {kind: len(hits & self.of_kind(kind)) for kind in KINDS}

    def best(self, search: Search, most: int) -> Sequence[tuple[str, Kind, str]]:
        """Return the addresses of the first `most` hits in the order asked for."""
        node, kind = search.node, search.kind
        hits = self.hits_of(node) & self.of_kind(kind)
        if search.sort is Sort.RELEVANCE:
            places = self._places(kind, Sort.DEFAULT, "")
            anywhere = [leaf for leaf in terms(node) if leaf.field is None]
            named = self.hits_of(of_speaker(node)) if anywhere else frozenset()
            spoken = named | self.hits_of(Or(tuple(map(of_speaker, anywhere))))
            whole = spoken | self.hits_of(node, whole=True)
            tiers = named, spoken, whole
            key = {n: (*(n not in tier for tier in tiers), places[n]) for n in hits}
        else:
            key = self._places(kind, search.sort, search.language)
        chosen = (nlargest if search.reverse else nsmallest)(most, hits, key=key.__getitem__)
        best = (self.records[number] for number in chosen)
        return [(event, kind, row["id"]) for event, kind, row in best]

    # How most records are ruled out

    def _found_by(self, leaf: Node) -> Numbers:
        match leaf:
            case Term((word,), prefix, field):
                words = self._words(field)
                meant = (form for form in words if form.startswith(word)) if prefix else (word,)
                numbers = set().union(*(words.get(form, ()) for form in meant))
                apart = self._written_apart(word, field)
                candidates: Iterable[int] = (apart | self._with_initials(leaf)) - numbers
            case Term(tokens, _, field):
                texts = enumerate(self._squeezed(field))
                letters = {n for n, text in texts if "".join(tokens) in text}
                spellings = chain.from_iterable(regional().values())
                if any(" ".join(spelling) in " ".join(tokens) for spelling, _ in spellings):
                    letters = set(self._all)
                numbers, candidates = set(), letters | self._with_initials(leaf)
            case _:
                numbers, candidates = set(), self._all
        return frozenset(numbers.union(n for n in candidates if self.finds(leaf, *self.records[n])))

    def _written_apart(self, word: str, field: str | None) -> set[int]:
        """Return the records that have the beginning of a word as a word, and all its letters."""
        words, texts = self._words(field), self._squeezed(field)
        starts = (words[word[:end]] for end in range(1, len(word)) if word[:end] in words)
        return {n for numbers in starts for n in numbers if word in texts[n]}

    def _with_initials(self, term: Term) -> set[int]:
        """Return the records of which a term may be the initials."""
        if term.field not in (None, "speaker"):
            return set()
        return {n for n, text in enumerate(self._initials()) if text and term.tokens[-1] in text}

    def folded_runs(
        self, field: str | None, event: str, kind: Kind, row: Mapping[str, Any]
    ) -> Iterable[str]:
        """Return the folded texts that a field searches in a record."""
        return self._texts(field)[self._numbers[event, kind, row["id"]]].split(_BREAK)

    def has_initials(
        self, tokens: Sequence[str], event: str, kind: Kind, row: Mapping[str, Any]
    ) -> bool:
        """Say whether words are the initials of one of a record's speakers."""
        initials = self._initials()[self._numbers[event, kind, row["id"]]]
        return bool(initials) and INITIALS + " ".join(tokens) in initials.split(_BREAK)
