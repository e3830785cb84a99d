"""The rows of an index by docid: records as they are stored, and their documents."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from summit_tui.archive.analysis.pinyin import name_key
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.related_columns import RelatedColumns, in_order
from summit_tui.archive.sqlite.indexer.staged import QUOTES, StagedRecords
from summit_tui.archive.sqlite.terms import GAP

_WITH_WORDS: Final = ("people", "source", "topic", "session")
"""The groups whose combinations add words to documents; all of them add terms."""
_CACHED: Final = 2_048
"""Combinations of a group that stay decoded: consecutive records mostly have the same."""


RecordRow = tuple[int, int, int, str, int, int, str, int, int]
"""A row of the table `record`."""
DocumentRow = tuple[int, str, str, str, str, str, str, str, str]
"""A row of the table `document`: the docid and all columns."""


class DocumentRows:
    """The rows of all records of an index that is being built."""

    def __init__(self, staged: StagedRecords, order: "array[int]", columns: RelatedColumns) -> None:
        """Take all records, their numbers in docid order, and what referenced records add."""
        self.staged = staged
        self.columns = columns
        self._order = order
        self._added = [
            (group, lru_cache(_CACHED)(columns.rows[group].__getitem__)) for group in _WITH_WORDS
        ]
        self._own_terms = [
            [staged.terms.number(*term) for term in terms] for terms in staged.shared["terms"]
        ]
        """The numbers of the terms in each combination of `Shared.terms`."""
        self._doubtful = bytearray(len(staged))
        """1 for each record that leaves a doubt, by its number."""
        for number in staged.noted["doubts"]:
            self._doubtful[number] = 1
        staged.terms.finish()

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._order)

    def take_terms(self) -> "Iterator[tuple[array[int], int, Iterable[list[int]]]]":
        """Yield the columns of `TermDocids.of_columns`, a group each.

        Each is released when the next one comes: no rows can be made any more.
        """
        own = in_order(self.staged.numbers["terms"], self._order)
        self.staged.forget_rows()
        self.staged.forget_shared("terms")
        del self._order
        yield own, len(self._own_terms), self._own_terms
        del own
        for group in list(self.columns.numbers):
            size = len(self.columns.rows[group])
            yield self.columns.numbers.pop(group), size, self.columns.terms(group)

    def rows(
        self, docids: Iterable[int]
    ) -> Iterator[tuple[RecordRow, DocumentRow, Sequence[str], str | None]]:
        """Yield for each record its rows in `record` and `document`, its keys, and its block entry.

        The keys sort it by its name or text, as `name_sort_keys`; a statement has one. The block
        entry is a statement as JSON, which is stored in `statement_block` and left out of
        `record`; None for any other record.
        """
        staged, columns = self.staged, self.columns.numbers
        kinds, lines = staged.kinds, staged.lines
        for docid in docids:
            number = self._order[docid]
            id, words, name, role, data = staged.rows[number]
            file, event = staged.file_and_event(number)
            record = docid, kinds[number], event, id, file, lines[number]
            (
                (speaker, delegation, of_people),
                (publisher, of_source),
                (topic, of_topics),
                (session, of_session),
            ) = [added(columns[group][docid])[1:-1] for group, added in self._added]
            unshown = f"{of_people} {of_source} {of_topics} {of_session}"
            if number in staged.added:
                more_words, more_unshown = staged.added[number]
                words, unshown = words + more_words, unshown + more_unshown
            is_statement = kinds[number] == QUOTES
            if is_statement:
                # `document_fields` leaves the text out of the words: it is `name`.
                words += GAP + name
            doubtful = self._doubtful[number]
            expected = checksum(data.encode(), *record, doubtful)
            yield (
                (*record, "" if is_statement else data, expected, doubtful),
                (docid, words, speaker, role, delegation, session, topic, publisher, unshown),
                (name_key(name),) if is_statement else name.split("\n"),
                data if is_statement else None,
            )
