"""RIS: the sources of the records, for reference managers (tags as in EndNote's and Zotero's)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from summit_tui.archive import Entry
from summit_tui.citations import Name
from summit_tui.citations.item import TYPES_ELSEWHERE, creators
from summit_tui.formats.cited import CitedSource, cited_sources, more_notes_of, opened_address

_COMMA: Final = re.compile(r"\s*,\s*")


def write_ris(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one reference for each source, each source once."""
    gap = ""
    for source in cited_sources(entries):
        lines = [f"{tag}  - {value}\n" for tag, value in _tags(source) if value]
        yield gap + "".join(lines) + "ER  - \n"
        gap = "\n"


def _tags(source: CitedSource) -> list[tuple[str, str | None]]:
    publication, item = source.publication, source.item
    if not publication.known:
        missing = publication.missing_sentence
        return [("TY", "GEN"), ("ID", publication.key), ("N1", missing)]
    return [
        # What has no type is a web page, or generic where it is not on the web.
        ("TY", TYPES_ELSEWHERE[item.type].ris or ("ELEC" if publication.web else "GEN")),
        ("ID", publication.key),
        *(("AU", _name(name)) for name in creators(item)),
        *(("A4", _name(name)) for name in item.translators),
        ("TI", item.title),
        ("T2", item.programme or item.event_title),
        ("PB", item.publisher),
        ("CY", item.event_place),
        ("PY", item.issued[:4]),
        ("DA", _date(item.issued)),
        ("Y2", _date(item.retrieved)),
        ("SP", item.page),
        ("M1", item.number),
        ("UR", opened_address(item)),
        ("L2", item.archived_at),
        ("LA", item.language),
        ("M3", item.genre),
        *(("N1", note) for note in more_notes_of(item)),
    ]


def _name(name: Name) -> str:
    """Return a name as family, given, suffix; in any other name a comma is a full-width one.

    A reader takes what is before the first plain comma for the family name, and RIS has no way
    to protect it.
    """
    if name.literal:
        return _COMMA.sub("，", name.literal).strip()
    return ", ".join(_COMMA.sub("，", part) for part in _parts(name))


def _parts(name: Name) -> list[str]:
    """Return the parts of a name; the given name is left empty only where a suffix follows."""
    parts = [name.family, name.given, name.suffix]
    while not parts[-1]:
        parts.pop()
    return parts


def _date(day: str) -> str | None:
    """Return YYYY/MM/DD/ with what is unknown left empty between the slashes."""
    if not day:
        return None
    year, month, number = (*day.split("-"), "", "")[:3]
    return f"{year}/{month}/{number}/"
