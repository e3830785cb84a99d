"""Codes for what stands, or does not stand, in the text of a source."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive import Archive, Entry
from summit_tui.attribution.quotation import fragments, quoted_spans, without_marks
from summit_tui.evidence import Evidence, OutsideError, SourceText, Status, TextFile, read_source
from summit_tui.evidence.locate import MOST
from summit_tui.lint.rule import Rule, Violation
from summit_tui.model.fields import Excerpt
from summit_tui.model.kinds import Address
from summit_tui.model.records import Quote, Source
from summit_tui.model.text import one_line

EVIDENCE: Final = (
    Rule(
        "E301",
        "The excerpt does not stand in its source.",
        "Every word must be there, in this order and in this case; white space, line ends, the "
        "shape of quotation marks and dashes may differ. Copy it again, with `…` where words are "
        "left out. Example: `benefits the global community` where the source has `benefits the "
        "entire global community`.",
    ),
    Rule(
        "W302",
        "The excerpt stands in several places of its source.",
        "Nobody can tell which one is meant. Make the excerpt longer, or add a few words before "
        'and after it as `prefix` and `suffix`. Example: `exact = "we agree"`, said twice; '
        '`prefix = "On trade "` tells which.',
    ),
    Rule(
        "E303",
        "A direct quotation is not in its source word for word.",
        "Case and order count, quotation marks around the text do not. Copy it from the source, "
        "with `…` where the source's own words stand between; if the source reports, the mode is "
        "`partial` or `paraphrase`. Checked where the source's text is at hand in the same "
        "language. Example: `We oppose a closed model.` where it prints `opposing a closed model`.",
    ),
    Rule(
        "E304",
        "A quoted fragment does not stand in quotation marks in its source.",
        "The mode `partial` promises that fragments in quotation marks are quoted by the source. "
        "Take the marks away, or copy the fragment as printed. Example: `It would not create "
        '"digital islands"` where the source prints "technology islands".',
    ),
    Rule(
        "E305",
        "A partial quotation has no fragment in quotation marks.",
        "Put the fragments that the source quotes into quotation marks; if it quotes none, the "
        "mode is `paraphrase`. Example: `Technology should not create islands.` as `partial`.",
    ),
    Rule(
        "W306",
        "A paraphrase has quotation marks that its source does not have.",
        "They make a reader believe that these are the speaker's words. Take them away; if the "
        "source quotes the words, the mode is `partial`. Where no text of the source is at hand, "
        'all of them are doubtful. Example: `AI is called "a force for good"` where the source '
        "has no such quotation.",
    ),
    Rule(
        "E307",
        "The path of the source's text leads out of its folder.",
        "Such a file is not read. Write a path below the folder of the file that says so, "
        'without `..` and not through a link that leads elsewhere. Example: `text = "../a.txt"`.',
    ),
    Rule(
        "E308",
        "The source's text cannot be read.",
        "Save it as UTF-8 plain text. Without it no excerpt of the source can be checked. "
        "Example: a text in GB 18030.",
    ),
    Rule(
        "E309",
        "The source's text is not the one whose hash is on record.",
        "It has changed since, so its excerpts may rest on other words. Compare it with the "
        "source; where it is right, write its hash as `sha256`. Example: a text whose line ends "
        "an editor has changed.",
    ),
    Rule(
        "E310",
        "What a reading says does not stand in its source.",
        "Its excerpt, or without one its value, must stand in the source's text word for word, in "
        "whatever language the source has. Copy it again. Example: `over 50 countries` where the "
        "source prints `30 countries`.",
    ),
    Rule(
        "E311",
        "The value of a reading does not stand in its excerpt.",
        "The excerpt shows where the source prints the value. Copy more of the passage, or correct "
        'the value. Example: `value = "Chief Executive"` with `exact = "said John Lee"`.',
    ),
    Rule(
        "W312",
        "No reading of the field has the record's own value.",
        "The record's own field is the editor's choice among what sources print; its readings hold "
        "what each source has, the chosen one too. Case, accents and the script of Chinese make "
        "no difference. Add the reading it was taken from, or choose one. Example: `countries = "
        '"about 50"` where the readings have `over 50` and `30`.',
    ),
    Rule(
        "W313",
        "The file of the source's text is not there.",
        "So no excerpt of the source can be checked. Put the text there, correct the path, which "
        "begins at the folder of the file that says so, or name the folder of the texts with "
        '`--texts`. Example: `text = "texts/gazette.txt"` where that file has another name.',
    ),
)


_PREPARED: Final = 16
"""So many texts are kept: statements come source by source."""


class Prepared(NamedTuple):
    """A source's text, ready to be asked."""

    text: SourceText
    """The text."""
    quoted: list[tuple[int, int]]
    """Where it quotes."""


