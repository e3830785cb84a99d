"""Statements and where each stands in the text of its source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from summit_tui.archive import Entry
from summit_tui.evidence.elision import LeftOut
from summit_tui.evidence.locate import Evidence, Passage, SourceText, Status
from summit_tui.evidence.source_text import (
    NO_EXCERPT,
    NO_TEXT,
    OutsideError,
    TextFile,
    read_text,
    text_paths,
)
from summit_tui.i18n import gettext
from summit_tui.model.records import Quote, Source

_KEPT: Final = 8
"""The most texts that are kept in memory."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a source as it was read, prepared for searching."""

    file: TextFile
    text: SourceText | None = None
    """None where there is no text."""

    def changed(self, source: Source) -> bool:
        """Return whether the text has changed since its hash was taken."""
        return bool(self.file.sha256 and source.sha256 and self.file.sha256 != source.sha256)


class SourceTexts:
    """The texts of sources; each is read and prepared once, until its file changes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Look for texts in `folder`, then at the paths that the sources themselves give."""
        self.folder = folder
        # Two threads that need the same text must not both prepare it.
        self._lock = Lock()
        self._unchanged = lru_cache(maxsize=_KEPT)(lambda path, _time, _size: _read(path))

    def read(self, entry: Entry) -> ReadText:
        """Return the text of a source, which may take seconds."""
        source = entry.record
        if not isinstance(source, Source):
            return ReadText(TextFile())
        try:
            for path in text_paths(source, Path(entry.path).parent, self.folder):
                text = self._at(path)
                if text.file != TextFile():
                    return text
        except OutsideError as error:
            problem = gettext("‘{path}’ leads out of its folder and is not read", path=error)
            return ReadText(TextFile(problem=problem))
        return ReadText(TextFile())

    def _at(self, path: Path) -> ReadText:
        try:
            status = path.stat()
        except (OSError, ValueError):
            return _read(path)
        with self._lock:
            return self._unchanged(path, status.st_mtime_ns, status.st_size)


def _read(path: Path) -> ReadText:
    file = read_text(path)
    return ReadText(file, None if file.text is None else SourceText(file.text))


def evidence_of(quote: Quote, text: SourceText) -> Evidence | None:
    """Return where a statement stands in its source's text, or None where nothing says where.

    Direct speech without an excerpt is searched by its own words.
    """
    if quote.excerpt is not None:
        return text.find(quote.excerpt)
    return _direct_evidence(quote, text) if quote.mode == "direct" else None


def _direct_evidence(quote: Quote, text: SourceText) -> Evidence:
    from summit_tui.evidence.quotations import without_marks  # a start has no use for it

    return text.find_words(without_marks(quote.text))


