"""Bibliographies as RIS, from EndNote, Zotero and others: sources.

A line is a tag of two characters, two blanks, a hyphen and a value; `TY` begins a reference and
`ER` ends it. Lines without a tag continue the value before them, or stand outside and mean nothing.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from summit_tui.citations.item import TYPES_ELSEWHERE
from summit_tui.i18n import gettext, ngettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import FileProblem, Imported, ImportOptions
from summit_tui.importers.references import (
    Reference,
    day_in,
    imported_references,
    is_own_key,
    own_fields,
    own_notes,
    person,
)
from summit_tui.importers.values import known, record_line
from summit_tui.model.fields import SourceKind

_LINE: Final = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?$")
_BEGIN: Final = re.compile(r"^TY  ?- ?[A-Z]", re.MULTILINE)
_KINDS: Final[Mapping[str, SourceKind]] = {
    **{row.ris: row.kind for row in TYPES_ELSEWHERE.values() if row.ris and row.kind},
    "PRESS": "press release",
}
"""Types that are a kind of source."""
_CONTAINED: Final = (
    "NEWS",
    "MGZN",
    "JOUR",
    "JFULL",
    "EJOUR",
    "BLOG",
    "ENCYC",
    "CHAP",
    "CONF",
    "CPAPER",
)
"""Types whose second title is that of what they stand in."""
_PLACED: Final = (
    *("TY", "ID", "TI", "T1", "JO", "JF", "JA", "JF", "AU", "A1", "PB", "PY", "Y1", "DA"),
    *("Y2", "UR", "DO", "LA", "M3", "SP"),
)
"""Tags that have a place in a source."""

_OWN: Final = ("M1", "CY", "T2", "A4", "L2", "N1")
"""Tags that say number, town and title of an occasion, translators, the address of a copy in an
archive and what has no tag where we wrote them, else other things."""

_Tags = dict[str, list[str]]
"""The values of each tag of a reference."""


def recognise(document: Document) -> str | None:
    """Return by what a file is RIS."""
    if _BEGIN.search(document.head) and not document.looks_like_json:
        return gettext("how its references begin (TY)")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the sources of a bibliography."""
    problems: list[FileProblem] = []
    blocks = list(_blocks(document.text, problems))
    return imported_references([_reference(tags, number) for number, tags in blocks], problems)


def _blocks(text: str, problems: list[FileProblem]) -> Iterator[tuple[int, _Tags]]:
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


def _joined(tags: Mapping[str, list[list[str]]]) -> _Tags:
    """Return the values of each tag, the lines of each joined."""
    return {tag: [" ".join(lines) for lines in values] for tag, values in tags.items()}


def _reference(tags: _Tags, number: int) -> Reference:
    def first(*names: str) -> str:
        values = (record_line(known(value) or "") for name in names for value in tags.get(name, ()))
        return next(filter(None, values), "")

    type_, publisher, doi = first("TY"), first("PB"), first("DO")
    is_own = is_own_key(first("ID"))
    notes = own_notes(map(record_line, tags.get("N1", ()) if is_own else ()))
    second = first("T2")
    is_contained = not is_own and (type_ in _CONTAINED or not publisher)
    placed = {*_PLACED, *(_OWN if is_own else ()), *(("T2",) if is_contained else ())}
    extra = ("UR",) if len(tags.get("UR", ())) > 1 else ()
    return Reference(
        key=first("ID"),
        line=number,
        kind=_KINDS.get(type_),
        title=first("TI", "T1"),
        container=first("JO", "JF", "JA") or (second if is_contained else ""),
        programme=second if is_own and type_ == "MULTI" else "",
        event_title=second if is_own and type_ != "MULTI" else "",
        publisher=publisher,
        authors=tuple(_name(name) for tag in ("AU", "A1") for name in tags.get(tag, ()) if name),
        translators=tuple(_name(name) for name in tags.get("A4", ()) if is_own and name),
        archived_at=first("L2") if is_own else "",
        issued=max(day_in(first("DA")), day_in(first("PY", "Y1")), key=len),
        accessed=day_in(first("Y2")),
        url=first("UR") or (f"https://doi.org/{_bare(doi)}" if doi else ""),
        language=first("LA"),
        genre=first("M3"),
        page=first("SP"),
        medium=notes["medium"],
        duration=notes["duration"],
        original_publisher=notes["original_publisher"],
        number=first("M1") if is_own else "",
        event_place=first("CY") if is_own else "",
        others=(*own_fields({name: any(values) for name, values in tags.items()}, placed), *extra),
    )


def _bare(doi: str) -> str:
    return re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/", "", doi)


def _name(name: str) -> Mapping[str, str]:
    """Return a name in its parts: family, given, suffix; without a comma it is whole.

    Our own exports write the commas of a whole name full-width, for a plain one would part it.
    """
    family, *rest = (record_line(part) for part in name.split(","))
    if not rest:
        return {"name": re.sub(r"(?<=[A-Za-z.])，(?=\S)", ", ", family)} if family else {}
    given, *suffixes = rest
    return person(family, given, ", ".join(filter(None, suffixes)))
