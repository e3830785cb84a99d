"""A passage that looks like a statement, and what a rule saw there."""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from summit_tui.attribution.beside import is_chinese
from summit_tui.attribution.speech import Span
from summit_tui.attribution.stated import Stated
from summit_tui.i18n import gettext
from summit_tui.model.fields import Mode

Rule = Literal[
    "turn",
    "interpreted-turn",
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
    "imported",
]
"""What makes a passage look like a statement."""

_FEWEST_WORDS: Final = 4
_FEWEST_HAN: Final = 8
"""The fewest words, or characters of Chinese, of a passage that says something."""
LONGEST_SENTENCE: Final = 2_000
"""The most characters of a sentence that rules read; a longer one is a table or a mistake."""
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
    "turn": lambda _, __: gettext("in a turn with that label"),
    "interpreted-turn": lambda _, __: gettext("interpreted, in a turn with that label"),
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
    "imported": lambda _, __: gettext("a passage that an import brought"),
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
    return sum(any(map(str.isalnum, word)) for word in text.split()) >= _FEWEST_WORDS


def is_japanese(text: str) -> bool:
    """Return whether a text has kana: no rule reads it."""
    return _KANA.search(text) is not None


class Spans:
    """Parts of a text, to be asked whether another part overlaps any of them."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        """Take some, which may overlap each other."""
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = self._spans[-1][0], max(end, self._spans[-1][1])
            else:
                self._spans.append((start, end))

    def overlap(self, start: int, end: int) -> bool:
        """Return whether a part shares a character with any of these."""
        number = bisect_left(self._spans, (end, -1))
        return number > 0 and self._spans[number - 1][1] > start

    def add(self, start: int, end: int) -> None:
        """Add a part that overlaps none of these."""
        insort(self._spans, (start, end))
