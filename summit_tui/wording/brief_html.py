"""A brief as a page of HTML: statements under headings, with their sources as numbered notes."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from summit_tui.archive import Entry
from summit_tui.wording import Grouping
from summit_tui.wording.attribution import attribution
from summit_tui.wording.card import card
from summit_tui.wording.grouping import brief
from summit_tui.wording.html import facts_of, publication_in_words, statement


def words(entries: Iterable[Entry], language: str | None, by: Grouping) -> Iterator[str]:
    """Yield the head, each record and each note; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    content = brief(entries, by)
    if not content.groups:
        return
    title = escape(content.title)
    yield (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"</head>\n<body>\n<h1>{title}</h1>\n"
    )
    for group in content.groups:
        yield f"<h2>{escape(group.heading)}</h2>\n"
        for entry in group.entries:
            notes = _marks(content.notes(entry))
            if entry.address.kind == "quotes":
                yield statement(attribution(entry, language), notes)
            else:
                yield facts_of(card(entry), notes)
    if content.numbers:
        yield "<h2>Sources</h2>\n<ol>\n"
        for one, number in content.numbers.items():
            yield f'<li id="source-{number}">{publication_in_words(one)}</li>\n'
        yield "</ol>\n"
    yield "</body>\n</html>\n"


def _marks(notes: Sequence[int]) -> str:
    return "".join(f'<sup><a href="#source-{number}">{number}</a></sup>' for number in notes)
