"""RIS: the sources of the records, for reference managers (tags as in EndNote's and Zotero's)."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, cited_publications


def write_ris(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one reference for each source, each source once."""
    gap = ""
    for one in cited_publications(entries):
        lines = [f"{tag}  - {value}\n" for tag, value in _tags(one) if value]
        yield gap + "".join(lines) + "ER  - \n"
        gap = "\n"


def _tags(one: Publication) -> list[tuple[str, str | None]]:
    if not one.known:
        note = f"{one.title} is not in the coverage"
        return [("TY", "GEN"), ("ID", one.key), ("N1", note)]
    return [
        ("TY", _type(one)),
        ("ID", one.key),
        ("AU", one.author),
        ("TI", one.title),
        ("PB", one.publisher),
        ("PY", one.published and one.published[:4]),
        ("DA", _date(one.published)),
        ("Y2", _date(one.retrieved)),
        ("UR", one.web or one.url),
        ("LA", one.language),
        ("M3", one.kind),
    ]


def _type(one: Publication) -> str:
    if one.kind == "news":
        return "NEWS"
    return "ELEC" if one.web else "GEN"


def _date(day: str | None) -> str | None:
    """Return YYYY/MM/DD/ with what is unknown left empty between the slashes."""
    if not day:
        return None
    year, month, number = (*day.split("-"), "", "")[:3]
    return f"{year}/{month}/{number}/"
