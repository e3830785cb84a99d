"""Coverage files are read into batches: records with what an index needs to know of them.

What a batch numbers it numbers for itself, so that several processes can read at once.
"""

from array import array
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from summit_tui.archive.describe import involved_in
from summit_tui.archive.sqlite.indexer.documents import Shared, document_fields
from summit_tui.archive.sqlite.indexer.spill import pack
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.problem import Problem
from summit_tui.readers import CoverageFile, ParsedRecord, read_file

_RECORDS: Final = 2_000
"""Records of a batch at most."""
_BYTES: Final = 1 << 23
"""Bytes of the rows of a batch, roughly, at most."""
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}


class Batch(NamedTuple):
    """Some records of one file that follow each other, and its problems.

    A record's number is counted from the first of the batch.
    """

    file: int
    """The number of the file."""
    is_last: bool
    """Is it the last batch of its file?"""
    problems: list[Problem]
    events: list[tuple[int, ParsedRecord]]
    """The numbers of records that are events, and these: one too many is set aside."""
    readings: list[tuple[int, Mapping[str, Any]]]
    """The line of each reading, and the reading as in its file; `Any`: JSON types."""
    kinds: "array[int]"
    lines: "array[int]"
    noted: Mapping[str, list[int]]
    """The numbers of the records to which something is added once all are read, by what that is:
    `day`, `remark`, `same_as` or `involved`."""
    shared: tuple[Mapping[Any, int], ...]
    """What records share, numbered, in the order of the fields of `Shared`; `Any`: their types."""
    numbers: "array[int]"
    """The numbers of what each record shares, one after the other."""
    packed: bytes
    """The rows of the records: id, words, name, role and the record as JSON."""
    lengths: "array[int]"
    """The length of each row."""


def read_batches(number: int, file: CoverageFile) -> Iterator[Batch]:
    """Yield the records of a file, which has this number, in batches."""
    batch = _OpenBatch()
    for parsed in read_file(file):
        batch.add(parsed)
        if len(batch.lengths) >= _RECORDS or batch.size >= _BYTES:
            yield batch.close(number, is_last=False)
            batch = _OpenBatch()
    yield batch.close(number, is_last=True)


class _OpenBatch:
    """A batch to which records are added."""

    def __init__(self) -> None:
        self.size = 0
        """The bytes of its rows."""
        self.lengths = array("I")
        self._problems: list[Problem] = []
        self._events: list[tuple[int, ParsedRecord]] = []
        self._readings: list[tuple[int, Mapping[str, Any]]] = []
        self._kinds, self._lines, self._numbers = array("B"), array("I"), array("I")
        self._noted: dict[str, list[int]] = {}
        self._shared: tuple[dict[Any, int], ...] = tuple({} for _ in Shared._fields)
        self._rows: list[bytes] = []

    def add(self, parsed: ParsedRecord | Problem) -> None:
        """Add the next record or problem of a file."""
        if isinstance(parsed, Problem):
            self._problems.append(parsed)
        elif parsed.kind == "readings":
            self._readings.append((parsed.line, parsed.data))
        else:
            if parsed.kind == "event":
                self._events.append((len(self.lengths), parsed))
            self._add_record(parsed.kind, parsed)

    def close(self, file: int, *, is_last: bool) -> Batch:
        """Return the batch of a file."""
        return Batch(
            file,
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
