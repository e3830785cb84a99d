"""Where a text in another language says what a report does, by the terms that they share.

Nothing is translated. Between English and Chinese a term is a row of `glossary.txt`; between other
languages in Latin letters it is a beginning that words have in common, such as `infra`. A term that
few sentences of the text have says more than one that many have.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import simplified_characters

_STEM: Final = re.compile(r"[a-z]{6,}")
_STEM_LETTERS: Final = 5
_SPACELESS: Final = ("zh", "yue", "ja", "ko", "th")
"""Languages whose words have no beginnings in common with those of European ones."""

Span = tuple[int, int]


class _Term(NamedTuple):
    """A term of the glossary, as what finds it in either language."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]


def term_weights(
    report: str, language: str, text: str, other: str, sentences: Sequence[Span]
) -> list[float]:
    """Return of each sentence of a text how much it shares with a report in another language.

    `language` and `other` are the primary tags of report and text. A term counts one part in one
    more than the sentences that have it.
    """
    weights = [0.0] * len(sentences)
    starts = [start for start, _ in sentences]
    plain = _plain(text)
    for term in _terms(_plain(report), language, other):
        containing = {bisect_right(starts, match.start()) - 1 for match in term.finditer(plain)}
        for number in containing - {-1}:
            weights[number] += 1 / (1 + len(containing))
    return weights


def _terms(report: str, language: str, other: str) -> Iterator[re.Pattern[str]]:
    """Yield what finds in the other language each term that a report has."""
    if (language, other) in (("en", "zh"), ("zh", "en")):
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
    """Return a text of the same length without accents, its Chinese in Simplified characters."""
    if text.isascii():
        return text
    table = {char: unicodedata.normalize("NFD", char)[0] for char in set(text)}
    table |= {char: simple for char, simple in simplified_characters().items() if char in table}
    return text.translate({ord(char): plain for char, plain in table.items()})
