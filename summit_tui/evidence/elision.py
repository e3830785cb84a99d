"""What an ellipsis leaves out, and whether a reader would want to know of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from summit_tui.model.text import HAN


class Hidden(StrEnum):
    """Why what is left out may change what was said."""

    NEGATION = "a negation"
    NUMBER = "a number"
    QUOTATION = "another quotation"
    SENTENCE = "more than a sentence"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of a text that an excerpt leaves out."""

    start: int
    """Where it begins, in code points."""
    end: int
    """Where it ends; not included."""
    text: str
    """The part itself."""
    hidden: tuple[Hidden, ...]
    """What it hides that may change the sense; empty where there is nothing of the kind."""


_NEGATION: Final = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|nowhere|without|cannot|hardly|scarcely|unless"
    r"|except|nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder|pas|jamais|sans|aucune?|rien"
    r"|nunca|sin|ning[uú]n\w*|nada|jam[aá]s|não|sem|nenhum\w*|mai|senza|nessun\w*|niet|geen|nooit)\b"
    r"|n['’]t\b|\bn['’](?=[aeiouéêh])|[不没沒无無非未勿莫否别別甭]|ない|なく|せん\b|ず(?=[、。に])"
    r"|\b(?:не|ни|нет|никогда|без)\b|\b(?:لا|لم|لن|ليس|بدون)\b",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(
    r"\d|[一二三四五六七八九十百千万萬亿億两兩](?=[个個人年月日国國家项項次%％])"
)
_SENTENCE_END: Final = re.compile(
    r"(?<!\bM[rRsS])(?<!\bDr)(?<!\bDR)(?<!\bM[rR][sS])[.!?](?=[\"”’»)\]]*(?:\s|$))|[。！？]"
)
_DOUBLE: Final = '“”„‟«»「」『』〝〞〟"＂'
_MARK: Final = re.compile(f"[{_DOUBLE}]")
_INTERRUPTION: Final = re.compile(
    rf"[,.!?，。—–-]?[{_DOUBLE}][^{_DOUBLE}.!?。！？]{{1,120}}[,:，：—–.。-]?\s*[{_DOUBLE}]?"
)
"""What attributes a quotation in its middle: `,” she said, “`."""
_LONGEST: Final = 400
_LONGEST_HAN: Final = 120
"""So many characters are more than a sentence whatever stands between them."""


def is_negated(words: str) -> bool:
    """Tell whether there is a negation in a text, in the languages that are known."""
    return _NEGATION.search(words) is not None


def left_out(text: str, segments: Sequence[tuple[int, int]]) -> Iterator[LeftOut]:
    """Yield what stands between segments that follow one another in a text."""
    for (_, start), (end, _) in pairwise(segments):
        words = text[start:end]
        yield LeftOut(start, end, words, tuple(_hidden(words)))


def _hidden(words: str) -> Iterator[Hidden]:
    if is_negated(words):
        yield Hidden.NEGATION
    if _DIGIT.search(words):
        yield Hidden.NUMBER
    if _MARK.search(words) and not _INTERRUPTION.fullmatch(words.strip()):
        yield Hidden.QUOTATION
    longest = _LONGEST_HAN if re.search(f"[{HAN}]", words) else _LONGEST
    if len(words) > longest or len(_SENTENCE_END.findall(words)) > 1:
        yield Hidden.SENTENCE
