"""A selection of words in a text, and how keys and the mouse move its edge; a value."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from summit_tui.attribution.speech import Span, SpeechText
from summit_tui.model.text import HAN


@dataclass(frozen=True, slots=True)
class TextSelection:
    """The words from the one with which it began to an edge that moves, in either direction."""

    speech: SpeechText
    """The text, which knows its sentences and paragraphs."""
    word: Span
    """The word with which it began; it stays selected."""
    edge: int
    """The offset of the edge that moves; it lies not within `word`."""

    @classmethod
    def at(cls, speech: SpeechText, offset: int) -> "TextSelection | None":
        """Select the word at an offset, or the next one, or the last; None in a text without."""
        word = _word_after(speech.text, offset) or _word_before(speech.text, len(speech.text))
        return cls(speech, word, word[1]) if word else None

    @property
    def text(self) -> str:
        """The text in which it is."""
        return self.speech.text

    @property
    def span(self) -> Span:
        """Return where the selected words begin and end, without white space around them."""
        start, end = min(self.word[0], self.edge), max(self.word[1], self.edge)
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def to(self, offset: int) -> "TextSelection":
        """Move the edge to an offset, or as far on as the word there goes."""
        word = _word_after(self.text, offset)
        within = word if word and word[0] <= offset else (offset, offset + 1)
        if self.word[0] <= offset < self.word[1]:
            return self._to(self.word[1])
        return self._to(within[1] if offset >= self.word[1] else within[0])

    def by_character(self, step: int) -> "TextSelection":
        """Move the edge by a character, which may be a sign behind the words."""
        edge = self.edge + step
        if self.word[0] < edge < self.word[1]:
            edge = self.word[0] - 1 if step < 0 else self.word[1]
        return self._to(edge)

    def by_word(self, step: int) -> "TextSelection":
        """Move the edge by a word, on this side of the first word or the other."""
        return self._by(lambda at: _word_after(self.text, at) or (at, at), step)

    def by_sentence(self, step: int) -> "TextSelection":
        """Move the edge to the end of a sentence, or to the beginning of one before the word."""
        return self._by(lambda at: self.speech.sentence(at, at + 1), step)

    def by_paragraph(self, step: int) -> "TextSelection":
        """Move the edge to the end of a paragraph, or to the beginning of one before the word."""
        return self._by(self.speech.paragraph, step)

    def _by(self, part_at: Callable[[int], Span], step: int) -> "TextSelection":
        """Move the edge by a part of the text: that in which a word at an offset lies."""
        text, (first, last) = self.text, self.word
        if step > 0 and self.edge >= last:
            word = _word_after(text, self.edge)
            return self._to(part_at(word[0])[1] if word else len(text))
        if step > 0:
            word = _word_after(text, part_at(self.edge)[1])
            return self._to(word[0] if word and word[0] < first else last)
        if self.edge > last:
            word = _word_before(text, part_at(self._last_word()[0])[0])
            return self._to(max(part_at(word[0])[1] if word else 0, last))
        word = _word_before(text, min(self.edge, first))
        start = part_at(first)[0] if self.edge == last else first
        return self._to(start if start < first else part_at(word[0])[0] if word else self.edge)

    def _last_word(self) -> Span:
        return _word_before(self.text, self.edge) or self.word

    def _to(self, edge: int) -> "TextSelection":
        return replace(self, edge=min(max(0, edge), len(self.text)))


_WINDOW: Final = 1_000
"""Characters before an offset in which a word is looked for at once."""


def _word_after(text: str, offset: int) -> Span | None:
    """Return the word that holds an offset, or the first behind it."""
    # From the beginning of its line, for a search that begins within a word finds its rest.
    start = max(text.rfind("\n", 0, offset) + 1, offset - _WINDOW)
    words = (match.span() for match in _word().finditer(text, start))
    return next((word for word in words if word[1] > offset), None)


def _word_before(text: str, offset: int) -> Span | None:
    """Return the last word that begins before an offset."""
    end = offset
    while end > 0:
        start = max(0, end - _WINDOW)
        words = [match.span() for match in _word().finditer(text, start, offset)]
        if words:
            return _word_after(text, words[-1][0])
        end = start
    return None


@cache
def _word() -> re.Pattern[str]:
    """Return a character of Han, or a word of any other script with its apostrophes and hyphens."""
    letter = rf"[^\W{HAN}]"
    return re.compile(rf"[{HAN}]|{letter}+(?:['’.,-]{letter}+)*")
