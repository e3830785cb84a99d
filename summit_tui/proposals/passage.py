"""A passage that looks like a statement, and what a rule saw there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from summit_tui.attribution.beside import is_chinese
from summit_tui.attribution.speech import Span
from summit_tui.attribution.stated import Stated
from summit_tui.i18n import gettext
from summit_tui.model.fields import Mode

Rule = Literal[
    "turn",
    "behind-marks",
    "between-marks",
    "before-marks",
    "continued-marks",
    "marks-alone",
    "subject-first",
    "subject-last",
    "according-to",
    "continued",
    "list",
]
"""What makes a passage look like a statement."""

_FEWEST_WORDS: Final = 4
_FEWEST_HAN: Final = 8
"""The fewest words, or characters of Chinese, of a passage that says something."""
_KANA: Final = re.compile("[\u3041-\u30ff]")


@dataclass(frozen=True, slots=True)
class ProposedPassage:
    """A passage that may be a statement; it is no record, and nothing is decided by it."""

    rule: Rule
    start: int
    """Its first code point in the text."""
    end: int
    """The one behind its last."""
    mode: Mode
    """How the statement may have to be recorded; direct only within marks and turns."""
    speaker: str = ""
    """Who says it, in the words that are printed there; empty where the rule saw nobody."""
    is_pronoun: bool = False
    """Is the speaker a pronoun? Whom it stands for is left to a person."""
    is_sure: bool = False
    """Was the speaker right in at least 0.95 of such passages when the rules were measured?"""
    verb: str = ""
    """The word of saying that the rule saw, as printed; empty where it saw none."""

    @property
    def seen(self) -> str:
        """What the rule saw, in words."""
        return _SEEN[self.rule](self.speaker, self.verb)


_SEEN: Final[Mapping[Rule, Callable[[str, str], str]]] = {
    "turn": lambda speaker, _: gettext("in the turn of “{speaker}”", speaker=speaker),
    "behind-marks": lambda speaker, _: gettext("“{speaker}” behind the marks", speaker=speaker),
    "between-marks": lambda speaker, _: gettext("“{speaker}” between marks", speaker=speaker),
    "before-marks": lambda speaker, _: gettext("“{speaker}” before the marks", speaker=speaker),
    "continued-marks": lambda speaker, _: gettext(
        "marks that go on behind those of “{speaker}”", speaker=speaker
    ),
    "marks-alone": lambda _, __: gettext("whole sentences in marks, and nobody beside them"),
    "subject-first": lambda _, verb: gettext("subject before the verb “{verb}”", verb=verb),
    "subject-last": lambda _, verb: gettext(
        "subject and verb “{verb}” at the end of the sentence", verb=verb
    ),
    "according-to": lambda speaker, _: gettext("according to “{speaker}”", speaker=speaker),
    "continued": lambda speaker, _: gettext(
        "goes on after a sentence of “{speaker}”", speaker=speaker
    ),
    "list": lambda speaker, _: gettext("a point of a list that “{speaker}” began", speaker=speaker),
}


@dataclass(frozen=True, slots=True)
class Reported:
    """Who is said to have said a sentence."""

    rule: Rule
    speaker: str
    """As printed; empty where the sentence leaves it out."""
    verb: str
    """The word of saying, as printed."""
    is_pronoun: bool = False
    is_sure: bool = False


def printed_speaker(stated: Stated | None) -> str:
    """Return the words that stand for a speaker: the name, else the office, else the pronoun."""
    if stated is None:
        return ""
    return stated.name or stated.capacity.strip(" ,") or stated.pronoun


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its edges."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, end - (len(words) - len(words.rstrip())))


def is_long(text: str) -> bool:
    """Return whether a text is long enough to be a statement."""
    if is_chinese(text):
        return len(text) >= _FEWEST_HAN
    return len(text.split()) >= _FEWEST_WORDS


def is_japanese(text: str) -> bool:
    """Return whether a text has kana: no rule reads it."""
    return _KANA.search(text) is not None


def overlap(start: int, end: int, spans: list[Span]) -> bool:
    """Return whether a span has a part of any of the others."""
    return any(first < end and start < last for first, last in spans)
