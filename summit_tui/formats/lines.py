"""The lines that forms for readers have in common, filled with parts in the markup of each."""

from collections.abc import Callable, Collection, Iterable, Iterator

from summit_tui.archive import Entry
from summit_tui.attribution.attribution import Attribution
from summit_tui.attribution.quotation import in_quotation_marks, strip_marks
from summit_tui.attribution.summary import Summary, facts_of
from summit_tui.i18n import Words
from summit_tui.model.text import value_line

Markup = Callable[[str], str]
"""Escapes a text for a markup."""


def byline(words: Words, speaker: str, credit: str) -> str:
    """Return who made a statement, and what else there is to say of it (`Attribution.credit`)."""
    return words.gettext("— {speaker}{credit}", speaker=speaker, credit=credit)


def source_line(words: Words, source: str, locator: str | None = None) -> str:
    """Return a source, and where in it something is, on a line of its own."""
    if not locator:
        return words.gettext("Source: {source}", source=source)
    return words.gettext("Source: {source}, {locator}", source=source, locator=locator)


def fact_lines(summary: Summary, markup: Markup = str) -> Iterator[str]:
    """Yield each fact of a summary as a line."""
    return _labelled(summary.facts, summary.words, markup)


def beside_attribution(
    entry: Entry,
    words: Words,
    markup: Markup = str,
    without: Collection[str] = (),
    *,
    passage: bool = False,
) -> Iterator[str]:
    """Yield each fact of a statement that its attribution does not state as a line.

    Its locator is with the source, and its topics, words by which the editor finds it, belong
    into no copy; nor do the fields in `without`. With `passage`, the words by which the source
    attributes it come first, as printed.
    """
    if passage:
        yield from printed_attribution(entry, words, markup)
    facts = facts_of(entry, words, ("locator", "topics", *without))
    yield from _labelled(facts, words, markup)


def printed_attribution(entry: Entry, words: Words, markup: Markup = str) -> Iterator[str]:
    """Yield the words by which the source attributes a statement as a line, where they are known.

    They belong to the passage as the words of the source do.
    """
    printed = value_line(getattr(entry.record, "attribution", None) or "")
    if printed:
        yield words.gettext("Printed as: {attribution}", attribution=markup(printed))


def _labelled(facts: Iterable[tuple[str, str]], words: Words, markup: Markup) -> Iterator[str]:
    for label, value in facts:
        yield words.gettext("{label}: {value}", label=label, value=markup(value))


def passage_line(parts: Attribution, markup: Markup = str) -> str | None:
    """Return the words of the source that a statement rests on, and where they are in it.

    None where they are not on record, or are those of the statement itself.
    """
    if not parts.excerpt or strip_marks(parts.excerpt) == strip_marks(parts.text):
        return None
    language = parts.source.language or parts.original_language
    text = markup(in_quotation_marks(parts.excerpt, language))
    if not parts.locator:
        return parts.words.gettext("Source text: {text}", text=text)
    locator = markup(parts.locator)
    return parts.words.gettext("Source text: {text} ({locator})", text=text, locator=locator)
