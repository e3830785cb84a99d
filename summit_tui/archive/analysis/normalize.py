"""Normalization of text into words, the same for what is indexed and for what is typed.

`traditional.txt` and `variants.txt` beside this file are derived from dictionaries of Open Chinese
Convert (https://github.com/BYVoid/OpenCC), Apache License 2.0
(https://www.apache.org/licenses/LICENSE-2.0): the first from `TSCharacters`, the second from
`HKVariants`, `TWVariants` and `JPShinjitaiCharacters`. Each has characters on one line and what
they become on the next, in the order of code points; `tests/characters.py` makes them anew and says
how. A Traditional
character that is Simplified in its own right (乾 in 乾隆) is normalized too, and so is a variant
that is a character in its own right (著 in 著名), which does no harm: they are normalized in the
text and in the query alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summit_tui.model.invisible import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable


ANALYSIS_VERSION: Final = 4
"""Changes whenever `normalize` returns other words; an index of another version is stale."""


@cache
def simplified_characters() -> dict[str, str]:
    """Return the Simplified character for each Traditional one."""
    return _read_table("traditional.txt")


@cache
def variant_characters() -> dict[str, str]:
    """Return the character that forms of Hong Kong, Taiwan and Japan are forms of, simplified.

    Those are the forms that simplification leaves apart, such as 衞 beside 衛, which becomes 卫.
    """
    return _read_table("variants.txt")


def _read_table(name: str) -> dict[str, str]:
    table = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return dict(zip(*table.split(), strict=True))


@cache
def traditional_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of Traditional Chinese alone, and those of Simplified alone."""
    table = simplified_characters()
    return frozenset(table), frozenset(table.values()) - frozenset(table)


_PLAIN: Final = {
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    # Arabic letters as they are typed on Arabic, Persian and Urdu keyboards, and as they are left
    # without points: yeh, kaf, heh and alef.
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ة": "ه",
    "ۃ": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
}
"""Letters that Unicode does not decompose, as they are typed without a key for them."""

_UNSPACED: Final = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Myanmar
    range(0x1780, 0x1800),  # Khmer
    range(0x3005, 0x3008),  # 々 〆 〇
    range(0x3021, 0x302A),  # Hangzhou numerals
    range(0x3031, 0x3100),  # 〻, Hiragana, Katakana
    range(0x31F0, 0x3200),  # small Katakana
    range(0x3400, 0x4DC0),  # Han, extension A
    range(0x4E00, 0xA000),  # Han
    range(0xA9E0, 0xAA00),  # Myanmar, extension B
    range(0xAA60, 0xAA80),  # Myanmar, extension A
    range(0xF900, 0xFB00),  # Han, the few compatibility ideographs that are not doubles
    range(0x1AFF0, 0x1B170),  # Kana, supplements
    range(0x20000, 0x40000),  # Han, the planes set aside for it
)
"""Characters of scripts without spaces between words: each is a word of its own."""


def _is_optional(character: str) -> bool:
    """Say whether a combining mark may be left out when the word is typed.

    By the canonical combining class (Unicode Standard Annex 44): 1 lies over the letter, 10 to 36
    are Hebrew, Arabic and Syriac points, from 200 on diacritics are placed around the letter. Vowel
    signs, viramas and tone marks (0, 9, 103 to 132) spell the word in the scripts of India, Tibet
    and South-East Asia; the sound marks of Kana (8) make another letter of it (パン is bread, バン
    a van): they all stay.
    """
    combining_class = unicodedata.combining(character)
    return (
        combining_class == 1
        or 10 <= combining_class <= 36
        or combining_class >= 200
        or unicodedata.category(character) == "Me"
    )


