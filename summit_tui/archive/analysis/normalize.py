"""One normaliser for what is stored and what is typed, so that both meet as the same words.

`traditional.txt` beside this file is derived from the dictionary `TSCharacters` of Open Chinese
Convert (https://github.com/BYVoid/OpenCC), Apache License 2.0
(https://www.apache.org/licenses/LICENSE-2.0), and changed as follows. To make it anew from
`data/dictionary/TSCharacters.txt`, take the first target of each line, leave out lines whose
target is the character itself, let a target that is a key go on to its own target (薴 to 苧 to 苎),
and write the characters on one line, their targets on the next, both in the order of code points.
A Traditional character that is Simplified in its own right (乾 in 乾隆) is folded as well, which
does no harm: it is folded in the text and in the query alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


ANALYSIS_VERSION: Final = 1
"""Changes whenever `fold` gives other words; an index made with another version is stale."""


@cache
def _simplified() -> dict[str, str]:
    """Return the Traditional characters, each with the Simplified one that stands for it."""
    table = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8")
    return dict(zip(*table.split(), strict=True))


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
}
"""Latin letters that Unicode does not decompose, as they are typed where they are missing."""

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
"""Characters of scripts that put no space between words: each is a word of its own."""

_UNSEEN: Final = "\u00ad\u034f\u180b\u180c\u180d\u180f\u200d\u2060\ufeff"
"""What may stand inside a word without being seen: soft hyphen, joiners, Mongolian selectors."""


def _is_optional(mark: str) -> bool:
    """Say whether a combining mark may be left out by whoever types the word.

    By the canonical combining class (Unicode Standard Annex 44): 1 lies over the letter, 10 to 36
    are Hebrew, Arabic and Syriac points, from 200 on diacritics stand around the letter. Vowel
    signs, viramas and tone marks (0, 9, 103 to 132) spell the word in the scripts of India, Tibet
    and South-East Asia; the sound marks of Kana (8) make another letter of it (パン is bread, バン
    a van): they all stay.
    """
    place = unicodedata.combining(mark)
    return (
        place == 1
        or 10 <= place <= 36
        or place >= 200
        or mark in _UNSEEN
        or unicodedata.category(mark) == "Me"
        or 0xFE00 <= ord(mark) <= 0xFE0F
        or 0xE0100 <= ord(mark) <= 0xE01EF
    )


def _bare(text: str) -> str:
    """Return `text` decomposed and without optional marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not _is_optional(mark))


def _letter(character: str) -> str:
    """Return what one bare, case-folded character adds: itself, a digit, a word, or a space."""
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
    character = _simplified().get(character, character)
    if any(ord(character) in block for block in _UNSPACED):
        return f" {character} "
    return _PLAIN.get(character, character)


class _Table(dict[int, str]):
    """What each character adds to a folded text, worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        piece = "".join(map(_letter, _bare(_bare(character).casefold())))
        # Signs such as ™ and ² stand beside a word, they do not spell it.
        if " " in piece or unicodedata.category(character) in ("So", "No"):
            piece = f" {' '.join(piece.split())} " if piece.strip() else " "
        self[code] = piece
        return piece


TABLE: Final = _Table()
_ASCII: Final = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() else 0x20 for code in range(128)
) + bytes(128)
"""The same for bytes below 128, which is many times as quick."""
_ASCII_PARTS: Final = _ASCII[:0x1E] + b"=" + _ASCII[0x1F:]
_TABLE_OF_PARTS: Final = _Table({0x1E: "="})
"""The same, and the control character that separates records (ASCII) becomes a gap."""


_SIGNS: Final = "’“”—，。、"
"""What separates words and stands in many texts that are quick to fold otherwise."""
_RUNS: Final = re.compile("[一-\u9fff][一-\u9fff ]*|[^一-\u9fff]+")
"""Han characters in a row, and what stands between them."""
_NOT_SIMPLIFIED: Final = re.compile("[乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽]")
"""What the standard of Simplified Chinese encodes (GB/T 2312) and is Traditional nevertheless."""


def normalize(text: str) -> str:
    """Return the words of `text`, folded and separated by single spaces.

    Case, accents, width, the script of Chinese and the script of digits make no difference
    afterwards. The result holds letters, digits, marks and single spaces, and no punctuation;
    folding it again changes nothing. Letters are decomposed (NFKD), so that the ways to write
    the same letter meet, and the first letters of a Korean syllable begin it.
    """
    return _folded(text, _ASCII, TABLE)


def normalize_each(texts: Iterable[str]) -> str:
    """Return several texts folded, ` = ` between them; they hold no control character."""
    return _folded(" \x1e ".join(texts), _ASCII_PARTS, _TABLE_OF_PARTS)


def _folded(text: str, plain: bytes, table: _Table) -> str:
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    if text.isascii():
        return b" ".join(text.encode().translate(plain).split()).decode()
    # Most texts are of ASCII, Simplified Chinese and a few signs: `str.translate` looks every
    # character up, which takes three to five times as long.
    runs = []
    for run in _RUNS.findall(text):
        if run.isascii():
            runs.append(b" ".join(run.encode().translate(plain).split()).decode())
        elif _is_simplified(run):
            runs.append(_spaced(run.replace(" ", "")))
        else:
            return " ".join(text.translate(table).split())
    return " ".join(filter(None, runs))


def _is_simplified(text: str) -> bool:
    """Say whether each character of a text is a space or one of Simplified Chinese."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return "一" <= text[0] <= "\u9fff" and not _NOT_SIMPLIFIED.search(text)


def _spaced(han: str) -> str:
    """Return Han characters with a space between them, at the speed of a copy."""
    characters = han.encode("utf-16-le")
    spaced = bytearray(b"\0\0 \0") * len(han)
    spaced[::4], spaced[1::4] = characters[::2], characters[1::2]
    return spaced.decode("utf-16-le")[:-1]


def stands_alone(token: str) -> bool:
    """Say whether a folded word is one character of a script without spaces, such as Han."""
    return len(token) == 1 and TABLE[ord(token)].startswith(" ")


def behind_alone(character: str) -> str | None:
    """Return the character behind a block of those that are a word each, or None outside one."""
    blocks = (block for block in _UNSPACED if ord(character) in block)
    return next((chr(block.stop) for block in blocks), None)


_FREQUENT: Final = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心"
)
"""The most frequent characters of Chinese prose, in the Simplified script."""
COMMON_GRAMS: Final = 0x40000
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
        chr(COMMON_GRAMS + numbers[one] * width + numbers[other])
        for one, other in pairwise(tokens)
        if one in numbers and other in numbers
    }
