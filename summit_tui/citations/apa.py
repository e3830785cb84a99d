"""Reference lists of the American Psychological Association: Publication Manual, 7th edition."""

from dataclasses import replace

from summit_tui.citations.item import (
    Item,
    Name,
    creators,
    dated,
    description,
    is_cjk,
    is_in_newspaper,
    is_publisher,
    primary_language,
    published_title,
    publisher_name,
    translated_title,
)
from summit_tui.citations.names import (
    initials,
    inverted,
    known,
    natural,
    romanized,
    series,
    with_handle,
)
from summit_tui.citations.title_case import sentence_case
from summit_tui.citations.typography import (
    month_day_year,
    number_range,
    stopped,
    unstopped,
    year_month_day,
)

_MOST_AUTHORS = 20
_WORDS_OF_A_POST = 20


def reference(item: Item, letter: str = "") -> str:
    """Return the entry of a source: who, when, what, where (9.4–9.37).

    `letter` tells works of one author and year apart (9.47). Without anybody in the author's
    place the title stands there (9.12).
    """
    author, date, title = heading(item), _date(item, letter), _title(item)
    beginning = (author, date, title) if author else (title, date)
    texts = [stopped(text) for text in (*beginning, _where(item)) if text]
    return " ".join(filter(None, [*texts, _address(item)]))


def heading(item: Item) -> str:
    """Return who stands in the author's place: persons, a group (9.11), or nobody."""
    names = [romanized(name, item) for name in creators(item)]
    if names:
        texts = known(names, lambda name: _author(name, in_post=item.type == "post"))
        if len(texts) == 2 and all(name.literal for name in names):
            return " & ".join(texts)  # only after initials a comma stands before the sign
        return _authors(texts)
    if item.type in ("article", "broadcast", "interview", "post"):
        return ""
    return publisher_name(item, romanized=True)


def _author(name: Name, *, in_post: bool) -> str:
    """Return one author: family name, initials, suffix (9.8); in a post, the handle too (10.15)."""
    given = initials(name.given)
    text = (
        inverted(name)
        if name.literal or not given or is_cjk(name.family)
        else ", ".join(filter(None, (name.family, given, name.suffix)))
    )
    return with_handle(text, name.handle, "[]") if in_post else text


def _authors(names: list[str]) -> str:
    """Return up to twenty authors, or nineteen, an ellipsis and the last (9.8)."""
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, . . . {names[-1]}"
    return ", ".join(names[:-1]) + f", & {names[-1]}" if len(names) > 1 else "".join(names)


def _date(item: Item, letter: str) -> str:
    """Return the day, in round brackets (9.13–9.17); a speech has that of its delivery (10.13)."""
    day = dated(item)
    if not day:
        return f"(n.d.{'-' if letter else ''}{letter})"
    year, comma, rest = year_month_day(day).partition(",")
    return f"({year}{letter}{comma}{rest})"


def _title(item: Item) -> str:
    """Return the title with what the reader needs to know of it in brackets (9.18–9.22).

    The title is in sentence case (6.17), that of a document with a proper name and the text of a
    post as they are. A title in another script is given in Latin letters where the source has it
    so, a translation in square brackets (9.38). A description in place of a title says what the
    source is, too (9.22).
    """
    title = published_title(item, romanized=True) or description(item)
    is_described = title[0] == "["
    if item.type == "post":
        words = title.split()
        title = " ".join(words[:_WORDS_OF_A_POST])
    elif primary_language(item) == "en" and item.type != "declaration" and not is_described:
        title = sentence_case(title, _names(item))
    translation = translated_title(item)
    number = f"No. {item.number}" if item.number[:1].isdecimal() else item.number
    known_of_it = "; ".join(filter(None, (_translators(item), number)))
    return " ".join(
        filter(
            None,
            (
                unstopped(title),
                f"({known_of_it})" if known_of_it else "",
                f"[{unstopped(translation)}]" if translation else "",
                f"[{kind}]" if (kind := _kind(item)) and not is_described else "",
            ),
        )
    )


def _translators(item: Item) -> str:
    """Return who translated a source, initials first: A. Okoro, Trans. (9.19, 10.2)."""
    names = [romanized(name, item) for name in item.translators]
    texts = known(
        [
            replace(name, given="" if is_cjk(name.family) else initials(name.given))
            for name in names
        ],
        natural,
    )
    return f"{series(texts, '&')}, Trans." if texts else ""


def _kind(item: Item) -> str:
    """Return the description in square brackets that 9.21 and the examples of 10 give a type."""
    recorded = {"audio": "audio recording", "video": "video recording"}.get(item.medium)
    match item.type:
        case "speech":
            return f"{item.genre or 'Speech'} {recorded or 'transcript'}"
        case "transcript":
            return f"{item.genre} {recorded or 'transcript'}" if item.genre else "Transcript"
        case "interview":
            return item.genre or "Interview"
        case "broadcast" if item.medium == "video":
            return "TV series episode" if item.programme else "Video"
        case "broadcast":
            return item.genre or "Radio broadcast"
        case "post":
            return item.genre or "Post"
        case "release":
            return "Press release"
        case _:
            return item.genre


def _where(item: Item) -> str:
    """Return programme and publisher (9.23–9.33), without who stands in the author's place.

    A newspaper on paper has its pages after it (10.1, example 16).
    """
    publisher = publisher_name(item, romanized=True)
    names = creators(item)
    if is_publisher(names, item) or (heading(item) and not names):
        publisher = item.parent_organization
    if item.type == "broadcast" and item.programme:
        return " ".join(filter(None, (stopped(f"In {item.programme}"), publisher)))
    if is_in_newspaper(item) and not item.url:
        return ", ".join(filter(None, (publisher, number_range(item.page))))
    # Two places of one recording are parted by a semicolon (10.13, example 95).
    programme = item.programme if item.type == "interview" else ""
    return "; ".join(filter(None, (programme, publisher)))


def _address(item: Item) -> str:
    """Return the address; where a page has no date, after the day on which it was read (9.16).

    A copy in an archive does not change: its address needs no day.
    """
    may_change = item.type == "page" and not item.issued
    if may_change and item.archived_at:
        return item.archived_at
    if may_change and item.retrieved and item.url:
        return f"Retrieved {month_day_year(item.retrieved)}, from {item.url}"
    return item.url


def _names(item: Item) -> tuple[str, ...]:
    """Return the names that this source itself says and that may stand in its title."""
    people = (*item.authors, *item.speech_by, *item.interviewers)
    names = (
        *item.proper_names,
        item.publisher,
        item.parent_organization,
        item.programme,
        item.event_title,
        item.event_place,
        *(name.literal or name.family for name in people),
        *(f"{name.given} {name.family}" for name in people if name.given),
    )
    return tuple(filter(None, (*names, *map(_without_last_word, names))))


def _without_last_word(name: str) -> str:
    """Return a name of three words and more without its last one, or nothing.

    A summit is so called without its year, and an office may be that of what it runs: the Reef
    Forum is that of the Reef Forum Secretariat.
    """
    words = name.removeprefix("The ").split()[:-1]
    return " ".join(words) if len(words) > 1 else ""
