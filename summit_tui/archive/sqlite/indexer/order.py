"""The order of records: duplicates are set aside, the rest get their docids and sort orders."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.related_columns import RelatedColumns
from summit_tui.archive.sqlite.indexer.staged import StagedRecords
from summit_tui.archive.sqlite.ranking import LAST, newest_first
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.archive.sqlite.term_postings import counts_of
from summit_tui.i18n import gettext_lazy
from summit_tui.model.kinds import KINDS
from summit_tui.model.problem import Problem

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose default order does not go event by event: newest first over all."""

_LAST: Final = (len(KINDS), 0, 0)
"""Sorts after the key of every record in the default order."""
_BY_NAME: Final = "SELECT rowid - 1 FROM named ORDER BY name = '', name, rowid"
_BY_GROUP: Final = {"date": "time", "speaker": "people", "source": "source"}
"""Sort orders, each with the group of facets whose combinations have its sort keys."""


def set_duplicates_aside(staged: StagedRecords) -> list[Problem]:
    """Set aside records whose address another one has already; return them as problems."""
    pairs = sorted(pair for event in staged.events for pair in _duplicates(staged, event))
    staged.aside.update(number for number, _ in pairs)
    return [_problem(staged, number, original) for number, original in pairs]


def _duplicates(staged: StagedRecords, event: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each duplicate, and that of the first record with its address."""
    # The hashes of a million addresses take a third of the memory that the addresses would.
    first: dict[int, int] = {}
    for number in staged.of_event(event):
        key = hash((staged.kinds[number], staged.rows.first_column(number)))
        original = first.setdefault(key, number)
        if original != number:
            yield number, original


def _problem(staged: StagedRecords, number: int, original: int) -> Problem:
    file, original_file = (staged.file(each).name for each in (number, original))
    return Problem(
        file,
        staged.lines[number],
        f"{KINDS[staged.kinds[number]]} {staged.rows[number][0]}",
        "E106",
        gettext_lazy(
            "the id is already taken in {file}:{line}; give this record another",
            file=original_file,
            line=str(staged.lines[original]),
        ),
    )


def order_documents(staged: StagedRecords) -> "array[int]":
    """Return the numbers of all records that are not set aside, in the default order.

    The index of a number in the array is the record's docid.
    """
    shared = staged.shared["sort_key"]
    ordinals = {key: ordinal for ordinal, key in enumerate(sorted(key or "" for key in shared))}
    sort_ordinals = [ordinals[key or ""] for key in shared]
    kinds = [DOCID_ORDER.index(kind) for kind in KINDS]
    keys: dict[tuple[int, int, int], int] = {}
    key_numbers = array("I")
    for span, _, event in staged.ranges():
        for number in span:
            kind = staged.kinds[number]
            of_event = 0 if kind in _ACROSS_EVENTS else event
            key = kinds[kind], of_event, sort_ordinals[staged.numbers["sort_key"][number]]
            key_numbers.append(keys.setdefault(_LAST if number in staged.aside else key, len(keys)))
    order = array("I", bytes(4 * len(key_numbers)))
    sorted_keys = {key: ordinal for ordinal, key in enumerate(sorted(keys))}
    key_ordinals = array("I", map(sorted_keys.__getitem__, keys))
    for number, ordinal in enumerate(_ordinals(key_numbers, key_ordinals)):
        order[ordinal] = number
    return order[: len(staged) - len(staged.aside)]


def write_orders(target: sqlite3.Connection, columns: RelatedColumns) -> None:
    """Write each record's ordinal in every sort order; equal keys keep the default order.

    The temporary table `named` has the normalized name of each record, by docid from 1 on.
    """
    for name, group in _BY_GROUP.items():
        as_key = newest_first if name == "date" else _empty_last
        key_ordinals = _sorted_by_sqlite(target, map(as_key, columns.sort_keys(group)))
        _write(target, name, _ordinals(columns.numbers[group], key_ordinals))
    ordinals = array("I", bytes(4 * columns.facets.records))
    for ordinal, (docid,) in enumerate(target.execute(_BY_NAME)):
        ordinals[docid] = ordinal
    target.execute("DROP TABLE named")
    _write(target, "name", ordinals)


def _empty_last(key: str) -> str:
    return key or LAST


def _sorted_by_sqlite(target: sqlite3.Connection, keys: Iterable[str]) -> "array[int]":
    """Return the ordinal of each key among all different ones.

    There are as many keys as speakers; in memory they would take a tenth of all that is used.
    """
    target.execute("CREATE TEMP TABLE sort_key (number INTEGER PRIMARY KEY, key TEXT NOT NULL)")
    target.executemany("INSERT INTO sort_key VALUES(?, ?)", enumerate(keys))
    ((size,),) = target.execute("SELECT count(*) FROM sort_key")
    ordinals, ordinal, before = array("I", bytes(4 * size)), -1, None
    for number, key in target.execute("SELECT number, key FROM sort_key ORDER BY key"):
        ordinal += key != before
        ordinals[number], before = ordinal, key
    target.execute("DROP TABLE sort_key")
    return ordinals


def _ordinals(numbers: Sequence[int], key_ordinals: Sequence[int]) -> "array[int]":
    """Return each record's ordinal in the order of keys; `numbers` are indexes into these.

    A counting sort (Seward 1954): there are few distinct keys among many records.
    """
    sizes = counts_of(map(key_ordinals.__getitem__, numbers), max(key_ordinals, default=-1) + 1)
    next_ordinal = array("I", accumulate(sizes, initial=0))
    ordinals = array("I")
    for key_ordinal in map(key_ordinals.__getitem__, numbers):
        ordinals.append(next_ordinal[key_ordinal])
        next_ordinal[key_ordinal] += 1
    return ordinals


def _write(target: sqlite3.Connection, name: str, ordinals: "array[int]") -> None:
    packed = ordinals.tobytes()
    row = (name, packed, checksum(packed, name))
    target.execute("INSERT INTO sort_order VALUES(?, ?, ?)", row)
