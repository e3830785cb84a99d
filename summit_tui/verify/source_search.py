"""Finds words in the texts of sources, where no statement has them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from summit_tui.archive import Archive, Entry, Search, iterate_hits
from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.query.tree import And
from summit_tui.attribution.beside import attributed_quotations
from summit_tui.attribution.speech import SpeechText
from summit_tui.evidence.elision import is_grave
from summit_tui.evidence.locate import Passage, SourceText
from summit_tui.evidence.quotations import quoted_spans
from summit_tui.evidence.source_text import OutsideError, read_source
from summit_tui.model.records import Source
from summit_tui.model.text import one_line
from summit_tui.verify.verdicts import SourcePassage
from summit_tui.verify.word_sequence import Segment, WordSequence, weight

_FEWEST: int = 3
"""Words from which on it says something that a text has them."""


class SourceSearch:
    """The texts of an archive's sources, read one after the other and not kept."""

    def __init__(self, archive: Archive, folder: Path | None) -> None:
        self._archive = archive
        self._folder = folder

    def passages(self, quotations: Sequence[Sequence[Segment]]) -> list[SourcePassage | None]:
        """Return for each quotation the first text that has its words, or None.

        Every text is read once, however many quotations there are; none, where there are none.
        """
        passages: list[SourcePassage | None] = [None] * len(quotations)
        pending = {
            number: [" ".join(segment.indexed) for segment in segments]
            for number, segments in enumerate(quotations)
            if sum(weight(segment.tokens) for segment in segments) >= _FEWEST
        }
        for entry, text in self._texts() if pending else ():
            normalized = f" {normalize(text)} "
            having = [
                number
                for number, phrases in pending.items()
                if all(f" {phrase} " in normalized for phrase in phrases)
            ]
            if not having:
                continue
            sequence = WordSequence(text)
            for number in having:
                passages[number] = _passage(entry, sequence, quotations[number])
                if passages[number]:
                    del pending[number]
            if not pending:
                break
        return passages

    def _texts(self) -> Iterator[tuple[Entry, str]]:
        for entry in iterate_hits(self._archive, Search(And(), "sources")):
            if not isinstance(entry.record, Source):
                continue
            if not entry.record.text and not self._folder:
                continue
            try:
                file = read_source(entry.record, Path(entry.path).parent, self._folder)
            except OutsideError:
                continue
            if file.text:
                yield entry, file.text


def _passage(
    entry: Entry, sequence: WordSequence, segments: Sequence[Segment]
) -> SourcePassage | None:
    """Return where a text has the words, unless an ellipsis would leave too much of it out."""
    match = sequence.find(segments)
    if match is None:
        return None
    if any(is_grave(sequence.text, *sequence.span(*gap)) for gap in match.omitted):
        return None
    start, end = sequence.span(match.start, match.end)
    text = SourceText(sequence.text)
    is_quoted = any(first <= start and end <= last for first, last in quoted_spans(sequence.text))
    record = entry.record
    title = record.title if isinstance(record, Source) else str(entry.address)
    return SourcePassage(
        entry.address,
        title,
        text.location((Passage(start, end),)),
        sequence.text[start:end],
        is_quoted,
        _speaker(sequence.text, start, end),
    )


def _speaker(text: str, start: int, end: int) -> str:
    """Return whose turn of a transcript a passage is, or what stands beside a quotation of it."""
    turn = SpeechText(text).turn(start)
    if turn:
        return turn.label.rstrip(" :：") if end <= turn.end else ""
    for quotation in attributed_quotations(text):
        if quotation.ranges[0][0] <= start and end <= quotation.ranges[-1][1]:
            return one_line(quotation.stated.clause)
    return ""
