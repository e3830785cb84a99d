"""Citations in the styles that readers sign, written out from the guides' rules.

The package stands alone: a source comes as an `Item`, whose fields are those of CSL, a statement as
a `Statement`, and every line goes out as plain text, without the italics that the guides print.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from summit_tui.citations import apa, chicago, gbt, mla
from summit_tui.citations.agency import Statement, Voice, chinese_sentence, sentence
from summit_tui.citations.item import KINDS, Item, ItemType, LocatorLabel, Name, dated
from summit_tui.citations.typography import stopped

__all__ = [
    "KINDS",
    "STYLES",
    "CitationStyle",
    "Item",
    "ItemType",
    "LocatorLabel",
    "Name",
    "Statement",
    "Voice",
    "bibliography",
    "chinese_sentence",
    "sentence",
]


class CitationStyle(NamedTuple):
    """How a source is cited, and what a list of sources does."""

    name: str
    title: str
    line: Callable[[Item, str], str]
    """Returns one source, the letter after its year given (`a`, or nothing)."""
    heading: Callable[[Item], str]
    """Returns who stands in the author's place, or nothing."""
    is_sorted: bool = True
    """Is a list sorted by who stands in the author's place, or as it was given?"""
    has_letters: bool = False
    """Are works of one author and year distinguished by letters?"""
    by_day: Callable[[Item], str] | None = None
    """Returns the day by which one author's works are sorted; None where the title sorts them."""
    is_numbered: bool = False
    repeated: str = ""
    """What may stand for an author who was the last entry's too, with its full stop."""


_ROWS: Final = (
    CitationStyle(
        "apa", "APA, 7th edition", apa.reference, apa.heading, has_letters=True, by_day=dated
    ),
    CitationStyle(
        "chicago",
        "Chicago, 17th edition, author-date",
        chicago.author_date_entry,
        chicago.heading,
        has_letters=True,
        by_day=dated,
        repeated="———.",
    ),
    CitationStyle(
        "chicago-notes",
        "Chicago, 17th edition, bibliography",
        chicago.bibliography_entry,
        chicago.heading,
        repeated="———.",
    ),
    CitationStyle(
        "chicago-note",
        "Chicago, 17th edition, full note",
        chicago.note,
        chicago.heading,
        is_sorted=False,
    ),
    CitationStyle("mla", "MLA, 9th edition", mla.work_cited, mla.heading, repeated="---."),
    CitationStyle(
        "gbt-numeric",
        "GB/T 7714-2015, numeric",
        gbt.numeric,
        gbt.heading,
        is_sorted=False,
        is_numbered=True,
    ),
    CitationStyle(
        "gbt-author-date",
        "GB/T 7714-2015, author-date",
        gbt.author_date,
        gbt.heading,
        has_letters=True,
        by_day=gbt.dated_as_printed,
    ),
)

STYLES: Final[Mapping[str, CitationStyle]] = {row.name: row for row in _ROWS}
"""Every style of sources, by the name of its form."""


def bibliography(
    style: CitationStyle,
    items: Iterable[Item],
    *,
    collate: Callable[[str], str] | None = None,
    repeat_authors: bool = True,
) -> list[str]:
    """Return a list of sources in a style: in its order, numbered or lettered as it asks.

    `collate` returns what a heading is sorted by; the default sorts Latin letters without accents
    and marks and leaves others in the order of Unicode. Without `repeat_authors` a dash stands for
    one who made the entry before as well (CMOS 17 14.67, which leaves that to the publisher; MLA 9
    5.126); APA and GB/T know no dash.
    """
    key = collate or _plain
    listed = list(items)
    if style.is_sorted:
        listed.sort(key=lambda item: _order(style, item, key))
    letters = _letters(style, listed) if style.has_letters else [""] * len(listed)
    lines, previous = [], ""
    for number, (item, letter) in enumerate(zip(listed, letters, strict=True), 1):
        line, heading = style.line(item, letter), style.heading(item)
        if style.repeated and not repeat_authors and heading and heading == previous:
            line = f"{style.repeated}{line.removeprefix(stopped(heading))}"
        previous = heading
        lines.append(f"[{number}] {line}" if style.is_numbered else line)
    return lines


def _order(style: CitationStyle, item: Item, key: Callable[[str], str]) -> tuple[str, ...]:
    """Return what a list is sorted by: who, then day or title; a title leads where nobody is."""
    title = key(item.title)
    for article in ("a ", "an ", "the "):
        title = title.removeprefix(article)
    heading = style.heading(item)
    day = style.by_day(item) if style.by_day else ""
    return (key(heading) or title, heading, day, title, item.url)


def _letters(style: CitationStyle, items: list[Item]) -> list[str]:
    """Return the letter after each year: a, b and so on where author and year are the same.

    APA 7 9.47, CMOS 17 15.20, GB/T 7714-2015 10.1.3. An entry that begins with its title has none.
    """
    day = style.by_day or dated
    keys = [(style.heading(item), day(item)[:4]) for item in items]
    total, seen = Counter(keys), Counter[tuple[str, str]]()
    letters = []
    for key in keys:
        letters.append(_letter(seen[key]) if key[0] and total[key] > 1 else "")
        seen[key] += 1
    return letters


def _letter(number: int) -> str:
    """Return a to z, then aa, ab so on for 0, 1, 2."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _plain(text: str) -> str:
    """Return text without accents, marks and capitals, for sorting alone."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return " ".join(
        "".join(letter for letter in letters if letter.isalnum() or letter.isspace()).split()
    )
