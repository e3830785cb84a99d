"""Bibliographies in a citation style such as APA, for those who installed the extra `citations`."""

from collections.abc import Iterable
from importlib import import_module
from json import loads

from summit_tui.archive import Entry
from summit_tui.controls import one_line
from summit_tui.wording import words


def bibliography(style: str, entries: Iterable[Entry]) -> list[str]:
    """Return the sources of the entries in a style, one a line, in the style's own order.

    `style` is a name in the CSL repository, such as `apa` or `chicago-author-date`, or the path of
    a `.csl` file. Raises `ModuleNotFoundError` without the extra, `ValueError` for a style that is
    not there.
    """
    # The library has no types; imported by name it is `Any`, whether or not it is installed.
    citeproc = import_module("citeproc")
    source = import_module("citeproc.source.json")
    try:
        # Validating takes longer than all the rest, and a style is not ours to mend.
        csl_style = citeproc.CitationStylesStyle(style, validate=False)
    except Exception as error:  # its own, lxml's or that of the package of styles
        raise ValueError(f"The citation style {style!r} is not there or cannot be read.") from error
    items = loads("".join(words("csl", entries)))
    document = citeproc.CitationStylesBibliography(
        csl_style, source.CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        document.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    document.sort()
    return [one_line(str(line)) for line in document.bibliography()]
