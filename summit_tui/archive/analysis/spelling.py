"""The ways in which the same words are written: joined or apart, in groups, by regional terms.

A text has `cyber-security`, `cyber security` or `cybersecurity`, `COP28` or `COP 28`, `1,000` or
`1000`. Normalized, all but the last of each are words that follow each other: `may_be_one` says
which of those are the same as one word.

`regional.txt` beside this file has on each line the terms for one thing in China, Hong Kong and
Taiwan. Most are from the dictionaries `HKVocabSciTech` and `TWVocabSciTech` of Open Chinese Convert
(https://github.com/BYVoid/OpenCC), Apache License 2.0; those with 数字, 數碼 and 數位 follow the
same pattern. A line has whole terms whose forms mean nothing else anywhere: 文件 is a document
here and a file there, and is in none. `regional_countries.txt` has the same of countries, from
Unicode CLDR; `tests/territories.py` makes it anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from summit_tui.archive.analysis.normalize import is_apart, is_single_character, normalize

_SMALL_WORDS: Final = (
    "a all an and are as at be but by can do for from had has have he her him his i if in is it its"
    " may me my no nor not of or our she so than that the their them they this to too was we were"
    " what will with you your"
)
_SMALL: Final = frozenset(_SMALL_WORDS.split())
"""Words of English that come beside any other by chance: `of ten` is not `often`."""
_BEHIND_APOSTROPHE: Final = frozenset(("s", "t", "d", "m", "ll", "re", "ve"))
"""What `normalize` leaves of `it's` and `don't` behind the apostrophe."""
_NOT_LAST: Final = _SMALL | _BEHIND_APOSTROPHE | {"on"}
"""Words that are no second half of a compound."""
_WORD_AND_FIGURE: Final = "([^0-9]*)([0-9]+)([^0-9]*)"
"""A figure with letters before it, behind it or both, as in COP28, 5G and GPT4o."""
_LONGEST: Final = 40
"""Letters of a word that may be written apart; a longer one is an address or a mistake."""
_MOST: Final = 32
"""Spellings of one term that are looked for."""

_SYLLABLE: Final = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
_KOREAN: Final = re.compile(f"(?:{_SYLLABLE}){{2}}\\Z|[a-z0-9] {_SYLLABLE}\\Z")
"""Two syllables as `normalize` decomposes them, or one behind a figure or a Latin letter."""

HasWord = Callable[[str], bool]
"""Says whether a text or an index has a word or, with an asterisk behind it, one that begins so."""


class Spelling(NamedTuple):
    """One way to write a term."""

    tokens: tuple[str, ...]
    """Normalized words that follow each other."""
    prefix: bool
    """Whether the last word also matches words that begin with it."""


def may_be_one(parts: Sequence[str]) -> bool:
    """Say whether consecutive normalized words are also written as one word.

    Those are figures in groups, as in 1 000 or 1 00 000; a word and figures, as in COP 28 and
    GPT 4o; and two words of which neither is a small one, or a letter and a word, as in e mail.
    """
    if len(parts) < len("ab"):
        return False
    if all(map(_is_figure, parts)):
        return _are_groups(parts)
    return len(parts) == len("ab") and _may_be_one_word(*parts)


def _is_figure(token: str) -> bool:
    return token.isascii() and token.isdigit()


def _are_groups(parts: Sequence[str]) -> bool:
    """Say whether figures are groups of one number: three each, or two and at the end three."""
    first, *middle, last = map(len, parts)
    by_three = first <= 3 and all(length == 3 for length in middle)
    by_two = first <= 2 and all(length == 2 for length in middle)
    return last == 3 and (by_three or by_two)


def _may_be_one_word(first: str, last: str) -> bool:
    is_single = is_single_character(first) or is_single_character(last)
    if is_single or is_apart(first[-1], last[0]):
        return False
    if not any(map(str.isdigit, first + last)):
        return _are_two_words(first, last)
    if not re.fullmatch(_WORD_AND_FIGURE, first + last) or first[-1].isdigit() is last[0].isdigit():
        return False
    word = last if first[-1].isdigit() else first
    return len(word) == 1 or word not in _SMALL


def _are_two_words(first: str, last: str) -> bool:
    """Say whether two words without figures may be one."""
    if first in _SMALL or last in _NOT_LAST or len(last) == 1:
        return False
    return len(first) > 1 or (first not in _BEHIND_APOSTROPHE and len(last) > len("ab"))


def parts_of(word: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a normalized word is also written apart; see `may_be_one`."""
    if len(word) > _LONGEST:
        return
    if _is_figure(word):
        yield from filter(None, (_groups(word, width) for width in (3, 2)))
    elif any(map(str.isdigit, word)):
        yield from _parts_of_code(word)
    else:
        ends = range(1, len(word) - 1)
        yield from (
            (word[:end], word[end:]) for end in ends if _are_two_words(word[:end], word[end:])
        )


