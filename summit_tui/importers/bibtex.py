"""Bibliographies as BibTeX and BibLaTeX: sources (biblatex manual, sections 2.1 and 2.2)."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from summit_tui.citations.item import BABEL_LANGUAGES
from summit_tui.i18n import gettext
from summit_tui.importers.document import Document
from summit_tui.importers.importer import FileProblem, Imported, ImportOptions
from summit_tui.importers.limits import MissingExtraError, UnreadableError
from summit_tui.importers.references import (
    Reference,
    day_from,
    day_in,
    day_printed,
    imported_references,
    is_own_key,
    own_fields,
    own_notes,
    person,
)
from summit_tui.importers.values import known, record_line
from summit_tui.model.fields import SourceKind

SIZE_LIMIT: Final = 1 << 23
"""The most bytes of a bibliography in BibTeX, whose TeX is decoded value by value."""

_ENTRY: Final = re.compile(
    r"^[ \t]*@(?:article|book|booklet|conference|inbook|incollection|inproceedings|manual|misc"
    r"|mastersthesis|online|phdthesis|proceedings|report|techreport|thesis|unpublished|www"
    r"|electronic|speech|video|audio|periodical|collection|dataset|inreference)[ \t]*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS: Final[Mapping[str, SourceKind]] = {"report": "report", "techreport": "report"}
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_PLACED: Final = (
    *("title", "subtitle", "author", "journal", "journaltitle", "booktitle", "publisher"),
    *("organization", "institution", "school", "url", "doi", "language", "langid"),
    *("translator", "pages", "eventtitle", "eventdate", "venue", "maintitle"),
)
"""Fields that have a place in a source."""
_PART: Final = re.compile(r'"[^"]*"|\{[^{}]*\}|[A-Za-z][\w:.-]*|\d+')
_JOINED: Final = re.compile(rf"\s*(?:{_PART.pattern})(?:\s*#\s*(?:{_PART.pattern}))+\s*")
_ARCHIVED: Final = re.compile(r"archived at (\S+?)(?:; |$)")
"""What our own exports write into `addendum` where a source has a copy in an archive."""
_TAGS: Final = {name: tag for tag, name in BABEL_LANGUAGES.items()} | {
    "american": "en-US",
    "british": "en-GB",
    "ngerman": "de",
    "chinese-hans": "zh-Hans",
    "chinese-hant": "zh-Hant",
}
"""The languages of `langid`, which also has names of their varieties."""
_NO_ENTRIES: Final = ("xdata", "set")
"""Types that only hold what others take from them."""
_INHERITED: Final = (
    *("publisher", "organization", "institution", "langid", "language"),
    *("eventtitle", "eventdate", "venue", "maintitle"),
)
"""Fields that a part has from what it stands in (`crossref`)."""
_DATED: Final = ("date", "year", "month", "day")
"""Fields that say when, of which a part has its own or those of what it stands in."""
_NUMBERED: Final = ("report", "techreport", "online", "misc", "manual")
"""Types whose number is their own, not that of an issue."""


def recognise(document: Document) -> str | None:
    """Return by what a file is BibTeX."""
    if _ENTRY.search(document.head):
        return gettext("how its entries begin")
    return None


def read(document: Document, _options: ImportOptions) -> Imported:
    """Return the sources of a bibliography."""
    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError as error:
        raise MissingExtraError("references", "bibtexparser") from error
    decode = _decoder()
    if len(document.data) > SIZE_LIMIT:
        template = "is larger than {limit} MB, too large for BibTeX; split it"
        raise UnreadableError(gettext(template, limit=SIZE_LIMIT >> 20))
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it reports what we report
    library = parse_string(document.text.replace("\r\n", "\n"))
    strings = {string.key.lower(): str(string.value) for string in library.strings}
    problems = [
        FileProblem(
            (block.start_line or 0) + 1, gettext("the entry cannot be read; it is left out")
        )
        for block in library.failed_blocks
    ]
    entries = [
        _Entry(
            entry.key,
            entry.entry_type.lower(),
            (entry.start_line or 0) + 1,
            {field.key.lower(): _concatenated(str(field.value), strings) for field in entry.fields},
            decode,
        )
        for entry in library.entries
    ]
    by_key = {entry.key.lower(): entry.fields for entry in entries if entry.key}
    whole = (_with_inherited(entry, by_key) for entry in entries if entry.type not in _NO_ENTRIES)
    return imported_references([entry.reference() for entry in whole], problems)


def _with_inherited(entry: "_Entry", by_key: Mapping[str, Mapping[str, str]]) -> "_Entry":
    """Return an entry with the fields that it lacks and has from others (biblatex manual, 2.4.1).

    Whom a book is by is not taken for who wrote a part of it.
    """
    fields = dict(entry.fields)
    for key in (part.strip() for part in fields.get("xdata", "").split(",")):
        fields = {**by_key.get(key.lower(), {}), **fields}
        fields.pop("xdata" if key.lower() in by_key else "", None)
    parent = by_key.get(fields.get("crossref", "").strip().lower())
    if parent:
        fields.pop("crossref")
        is_dated = "date" in fields or "year" in fields
        inherited = {name: parent[name] for name in _INHERITED if name in parent}
        inherited |= {} if is_dated else {name: parent[name] for name in _DATED if name in parent}
        title = "journaltitle" if entry.type == "article" else "booktitle"
        inherited |= {title: parent["title"]} if "title" in parent else {}
        fields = {**inherited, **fields}
    return replace(entry, fields=fields)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry, and what decodes the TeX in it."""

    key: str
    type: str
    line: int
    fields: Mapping[str, str]
    decode: Callable[[str], str]

    def reference(self) -> Reference:
        """Return the entry in the variables of CSL."""
        is_own = is_own_key(self.key)
        issued = day_in(self._first("date")) or day_from(
            self._first("year"), _month(self._first("month")), self._first("day")
        )
        accessed = day_printed(self._first("urldate"))
        language = self._first("langid", "language")
        is_numbered = is_own or self.type in _NUMBERED
        url, how = self._address()
        placed = {*_PLACED, *(("note", "addendum") if is_own else ())}
        placed |= {"number"} if is_numbered else set()
        placed |= {*_DATED} if issued else set()
        placed |= {"urldate"} if accessed else set()
        placed |= {"howpublished"} if how == url else set()
        reference = Reference(
            key=self.key,
            line=self.line,
            kind=_KINDS.get(self.type),
            title=": ".join(filter(None, (self._first("title"), self._first("subtitle")))),
            container=self._first("journaltitle", "journal", "booktitle", "maintitle"),
            publisher=self._first("publisher", "organization", "institution", "school"),
            authors=tuple(self._names("author")),
            translators=tuple(self._names("translator")),
            issued=issued,
            accessed=accessed,
            url=url,
            language=_TAGS.get(language.casefold(), language),
            number=self._first("number") if is_numbered else "",
            page=self._first("pages"),
            event_title=self._first("eventtitle"),
            event_date=day_in(self._first("eventdate")),
            event_place=self._first("venue"),
            others=own_fields(self.fields, placed),
        )
        return self._as_exported(reference) if is_own else reference

    def _as_exported(self, reference: Reference) -> Reference:
        """Return a reference with what our own exports write into fields of other meanings."""
        addendum = self._first("addendum")
        archived = _ARCHIVED.match(addendum)
        notes = own_notes(addendum.split("; "))
        return replace(
            reference,
            container=self._first("journaltitle", "journal", "booktitle"),
            programme=self._first("maintitle"),
            genre=self._first("note"),
            archived_at=archived[1] if archived else "",
            medium=notes["medium"],
            duration=notes["duration"],
            original_publisher=notes["original_publisher"],
        )

    def _address(self) -> tuple[str, str]:
        """Return the address on the web, and what the entry says of how it was published."""
        doi, how = self.fields.get("doi", ""), _verbatim(self.fields.get("howpublished", ""))
        address = _verbatim(self.fields.get("url", ""))
        address = address or (how if re.match(r"https?://\S+$", how) else "")
        return address or (f"https://doi.org/{doi}" if doi else ""), how

    def _first(self, *names: str) -> str:
        """Return the first of some fields that says anything."""
        values = (known(self._text(self.fields.get(name, ""))) for name in names)
        return next(filter(None, values), "")

    def _names(self, field: str) -> Iterator[Mapping[str, str]]:
        """Yield the names of a field, in the parts that commas give them, else whole."""
        for name in _split(self.fields.get(field, ""), " and "):
            parts = [self._text(part) for part in _split(name, ",")]
            if not any(parts):
                continue
            if len(parts) == 1:
                yield {"name": parts[0]}
            else:
                family, *suffix, given = parts
                yield person(family, given, ", ".join(filter(None, suffix)))

    def _text(self, value: str) -> str:
        """Return a value as TeX would print it, on one line."""
        plain = not any(character in value for character in "\\{}~$%-`'")
        return record_line(value if plain else self.decode(value))


