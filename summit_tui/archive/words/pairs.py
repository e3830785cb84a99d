"""Pairs of frequent Han characters, each written as one character that stands for both.

A search engine finds characters in a row by looking at every text that has all of them, which are
most Chinese texts if all are frequent. What has a pair is found at once. (The same is done with
frequent words of other languages: https://lucene.apache.org/core/, `CommonGramsFilter`.)
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_FREQUENT: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
)
"""The most frequent characters of Chinese prose, in the Simplified script."""
PAIRS: Final = 0x40000
"""The first code point of a plane that holds no letter, so that no folded word contains one."""
ROOM: Final = 0x2000
"""So many code points are set aside for pairs."""

_NUMBERS: Final = {character: number for number, character in enumerate(_FREQUENT)}


def pairs(*folded: str) -> str:
    """Return the pairs that stand in folded texts, separated by spaces."""
    found = (pairs_of(text.split()) for text in folded if not text.isascii())
    return " ".join(set().union(*found))


def pairs_of(tokens: Sequence[str]) -> set[str]:
    """Return those of folded words that follow each other."""
    numbers, width = _NUMBERS, len(_NUMBERS)
    return {
        chr(PAIRS + numbers[one] * width + numbers[other])
        for one, other in pairwise(tokens)
        if one in numbers and other in numbers
    }
