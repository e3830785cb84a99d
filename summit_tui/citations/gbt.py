"""References of GB/T 7714-2015, numeric and author-date, with the standard's half-width marks."""

from collections.abc import Sequence

from summit_tui.citations.item import (
    Item,
    Name,
    creators,
    description,
    is_cjk,
    is_in_newspaper,
    is_publisher,
    published_title,
)
from summit_tui.citations.names import in_script_of, initials, is_pinyin, known, natural
from summit_tui.citations.typography import unstopped

_MOST_AUTHORS = 3


def numeric(item: Item, _letter: str = "") -> str:
    """Return a reference of the numeric system, without its number (9.1, 4.4.2, 4.6).

    Whose maker is not known has none (8.1.4).
    """
    imprint = _imprint(item, year_said=False)
    return _joined(heading(item), _title(item), _translators(item), imprint, item.url)


def author_date(item: Item, letter: str = "") -> str:
    """Return a reference of the author-date system: the year follows who made it (10.2).

    Whose maker is not known is by 佚名 or Anon (8.1.4). Where no year is known it is that of
    reading, in square brackets as an estimate (8.4.3.3).
    """
    unknown = "佚名" if is_cjk(item.title) else "Anon"
    day = dated_as_printed(item)
    year = day[:4] or (f"[{item.retrieved[:4]}]" if item.retrieved else "")
    # Where not even the year of reading is known, a letter would stand for nothing.
    author = ", ".join(filter(None, (heading(item) or unknown, f"{year}{letter}" if year else "")))
    imprint = _imprint(item, year_said=True)
    return _joined(author, _title(item), _translators(item), imprint, item.url)


def dated_as_printed(item: Item) -> str:
    """Return the day that dates a source; that of the occasion where no other is known."""
    return item.issued or item.event_date


def heading(item: Item) -> str:
    """Return who made it: three names, then 等 or et al (8.1.2); else who published the page."""
    names = _first(creators(item), item)
    if not names:
        is_unsigned = item.type in ("article", "broadcast", "interview", "post")
        return "" if is_unsigned else " ".join(item.publisher.split())
    return names


def _first(people: Sequence[Name], item: Item) -> str:
    """Return up to three names in the script of the source, then 等 or et al (8.1.2)."""
    names = known([in_script_of(name, item) for name in people], _author)
    others = "等" if names and is_cjk(names[0]) else "et al"
    more = [others] if len(names) > _MOST_AUTHORS else []
    return ", ".join([*names[:_MOST_AUTHORS], *more])


def _translators(item: Item) -> str:
    """Return who translated a source, a responsibility after the title (4.1.2, 8.1)."""
    names = _first(item.translators, item)
    return f"{names}, {'译' if is_cjk(names) else 'trans'}" if names else ""


def _author(name: Name) -> str:
    """Return a name: family name in capitals, initials without stops (8.1.1).

    Names in Han characters, kana and hangul are whole; so are those in a script without capitals.
    Chinese names in Latin letters keep their given names, as in the standard's LI Jiangning: from
    `Jiangning` nobody can tell the initials of its two characters.
    """
    has_capitals = name.family.upper() != name.family.lower()
    if name.literal or not has_capitals:
        return natural(name) or name.handle
    is_whole = name.family_first or is_pinyin(name.family, name.given)
    given = name.given if is_whole else initials(name.given, "")
    parts = (name.family.upper(), given, name.suffix.rstrip("."))
    return " ".join(" ".join(parts).split())


def _title(item: Item) -> str:
    """Return the title as printed with the sign of its type and carrier (annex B)."""
    title = unstopped(published_title(item, romanized=False)) or description(item)
    number = f": {item.number}" if item.number else ""
    letters = "N" if is_in_newspaper(item) else "R" if item.type == "report" else ""
    letters = letters or ("EB" if item.url else "Z")
    return f"{title}{number}[{letters}{'/OL' if item.url else ''}]"


def _imprint(item: Item, *, year_said: bool) -> str:
    """Return publisher, day, page and day of reading (4.1.2, 4.4.2, 4.6).

    A newspaper has its day and page; a document its publisher, year and page, with the day in
    round brackets behind them where it is known; a page only the day. A publisher who made it is
    not said again; something printed says that its place is not known (8.4.1.3), or its publisher
    (8.4.2.2).
    """
    retrieved = f"[{item.retrieved}]" if item.retrieved and item.url else ""
    publisher = " ".join(item.publisher.split())
    day = dated_as_printed(item)
    locator = item.locator if item.locator_label == "page" else ""
    if is_in_newspaper(item):
        page = f"({item.page or locator})" if item.page or locator else ""
        return f"{', '.join(filter(None, (publisher, day)))}{page}{retrieved}"
    names, maker = creators(item), heading(item)
    is_maker = is_publisher(names, item) or (not names and maker)
    is_page = maker and item.type in ("page", "post", "release", "transcript")
    if is_page or (is_maker and item.type != "report"):
        publisher = ""
    elif item.type == "report" and not item.url:
        # No record says where something was printed; only what is online may leave it out.
        is_chinese = is_cjk(publisher or item.title)
        nobody = "[出版者不详]" if is_chinese else "[s.n.]"
        publisher = f"[{'出版地不详' if is_chinese else 'S.l.'}]: {publisher or nobody}"
    year = "" if year_said or not publisher else day[:4]
    published = ", ".join(filter(None, (publisher, year)))
    whole = f"({day})" if day and (not publisher or len(day) > len("2026")) else ""
    cited = f": {locator}" if locator and item.type == "report" else ""
    return f"{' '.join(filter(None, (f'{published}{cited}', whole)))}{retrieved}"


def _joined(*texts: str) -> str:
    """Return the texts that are there, each but the last with its full stop.

    A full stop that ends an abbreviation is not doubled.
    """
    there = [text for text in texts if text]
    return " ".join(
        [*(text if text.endswith(".") else f"{text}." for text in there[:-1]), *there[-1:]]
    )
