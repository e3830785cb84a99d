"""What the combinations of all records add to documents, computed once for each."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from summit_tui.archive.describe import GROUPS
from summit_tui.archive.progress import Progress, Report
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.indexer.related import RelatedTerm, RelatedTerms
from summit_tui.archive.sqlite.indexer.spill import Spill
from summit_tui.archive.sqlite.indexer.staged import QUOTES, StagedRecords
from summit_tui.archive.sqlite.terms import decode_terms

GROUP_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("speaker", "delegation", "unshown"),
    "source": ("publisher", "unshown"),
    "topic": ("topic", "unshown"),
    "time": ("unshown",),
    "property": ("unshown",),
    "session": ("session", "unshown"),
}
"""The fields of `Shared` that add to documents, each with the columns to which it adds."""
_REPORT_EVERY: Final = 2_000
"""Combinations between two reports of progress."""


class RelatedColumns:
    """What each combination adds to documents, and the facet columns of all records."""

    def __init__(self, staged: StagedRecords, order: "array[int]", folder: Path | None) -> None:
        """Take the records, and their numbers in the order of docids.

        The additions wait on the disk in `folder`, or in memory where it is None.
        """
        self.numbers = {group: in_order(staged.numbers.pop(group), order) for group in GROUP_TABLES}
        """The number of each record's combination in each group, by docid."""
        self.rows = {group: Spill(folder) for group in GROUP_TABLES}
        """The sort keys of each combination, one a line, and its `RelatedTerm.columns`."""
        self.statements = sum(kind == QUOTES for kind in map(staged.kinds.__getitem__, order))
        """How many records are statements, the first ones."""
        self.facets = FacetColumns(self.numbers, self.statements)
        self._staged = staged

    def terms(self, group: str) -> Iterator[list[int]]:
        """Yield the terms of each combination of a group."""
        for number in range(len(self.rows[group])):
            yield decode_terms(self.rows[group][number][-1])

    def sort_keys(self, group: str, number: int) -> Iterator[str]:
        """Yield the sort key of each combination in the order of that number of its group.

        It is empty where there is none.
        """
        for combination in range(len(self.rows[group])):
            keys = self.rows[group].first_column(combination)
            yield keys.split("\n")[number] if keys else ""

    def name_words(self) -> set[str]:
        """Return every word of the names and ids of speakers."""
        people = self.rows["people"]
        return {word for number in range(len(people)) for word in people[number][1].split()}

    def fill(self, related: RelatedTerms, report: Report) -> bytearray:
        """Compute what each combination adds, and release what records share.

        Return 1 for each record that statements refer to, by its number.
        """
        quoted = bytearray(len(self._staged))
        total = sum(len(self._staged.combinations(group)) for group in GROUP_TABLES)
        done = 0
        for group in GROUP_TABLES:
            numbers = self.numbers[group]
            size = len(self._staged.combinations(group))
            used, of_statements = _flags(numbers, size), _flags(numbers[: self.statements], size)
            nothing = RelatedTerm(
                ("",) * (len(GROUP_TABLES[group]) + 1), tuple(() for _ in GROUPS[group])
            )
            compute = _COMPUTE[group]
            for number, shared in enumerate(self._staged.combinations(group)):
                if done % _REPORT_EVERY == 0:
                    report(Progress("naming", done, total, len(numbers)))
                done += 1
                # The combination of a record that was set aside may belong to no other one.
                added = nothing
                if used[number]:
                    added = compute(related, self._staged.folder_events, shared)
                self.rows[group].append(("\n".join(added.sort_keys), *added.columns))
                self.facets.add(group, added.facets)
                if of_statements[number]:
                    for record in added.referred:
                        quoted[record] = 1
            self._staged.forget_shared(group)
        return quoted


def in_order(numbers: "array[int]", order: "array[int]") -> "array[int]":
    """Return the numbers of records in the order of docids."""
    return array(numbers.typecode, map(numbers.__getitem__, order))


def _flags(numbers: Iterable[int], size: int) -> bytearray:
    """Return 1 for each of `size` numbers that is among some."""
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    return flags


_Compute = Callable[[RelatedTerms, Mapping[int, int], Any], RelatedTerm]
_COMPUTE: Final[Mapping[str, _Compute]] = {
    "people": lambda related, events, key: related.people(events[key[0]], *key[1]),
    "source": lambda related, events, key: related.sources(events.get(key[0], 0), key[1]),
    "topic": lambda related, _, topics: related.topics(topics),
    "time": lambda related, _, time: related.time(*time),
    "property": lambda related, _, properties: related.properties(properties),
    "session": lambda related, events, key: related.sessions(events.get(key[0], 0), key[1]),
}
"""Computes the `RelatedTerm` of a combination, by group; the mapping has the numbers of events by
those of folders, and `Any` is as in `StagedRecords.combinations`."""
