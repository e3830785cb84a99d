"""Writes how records belong together beyond their references.

That is: statements of one remark in several sources, editions of one person or organization in
several events, and fields in which sources disagree.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.sqlite.checksums import checksum
from summit_tui.archive.sqlite.indexer.staged import QUOTES, StagedRecords
from summit_tui.archive.variance import highest_count, variance
from summit_tui.model.fields import primary_language
from summit_tui.model.kinds import KINDS, Kind, resolve_address
from summit_tui.model.reading import Reading
from summit_tui.model.rebuild import reading_from

_INSERT_DISAGREEMENT: Final = "INSERT INTO disagreement VALUES(?, ?, ?, ?, ?, ?)"
_DOCID: Final = "SELECT docid FROM record WHERE id = ? AND event = ? AND kind = ?"

RecordKey = tuple[int, int, str]
"""The number of a record's event and of its kind, and its id."""


def write_relations(target: sqlite3.Connection, staged: StagedRecords) -> None:
    """Write all relations. Every record must be in `record` already, as rows refer to docids."""
    for _, statements in staged.remarks():
        rows = (
            (_docid(target, quote["id"], event, QUOTES), quote) for _, event, quote in statements
        )
        _write_remark(target, sorted(rows, key=itemgetter(0)))
    _write_disagreements(target)
    for number in staged.noted_as("same_as"):
        _, event = staged.file_and_event(number)
        kind = KINDS[staged.kinds[number]]
        _write_same_as(target, staged.events[event], kind, staged.data(number))


def _docid(target: sqlite3.Connection, id: str, event: int, kind: int) -> int:
    """Return the docid of a record, which must be in `record`."""
    (docid,) = target.execute(_DOCID, (id, event, kind)).fetchone()
    return int(docid)


def _write_remark(
    target: sqlite3.Connection, statements: Sequence[tuple[int, Mapping[str, Any]]]
) -> None:
    """Write a remark; `statements` are pairs of a docid and the statement as JSON types."""
    first, sources = statements[0][0], len({data["source"] for _, data in statements})
    rows = [
        (docid, first, sources, checksum(b"", docid, first, sources)) for docid, _ in statements
    ]
    target.executemany("INSERT INTO remark VALUES(?, ?, ?, ?)", rows)
    variants = _wording_count([data for _, data in statements])
    if variants > 1:
        row = (first, "remark", variants, 0, sources)
        target.execute(_INSERT_DISAGREEMENT, (*row, checksum(b"", *row)))


def _write_same_as(
    target: sqlite3.Connection, event: str, kind: Kind, data: Mapping[str, Any]
) -> None:
    """Write which records of its kind a record declares to be the same as itself."""
    for other in (resolve_address(text, event) for text in data["same_as"]):
        if other.kind == kind:
            row = (event, KINDS.index(kind), data["id"], other.event, other.id)
            target.execute(
                "INSERT INTO same_as VALUES(?, ?, ?, ?, ?, ?)", (*row, checksum(b"", *row))
            )


def _write_disagreements(target: sqlite3.Connection) -> None:
    """Write the fields in which sources disagree."""
    fields: dict[tuple[RecordKey, str], list[Reading]] = {}
    rows = target.execute(
        "SELECT event.number, kind, reading.id, data FROM reading "
        "JOIN event ON event.id = reading.event ORDER BY reading.number"
    )
    for event, kind, id, text in rows:
        reading = reading_from(json.loads(text))
        fields.setdefault(((event, kind, id), reading.field), []).append(reading)
    for ((event, kind, id), field), readings in fields.items():
        difference = variance(readings)
        record = target.execute(_DOCID, (id, event, kind)).fetchone()
        if difference.values > 1 and record:
            sources = len({reading.source for reading in readings})
            row = (*record, field, *difference, sources)
            target.execute(_INSERT_DISAGREEMENT, (*row, checksum(b"", *row)))


def _wording_count(statements: Sequence[Mapping[str, Any]]) -> int:
    """Return how many wordings of a remark the sources have; 1 where they agree.

    `Any`: values of a statement as JSON types. Wordings in different languages are not compared,
    only whether they are direct speech.
    """
    modes = {quote["mode"] for quote in statements}
    texts = {
        (primary_language(quote.get("language")), quote["mode"], normalize(quote["text"]))
        for quote in statements
    }
    return max(len(modes), highest_count(language for language, _, _ in texts))
