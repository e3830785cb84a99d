"""CSL-JSON: the sources of the records, for reference managers and citation processors.

Types and variables are those of the Citation Style Language 1.0.2.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from summit_tui.archive import Entry
from summit_tui.citations import Name
from summit_tui.citations.item import TYPES_ELSEWHERE, creators
from summit_tui.formats.cited import CitedSource, cited_sources, notes_of, opened_address
from summit_tui.formats.data import without_controls
from summit_tui.model.json_text import dump_json

_CONTAINED: Final = ("article-newspaper", "post", "webpage")
"""Types that a newspaper or a website contains; everything else has a publisher."""


def write_csl(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list of items, each source once."""
    start = "[\n"
    for source in cited_sources(entries):
        yield start + dump_json(item_of(source))
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


# `Any`: CSL's variables are text, names or dates.
def item_of(source: CitedSource) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    item: dict[str, Any] = without_controls(_variables(source))
    return item


def _variables(source: CitedSource) -> dict[str, Any]:
    publication, item = source.publication, source.item
    if not publication.known:
        note = publication.missing_sentence
        return {"id": publication.key, "type": "document", "note": note}
    type_ = TYPES_ELSEWHERE[item.type].csl or ("webpage" if publication.web else "document")
    container = item.publisher if type_ in _CONTAINED else item.programme
    values: dict[str, Any] = {
        "id": publication.key,
        "type": type_,
        "genre": item.genre,
        "title": item.title,
        "author": _names(creators(item)),
        "interviewer": _names(item.interviewers),
        "translator": _names(item.translators),
        "container-title": container,
        "publisher": "" if type_ in _CONTAINED else item.publisher,
        "original-publisher": item.syndicated_from,
        "event-title": item.event_title,
        "event-date": _date(item.event_date),
        "event-place": item.event_place,
        "issued": _date(item.issued),
        "accessed": _date(item.retrieved),
        "medium": item.medium,
        "dimensions": item.duration,
        "number": item.number,
        "page": item.page,
        "URL": opened_address(item),
        "archive": item.archive,
        "archive_location": item.archived_at,
        "language": item.language,
        "note": "\n".join(notes_of(item)),
    }
    return {variable: value for variable, value in values.items() if value}


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    """Return names in the parts that the record gives; whatever it gives whole stays whole."""
    parts = (
        {"literal": name.literal}
        if name.literal
        else {"family": name.family, "given": name.given, "suffix": name.suffix}
        for name in names
    )
    return [{part: text for part, text in name.items() if text} for name in parts]


def _date(day: str) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