def _concatenated(value: str, strings: Mapping[str, str]) -> str:
    """Return a value of parts that `#` joins, the names of strings among them."""
    if not _JOINED.fullmatch(value):
        return value
    parts = (match[0] for match in _PART.finditer(value))
    return "".join(
        part[1:-1] if part[0] in '"{' else strings.get(part.lower(), part) for part in parts
    )


def _verbatim(address: str) -> str:
    """Return an address, which is no TeX, without the backslashes that some write all the same."""
    command = re.fullmatch(r"\s*\\(?:url|href)\s*\{([^{}]*)\}.*", address)
    return record_line(
        re.sub(r"\{?\\([%_&#$~])(?:\{\}|\})?", r"\1", command[1] if command else address)
    )


def _month(text: str) -> str:
    """Return a month as a number, from a number or an English word."""
    name = text[:3].casefold()
    return str(_MONTHS.index(name) + 1) if name in _MONTHS else text


def _split(text: str, separator: str) -> Iterator[str]:
    """Yield the parts of a value between separators that stand in no braces."""
    depth, begin, position = 0, 0, 0
    folded = re.sub(r"\s", " ", text)
    while position < len(folded):
        character = folded[position]
        if character == "\\":
            position += 2
            continue
        depth += (character == "{") - (character == "}")
        if depth == 0 and folded.startswith(separator, position):
            yield folded[begin:position].strip()
            position += len(separator)
            begin = position
            continue
        position += 1
    if last := folded[begin:].strip():
        yield last


def _decoder() -> Callable[[str], str]:
    """Return the decoder of TeX, with symbols and a box that its table lacks."""
    try:
        from pylatexenc.latex2text import (
            LatexNodes2Text,
            MacroTextSpec,
            get_default_latex_context_db,
        )
    except ImportError as error:
        raise MissingExtraError("references", "pylatexenc") from error

    symbols = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "mbox": "%s"}
    context = get_default_latex_context_db()
    context.add_context_category(
        "symbols",
        prepend=True,
        macros=[MacroTextSpec(name, sign) for name, sign in symbols.items()],
    )
    decoder = LatexNodes2Text(latex_context=context, keep_braced_groups=False, math_mode="verbatim")

    def decode(value: str) -> str:
        try:
            return str(decoder.latex_to_text(value))
        except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
            return value  # as it is written, which is at least what the file says

    return decode
