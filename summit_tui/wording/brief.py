"""A brief in Markdown: statements under headings, with their sources as numbered footnotes.

Footnotes are an extension that CommonMark leaves to dialects: GitHub's, Pandoc's and others have
them, and elsewhere the numbers stay readable.
"""

from collections.abc import Iterable, Iterator, Sequence

from summit_tui.archive import Entry
from summit_tui.wording import Grouping
from summit_tui.wording.attribution import attribution
from summit_tui.wording.card import card
from summit_tui.wording.grouping import brief
from summit_tui.wording.markdown import escaped, facts_of, publication_in_words, statement


def words(entries: Iterable[Entry], language: str | None, by: Grouping) -> Iterator[str]:
    """Yield the title, each record and each footnote; nothing where there is no record.

    Raises `ValueError` for too many records.
    """
    content = brief(entries, by)
    if not content.groups:
        return
    yield f"# {escaped(content.title)}\n"
    for group in content.groups:
        yield f"\n## {escaped(group.heading)}\n"
        for entry in group.entries:
            notes = _marks(content.notes(entry))
            if entry.address.kind == "quotes":
                yield f"\n{statement(attribution(entry, language), notes)}\n"
            else:
                yield f"\n{facts_of(card(entry), notes)}\n"
    for gap, (one, number) in zip(_gaps(), content.numbers.items(), strict=False):
        yield f"{gap}[^{number}]: {publication_in_words(one)}\n"


def _marks(notes: Sequence[int]) -> str:
    return "".join(f"[^{number}]" for number in notes)


def _gaps() -> Iterator[str]:
    """Yield the empty line before the first footnote, then nothing."""
    yield "\n"
    while True:
        yield ""
