"""A table (RFC 4180), one record a line, safe to open in a spreadsheet.

A file of it begins with a byte order mark: without one Excel takes UTF-8 for an older encoding, and
shows Chinese as garbage. A copy and a pipe have none.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import attribution
from summit_tui.attribution.memo import memoize_by_id
from summit_tui.attribution.names import name_of, unnamed_label
from summit_tui.attribution.publications import Publication, publications
from summit_tui.attribution.summary import summarize
from summit_tui.model.records import Session, participations
from summit_tui.model.text import one_line

COLUMNS: Final = (
    "address",
    "kind",
    "event",
    "name",
    "text",
    "mode",
    "speaker",
    "role",
    "occasion",
    "date",
    "reported_by",
    "language",
    "translated_from",
    "topics",
    "source",
    "publisher",
    "published",
    "url",
)
"""The columns, the same for every record; what a record does not have is empty."""

# A spreadsheet takes such a cell for a formula; full-width forms count as well (OWASP, CSV
# Injection). An apostrophe makes it text.
_FORMULA: Final = frozenset("=+-@＝＋－＠")


def write_csv(entries: Iterable[Entry], language: str | None) -> Iterator[str]:
    """Yield the heading and one line for each record."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = _statement(entry, language) if entry.address.kind == "quotes" else _card(entry)
        row = map(cells.get, COLUMNS)
        # A cell is on one line, and so begins with no white space.
        writer.writerow([f"'{cell}" if cell and cell[0] in _FORMULA else cell for cell in row])
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _placed(entry: Entry) -> dict[str, str | None]:
    address = entry.address
    return {"address": str(address), "kind": address.kind, "event": address.event}


def _statement(entry: Entry, language: str | None) -> dict[str, str | None]:
    parts = attribution(entry, language)
    original = parts.original_language or "not stated"
    return (
        _placed(entry)
        | _cited(parts.source)
        | {
            "text": parts.text,
            "mode": parts.mode,
            "speaker": str(parts.speaker),
            "role": parts.capacity,
            "occasion": parts.occasion,
            "date": parts.day,
            "reported_by": parts.reported_by,
            "language": parts.language,
            "translated_from": original if parts.translated else None,
            "topics": _topics(entry),
        }
    )


def _card(entry: Entry) -> dict[str, str | None]:
    facts = summarize(entry)
    record = entry.record
    known = dict(facts.facts)
    cells = _placed(entry) | _published(publications(entry))
    cells |= {
        "name": str(facts.heading),
        "text": known.get("Summary"),
        "language": getattr(record, "language", None),
        "topics": _topics(entry),
    }
    if isinstance(record, Session):
        cells["speaker"] = "; ".join(_speaker(entry, one.speaker) for one in participations(record))
    start = getattr(record, "start", None)
    cells["date"] = getattr(record, "date", None) or (start[:10] if start else None)
    return cells


def _topics(entry: Entry) -> str:
    return one_line("; ".join(getattr(entry.record, "topics", ())))


def _speaker(entry: Entry, id: str) -> str:
    speaker = entry.link("speakers", id)
    return str(name_of(speaker.name, speaker.names) if speaker else unnamed_label("speakers", id))


@memoize_by_id
def _cited(source: Publication) -> dict[str, str | None]:
    return _published((source,))


def _published(sources: tuple[Publication, ...]) -> dict[str, str | None]:
    return {
        "source": "; ".join(one.title for one in sources),
        "publisher": "; ".join(one.publisher for one in sources if one.publisher),
        "published": "; ".join(one.published for one in sources if one.published),
        "url": "; ".join(one.web or one.url for one in sources if one.url),
    }
