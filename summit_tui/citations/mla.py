"""Works cited of the Modern Language Association: MLA Handbook, 9th edition."""

from summit_tui.citations.item import (
    Item,
    creators,
    description,
    is_in_newspaper,
    is_publisher,
    primary_language,
    published_title,
    publisher_name,
    translated_title,
)
from summit_tui.citations.names import (
    inverted,
    known,
    listed,
    natural,
    romanized,
    series,
    with_handle,
)
from summit_tui.citations.title_case import headline_case
from summit_tui.citations.typography import (
    capitalized,
    clauses,
    day_month_year,
    numbered,
    sentences,
    unstopped,
    within_marks,
)

_LONGEST_POST = 280


def work_cited(item: Item, _letter: str = "") -> str:
    """Return the entry of a source in the order of the core elements (5.1–5.3).

    A day of reading is given where the work has no day of its own (5.111).
    """
    accessed = item.retrieved and not item.issued and not (item.event_date and _is_event(item))
    return sentences(
        heading(item),
        title(item),
        *([] if _stands_alone(item) else _contributors(item)),
        _event(item) if _is_event(item) else "",
        _container(item),
        _archive(item),
        f"Accessed {day_month_year(item.retrieved, abbreviated=True)}" if accessed else "",
        _supplement(item),
    )


def heading(item: Item) -> str:
    """Return the author: one, two, or the first and others (5.8).

    An organization that is also the publisher stands as publisher only (5.18), and an entry
    without author begins with the title (5.6).
    """
    names = [romanized(name, item) for name in creators(item)]
    if is_publisher(creators(item), item):
        return ""
    texts = known(names[:1], inverted) + known(names[1:], natural)
    if len(texts) > 2:
        return f"{texts[0]}, et al."
    if item.type == "post" and names:
        texts[:1] = [with_handle(texts[0] if texts else "", names[0].handle, "[]")]
    return listed(texts)


def title(item: Item) -> str:
    """Return the title, in quotation marks unless it stands alone (2.106–2.108).

    English titles are in headline case (2.90), the text of a post is as it was posted (5.29), one
    in another language as published, with its translation in square brackets (5.28).
    """
    text = unstopped(published_title(item, romanized=False)) or description(item)
    if item.type == "post" and len(text) > _LONGEST_POST:
        text = f"{unstopped(text[:_LONGEST_POST].rpartition(' ')[0])}…"
    is_described = text[0] == "["
    if primary_language(item) == "en" and item.type != "post" and not is_described:
        text = headline_case(text, also_lower=("so", "yet"))
    if not is_described and not _stands_alone(item):
        text = within_marks(text)
    translation = translated_title(item)
    return f"{text} [{unstopped(translation)}]" if translation else text


def _container(item: Item) -> str:
    """Return programme, number, publisher, day, page and address (5.31–5.99)."""
    issued = item.issued or ("" if _is_event(item) else item.event_date)
    container = clauses(
        *(_contributors(item) if _stands_alone(item) else ()),
        item.programme,
        numbered(item.number),
        publisher_name(item, romanized=False),
        day_month_year(issued, abbreviated=True),
        _pages(item.page) if is_in_newspaper(item) else "",
        item.url,
    )
    return capitalized(container) if container.startswith("no. ") else container


def _pages(page: str) -> str:
    """Return pages with their word; those that do not follow each other as A1+ (5.90)."""
    first, *others = page.split(",")
    if others:
        page = f"{first.strip().rstrip('+')}+"
    is_several = any(separator in page for separator in "-–+")
    return page and f"{'pp' if is_several else 'p'}. {page}"


def _archive(item: Item) -> str:
    """Return the archive of the web that has a copy, a container of its own (5.31, 5.36)."""
    return clauses(item.archive, item.archived_at) if item.archived_at else ""


def _stands_alone(item: Item) -> bool:
    """Return whether the work is a whole and no part of a container (2.106)."""
    return item.type in ("report", "declaration")


def _contributors(item: Item) -> list[str]:
    """Return who asked and who translated, contributors after the title (5.43)."""
    texts = []
    for part, names in (("Interview", item.interviewers), ("Translated", item.translators)):
        if people := known([romanized(name, item) for name in names], natural):
            texts.append(f"{part} by {series(people, 'and')}")
    return texts


def _is_event(item: Item) -> bool:
    """Return whether the speech is a work of its own, given at an event or on another day."""
    on_another_day = item.event_date not in ("", item.issued)
    return item.type == "speech" and bool(item.event_title or item.event_place or on_another_day)


def _event(item: Item) -> str:
    """Return the event at which a speech was given, the day and the place (5.67, 5.94)."""
    return clauses(
        item.event_title, day_month_year(item.event_date, abbreviated=True), item.event_place
    )


def _supplement(item: Item) -> str:
    """Return the final element, which says what the work is (5.105–5.119)."""
    if item.type in ("speech", "transcript") and item.medium not in ("audio", "video"):
        return "Transcript"
    if item.type in ("article", "release"):
        return capitalized(item.genre)
    return ""
