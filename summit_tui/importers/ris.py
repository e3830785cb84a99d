"""Bibliographies as RIS, from EndNote, Zotero and others: sources.

A line is a tag of two characters, two blanks, a hyphen and a value; `TY` begins a reference and
`ER` ends it. Lines without a tag continue the value before them, or stand outside and mean nothing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import FileProblem, Imported, ImportOptions
from summit_tui.importers.references import imported_references
from summit_tui.importers.tagged import Tags, reference

_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_BEGIN: Final = re.compile(r"^TY  ?- ?[A-Z]", re.MULTILINE)


def recognise(document: Document) -> str | None:
    """Return by what a file is RIS."""
    if _BEGIN.search(document.head) and not document.looks_like_json:
        return gettext("how its references begin (TY)")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the sources of a bibliography."""
    problems: list[FileProblem] = []
    blocks = list(_blocks(document.text, problems))
    return imported_references([reference(tags, number) for number, tags in blocks], problems)


def _blocks(text: str, problems: list[FileProblem]) -> Iterator[tuple[int, Tags]]:
    """Yield the tags of each reference with its line; what has no end counts up to the next."""
    tags: dict[str, list[list[str]]] | None = None
    values: list[str] = []
    begin = outside = 0
    for number, printed in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        match = _LINE.match(printed.strip())
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", printed.strip())
        if tag == "TY":
            if tags is not None:
                problems.append(FileProblem(begin, gettext("the reference has no end (ER)")))
                yield begin, _joined(tags)
            values = [value]
            tags, begin = {"TY": [values]}, number
        elif tags is None:
            outside += bool(value)
        elif tag == "ER":
            yield begin, _joined(tags)
            tags = None
        elif tag:
            values = [value]
            tags.setdefault(tag, []).append(values)
        elif value:
            values.append(value)
    if tags is not None:
        message = gettext("the reference has no end (ER); the file may be cut off")
        problems.append(FileProblem(begin, message))
        yield begin, _joined(tags)
    if outside:
        template = "{number} line stands outside the references and is left out"
        plural = "{number} lines stand outside the references and are left out"
        problems.append(FileProblem(0, ngettext(template, plural, outside)))


def _joined(tags: Mapping[str, list[list[str]]]) -> Tags:
    """Return the values of each tag, the lines of each joined."""
    return {tag: [" ".join(lines) for lines in values] for tag, values in tags.items()}
