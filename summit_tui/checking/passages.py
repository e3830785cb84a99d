"""Statements held against the words of their sources."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from summit_tui.archive import Entry
from summit_tui.checking.finding import Finding
from summit_tui.checking.quoting import bare, fragments
from summit_tui.checking.texts import Prepared, Texts
from summit_tui.controls import one_line
from summit_tui.evidence import Evidence, OutsideError, Status, TextFile
from summit_tui.evidence.finding import MOST
from summit_tui.records import Quote, Source
from summit_tui.values import Excerpt

_LONGEST: Final = 200_000
"""In a longer text the passage nearest to a missing excerpt is not looked for: it takes long."""
_MOST_FRAGMENTS: Final = 100
"""So many quoted fragments of a statement are looked for."""
_SHOWN: Final = 80


def unsupported(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """Yield what a statement claims of its source's words and the source does not bear out.

    Without the source's text, or with one in another language, only the statement is looked at.
    """
    quote = entry.record
    if not isinstance(quote, Quote):
        return
    source: Source | None = entry.link("sources", quote.source)
    text = texts.prepared(entry.address.event, quote.source) if source else None
    if text and quote.excerpt:
        yield from _excerpt(quote.excerpt, text)
    if quote.mode == "direct":
        if text and _same_language(quote, source):
            yield from _direct(quote, text)
        return
    quoted = list(islice(fragments(quote.text), _MOST_FRAGMENTS))
    if quote.mode == "partial" and not quoted:
        message = (
            "nothing stands in quotation marks; mark what the source quotes, or say paraphrase"
        )
        yield Finding("E305", message, "text")
    elif quoted and (text is None or _same_language(quote, source)):
        yield from _fragments(quote, quoted, text)


def wrong_text(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """Yield what is wrong with the text of a source."""
    source = entry.record
    if not isinstance(source, Source):
        return
    try:
        file = texts.read(entry)
    except OutsideError as error:
        message = f"‘{error}’ leads out of its folder and is not read; write a path below it"
        yield Finding("E307", message, "text")
        return
    if source.text is not None and file == TextFile():
        yield Finding("W313", f"there is no file ‘{source.text}’; the text was not checked", "text")
    if file.problem:
        yield Finding("E308", f"the text {file.problem}", "text")
    if file.sha256 and source.sha256 and file.sha256 != source.sha256:
        message = f"the text has changed: its SHA-256 is now {file.sha256}"
        yield Finding("E309", message, "sha256")


def _excerpt(excerpt: Excerpt, text: Prepared) -> Iterator[Finding]:
    evidence = text.text.find(excerpt)
    if evidence.status is Status.MISSING:
        message = f"the excerpt is not in the source; copy it exactly{nearest(evidence, text)}"
        yield Finding("E301", message, "excerpt")
    elif evidence.status is Status.AMBIGUOUS:
        yield Finding("W302", f"the excerpt is {evidence.sentence()}", "excerpt")


def _direct(quote: Quote, text: Prepared) -> Iterator[Finding]:
    words = bare(quote.text)
    if words and (evidence := text.text.find_words(words)).status is Status.MISSING:
        message = f"the text is not word for word in the source{nearest(evidence, text)}"
        yield Finding("E303", message, "text")


def _fragments(quote: Quote, quoted: list[str], text: Prepared | None) -> Iterator[Finding]:
    """Yield each fragment that the source does not quote; only paraphrases need no text for it."""
    for fragment in quoted:
        shown = f"‘{short(fragment)}’"
        if text is None:
            if quote.mode == "paraphrase":
                message = f"{shown} stands in quotation marks; no text of the source is at hand"
                yield Finding("W306", message, "text")
        elif not _is_quoted(fragment, text):
            hint = "copy it as printed, or take the marks away"
            message = f"{shown} does not stand in quotation marks in the source; {hint}"
            yield Finding("E304" if quote.mode == "partial" else "W306", message, "text")


def _is_quoted(fragment: str, text: Prepared) -> bool:
    """Tell whether a fragment stands in quotation marks at least once; also if that is unsure."""
    if text.text.find_words(f'"{fragment}"').status is not Status.MISSING:
        return True
    evidence = text.text.find_words(fragment)
    if len(evidence.passages) >= MOST:
        return True
    together = all if evidence.pieces else any
    return bool(evidence.passages) and together(
        any(start <= one.start and one.end <= end for start, end in text.quoted)
        for one in evidence.pieces or evidence.passages
    )


def _same_language(quote: Quote, source: Source | None) -> bool:
    """Tell whether a statement may stand in its source's language: `zh` may be `zh-Hant`."""
    if source is None or quote.language is None or source.language is None:
        return True
    ours, theirs = quote.language.lower().split("-"), source.language.lower().split("-")
    return all(a == b for a, b in zip(ours, theirs, strict=False))


def nearest(evidence: Evidence, text: Prepared) -> str:
    """Return how a message goes on where the source has something like what was looked for."""
    passage = evidence.nearest if len(text.text.text) <= _LONGEST else None
    if passage is None:
        return ""
    return f"; nearest is ‘{short(text.text.text[passage.start : passage.end])}’"


def short(text: str) -> str:
    """Return a text as a message shows it."""
    text = one_line(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