def evidence_sentence(quote: Quote, source: Source | None, read: ReadText | None) -> str:
    """Return the evidence for a statement as a sentence; `read` is None for a source unknown."""
    if read is None or (read.text is None and read.file.problem is None):
        return gettext(NO_TEXT)
    if read.text is None:
        return gettext("no text of the source: {problem}", problem=read.file.problem)
    evidence = evidence_of(quote, read.text)
    sentence = evidence.sentence() if evidence else gettext(NO_EXCERPT)
    if source is not None and read.changed(source):
        return gettext(
            "{evidence}; the text has changed since its hash was taken", evidence=sentence
        )
    return sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and where it stands in the text."""

    entry: Entry
    quote: Quote
    evidence: Evidence | None = None
    """None where nothing says where to look."""
    sentence: str = ""
    """The evidence as a sentence."""
    left_out: Sequence[LeftOut] = ()
    """What ellipses leave out of its excerpt, or else of its direct words."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passage where it stands, or all between which its excerpt does not decide."""
        return self.evidence.passages if self.evidence else ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A passage of the text to go to: that of a statement, or one of several."""

    statement: Statement
    passage: Passage | None = None
    """None where the statement does not stand in the text."""
    number: int = 0
    """The index of the passage among those of the statement, from 0."""
    parts: tuple[Passage, ...] = ()
    """What is highlighted: the passage, or the parts of an excerpt with omissions."""

    def covers(self, offset: int) -> bool:
        """Return whether the character at an offset of the text is highlighted."""
        return any(part.start <= offset < part.end for part in self.parts)


@dataclass(frozen=True)
class SourceSheet:
    """A source's text with all the statements that rest on it."""

    source: Entry
    record: Source
    read: ReadText
    statements: Sequence[Statement] = field(default=())

    @property
    def text(self) -> str:
        """The text as it stands in its file."""
        return self.read.text.text if self.read.text else ""

    @cached_property
    def stops(self) -> list[Stop]:
        """Every passage of every statement in reading order, then statements without one."""
        located = [stop for statement in self.statements for stop in _stops(statement)]
        located.sort(key=_extent)
        missing = [Stop(statement) for statement in self.statements if not statement.passages]
        return located + missing

    @cached_property
    def _reach(self) -> list[int]:
        """For each stop, the furthest offset that it or any before it reaches."""
        reach, furthest = [], 0
        for stop in self.stops:
            furthest = max(furthest, _extent(stop)[1])
            reach.append(furthest)
        return reach

    def between(self, start: int, end: int) -> list[int]:
        """Return the indexes of the stops that are highlighted between two offsets of the text."""
        located = [stop for stop in self.stops if stop.passage]
        last = bisect_right(located, end - 1, key=lambda stop: _extent(stop)[0])
        indexes = []
        for index in range(last - 1, -1, -1):
            if self._reach[index] <= start:
                break
            if any(part.start < end and start < part.end for part in self.stops[index].parts):
                indexes.append(index)
        return indexes[::-1]

    def resting_on(self, stop: Stop) -> list[Statement]:
        """Return the statements that rest on the words of a stop, its own among them."""
        if stop.passage is None:
            return [stop.statement]
        indexes = self.between(stop.passage.start, stop.passage.end)
        resting = (self.stops[index].statement for index in indexes)
        return list({str(statement.entry.address): statement for statement in resting}.values())

    def count_found(self) -> int:
        """Return how many statements stand in exactly one passage of the text."""
        return sum(
            statement.evidence is not None and statement.evidence.status is Status.FOUND
            for statement in self.statements
        )


def source_sheet(
    source: Entry, record: Source, read: ReadText, quotes: Iterable[Entry]
) -> SourceSheet:
    """Return a source's text with the statements in it, which may take seconds."""
    statements = []
    for entry in quotes:
        if isinstance(entry.record, Quote):
            evidence = evidence_of(entry.record, read.text) if read.text else None
            sentence = evidence.sentence() if evidence else gettext(NO_EXCERPT)
            left_out = _left_out(entry.record, evidence, read.text) if read.text else ()
            statements.append(Statement(entry, entry.record, evidence, sentence, left_out))
    return SourceSheet(source, record, read, statements)


def _left_out(quote: Quote, evidence: Evidence | None, text: SourceText) -> Sequence[LeftOut]:
    if evidence is not None and evidence.left_out:
        return evidence.left_out
    # The excerpt may have all words where the text, as the quotation is printed, has not.
    is_elided = quote.mode == "direct" and ("…" in quote.text or "..." in quote.text)
    return _direct_evidence(quote, text).left_out if is_elided else ()


def _stops(statement: Statement) -> list[Stop]:
    evidence = statement.evidence
    if evidence is not None and evidence.status is Status.FOUND:
        return [Stop(statement, evidence.passages[0], 0, evidence.segments)]
    return [
        Stop(statement, passage, number, (passage,))
        for number, passage in enumerate(statement.passages)
    ]


def _extent(stop: Stop) -> tuple[int, int]:
    """Return where the passage of a stop begins and ends; 0 for both without one."""
    return (stop.passage.start, stop.passage.end) if stop.passage else (0, 0)
