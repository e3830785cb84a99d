"""Bibliography, full note and author-date list: Chicago Manual of Style, 17th edition."""

from collections.abc import Callable

from summit_tui.citations.item import (
    Item,
    Name,
    creators,
    dated,
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
    month_day_year,
    number_range,
    numbered,
    sentences,
    stopped,
    unstopped,
    within_marks,
)

_MOST_AUTHORS, _FIRST_AUTHORS = 10, 7
_MOST_AUTHORS_OF_A_NOTE = 3
_LONGEST_POST = 280


def bibliography_entry(item: Item, _letter: str = "") -> str:
    """Return the entry of a source in a bibliography (14.61–14.71)."""
    facts = _facts(item, capitalized)
    return sentences(heading(item), _title(item), _translators(item), *facts, item.url)


def author_date_entry(item: Item, letter: str = "") -> str:
    """Return the entry in a reference list (15.5–15.17): the year after who made it.

    The year is said again with month and day (15.49), and not where it is all there is. Where
    nobody stands in the author's place, the title does and the year follows it (15.37).
    """
    author, title = heading(item), _title(item)
    day = dated(item)
    year = f"{day[:4]}{letter}" if day else f"n.d.{'-' if letter else ''}{letter}"
    beginning = (author, year, title) if author else (title, year)
    facts = _facts(item, capitalized, year_said=True)
    return sentences(*beginning, _translators(item), *facts, item.url)


def note(item: Item, _letter: str = "") -> str:
    """Return the full note of a source, with the place in it that is cited (14.19–14.23)."""
    author = _note_heading(item)
    title = clauses(_title(item), _translators(item, in_note=True))
    if item.type == "speech":
        # Kind, place and day of a speech stand in brackets after its title (14.217).
        delivered, *rest = _facts(item, str)
        occasion = f"({delivered})" if delivered else ""
        beginning = [" ".join(filter(None, (clauses(author, title), occasion))), *rest]
    elif item.type in ("report", "declaration"):
        published = f"({imprint})" if (imprint := _imprint(item)) else ""
        beginning = [
            " ".join(filter(None, (clauses(author, title, numbered(item.number)), published)))
        ]
    else:
        beginning = [author, title, *_facts(item, str, in_note=True)]
    return stopped(clauses(*beginning, _locator(item), item.url))


def heading(item: Item) -> str:
    """Return who stands in the author's place: up to ten persons (14.76), an organization (14.84).

    Where an article or a broadcast has nobody, newspaper or programme does (14.199).
    """
    names = [romanized(name, item) for name in creators(item)]
    texts = known(names[:1], _with_handle(item, inverted)) + known(names[1:], natural)
    if len(texts) > _MOST_AUTHORS:
        return f"{', '.join(texts[:_FIRST_AUTHORS])}, et al."
    if texts:
        return listed(texts)
    return (item.type == "broadcast" and item.programme) or _publisher(item)


def _note_heading(item: Item) -> str:
    """Return the authors of a note, four or more as the first and others (14.76).

    A broadcast that has nobody begins with its programme (14.265).
    """
    names = [romanized(name, item) for name in creators(item)]
    texts = known(names, _with_handle(item, natural))
    if len(texts) > _MOST_AUTHORS_OF_A_NOTE:
        return f"{texts[0]} et al."
    if texts or item.type in ("article", "broadcast", "interview"):
        return series(texts, "and") or (item.programme if item.type == "broadcast" else "")
    return _publisher(item)


def _with_handle(item: Item, form: Callable[[Name], str]) -> Callable[[Name], str]:
    """Return a form of names that says the account of a post (14.209)."""
    if item.type != "post":
        return form
    return lambda name: with_handle(form(name), name.handle, "()")


def _title(item: Item) -> str:
    """Return the title: in headline case (8.159), in quotation marks unless it is a document's.

    The text of a post is as it was posted, up to 280 characters of it (14.209); one in another
    language as published, in Latin letters where the source has it so, its translation in square
    brackets (14.99); a description in place of a title has no marks.
    """
    text = unstopped(published_title(item, romanized=True)) or description(item)
    if item.type == "post" and len(text) > _LONGEST_POST:
        text = f"{unstopped(text[:_LONGEST_POST].rpartition(' ')[0])}…"
    is_described = text[0] == "["
    if primary_language(item) == "en" and item.type != "post" and not is_described:
        text = headline_case(text)
    if not is_described and item.type not in ("report", "declaration"):
        text = within_marks(text)
    translation = translated_title(item)
    return f"{text} [{unstopped(translation)}]" if translation else text