class CheckedTexts:
    """The texts of an archive's sources."""

    def __init__(self, archive: Archive, folder: Path | None) -> None:
        """Look in `folder`, then where the sources themselves say that their texts lie."""
        self._archive = archive
        self._folder = folder
        self._prepared = lru_cache(maxsize=_PREPARED)(self._prepare)

    def read(self, entry: Entry) -> TextFile:
        """Read the text of a source; raises `OutsideError` where its path is not to be followed."""
        source = entry.record
        if not isinstance(source, Source):
            return TextFile()
        return read_source(source, Path(entry.path).parent, self._folder)

    def prepared(self, event: str, source: str) -> Prepared | None:
        """Return the text of a source by the ids of event and source, or None."""
        return self._prepared(event, source)

    def _prepare(self, event: str, source: str) -> Prepared | None:
        entry = self._archive.get(Address(event, "sources", source))
        try:
            text = self.read(entry).text if entry else None
        except OutsideError:
            return None
        return Prepared(SourceText(text), quoted_spans(text)) if text is not None else None


_LONGEST: Final = 200_000
"""In a longer text the passage nearest to a missing excerpt is not looked for: it takes long."""
_MOST_FRAGMENTS: Final = 100
"""So many quoted fragments of a statement are looked for."""
_SHOWN: Final = 80


def evidence_violations(entry: Entry, texts: CheckedTexts) -> Iterator[Violation]:
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
        yield Violation("E305", message, "text")
    elif quoted and (text is None or _same_language(quote, source)):
        yield from _fragments(quote, quoted, text)


def text_violations(entry: Entry, texts: CheckedTexts) -> Iterator[Violation]:
    """Yield what is wrong with the text of a source."""
    source = entry.record
    if not isinstance(source, Source):
        return
    try:
        file = texts.read(entry)
    except OutsideError as error:
        message = f"‘{error}’ leads out of its folder and is not read; write a path below it"
        yield Violation("E307", message, "text")
        return
    if source.text is not None and file == TextFile():
        yield Violation(
            "W313", f"there is no file ‘{source.text}’; the text was not checked", "text"
        )
    if file.problem:
        yield Violation("E308", f"the text {file.problem}", "text")
    if file.sha256 and source.sha256 and file.sha256 != source.sha256:
        message = f"the text has changed: its SHA-256 is now {file.sha256}"
        yield Violation("E309", message, "sha256")


def _excerpt(excerpt: Excerpt, text: Prepared) -> Iterator[Violation]:
    evidence = text.text.find(excerpt)
    if evidence.status is Status.MISSING:
        message = f"the excerpt is not in the source; copy it exactly{nearest(evidence, text)}"
        yield Violation("E301", message, "excerpt")
    elif evidence.status is Status.AMBIGUOUS:
        yield Violation("W302", f"the excerpt is {evidence.sentence()}", "excerpt")


def _direct(quote: Quote, text: Prepared) -> Iterator[Violation]:
    words = without_marks(quote.text)
    if words and (evidence := text.text.find_words(words)).status is Status.MISSING:
        message = f"the text is not word for word in the source{nearest(evidence, text)}"
        yield Violation("E303", message, "text")


def _fragments(quote: Quote, quoted: list[str], text: Prepared | None) -> Iterator[Violation]:
    """Yield each fragment that the source does not quote; only paraphrases need no text for it."""
    for fragment in quoted:
        shown = f"‘{short(fragment)}’"
        if text is None:
            if quote.mode == "paraphrase":
                message = f"{shown} stands in quotation marks; no text of the source is at hand"
                yield Violation("W306", message, "text")
        elif not _is_quoted(fragment, text):
            hint = "copy it as printed, or take the marks away"
            message = f"{shown} does not stand in quotation marks in the source; {hint}"
            yield Violation("E304" if quote.mode == "partial" else "W306", message, "text")


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
