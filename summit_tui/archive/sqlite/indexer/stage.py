"""Coverage files are read into batches: records with what an index needs to know of them.

Every batch numbers its records and combinations from 0, so that several processes can read at once;
`StagedRecords` renumbers them.
"""

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from summit_tui.archive.describe import involved_in
from summit_tui.archive.sqlite.indexer.documents import Shared, document_fields
from summit_tui.archive.sqlite.indexer.spill import pack
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, read_file
from summit_tui.readers.parsed import ParsedRecord

_FILES: Final = 500
"""Most files in a group."""
_GROUP_BYTES: Final = 1 << 18
"""Most bytes of the files of a group, unless it is a single file."""
_RECORDS: Final = 2_000
"""Most records in a batch."""
_BYTES: Final = 1 << 23
"""Most bytes of the rows of a batch, roughly."""
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}


class Group(NamedTuple):
    """Consecutive files of one folder, read as one task, since many files are small."""

    first: int
    """The number of the first file."""
    files: list[CoverageFile]


class Batch(NamedTuple):
    """Consecutive records of a group of files, and the problems of these files.

    Records are numbered from 0 within the batch, files as in the list of all files.
    """

    file: int
    """The number of the file that has the first record."""
    counts: "array[int]"
    """How many records that file has in this batch, and each file after it."""
    is_last: bool
    """Whether it is the last batch of its group; if not, the next one continues the last file."""
    problems: list[tuple[int, Problem]]
    """The number of the file of each problem, and the problem."""
    events: list[tuple[int, int, ParsedRecord]]
    """The number of each event's file, its number as a record, and the event. A folder has one
    event; any further one is set aside."""
    readings: list[tuple[int, int, Mapping[str, Any]]]
    """The number of the file of each reading, its line, and the reading as in its file; `Any`: JSON
    types."""
    kinds: "array[int]"
    lines: "array[int]"
    noted: Mapping[str, list[int]]
    """The numbers of the records that a later step needs, by what for: `day`, `remark`, `same_as`
    or `involved`."""
    shared: tuple[Mapping[Any, int], ...]
    """The combinations of each field of `Shared`, with their numbers; `Any`: the fields' types."""
    numbers: "array[int]"
    """The numbers of each record's combinations, a number for each field of `Shared`, record after
    record."""
    packed: bytes
    """The rows of the records: id, words, name, role and the record as JSON."""
    lengths: "array[int]"
    """The length of each row."""


def groups_of(files: Sequence[CoverageFile]) -> Iterator[Group]:
    """Yield all files in groups, in their order."""
    group, size, folder = Group(0, []), 0, ""
    for number, file in enumerate(files):
        its_folder = os.path.dirname(file.path_text)  # noqa: PTH120 - there is no `Path`
        is_full = len(group.files) >= _FILES or size + file.size > _GROUP_BYTES
        if group.files and (is_full or its_folder != folder):
            yield group
            group, size = Group(number, []), 0
        group.files.append(file)
        size, folder = size + file.size, its_folder
    if group.files:
        yield group


def read_batches(group: Group) -> Iterator[Batch]:
    """Yield the records of a group of files in batches."""
    batch = _OpenBatch(group.first)
    for number, file in enumerate(group.files, group.first):
        batch.begin(number)
        for parsed in read_file(file):
            batch.add(parsed)
            if len(batch.lengths) >= _RECORDS or batch.size >= _BYTES:
                yield batch.close(is_last=False)
                batch = _OpenBatch(number)
                batch.begin(number)
    yield batch.close(is_last=True)


class _OpenBatch:
    """A batch to which records are added."""

    def __init__(self, first: int) -> None:
        """Begin without records; the first comes from the file of this number."""
        self.size = 0
        """The bytes of its rows."""
        self.lengths = array("I")
        self._first = self._file = first
        self._starts = array("I")
        self._problems: list[tuple[int, Problem]] = []
        self._events: list[tuple[int, int, ParsedRecord]] = []
        self._readings: list[tuple[int, int, Mapping[str, Any]]] = []
        self._kinds, self._lines, self._numbers = array("B"), array("I"), array("I")
        self._noted: dict[str, list[int]] = {}
        self._shared: tuple[dict[Any, int], ...] = tuple({} for _ in Shared._fields)
        self._rows: list[bytes] = []

    def begin(self, file: int) -> None:
        """Go on with a file, by its number."""
        self._file = file
        self._starts.append(len(self.lengths))

    def add(self, parsed: ParsedRecord | Problem) -> None:
        """Add the next record or problem of the file."""
        if isinstance(parsed, Problem):
            self._problems.append((self._file, parsed))
        elif parsed.kind == "readings":
            self._readings.append((self._file, parsed.line, parsed.data))
        else:
            if parsed.kind == "event":
                self._events.append((self._file, len(self.lengths), parsed))
            self._add_record(parsed.kind, parsed)

    def close(self, *, is_last: bool) -> Batch:
        """Return the batch."""
        ends = (*self._starts[1:], len(self.lengths))
        return Batch(
            self._first,
            array("I", (end - start for start, end in zip(self._starts, ends, strict=True))),
            is_last,
            self._problems,
            self._events,
            self._readings,
            self._kinds,
            self._lines,
            self._noted,
            self._shared,
            self._numbers,
            b"".join(self._rows),
            self.lengths,
        )

    def _add_record(self, kind: Kind, parsed: ParsedRecord) -> None:
        data = parsed.data
        words, name, role, shared = document_fields(kind, data)
        row = pack((data["id"], words, name, role, parsed.text))
        self._note(kind, data, shared)
        self._kinds.append(_NUMBERS[kind])
        self._lines.append(parsed.line)
        self._numbers.extend(
            known.setdefault(each, len(known))
            for known, each in zip(self._shared, shared, strict=True)
        )
        self._rows.append(row)
        self.lengths.append(len(row))
        self.size += len(row)

    def _note(self, kind: Kind, data: Mapping[str, Any], shared: Shared) -> None:
        if shared.sort_key is None:
            self._noted.setdefault("day", []).append(len(self.lengths))
        if data.get("same_as"):
            self._noted.setdefault("same_as", []).append(len(self.lengths))
        if kind == "quotes":
            if data.get("remark"):
                self._noted.setdefault("remark", []).append(len(self.lengths))
            if involved_in(data):
                self._noted.setdefault("involved", []).append(len(self.lengths))