def _bare(text: str) -> str:
    """Return `text` decomposed, without optional marks and invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return _invisible().sub(
        "", "".join(character for character in decomposed if not _is_optional(character))
    )


@cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{INVISIBLE}]")


def _letter(character: str) -> str:
    """Return the normalized form of one bare, case-folded character: itself, a digit or a space.

    A character of a script without spaces has spaces around it.
    """
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    # Apostrophes, primes and breathings (U+02B9 to U+02C1) are letters to Unicode, and typed as
    # punctuation, which separates.
    if category[0] not in "LMN" or 0x02B9 <= ord(character) <= 0x02C1:
        return " "
    if character == "\N{ARABIC TATWEEL}":
        return ""
    character = simplified_characters().get(character, character)
    character = variant_characters().get(character, character)
    if any(ord(character) in block for block in _UNSPACED):
        return f" {character} "
    return _PLAIN.get(character, character)


_SUBSCRIPTS: Final = range(0x2080, 0x208A)
"""The figures below the line."""


class _Table(dict[int, str]):
    """The normalized form of each character, computed when it is first needed."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        normalized = "".join(map(_letter, _bare(_bare(character).casefold())))
        # Symbols such as ™ are no part of the word before them. A small figure below the line is
        # one, as in CO₂; above it, it may be a note.
        is_apart = unicodedata.category(character) in ("So", "No") and code not in _SUBSCRIPTS
        if " " in normalized or is_apart:
            normalized = f" {' '.join(normalized.split())} " if normalized.strip() else " "
        self[code] = normalized
        return normalized


TABLE: Final = _Table()
_ASCII: Final = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(128)
) + bytes(128)
"""The normalized form of bytes below 128, many times faster than the table."""
_ASCII_WITH_GAPS: Final = _ASCII[:0x1E] + b"=" + _ASCII[0x1F:]
_TABLE_WITH_GAPS: Final = _Table({0x1E: "="})
"""The same tables, in which the record separator of ASCII (0x1E) becomes the gap `=`."""


_PUNCTUATION: Final = "’“”—，。、"
"""Separators of many texts that are otherwise ASCII or Simplified Chinese, the fast cases."""
_HAN: Final = re.compile("([一-\u9fff]+)")
"""A run of Han characters; a set of them alone takes a millisecond to compile."""
_NOT_SIMPLIFIED: Final = re.compile("[乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽幺著颚鲶]")
"""Characters of the two tables that the standard of Simplified Chinese (GB/T 2312) encodes too."""


_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞΑ-ΡΣ-ΩА-Я]"
_LETTER: Final = "[^\\W\\d_][\u0300-\u036f]*"
_MAY_BE_INITIALS: Final = re.compile(rf"\.(?:[^\W\d_]| {_CAPITAL}[\u0300-\u036f]*\.)")
"""Stands in every text that has initials; quick to look for, since it begins with a point."""


@cache
def _initials() -> re.Pattern[str]:
    """Return a pattern of letters with points between them, as in U.S. or J. D. Vance.

    It takes longer to compile than a start has, and few texts come to it.
    """
    return re.compile(
        r"(?<![\w.\u0300-\u036f])"
        rf"(?:{_CAPITAL}[\u0300-\u036f]*(?:\. {_CAPITAL}[\u0300-\u036f]*)+(?=\.)"
        rf"|{_LETTER}(?:\.{_LETTER})+)"
        # A name may follow without a space, as in J.D.Vance; www.u.s.example has none.
        rf"(?![\w\u0300-\u036f]|\.(?!{_CAPITAL}[^\W\d_])\w)"
    )


def without_points(text: str, filler: str = "") -> str:
    """Return `text` with a `filler` for each character between initials, which makes one word.

    U.S. is US, and J. D. Vance is JD Vance; where a word in small letters follows without a space,
    as in www.example.org, the letters are none.
    """
    # A full point of full width is one too, and as long.
    text = text.replace("．", ".")
    if not _MAY_BE_INITIALS.search(text):
        return text
    return _initials().sub(lambda match: re.sub("[. ]", filler, match[0]), text)


_FIRST_HANGUL: Final = "\u1100"
_HANGUL: Final = re.compile("[\u1100-\u11ff]")
_BESIDE_HANGUL: Final = re.compile(
    "(?<=[a-z0-9])(?=[\u1100-\u11ff])|(?<=[\u1100-\u11ff])(?=[a-z0-9])"
)
"""Where a Korean particle follows an acronym or a figure, or a figure a Korean word."""


