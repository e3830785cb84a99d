"""Bibliographies as EndNote and library catalogues tag them (.enw, after refer): sources.

A line is `%`, a sign, a blank and a value; `%0` begins a reference; lines without a tag continue
the value before them. The tags are those of RIS under other names.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import Imported, ImportOptions
from summit_tui.importers.references import imported_references
from summit_tui.importers.tagged import Tags, reference

_LINE: Final = re.compile(r"%(?P<sign>\S) (?P<value>.*)")
_BEGIN: Final = re.compile(r"^%0 [A-Z]", re.MULTILINE)
_TYPE: Final = "%0"
_TYPES: Final[Mapping[str, str]] = {
    "newspaper article": "NEWS",
    "magazine article": "MGZN",
    "journal article": "JOUR",
    "electronic article": "EJOUR",
    "blog": "BLOG",
    "book section": "CHAP",
    "encyclopedia": "ENCYC",
    "conference proceedings": "CONF",
    "conference paper": "CPAPER",
    "report": "RPRT",
    "press release": "PRESS",
}
"""The types of RIS by their names in EndNote; any other says nothing of a source here."""
_TAGS: Final[Mapping[str, str]] = {
    "%A": "AU",
    "%T": "TI",
    "%B": "T2",
    "%J": "JO",
    "%I": "PB",
    "%D": "PY",
    "%8": "DA",
    "%[": "Y2",
    "%U": "UR",
    "%R": "DO",
    "%G": "LA",
    "%P": "SP",
    "%F": "ID",
    "%9": "M3",
}
"""The tags of RIS by their names here."""


def recognise(document: Document) -> str | None:
    """Return by what a file is tagged as EndNote does."""
    if _BEGIN.search(document.head):
        return gettext("how its references begin (%0)")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the sources of a bibliography."""
    blocks = _blocks(document.text.splitlines())
    return imported_references([reference(tags, number) for number, tags in blocks])


def _blocks(lines: list[str]) -> Iterator[tuple[int, Tags]]:
    """Yield the tags of each reference, as RIS names them, with its line."""
    tags: Tags | None = None
    begin, values = 0, list[str]()
    for number, printed in enumerate(lines, 1):
        match = _LINE.match(printed)
        tag = f"%{match['sign']}" if match else ""
        value = match["value"].strip() if match else printed.strip()
        if tag == _TYPE:
            if tags is not None:
                yield begin, tags
            tags, begin = {"TY": [_TYPES.get(value.casefold(), value)]}, number
            values = tags["TY"]
        elif tag and tags is not None:
            values = tags.setdefault(_TAGS.get(tag, tag), [])
            values.append(value)
        elif value and values:
            values[-1] += f" {value}"
    if tags is not None:
        yield begin, tags