def _translators(item: Item, *, in_note: bool = False) -> str:
    """Return who translated a source (14.104)."""
    names = series(known([romanized(name, item) for name in item.translators], natural), "and")
    label = "trans." if in_note else "Translated by"
    return f"{label} {names}" if names else ""


def _facts(
    item: Item, label: Callable[[str], str], *, in_note: bool = False, year_said: bool = False
) -> list[str]:
    """Return what follows the title, each text a sentence of a bibliography.

    `label` capitalizes words of ours where they begin a sentence; `year_said` leaves out a year
    that stands alone, `in_note` says a newspaper that does not stand in the author's place. Where
    no day is known the last text says when the source was read (14.12).
    """
    day = dated(item)
    date = "" if year_said and len(day) == len("2026") else month_day_year(day)
    is_undated = not day and item.retrieved
    accessed = f"{label('accessed')} {month_day_year(item.retrieved)}" if is_undated else ""
    return [*_facts_of_type(item, label, date, in_note=in_note), accessed]


def _facts_of_type(
    item: Item, label: Callable[[str], str], date: str, *, in_note: bool
) -> list[str]:
    """Return kind, publisher, day and page, as the examples of 14 have them for each type."""
    genre = item.genre[:1].lower() + item.genre[1:]
    number = label(numbered(item.number))
    is_cited_whole = in_note and not item.locator
    page = number_range(item.page) if is_cited_whole and is_in_newspaper(item) else ""
    publisher = _other_publisher(item, in_note=in_note)
    match item.type:
        case "speech":
            # A day of printing alone is none on which anything was said.
            said, printed = (date, "") if item.event_date else ("", date)
            is_title = item.title.strip("[]").casefold() == genre.casefold()  # [Keynote address]
            kind = "" if is_title else label(genre or "speech")
            delivered = clauses(kind, item.event_title, item.event_place, said)
            return [delivered, label(_recording(item) or "transcript"), clauses(publisher, printed)]
        case "interview" | "broadcast":
            by = series(known(item.interviewers, natural), "and")
            recording = "" if in_note and item.locator else _recording(item)
            asked = f"{label('interview')} by {by}" if by else ""
            programme = item.programme if heading(item) != item.programme else ""
            if item.type == "broadcast" and date:
                # Aired October 11, 2007, on AMC (14.265); its length if somebody measured it.
                aired = clauses(f"aired {date}", publisher and f"on {publisher}")
                return [asked, programme, label(aired), label(recording) if item.duration else ""]
            return [asked, clauses(programme, publisher, date, page), label(recording)]
        case "report" | "declaration":
            return [number, clauses(publisher or _publisher(item), date)]
        case "release" | "transcript":
            kind = f"{genre} transcript".strip() if item.type == "transcript" else genre
            return [publisher, clauses(label(kind or "press release"), item.number, date)]
        case "post":
            return [clauses(f"{publisher} post" if publisher else "", date)]
        case _:
            return [number, clauses(publisher, date, page)]


def _imprint(item: Item) -> str:
    """Return publisher and day of a report as they stand in the brackets of a note (14.23)."""
    accessed = f"accessed {month_day_year(item.retrieved)}" if item.retrieved else ""
    return clauses(_publisher(item), month_day_year(dated(item)) or accessed)


def _publisher(item: Item) -> str:
    """Return the publisher, a newspaper without the article its name begins with (14.193)."""
    name = publisher_name(item, romanized=True)
    is_newspaper = item.type == "article" or (item.type == "interview" and not item.medium)
    return name.removeprefix("The ") if is_newspaper and len(name) > len("The ") else name


def _other_publisher(item: Item, *, in_note: bool) -> str:
    """Return the publisher unless it stands in the author's place."""
    names = creators(item)
    said = is_publisher(names, item) or (not names and _publisher(item) == heading(item))
    starts_with_title = in_note and not names and item.type in ("article", "broadcast", "interview")
    return "" if said and not starts_with_title else _publisher(item)


def _recording(item: Item) -> str:
    """Return medium and length of a recording (14.261–14.265)."""
    return clauses(item.medium, item.duration) if item.medium in ("audio", "video") else ""


def _locator(item: Item) -> str:
    """Return the place that is cited: a page or a time as it is (14.263), others with a word."""
    word = {"paragraph": "para. ", "section": "sec. "}.get(item.locator_label, "")
    return f"{word}{number_range(item.locator)}" if item.locator else ""
