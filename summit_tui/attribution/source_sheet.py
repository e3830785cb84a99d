"""Statements and where each stands in the text of its source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from summit_tui.archive import Entry
from summit_tui.evidence import (
    Evidence,
    OutsideError,
    Passage,
    SourceText,
    Status,
    TextFile,
    read_text,
    text_paths,
)
from summit_tui.evidence.source_text import NO_EXCERPT, NO_TEXT
from summit_tui.model.records import Quote, Source

_KEPT: Final = 8
"""So many texts are kept."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A source's text as it was read, ready to be asked."""

    file: TextFile
    text: SourceText | None = None
    """None where there is no text."""

    def changed(self, source: Source) -> bool:
        """Return whether the text is another than when its hash was taken."""
        return bool(self.file.sha256 and source.sha256 and self.file.sha256 != source.sha256)


class SourceTexts:
    """The texts of sources; each is read and prepared once, until its file changes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Look in `folder`, then where the sources themselves say that their texts lie."""
        self.folder = folder
        # Two threads that want the same text shall not both prepare it.
        self._lock = Lock()
        self._unchanged = lru_cache(maxsize=_KEPT)(lambda path, _time, _size: _read(path))

    def read(self, entry: Entry) -> ReadText:
        """Return the text of a source, which may take seconds."""
        source = entry.record
        if not isinstance(source, Source):
            return ReadText(TextFile())
        try:
            for path in text_paths(source, Path(entry.path).parent, self.folder):
                found = self._at(path)
                if found.file != TextFile():
                    return found
        except OutsideError as error:
            return ReadText(TextFile(problem=f"‘{error}’ leads out of its folder and is not read"))
        return ReadText(TextFile())

    def _at(self, path: Path) -> ReadText:
        try:
            about = path.stat()
        except (OSError, ValueError):
            return _read(path)
        with self._lock:
            return self._unchanged(path, about.st_mtime_ns, about.st_size)


def _read(path: Path) -> ReadText:
    file = read_text(path)
    return ReadText(file, None if file.text is None else SourceText(file.text))


def evidence_of(quote: Quote, text: SourceText) -> Evidence | None:
    """Return where a statement stands in its source's text, or None where nothing says so.

    Direct speech without an excerpt is looked for by its own words.
    """
    if quote.excerpt is not None:
        return text.find(quote.excerpt)
    if quote.mode == "direct":
        from summit_tui.attribution.quotation import without_marks

        return text.find_words(without_marks(quote.text))
    return None


def evidence_sentence(quote: Quote, source: Source | None, read: ReadText | None) -> str:
    """Return the evidence for a statement in words; `read` is None where no text was looked for."""
    if read is None or (read.text is None and read.file.problem is None):
        return NO_TEXT
    if read.text is None:
        return f"{NO_TEXT}: its file {read.file.problem}"
    evidence = evidence_of(quote, read.text)
    words = evidence.sentence() if evidence else NO_EXCERPT
    if source is not None and read.changed(source):
        return f"{words}; the text has changed since its hash was taken"
    return words


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and where it stands."""

    entry: Entry
    quote: Quote
    evidence: Evidence | None = None
    """None where nothing says where to look."""
    words: str = NO_EXCERPT
    """The same in words."""

    @property
    def places(self) -> tuple[Passage, ...]:
        """Return the one place where it stands, or all of which nothing tells which is meant."""
        return self.evidence.passages if self.evidence else ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in a text at which one may stop: that of a statement, or one of several."""

    statement: Statement
    place: Passage | None = None
    """None where the statement does not stand in the text."""
    number: int = 0
    """Which of the statement's places it is, counted from 0."""
    parts: tuple[Passage, ...] = ()
    """What is marked: the place, or the pieces of an elided excerpt."""

    def covers(self, offset: int) -> bool:
        """Return whether a character of the text belongs to it."""
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
        """Return the text as it was given."""
        return self.read.text.text if self.read.text else ""

    @cached_property
    def stops(self) -> list[Stop]:
        """Return every place of every statement in reading order, then what has no place."""
        placed = [stop for one in self.statements for stop in _stops(one)]
        placed.sort(key=lambda stop: (stop.place.start, stop.place.end) if stop.place else (0, 0))
        return placed + [Stop(one) for one in self.statements if not one.places]

    @cached_property
    def _reach(self) -> list[int]:
        """Return how far any of the stops up to each one reaches."""
        reach, furthest = [], 0
        for stop in self.stops:
            furthest = max(furthest, stop.place.end if stop.place else 0)
            reach.append(furthest)
        return reach

    def between(self, start: int, end: int) -> list[int]:
        """Return the stops of which a part of the text belongs to, by their numbers."""
        places = [stop for stop in self.stops if stop.place]
        last = bisect_right(places, end - 1, key=_start)
        found = []
        for number in range(last - 1, -1, -1):
            if self._reach[number] <= start:
                break
            if any(one.start < end and start < one.end for one in self.stops[number].parts):
                found.append(number)
        return found[::-1]

    def resting_on(self, stop: Stop) -> list[Statement]:
        """Return the statements that rest on the words of a stop, its own among them."""
        if stop.place is None:
            return [stop.statement]
        within = self.between(stop.place.start, stop.place.end)
        found = {str(self.stops[one].statement.entry.address): one for one in within}
        return [self.stops[one].statement for one in found.values()]

    def found(self) -> int:
        """Return how many statements stand in one place of the text."""
        return sum(
            one.evidence is not None and one.evidence.status is Status.FOUND
            for one in self.statements
        )


def source_sheet(
    source: Entry, record: Source, read: ReadText, quotes: Iterable[Entry]
) -> SourceSheet:
    """Return a source's text with the statements in it, which may take seconds."""
    statements = []
    for entry in quotes:
        if isinstance(entry.record, Quote):
            evidence = evidence_of(entry.record, read.text) if read.text else None
            words = evidence.sentence() if evidence else NO_EXCERPT
            statements.append(Statement(entry, entry.record, evidence, words))
    return SourceSheet(source, record, read, statements)


def _stops(statement: Statement) -> list[Stop]:
    evidence = statement.evidence
    if evidence is not None and evidence.status is Status.FOUND:
        return [Stop(statement, evidence.passages[0], 0, evidence.segments)]
    return [Stop(statement, one, n, (one,)) for n, one in enumerate(statement.places)]


def _start(stop: Stop) -> int:
    return stop.place.start if stop.place else 0
