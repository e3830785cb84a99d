"""What comparing a quotation with a coverage says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from summit_tui.archive import Entry
from summit_tui.evidence.diff import Change
from summit_tui.i18n import gettext_noop
from summit_tui.model.kinds import Address
from summit_tui.verify.quotations import Quotation


class Verdict(StrEnum):
    """The verdicts, as programs read them."""

    EXACT = "exact"
    """A statement has these words as speech, and nothing that the draft states contradicts it."""
    OTHER_SPEAKER = "other-speaker"
    OTHER_CAPACITY = "other-capacity"
    OTHER_DAY = "other-day"
    DIFFERS = "differs"
    WIDENED = "widened"
    PARAPHRASE = "paraphrase"
    STITCHED = "stitched"
    ELISION = "elision"
    TRANSLATION = "translation"
    IN_SOURCE = "in-source"
    UNKNOWN = "unknown"
    TERM = "term"
    """A title or a catchword: marks, but nobody's words. It is not called wrong."""


RIGHT: Final = (Verdict.EXACT, Verdict.TERM)
"""The verdicts that ask for no correction."""

SENTENCES: Final[Mapping[Verdict, str]] = {
    Verdict.EXACT: gettext_noop("the coverage has these words, and nothing contradicts the draft"),
    Verdict.OTHER_SPEAKER: gettext_noop("the coverage has these words from another speaker"),
    Verdict.OTHER_CAPACITY: gettext_noop("the coverage knows no such capacity of the speaker"),
    Verdict.OTHER_DAY: gettext_noop("the coverage has these words from another day"),
    Verdict.DIFFERS: gettext_noop("the coverage has other words"),
    Verdict.WIDENED: gettext_noop(
        "only a part of this is quoted in the source; the rest is its report"
    ),
    Verdict.PARAPHRASE: gettext_noop("these are the words of a report, and not speech"),
    Verdict.STITCHED: gettext_noop("these are parts of several statements, joined as one"),
    Verdict.ELISION: gettext_noop("what the ellipsis leaves out changes the sense, or is long"),
    Verdict.TRANSLATION: gettext_noop("this is a translation, and not what was said"),
    Verdict.IN_SOURCE: gettext_noop(
        "a source has these words, but no statement of the coverage does"
    ),
    Verdict.UNKNOWN: gettext_noop("neither a statement nor a text of the coverage has these words"),
    Verdict.TERM: gettext_noop("in quotation marks, and nobody's words as far as the draft says"),
}
"""What each verdict means, for readers."""


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """Where the text of a source has the words of a quotation."""

    source: Address
    title: str
    """The source, as its publisher titles it."""
    location: str
    """Where in its text, such as "paragraph 3"."""
    text: str
    """The words, as the source prints them."""
    is_quoted: bool
    """Do they stand in quotation marks there?"""
    speaker: str = ""
    """Whose turn it is there, or what the sentence there says of who said it; empty for nobody."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A quotation of a draft with what the coverage has of it."""

    quotation: Quotation
    verdict: Verdict
    statements: tuple[Entry, ...] = ()
    """The statements that the verdict rests on, the nearest first."""
    diff: tuple[tuple[Change, str], ...] = ()
    """From the coverage's words to the draft's, where they differ."""
    omitted: tuple[str, ...] = ()
    """What the ellipses leave out."""
    passage: SourcePassage | None = field(default=None)
    """Where a source's text has the words, where no statement does."""

    @property
    def is_wrong(self) -> bool:
        """Whether the verdict asks for a correction, or for a look."""
        return self.verdict not in RIGHT
