"""References of GB/T 7714-2015, numeric and author-date, with the standard's half-width marks."""

from summit_tui.citations.item import (
    Item,
    Name,
    creators,
    description,
    is_cjk,
    is_publisher,
    published_title,
)
from summit_tui.citations.names import initials, known, natural
from summit_tui.citations.typography import unstopped

_MOST_AUTHORS = 3


def numeric(item: Item, _letter: str = "") -> str:
    """Return a reference of the numeric system, without its number (9.1, 4.4.2, 4.6).

    Whose maker is not known has none (8.1.4).
    """
    return _joined(heading(item), _title(item), _imprint(item, year_said=False), item.url)


def author_date(item: Item, letter: str = "") -> str:
    """Return a reference of the author-date system: the year follows who made it (10.2).

    Whose maker is not known is by 佚名 or Anon (8.1.4). Where no year is known it is that of
    reading, in square brackets as an estimate (8.4.3.2).
    """
    unknown = "佚名" if is_cjk(item.title) else "Anon"
    day = item.issued or item.event_date
    year = day[:4] or (f"[{item.retrieved[:4]}]" if item.retrieved else "")
    author = ", ".join(filter(None, (heading(item) or unknown, f"{year}{letter}")))
    return _joined(author, _title(item), _imprint(item, year_said=True), item.url)


def heading(item: Item) -> str:
    """Return who made it: three names, then 等 or et al (8.1.2); else who published the page."""
    names = known(creators(item), _author)
    if not names:
        is_unsigned = item.type in ("article", "broadcast", "interview", "post")
        return "" if is_unsigned else " ".join(item.publisher.split())
    others = "等" if is_cjk(names[0]) else "et al"
    more = [others] if len(names) > _MOST_AUTHORS else []
    return ", ".join([*names[:_MOST_AUTHORS], *more])


def _author(name: Name) -> str:
    """Return a name: family name in capitals, initials without stops (8.1.1).

    Names in Han characters, kana and hangul are whole; so are those in a script without capitals.
    """
    has_capitals = name.family.upper() != name.family.lower()
    if name.literal or not has_capitals:
        return natural(name)
    parts = (name.family.upper(), initials(name.given, ""), name.suffix.rstrip("."))
    return " ".join(" ".join(parts).split())


def _title(item: Item) -> str:
    """Return the title as printed with the sign of its type and carrier (annex B)."""
    title = unstopped(published_title(item, romanized=False)) or description(item)
    number = f": {item.number}" if item.number else ""
    letters = {"article": "N", "report": "R"}.get(item.type, "EB" if item.url else "Z")
    return f"{title}{number}[{letters}{'/OL' if item.url else ''}]"


def _imprint(item: Item, *, year_said: bool) -> str:
    """Return publisher, day, page and day of reading (4.1.2, 4.4.2, 4.6).

    A newspaper has its day and page; a document its publisher and year, with the day in round
    brackets where it is known; a page only the day. A publisher who made it is not said again.
    """
    retrieved = f"[{item.retrieved}]" if item.retrieved and item.url else ""
    publisher = " ".join(item.publisher.split())
    day = item.issued or item.event_date
    locator = item.locator if item.locator_label == "page" else ""
    if item.type == "article":
        page = f"({item.page or locator})" if item.page or locator else ""
        return f"{', '.join(filter(None, (publisher, day)))}{page}{retrieved}"
    names = creators(item)
    is_maker = item.type != "report" and (not names or is_publisher(names, item))
    if is_maker or item.type in ("page", "post", "release", "transcript"):
        publisher = ""
    year = "" if year_said or not publisher else day[:4]
    published = ", ".join(filter(None, (publisher, year)))
    whole = f"({day})" if day and (not publisher or len(day) > len("2026")) else ""
    cited = f": {locator}" if locator and item.type == "report" else ""
    return f"{' '.join(filter(None, (published, whole)))}{cited}{retrieved}"


def _joined(*texts: str) -> str:
    """Return the texts that are there, each but the last with its full stop.

    A full stop that ends an abbreviation is not doubled.
    """
    there = [text for text in texts if text]
    return " ".join(
        [*(text if text.endswith(".") else f"{text}." for text in there[:-1]), *there[-1:]]
    )
