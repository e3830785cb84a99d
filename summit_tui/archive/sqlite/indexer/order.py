"""The order of records: duplicates are set aside, the rest get their docids and sort orders."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from summit_tui.archive.sqlite.indexer.related_columns import RelatedColumns
from summit_tui.archive.sqlite.indexer.staged import StagedRecords
from summit_tui.archive.sqlite.ranking import LAST, newest_first
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.archive.sqlite.sort_orders import BY_NAME, BY_TEXT, RANKED_BY_GROUP, write_order
from summit_tui.archive.sqlite.term_postings import counting_sort
from summit_tui.i18n import gettext_lazy
from summit_tui.model.kinds import KINDS
from summit_tui.model.problem import Problem

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose default order does not go event by event: newest first over all."""

_LAST: Final = (len(KINDS), 0, 0)
"""Sorts after the key of every record in the default order."""

WAITING: Final = """
CREATE TEMP TABLE worded (docid INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TEMP TABLE named (number INTEGER NOT NULL, docid INTEGER NOT NULL, key TEXT NOT NULL);
"""
"""The keys of texts and names, until all are there: of names by the number of the order."""
_TEXTS: Final = "SELECT docid FROM worded ORDER BY key = '', key, docid"
_NAMES: Final = "SELECT docid FROM named WHERE number = ? ORDER BY key = '', key, docid"


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
    sorted_keys = {key: ordinal for ordinal, key in enumerate(sorted(keys))}
    key_ordinals = array("I", map(sorted_keys.__getitem__, keys))
    of_records = array("I", map(key_ordinals.__getitem__, key_numbers))
    order, _ = counting_sort(of_records, range(len(of_records)), len(keys))
    return order[: len(staged) - len(staged.aside)]


def add_named(target: sqlite3.Connection, first: int, keys: Iterable[Sequence[str]]) -> None:
    """Add the keys by which records from the docid `first` on are sorted by name or text.

    A statement has a single key, any other record one for each order of `BY_NAME`.
    """
    texts: list[tuple[int, str]] = []
    names: list[tuple[int, int, str]] = []
    for docid, of_record in enumerate(keys, first):
        if len(of_record) == 1:
            texts.append((docid, of_record[0]))
        else:
            names += ((number, docid, key) for number, key in enumerate(of_record))
    target.executemany("INSERT INTO worded VALUES(?, ?)", texts)
    target.executemany("INSERT INTO named VALUES(?, ?, ?)", names)


def write_orders(target: sqlite3.Connection, columns: RelatedColumns) -> None:
    """Write the ranks of combinations and the ordinals of records in every sort order.

    Equal keys keep the default order. The tables of `WAITING` are dropped.
    """
    facets = columns.facets
    for group, orders in RANKED_BY_GROUP.items():
        as_key = newest_first if group == "time" else _empty_last
        for number, order in enumerate(orders):
            ranks = _ranks(target, map(as_key, columns.sort_keys(group, number)))
            of_codes = map(ranks.__getitem__, facets.combinations[group])
            write_order(target, order, array("I", of_codes))
    write_order(target, BY_TEXT, _ordinals_of(target.execute(_TEXTS), 0, facets.statements))
    others = facets.records - facets.statements
    for number, order in enumerate(BY_NAME):
        docids = target.execute(_NAMES, (number,))
        write_order(target, order, _ordinals_of(docids, facets.statements, others))
    target.executescript("DROP TABLE worded; DROP TABLE named")


def _empty_last(key: str) -> str:
    return key or LAST


def _ranks(target: sqlite3.Connection, keys: Iterable[str]) -> "array[int]":
    """Return the position of each key among all distinct ones in their order.

    There are as many keys as speakers; in memory they would take a tenth of all that is used.
    """
    target.execute("CREATE TEMP TABLE sort_key (number INTEGER PRIMARY KEY, key TEXT NOT NULL)")
    target.executemany("INSERT INTO sort_key VALUES(?, ?)", enumerate(keys))
    ((size,),) = target.execute("SELECT count(*) FROM sort_key")
    ranks, rank, before = array("I", bytes(4 * size)), -1, None
    for number, key in target.execute("SELECT number, key FROM sort_key ORDER BY key"):
        rank += key != before
        ranks[number], before = rank, key
    target.execute("DROP TABLE sort_key")
    return ranks


def _ordinals_of(rows: Iterable[tuple[int]], first: int, count: int) -> "array[int]":
    """Return the ordinals of records whose docids come in their order, from the docid `first`."""
    ordinals = array("I", bytes(4 * count))
    for ordinal, (docid,) in enumerate(rows):
        ordinals[docid - first] = ordinal
    return ordinals
