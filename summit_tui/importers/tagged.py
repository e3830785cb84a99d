"""References in the tags of RIS, which EndNote's own format has under other names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from summit_tui.citations.item import TYPES_ELSEWHERE
from summit_tui.importers.references import (
    Reference,
    day_printed,
    is_own_key,
    own_fields,
    own_notes,
    person,
)
from summit_tui.importers.values import known, record_line
from summit_tui.model.fields import SourceKind

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

Tags = dict[str, list[str]]
"""The values of each tag of a reference."""


def reference(tags: Tags, number: int) -> Reference:
    """Return the reference in the tags of RIS, which begins on this line."""
    first = partial(_first, tags)
    type_, publisher, doi = first("TY"), first("PB"), first("DO")
    is_own = is_own_key(first("ID"))
    notes = own_notes(map(record_line, tags.get("N1", ()) if is_own else ()))
    second = first("T2")
    is_contained = not is_own and (type_ in _CONTAINED or not publisher)
    placed = {*_PLACED, *(_OWN if is_own else ()), *(("T2",) if is_contained else ())}
    issued, accessed = _issued(first("DA"), first("PY", "Y1")), day_printed(first("Y2"))
    placed -= {*(() if issued else ("DA", "PY", "Y1")), *(() if accessed else ("Y2",))}
    extra = ("UR",) if len(tags.get("UR", ())) > 1 else ()
    return Reference(
        key=first("ID"),
        line=number,
        kind=_KINDS.get(type_),
        title=first("TI", "T1"),
        container=first("JF", "JO", "JA") or (second if is_contained else ""),
        programme=second if is_own and type_ == "MULTI" else "",
        event_title=second if is_own and type_ != "MULTI" else "",
        publisher=publisher,
        authors=tuple(_names([*tags.get("AU", ()), *tags.get("A1", ())])),
        translators=tuple(_names(tags.get("A4", ()) if is_own else ())),
        archived_at=first("L2") if is_own else "",
        issued=issued,
        accessed=accessed,
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


def _first(tags: Tags, *names: str) -> str:
    """Return the first of some tags that says anything, on one line."""
    values = (record_line(known(value) or "") for name in names for value in tags.get(name, ()))
    return next(filter(None, values), "")


def _issued(date: str, year: str) -> str:
    """Return the day of publication; EndNote has the year apart from month and day."""
    return day_printed(date, year, f"{date}, {year}", f"{date} {year}")


def _bare(doi: str) -> str:
    return re.sub(r"^(?:https?://)?(?:dx\.)?doi\.org/", "", doi)


def _names(values: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Yield the names in values of a tag: some programs write all into one, apart by semicolons."""
    names = (name for value in values for name in re.split("[;；]", value))
    yield from (_name(name.strip()) for name in names if name.strip())


def _name(name: str) -> Mapping[str, str]:
    """Return a name in its parts: family, given, suffix; without a comma it is whole.

    Our own exports write the commas of a whole name full-width, for a plain one would part it.
    """
    family, *rest = (record_line(part) for part in name.split(","))
    if not any(rest):  # a comma behind a whole name says that it is one
        return {"name": re.sub(r"(?<=[A-Za-z.])，(?=\S)", ", ", family)} if family else {}
    given, *suffixes = rest
    return person(family, given, ", ".join(filter(None, suffixes)))
