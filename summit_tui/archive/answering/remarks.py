"""Hits in which one row stands for all statements of a remark: the first of them in their order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress


class FoldedHits:
    """Some hits in their order; of each remark the first alone is a row."""

    def __init__(self, hits: Sequence[int], remarks: Mapping[int, int]) -> None:
        """Fold `hits`, which are ranks; `remarks` has the remark of each that is of one."""
        self._hits = hits
        self._remarks = remarks
        self._shown: dict[int, int] = {}
        """Where among the hits the statement stands that is shown for a remark."""
        self._dropped: list[int] = []
        """Where the others stand."""
        for place in _places(hits, remarks):
            if self._shown.setdefault(remarks[hits[place]], place) != place:
                self._dropped.append(place)
        self._rows = [place - number for number, place in enumerate(self._dropped)]
        """The rows before which they would stand."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._hits) - len(self._dropped)

    def page(self, start: int, stop: int) -> list[int]:
        """Return the ranks in the rows from `start` up to `stop`."""
        rows = range(start, min(stop, len(self)))
        return [self._hits[row + bisect_right(self._rows, row)] for row in rows]

    def row(self, rank: int) -> int | None:
        """Return the row that a hit is in or that stands for it, or None where it is no hit."""
        with suppress(ValueError):
            place = self._hits.index(rank)
            if rank in self._remarks:
                place = self._shown[self._remarks[rank]]
            return place - bisect_left(self._dropped, place)
        return None


def _places(hits: Sequence[int], remarks: Mapping[int, int]) -> Iterable[int]:
    """Return where statements of remarks stand among the hits, in order."""
    if isinstance(hits, range):
        # All statements: remarks are few beside them.
        return sorted(hits.index(rank) for rank in remarks if rank in hits)
    return [place for place, rank in enumerate(hits) if rank in remarks]
