"""RIS: the sources of the records, for reference managers (tags as in EndNote's and Zotero's)."""

from collections.abc import Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.attribution.publications import Publication, cited_publications


def write_ris(entries: Iterable[Entry], _language: str | None) -> Iterator[str]:
    """Yield one reference for each source, each source once."""
    gap = ""
    for source in cited_publications(entries):
        lines = [f"{tag}  - {value}\n" for tag, value in _tags(source) if value]
        yield gap + "".join(lines) + "ER  - \n"
        gap = "\n"


def _tags(source: Publication) -> list[tuple[str, str | None]]:
    if not source.known:
        note = f"{source.title} is not in the coverage"
        return [("TY", "GEN"), ("ID", source.key), ("N1", note)]
    return [
        ("TY", _type(source)),
        ("ID", source.key),
        ("AU", source.author),
        ("TI", source.title),
        ("PB", source.publisher),
        ("PY", source.published and source.published[:4]),
        ("DA", _date(source.published)),
        ("Y2", _date(source.retrieved)),
        ("UR", source.web or source.url),
        ("LA", source.language),
        ("M3", source.kind),
    ]


def _type(source: Publication) -> str:
    if source.kind == "news":
        return "NEWS"
    return "ELEC" if source.web else "GEN"


def _date(day: str | None) -> str | None:
    """Return YYYY/MM/DD/ with what is unknown left empty between the slashes."""
    if not day:
        return None
    year, month, number = (*day.split("-"), "", "")[:3]
    return f"{year}/{month}/{number}/"
