"""Finds the statements that may have the words of a quotation, by the index alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.analysis.normalize import is_single_character
from summit_tui.archive.query.tree import Node, Term, all_of
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote
from summit_tui.verify.word_sequence import Segment, WordSequence

_MOST_EXACT: Final = 50
"""The most statements with all words of a quotation that are compared: the accounts of a remark."""
_MOST_OF_WINDOW: Final = 12
"""The most statements that are taken for a few words: more of them say nothing."""
_MOST_ALIKE: Final = 12
"""The most statements that are compared word by word with a quotation that none has."""
_WINDOW: Final = 3
_HAN_WINDOW: Final = 4
_MOST_WINDOWS: Final = 24


class Lookup:
    """The statements of an archive, with their words prepared once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sequences: dict[str, WordSequence] = {}
        self._hits: dict[tuple[str, ...], Sequence[Entry]] = {}

    def having(self, segments: Sequence[Segment]) -> Sequence[Entry]:
        """Return statements that have all segments in some of their fields."""
        nodes: list[Node] = [Term(segment.indexed) for segment in segments if segment.indexed]
        return self._search(all_of(nodes), _MOST_EXACT) if nodes else ()

    def alike(self, segments: Sequence[Segment]) -> Sequence[Entry]:
        """Return statements that have some words of the segments, those with most of them first."""
        votes: Counter[Address] = Counter()
        entries: dict[Address, Entry] = {}
        for window in _windows(segments):
            if window not in self._hits:
                self._hits[window] = self._search(Term(window), _MOST_OF_WINDOW)
            hits = self._hits[window]
            for entry in hits:
                entries[entry.address] = entry
                # What stands in many statements says little of any.
                votes[entry.address] += 60 // len(hits)
        return [entries[address] for address, _ in votes.most_common(_MOST_ALIKE)]

    def sequence(self, text: str) -> WordSequence:
        """Return the words of a text, prepared once."""
        if text not in self._sequences:
            self._sequences[text] = WordSequence(text)
        return self._sequences[text]

    def _search(self, node: Node, limit: int) -> Sequence[Entry]:
        hits = self._archive.search(Search(node, "quotes"), limit=limit).hits
        return [entry for entry in hits if isinstance(entry.record, Quote)]


def _windows(segments: Sequence[Segment]) -> Iterator[tuple[str, ...]]:
    """Yield a few consecutive words at a time, spread over all segments."""
    windows: list[tuple[str, ...]] = []
    for segment in segments:
        tokens = segment.indexed
        size = _HAN_WINDOW if tokens and is_single_character(tokens[0]) else _WINDOW
        if len(tokens) < size:
            continue
        starts = [*range(0, len(tokens) - size + 1, size - 1)]
        windows.extend(tokens[start : start + size] for start in starts)
    step = max(1, -(-len(windows) // _MOST_WINDOWS))
    yield from dict.fromkeys(windows[::step])
