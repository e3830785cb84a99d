"""What an ellipsis leaves out, and whether a reader would want to know of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from summit_tui.evidence.figures import numbers_in
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
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|nowhere|without|cannot|hardly|scarcely|barely"
    r"|rarely|seldom|unless|except|refus\w+|reject\w*|den(?:y|ies|ied|ying)|doubt\w*|lack(?:s|ed|ing)?"
    r"|fail(?:s|ed|ing)?|refrain\w*|declin(?:e|es|ed|ing)(?=\s*(?:to\b|$))"
    r"|nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder|pas|jamais|sans|aucune?|rien"
    r"|nunca|sin|ning[uú]n\w*|nada|jam[aá]s|não|sem|nenhum\w*|mai|senza|nessun\w*|niet|geen|nooit)\b"
    r"|n['’]t\b|\bn['’](?=[aeiouéêh])|不(?![仅僅断斷过過但只]|同(?!意))|未(?![来來])|[无無](?![线線论論])|非(?![常洲])|[别別](?!的)|[没沒勿莫否甭拒]|[难難]以|ない|なく|せん\b|ず(?=[、。に])"
    r"|\b(?:не|ни|нет|никогда|без)\b|\b(?:لا|لم|لن|ليس|بدون)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\d|分之|半(?=[数數个個天年月])|[二三四五六七八九十百千万萬亿億两兩][十百千万萬亿億]"
    r"|[〇零二三四五六七八九十百千万萬亿億两兩][多余餘来來几幾]?"
    r"(?=[个個人名位年月日天次国國家项項场場届屆所间間条條点點种種份倍成元块塊只隻艘座大%％])"
    r"|\b(?:dozens|scores|hundreds|thousands|millions|billions|trillions)\b",
    re.IGNORECASE,
)
"""A number in figures or Chinese, or about as many; 一 alone is mostly no number."""
_SENTENCE_END: Final = re.compile(
    r"(?<!\bM[rRsS])(?<!\bDr)(?<!\bDR)(?<!\bM[rR][sS])[.!?](?=[\"”’»)\]]*(?:\s|$))|[。！？]"
)
_GOES_ON: Final = re.compile(rf"[.!?](?=\s+[A-Z“‘\"])|[。！？](?=.*[{HAN}A-Za-z])", re.DOTALL)
"""The end of a sentence behind which another one begins."""
_DOUBLE: Final = '“”„‟«»「」『』〝〞〟"＂'
_MARK: Final = re.compile(f"[{_DOUBLE}]")
_SINGLE: Final = re.compile(
    r"(?<![^\W_])['‘‚‹](?=[^\W\d_])(?:[^'’‘›\n]|(?<=[^\W_])['’](?=[^\W_])){3,200}['’›](?![^\W_])"
)
"""A quotation in single marks: they stand at the edges of words, and what is left out has both."""
_INTERRUPTION: Final = re.compile(
    rf"[,!?，—–-]?[{_DOUBLE}][^{_DOUBLE}.!?。！？]{{1,120}}[,:，：—–.。-]?\s*[{_DOUBLE}]?"
    rf"|[.。！？][{_DOUBLE}][^{_DOUBLE}.!?。！？]{{0,120}}[^{_DOUBLE}\s.,:!?。，：！？][.。]?\s*[{_DOUBLE}]?"
)
"""What attributes a quotation in its middle: `,” she said, “`. Behind a whole sentence a comma or a
colon introduces another quotation: `.” Lee said, “`."""
_LONGEST: Final = 400
_LONGEST_HAN: Final = 120
_HAN: Final = re.compile(f"[{HAN}]")
"""So many characters are more than a sentence whatever stands between them."""


def is_negated(words: str) -> bool:
    """Tell whether there is a negation in a text, in the languages that are known."""
    return _NEGATION.search(words) is not None


def left_out(text: str, segments: Sequence[tuple[int, int]]) -> Iterator[LeftOut]:
    """Yield what stands between segments that follow one another in a text."""
    for (_, start), (end, _) in pairwise(segments):
        words = text[start:end]
        yield LeftOut(start, end, words, tuple(_hidden(words)))


def is_grave(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text must not be left out of a quotation that is printed.

    What hides anything must not, nor what holds a quotation mark or the end of a sentence: the
    words round it would be read as those of one sentence.
    """
    words = text[start:end]
    # A sentence that ends where the words go on is left out up to its end.
    is_of_two = _GOES_ON.search(text[start : end + 2]) or _MARK.search(words)
    return is_of_two is not None or next(_hidden(words), None) is not None


def _hidden(words: str) -> Iterator[Hidden]:
    if is_negated(words):
        yield Hidden.NEGATION
    if _NUMBER.search(words) or (numbers_in(words) - {"0", "1"} and not _HAN.search(words)):
        yield Hidden.NUMBER
    # One mark is where the same quotation begins or ends.
    has_several = len(_MARK.findall(words)) > 1 and not _INTERRUPTION.fullmatch(words.strip())
    if has_several or _SINGLE.search(words):
        yield Hidden.QUOTATION
    longest = _LONGEST_HAN if _HAN.search(words) else _LONGEST
    if len(words) > longest or len(_SENTENCE_END.findall(words)) > 1:
        yield Hidden.SENTENCE
