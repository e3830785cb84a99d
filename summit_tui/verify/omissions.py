"""What an ellipsis leaves out, and whether a reader has to know of it."""

import re
from typing import Final

from summit_tui.model.text import HAN

_NEGATIONS: Final = re.compile(
    r"\b(?:no|not|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|hardly|barely|"
    r"scarcely|unless|except|refuse[sd]?|den(?:y|ies|ied)|fail(?:s|ed)?|reject(?:s|ed)?)\b"
    r"|\w+n[’']t\b"
    r"|(?:不(?!但|仅|僅|只|断|斷|同)|没|沒|未(?!来|來)|无(?!线|論|论)|無(?!線|論)|非(?!常|洲)|别(?!的)|勿|莫|毋|否)",
    re.IGNORECASE,
)
"""Words that turn a sentence into its opposite, or limit it."""
_NUMBERS: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|thirds?|quarters?|"
    r"first|second|once|twice)\b|[一二三四五六七八九十百千万亿萬億两兩半]",
    re.IGNORECASE,
)
_MARKS: Final = re.compile('[“”„«»「」『』"]')
_SENTENCE_END: Final = re.compile(rf"[.!?](?=\s+[A-Z“‘\"])|[。！？](?=.*[{HAN}A-Za-z])", re.DOTALL)


def is_grave(text: str, start: int, end: int) -> bool:
    """Return whether a part of a text that is left out may change the sense of the rest.

    It does where it holds a negation, a number, a quotation or the end of a sentence.
    """
    # A sentence that ends where the words go on is left out up to its end.
    part = text[start : end + 2]
    inner = text[start:end]
    return bool(
        _NEGATIONS.search(inner)
        or _NUMBERS.search(inner)
        or _MARKS.search(inner)
        or _SENTENCE_END.search(part)
    )
