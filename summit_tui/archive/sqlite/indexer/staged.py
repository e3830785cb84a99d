"""All records of an index that is being built, by number until they have docids."""

import os
import sqlite3
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.combinations import EVERYWHERE, FolderCombinations
from summit_tui.archive.sqlite.indexer.documents import Shared
from summit_tui.archive.sqlite.indexer.events import EventRegistry
from summit_tui.archive.sqlite.indexer.spill import Spill
from summit_tui.archive.sqlite.indexer.stage import Batch
from summit_tui.archive.sqlite.schema import typecode_below
from summit_tui.archive.sqlite.terms import NewTerm, TermNumbers
from summit_tui.model.kinds import KINDS, Kind
from summit_tui.model.rebuild import record_from
from summit_tui.model.records import Record
from summit_tui.readers import CoverageFile, decoder

QUOTES: Final = KINDS.index("quotes")
_NEVER: Final = -(1 << 63)
"""Nanoseconds: a date that no file has."""
_IN_FOLDERS: Final = ("people", "source", "session")
"""The fields of `Shared` that are ids."""
_EVERYWHERE: Final = tuple(name for name in Shared._fields if name not in _IN_FOLDERS)


class StagedRecords:
    """The records of all files by number, and their combinations."""

    def __init__(
        self, files: Sequence[CoverageFile], target: sqlite3.Connection, folder: Path | None
    ) -> None:
        """Begin without records; their rows wait on the disk in `folder`, or in memory if None."""
        self.registry = EventRegistry()
        self.terms = TermNumbers(target)
        self.rows = Spill(folder)
        """The row of each record, as in `Batch`."""
        self.kinds, self.lines = array("B"), array("I")
        self.numbers = {name: array(typecode_below(1)) for name in Shared._fields}
        """The number of each record's combination, by field of `Shared`."""
        self.shared: dict[str, dict[Any, int]] = {name: {} for name in _EVERYWHERE}
        """The number of each combination without ids, by field of `Shared`; `Any`: as there."""
        self.in_folders = {name: FolderCombinations(folder) for name in _IN_FOLDERS}
        """The combinations of ids, by field of `Shared`."""
        self.noted: dict[str, array[int]] = defaultdict(lambda: array("I"))
        """The numbers of the records that a later step needs, by what for, as in `Batch`."""
        self.added: dict[int, tuple[str, str]] = {}
        """What is added to the columns `words` and `unshown` of documents, by record number."""
        self.aside: set[int] = set()
        """Numbers of records that are not indexed: duplicates, and second events of a folder."""
        self.events: dict[int, str] = {}
        """The ids of the events by number."""
        self.folder_events: dict[int, int] = {}
        """The number of the event of each folder, by the number of the folder."""
        self._readings: list[tuple[int, int, Mapping[str, Any]]] = []
        self._files, self._target = files, target
        self._unread: set[int] = set()
        self._starts = [0]
        """The number of the first record of each file; last, the number of records."""
        self._event_numbers: list[int] = []
        """The number of the event of each file."""
        self._event_files: dict[int, list[int]] = {}
        """The numbers of the files of each event."""
        self._own: list[tuple[NewTerm, ...]] = []
        self._decode = decoder()
        self._addresses = lru_cache(8)(self._find_addresses)
        # Sources and speakers recur.
        self.record = lru_cache(maxsize=4_096)(self._record)
        """Returns a record by the number of its event, its kind and its id, or None."""

    def __len__(self) -> int:
        """Return how many records there are, those that are set aside among them."""
        return len(self.kinds)

    # Reading

    def add(self, batch: Batch) -> None:
        """Add the next batch, in the order in which `read_files` yields them."""
        first, problems = len(self), batch.problems
        self._unread.update(file for file, problem in problems if problem.code == "E001")
        filed = Counter(dict(enumerate(batch.counts, batch.file)))
        for file, number, event in batch.events:
            if refusal := self.registry.add(self._files[file], event):
                problems.append((file, refusal))
                self.aside.add(first + number)
                filed[file] -= 1
        self.registry.problems += (problem for _, problem in sorted(problems, key=itemgetter(0)))
        filed.update(file for file, _, _ in batch.readings)
        with_records = [self._files[file] for file, count in filed.items() if count]
        self._number(batch, self.registry.folder(with_records) if with_records else 0)
        for name, numbers in batch.noted.items():
            self.noted[name].extend(first + number for number in numbers)
        self._readings += batch.readings
        self.kinds += batch.kinds
        self.lines += batch.lines
        self.rows.extend(batch.packed, batch.lengths)
        ends = accumulate(batch.counts, initial=first)
        self._starts += islice(ends, 1, len(batch.counts) + batch.is_last)

    def _number(self, batch: Batch, folder: int) -> None:
        """Renumber the combinations of a batch, so that equal ones have one number in all."""
        width = len(Shared._fields)
        for column, (name, shared) in enumerate(zip(Shared._fields, batch.shared, strict=True)):
            if name in self.in_folders:
                # People are two tuples, of which both may be empty: they have the folder's event.
                folders = (folder if ids else EVERYWHERE for ids in shared)
                numbers = list(map(self.in_folders[name].number, folders, shared))
            else:
                known = self.shared[name]
                numbers = [known.setdefault(each, len(known)) for each in shared]
            wide = _widened(self.numbers[name], len(self.combinations(name)))
            wide.extend(map(numbers.__getitem__, batch.numbers[column::width]))
            self.numbers[name] = wide

    def assign_events(self) -> None:
        """Give every event a number and every file its event, and write both."""
        # Where reading stopped early, the files that were not read have no records.
        self._starts += [len(self)] * (len(self._files) + 1 - len(self._starts))
        self.events = dict(enumerate(self.registry.events()))
        numbers = {id: number for number, id in self.events.items()}
        self.folder_events = {folder: numbers[id] for id, folder in self.registry.folders()}
        rows = ((*event, checksum(b"", *event)) for event in self.events.items())
        self._target.executemany("INSERT INTO event VALUES(?, ?, ?)", rows)
        of_files = list(map(self.registry.event_of, self._files))
        for number, event in enumerate(of_files):
            self._event_numbers.append(numbers[event] if event is not None else 0)
            if event is not None:
                self._event_files.setdefault(numbers[event], []).append(number)
        self._target.executemany(
            "INSERT INTO file VALUES(?, ?, ?, ?, ?, ?, ?)", self._file_rows(of_files)
        )
        self.registry.report_missing_events()

    def _file_rows(self, events: Sequence[str | None]) -> Iterator[tuple[object, ...]]:
        """Yield the row of each file, whose events are given."""
        for number, (file, event) in enumerate(zip(self._files, events, strict=True)):
            # A file that could not be read is tried again next time: no file has this date.
            mtime_ns = _NEVER if number in self._unread else file.mtime_ns
            path, columns = os.fsencode(file.path_text), (file.name, file.size, mtime_ns, event)
            yield number, path, *columns, checksum(path, number, *columns)

    def ranges(self) -> Iterator[tuple[range, int, int]]:
        """Yield the record numbers of each file, the number of the file and that of its event."""
        for file, (start, stop) in enumerate(pairwise(self._starts)):
            yield range(start, stop), file, self._event_numbers[file]

    def readings(self) -> Iterator[tuple[int, int, int, Mapping[str, Any]]]:
        """Yield the event number, the file number and the line of each reading, and the reading.

        `Any`: as in its file, as JSON types.
        """
        return ((self._event_numbers[reading[0]], *reading) for reading in self._readings)

    # What is known of a record

    def file(self, number: int) -> CoverageFile:
        """Return the file of a record."""
        return self._files[self.file_and_event(number)[0]]

    def file_and_event(self, number: int) -> tuple[int, int]:
        """Return the number of the file of a record and that of its event."""
        file = bisect_right(self._starts, number) - 1
        return file, self._event_numbers[file]

    def data(self, number: int) -> dict[str, Any]:
        """Return a record as in its file, as JSON types (hence `Any`)."""
        data: dict[str, Any] = self._decode(self.rows[number][-1])
        return data

    def noted_as(self, name: str) -> Iterator[int]:
        """Yield the numbers of the records that are noted under `name` and not set aside."""
        return (number for number in self.noted.get(name, ()) if number not in self.aside)

    def remarks(self) -> Iterator[tuple[str, list[tuple[int, int, dict[str, Any]]]]]:
        """Yield the id of each remark, and of each of its statements number, event and JSON types.

        A statement by an unnamed speaker is a remark of its own, whatever the record declares:
        nobody can know that the senior officials of two sources are the same person.
        """
        remarks: dict[tuple[int, str, int | None], list[tuple[int, int, dict[str, Any]]]] = {}
        for number in self.noted_as("remark"):
            quote, (_, event) = self.data(number), self.file_and_event(number)
            own = number if self._is_by_unnamed(event, quote) else None
            key = (event, quote["remark"], own)
            remarks.setdefault(key, []).append((number, event, quote))
        for (_, remark, _), statements in remarks.items():
            yield remark, statements

    def _is_by_unnamed(self, event: int, quote: Mapping[str, Any]) -> bool:
        ids = (quote["speaker"], *quote.get("joint_speakers", ()))
        numbers = (self.number(event, "speakers", id) for id in ids)
        return any(
            self.data(number).get("naming") == "unnamed" for number in numbers if number is not None
        )

    def number(self, event: int, kind: Kind, id: str) -> int | None:
        """Return the number of a record by that of its event, its kind and its id, or None."""
        return self._addresses(event, are_quotes=kind == "quotes").get((KINDS.index(kind), id))

    def _record(self, event: int, kind: Kind, id: str) -> Record | None:
        number = self.number(event, kind, id)
        return None if number is None else record_from(kind, self.data(number))

    def _find_addresses(self, event: int, *, are_quotes: bool) -> dict[tuple[int, str], int]:
        """Return the records of an event by kind and id, either its statements or all others."""
        addresses: dict[tuple[int, str], int] = {}
        for number in self.of_event(event):
            if (self.kinds[number] == QUOTES) is are_quotes:
                addresses[self.kinds[number], self.rows.first_column(number)] = number
        return addresses

    def of_event(self, event: int) -> Iterator[int]:
        """Yield the numbers of the records of an event that are not set aside."""
        for file in self._event_files.get(event, ()):
            for number in range(self._starts[file], self._starts[file + 1]):
                if number not in self.aside:
                    yield number

    # What others add to it

    def set_shared(self, name: str, number: int, value: object) -> None:
        """Set a record's combination in a field of `Shared`, one of those without ids."""
        known = self.shared[name]
        combination = known.setdefault(value, len(known))
        self.numbers[name] = _widened(self.numbers[name], len(known))
        self.numbers[name][number] = combination

    def add_terms(self, number: int, *terms: NewTerm) -> None:
        """Add terms to the combination of terms of one record."""
        self.set_shared("terms", number, (*self._own_terms(self.numbers["terms"][number]), *terms))

    def combinations(self, name: str) -> FolderCombinations | dict[Any, int]:
        """Return the combinations of a field of `Shared`, in the order of their numbers.

        Those of ids have the number of their folder before them; `Any`: as in `Shared`.
        """
        return self.in_folders[name] if name in self.in_folders else self.shared[name]

    def forget_shared(self, name: str) -> None:
        """Free what the combinations of a field take, once it is computed what they add."""
        self.shared.pop(name, None)
        self.in_folders.pop(name, None)
        self.numbers.pop(name, None)

    def _own_terms(self, number: int) -> tuple[NewTerm, ...]:
        if number >= len(self._own):
            self._own = list(self.shared["terms"])
        return self._own[number]

    def forget_rows(self) -> None:
        """Free what is known of each record but its combinations."""
        self.rows, self.kinds, self.lines = Spill(None), array("B"), array("I")

    def add_text(self, number: int, words: str = "", unshown: str = "") -> None:
        """Add normalized words, and tokens that no reader sees, to the document of a record."""
        before = self.added.get(number, ("", ""))
        self.added[number] = (before[0] + words, f"{before[1]} {unshown}")


def _widened(numbers: "array[int]", limit: int) -> "array[int]":
    """Return an array of the same numbers that has room for any below a limit."""
    typecode = typecode_below(limit)
    return numbers if typecode == numbers.typecode else array(typecode, numbers)
