"""Where a text in another language says what a report does, by the terms that they share.

Nothing is translated. Between English and Chinese or Japanese a term is a row of `glossary.txt`;
between other languages in Latin letters it is a beginning that words have in common, such as
`infra`. A term that few sentences of the text have says more than one that many have.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import simplified_characters, variant_characters

_STEM: Final = re.compile(r"[a-z]{6,}")
_STEM_LETTERS: Final = 5
_SPACELESS: Final = ("zh", "yue", "ja", "ko", "th")
"""Languages whose words have no beginnings in common with those of European ones."""
_FIRST_KANA: Final = "\u3041"

Span = tuple[int, int]


class _Term(NamedTuple):
    """A term of the glossary, as what finds it in either language."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]


def shared_terms(report: str, language: str, text: str, other: str) -> list[list[int]]:
    """Return of each term of a report where a text in another language has it, in order.

    `language` and `other` are the primary tags of report and text.
    """
    plain = _plain(text)
    terms = _terms(_plain(report), language, other)
    return [[match.start() for match in term.finditer(plain)] for term in terms]


def weights_of(terms: Sequence[Sequence[int]], spans: Sequence[Span]) -> list[float]:
    """Return how much of the terms each part of a text has, such as each of its sentences.

    A term counts one part in one more than the spans that have it.
    """
    weights = [0.0] * len(spans)
    starts = [start for start, _ in spans]
    for offsets in terms:
        containing = {bisect_right(starts, offset) - 1 for offset in offsets}
        for number in containing - {-1}:
            weights[number] += 1 / (1 + len(containing))
    return weights


def _terms(report: str, language: str, other: str) -> Iterator[re.Pattern[str]]:
    """Yield what finds in the other language each term that a report has."""
    if (language, other) in (("en", "zh"), ("en", "ja"), ("zh", "en"), ("ja", "en")):
        for term in _glossary():
            own, sought = term if language == "en" else (term.chinese, term.english)
            if own.search(report):
                yield sought
    elif language not in _SPACELESS and other not in _SPACELESS:
        stems = {word[:_STEM_LETTERS] for word in _STEM.findall(report.lower())}
        yield from (re.compile(rf"\b{stem}", re.IGNORECASE) for stem in sorted(stems))


@cache
def _glossary() -> tuple[_Term, ...]:
    lines = Path(__file__).with_name("glossary.txt").read_text(encoding="utf-8").splitlines()
    terms = []
    for line in lines:
        english, _, chinese = line.partition(" = ")
        words = "|".join(map(re.escape, english.split("|")))
        terms.append(_Term(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), re.compile(chinese)))
    return tuple(terms)


@lru_cache(maxsize=8)  # the text of a source is asked for with each of its statements
def _plain(text: str) -> str:
    """Return a text of the same length without accents, its Han in Simplified characters."""
    if text.isascii():
        return text
    # Not of kana, whose marks make other letters: デ is no テ with an accent.
    table = {
        char: unicodedata.normalize("NFD", char)[0] if char < _FIRST_KANA else char
        for char in set(text)
    }
    for simpler in (simplified_characters(), variant_characters()):
        table |= {char: simpler[char] for char in table.keys() & simpler.keys()}
    return text.translate({ord(char): plain for char, plain in table.items()})
