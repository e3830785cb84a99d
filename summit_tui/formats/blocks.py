"""Records as typed blocks: one walk over them for every markup that shows the same things."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution, attribution
from summit_tui.attribution.publications import Publication
from summit_tui.attribution.summary import Summary, summarize
from summit_tui.formats import Grouping
from summit_tui.formats.grouping import brief
from summit_tui.i18n import Words, words_in


@dataclass(frozen=True, slots=True)
class Title:
    """What a whole document is called; on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks up to the next heading have in common; on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its attribution."""

    entry: Entry
    attribution: Attribution
    sources: Sequence[Publication] = ()
    """The publications to be cited below it."""
    notes: Sequence[int] = ()
    """The numbers of its notes, where the sources are there."""
    has_passage: bool = False
    """Are the words of the source that it rests on to be printed below it?"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a record that is no statement."""

    summary: Summary
    sources: Sequence[Publication] = ()
    """As in `Statement`."""
    notes: Sequence[int] = ()
    """As in `Statement`."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources of a document, each with its number, from 1."""

    numbers: Mapping[Publication, int]
    words: Words
    """The words of the document."""


Block = Title | Heading | Statement | Facts | Notes


def record_blocks(
    entries: Iterable[Entry], language: str | None, *, passage: bool
) -> Iterator[Block]:
    """Yield a block for each record, with its sources in it."""
    words = words_in(language)
    for entry in entries:
        if entry.address.kind == "quotes":
            parts = attribution(entry, language, words)
            yield Statement(entry, parts, sources=(parts.source,), has_passage=passage)
        else:
            summary = summarize(entry, words)
            yield Facts(summary, sources=summary.sources)


def brief_blocks(
    entries: Iterable[Entry], language: str | None, by: Grouping, *, passage: bool
) -> Iterator[Block]:
    """Yield a title, the records under their headings, and their sources as notes.

    Nothing is yielded where there is no record. Raises `ValueError` for too many records.
    """
    words = words_in(language)
    content = brief(entries, by, words)
    if not content.groups:
        return
    yield Title(content.title)
    for group in content.groups:
        yield Heading(group.heading)
        for entry in group.entries:
            notes = content.notes(entry)
            if entry.address.kind == "quotes":
                parts = attribution(entry, language, words)
                yield Statement(entry, parts, notes=notes, has_passage=passage)
            else:
                yield Facts(summarize(entry, words), notes=notes)
    if content.numbers:
        yield Notes(content.numbers, words)
