"""CSL-JSON: the sources of the records, for reference managers and citation processors.

Types and variables are those of the Citation Style Language 1.0.2.
"""

from collections.abc import Iterable, Iterator
from json import dumps
from typing import Any

from summit_tui.archive import Entry
from summit_tui.wording.filed import clean
from summit_tui.wording.sources import Publication, cited


def words(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list of items, each source once."""
    start = "[\n"
    for one in cited(entries):
        yield start + dumps(item_of(one), ensure_ascii=False, indent=2)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


# `Any`: CSL's variables are text, names or dates.
def item_of(one: Publication) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    item: dict[str, Any] = clean(_variables(one))
    return item


def _variables(one: Publication) -> dict[str, Any]:
    if not one.known:
        note = f"{one.title} is not in the coverage"
        return {"id": one.key, "type": "document", "note": note}
    # A page or a newspaper contains the item; everything else has a publisher.
    published_in = {"webpage": "container-title", "article-newspaper": "container-title"}
    type_ = _type(one)
    values: dict[str, Any] = {
        "id": one.key,
        "type": type_,
        "genre": one.kind,
        "title": one.title,
        # Which part of a name is the family's is not known, so no name is split.
        "author": [{"literal": one.author}] if one.author else None,
        published_in.get(type_, "publisher"): one.publisher,
        "issued": _date(one.published),
        "accessed": _date(one.retrieved),
        "URL": one.web or one.url,
        "language": one.language,
    }
    return {variable: value for variable, value in values.items() if value}


def _type(one: Publication) -> str:
    match one.kind:
        case "news":
            return "article-newspaper"
        case "transcript":
            return "speech"
    return "webpage" if one.web else "document"


def _date(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None
