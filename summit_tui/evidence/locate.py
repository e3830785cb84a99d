"""Locates an excerpt in a text: word for word, and never where the text is only similar."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Final

from summit_tui.evidence.elision import LeftOut, left_out
from summit_tui.evidence.matching import Difference, Matcher
from summit_tui.evidence.nearest import Paragraphs, nearest_span
from summit_tui.evidence.normalize import normalize
from summit_tui.evidence.print import blank_print
from summit_tui.i18n import gettext
from summit_tui.model.fields import Excerpt

MOST: Final = 100
"""The most passages of an ambiguous excerpt that are listed."""
_MOST_COMPARED: Final = 10_000
"""The most matches that are compared with the excerpt's prefix and suffix."""


class Status(StrEnum):
    """The outcome of locating an excerpt."""

    FOUND = "found"
    """It stands there once, or once with its prefix and suffix."""
    AMBIGUOUS = "ambiguous"
    """It stands there more than once, and nothing decides which is meant."""
    MISSING = "missing"
    """It does not stand in the text word for word."""
    NO_TEXT = "no text"
    """There is no text of the source."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text as it was given, in code points counted from 0."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends; not included."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an excerpt stands in its source."""

    status: Status
    """The outcome."""
    passages: tuple[Passage, ...] = ()
    """One when found, from the first word to the last; when ambiguous each, up to `MOST`."""
    segments: tuple[Passage, ...] = ()
    """When found: the passage itself, or each segment of an elided excerpt."""
    source: "SourceText | None" = field(default=None, repr=False, compare=False)
    """The text that was searched."""
    words: str = field(default="", repr=False, compare=False)
    """The words that were searched for, normalized."""
    difference: Difference = field(default=Difference.NOTHING, compare=False)
    """When found: in what the excerpt differs from the passage."""

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What stands between the pieces of an elided excerpt, in order."""
        if self.source is None or len(self.segments) < 2:
            return ()
        spans = [(segment.start, segment.end) for segment in self.segments]
        return tuple(left_out(self.source.text, spans))

    @property
    def nearest(self) -> Passage | None:
        """The passage closest to a missing excerpt, a hint to the reader and never its location.

        It is searched for at each call: milliseconds in an article, seconds in ten megabytes.
        """
        if self.status is not Status.MISSING or self.source is None:
            return None
        return self.source.nearest(self.words)

    def location(self) -> str:
        """Return where the passages are, such as "paragraph 3"; empty where there is none."""
        return self.source.location(self.passages) if self.source and self.passages else ""

    def sentence(self) -> str:
        """Return the outcome in plain words, such as "found in the source, paragraph 3"."""
        where = self.location()
        match self.status:
            case Status.FOUND:
                if len(self.segments) > 1:
                    template = "found in the source in {number} pieces, {where}"
                    return gettext(template, number=len(self.segments), where=where)
                return gettext(_FOUND[self.difference], where=where)
            case Status.AMBIGUOUS:
                template = _SOME_PASSAGES if len(self.passages) < MOST else _MANY_PASSAGES
                return gettext(template, number=len(self.passages), where=where)
            case Status.MISSING:
                return gettext("not found word for word in the source")
            case Status.NO_TEXT:
                return gettext("no text of the source to look in")


_FOUND: Final = {
    Difference.NOTHING: "found in the source, {where}",
    Difference.ELISION: "found in the source, {where}",
    Difference.EDGE: "found in the source, {where}, with other punctuation at its edges",
    Difference.BRACKETS: "found in the source, {where}, but for the words in brackets",
}
_SOME_PASSAGES: Final = (
    "found in {number} places of the source, {where}: "
    "words before or after it would tell which is meant"
)
_MANY_PASSAGES: Final = (
    "found in {number} or more places of the source, {where}: "
    "words before or after it would tell which is meant"
)


NO_TEXT: Final = Evidence(Status.NO_TEXT)


class SourceText:
    """A text prepared once, to be searched for many excerpts."""

    def __init__(self, text: str) -> None:
        self.text = text
        """The text as it was given; every passage is a part of it."""
        self._matcher = Matcher(text)
        self._paragraphs: Paragraphs | None = None

    def find(self, excerpt: Excerpt) -> Evidence:
        """Locate an excerpt; prefix and suffix only decide between several matches.

        Where the words do not stand there literally, an ellipsis is taken as words left out, then
        punctuation at the edges and square brackets as an editor's, and at last what printing put
        between the words, such as the number of a page, as nothing. The pieces of an elided
        excerpt stand in order, as close together as possible.
        """
        words = normalize(excerpt.exact)
        matcher, (difference, ranges) = self._matcher, self._matcher.matches(words)
        limit = _MOST_COMPARED if excerpt.prefix or excerpt.suffix else MOST
        matches = list(islice(ranges, limit))
        if not matches and self._without_print:
            matcher, (difference, ranges) = self._without_print, self._without_print.matches(words)
            matches = list(islice(ranges, limit))
        # Where not all matches were compared, another beyond the last might fit as well.
        if 1 < len(matches) < limit:
            prefix = normalize(excerpt.prefix or "").lstrip("… ")
            suffix = normalize(excerpt.suffix or "").rstrip("… ")
            fitting = [match for match in matches if matcher.fits(match, prefix, suffix)]
            matches = fitting or matches
        if not matches:
            return Evidence(Status.MISSING, source=self, words=words)
        passages = tuple(_passage(matcher, match[0][0], match[-1][1]) for match in matches[:MOST])
        if len(matches) > 1:
            return Evidence(Status.AMBIGUOUS, passages, source=self, words=words)
        segments = tuple(_passage(matcher, *span) for span in matches[0])
        return Evidence(Status.FOUND, passages, segments, self, words, difference)

    def find_words(self, words: str) -> Evidence:
        """Locate words that are no excerpt of a record."""
        return self.find(Excerpt(exact=words))

    def nearest(self, words: str) -> Passage | None:
        """Return the passage that shares most with `words`, or None where none shares half."""
        span = nearest_span(self._matcher.normalized.text, normalize(words))
        return span and _passage(self._matcher, *span)

    def location(self, passages: tuple[Passage, ...]) -> str:
        """Return in which paragraphs, or in a text without any, in which lines passages stand."""
        if self._paragraphs is None:
            self._paragraphs = Paragraphs(self.text)
        return self._paragraphs.name([(passage.start, passage.end) for passage in passages])

    @cached_property
    def _without_print(self) -> Matcher | None:
        """The text without what printing put between its words; None where there is nothing."""
        text = blank_print(self.text)
        return None if text == self.text else Matcher(text)


def _passage(matcher: Matcher, start: int, end: int) -> Passage:
    return Passage(*matcher.normalized.original(start, end))
