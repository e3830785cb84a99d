"""The true wording of words that a source nearly has: a correction to offer, never a location."""

from collections.abc import Callable
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple
from unicodedata import category

from summit_tui.archive.analysis.normalize import simplified_characters, variant_characters
from summit_tui.evidence.locate import Evidence, Passage, SourceText, Status
from summit_tui.model.text import value_line

_MARKS: Final = "'‘’‚‛‹›『』′‵`´ʼ﹃﹄“”„‟«»「」〝〞〟″‶﹁﹂｢｣＂"
_LEAST_ALIKE: Final = 0.7
"""The share of words that a passage must have in common with words to be offered for them."""
_FEWEST_WORDS: Final = 3
_LONGEST: Final = 200_000
"""In a text of more characters the nearest passage is not looked for: it takes seconds."""


class Deviation(StrEnum):
    """In what alone words differ from those of their source."""

    SCRIPT = "script"
    MARKS = "marks"
    CASE = "case"
    PUNCTUATION = "punctuation"
    SPELLING = "spelling"
    """In several of the above."""
    WORDS = "words"


class Wording(NamedTuple):
    """What a source has instead of some words."""

    passage: Passage
    text: str
    """The words of the passage, on one line."""
    deviation: Deviation
    is_sure: bool
    """Whether the passage can be offered as a correction: it is the only one, and much alike."""


_Fold = Callable[[str], str]
"""Replaces characters of a text one by one, so that positions stay what they are."""


def true_wording(text: SourceText, words: str) -> Wording | None:
    """Return what a text has instead of words that it does not have; None where nothing is near."""
    for deviation, fold in _FOLDS.items():
        folded, sought = fold(text.text), fold(words)
        if folded == text.text and sought == words:
            continue
        evidence = SourceText(folded).find_words(sought)
        if evidence.status in (Status.FOUND, Status.AMBIGUOUS):
            return _wording(text, evidence, deviation)
    passage = text.nearest(words) if len(text.text) <= _LONGEST else None
    if passage is None:
        return None
    nearest = value_line(text.text[passage.start : passage.end])
    is_sure = "…" not in words and "..." not in words and _are_alike(words, nearest)
    return Wording(passage, nearest, Deviation.WORDS, is_sure)


def _wording(text: SourceText, evidence: Evidence, deviation: Deviation) -> Wording:
    """Return the wording at the first passage, or of the segments, joined by ellipses."""
    passages = evidence.segments or evidence.passages[:1]
    parts = [value_line(text.text[passage.start : passage.end]) for passage in passages]
    is_sure = evidence.status is Status.FOUND
    return Wording(evidence.passages[0], " … ".join(parts), deviation, is_sure)


def _are_alike(words: str, others: str) -> bool:
    """Tell whether most words, or characters of Han, of two texts are the same, in order."""
    tokens, other_tokens = (_tokens(text) for text in (words, others))
    if min(len(tokens), len(other_tokens)) < _FEWEST_WORDS:
        return False
    return SequenceMatcher(None, tokens, other_tokens, autojunk=False).ratio() >= _LEAST_ALIKE


def _tokens(text: str) -> list[str]:
    return text.split() if " " in text.strip() else list(text)


def _fold_script(text: str) -> str:
    return text if text.isascii() else text.translate(_script_table())


@cache
def _script_table() -> dict[int, str]:
    variants = variant_characters()
    simplified = {old: variants.get(new, new) for old, new in simplified_characters().items()}
    return {ord(old): new for old, new in (variants | simplified).items()}


def _fold_marks(text: str) -> str:
    return text.translate(_MARK_TABLE)


def _fold_case(text: str) -> str:
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _fold_punctuation(text: str) -> str:
    return "".join(" " if category(char)[0] == "P" and char != "…" else char for char in text)


def _fold_all(text: str) -> str:
    return _fold_punctuation(_fold_case(_fold_script(text)))


_MARK_TABLE: Final = {ord(quotation_mark): '"' for quotation_mark in _MARKS}
_FOLDS: Final[dict[Deviation, _Fold]] = {
    Deviation.SCRIPT: _fold_script,
    Deviation.MARKS: _fold_marks,
    Deviation.CASE: _fold_case,
    Deviation.PUNCTUATION: _fold_punctuation,
    Deviation.SPELLING: _fold_all,
}
