"""The order of records: duplicates are set aside, the rest get their docids and sort orders."""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.facet_writer import FacetColumns
from summit_tui.archive.sqlite.ranking import LAST, newest_first
from summit_tui.archive.sqlite.schema import DOCID_ORDER
from summit_tui.i18n import gettext
from summit_tui.model.kinds import KINDS
from summit_tui.model.problem import Problem

_ACROSS_EVENTS: Final = (KINDS.index("quotes"), KINDS.index("sources"))
"""Kinds whose default order does not go event by event: newest first over all."""

_BY_GROUP: Final = {"date": "time", "speaker": "people", "source": "source"}
"""Orders by what records share, each with the group of facets that has its sort keys."""

_DUPLICATES: Final = """
SELECT duplicate.number, duplicate.kind, duplicate.id, duplicate_file.name, duplicate.line,
    original_file.name, original.line
FROM (
    SELECT event, kind, id, min(number) AS first FROM staged_record
    GROUP BY event, kind, id HAVING count(*) > 1
) same
JOIN staged_record duplicate
    ON (duplicate.event, duplicate.kind, duplicate.id) = (same.event, same.kind, same.id)
JOIN staged_record original ON original.number = same.first
JOIN file duplicate_file ON duplicate_file.number = duplicate.file
JOIN file original_file ON original_file.number = original.file
WHERE duplicate.number <> same.first ORDER BY duplicate.number
"""
_DEFAULT_ORDER: Final = """
CREATE TEMP TABLE document_order AS SELECT number FROM staged_record
ORDER BY kind <> ?, kind, CASE WHEN kind IN (?, ?) THEN 0 ELSE event END, sort_key, number
"""
_BY_NAME: Final = """
SELECT document_order.rowid - 1 FROM document_order CROSS JOIN staged_text USING (number)
ORDER BY name = '', name, document_order.rowid
"""


def set_duplicates_aside(target: sqlite3.Connection) -> list[Problem]:
    """Remove records whose address another one has already; return them as problems."""
    target.execute("CREATE INDEX temp.staged_address ON staged_record (event, kind, id)")
    duplicates = target.execute(_DUPLICATES).fetchall()
    target.executemany(
        "DELETE FROM staged_record WHERE number = ?", ((number,) for number, *_ in duplicates)
    )
    return [
        Problem(
            file,
            line,
            f"{KINDS[kind]} {id}",
            "E106",
            gettext(
                "the id is already taken in {file}:{line}; give this record another",
                file=original_file,
                line=str(original_line),
            ),
        )
        for _, kind, id, file, line, original_file, original_line in duplicates
    ]


def order_documents(target: sqlite3.Connection) -> None:
    """Write the default order of all staged records to the table `document_order`.

    A record's docid is one less than the rowid there.
    """
    target.execute(_DEFAULT_ORDER, (KINDS.index(DOCID_ORDER[0]), *_ACROSS_EVENTS))


def write_orders(target: sqlite3.Connection, columns: FacetColumns) -> None:
    """Write each record's ordinal in every sort order, equals in the default order."""
    for name, group in _BY_GROUP.items():
        keys = [key or LAST for key in columns.sort_keys[group]]
        if name == "date":
            keys = list(map(newest_first, columns.sort_keys[group]))
        _write(target, name, _ordinals(columns.numbers(group), keys))
    ordinals = array("I", bytes(4 * columns.records))
    for ordinal, (docid,) in enumerate(target.execute(_BY_NAME)):
        ordinals[docid] = ordinal
    _write(target, "name", ordinals)


def _ordinals(numbers: Sequence[int], keys: Sequence[str]) -> "array[int]":
    """Return each record's ordinal in the order of keys; `numbers` has the record's key by index.

    A counting sort (Seward 1954): there are few distinct keys among many records.
    """
    order = {key: ordinal for ordinal, key in enumerate(sorted(set(keys)))}
    key_ordinals = array("I", map(order.__getitem__, keys))
    sizes = [0] * len(order)
    for number, size in Counter(numbers).items():
        sizes[key_ordinals[number]] += size
    next_ordinal = list(accumulate(sizes, initial=0))
    ordinals = array("I")
    for key_ordinal in map(key_ordinals.__getitem__, numbers):
        ordinals.append(next_ordinal[key_ordinal])
        next_ordinal[key_ordinal] += 1
    return ordinals


def _write(target: sqlite3.Connection, name: str, ordinals: "array[int]") -> None:
    row = (name, ordinals.tobytes(), checksum(ordinals.tobytes(), name))
    target.execute("INSERT INTO sort_order VALUES(?, ?, ?)", row)