def _parts_of_code(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ways in which a word of letters and a figure is written as two."""
    if match := re.fullmatch(_WORD_AND_FIGURE, word):
        before, figure, behind = match.groups()
        for parts in dict.fromkeys(((before, figure + behind), (before + figure, behind))):
            if all(parts) and _may_be_one_word(*parts):
                yield parts


def _groups(figure: str, width: int) -> tuple[str, ...]:
    """Return a figure in groups, three at the end and `width` each before; empty if there is one.

    Two groups are the same by either width, and come for the width of three.
    """
    before, last = figure[:-3], figure[-3:]
    if not before or (width == 2 and len(before) <= 2):
        return ()
    first = len(before) % width or width
    middle = (before[start : start + width] for start in range(first, len(before), width))
    return before[:first], *middle, last


def may_have_particle(tokens: Sequence[str]) -> bool:
    """Say whether normalized words end in Korean to which a text may have joined a particle."""
    return bool(_KOREAN.search(" ".join(tokens[-2:])))


def spellings(tokens: Sequence[str], *, prefix: bool, has_word: HasWord) -> list[Spelling]:
    """Return the ways to write consecutive words; the first is as they are.

    Of the others, those come whose words `has_word` knows, at most `_MOST` together.
    """
    typed = Spelling(tuple(tokens), prefix)
    others = (way for way in islice(_ways(typed, has_word), _MOST) if way != typed)
    return [typed, *dict.fromkeys(others)]


def _ways(typed: Spelling, has_word: HasWord) -> Iterator[Spelling]:
    """Yield the ways to write words, the words as they are first."""
    if not typed.tokens:
        yield Spelling((), prefix=False)
        return
    for many, first in _first_ways(typed, has_word):
        rest = typed._replace(tokens=typed.tokens[many:])
        if not rest.tokens:
            yield first
        else:
            for way in _ways(rest, has_word):
                yield Spelling(first.tokens + way.tokens, way.prefix)


def _first_ways(typed: Spelling, has_word: HasWord) -> Iterator[tuple[int, Spelling]]:
    """Yield how the first words may be written, as they are first: how many words, and as what."""
    tokens, prefix = typed
    is_begun = prefix and len(tokens) == 1
    yield 1, Spelling(tokens[:1], is_begun)
    for parts in parts_of(tokens[0]):
        # One letter of a second word is hardly begun: nearly every word begins with it.
        way = Spelling(parts, is_begun and len(parts[-1]) > 1)
        if has_all(way, has_word):
            yield 1, way
    for many in _lengths(tokens):
        word = "".join(tokens[:many])
        # Figures may be in other groups, too.
        for parts in ((word,), *(parts_of(word) if _is_figure(word) else ())):
            way = Spelling(parts, prefix and many == len(tokens))
            if has_all(way, has_word):
                yield many, way
    if is_single_character(tokens[0]):
        for term, others in _regional_terms().get(tokens[0], {}).items():
            if tokens[: len(term)] == term:
                ways = (Spelling(other, prefix=False) for other in others)
                yield from ((len(term), way) for way in ways if has_all(way, has_word))


def has_all(way: Spelling, has_word: HasWord) -> bool:
    """Say whether all words of a spelling are known."""
    *before, last = way.tokens
    return all(map(has_word, before)) and has_word(last + "*" * way.prefix)


def _lengths(tokens: Sequence[str]) -> Iterator[int]:
    """Yield how many of the first words may be one."""
    for many in range(len("ab"), len(tokens) + 1):
        if may_be_one(tokens[:many]):
            yield many
        elif not _is_figure(tokens[many - 1]):
            break


def compounds(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first position of words that were typed one by one and may be one, and the last.

    The last position is not included. Beside those of `may_be_one` they are initials, which
    `normalize` joins where the points are in one text.
    """
    for start in range(len(words)):
        for many in _lengths(words[start:]):
            yield start, start + many
        for many, word in enumerate(words[start:], 1):
            if len(word) > 1 or not word.isalpha() or is_single_character(word):
                break
            if many > 1:
                if is_apart(words[start + many - 2], word):
                    break
                yield start, start + many


def padded(tokens: Sequence[str], *, prefix: bool) -> str:
    """Return words with spaces before, between and, unless the last is a prefix, behind them.

    They are found in a normalized text that has a space at both ends where this does.
    """
    return f" {' '.join(tokens)}" + ("" if prefix else " ")


def spellings_in(text: str, tokens: Sequence[str], *, prefix: bool) -> list[str]:
    """Return `padded` words in the ways that a normalized text may have them.

    The text has a space at both ends.
    """

    def has_word(word: str) -> bool:
        return padded((word.removesuffix("*"),), prefix=word.endswith("*")) in text

    ways = spellings(tokens, prefix=prefix, has_word=has_word)
    return [padded(way.tokens, prefix=way.prefix) for way in ways]


_REGIONAL: Final = ("regional.txt", "regional_countries.txt")

RegionalTerms = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
"""The normalized characters of terms, each with those of the terms that other regions have."""


@cache
def _regional_terms() -> Mapping[str, RegionalTerms]:
    """Return the terms of both tables by their first character."""
    table: dict[str, dict[tuple[str, ...], Sequence[tuple[str, ...]]]] = {}
    texts = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _REGIONAL)
    for line in "".join(texts).splitlines():
        terms = list(dict.fromkeys(tuple(normalize(term).split()) for term in line.split()))
        for term in terms:
            table.setdefault(term[0], {})[term] = [other for other in terms if other != term]
    return table