def is_apart(before: str, behind: str) -> bool:
    """Say whether two normalized letters are of two words: of Korean and of Latin or a figure."""
    is_latin = before < _FIRST_HANGUL
    return is_latin is not (behind < _FIRST_HANGUL) and bool(_BESIDE_HANGUL.search(before + behind))


def normalize(text: str) -> str:
    """Return the normalized words of `text`, separated by single spaces.

    Differences of case, accents, width, the script of Chinese and the script of digits are removed,
    and those of points between initials, of Arabic letters and of figures below the line.
    The result has letters, digits, combining marks and single spaces, and no punctuation; it is its
    own normalized form. Letters are decomposed (NFKD), so that all ways to write a letter are
    equal, and the first letters of a Korean syllable are a prefix of it. Korean beside a Latin
    letter or a figure is a word of its own: AI는 has two.
    """
    return _normalize(text, _ASCII, TABLE)


def normalize_each(texts: Iterable[str]) -> str:
    """Return several texts normalized, ` = ` between them; they have no control characters."""
    return _normalize(" \x1e ".join(texts), _ASCII_WITH_GAPS, _TABLE_WITH_GAPS)


def _normalize(text: str, plain: bytes, table: _Table) -> str:
    text = without_points(text)
    if not text.isascii():
        for punctuation in _PUNCTUATION:
            text = text.replace(punctuation, " ")
    if text.isascii():
        return b" ".join(text.encode().translate(plain).split()).decode()
    # Most texts are ASCII, Simplified Chinese and a few punctuation marks: `str.translate` looks
    # every character up, which takes three to five times as long.
    runs = []
    for run in _HAN.split(text):
        if run.isascii():
            runs.append(b" ".join(run.encode().translate(plain).split()).decode())
        elif _is_simplified(run):
            runs.append(_spaced(run))
        else:
            normalized = " ".join(text.translate(table).split())
            return _BESIDE_HANGUL.sub(" ", normalized) if _HANGUL.search(normalized) else normalized
    return " ".join(filter(None, runs))


def _is_simplified(text: str) -> bool:
    """Say whether a text of Han characters, or of none, is Simplified Chinese alone."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return "一" <= text[0] <= "\u9fff" and not _NOT_SIMPLIFIED.search(text)


def _spaced(han: str) -> str:
    """Return Han characters with spaces between them, as fast as a copy."""
    characters = han.encode("utf-16-le")
    spaced = bytearray(b"\0\0 \0") * len(han)
    spaced[::4], spaced[1::4] = characters[::2], characters[1::2]
    return spaced.decode("utf-16-le")[:-1]


def is_single_character(token: str) -> bool:
    """Say whether a word is one character of a script without spaces, such as Han."""
    return len(token) == 1 and TABLE[ord(token)].startswith(" ")


def next_block(character: str) -> str | None:
    """Return the character behind the block of `_UNSPACED` that has a character, or None."""
    blocks = (block for block in _UNSPACED if ord(character) in block)
    return next((chr(block.stop) for block in blocks), None)


_FREQUENT: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
)
"""The most frequent characters of Chinese prose, in the Simplified script."""
COMMON_GRAMS: Final = 0x40000
"""The first code point of a plane that holds no letter, so that no word contains one."""
ROOM: Final = 0x2000
"""Code points that are set aside for common grams."""

INITIALS: Final = "\ue002"
"""The first character of the initials of a name, which match as a whole: for private use."""

_NUMBERS: Final = {character: number for number, character in enumerate(_FREQUENT)}


def common_grams(*texts: str) -> str:
    """Return the common grams in normalized texts, separated by spaces.

    A common gram is a pair of frequent characters, encoded as one character.
    """
    grams = (common_grams_of(text.split()) for text in texts if not text.isascii())
    return " ".join(set().union(*grams))


def common_grams_of(tokens: Sequence[str]) -> set[str]:
    """Return the common grams of consecutive words."""
    numbers, width = _NUMBERS, len(_NUMBERS)
    return {
        chr(COMMON_GRAMS + numbers[first] * width + numbers[second])
        for first, second in pairwise(tokens)
        if first in numbers and second in numbers
    }
