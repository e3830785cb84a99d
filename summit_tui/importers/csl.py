"""Bibliographies as CSL-JSON, from Zotero and others (CSL 1.0.2): sources."""

from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.citations.item import TYPES_ELSEWHERE
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.fields import Fields, first_line, line, line_of_first, mapping, objects
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.references import (
    Reference,
    day_from,
    day_printed,
    imported_references,
    own_fields,
    person,
)
from summit_tui.model.fields import SourceKind

_KINDS: Final[Mapping[str, SourceKind]] = {
    row.csl: row.kind for row in TYPES_ELSEWHERE.values() if row.csl and row.kind
}
"""Types that are a kind of source."""
_TYPES: Final = frozenset(
    (
        *("article", "article-journal", "article-magazine", "bill", "book", "chapter", "dataset"),
        *("document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "graphic"),
        *(
            "hearing",
            "legal_case",
            "legislation",
            "manuscript",
            "map",
            "motion_picture",
            "pamphlet",
        ),
        *("paper-conference", "patent", "performance", "periodical", "personal_communication"),
        *("post-weblog", "regulation", "review", "review-book", "software", "song", "standard"),
        *("thesis", "treaty", "webpage", "collection", "classic", "figure", "musical_score"),
        *_KINDS,
    )
)
_MARKS: Final = ("title", "issued", "DOI", "URL", "container-title", "author", "accessed")
"""Variables of which an item has at least one."""
_PLACED: Final = (
    *("id", "type", "title", "author", "interviewer", "container-title", "publisher", "issued"),
    *("accessed", "URL", "DOI", "language", "genre", "medium", "dimensions", "number", "page"),
    *("event-title", "event", "event-place", "event-date", "original-publisher", "citation-key"),
    *("translator", "archive", "archive_location"),
)
"""Variables that have a place in a source."""


def recognise(document: Document) -> str | None:
    """Return by what a file is CSL-JSON."""
    for item in _items(document.json_or_none):
        is_crossref = "DOI" in item and isinstance(item.get("title"), list)
        is_known = line(item.get("type")) in _TYPES or is_crossref
        if is_known and any(name in item for name in _MARKS):
            return gettext("the types and variables of its items")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the sources of a bibliography."""
    return imported_references(map(_reference, _items(document.json)))


def _items(data: object) -> Iterator[Fields]:
    """Yield the items of a list, of an object that holds one, or an item alone."""
    if isinstance(data, Mapping):
        data = mapping(data.get("message")) or data  # Crossref's answer
        data = data["items"] if isinstance(data.get("items"), list) else [data]
    yield from objects(data)


def _reference(item: Fields) -> Reference:
    type_ = line(item.get("type"))
    doi = line(item.get("DOI"))
    container = line_of_first(item.get("container-title"))
    issued = _day(item.get("issued"))
    is_undated = not issued and isinstance(item.get("issued"), str)
    is_broadcast = type_ == "broadcast"
    return Reference(
        key=first_line(item, "id", "citation-key"),
        kind=_KINDS.get(type_),
        title=line_of_first(item.get("title")),
        container="" if is_broadcast else container,
        programme=container if is_broadcast else "",
        publisher=line(item.get("publisher")),
        authors=_names(item.get("author")),
        interviewers=_names(item.get("interviewer")),
        translators=_names(item.get("translator")),
        archived_at=line(item.get("archive_location")),
        issued=issued,
        accessed=_day(item.get("accessed")),
        url=line(item.get("URL")) or (f"https://doi.org/{doi}" if doi else ""),
        language=line(item.get("language")),
        genre=line(item.get("genre")),
        medium=line(item.get("medium")),
        duration=line(item.get("dimensions")),
        number=line(item.get("number")),
        page=line(item.get("page")),
        event_title=first_line(item, "event-title", "event"),
        event_place=line(item.get("event-place")),
        event_date=_day(item.get("event-date")),
        original_publisher=line(item.get("original-publisher")),
        others=(*own_fields(item, _PLACED), *(("issued",) if is_undated else ())),
    )


def _names(names: object) -> tuple[Mapping[str, str], ...]:
    """Return names in their parts; whatever is given whole stays whole."""
    return tuple(filter(None, map(_name, names))) if isinstance(names, list) else ()


def _name(value: object) -> dict[str, str]:
    name = mapping(value) or {"literal": value}
    literal = line(name.get("literal"))
    family = " ".join(
        filter(None, (line(name.get("non-dropping-particle")), line(name.get("family"))))
    )
    given = " ".join(filter(None, (line(name.get("given")), line(name.get("dropping-particle")))))
    if literal or not family:
        whole = literal or given
        return {"name": whole} if whole else {}
    return person(family, given, line(name.get("suffix")))


def _day(value: object) -> str:
    """Return a date variable as far as it is known: in parts, or raw."""
    date = mapping(value)
    parts = date.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        return day_from(*first[:3])
    if "year" in date:
        return day_from(date.get("year"), date.get("month"), date.get("day"))
    return day_printed(first_line(date, "raw", "literal") or line(value))
